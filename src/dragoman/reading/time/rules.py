"""What time expressions mean, relative to the publication date: the rules that the grammars of all languages share.

A rule is given the words of an expression by their part in it, as words that it knows (English ones; a grammar says
which of its language's words these are), and says what they mean. Values are EDTF (ISO
8601-2:2019), intervals are inclusive days. Weeks start on Monday, seasons are the meteorological ones of the northern
hemisphere. A rule returns None where the words are no date, and ``UNRESOLVED`` where they are one that cannot be known
without a publication date or another day of the text.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any, NamedTuple

from dragoman.model import Granularity


class Interval(NamedTuple):
    """What an expression means: a value, its first and last day, its grain, how sure we are, and how it bounds."""

    value: str
    start: dt.date | None
    end: dt.date | None
    granularity: Granularity
    confidence: float
    relation: str | None = None


class Outlook(StrEnum):
    """Whether a clause tells of what is to come, of what was, or does not say."""

    AHEAD = "ahead"
    BACK = "back"
    OPEN = "open"


class Context(NamedTuple):
    """What a rule may look at: which day is today, the clause's outlook, the last day and time named before."""

    published: dt.date | None
    outlook: Outlook = Outlook.BACK
    anchor: dt.date | None = None
    named: Interval | None = None

    @property
    def future(self) -> bool:
        return self.outlook is Outlook.AHEAD


class Groups(dict[str, Any]):
    """The words of an expression by their part in it; None for parts that it has not."""

    def __missing__(self, key: str) -> None:
        return None


Rule = Callable[[Groups, Context], Interval | None]
UNRESOLVED = Interval("XXXX", None, None, Granularity.UNRESOLVED, 0.0)

DAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_UNDER_TEN = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_WORDS = [*_UNDER_TEN, "ten", "eleven", "twelve", *_TEENS]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBERS = {word: i for i, word in enumerate(_WORDS)} | {word: i * 10 for i, word in enumerate(_TENS, 2)}
NUMBERS |= {f"{ten}-{_WORDS[one]}": NUMBERS[ten] + one for ten in _TENS for one in range(1, 10)}
NUMBERS |= {"a": 1, "an": 1, "a couple of": 2, "a dozen": 12}
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 4,
    "final": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}
_NTH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
)
CENTURIES = {
    word: i for i, word in enumerate(f"{_NTH} sixteenth seventeenth eighteenth nineteenth twentieth".split(), 1)
}
CENTURIES["twenty-first"] = 21
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_CODES = {"day": "D", "week": "W", "month": "M", "year": "Y", "decade": "E", "hour": "H", "minute": "M"}
_PAST = {"last", "past", "previous", "preceding"}
_COMING = {"next", "coming", "following", "upcoming"}


def day(date: dt.date, confidence: float = 0.95) -> Interval:
    return Interval(date.isoformat(), date, date, Granularity.DAY, confidence)


def _month_days(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _shift_months(date: dt.date, by: int) -> tuple[int, int]:
    months = date.year * 12 + date.month - 1 + by
    return months // 12, months % 12 + 1


def _bounded(year: int) -> int:
    """A year that dates can have."""
    return min(max(year, 1), 9998)


def unit(base: dt.date, name: str, by: int) -> Interval:
    """The calendar unit ``by`` units from the one that holds ``base``."""
    if name in {"day", "hour", "minute"}:
        return day(base + dt.timedelta(days=by if name == "day" else 0), 0.9)
    if name == "week":
        monday = base - dt.timedelta(days=base.weekday()) + dt.timedelta(weeks=by)
        return span(monday, monday + dt.timedelta(days=6), 0.85)._replace(granularity=Granularity.WEEK)
    if name == "weekend":
        saturday = base - dt.timedelta(days=base.weekday() - 5) + dt.timedelta(weeks=by)
        return span(saturday, saturday + dt.timedelta(days=1))
    if name == "month":
        year, month = _shift_months(base, by)
        return Interval(f"{year:04}-{month:02}", *_month_days(_bounded(year), month), Granularity.MONTH, 0.9)
    if name == "quarter":
        year, month = _shift_months(base, by * 3)
        return quarter(year, (month - 1) // 3 + 1)
    if name == "decade":
        return decade((base.year + by * 10) // 10 * 10)
    if name == "century":
        return century((base.year - 1) // 100 + 1 + by)
    return whole_year(base.year + by)


def whole_year(year: int) -> Interval:
    year = _bounded(year)
    return Interval(f"{year:04}", dt.date(year, 1, 1), dt.date(year, 12, 31), Granularity.YEAR, 0.9)


def quarter(year: int, number: int) -> Interval:
    first = number * 3 - 2
    start, end = dt.date(year, first, 1), _month_days(year, first + 2)[1]
    return Interval(f"{year:04}-{number + 32}", start, end, Granularity.QUARTER, 0.85)  # EDTF counts quarters from 33


def decade(first: int) -> Interval:
    first = _bounded(first)
    return Interval(f"{first // 10:03}X", dt.date(first, 1, 1), dt.date(first + 9, 12, 31), Granularity.DECADE, 0.9)


def years(first: int, last: int) -> Interval:
    """From the first day of one year to the last day of another."""
    first, last = _bounded(first), _bounded(last)
    return Interval(f"{first:04}/{last:04}", dt.date(first, 1, 1), dt.date(last, 12, 31), Granularity.INTERVAL, 0.8)


def century(number: int) -> Interval:
    """The years 1801 to 1900 are the nineteenth."""
    return years(number * 100 - 99, number * 100)


def bounded(meant: Interval, relation: str) -> Interval:
    """``meant`` as the end ("by", "until", "before") or the beginning ("since", "after") of a time left open."""
    if meant.start is None or meant.end is None:
        return meant._replace(relation=relation)
    plain = meant.granularity in {Granularity.DAY, Granularity.MONTH, Granularity.YEAR}
    if relation in {"by", "until", "before"}:
        value = meant.value if plain else meant.end.isoformat()
        return meant._replace(value=f"../{value}", start=None, relation=relation)
    value = meant.value if plain else meant.start.isoformat()
    return meant._replace(value=f"{value}/..", end=None, relation=relation)


def span(start: dt.date, end: dt.date, confidence: float = 0.8) -> Interval:
    """A range of days; the earlier day first."""
    start, end = min(start, end), max(start, end)
    return Interval(f"{start.isoformat()}/{end.isoformat()}", start, end, Granularity.INTERVAL, confidence)


def _number(word: str) -> int:
    word = re.sub(r"\s+", " ", word.lower())
    return int(word) if word.isdigit() else NUMBERS[word]


def _nearest_year(month: int, c: Context, day_of_month: int | None = None) -> int:
    """The year of a month or day named without one.

    The next such month where the clause looks ahead, the last where it looks back, else the nearer of the two; a day
    that has just gone by is that day even where the clause looks ahead ("would end on 28 December", told in January).
    """
    assert c.published is not None
    if c.outlook is Outlook.BACK:
        return c.published.year - (month > c.published.month)
    ahead = c.published.year + (month < c.published.month)
    if day_of_month is None and c.outlook is Outlook.AHEAD:
        return ahead
    until = (dt.date(ahead, month, min(day_of_month or 15, 28)) - c.published).days
    return ahead - 1 if until > (320 if c.outlook is Outlook.AHEAD else 183) else ahead


def _date(year: int, month: int, number: int, confidence: float) -> Interval | None:
    try:
        return day(dt.date(year, month, number), confidence)
    except ValueError:
        return None


def _part(whole: Interval, part: str) -> Interval:
    """A third of ``whole``: its beginning, middle or end.

    Of a month that is the days 1-10, 11-20 and 21 on, of a year four months.
    """
    start, end = whole.start, whole.end
    assert start is not None and end is not None
    second, third = _thirds(whole.granularity, start, end)
    word = part.lower()
    if "early" in word or "beginning" in word or "start" in word:
        return span(start, second - dt.timedelta(days=1), 0.85)
    if "mid" in word:
        return span(second, third - dt.timedelta(days=1), 0.85)
    return span(third, end, 0.85)


def _thirds(grain: Granularity, start: dt.date, end: dt.date) -> tuple[dt.date, dt.date]:
    """The first days of the second and the third part."""
    if grain is Granularity.MONTH:
        return start.replace(day=11), start.replace(day=21)
    if grain is Granularity.YEAR:
        return start.replace(month=5), start.replace(month=9)
    third = max(1, ((end - start).days + 1) // 3)
    return start + dt.timedelta(days=third), start + dt.timedelta(days=2 * third)


def read_iso(m: Groups, c: Context) -> Interval | None:
    try:
        return day(dt.date.fromisoformat(m["iso"]), 1.0)
    except ValueError:
        return None


def read_calendar_day(m: Groups, c: Context) -> Interval | None:
    month, number = MONTHS[m["month"].lower()], int(m["day"])
    if not 1 <= number <= 31:
        return None
    if m["year"]:
        year, confidence = int(m["year"]), 0.98
    elif c.published is None:
        return UNRESOLVED
    elif m["shift"]:
        year, confidence = _shifted_year(m["shift"], c.published), 0.95
    else:
        year, confidence = _nearest_year(month, c, number), 0.9
    last = m["last"]
    found = _date(year, month, number, confidence)
    if not last or found is None:
        return found
    other = _date(year, month, int(last), confidence)
    return span(found.start, other.end, 0.9) if other and found.start and other.end else found


def read_numeric(m: Groups, c: Context) -> Interval | None:
    """31.12.2024 or 31/12/2024; a month above 12 means that the day comes second, as in the United States."""
    first, second, year = int(m["first"]), int(m["second"]), int(m["year"])
    if second > 12:
        first, second = second, first
    return _date(year, second, first, 0.6 if first <= 12 and m["sep"] == "/" else 0.9)


def read_month(m: Groups, c: Context) -> Interval | None:
    month = MONTHS[m["month"].lower()]
    shift = (m["shift"] or "").lower()
    if m["year"]:
        year = int(m["year"])
    elif c.published is None:
        return UNRESOLVED
    elif shift in _PAST:
        year = c.published.year - (month >= c.published.month)
    elif shift in _COMING:
        year = c.published.year + (month <= c.published.month)
    elif m["of"]:
        year = _shifted_year(m["of"], c.published)
    else:
        year = _nearest_year(month, c)
    whole = Interval(f"{year:04}-{month:02}", *_month_days(year, month), Granularity.MONTH, 0.95 if m["year"] else 0.85)
    if m["last"]:
        return _months(year, month, MONTHS[m["last"].lower()], of_the_last=bool(m["year"] or m["of"]))
    return _part(whole, m["part"]) if m["part"] else whole


def _months(year: int, first: int, last: int, of_the_last: bool) -> Interval:
    """From one month through another; the year is the last's where it is told after it ("May and June 2024")."""
    turn = last < first
    start, end = (year - turn, year) if of_the_last else (year, year + turn)
    return span(_month_days(start, first)[0], _month_days(end, last)[1], 0.85)


def _shifted_year(shift: str, published: dt.date) -> int:
    """The year of "last year", "this year", "next year"."""
    word = shift.lower()
    return _bounded(published.year + (-1 if word in _PAST else 1 if word in _COMING else 0))


def read_weekday(m: Groups, c: Context) -> Interval | None:
    if c.published is None:
        return UNRESOLVED
    shift = (m["shift"] or "").lower()
    ahead = (DAYS[m["weekday"].lower()] - c.published.weekday()) % 7
    near = shift == "this" and c.outlook is Outlook.OPEN
    if shift in _COMING or near or (c.future and shift not in _PAST):
        return day(c.published + dt.timedelta(days=ahead or (7 if shift in _COMING else 0)), 0.8)
    back = (7 - ahead) % 7
    if shift in _PAST and back <= 2:
        return day(c.published - dt.timedelta(days=back + 7), 0.7)  # nearer days are named without "last"
    return day(c.published - dt.timedelta(days=back), 0.9)


def read_relative_day(m: Groups, c: Context) -> Interval | None:
    if c.published is None:
        return UNRESOLVED
    word = re.sub(r"\s+", " ", m["rel"].lower())
    by = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
    return day(c.published + dt.timedelta(days=by.get(word, 0)))


def read_shifted_unit(m: Groups, c: Context) -> Interval | None:
    name, shift = m["unit"].lower(), m["shift"].lower()
    if shift in {"following", "preceding", "same", "that"}:
        return _from_named(name, {"following": 1, "preceding": -1}.get(shift, 0), c)
    if c.published is None:
        return UNRESOLVED
    if name == "day" or (name in {"decade", "century"} and shift == "past"):
        return None
    by = -1 if shift in _PAST else 1 if shift in _COMING else 0
    if name == "weekend" and shift == "this" and not c.future and c.published.weekday() < 4:
        by = -1
    if name == "week" and shift == "this" and not c.future and c.published.weekday() == 0 and not m["part"]:
        by = -1  # a Monday's report tells of the week that has just ended
    whole = unit(c.published, name, by)
    if m["part"]:
        return _part(whole, m["part"])
    return _until_now(whole, m["when"].lower(), c.published) if m["when"] else whole


def _from_named(name: str, by: int, c: Context) -> Interval | None:
    """The unit ``by`` units from the time named before: the following day, that week, the same year."""
    base = c.anchor if name in {"day", "hour"} or c.named is None else c.named.start
    return UNRESOLVED if base is None else unit(base, name, by)._replace(confidence=0.6)


def _until_now(whole: Interval, word: str, today: dt.date) -> Interval:
    """What of a unit is over ("earlier this week") or still to come ("later this week")."""
    tomorrow = today + dt.timedelta(days=1)
    assert whole.start is not None and whole.end is not None
    if word == "earlier" and today > whole.start:
        return span(whole.start, today, whole.confidence)
    if word == "later" and tomorrow <= whole.end:
        return span(tomorrow, whole.end, whole.confidence)
    return whole


def read_weekend(m: Groups, c: Context) -> Interval | None:
    """The weekend: the coming one where the clause looks ahead, else the last that has begun."""
    if c.published is None:
        return UNRESOLVED
    return unit(c.published, "weekend", 0 if c.future or c.published.weekday() > 4 else -1)


def read_week_of(m: Groups, c: Context) -> Interval | None:
    """The week of October 21: Monday to Sunday around it."""
    found = read_calendar_day(m, c)
    return found if found is None or found.start is None else unit(found.start, "week", 0)


def read_in_some_time(m: Groups, c: Context) -> Interval | None:
    """In ten days: of what is to come a time from today, else a duration ("was built in ten days")."""
    return read_counted(Groups(m | {"word": "from now"}), c) if c.future else None


def read_counted(m: Groups, c: Context) -> Interval | None:
    """Two weeks ago, three days later, five years from now."""
    word, name, count = m["word"].lower(), m["unit"].lower(), _number(m["count"])
    told = c.anchor if name == "day" or c.named is None else c.named.start
    base = told if word in {"later", "earlier", "before"} and told else c.published
    if base is None:
        return UNRESOLVED
    by = count if word in {"later", "from now", "hence"} else -count
    if base == c.published and by < 0:  # counted from a day: "two weeks ago" was a day, "two decades ago" a year
        name, by = {"week": ("day", by * 7), "decade": ("year", by * 10)}.get(name, (name, by))
    try:
        found = unit(base, name, by)
    except (ValueError, OverflowError):
        return None
    return found if base == c.published else found._replace(confidence=0.6)


def read_within(m: Groups, c: Context) -> Interval | None:
    """Within two weeks: an open interval that ends then."""
    if c.published is None:
        return UNRESOLVED
    end = _later(c.published, m["unit"].lower(), _number(m["count"]))
    return Interval(f"../{end.isoformat()}", c.published, end, Granularity.INTERVAL, 0.8, "by") if end else None


def read_window(m: Groups, c: Context) -> Interval | None:
    """The past three months, the next two weeks: days up to, or from, publication."""
    if c.published is None:
        return UNRESOLVED
    back = m["shift"].lower() in _PAST or m["shift"].lower() == "recent"
    count = _number(m["count"]) if m["count"] else 1 if m["one"] else None
    if count is None:
        return Interval("PAST_REF" if back else "FUTURE_REF", None, None, Granularity.UNRESOLVED, 0.3)
    other = _later(c.published, m["unit"].lower(), -count if back else count)
    return span(c.published, other, 0.75) if other else None


def _later(base: dt.date, name: str, by: int) -> dt.date | None:
    """The day ``by`` units after ``base``."""
    try:
        if name in {"day", "hour"}:
            return base + dt.timedelta(days=by if name == "day" else round(by / 24))
        if name == "week":
            return base + dt.timedelta(weeks=by)
        year, month = _shift_months(base, by * {"month": 1, "year": 12, "decade": 120}[name])
        return dt.date(year, month, min(base.day, calendar.monthrange(year, month)[1]))
    except (ValueError, OverflowError, KeyError):
        return None


def read_around_event(m: Groups, c: Context) -> Interval | None:
    """Two days after the meeting: known only as a distance from what the text calls so."""
    code = _CODES[m["unit"].lower()]
    return Interval(f"P{_number(m['count'])}{code}", None, None, Granularity.UNRESOLVED, 0.3, m["word"].lower())


def read_duration(m: Groups, c: Context) -> Interval | None:
    name = m["unit"].lower()
    time = "T" if name in {"hour", "minute"} else ""
    count = _number(m["count"]) * (10 if name == "decade" else 1)
    code = "Y" if name == "decade" else _CODES[name]
    return Interval(f"P{time}{count}{code}", None, None, Granularity.DURATION, 0.9)


def read_season(m: Groups, c: Context) -> Interval | None:
    first, shift = _SEASONS[m["season"].lower()], (m["shift"] or "").lower()
    if m["year"]:
        year = int(m["year"])
    elif c.published is None:
        return UNRESOLVED
    else:
        started = c.published.replace(day=1) >= dt.date(c.published.year, first, 1)
        over = c.published > _season_days(c.published.year, first)[1]
        year = c.published.year
        if shift in _PAST:
            year -= 0 if over else 1
        elif shift in _COMING or c.future:
            year += 1 if started else 0
        elif not started and shift != "this":
            year -= 1
    start, end = _season_days(_bounded(year), first)
    code = {3: 21, 6: 22, 9: 23, 12: 24}[first]
    return Interval(f"{year:04}-{code}", start, end, Granularity.SEASON, 0.7)


def _season_days(year: int, first: int) -> tuple[dt.date, dt.date]:
    last_year, last = _shift_months(dt.date(year, first, 1), 2)
    return dt.date(year, first, 1), _month_days(last_year, last)[1]


def read_quarter(m: Groups, c: Context) -> Interval | None:
    year = _year_of(m["year"], m["shift"], c)
    if year is None:
        return UNRESOLVED
    number = _ORDINALS.get((m["ordinal"] or "").lower()) or int(m["q"] or 0)
    return quarter(year, number) if 1 <= number <= 4 else None


def read_half(m: Groups, c: Context) -> Interval | None:
    year = _year_of(m["year"], m["shift"], c)
    if year is None:
        return UNRESOLVED
    if _ORDINALS[m["ordinal"].lower()] == 1:
        return span(dt.date(year, 1, 1), dt.date(year, 6, 30), 0.9)
    return span(dt.date(year, 7, 1), dt.date(year, 12, 31), 0.9)


def _year_of(year: str | None, shift: str | None, c: Context) -> int | None:
    if year:
        return int(year)
    if c.published is None:
        return None
    return _shifted_year(shift or "", c.published)


def read_part_of_year(m: Groups, c: Context) -> Interval | None:
    return _part(whole_year(int(m["year"])), m["part"])


def read_years(m: Groups, c: Context) -> Interval | None:
    first = int(m["year"])
    last = int(m["last"]) if len(m["last"]) == 4 else first // 100 * 100 + int(m["last"])
    if last > first:
        return years(first, last)
    month = int(m["last"])
    if m["sep"] == "-" and 1 <= month <= 12:
        return Interval(f"{first:04}-{month:02}", *_month_days(first, month), Granularity.MONTH, 0.8)
    return None


def read_year(m: Groups, c: Context) -> Interval | None:
    whole = whole_year(int(m["year"]))
    told = m["when"] and c.published is not None and c.published.year == int(m["year"])
    return _until_now(whole, m["when"].lower(), c.published) if told and c.published else whole


def read_decade(m: Groups, c: Context) -> Interval | None:
    """The 1990s; their early years are the first four, the late ones the last three."""
    first = int(m["decade"])
    part = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get((m["part"] or "").lower())
    return decade(first) if part is None else years(first + part[0], first + part[1])


def read_century(m: Groups, c: Context) -> Interval | None:
    """The nineteenth century, the 21st century."""
    word = m["century"].lower()
    number = int(re.sub(r"\D", "", word)) if word[0].isdigit() else CENTURIES[word]
    whole = century(number)
    return _part(whole, m["part"]) if m["part"] else whole


def read_feast(m: Groups, c: Context) -> Interval | None:
    name = re.sub(r"[’']", "'", re.sub(r"\s+", " ", m["feast"].lower()))
    month, number = {"new year's day": (1, 1), "new year's eve": (12, 31), "christmas eve": (12, 24)}.get(
        name, (12, 25)
    )
    if m["year"]:
        return day(dt.date(int(m["year"]), month, number), 0.95)
    if c.published is None:
        return UNRESOLVED
    year = c.published.year
    if c.future and (month, number) < (c.published.month, c.published.day):
        year += 1
    if not c.future and (month, number) > (c.published.month, c.published.day):
        year -= 1
    return day(dt.date(_bounded(year), month, number), 0.8)
