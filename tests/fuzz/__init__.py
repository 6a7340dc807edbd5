"""Tries to break the coach with inputs that nobody would send; `python -m tests.fuzz --help` says how."""
