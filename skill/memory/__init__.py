"""What is remembered between sessions: preferences and counts, never health answers."""
