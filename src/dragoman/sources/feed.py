"""RSS and Atom feeds, fetched politely: conditional requests, robots.txt, a pause for each host, bounded answers.

What a feed links to is outside text. Links are followed only where asked for, only by http(s), and never to a private
address unless the feed itself stands there.
"""

from __future__ import annotations

import calendar
import datetime as dt
import ipaddress
import socket
import time
import urllib.robotparser
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import dragoman
from dragoman.errors import SourceError

AGENT = f"dragoman/{dragoman.__version__}"
MAX_BYTES = 20_000_000
MAX_ENTRIES = 1000
_REDIRECTS = 5


class Entry(NamedTuple):
    """One item of a feed, as the feed has it; ``html`` is its content or summary."""

    url: str | None
    title: str | None
    html: str
    author: str | None
    published: dt.datetime | None


class Feed(NamedTuple):
    """A feed: its title, which names who publishes it, and its items."""

    publisher: str | None
    entries: list[Entry]


class Fetched(NamedTuple):
    """An answer: its bytes (None where nothing is new) and the marks for the next conditional request."""

    data: bytes | None
    etag: str | None
    modified: str | None
    url: str


def host_of(url: str) -> str | None:
    """The host of an address, with its port; None where it is no address."""
    try:
        return urlsplit(url).netloc or None
    except ValueError:
        return None


@dataclass
class Fetcher:
    """Gets pages over HTTP; ``pause`` is the least time in seconds between two requests to one host."""

    pause: float = 1.0
    timeout: float = 20.0
    allowed: frozenset[str] = frozenset()  # hosts that may be private: those that the user named
    _robots: dict[str, urllib.robotparser.RobotFileParser] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """The page at ``url``; SourceError where it is refused, forbidden by robots.txt, too large or not there."""
        for _ in range(_REDIRECTS):
            address = self._check(url)
            if not self._robot(url, address).can_fetch(AGENT, url):
                raise SourceError(url, "robots.txt asks not to fetch it")
            answer = self._send(url, address, etag, modified)
            if answer.next is None:
                return answer.page
            url = answer.next
        raise SourceError(url, f"more than {_REDIRECTS} redirects")

    def _check(self, url: str) -> str | None:
        """The address to connect to, so that the host cannot name another one a moment later; None for any."""
        try:
            parts = urlsplit(url)
            parts.port  # noqa: B018 - says so where it is none
        except ValueError as error:
            raise SourceError(url, f"not an address: {error}") from error
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SourceError(url, "only http and https addresses are fetched")
        if parts.netloc in self.allowed:
            return None
        try:
            found = socket.getaddrinfo(parts.hostname, None)
        except (OSError, UnicodeError) as error:
            raise SourceError(url, f"host not found: {error}") from error
        addresses = [str(info[4][0]).split("%")[0] for info in found]
        if not all(ipaddress.ip_address(address).is_global for address in addresses):
            raise SourceError(url, "leads to a private address, which is not fetched")
        return addresses[0]

    def _robot(self, url: str, address: str | None) -> urllib.robotparser.RobotFileParser:
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._robots:
            parser = urllib.robotparser.RobotFileParser()
            try:
                answer = self._send(f"{root}/robots.txt", address, None, None)
                text = (answer.page.data or b"").decode("utf-8", "replace")
            except SourceError:
                text = ""
            parser.parse(text.splitlines())
            self._robots[root] = parser
        return self._robots[root]

    def _send(self, url: str, address: str | None, etag: str | None, modified: str | None) -> _Answer:
        import httpx

        host = urlsplit(url).netloc
        wait = self._last.get(host, 0.0) + self.pause - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": modified} if modified else {}
        try:
            parts = httpx.URL(url)
            extensions = {}
            if address is not None:
                headers["Host"] = parts.netloc.decode("ascii")
                extensions["sni_hostname"] = parts.host  # certificates are those of the name
                parts = parts.copy_with(host=address)
            with (
                httpx.Client(timeout=self.timeout, follow_redirects=False) as client,
                client.stream("GET", parts, headers=headers, extensions=extensions) as answer,
            ):
                return _Answer.of(answer, url)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SourceError(url, f"cannot be fetched: {error or type(error).__name__}") from error
        finally:
            self._last[host] = time.monotonic()


class _Answer(NamedTuple):
    page: Fetched
    next: str | None

    @classmethod
    def of(cls, answer: Any, url: str) -> _Answer:
        marks = (answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
        if answer.status_code == 304:
            return cls(Fetched(None, *marks, url), None)
        if answer.is_redirect:
            try:
                return cls(Fetched(None, *marks, url), urljoin(url, answer.headers["Location"]))
            except ValueError as error:
                raise SourceError(url, f"redirects to no address: {error}") from error
        if answer.status_code != 200:
            raise SourceError(url, f"answered {answer.status_code}")
        data = bytearray()
        for chunk in answer.iter_bytes():
            data += chunk
            if len(data) > MAX_BYTES:
                raise SourceError(url, f"larger than {MAX_BYTES // 1_000_000} MB")
        return cls(Fetched(bytes(data), *marks, url), None)


def parse(data: bytes, where: str) -> Feed:
    """A feed's publisher and items; SourceError where it is none."""
    import feedparser

    found = feedparser.parse(data, sanitize_html=True, resolve_relative_uris=False)
    if not found.entries:
        reason = str(found.get("bozo_exception", "")).split("\n")[0] if found.get("bozo") else "it has no entries"
        raise SourceError(where, f"not a feed that can be read: {reason}")
    title = found.feed.get("title")
    return Feed(str(title) if title else None, [_entry(e) for e in found.entries[:MAX_ENTRIES]])


def _entry(item: Any) -> Entry:
    content = " ".join(c.get("value", "") for c in item.get("content", [])) or item.get("summary", "")
    stamp = item.get("published_parsed") or item.get("updated_parsed")
    published = dt.datetime.fromtimestamp(calendar.timegm(stamp), tz=dt.UTC) if stamp else None
    return Entry(item.get("link"), item.get("title"), content, item.get("author"), published)
