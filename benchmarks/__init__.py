"""Measurements that are not tests: ratios in one run, kept in docs/reference/benchmarks.md."""
