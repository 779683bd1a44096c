"""Mail (.eml, .mbox): a message a report, as newsletters and press offices send them."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import re
from collections.abc import Iterator
from contextlib import suppress
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple

from dragoman.bounds import SECONDS, bounded
from dragoman.errors import SourceError, one_line
from dragoman.sources.locations import opened

_LINE = 1_000_000  # bytes of a line
_QUOTED_FROM = re.compile(r"^>(>*From )", re.MULTILINE)
_MOST_NAMED = 5  # attachments that are named


class Message(NamedTuple):
    """A message: its body and whether that is HTML, subject, who sent it, when, and what is attached to it."""

    body: str
    html: bool
    subject: str | None
    sender: str | None
    sent: dt.datetime | None
    attached: tuple[str, ...]

    @property
    def note(self) -> str | None:
        """What of the message is not read; None where nothing is attached."""
        if not self.attached:
            return None
        more = f" and {len(self.attached) - _MOST_NAMED} more" if len(self.attached) > _MOST_NAMED else ""
        return f"attachments passed over: {', '.join(self.attached[:_MOST_NAMED])}{more}"


def message_of(data: bytes, where: str) -> Message:
    """The message in ``data``; SourceError where it is none, or has no words."""
    with bounded(SECONDS, where, "to find the text of this message"):
        try:
            found = _of(data)
        except Exception as error:  # broken mail meets the library's own assumptions in many ways
            raise SourceError(where, f"not a message that can be read: {one_line(error)[:120]}") from error
    if found is None:
        raise SourceError(where, "not a message: it has no header lines, or no text")
    return found


def _of(data: bytes) -> Message | None:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    part = message.get_body(("plain", "html"))
    if part is None or not (message.get("From") or message.get("Subject") or message.get("Date")):
        return None
    body = part.get_payload(decode=True)
    words = body.decode(_charset(part), "replace") if isinstance(body, bytes) else str(body)
    html = part.get_content_subtype() == "html"
    name, address = parseaddr(str(message.get("From", "")))
    attached = tuple(str(a.get_filename() or a.get_content_type())[:80] for a in message.iter_attachments())
    subject = " ".join(str(message.get("Subject", "")).split()) or None
    return Message(
        words if html else _unsigned(words), html, subject, name or address or None, _sent(message), attached
    )


def _charset(part: MIMEPart) -> str:
    name = part.get_content_charset("utf-8")
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return "utf-8"
    return name


def _unsigned(text: str) -> str:
    """A body without its signature, lines wrapped by mail programs joined where they say so (format=flowed)."""
    body = text.replace("\r\n", "\n").split("\n-- \n")[0]
    return _QUOTED_FROM.sub(r"\1", body).replace(" \n", " ")


def _sent(message: EmailMessage) -> dt.datetime | None:
    with suppress(ValueError, TypeError, IndexError):
        return parsedate_to_datetime(str(message.get("Date", "")))
    return None


def messages(path: Path, limit: int) -> Iterator[tuple[bytes | None, int]]:
    """The messages of a mailbox, None for one of more than ``limit`` bytes, and how many bytes are read by then."""
    with opened(path) as file:
        lines: list[bytes] = []
        size, before = 0, b"\n"
        while line := file.readline(_LINE):
            if line.startswith(b"From ") and not before.strip():
                if size:
                    yield (b"".join(lines) if size <= limit else None), file.tell()
                lines, size = [], 0
            else:
                size += len(line)
                lines.append(line) if size <= limit else lines.clear()
            before = line
        if size:
            yield (b"".join(lines) if size <= limit else None), file.tell()
