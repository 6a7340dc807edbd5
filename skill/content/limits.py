"""Limits of what a user may choose. Free of imports, so that `--help` does not load the content."""

SHORTEST_HOLD, LONGEST_HOLD = 5, 120
"""Seconds of a hold (our own rule)."""
