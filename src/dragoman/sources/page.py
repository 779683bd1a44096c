"""Web pages: the article in them, without cookie notices and captions; pages of teasers are told from reports."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, NamedTuple

from dragoman.bounds import SECONDS, bounded
from dragoman.errors import SourceError
from dragoman.sources.dates import in_address
from dragoman.sources.wordlists import one_of

_TEASERS = 3  # blocks with a linked headline from which a page may be an index
_SHORT = 700  # characters of a teaser
_MOSTLY = 0.6  # share of a page's text that stands in teasers where it is an index
_NOTICE = 700  # characters of a paragraph that may be a notice about cookies
_COOKIES = re.compile(r"\bcookies?\b", re.IGNORECASE)
# Who sets cookies, and what the reader is asked for: both, and a short paragraph, make a notice.
_SITE = re.compile(rf"\b{one_of('cookies', 'site')}\b", re.IGNORECASE)
_ASKED = re.compile(rf"\b{one_of('cookies', 'asked')}", re.IGNORECASE)
_NAMED = ("cookie", "consent", "gdpr", "onetrust", "didomi", "caption", "photo-credit", "image-credit")
_LOWER = "translate({}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
_PRUNED = [
    "//figcaption",
    *(
        f"//*[not(self::html or self::body or self::main or self::article)]"
        f"[contains({_LOWER.format('@class')}, '{name}') or contains({_LOWER.format('@id')}, '{name}')]"
        for name in _NAMED
    ),
]


class Page(NamedTuple):
    """What a page gives: its article's text in paragraphs, and what the page says of it."""

    text: str
    title: str | None
    author: str | None
    url: str | None
    publisher: str | None
    published: dt.date | None
    published_source: str | None


def article_in(html: str, where: str, address: str | None = None) -> Page:
    """The article in a page; SourceError where there is none, or only teasers of others."""
    import trafilatura

    with bounded(SECONDS, where, "to find the article in this page"):
        tree = trafilatura.load_html(html)
        teasers = _teasers(tree) if tree is not None else []
        found = trafilatura.bare_extraction(
            html,
            url=address,
            with_metadata=True,
            include_comments=False,
            prune_xpath=_PRUNED,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    if found is None or not found.text:
        raise SourceError(where, "no article text found in this HTML")
    paragraphs = [p for p in str(found.text).split("\n") if not is_notice(p)]
    if len(teasers) >= _TEASERS and _share(paragraphs, teasers) >= _MOSTLY:
        advice = "read the reports themselves, or give the site's feed to `dragoman watch`"
        raise SourceError(where, f"an index page of {len(teasers)} teasers, not a report: {advice}")
    stated = dt.date.fromisoformat(found.date) if found.date else None
    in_url = in_address(address or found.url or "")
    source = ("address" if stated == in_url else "metadata") if stated else ("address" if in_url else None)
    text = "\n\n".join(paragraphs)
    return Page(text, found.title, found.author, found.url, found.sitename, stated or in_url, source)


def is_notice(paragraph: str) -> bool:
    """Whether a paragraph asks its reader to accept cookies; one that reports on cookies does not."""
    return (
        len(paragraph) <= _NOTICE
        and _COOKIES.search(paragraph) is not None
        and _SITE.search(paragraph) is not None
        and _ASKED.search(paragraph) is not None
    )


def _teasers(tree: Any) -> list[str]:
    """The texts of the blocks that are a linked headline with some words: an index page is a row of them."""
    found, seen = [], set()
    for heading in tree.iter("h2", "h3", "h4", "h5"):
        if heading.find(".//a[@href]") is None and (heading.getparent() is None or heading.getparent().tag != "a"):
            continue
        block = heading.getparent()
        while block is not None and block.tag in {"a", "header", "hgroup"}:
            block = block.getparent()
        if block is None or block in seen:
            continue
        seen.add(block)
        text = _plain(" ".join(block.itertext()))[: _SHORT + 1]
        if len(text) <= _SHORT:
            found.append(text)
    return found


def _share(paragraphs: list[str], teasers: list[str]) -> float:
    """How much of the paragraphs stands in teasers, by characters."""
    held = "\n".join(teasers)
    lines = [_plain(p.lstrip("- ")) for p in paragraphs]
    total = sum(map(len, lines))
    return sum(len(line) for line in lines if line in held) / total if total else 0.0


def _plain(text: str) -> str:
    return " ".join(text.split())
