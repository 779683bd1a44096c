"""Reading past one machine: files are shards, each read by some worker and committed once; an archive imports them."""

from dragoman.engine.shards import Committed, Work, commit, committed, rows_in

__all__ = ["Committed", "Work", "commit", "committed", "rows_in"]
