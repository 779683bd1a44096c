"""Bytes as text: by byte order mark, as UTF-8, as what a page says of itself, or by guess."""

from __future__ import annotations

import codecs
import re

from dragoman.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.IGNORECASE
)
_MOST_GOOD = 2  # bytes beyond one a character that a text of UTF-8 has for each that is wrong
_LOOKED_AT = 1_000_000  # bytes by which an encoding is guessed
_EXCERPT = 4000  # of a table, whose every line is of one encoding
_WESTERN = "cp1252"
_AS_GOOD = 1.0  # per cent of odd characters
_OF_TABLES = [_WESTERN, "cp1250", "cp1251", "cp1254", "cp1256"]  # those that spreadsheets write


def decoded(data: bytes, where: str) -> str:
    """``data`` as text: by its byte order mark, as UTF-8 where nearly all of it is, as what it says it is, or by guess.

    SourceError where it is no text.
    """
    mark = marked(data)
    if mark is not None:
        return data.decode(mark, "replace")
    if b"\x00" in data[:4096]:
        wide = _wide(data)
        if wide is None:
            raise SourceError(where, "binary, not text")
        return data.decode(wide, "replace")
    text = data.decode("utf-8", "replace")
    if not _bad(data, text):
        return text
    declared = _declared(data)
    if declared is not None:
        return data.decode(declared, "replace")
    if _is_utf8(data, text):
        return text
    guess = _guessed(data)
    if guess is None:
        raise SourceError(where, "encoding not recognised")
    return data.decode(guess, "replace")


def encoding_of(sample: bytes) -> str:
    """The encoding of a file that begins with ``sample``, as ``decoded`` would have it; that of Windows by default."""
    mark = marked(sample)
    if mark is not None:
        return mark
    # The sample may end within a character.
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample, final=False)
    if not _bad(sample, text) or _is_utf8(sample, text):
        return "utf-8"
    foreign = b"\n".join(line for line in sample.split(b"\n") if not line.isascii())[:_EXCERPT]
    return _of_table(foreign)


def marked(data: bytes) -> str | None:
    """The encoding that the byte order mark at the beginning of ``data`` stands for; None without one."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def _bad(data: bytes, text: str) -> int:
    """How many characters of ``text`` stand for bytes of ``data`` that are not UTF-8."""
    return text.count("\ufffd") - data.count("\ufffd".encode())


def _is_utf8(data: bytes, text: str) -> bool:
    """Whether ``data`` has many sequences of several bytes as UTF-8 has them, which no other encoding has by chance."""
    return len(data) - len(text) > _MOST_GOOD * _bad(data, text)


def _guessed(data: bytes) -> str | None:
    """The most likely encoding of ``data``, by the characters that its beginning would be; None where none fits."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_LOOKED_AT]).best()
    return best.encoding if best is not None else None


def _of_table(foreign: bytes) -> str:
    """The most likely encoding of a table's lines that are not ASCII: western where that reads as well as any other."""
    from charset_normalizer import from_bytes

    found = {match.encoding: match.percent_chaos for match in from_bytes(foreign, cp_isolation=_OF_TABLES)}
    best = min(found, key=lambda name: found[name], default=_WESTERN)
    return _WESTERN if found.get(_WESTERN, 100.0) <= found.get(best, 0.0) + _AS_GOOD else best


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark, where every other byte is mostly zero; None where that is not so."""
    head = data[:4096]
    if len(head) < 8:
        return None
    even, odd = (head[at::2].count(0) / len(head[at::2]) for at in (0, 1))
    if max(even, odd) < 0.5 or min(even, odd) > 0.05:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _declared(data: bytes) -> str | None:
    """The encoding that a page says it has (``<meta charset>``, ``<?xml encoding>``); None where it says none."""
    found = _CHARSET.search(data[:2048])
    if found is None:
        return None
    try:
        known = codecs.lookup(found.group(1).decode("ascii"))
    except LookupError:
        return None
    return known.name if known._is_text_encoding and not known.name.startswith("utf-16") else None
