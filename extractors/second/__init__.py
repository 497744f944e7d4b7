"""Second readers: they find cells by other means than ours, and confirm the operands of findings."""
