"""The files of a zip, unpacked one at a time into a folder of their own, under names that lead nowhere else."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from dragoman.errors import SourceError, one_line
from dragoman.sources import packed

_MEMBER = 500_000_000  # bytes of one file
_UNSAFE = re.compile(r"[^\w.-]+")


class Member(NamedTuple):
    """A file of a zip: its name for the user, where it lies as long as it is the last that was given, or why it does
    not; and how many bytes of the zip are read by then."""

    name: str
    file: Path | SourceError
    done: int


def members(data: bytes, where: str) -> Iterator[Member]:
    """The files in a zip, without folders and hidden ones; one that cannot be unpacked does not stop the others."""
    with packed.opened_zip(io.BytesIO(data), where) as archive, tempfile.TemporaryDirectory(prefix="dragoman-") as made:
        for number, member in enumerate(archive.infolist()):
            inner = PurePosixPath(member.filename.replace("\\", "/"))
            if member.is_dir() or any(part.startswith((".", "__MACOSX")) for part in inner.parts if part != ".."):
                continue
            name = f"{where}/{member.filename}"
            folder = Path(made) / str(number)
            folder.mkdir()
            done = min(len(data), member.header_offset + member.compress_size)
            yield Member(name, _unpacked(archive, member, folder / _plain(inner.name), name), done)
            shutil.rmtree(folder)


def _plain(name: str) -> str:
    """A file's name without anything that a file system could take for more than a name; its suffix stays."""
    return _UNSAFE.sub("_", name)[-100:].lstrip(".") or "_"


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, to: Path, name: str) -> Path | SourceError:
    if member.file_size > _MEMBER:
        return SourceError(name, f"larger than {_MEMBER // 1_000_000} MB")
    try:
        with archive.open(member) as packed_file, to.open("wb") as file:
            shutil.copyfileobj(packed_file, file)
    except packed.BROKEN as error:
        return SourceError(name, f"cannot be unpacked: {one_line(error)[:120]}")
    return to
