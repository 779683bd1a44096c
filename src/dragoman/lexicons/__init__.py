"""Lexicons: the words that Dragoman knows, as data files, and the loader that reads them."""

from __future__ import annotations

import csv
import hashlib
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
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


def folded(name: str) -> str:
    """``name`` in lower case without accents, as names are looked up."""
    if name.isascii():
        return name.lower()
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML lexicon by file name."""
    return tomllib.loads(_HERE.joinpath(name).read_text("utf-8"))


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV lexicon by file name; several values in one cell are separated by ``|``."""
    lines = _HERE.joinpath(name).read_text("utf-8").splitlines()
    return tuple(csv.DictReader(lines))


@cache
def fingerprint(extra: Path | None = None) -> str:
    """A short hash of every lexicon and of the user's own file, kept with each reading so that re-runs can be compared.

    The learned attribution reader's weights count as a lexicon.
    """
    digest = hashlib.sha256()
    for name in _NAMES:
        digest.update(_HERE.joinpath(name).read_bytes())
    digest.update(files("dragoman.reading.attribution").joinpath("model", "weights.msgpack").read_bytes())
    if extra is not None:
        digest.update(extra.read_bytes())
    return digest.hexdigest()[:12]
