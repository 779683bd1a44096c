"""What hostile words may not do: SECURITY.md says where each promise is held."""

import csv
import gzip
import io
import re
import socket
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from dragoman.archive import Archive
from dragoman.archive.export import export
from dragoman.cli.main import app
from dragoman.errors import ArchiveError, SourceError
from dragoman.model import Article
from dragoman.reading import read_article
from dragoman.record import Kept, query
from dragoman.record.search import search
from dragoman.sources import Options, articles, feed

SAID = "Peru held talks with Chile in Lima on Monday, the Peruvian Foreign Ministry said."
INJECTIONS = (
    "'; DROP TABLE event; --",
    '" OR 1=1 --',
    "x' UNION SELECT * FROM meta --",
    "%' --",
    "\\'; VACUUM",
    "a\x00b",
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "a.duckdb"
    with Archive(path) as store:
        store.add(read_article(Article.make(SAID, title="=cmd|' /C calc'!A0", publisher="@SUM(1+1)")))
        with Kept.of(store) as kept:
            kept.refresh(store)
    return path


@pytest.mark.parametrize("words", INJECTIONS)
def test_no_words_of_a_question_become_sql(archive: Path, words: str) -> None:
    with Archive(archive, read_only=True) as store, Kept.of(store) as kept:
        before = query.counts(kept)
        query.events(kept, query.Wanted(actors=(words,), type=words, country=words))
        query.positions(kept, actors=[words], towards=words)
        query.sources(kept, publisher=words)
        query.actors(kept, query=words, kind=words)
        query.ledger(kept, today=__import__("datetime").date(2025, 1, 1), actors=[words], other=words, state=words)
        try:
            search(kept, words, publisher=words)
        except ArchiveError as error:
            assert "no word" in str(error)
        assert query.counts(kept) == before
        with pytest.raises(ArchiveError, match="no article starts"):
            store.report(words)


@pytest.mark.parametrize("form", ["csv", "polecat"])
def test_no_cell_of_an_export_is_a_formula(archive: Path, tmp_path: Path, form: str) -> None:
    with Archive(archive) as store:
        store.add(read_article(Article.make(f"=HYPERLINK(1), {SAID}", title="-2+3", publisher="+1")))
        made = export(store, form, tmp_path / ("out.tsv" if form == "polecat" else "out"))
    cells = [
        cell
        for file in made
        for row in csv.reader(io.StringIO(file.read_text("utf-8")), delimiter="\t" if form == "polecat" else ",")
        for cell in row
    ]
    risky = [
        c for c in cells if c[:1] in {"=", "+", "-", "@", "\t", "\r"} and not c.lstrip("-").replace(".", "").isdigit()
    ]
    assert cells and not risky


def test_a_feed_may_not_name_files_of_this_machine(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the launch code", "utf-8")
    item = f"<item><title>&x;</title><description>&x; {SAID}</description></item>"
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]><rss><channel>{item}</channel></rss>'
    )
    try:
        found = feed.parse(xml.encode(), "feed")
    except SourceError:
        return
    assert not any("launch code" in f"{entry.title} {entry.html}" for entry in found.entries)


def test_entities_that_multiply_do_not() -> None:
    names = "abcdefghij"
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    doctype = f'<!DOCTYPE r [<!ENTITY a "{"x" * 100}">{entities}]>'
    xml = f"{doctype}<rss><channel><item><title>&j;</title></item></channel></rss>"
    try:
        found = feed.parse(xml.encode(), "feed")
    except SourceError:
        return
    assert all(len(entry.title or "") < 1_000_000 for entry in found.entries)


@pytest.mark.parametrize("name", ["bomb.jsonl.gz", "bomb.warc.gz"])
def test_a_bomb_fits_into_bounded_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 600000000\r\n\r\n"
    head += b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    with gzip.open(path, "wb", compresslevel=1) as file:
        if "warc" in name:
            file.write(head)
        for _ in range(600):
            file.write(b"x" * 1_000_000)
    code = (
        "from pathlib import Path; from dragoman.sources import Options, articles\n"
        f"found = [str(i.article) for i in articles(Path({str(path)!r}), Options())]\n"
        "most = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "print(len(found), int(most.split()[1]) // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    count, megabytes = map(int, done.stdout.split())
    assert count <= 1 and megabytes < 400


def test_a_name_that_leads_out_of_its_folder_is_only_a_name(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["show", "../../etc/passwd", "--archive", str(tmp_path / "none.duckdb")])
    assert result.exit_code != 0 and isinstance(result.exception, ArchiveError)


def test_html_in_a_text_file_is_not_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        f"<html><head><base href='http://127.0.0.1:1/'><link rel=stylesheet href='http://127.0.0.1:1/x.css'></head>"
        f"<body><article><p>{SAID}</p><p>{SAID}</p><iframe src='http://127.0.0.1:1/'></iframe></article></body></html>",
        "utf-8",
    )
    [item] = articles(path, Options())
    assert isinstance(item.article, Article) and "127.0.0.1" not in item.article.text


def test_a_name_that_changes_after_the_check_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the request goes to the address that was checked, under the host's name."""
    named = iter(["203.0.114.7", "127.0.0.1"])
    asked: list[httpx.Request] = []

    def resolve(host: str, port: object, *args: object, **kwargs: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(named), 0))]

    def answer(transport: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, content=b"page")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", answer)
    assert feed.Fetcher(pause=0).get("https://news.example:8443/a").data == b"page"
    assert [request.url.host for request in asked] == ["203.0.114.7"] * 2  # robots.txt, then the page
    assert {request.url.port for request in asked} == {8443}
    assert {request.headers["Host"] for request in asked} == {"news.example:8443"}
    assert {request.extensions["sni_hostname"] for request in asked} == {"news.example"}
    with pytest.raises(SourceError, match="private address"):
        feed.Fetcher(pause=0).get("https://news.example:8443/a")


@pytest.mark.parametrize("page", ["SECURITY.md", "docs/robustness.md"])
def test_every_promise_names_tests_and_commands_that_there_are(page: str) -> None:
    root = Path(__file__).parents[1]
    text = (root / page).read_text("utf-8")
    files = {name.removeprefix("tests/") for name in re.findall(r"`([\w/.]+\.(?:py|lock|md))`", text)}
    assert len(files) >= 10
    missing = [name for name in files if not (root / "tests" / name).exists() and not (root / name).exists()]
    assert not missing
    made = set(re.findall(r"^([a-z-]+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= made
    for row in (
        line
        for line in text.partition("## Figures")[0].splitlines()
        if line.startswith("| ") and not line.startswith("| **")
    ):
        assert "`" in row.rsplit("|", 2)[1] or row.startswith(("| promise", "| claim")), row
