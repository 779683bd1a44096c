"""Languages: what Dragoman can read, and the folder of words, names and rules that each language is."""

from dragoman.languages.registry import LANGUAGES, Readable, why_not

__all__ = ["LANGUAGES", "Readable", "why_not"]
