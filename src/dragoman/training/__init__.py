"""Learning from annotated corpora: what `dragoman train` runs."""
