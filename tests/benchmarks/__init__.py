"""Measures the coach beside the least that a server can do and Amazon's own stacks: `python -m tests.benchmarks`."""
