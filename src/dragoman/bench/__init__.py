"""Measuring against gold corpora: what `dragoman bench` runs."""
