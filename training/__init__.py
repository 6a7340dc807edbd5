"""Training of the second listener; it needs the lines of the repository, so no package carries it."""
