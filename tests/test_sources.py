"""Every kind of input becomes articles; what cannot be read is named with its reason and loses nothing else."""

import datetime as dt
import gzip
import io
import json
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.archive import Archive
from dragoman.cli.main import app
from dragoman.errors import PassedOver, SourceError
from dragoman.model import Article
from dragoman.sources import Options, articles, feed, tables

GOOD = "Peru accused Chile of spying on Monday, the Peruvian Foreign Ministry said in a statement to reporters."
LATER = "Kenya sent aid to Malawi on Tuesday after the floods, the Kenyan Foreign Ministry said in a statement."
PAGE = f"<html><head><title>Spies</title></head><body><article><p>{GOOD}</p><p>{LATER}</p></article></body></html>"
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Andean Wire</title>
<item><title>Spies</title><link>LINK/a</link><pubDate>Wed, 12 Mar 2025 10:00:00 GMT</pubDate>
<description>&lt;p&gt;{GOOD}&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item>
<item><title>Floods</title><link>LINK/b</link><description>{LATER}</description></item></channel></rss>"""


def read(path: Path, **options: object) -> list[Article | SourceError]:
    return [item.article for item in articles(path, Options(**options))]  # type: ignore[arg-type]


def good(path: Path, **options: object) -> list[Article]:
    found = read(path, **options)
    assert all(isinstance(a, Article) for a in found), found
    return [a for a in found if isinstance(a, Article)]


def test_json_lines_with_usual_columns(tmp_path: Path) -> None:
    rows = [
        {"body": GOOD, "headline": "Spies", "date": "2025-03-12", "outlet": "Wire"},
        {"body": LATER, "date": 1741773600},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", "utf-8")
    first, second = good(path)
    assert (first.title, first.publisher, first.published) == ("Spies", "Wire", dt.date(2025, 3, 12))
    assert second.published_date == dt.date(2025, 3, 12)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(path.read_bytes()))
    assert [a.id for a in good(tmp_path / "a.jsonl.gz")] == [first.id, second.id]


def test_broken_rows_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = ["{", "[1]", '{"text": ""}', json.dumps({"text": GOOD, "date": "soon"}), json.dumps({"text": GOOD})]
    path.write_text("\n".join(lines), "utf-8")
    *bad, undated, last = articles(path, Options())
    assert isinstance(last.article, Article)
    assert [str(e.article).split(": ", 1)[0] for e in bad] == [f"{path}:{n}" for n in (1, 2, 3)]
    assert [str(e.article).split(": ", 1)[1][:8] for e in bad] == ["not JSON", "not a JS", "no text "]
    assert isinstance(undated.article, Article) and undated.article.published is None
    assert undated.notes == (f"{path}:4: kept without a date: 'soon' in column 'date' cannot be read as one",)


def test_csv_and_parquet_with_columns_given(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    (tmp_path / "a.csv").write_text(f'story,day\n"{GOOD}",20250312\n', "utf-8")
    (article,) = good(tmp_path / "a.csv", columns={"text": "story", "published": "day"})
    assert article.published == dt.date(2025, 3, 12)
    pq.write_table(pa.table({"text": [GOOD, LATER], "language": ["en", "de"]}), tmp_path / "a.parquet")
    first, second = read(tmp_path / "a.parquet")
    assert isinstance(first, Article)
    assert "neither English nor French but 'de'" in str(second)


def test_a_table_without_text_says_which_columns_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("stuff,day\nx,y\n", "utf-8")
    (error,) = read(tmp_path / "a.csv")
    assert "--columns text=NAME (columns: stuff, day)" in str(error)
    with pytest.raises(ValueError, match="FIELD=COLUMN"):
        tables.parse_columns("story")


def warc(pages: list[tuple[str, str]], *, compressed: bool) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=compressed)
    for url, kind in pages:
        head = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(PAGE.encode()), http_headers=head)
        )
    return out.getvalue()


@pytest.mark.parametrize("compressed", [True, False])
def test_warc(tmp_path: Path, compressed: bool) -> None:
    path = tmp_path / ("a.warc.gz" if compressed else "a.warc")
    path.write_bytes(
        warc([("https://wire.example/a", "text/html"), ("https://wire.example/b", "image/png")], compressed=compressed)
    )
    (article,) = good(path)
    assert (article.url, article.publisher, article.obtained) == ("https://wire.example/a", "wire.example", "warc")
    assert GOOD in article.text


def test_a_truncated_warc_keeps_what_came_before(tmp_path: Path) -> None:
    whole = warc([("https://wire.example/a", "text/html")] * 2, compressed=False)
    (tmp_path / "a.warc").write_bytes(whole[: len(whole) // 2 + 40])
    found = read(tmp_path / "a.warc")
    assert isinstance(found[0], Article)


def test_pdf(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    (error,) = read(tmp_path / "bad.pdf")
    assert "not a readable PDF" in str(error)
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "blank.pdf")
    (error,) = read(tmp_path / "blank.pdf")
    assert "no text in this PDF" in str(error)


def test_a_feed_file(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(FEED, "utf-8")
    first, second = good(tmp_path / "a.rss")
    assert (first.title, first.publisher) == ("Spies", "Andean Wire")
    assert first.published_date == dt.date(2025, 3, 12)
    assert "alert" not in first.text
    assert "Malawi" in second.text
    (tmp_path / "b.rss").write_text("<html>", "utf-8")
    (error,) = read(tmp_path / "b.rss")
    assert "not a feed" in str(error)


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            root = f"http://{self.headers['Host']}"
            if self.path == "/robots.txt":
                self.answer(b"User-agent: *\nDisallow: /private")
            elif self.path == "/feed" and self.headers.get("If-None-Match") == '"v1"':
                self.send_response(304)
                self.end_headers()
            elif self.path == "/feed":
                self.answer(FEED.replace("LINK", root).encode(), {"ETag": '"v1"'})
            elif self.path == "/away":
                self.send_response(302)
                self.send_header("Location", "http://127.0.0.2:1/secret")
                self.end_headers()
            else:
                self.answer(PAGE.encode())

        def answer(self, data: bytes, headers: dict[str, str] | None = None) -> None:
            self.send_response(200)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_watch_keeps_what_is_new_and_asks_conditionally(
    site: tuple[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, asked = site
    monkeypatch.setattr("dragoman.sources.feed.time.sleep", lambda seconds: None)
    args = ["watch", f"{root}/feed", "--once", "--allow-private", "--archive", str(tmp_path / "a.duckdb")]
    first = CliRunner().invoke(app, args)
    assert first.exit_code == 0, first.output
    assert asked == ["/robots.txt", "/feed"]
    with Archive(tmp_path / "a.duckdb", read_only=True) as store:
        assert store.counts()["article"] == 2
    CliRunner().invoke(app, args)
    with Archive(tmp_path / "a.duckdb", read_only=True) as store:
        assert store.counts()["article"] == 2


def test_what_is_not_fetched(site: tuple[str, list[str]]) -> None:
    root, _ = site
    host = root.removeprefix("http://")
    mine = feed.Fetcher(pause=0.0, allowed=frozenset({host}))
    with pytest.raises(SourceError, match=r"robots\.txt"):
        mine.get(f"{root}/private/x")
    with pytest.raises(SourceError, match="private address"):
        mine.get(f"{root}/away")
    with pytest.raises(SourceError, match="private address"):
        feed.Fetcher(pause=0.0).get(f"{root}/feed")
    with pytest.raises(SourceError, match="only http"):
        mine.get("file:///etc/passwd")


def test_a_run_goes_on_where_it_was_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": t, "published": "2025-03-12"}) + "\n" for t in (GOOD, LATER)), "utf-8")
    args = ["read", str(path), "--archive", str(tmp_path / "a.duckdb")]
    assert "2 kept, 0 already there" in CliRunner().invoke(app, args).output
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"text": GOOD.replace("Peru", "Ecuador"), "published": "2025-03-12"}) + "\n")
    assert "1 kept, 2 already there" in CliRunner().invoke(app, args).output


def test_a_killed_run_loses_and_doubles_nothing(tmp_path: Path) -> None:
    path, store = tmp_path / "a.jsonl", tmp_path / "a.duckdb"
    rows = [json.dumps({"text": f"Report {i}. {GOOD} {LATER}", "published": "2025-03-12"}) for i in range(25)]
    path.write_text("\n".join(rows), "utf-8")
    command = [sys.executable, "-m", "dragoman.cli", "read", str(path), "--archive", str(store)]
    command += ["--reader", "fast"]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not store.exists() and run.poll() is None:
        time.sleep(0.05)
    time.sleep(random.Random(5).uniform(0.0, 1.5))
    run.send_signal(signal.SIGKILL)
    run.wait()
    subprocess.run(command, check=True, capture_output=True)
    whole = tmp_path / "whole.duckdb"
    CliRunner().invoke(app, ["read", str(path), "--archive", str(whole), "--reader", "fast"])
    with Archive(store, read_only=True) as killed, Archive(whole, read_only=True) as once:
        assert killed.counts() == once.counts()
        assert killed.counts()["article"] == 25
        assert list(killed.reports()) == list(once.reports())


def topics() -> list[tuple[bool, str]]:
    sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
    import sift

    return sift.gold()


def test_nothing_of_affairs_is_passed_over_and_most_else_is() -> None:
    from dragoman.sources.sift import other_topic

    rows = [(must, other_topic(Article.make(text))) for must, text in topics()]
    assert all(topic is None for must, topic in rows if must)
    others = [topic for must, topic in rows if not must]
    assert sum(topic is not None for topic in others) >= 0.9 * len(others)
    assert {"sport", "markets", "leisure", "weather"} == set(others) - {None}


def test_only_english_and_only_what_is_long_enough_is_passed_over() -> None:
    from dragoman.sources.sift import other_topic

    sport = next(text for must, text in topics() if not must)
    assert other_topic(Article.make(sport)) == "sport"
    assert other_topic(Article.make(sport, language="fr")) is None
    assert other_topic(Article.make(sport[:150])) is None


def test_sift_is_asked_for(dragoman, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    told = topics()
    chosen = [*[t for must, t in told if must][:3], *[t for must, t in told if not must][:3]]
    rows = [{"text": text} for text in chosen]
    Path("a.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    code, _, err = dragoman("read", "a.jsonl", "--sift", "--reader", "fast")
    passed = sum(isinstance(item.article, PassedOver) for item in articles(Path("a.jsonl"), Options(sift=True)))
    assert code == 0
    assert f"{len(rows) - passed} kept, 0 already there, 0 skipped, {passed} passed over" in err
    assert "passed over: sport" in err
    code, _, err = dragoman("read", "a.jsonl", "--reader", "fast")
    assert code == 0 and f"{passed} kept, {len(rows) - passed} already there, 0 skipped;" in err


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Tue, 11 Mar 2025 23:40:00 -0500", dt.date(2025, 3, 11)),
        ("Wed, 12 Mar 2025 01:10:00 +0900", dt.date(2025, 3, 12)),
        ("Tue, 11 Mar 2025 21:00:00 GMT", dt.date(2025, 3, 11)),
    ],
)
def test_an_item_of_a_feed_is_of_the_day_in_the_feeds_own_time_zone(stamp: str, day: dt.date) -> None:
    item = f"<item><title>A</title><description>B</description><pubDate>{stamp}</pubDate></item>"
    (entry,) = feed.parse(f'<rss version="2.0"><channel>{item}</channel></rss>'.encode(), "feed").entries
    assert entry.published is not None and entry.published.date() == day
