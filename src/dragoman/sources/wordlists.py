"""Word lists by which files are told, from ``words.toml``: names of columns, cookie notices, days of publication."""

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _all() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("dragoman.sources").joinpath("words.toml").read_text("utf-8"))


def section(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of one section, by their names."""
    return {key: tuple(words) for key, words in _all()[name].items()}


def one_of(name: str, key: str) -> str:
    """A pattern for any word of a list, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(section(name)[key], key=len, reverse=True))) + ")"
