"""Lexicons: the words that Dragoman knows, as data files, and the loader that reads them."""

from __future__ import annotations

import csv
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

_HERE = files("dragoman.languages")


def folded(name: str) -> str:
    """``name`` in lower case without accents, as names are looked up."""
    if name.isascii():
        return name.lower()
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def table(name: str, language: str = "en") -> dict[str, Any]:
    """A TOML lexicon by file name and language (ISO 639-1); LookupError where the language has none."""
    return _table(name, language)


def has(name: str, language: str) -> bool:
    """Whether a language's folder holds a file of this name."""
    return _HERE.joinpath(language, name).is_file()


@cache
def _table(name: str, language: str) -> dict[str, Any]:
    return tomllib.loads(_file(name, language).read_text("utf-8"))


@cache
def rows(name: str, language: str = "en") -> tuple[dict[str, str], ...]:
    """The rows of a CSV lexicon by file name and language; several values in one cell are separated by ``|``."""
    return tuple(csv.DictReader(_file(name, language).read_text("utf-8").splitlines()))


def _file(name: str, language: str) -> Traversable:
    found = _HERE.joinpath(language, name)
    if not found.is_file():
        raise LookupError(f"Dragoman has no lexicon {name} for {language!r}")
    return found
