"""What a Parquet file says of the sizes of its columns, read from its footer without Arrow.

Arrow ends the whole process where another part of the same footer is not as it should be, such as a histogram.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

_TAIL = 8  # bytes at the end of a file: the length of the footer before them, and a mark
_DEEP = 20  # structures in structures
_STOP, _TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = 0, 1, 2, 3, 7, 8, 9, 10, 11, 12
_WIDE = 15  # elements from which their number stands apart
# Fields of the footer by number.
_GROUPS, _COLUMNS, _ABOUT, _PLAIN, _PACKED = 4, 1, 3, 6, 7


class Size(NamedTuple):
    """Bytes of a column of a group of rows, as they are in the file and as they become."""

    packed: int
    plain: int


def sizes(file: BinaryIO) -> Iterator[Size]:
    """The sizes of every column of every group of rows; ValueError where the footer cannot be followed."""
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - _TAIL))
    length = int.from_bytes(file.read(4), "little")
    if length > end - _TAIL:
        raise ValueError("the footer is longer than the file")
    file.seek(end - _TAIL - length)
    footer = _Compact(file.read(length))
    try:
        for _ in footer.members(_GROUPS):
            for _ in footer.members(_COLUMNS):
                yield footer.size()
    except IndexError as error:
        raise ValueError("the footer ends within a value") from error


class _Compact:
    """Data of Thrift's compact protocol, read from its beginning."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def members(self, wanted: int) -> Iterator[None]:
        """Once for each structure in the list that is the field ``wanted`` of the structure that begins here, which has
        to be read each time; the structure has ended afterwards."""
        for field, kind in self._fields():
            if field != wanted or kind != _LIST:
                self._skip(kind)
                continue
            count, kind = self._list()
            for _ in range(count):
                if kind != _STRUCT:
                    raise ValueError("a list of the footer does not hold what it should")
                yield

    def size(self) -> Size:
        """The sizes of the column that begins here."""
        found = {_PACKED: 0, _PLAIN: 0}
        for field, kind in self._fields():
            if field != _ABOUT or kind != _STRUCT:
                self._skip(kind)
                continue
            for inner, its in self._fields():
                if inner in found and its not in {_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT}:
                    number = self._number()
                    found[inner] = (number >> 1) ^ -(number & 1)
                else:
                    self._skip(its)
        return Size(found[_PACKED], found[_PLAIN])

    def _fields(self) -> Iterator[tuple[int, int]]:
        """The number and kind of every field of the structure that begins here; its value has to be read each time."""
        number = 0
        while (head := self._byte()) & 15 != _STOP:
            if head >> 4:
                number += head >> 4
            else:
                raw = self._number()
                number = (raw >> 1) ^ -(raw & 1)
            yield number, head & 15

    def _skip(self, kind: int, depth: int = 0, *, listed: bool = False) -> None:
        if depth > _DEEP:
            raise ValueError("the footer is too deep")
        if kind in {_TRUE, _FALSE}:
            self._at += listed  # a field's truth is in its kind
        elif kind in {_BYTE, _DOUBLE}:
            self._at += 1 if kind == _BYTE else 8
        elif kind == _BINARY:
            length = self._number()
            self._at += length
        elif kind in {_LIST, _SET}:
            count, inner = self._list()
            for _ in range(count):
                self._skip(inner, depth + 1, listed=True)
        elif kind == _MAP:
            count = self._number()
            kinds = self._byte() if count else 0
            for _ in range(count):
                self._skip(kinds >> 4, depth + 1, listed=True)
                self._skip(kinds & 15, depth + 1, listed=True)
        elif kind == _STRUCT:
            for _, inner in self._fields():
                self._skip(inner, depth + 1)
        elif kind < _DOUBLE:
            self._number()
        else:
            raise ValueError("the footer has a value of no known kind")
        if self._at > len(self._data):
            raise IndexError

    def _list(self) -> tuple[int, int]:
        head = self._byte()
        return (self._number() if head >> 4 == _WIDE else head >> 4), head & 15

    def _byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def _number(self) -> int:
        value = 0
        for shift in range(0, 70, 7):
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
        raise ValueError("the footer has a number without end")
