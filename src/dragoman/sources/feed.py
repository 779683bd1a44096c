"""RSS and Atom feeds, fetched politely: conditional requests, robots.txt, a pause for each host, bounded answers.

What a feed links to is outside text. Links are followed only where asked for, only by http(s), and never to a private
address unless its host is one that the user named and may be private.
"""

from __future__ import annotations

import calendar
import datetime as dt
import socket
import threading
import time
import urllib.robotparser
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import dragoman
from dragoman.errors import SourceError, UnreachableError, one_line
from dragoman.sources.address import is_public

AGENT = f"dragoman/{dragoman.__version__}"
MAX_BYTES = 20_000_000
MAX_ENTRIES = 1000
_REDIRECTS = 5
_LONGEST_ROBOTS = 500_000  # bytes of a robots.txt that are read
_LONGEST_PAUSE = 60.0  # seconds between two requests that a host may ask for


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
    allowed: frozenset[str] = frozenset()  # hosts that may be private, where the user says so
    total: float = 60.0  # seconds for one answer, however slowly it comes
    _robots: dict[str, urllib.robotparser.RobotFileParser] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)
    _pauses: dict[str, float] = field(default_factory=dict)

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

    def _check(self, url: str) -> str:
        """The address to connect to, so that the host cannot name another one a moment later."""
        try:
            parts = urlsplit(url)
            parts.port  # noqa: B018 - says so where it is none
        except ValueError as error:
            raise SourceError(url, f"not an address: {error}") from error
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SourceError(url, "only http and https addresses are fetched")
        try:
            found = socket.getaddrinfo(parts.hostname, None)
        except (OSError, UnicodeError) as error:
            raise SourceError(url, f"host not found: {error}") from error
        addresses = [str(info[4][0]).split("%")[0] for info in found]
        if parts.netloc not in self.allowed and not all(map(is_public, addresses)):
            raise SourceError(url, "leads to a private address, which is not fetched")
        return addresses[0]

    def _robot(self, url: str, address: str) -> urllib.robotparser.RobotFileParser:
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._robots:
            self._robots[root] = self._rules(f"{root}/robots.txt", address)
            delay = self._robots[root].crawl_delay(AGENT)
            self._pauses[parts.netloc] = min(_LONGEST_PAUSE, float(delay or 0))
        return self._robots[root]

    def _rules(self, url: str, address: str) -> urllib.robotparser.RobotFileParser:
        """What a host's robots.txt asks for: nothing where it has none, all where it cannot be had (RFC 9309)."""
        rules = urllib.robotparser.RobotFileParser()
        try:
            for _ in range(_REDIRECTS):
                answer = self._send(url, address, None, None)
                if answer.next is None:
                    rules.parse((answer.page.data or b"")[:_LONGEST_ROBOTS].decode("utf-8", "replace").splitlines())
                    return rules
                url = answer.next
                address = self._check(url)
            rules.parse([])
        except UnreachableError:
            rules.parse(["User-agent: *", "Disallow: /"])
        except SourceError:
            rules.parse([])
        return rules

    def _send(self, url: str, address: str, etag: str | None, modified: str | None) -> _Answer:
        import httpx

        host = urlsplit(url).netloc
        wait = self._last.get(host, 0.0) + max(self.pause, self._pauses.get(host, 0.0)) - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": modified} if modified else {}
        try:
            parts = httpx.URL(url)
            headers["Host"] = parts.netloc.decode("ascii")
            with (
                _Deadline(self.total) as deadline,
                httpx.Client(timeout=self.timeout, follow_redirects=False) as client,
                client.stream(
                    "GET",
                    parts.copy_with(host=address),
                    headers=headers,
                    # Certificates are those of the name.
                    extensions={"sni_hostname": parts.host, "trace": deadline.trace},
                ) as answer,
            ):
                return _Answer.of(answer, url)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise UnreachableError(url, f"cannot be fetched: {one_line(error)}") from error
        finally:
            self._last[host] = time.monotonic()


class _Deadline:
    """Ends a connection after so many seconds, at whatever it is: waiting, shaking hands, or reading drop by drop."""

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._sockets: list[socket.socket] = []

    def __enter__(self) -> _Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for one in self._sockets:
            one.close()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Called by httpx at each step of a request; takes hold of the connection."""
        if event == "connection.connect_tcp.complete":
            self._sockets.append(info["return_value"].get_extra_info("socket").dup())

    def _end(self) -> None:
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


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
        if answer.status_code >= 500 or answer.status_code in {408, 425, 429}:
            raise UnreachableError(url, f"answered {answer.status_code}")
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

    try:
        found = feedparser.parse(data, sanitize_html=True, resolve_relative_uris=False)
    except (ValueError, LookupError, TypeError, AttributeError) as error:  # as for a namespace with spaces in it
        raise SourceError(where, f"not a feed that can be read: {one_line(error)}") from error
    if not found.entries:
        reason = one_line(found["bozo_exception"]) if found.get("bozo_exception") else "it has no entries"
        raise SourceError(where, f"not a feed that can be read: {reason}")
    title = found.feed.get("title")
    return Feed(str(title) if title else None, [_entry(e) for e in found.entries[:MAX_ENTRIES]])


def _entry(item: Any) -> Entry:
    content = " ".join(c.get("value", "") for c in item.get("content", [])) or item.get("summary", "")
    return Entry(item.get("link"), item.get("title"), content, item.get("author"), _published(item))


def _published(item: Any) -> dt.datetime | None:
    """When an item was published, in the time zone that the feed gives it in: there "today" is that zone's day."""
    part = "published" if item.get("published_parsed") else "updated"
    stamp = item.get(f"{part}_parsed")
    if not stamp:
        return None
    zone = _zone(str(item.get(part, "")))
    try:
        instant = dt.datetime.fromtimestamp(calendar.timegm(stamp), tz=dt.UTC)
        return instant.astimezone(zone) if zone else instant
    except (ValueError, OverflowError, OSError):
        return None  # a day beyond all calendars


def _zone(stamp: str) -> dt.tzinfo | None:
    """The time zone of a date as RSS (RFC 822) or Atom (ISO 8601) writes it; None where it has none."""
    for read in (dt.datetime.fromisoformat, parsedate_to_datetime):
        with suppress(ValueError, TypeError):
            return read(stamp).tzinfo
    return None
