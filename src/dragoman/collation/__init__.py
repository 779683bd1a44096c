"""Collation: what many reports add up to."""
