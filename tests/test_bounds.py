"""Bounded time and memory: what one input costs is cut off, said, and costs the others nothing."""

from __future__ import annotations

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.archive.rows import rows_of
from dragoman.bounds import bounded, seconds_for
from dragoman.engine import shards
from dragoman.errors import SourceError
from dragoman.model import Article, Report
from dragoman.reading.apart import Apart
from dragoman.reading.pool import Pool
from dragoman.sources import Options, articles

pytestmark = pytest.mark.alone  # measures time or needs both cores

GOOD = "Peru held talks with Chile in Lima on Monday, the Peruvian Foreign Ministry said."


def test_a_block_is_cut_off_and_says_so() -> None:
    began = time.monotonic()
    said = r"a\.txt: cut off: counting took longer than 0\.2 s"
    with pytest.raises(SourceError, match=said), bounded(0.2, "a.txt", "counting"):
        while True:
            with suppress(Exception):  # what is cut off may catch what its libraries raise
                sum(range(1000))
    assert time.monotonic() - began < 2
    signal.signal(signal.SIGALRM, previous := signal.getsignal(signal.SIGALRM))
    with bounded(5, "a.txt", "nothing"):
        pass
    assert signal.getsignal(signal.SIGALRM) is previous


def test_longer_articles_have_more_time() -> None:
    assert seconds_for(10) == seconds_for(50_000) == 30
    assert seconds_for(1_000_000) == 600


def test_one_article_that_takes_too_long_is_skipped_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman import reading

    plain = reading.read_article

    def slow(article: Article, *options: object):  # type: ignore[no-untyped-def]
        while article.title == "slow":
            pass
        return plain(article, *options)

    monkeypatch.setattr(reading, "read_article", slow)
    some = [Article.make(GOOD, title=title) for title in ("first", "slow", "last")]
    plain(some[0])  # all is loaded
    with Pool(1, budget=5) as pool:
        answers = list(pool.read(some))
    assert [isinstance(a.rows, SourceError) for a in answers] == [False, True, False]
    assert "cut off: reading it took longer than 5 s" in str(answers[1].rows)


def test_ctrl_c_ends_a_run_within_two_seconds(tmp_path: Path) -> None:
    rows = [json.dumps({"text": f"Report {n}. " + GOOD * 300}) for n in range(60)]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    command = [sys.executable, "-m", "dragoman.cli", "read", "a.jsonl", "-j", "2"]
    run = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True)
    time.sleep(12)
    assert run.poll() is None
    os.killpg(run.pid, signal.SIGINT)
    began = time.monotonic()
    _, said = run.communicate(timeout=30)
    assert time.monotonic() - began < 2
    assert "stopped; run the same command again" in said and "Traceback" not in said


DEAF = """
import hashlib, sys
from dragoman.bounds import end_after_interrupt
end_after_interrupt(0.5, "stopped")
print("at it", flush=True)
hashlib.pbkdf2_hmac("sha256", b"x", b"y", 2_000_000_000)  # an hour in which no signal is heeded
"""


def test_ctrl_c_ends_code_that_heeds_no_signal() -> None:
    deaf = subprocess.Popen([sys.executable, "-c", DEAF], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert deaf.stdout is not None and deaf.stdout.readline() == "at it\n"
    time.sleep(0.5)  # until it is deaf
    deaf.send_signal(signal.SIGINT)
    began = time.monotonic()
    _, said = deaf.communicate(timeout=60)
    assert time.monotonic() - began < 2 and said.strip() == "stopped" and deaf.returncode == 130


@pytest.mark.parametrize("wait", [0.5, 8.0])
@pytest.mark.parametrize(
    "command",
    ["read a.jsonl -j 1", "serve --port 0", "demo", "reread --all -j 1", "import out", "watch FEED --allow-private"],
)
def test_ctrl_c_ends_every_command_at_any_moment(tmp_path: Path, command: str, wait: float) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": GOOD * 2_400}))
    {"reread": unread, "import": sharded}.get(command.split()[0], lambda _: None)(tmp_path)
    with silent() as address:
        arguments = [sys.executable, "-m", "dragoman.cli", *command.replace("FEED", address).split()]
        run = subprocess.Popen(arguments, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        assert run.poll() is None
        run.send_signal(signal.SIGINT)
        began = time.monotonic()
        run.wait(timeout=60)
        assert time.monotonic() - began < 2


def many() -> Iterator[Report]:
    """Readings of an earlier version, of texts that take long to read."""
    from dragoman.reading import read

    one = read(GOOD)
    earlier = one.reader.model_copy(update={"version": "0"})
    for number in range(3000):
        article = Article.make(f"{GOOD * (3000 if number == 0 else 3)} Report {number}.")
        yield one.model_copy(update={"article": article, "reader": earlier})


def unread(folder: Path) -> None:
    from dragoman.archive import Archive

    with Archive(folder / "dragoman.duckdb") as archive:
        archive.add_rows([rows_of(report) for report in islice(many(), 3)])


def sharded(folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "_read", lambda *_: map(rows_of, many()))
        shards.commit(folder / "a.jsonl", shards.Work(folder / "out"))


@contextmanager
def silent() -> Iterator[str]:
    """The address of a feed that never comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/feed.rss"


PEAK = """
import resource, sys
from pathlib import Path
from dragoman.sources import Options, articles
import pyarrow.parquet, warcio.archiveiterator
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = sum(1 for _ in articles(Path(sys.argv[1]), Options()))
print(count, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def parquet_bomb(path: Path) -> Path:
    table = pa.table({"text": pa.array(["x " * 500_000] * 700, pa.large_string())})
    pq.write_table(table, path / "a.parquet", compression="zstd", use_dictionary=True)
    return path / "a.parquet"


def parquet_zeros(path: Path) -> Path:
    table = pa.table({"text": pa.array([chr(97 + n) * 20_000_000 for n in range(20)])})
    pq.write_table(table, path / "a.parquet", compression="zstd", use_dictionary=False)
    return path / "a.parquet"


def warc_header(path: Path) -> Path:
    data = b"WARC/1.0\r\nWARC-Type: response\r\nX: " + b"a" * 300_000_000
    (path / "a.warc.gz").write_bytes(gzip.compress(data, 1))
    return path / "a.warc.gz"


def warc_headers(path: Path) -> Path:
    data = b"WARC/1.0\r\nWARC-Type: response\r\n" + b"X: a\r\n" * 20_000_000
    (path / "a.warc.gz").write_bytes(gzip.compress(data, 1))
    return path / "a.warc.gz"


def csv_header(path: Path) -> Path:
    (path / "a.csv.gz").write_bytes(gzip.compress(b"text," * 40_000_000, 1))
    return path / "a.csv.gz"


def csv_line(path: Path) -> Path:
    (path / "a.csv.gz").write_bytes(gzip.compress(b"text,b\n" + b"," * 200_000_000, 1))
    return path / "a.csv.gz"


@pytest.mark.parametrize("bomb", [parquet_bomb, parquet_zeros, warc_header, warc_headers, csv_header, csv_line])
def test_a_small_file_does_not_become_a_large_one(tmp_path: Path, bomb) -> None:  # type: ignore[no-untyped-def]
    path = bomb(tmp_path)
    done = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr[-2000:]
    count, peak = map(int, done.stdout.split("\n")[0].split())
    assert count and peak < 400, done.stdout


FOOTERS = """
import sys
from pathlib import Path
from dragoman.errors import SourceError
from dragoman.sources import Options, articles
path = Path(sys.argv[1])
whole = path.read_bytes()
length = int.from_bytes(whole[-8:-4], "little")
for at in range(len(whole) - 8 - length, len(whole)):
    for byte in {255, whole[at] ^ 1}:
        path.write_bytes(whole[:at] + bytes([byte]) + whole[at + 1 :])
        assert all(not isinstance(item.article, SourceError) or item.article.why for item in articles(path, Options()))
print("all of", length)
"""


@pytest.mark.parametrize("options", [{}, {"version": "1.0"}, {"write_statistics": False, "use_dictionary": False}])
def test_no_byte_of_a_parquet_footer_ends_the_process(tmp_path: Path, options: dict[str, object]) -> None:
    pq.write_table(pa.table({"text": [GOOD, GOOD + " More."], "title": ["a", "b"]}), tmp_path / "a.parquet", **options)
    done = subprocess.run([sys.executable, "-c", FOOTERS, str(tmp_path / "a.parquet")], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.startswith("all of"), done.stderr[-2000:]


@pytest.mark.parametrize("options", [{}, {"row_group_size": 3}, {"version": "1.0"}, {"compression": "zstd"}])
def test_the_footer_of_a_parquet_file_says_what_arrow_reads(tmp_path: Path, options: dict[str, object]) -> None:
    from dragoman.sources.parquet_footer import sizes

    columns = {"text": ["a" * 500, "b"] * 5, "at": [[1, 2]] * 10, "of": [{"x": 1.5, "y": True}] * 10, "is": [True] * 10}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet", **options)
    about = pq.ParquetFile(tmp_path / "a.parquet").metadata
    every = [about.row_group(g).column(c) for g in range(about.num_row_groups) for c in range(about.num_columns)]
    with (tmp_path / "a.parquet").open("rb") as file:
        assert list(sizes(file)) == [(c.total_compressed_size, c.total_uncompressed_size) for c in every]


def test_a_parquet_date_out_of_range_ends_its_row_alone(tmp_path: Path) -> None:
    far = pa.array([0, 10**15, 0], pa.timestamp("s"))
    pq.write_table(pa.table({"text": [GOOD, GOOD, GOOD + " More."], "published": far}), tmp_path / "a.parquet")
    found = [item.article for item in articles(tmp_path / "a.parquet", Options())]
    assert [isinstance(a, SourceError) for a in found] == [False, True, False]


def test_a_feed_date_out_of_range_is_no_date() -> None:
    from dragoman.sources import feed

    stamps = ("Mon, 01 Jan 99999 00:00:00 GMT", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00")
    items = "".join(f"<item><title>{n}</title><pubDate>{s}</pubDate></item>" for n, s in enumerate(stamps))
    entries = feed.parse(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), "x").entries
    assert len(entries) == 3


@pytest.mark.parametrize("space", ["a\u00a0b\u00a0c", "http://x.example/\u2003y\u2003z", "\u3000a\u3000b"])
def test_a_feed_with_a_space_in_its_namespace_is_refused_alone(space: str) -> None:
    from dragoman.sources import feed

    data = f"<feed xmlns='{space}'><title>W</title><entry><title>T</title></entry></feed>".encode()
    with pytest.raises(SourceError, match="not a feed"):
        feed.parse(data, "x")


def test_a_process_that_dies_reading_ends_its_file_alone(tmp_path: Path) -> None:
    rows = [{"text": f"{GOOD} Report {n}."} for n in range(3)]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    apart = Apart()

    def killing(article: Article) -> Article:
        assert apart._child.pid is not None
        os.kill(apart._child.pid, signal.SIGKILL)
        return article

    [read] = apart.read(path, Options(), killing)
    assert isinstance(read.rows, SourceError) and "died" in read.rows.why
    again = list(apart.read(path, Options(), lambda article: article))
    assert len(again) == 3 and not any(isinstance(r.rows, SourceError) for r in again)
    known = list(apart.read(path, Options(), lambda article: None))
    assert [r.rows for r in known] == [None] * 3
    apart.close()


def test_a_zero_date_of_another_program_harms_nothing(tmp_path: Path) -> None:
    import datetime as dt

    from dragoman.archive import Archive
    from dragoman.collation import collate
    from dragoman.reading import read
    from dragoman.record import Kept

    good = read(GOOD, published="2025-03-12", publisher="Wire")
    with pytest.raises(SourceError, match="0001-01-01, which is no day of a report"):
        read(GOOD, published="0001-01-01")
    zero = good.model_copy(update={"article": Article.make(GOOD + " ", published=dt.date(1, 1, 1))})
    with Archive(tmp_path / "a.duckdb") as archive, Kept(":memory:") as kept:
        archive.add(good)
        archive.add(zero)  # of a version that took any date
        kept.refresh(archive)
        assert kept.db.execute("SELECT count(*) FROM event").fetchone()[0] >= 1
        assert collate([zero, good]).events
        archive.actors()


def test_a_report_that_breaks_collation_is_left_out_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.archive import Archive
    from dragoman.reading import read
    from dragoman.record import Kept, kept

    good, bad = read(GOOD, published="2025-03-12"), read(GOOD + " More.", published="2025-03-12")
    plain = kept.digest

    def breaking(report, mark="", decisions=()):  # type: ignore[no-untyped-def]
        if report.article.id == bad.article.id:
            raise ZeroDivisionError("of this report")
        return plain(report, mark, decisions)

    with Archive(tmp_path / "a.duckdb") as archive, Kept.of(archive) as record:
        archive.add(good)
        archive.add(bad)
        monkeypatch.setattr(kept, "digest", breaking)
        record.refresh(archive)
        assert record.left_out() == {bad.article.id: "ZeroDivisionError: of this report"}
        assert record.report(bad.article.id) == bad
        assert record.db.execute("SELECT count(DISTINCT article) FROM account").fetchone() == (1,)


def test_shards_of_strangers_are_not_believed() -> None:
    from dragoman.archive.rows import checked, rows_of
    from dragoman.reading import read

    good = rows_of(read(GOOD, published="2025-03-12"))
    report = json.loads(good.report)

    def other(**fields: object) -> str:
        return json.dumps(report | fields)

    strange = [
        "{}",
        "[",
        other(article=report["article"] | {"id": "0" * 16}),
        other(article=report["article"] | {"published": "0001-01-01"}),
        other(events=[report["events"][0] | {"trigger": [{"start": 5, "end": 10**6}]}]),
        other(events=[report["events"][0] | {"attributions": ["none"]}]),
        other(events=[report["events"][0] | {"actors": [{"actor": "none", "spans": []}]}]),
        other(events=report["events"] * 2),
        other(events="many"),
    ]
    sound, reasons = checked([good, *(good._replace(report=text) for text in strange)])
    assert sound == [good] and len(reasons) == len(strange)
    assert checked([good._replace(reader="other", items=())]) == ([good], [])


def test_a_bound_within_another_leaves_it_as_it_was() -> None:
    with pytest.raises(SourceError, match="outer"), bounded(1.0, "outer", "all of it"):
        for _ in range(100):
            with bounded(30, "inner", "a part"):
                time.sleep(0.02)
    left, _ = signal.getitimer(signal.ITIMER_REAL)
    with bounded(30, "inner", "a part"):
        pass
    assert abs(signal.getitimer(signal.ITIMER_REAL)[0] - left) < 2


def test_eighty_uploads_at_once_take_bounded_memory(tmp_path: Path) -> None:
    """80 files of 19 MB: some are taken, the others are asked to come again, and none is held in memory."""
    from concurrent.futures import ThreadPoolExecutor

    import httpx

    command = [sys.executable, "-m", "dragoman.cli", "serve", "--port", "0", "--archive", str(tmp_path / "a.duckdb")]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        address = server.stderr.readline().partition("open at ")[2].split()[0]
        before = peak(server.pid)
        body = b"Peru said so. \n" * (19_000_000 // 15)

        def send(number: int) -> int:
            with suppress(httpx.TransportError):  # the server answers before it has all, and closes
                return httpx.post(f"{address}api/v1/files?name={number}.txt", content=body, timeout=120).status_code
            return 429

        with ThreadPoolExecutor(80) as threads:
            codes = list(threads.map(send, range(80)))
        assert set(codes) <= {202, 429} and codes.count(202) >= 1
        assert peak(server.pid) - before < 400
    finally:
        server.kill()
        server.wait()


def peak(process: int) -> int:
    """The most memory that a process has held, in megabytes."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024
