"""The bundled reports, in fictional wording of our own: samples with answer keys, and one quarrel as several newsrooms
had it."""

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
    for file in sorted(files("dragoman.demo").joinpath("samples").iterdir(), key=lambda f: f.name):
        data = tomllib.loads(file.read_text("utf-8"))
        found.append(Sample(file.name.removesuffix(".toml"), _article(data), data["key"]))
    return found


def story() -> list[Article]:
    """The reports of the quarrel, by day: agencies, copies, denials, promises kept and broken."""
    data = tomllib.loads(files("dragoman.demo").joinpath("story.toml").read_text("utf-8"))
    return [_article(one) for one in data["report"]]


def bundled() -> list[Article]:
    """The story and the samples: what `dragoman serve --demo` shows."""
    return [*story(), *(sample.article for sample in samples())]


def _article(data: dict[str, Any]) -> Article:
    published = dt.date.fromisoformat(data["published"])
    return Article.make(data["text"].strip(), title=data["title"], publisher=data["publisher"], published=published)
