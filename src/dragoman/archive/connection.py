"""A DuckDB file opened, and its errors told apart: busy, broken, of another program."""

from __future__ import annotations

import errno
import json
import os
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from dragoman.errors import ArchiveBroken, ArchiveBusy, ArchiveError, ArchiveMissing, one_line

_FAILED = (
    duckdb.IOException,
    duckdb.TransactionException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.SerializationException,
    duckdb.OutOfMemoryException,
)
_ADVICE = "the archive cannot be read or written (is the file whole, the disk full?)"
_LONGEST_PAUSE = 1.0  # seconds between two tries to open a file that is busy


class Connection:
    """A DuckDB connection whose errors of file, disk and memory are the user's to mend, and say so in one line."""

    def __init__(self, db: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._db = db
        self._path = path

    def execute(self, sql: str, values: object = None) -> duckdb.DuckDBPyConnection:
        """Run one statement; ArchiveBroken where the file or the disk does not let it."""
        with self._told():
            return self._db.execute(sql, values)

    def rows(self, sql: str, values: object = None) -> list[Any]:
        """All rows of a query."""
        with self._told():
            return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, values: object = None) -> Any:
        """The first row of a query, None where it gives none."""
        with self._told():
            return self._db.execute(sql, values).fetchone()

    def each(self, sql: str) -> Iterator[Any]:
        """The rows of a query one by one; others may run between two of them."""
        with self._told():
            found = self._db.cursor().execute(sql)
            while row := found.fetchone():
                yield row

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except duckdb.Error as error:
            if not (isinstance(error, _FAILED) or type(error) is duckdb.Error):  # which a wrong checksum is
                raise
            raise ArchiveBroken(f"{self._path}: {_ADVICE}: {one_line(error)}") from error

    def cursor(self) -> Connection:
        """Another connection to the same file, for a query that runs beside others."""
        return Connection(self._db.cursor(), self._path)

    def insert(self, sql: str, columns: Mapping[str, Sequence[str | None]]) -> None:
        """Run a statement that takes ``columns`` of text, by their names, as the table ``fresh``."""
        named = ", ".join(f"unnest(?::VARCHAR[]) AS {name}" for name in columns)
        self.execute(f"WITH fresh AS (SELECT {named}) {sql}", [list(column) for column in columns.values()])

    def transaction(self) -> Transaction:
        """A block whose changes are kept all or not at all."""
        return Transaction(self)

    def close(self) -> None:
        """Close the file; what was committed is on disk."""
        self._db.close()


class Transaction:
    """See ``Connection.transaction``."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN TRANSACTION")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._db.execute("COMMIT")
            return
        with suppress(duckdb.Error, ArchiveError):  # what failed may have ended the transaction already
            self._db.execute("ROLLBACK")


def connected(path: Path, *, read_only: bool, wait: float) -> Connection:
    """The file opened. Where another program writes to it, tried again for ``wait`` seconds, then ArchiveBusy.

    ArchiveMissing where there is none to read, ArchiveBroken where it is no DuckDB file or may not be opened.
    """
    if read_only and not path.exists():
        raise ArchiveMissing(f"{path}: no archive here; make one with `dragoman read`")
    until, pause = time.monotonic() + wait, 0.05
    while True:
        try:
            return Connection(duckdb.connect(str(path), read_only=read_only), path)
        except duckdb.ConnectionException as error:  # this process has it open in the other way
            busy: Exception = error
        except duckdb.Error as error:
            if not _is_locked(path):
                raise ArchiveBroken(f"{path}: cannot open the archive: {one_line(error)}") from error
            busy = error
        left = until - time.monotonic()
        if left <= 0:
            raise ArchiveBusy(f"{path}: cannot open the archive: another program is writing to it") from busy
        time.sleep(min(left, pause * random.uniform(0.5, 1.5)))
        pause = min(2 * pause, _LONGEST_PAUSE)


def _is_locked(path: Path) -> bool:
    """Whether another program holds a lock on the file: DuckDB gives the number of a system error as JSON alone."""
    if not os.access(path, os.R_OK):
        return False
    with duckdb.connect() as probe:
        probe.execute("SET errors_as_json = true")
        quoted = str(path).replace("'", "''")
        try:
            probe.execute(f"ATTACH '{quoted}' AS probed (READ_ONLY)")
        except duckdb.Error as error:
            return _errno(error) in {errno.EAGAIN, errno.EWOULDBLOCK}
    return os.access(path, os.W_OK)  # free again, unless it was never to be written to


def _errno(error: duckdb.Error) -> int | None:
    said = error.args[0] if error.args else ""
    with suppress(ValueError, TypeError):
        return int(json.loads(said[said.index("{") :]).get("errno", 0))
    return None
