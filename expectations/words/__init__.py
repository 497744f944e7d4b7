"""Words of tables that sums are inferred from, and the sentences findings are written in."""
