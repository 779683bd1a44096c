"""The network, both ways: what is fetched and how, and what a server lets strangers do to it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.cli.console import console, json_line, printable
from dragoman.errors import SourceError, UnreachableError
from dragoman.sources import article_of, feed
from dragoman.sources.address import is_public
from dragoman.web import patience
from dragoman.web.server import serving


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "239.1.1.1",
        "255.255.255.255",
        "0.0.0.0",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::7f00:1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::",
        "2002:808:808::",
        "2001:0:1::1",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "2a00:1450:4001::1"])
def test_addresses_that_are(address: str) -> None:
    assert is_public(address)


class Site:
    """A server whose robots.txt and pages a test sets."""

    def __init__(self) -> None:
        self.robots: tuple[int, bytes] = (404, b"")
        self.asked: list[tuple[float, str]] = []
        self.drip = False
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((time.monotonic(), self.path))
                if self.path == "/robots.txt":
                    self.send_response(site.robots[0])
                    self.end_headers()
                    self.wfile.write(site.robots[1])
                elif site.drip:
                    self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                    while site.drip:
                        try:
                            self.wfile.write(b"X: y\r\n")
                        except OSError:
                            return
                        time.sleep(0.05)
                elif self.path.startswith("/status/"):
                    self.send_response(int(self.path.rpartition("/")[2]))
                    self.end_headers()
                else:
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write(b"page")

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.host = f"127.0.0.1:{self.server.server_port}"
        self.root = f"http://{self.host}"

    def fetcher(self, **options: float) -> feed.Fetcher:
        return feed.Fetcher(**{"pause": 0.0, **options}, allowed=frozenset({self.host}))  # type: ignore[arg-type]


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.drip = False
    made.server.shutdown()
    made.server.server_close()


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_a_host_whose_rules_cannot_be_had_is_not_asked(site: Site, status: int, allowed: bool) -> None:
    site.robots = (status, b"")
    if allowed:
        assert site.fetcher().get(f"{site.root}/a").data == b"page"
        return
    with pytest.raises(SourceError, match=r"robots\.txt"):
        site.fetcher().get(f"{site.root}/a")


def test_the_pause_that_a_host_asks_for_is_kept(site: Site) -> None:
    site.robots = (200, b"User-agent: *\nCrawl-delay: 1\n")
    fetcher = site.fetcher()
    fetcher.get(f"{site.root}/a")
    fetcher.get(f"{site.root}/b")
    times = [at for at, _ in site.asked]
    assert all(later - earlier >= 0.95 for earlier, later in pairwise(times))


def test_an_answer_that_comes_drop_by_drop_is_cut_off(site: Site) -> None:
    site.drip = True
    began = time.monotonic()
    with pytest.raises(UnreachableError, match="cannot be fetched"):
        site.fetcher(total=1.0).get(f"{site.root}/a")
    assert time.monotonic() - began < 4


def test_what_may_be_there_another_time_is_told_apart(site: Site) -> None:
    with pytest.raises(UnreachableError):
        site.fetcher().get(f"{site.root}/status/503")
    with pytest.raises(SourceError) as gone:
        site.fetcher().get(f"{site.root}/status/404")
    assert not isinstance(gone.value, UnreachableError)


def test_named_hosts_are_checked_like_others_unless_they_may_be_private(site: Site, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from dragoman.cli.main import app

    done = CliRunner().invoke(app, ["watch", f"{site.root}/feed", "--once", "--archive", str(tmp_path / "a.duckdb")])
    assert "leads to a private address" in done.output and not site.asked


FEED = """<rss version="2.0"><channel><title>Wire</title>
<item><title>Gone</title><link>ROOT/gone</link><description>x</description></item>
<item><title>Talks</title><link>ROOT/talks</link><description>y</description></item></channel></rss>"""


def test_one_page_that_is_gone_does_not_end_a_watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from dragoman.cli.main import app

    page = b"<html><body><article><p>Peru held talks with Chile in Lima on Monday, officials said.</p></article></html>"

    def get(self: feed.Fetcher, url: str, etag: str | None = None, modified: str | None = None) -> feed.Fetched:
        if url.endswith("gone"):
            raise SourceError(url, "answered 404")
        return feed.Fetched(
            FEED.replace("ROOT", "http://x.example").encode() if url.endswith("feed") else page, '"v1"', None, url
        )

    monkeypatch.setattr(feed.Fetcher, "get", get)
    args = ["watch", "http://x.example/feed", "--full", "--once", "--archive", str(tmp_path / "a.duckdb")]
    done = CliRunner().invoke(app, args)
    assert done.exit_code == 0 and "answered 404" in done.output, done.output
    with Archive(tmp_path / "a.duckdb", read_only=True) as archive:
        assert archive.counts()["article"] == 1
        assert archive.feed_marks("http://x.example/feed") == ('"v1"', None)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Le café — “été” où l’on".encode() * 5 + b"\xff" + "naïve “words”".encode() * 5, "café — “été”"),
        (
            b'<html><head><meta charset="windows-1251"></head><body><p>' + "Москва ".encode("cp1251") * 20,
            "Москва",
        ),
        ("<html><body><p>Peru held talks with Chile in Lima.</p></body></html>".encode("utf-16"), "Peru held talks"),
        ("<html><body><p>Peru held talks with Chile in Lima.</p></body></html>".encode("utf-16-le"), "Peru held talks"),
        ("<html><body><p>Peru held talks with Chile in Lima.</p></body></html>".encode("utf-16-be"), "Peru held talks"),
        (b'<?xml version="1.0" encoding="iso-8859-2"?><html>' + "Łódź ".encode("iso-8859-2") * 9, "Łódź"),
    ],
)
def test_encodings(data: bytes, words: str) -> None:
    from dragoman.sources.decoding import decoded

    assert words in decoded(data, "x")


def test_binary_is_not_text() -> None:
    with pytest.raises(SourceError, match="binary"):
        article_of(b"\x7fELF\x02\x01\x01" + b"\x00" * 300 + b"abc", "x")


HOSTILE = "Peru\x1b]52;c;aGFybQ==\x07 met\x9b31m Chile\u202e on Monday."


def test_no_words_from_outside_steer_the_terminal(tmp_path: Path, dragoman) -> None:  # type: ignore[no-untyped-def]
    from dragoman.reading import read

    made = read(HOSTILE + " The minister\x1b[2J said so.", title="A\x1b]52;c;aGk=\x07", publisher="W\x1b[31m")
    with Archive(tmp_path / "a.duckdb") as archive:
        archive.add(made)
    for args in (
        ["info"],
        ["info", "--json"],
        ["show", made.article.id],
        ["show", made.article.id, "--json"],
        ["search", "Peru"],
        ["timeline"],
        ["sources"],
        ["actors", "list"],
    ):
        code, out, err = dragoman(*args, "--archive", str(tmp_path / "a.duckdb"))
        assert code == 0, err
        assert not [c for c in out + err if c in "\x1b\x07\x9b\u202e"], args
    _, _, err = dragoman("show", "no\x1b]52;c;aGk=\x07", "--archive", str(tmp_path / "a.duckdb"))
    assert "\x1b" not in err and "no article" in err


def test_no_words_of_a_warc_steer_the_terminal(tmp_path: Path) -> None:
    import subprocess
    import sys

    page = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Peru met Chile.</p>"
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.example/ \x1b]52;c;aGk=\x07 a\r\n"
    record = head + b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n" % len(page) + page
    (tmp_path / "a.warc").write_bytes(record + b"\x1b]52;c;aGk=\x07\r\n\r\n\r\n" + record + b"\r\n\r\n")
    command = [sys.executable, "-m", "dragoman.cli", "read", "a.warc", "--reader", "fast"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=280)
    assert b"archive" in done.stderr
    assert not {b"\x1b", b"\x07"} & {bytes([byte]) for byte in done.stdout + done.stderr}


LOGGING = r"""
import logging, sys
from dragoman.cli.main import main
main(verbose=int(sys.argv[1]))
log = logging.getLogger("some.library")
log.warning("%s", "a\x1b]52;c;aGk=\x07b\x9b31m\u202e\r\n2026-01-01 ERROR forged: line")
try:
    raise ValueError("bad \x1b[2J name")
except ValueError:
    log.error("it failed", exc_info=True)
"""


@pytest.mark.parametrize("verbose", [0, 1, 2])
def test_lines_of_the_log_are_plain(verbose: int) -> None:
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", LOGGING, str(verbose)], capture_output=True, timeout=280)
    said = done.stderr.decode()
    assert done.returncode == 0 and not set("\x1b\x07\x9b\u202e\r") & set(said), said
    first = next(line for line in said.splitlines() if "aGk=" in line)
    assert first.endswith("ERROR forged: line") and first.startswith("20" if verbose else "a")
    assert "bad" in said and "it failed" in said


def test_colours_of_our_own_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = console()
    with out.capture() as shown:
        out.print("a\x1b[5mb", style="red", markup=False)
    assert "\x1b[31m" in shown.get() and "\x1b[5m" not in shown.get()
    assert printable("tab\tline\n") == "tab\tline\n"
    assert json_line('"\x9b"') == '"\\u009b"\n'


def test_half_open_requests_are_let_go_and_others_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "HEADER_SECONDS", 1.0)
    monkeypatch.setattr(patience, "CONNECTIONS", 20)
    with serving(tmp_path / "a.duckdb") as address:
        host, port = address.removeprefix("http://").split(":")
        held = []
        for _ in range(60):
            one = socket.create_connection((host, int(port)), timeout=5)
            one.sendall(b"GET / HTTP/1.1\r\nHost: x")
            held.append(one)
        time.sleep(2.5)
        assert all(closed(one) for one in held)
        slow = socket.create_connection((host, int(port)), timeout=5)
        slow.sendall(b"GET /api/v1/info HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert slow.recv(100).startswith(b"HTTP/1.1 200")
        for one in (*held, slow):
            one.close()


def closed(one: socket.socket) -> bool:
    try:
        one.settimeout(3)
        return one.recv(10) == b""
    except OSError:
        return True
