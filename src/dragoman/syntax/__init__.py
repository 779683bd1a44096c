"""Syntax: what a sentence is made of, asked in words of no one language; label schemes are known here only."""
