"""Amounts of money in printed text: units, cells of money tables, running text. Pure functions, exact arithmetic."""
