"""Shards: one input file, one Parquet file of readings, one manifest that says that it is whole.

A shard counts once its manifest is there. Both files take their names when they are whole (by a rename on a disk, as
the last step of an upload in an object store), so that a worker that dies leaves nothing that counts, and one that is
run again writes the same names: every reading is there exactly once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.archive.rows import ARTICLE, Rows
from dragoman.errors import ShardError, SourceError, UnreachableError, one_line
from dragoman.model import DEFAULT_READER, ReaderKind
from dragoman.reading.pool import answer
from dragoman.sources import Options, articles
from dragoman.sources.locations import opened, reached, whole

_ITEM = pa.struct([("kind", pa.string()), ("id", pa.string()), ("record", pa.string())])
SCHEMA = pa.schema([*((name, pa.string()) for name in (*ARTICLE, "reader", "report")), ("items", pa.list_(_ITEM))])
_GROUP = 256  # readings that are held at a time


@dataclass(frozen=True, slots=True)
class Work:
    """What is asked of every worker: where the shards go, and how inputs are read."""

    out: Path
    options: Options = field(default_factory=Options)
    lexicon: Path | None = None
    kind: ReaderKind = DEFAULT_READER

    def manifest(self, name: str) -> Path:
        """Where the manifest of a shard is, once that is whole."""
        return self.out / "manifest" / f"{name}.json"

    def name(self, source: Path) -> str:
        """The shard's name: of its file, the file's size, the reader and the options; another of them is other work."""
        from dragoman.languages import LANGUAGES
        from dragoman.reading import reader

        readers = [reader(self.lexicon, code, self.kind).key for code, known in LANGUAGES.items() if known.installed]
        key = f"{source.resolve()}|{source.stat().st_size}|{readers}|{self.options}"
        return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Committed:
    """A shard that is whole: its input, how many readings it holds, and what was skipped, with the reason."""

    name: str
    source: str
    readings: int
    skipped: tuple[tuple[str, str], ...]


def commit(source: Path, work: Work) -> Committed:
    """Read ``source`` into a shard, unless that is there already."""
    name = work.name(source)
    manifest = work.manifest(name)
    if manifest.exists():
        return loaded(manifest)
    for folder in ("parts", "manifest"):
        (work.out / folder).mkdir(parents=True, exist_ok=True)
    skipped: list[tuple[str, str]] = []
    readings = 0
    part = work.out / "parts" / f"{name}.parquet"
    with whole(part) as file, pq.ParquetWriter(file, SCHEMA, compression="zstd") as writer:
        held: list[Rows] = []
        for rows in _read(source, work, skipped):
            held.append(rows)
            readings += 1
            if len(held) == _GROUP:
                writer.write_table(_table(held))
                held = []
        writer.write_table(_table(held))
    found = Committed(name, str(source), readings, tuple(skipped))
    with whole(manifest) as file:
        file.write(json.dumps(asdict(found), ensure_ascii=False).encode("utf-8"))
    return found


def committed(out: Path) -> list[Committed]:
    """The shards of ``out`` that are whole, by their inputs' names; ShardError where there is none."""
    with reached(out):
        manifests = sorted((out / "manifest").glob("[!.]*.json"))
    if not manifests:
        raise ShardError(f"{out}: no shards here; make some with `dragoman read --engine ray --out {out}`")
    return sorted((loaded(m) for m in manifests), key=lambda c: (c.source, c.name))


def rows_in(out: Path, shard: Committed) -> Iterator[list[Rows]]:
    """The readings of a shard, some at a time, in the order of its input; ShardError where it is broken."""
    path = out / "parts" / f"{shard.name}.parquet"
    try:
        with opened(path) as file:
            for batch in pq.ParquetFile(file).iter_batches(_GROUP):
                yield [_rows(row) for row in batch.to_pylist()]
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        raise ShardError(f"{path}: not a whole shard: {one_line(error)}") from error


def _read(source: Path, work: Work, skipped: list[tuple[str, str]]) -> Iterator[Rows]:
    for item in articles(source, work.options):
        if isinstance(item.article, UnreachableError):
            raise item.article  # a shard that is kept would never be read again
        asked = item.article
        read = asked if isinstance(asked, SourceError) else answer(asked, work.lexicon, kind=work.kind).rows
        if isinstance(read, SourceError):
            skipped.append((read.where, read.why))
        else:
            yield read


def _table(held: list[Rows]) -> pa.Table:
    rows = [
        dict(zip(ARTICLE, r.article, strict=True))
        | {"reader": r.reader, "report": r.report}
        | {"items": [dict(zip(("kind", "id", "record"), item, strict=True)) for item in r.items]}
        for r in held
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _rows(row: dict[str, object]) -> Rows:
    items = row["items"]
    assert isinstance(items, list)
    # Shards of older versions have fewer columns.
    article = tuple(None if row.get(name) is None else str(row[name]) for name in ARTICLE)
    found = tuple((item["kind"], item["id"], item["record"]) for item in items)
    return Rows(article, str(row["reader"]), str(row["report"]), found)


def loaded(manifest: Path) -> Committed:
    """What a manifest says; ShardError where it is none."""
    try:
        with opened(manifest) as file:
            data = json.load(file)
        skipped = tuple((str(where), str(why)) for where, why in data["skipped"])
        if data["name"] != manifest.stem:
            raise ValueError(f"it is of shard {str(data['name'])[:40]!r}")
        return Committed(manifest.stem, str(data["source"]), int(data["readings"]), skipped)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ShardError(f"{manifest}: not a shard's manifest: {error}") from error
