"""Zip files from outside, which are what .docx, .odt, .epub and .xlsx are as well: nothing is unpacked unbounded."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from dragoman.errors import SourceError, one_line

MAX_MEMBERS = 20_000
MAX_UNPACKED = 2_000_000_000  # bytes of all members together
_PLAIN = 20_000_000  # bytes of a member that are taken however well they are packed
_RATIO = 200  # bytes that one packed byte may become: text is packed to a tenth, a bomb to a thousandth
BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError, KeyError)


@contextmanager
def opened_zip(file: BinaryIO, where: str, most: int = MAX_UNPACKED) -> Iterator[zipfile.ZipFile]:
    """A zip file of at most ``most`` bytes unpacked; SourceError where it is broken, locked or a bomb.

    What goes wrong in the block while its members are read is a SourceError as well.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            _must_be_sound(archive, where, most)
            yield archive
    except BROKEN as error:
        raise SourceError(where, f"a file that cannot be unpacked: {one_line(error)[:120]}") from error


def _must_be_sound(archive: zipfile.ZipFile, where: str, most: int) -> None:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise SourceError(where, f"more than {MAX_MEMBERS:,} files in it")
    if sum(member.file_size for member in members) > most:
        raise SourceError(where, f"more than {most // 1_000_000} MB when unpacked")
    bomb = next((member for member in members if is_bomb(member)), None)
    if bomb is not None:
        became = f"{bomb.compress_size:,} bytes of it become {bomb.file_size:,}"
        raise SourceError(where, f"{became}, which no text does")


def is_bomb(member: zipfile.ZipInfo) -> bool:
    """Whether little of a member becomes much. What it says of its size is what is read of it at most."""
    return member.file_size > _PLAIN and member.file_size > _RATIO * max(1, member.compress_size)


def part(archive: zipfile.ZipFile, name: str, where: str, limit: int) -> bytes:
    """A member's bytes; SourceError where there is none of this name, or it is longer than ``limit``."""
    try:
        member = archive.getinfo(name)
    except KeyError as error:
        raise SourceError(where, f"no {name} in it") from error
    if member.file_size > limit:
        raise SourceError(where, f"{name} in it is larger than {limit // 1_000_000} MB")
    return archive.read(member)


def xml(data: bytes, where: str) -> Any:
    """The root of an XML document (lxml); no entity is looked up, none multiplies. SourceError where it is none."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(where, f"broken XML in it: {one_line(error)[:120]}") from error
