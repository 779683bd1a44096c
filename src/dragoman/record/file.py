"""The file of the kept record: whose it is, whether it is whole, and where to go where it cannot be used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote

from dragoman.errors import RecordDamaged, RecordError

APPLICATION = 0x44524147  # "DRAG", in the header of every record: a file without it is another program's
TEMPORARY = ""  # SQLite's name for a database on disk that is this connection's alone and goes with it
_NO_FILE = {TEMPORARY, ":memory:"}
_HEADER = b"SQLite format 3\x00"
_APPLICATION_AT = slice(68, 72)
_HEAD = 65_536  # bytes in which a damaged file is searched for what only a record holds
_OURS = b"CREATE TABLE tie (week INTEGER"
_FIRST = {"meta", "dirty", "reading", "account", "tie"}  # tables of records from before files were marked
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_PRIMARY = 0xFF  # the part of SQLite's extended error codes that names the kind
_TRIES_SECONDS = 60


def opened(path: str | Path) -> sqlite3.Connection:
    """The record's file, made where there is none; thrown away before where it is damaged.

    RecordError where the file is another program's, which is left as it is, or may not be written to.
    """
    try:
        try:
            return _connected(path)
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
        discard(path)
        return _connected(path)
    except sqlite3.Error as error:
        raise RecordError(f"{path}: cannot keep the record here: {error}") from error


def _connected(path: str | Path) -> sqlite3.Connection:
    if path not in _NO_FILE and not _is_marked(path) and _is_damaged(Path(path)):
        discard(path)
    db = sqlite3.connect(path, timeout=_TRIES_SECONDS, check_same_thread=False, isolation_level=None)
    try:
        if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
            db.execute(f"PRAGMA application_id = {APPLICATION}")  # before the log: it has to be in the file itself
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        db.close()
        raise
    return db


def _is_marked(path: str | Path) -> bool:
    """Whether a file is a record, as SQLite sees it.

    Nothing else may open the file of a record that is in use: to close a file ends all locks that this process has on
    it, and another process would take the log away that this one reads from.
    """
    if not Path(path).exists():
        return False
    try:
        db = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=_TRIES_SECONDS)
        try:
            return bool(db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION)
        finally:
            db.close()
    except sqlite3.Error:
        return False


def copied(path: str | Path, into: sqlite3.Connection) -> None:
    """Take over what a record holds that may be read but not written to, as far as that can be."""
    if not Path(path).is_file():
        return
    try:
        # "immutable", since a file that is only read may have no log beside it made.
        source = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error:
        return
    try:
        if source.execute("PRAGMA application_id").fetchone()[0] == APPLICATION:
            source.backup(into)
    except sqlite3.Error:
        return  # it is built anew instead
    finally:
        source.close()


def discard(path: str | Path) -> None:
    """Delete a record; all that it held follows from the archive."""
    if path in _NO_FILE:
        return
    for name in (f"{path}", f"{path}-wal", f"{path}-shm"):
        Path(name).unlink(missing_ok=True)


def is_damage(error: BaseException | None) -> bool:
    """Whether an error says that the record's file, or what is in it, is not as it was written."""
    if isinstance(error, RecordDamaged):
        return True
    code = getattr(error, "sqlite_errorcode", None) if isinstance(error, sqlite3.Error) else None
    return code is not None and (code & _PRIMARY in _DAMAGE or code == sqlite3.SQLITE_IOERR_SHORT_READ)


def is_doubt(error: BaseException) -> bool:
    """Whether an error of the record's own work says that something of it is missing or damaged."""
    return is_damage(error) or getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR


def checksum(readings: Iterable[tuple[str, str]]) -> str:
    """A sum over articles and the marks of their readings, whatever their order; sums of parts may be joined by ``^``.

    >>> checksum([])
    '00000000000000000000000000000000'
    """
    return f"{sum_of(readings):032x}"


def sum_of(readings: Iterable[tuple[str, str]]) -> int:
    """``checksum`` as a number."""
    total = 0
    for article, mark in readings:
        total ^= int.from_bytes(blake2b(f"{article}|{mark}".encode(), digest_size=16).digest())
    return total


def _is_damaged(path: Path) -> bool:
    """Whether a file is a record that cannot be opened; RecordError where it is another program's."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise RecordError(f"{path}: cannot keep the record here: {error.strerror}") from error
    marked = head[_APPLICATION_AT] == APPLICATION.to_bytes(4, "big")
    if not head or (marked and head.startswith(_HEADER)):
        return False
    if marked or _OURS in head:
        return not (head.startswith(_HEADER) and _tables(path) >= _FIRST)
    if head.startswith(_HEADER) and not _tables(path):
        return False  # a record whose making was cut off
    raise RecordError(f"{path}: a file of another program, which is left as it is; name another place with --record")


def _tables(path: Path) -> set[str]:
    """The tables of a database, {"?"} where that cannot be told."""
    try:
        db = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
        try:
            return {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        finally:
            db.close()
    except sqlite3.Error:
        return {"?"}
