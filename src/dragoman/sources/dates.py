"""Publication dates as people write them: in any usual form, and where a text, an address or a file name has one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from contextlib import suppress
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple, cast

from dragoman.model import is_report_day
from dragoman.sources.wordlists import one_of

Order = Literal["DMY", "MDY", "YMD"]
Stamp = dt.date | dt.datetime
_LONGEST = 60  # characters of a date
_MILLISECONDS = 1e11  # seconds since 1970 from which on a number counts milliseconds
_LANGUAGES = ["en", "fr", "de", "es", "pt"]  # of the names of months
_WHOLE = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}  # day, month and year, none of them taken from today
_DIGITS = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_PARTS = re.compile(
    r"(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{1,4})(?:[,T ]{1,2}(\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?))?.{0,20}"
)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-/_.]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)")
_MONTH = r"[^\W\d_]{3,10}\.?"
_IN_WORDS = (
    rf"(?:\d{{1,2}}(?:er|st|nd|rd|th|\.|º)?\s(?:of\s|de\s)?{_MONTH},?\s(?:de\s)?\d{{4}}"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}})"
)
_DAY = rf"(?:{_IN_WORDS}|\d{{4}}-\d{{2}}-\d{{2}})"
# "LIMA, 3 June 2025 (Agency) -": a place in capitals, a day, a dash.
_DATELINE = re.compile(
    rf"[A-ZÀ-Þ][A-ZÀ-Þ' .-]{{1,30}}(?:,[^\n\d–—]{{1,30}})?[,.(]?\s\(?({_DAY})[^\n]{{0,30}}?\s?(?:[–—:]|--?\s)"
)
# A line that says when it was published, and nothing else.
_STAMPED = re.compile(
    rf"(?:{one_of('dates', 'labels')}(?:\s{one_of('dates', 'on')})?\s?:?\s)?"
    rf"(?:[^\W\d_]{{3,9}},?\s(?:{one_of('dates', 'weekday_of')}\s)?)?({_DAY})"
    rf"(?:[,T ]{{1,3}}(?:{one_of('dates', 'at')}\s)?\d{{1,2}}[:.h]\d{{2}}.{{0,12}})?",
    re.IGNORECASE,
)
_BEGINNING = 5  # lines at the start of a text among which its day stands
_END = 3
_LINE = 200


class Dating(NamedTuple):
    """How the dates of a table are written. ``sure`` is False where both orders of day and month would do."""

    order: Order = "DMY"
    sure: bool = True
    example: str | None = None

    def said(self) -> str | None:
        """What is worth telling of it: None where nothing was guessed."""
        if self.example is None:
            return None
        meant = {"DMY": "day, month, year", "MDY": "month, day, year", "YMD": "year, month, day"}[self.order]
        advice = "" if self.sure else "; it could be otherwise: say it with --date-format, such as %m/%d/%Y"
        return f"dates such as {self.example} are read as {meant}{advice}"


def dating(values: Iterable[Any]) -> Dating:
    """How ``values`` of one column are written, from those that can be read in one way only."""
    example, firsts, seconds, separators = None, 0, 0, set()
    for value in values:
        found = _PARTS.fullmatch(str(value).strip()[:_LONGEST]) if isinstance(value, str) else None
        if found is None or len(found.group(1)) > 2:
            continue
        example = example or found.group()[:20]
        separators.add(found.group(2))
        firsts, seconds = max(firsts, int(found.group(1))), max(seconds, int(found.group(3)))
    if example is None:
        return Dating()
    if seconds > 12 >= firsts:
        return Dating("MDY", True, example)
    return Dating("DMY", firsts > 12 or separators == {"."}, example)


def parse(value: Any, order: Order = "DMY", form: str | None = None) -> Stamp | None:
    """A date of a table's cell; None for an empty one. ValueError where it is none, or none that a report has.

    ``order`` is that of day, month and year in dates of three numbers; ``form`` the pattern (of ``strptime``) that all
    dates follow where a user says so.
    """
    if value is None or value == "":
        return None
    found = value if isinstance(value, dt.date) else _of(value, order, form)
    if not is_report_day(found):
        raise ValueError(f"{value!r} is no day of a report")
    return found


def _of(value: Any, order: Order, form: str | None) -> Stamp:
    if isinstance(value, bool):
        raise ValueError("a truth value")
    if form is None and isinstance(value, int | float):
        return _instant(float(value))
    text = " ".join(str(value)[:_LONGEST].split())
    if form is not None:
        stamp = dt.datetime.strptime(text, form)
        return stamp if "%H" in form or "%I" in form else stamp.date()
    return _written(text, order)


@lru_cache(10_000)
def _written(text: str, order: Order) -> Stamp:
    if text.isdigit():
        return _in_digits(text)
    for known in (_iso, parsedate_to_datetime):
        with suppress(ValueError, TypeError, IndexError):
            return known(text)
    parts = _PARTS.fullmatch(text)
    if parts is not None:
        return _numbered(parts, order)
    return _in_words(text)


def _iso(text: str) -> Stamp:
    return dt.date.fromisoformat(text) if len(text) == 10 else dt.datetime.fromisoformat(text)


def _in_digits(text: str) -> Stamp:
    if len(text) in {10, 13}:
        return _instant(float(text))
    if len(text) not in _DIGITS:
        raise ValueError(f"{text} is no date")
    stamp = dt.datetime.strptime(text, _DIGITS[len(text)])
    return stamp.date() if len(text) == 8 else stamp


def _instant(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds / 1000 if abs(seconds) > _MILLISECONDS else seconds, tz=dt.UTC)


def _numbered(parts: re.Match[str], order: Order) -> Stamp:
    one, two, three = (parts.group(n) for n in (1, 3, 4))
    if len(one) == 4:
        year, month, day = int(one), int(two), int(three)
    elif len(three) in {2, 4}:
        day, month = (int(two), int(one)) if order == "MDY" else (int(one), int(two))
        year = int(three) if len(three) == 4 else dt.datetime.strptime(three, "%y").year
    else:
        raise ValueError(f"{parts.group()} has no year")
    clock = parts.group(5)
    if clock is None:
        return dt.date(year, month, day)
    half = clock[-2:].lower() in {"am", "pm"}
    form = ("%I" if half else "%H") + (":%M:%S" if clock.count(":") == 2 else ":%M") + ("%p" if half else "")
    return dt.datetime.combine(dt.date(year, month, day), dt.datetime.strptime(clock.replace(" ", ""), form).time())


def _in_words(text: str) -> Stamp:
    """A date whose month is named in one of five languages."""
    import dateparser

    if not re.search(r"[^\W\d_]{3}", text) or not re.search(r"\d{4}|\d\D+\d", text):
        raise ValueError(f"{text!r} is no date")
    found = dateparser.parse(
        text, languages=_LANGUAGES, settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}
    )
    if found is None:
        raise ValueError(f"{text!r} is no date")
    return cast(dt.datetime, found) if ":" in text else cast(dt.datetime, found).date()


def in_address(address: str) -> dt.date | None:
    """The day that an address holds (/2025/06/03/, 2025-06-03-talks); None without one."""
    return _held(address, r"[-/_.]")


def in_name(name: str) -> dt.date | None:
    """The day that a file's name holds (2025-06-03-talks.txt, 20250603.txt); None without one."""
    return _held(name, r"[-_.]?")


def _held(name: str, between: str) -> dt.date | None:
    """The first day of the past in ``name``, its parts with ``between`` between them."""
    for found in _YEAR_FIRST.finditer(name[:500]):
        whole = found.group(2) or len(found.group()) == 8
        if not whole or not re.fullmatch(between, found.group(2)):
            continue
        with suppress(ValueError):
            day = dt.date(int(found.group(1)), int(found.group(3)), int(found.group(4)))
            if is_report_day(day) and day <= dt.date.today():
                return day
    return None


def in_text(text: str) -> dt.date | None:
    """The day of publication that a text names itself: in its dateline, or in a line of its own at beginning or end."""
    lines = [line.strip() for line in text[:4000].split("\n") if line.strip()][:_BEGINNING]
    last = [line.strip() for line in text[-1000:].split("\n") if line.strip()][-_END:]
    for line in (*lines, *(line for line in last if line not in lines)):
        found = _STAMPED.fullmatch(line) if len(line) <= _LINE // 2 else None
        found = found or _DATELINE.match(line[:_LINE])
        if found is not None:
            with suppress(ValueError):
                stamp = parse(found.group(1))
                return stamp.date() if isinstance(stamp, dt.datetime) else stamp
    return None
