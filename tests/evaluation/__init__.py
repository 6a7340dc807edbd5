"""Measurements that people run by hand and CI runs on a sample: `python -m tests.evaluation.understanding`."""
