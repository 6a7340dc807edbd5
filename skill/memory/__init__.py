"""Memory between sessions: preferences and counts, never health answers."""
