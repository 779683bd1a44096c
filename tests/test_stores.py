"""Inputs and shards in an object store: moto's S3 on this machine, as S3 itself would answer."""

import json
import logging
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.archive.rows import ARTICLE, Rows
from dragoman.engine import Work, commit, committed, rows_in
from dragoman.errors import ArchiveError, SourceError, UnreachableError
from dragoman.model import Article
from dragoman.reading.pool import Answer
from dragoman.sources import find
from dragoman.sources.locations import located, whole
from test_engine import COMMAND, readings, run, shards

pytest.importorskip("s3fs", reason="S3 is not installed: pip install 'dragoman[s3]'")
moto = pytest.importorskip("moto.server", reason="no S3 to test with: pip install 'moto[server,s3]'")


@pytest.fixture(scope="module")
def bucket() -> Iterator[Path]:
    """An empty bucket, which programs that are started here find too."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    known = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "of-a-test",
        "AWS_SECRET_ACCESS_KEY": "of-a-test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    before = dict(os.environ)
    os.environ.update(known)
    try:
        place = located("s3://news")
        place.mkdir()
        yield place
    finally:
        os.environ.clear()
        os.environ.update(before)
        server.stop()


def upload(folder: Path, to: Path) -> None:
    for path in sorted(folder.iterdir()):
        (to / path.name).write_bytes(path.read_bytes())


@pytest.fixture(scope="module")
def source(bucket: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Four files in the bucket, and what the local engine reads in the same files on disk."""
    folder = tmp_path_factory.mktemp("stores")
    local = shards(folder / "source", 4, 6)
    upload(local, bucket / "source")
    assert run("read", local, "--archive", folder / "local.duckdb").returncode == 1
    return bucket / "source", readings(folder / "local.duckdb")


def test_ray_reads_from_a_store_into_a_store(source: tuple[Path, list[str]], tmp_path: Path) -> None:
    pytest.importorskip("ray")
    _, wanted = source
    result = run("read", "s3://news/source", "--engine", "ray", "--out", "s3://news/shards", "-j", 2)
    assert result.returncode == 0, result.stderr
    assert "24 readings in 4 shards" in result.stderr
    assert run("import", "s3://news/shards", "--archive", tmp_path / "a.duckdb").returncode == 0
    assert readings(tmp_path / "a.duckdb") == wanted


def test_the_local_engine_reads_from_a_store(source: tuple[Path, list[str]], tmp_path: Path) -> None:
    _, wanted = source
    assert run("read", "s3://news/source", "--archive", tmp_path / "a.duckdb").returncode == 1  # rows without text
    assert readings(tmp_path / "a.duckdb") == wanted


def test_every_kind_of_file(bucket: Path, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    text = "Peru accused Chile of spying on Monday, the Peruvian Foreign Ministry said in a statement to reporters."
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "b.html").write_text(
        f"<html><body><article><p>{text}</p><p>Chile denied it.</p></article></body></html>", "utf-8"
    )
    (tmp_path / "c.csv").write_text(f'text\n"{text} Again."\n', "utf-8")
    pq.write_table(pa.table({"text": [text + " Once more."]}), tmp_path / "d.parquet")
    upload(tmp_path, bucket / "kinds")
    assert [p.name for p in find([bucket / "kinds"])] == ["a.txt", "b.html", "c.csv", "d.parquet"]
    result = run("read", "s3://news/kinds", "--archive", tmp_path / "a.duckdb")
    assert result.returncode == 0 and "4 kept" in result.stderr, result.stderr


def test_a_shard_is_there_whole_or_not_at_all(source: tuple[Path, list[str]], bucket: Path) -> None:
    place, _ = source
    work = Work(bucket / "once")
    first = commit(next(iter(find([place]))), work)
    part = bucket / "once" / "parts" / f"{first.name}.parquet"
    stamp = part.stat().st_mtime
    assert commit(next(iter(find([place]))), work) == first and part.stat().st_mtime == stamp
    assert committed(work.out) == [first]
    assert sum(len(rows) for rows in rows_in(work.out, first)) == first.readings == 6
    with pytest.raises(RuntimeError, match="dies"), whole(bucket / "broken" / "x.parquet") as file:
        file.write(b"half")
        raise RuntimeError("the worker dies")
    assert not (bucket / "broken" / "x.parquet").exists()
    with whole(bucket / "broken" / "x.parquet") as file:
        file.write(b"all of it")
    assert (bucket / "broken" / "x.parquet").read_bytes() == b"all of it"


def test_what_cannot_be_reached_is_said_in_one_line(bucket: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file or folder"):
        list(find([bucket / "nowhere"]))
    with pytest.raises(ArchiveError, match="no shards here"):
        committed(bucket / "nowhere")
    result = run("read", "https://example.org/a.html", "--engine", "ray", "--out", "shards")
    assert result.returncode == 2 and "web addresses are read by" in result.stderr
    result = run("read", "nostore://x/y")
    assert result.returncode == 2 and "nostore://x/y: " in result.stderr and result.stderr.count("\n") <= 2
    environment = {**os.environ, "AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}
    command = [*COMMAND, "read", "s3://news/source", "--no-archive"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment)
    assert done.returncode == 2 and "s3://news/source: cannot be reached" in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    command = [*COMMAND, "import", "s3://news/shards", "--archive", str(tmp_path / "a.duckdb")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment)
    assert done.returncode == 2 and "cannot be reached" in done.stderr and "Traceback" not in done.stderr, done.stderr


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.warc", "a.parquet", "a.txt"])
def test_a_store_that_stops_to_answer_leaves_no_shard_of_half_a_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq
    from fsspec.implementations.memory import MemoryFile

    place = located(f"memory:///{tmp_path.name}/{name}")
    texts = [f"Peru held talks with Chile in Lima on day {i}, the Peruvian Foreign Ministry said." for i in range(3000)]
    local = tmp_path / name
    if name.endswith(".parquet"):
        pq.write_table(pa.table({"text": texts}), local)
    elif name.endswith(".warc"):
        local.write_bytes(b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 100000\r\n\r\n" + b"x" * 100_000)
    else:
        rows = {"a.jsonl": [json.dumps({"text": t}) for t in texts], "a.csv": ["text", *(f'"{t}"' for t in texts)]}
        local.write_text("\n".join(rows.get(name, texts)), "utf-8")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(local.read_bytes())
    read, calls = MemoryFile.read, iter(range(100_000))

    def failing(self: MemoryFile, size: int = -1) -> bytes:
        if next(calls) >= (2 if name != "a.txt" else 0):
            raise ConnectionResetError("the store went away")
        return bytes(read(self, size))

    monkeypatch.setattr(MemoryFile, "read", failing)
    monkeypatch.setattr("dragoman.engine.shards.answer", lambda article, *_, **__: Answer(article, _rows(article)))
    work = Work(tmp_path / "out")
    with pytest.raises(UnreachableError, match="cannot be reached: the store went away"):
        commit(place, work)
    assert not list((tmp_path / "out" / "manifest").iterdir())
    assert not list((tmp_path / "out" / "parts").iterdir())


def _rows(article: Article) -> Rows:
    """A reading without a record, which is enough where only the file counts."""
    return Rows((article.id, *[None] * (len(ARTICLE) - 3), article.text, None), "reader", "{}", ())
