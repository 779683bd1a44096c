"""Lexicons: the words that Dragoman knows, as data files, and the loader that reads them."""

from __future__ import annotations

import csv
import hashlib
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

_HERE = files("dragoman.lexicons")
_NAMES = (
    "attribution.toml",
    "events.toml",
    "roles.toml",
    "organisations.csv",
    "countries.csv",
    "stances.toml",
    "genders.toml",
    "leaders.csv",
    "regions.csv",
)
_OTHERS = ("attribution.toml", "roles.toml", "countries.csv", "organisations.csv")  # of languages other than English


def folded(name: str) -> str:
    """``name`` in lower case without accents, as names are looked up."""
    if name.isascii():
        return name.lower()
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


@cache
def table(name: str, language: str = "en") -> dict[str, Any]:
    """A TOML lexicon by file name and language (ISO 639-1); LookupError where the language has none."""
    return tomllib.loads(_file(name, language).read_text("utf-8"))


@cache
def rows(name: str, language: str = "en") -> tuple[dict[str, str], ...]:
    """The rows of a CSV lexicon by file name and language; several values in one cell are separated by ``|``."""
    return tuple(csv.DictReader(_file(name, language).read_text("utf-8").splitlines()))


def _file(name: str, language: str) -> Traversable:
    found = _HERE.joinpath(name) if language == "en" else _HERE.joinpath(language, name)
    if not found.is_file():
        raise LookupError(f"Dragoman has no lexicon {name} for {language!r}")
    return found


@cache
def fingerprint(extra: Path | None = None, language: str = "en") -> str:
    """A short hash of every lexicon and of the user's own file, kept with each reading so that re-runs can be compared.

    The learned attribution reader's weights count as an English lexicon.
    """
    digest = hashlib.sha256()
    for name in _NAMES if language == "en" else _OTHERS:
        digest.update(_file(name, language).read_bytes())
    if language == "en":
        digest.update(files("dragoman.reading.attribution").joinpath("model", "weights.msgpack").read_bytes())
    if extra is not None:
        digest.update(extra.read_bytes())
    return digest.hexdigest()[:12]
