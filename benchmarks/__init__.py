"""Measures Karar beside other ways of doing the same, in one run: see benchmarks/README.md."""
