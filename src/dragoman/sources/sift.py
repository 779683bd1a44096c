"""Passing over articles that hold nothing for those who follow international affairs, before they are parsed.

An article is passed over where the words of one other topic (sport, markets, leisure, weather) are dense and those of
affairs are not: counts of whole words against lists in ``topics.toml``, over the title and the beginning of the text.
Errs on the side of reading: ``benchmarks/sift.py`` measures what is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from dragoman.languages import lexicons
from dragoman.model import Article

_WORD = re.compile(r"[a-z][a-z&'-]*[a-z]|[a-z]")
_LOOKED_AT = 4000  # characters of the text
_SHORTEST = 40  # words; what is shorter is read
_DENSE = 6.0  # words of the topic in a hundred
_DIFFERENT = 8  # words of the topic that are not the same
_AFFAIRS = 0.3  # words of affairs for each of the topic


def other_topic(article: Article) -> str | None:
    """The topic for which an (English) article is passed over: "sport", "markets", "leisure", "weather"; else None."""
    if article.language != "en":
        return None
    words = Counter(_WORD.findall(f"{article.title or ''} {article.text[:_LOOKED_AT]}".lower()))
    total = words.total()
    if total < _SHORTEST:
        return None
    topics, affairs = _lists()
    weight = sum(count for word, count in words.items() if word in affairs)
    for topic, own in topics.items():
        found = [count for word, count in words.items() if word in own]
        dense = 100 * sum(found) >= _DENSE * total and len(found) >= _DIFFERENT
        if dense and weight <= _AFFAIRS * sum(found):
            return topic
    return None


@cache
def _lists() -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    table = lexicons.table("topics.toml")
    return {topic: frozenset(words) for topic, words in table["topics"].items()}, frozenset(table["affairs"]["words"])
