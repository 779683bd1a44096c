"""The bundled sample reports: fictional wording of our own, each with its answer key."""

from __future__ import annotations

import datetime as dt
import tomllib
from importlib.resources import files
from typing import Any, NamedTuple

from dragoman.model import Article


class Sample(NamedTuple):
    """A sample report and what must be read from it."""

    name: str
    article: Article
    key: dict[str, Any]


def samples() -> list[Sample]:
    """Every bundled sample, by name."""
    found = []
    for file in sorted(files("dragoman.demo").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        data = tomllib.loads(file.read_text("utf-8"))
        published = dt.date.fromisoformat(data["published"])
        article = Article.make(
            data["text"].strip(), title=data["title"], publisher=data["publisher"], published=published
        )
        found.append(Sample(file.name.removesuffix(".toml"), article, data["key"]))
    return found
