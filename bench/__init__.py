"""Benchmarks: each measures a hot path against a peer or a limit, in the same run."""
