"""Fuzz tests of the coach; see `python -m tests.fuzz --help`."""
