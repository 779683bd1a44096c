"""Time expressions, resolved against the publication date.

Values are TIMEX3/EDTF (Pustejovsky et al. 2003; ISO 8601-2:2019), intervals are inclusive days. Where the
publication date is missing, only absolute expressions are resolved and the others say so.
"""

import calendar
import datetime as dt
import re
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.model import Granularity, Span, When
from dragoman.reading.draft import draft_of, text_of

_DAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_NUMBERS = {
    w: i for i, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
} | {"a": 1}
_DAY = "|".join(_DAYS)
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_N = r"\d{1,3}|" + "|".join(w for w in _NUMBERS if w not in {"zero", "a"})
_PATTERN = re.compile(
    rf"""\b(?:(?P<relation>by|since|until|before|after)\s+(?:the\s+end\s+of\s+)?)?
    (?: (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
      | (?:(?:{_DAY}),?\s+)?(?P<dmonth>{_MONTH})\.?\s+(?P<dday>\d{{1,2}})(?:st|nd|rd|th)?
          (?:,?\s+(?P<dyear>\d{{4}}))?(?![\d:])
      | (?P<eday>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<emonth>{_MONTH})(?:\s+(?P<eyear>\d{{4}}))?
      | (?:(?P<part>early|mid|late)[\s-]+)?(?P<month>{_MONTH})\b\.?(?:\s+(?P<myear>\d{{4}}))?
      | (?:(?P<wshift>last|next|this|coming)\s+)?(?P<weekday>{_DAY})\b
      | (?:(?P<when>earlier|later)\s+)?(?P<shift>last|next|this|previous|coming)\s+(?P<unit>week|month|year|quarter)
      | (?P<rel>today|yesterday|tomorrow|tonight)
      | (?P<ago>{_N}|a)\s+(?P<agounit>day|week|month|year)s?\s+(?P<agoword>ago|earlier|later)
      | (?P<year>(?:19|20)\d{{2}})(?![\d.,]\d|%)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


class Interval(NamedTuple):
    """What an expression means: a value, its first and last day, its grain and how sure we are."""

    value: str
    start: dt.date | None
    end: dt.date | None
    granularity: Granularity
    confidence: float


def _month(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _day(date: dt.date, confidence: float = 0.95) -> Interval:
    return Interval(date.isoformat(), date, date, Granularity.DAY, confidence)


def _shift_months(date: dt.date, by: int) -> tuple[int, int]:
    months = date.year * 12 + date.month - 1 + by
    return months // 12, months % 12 + 1


def _unit(base: dt.date, unit: str, by: int) -> Interval:
    if unit == "day":
        return _day(base + dt.timedelta(days=by), 0.9)
    if unit == "week":
        monday = base - dt.timedelta(days=base.weekday()) + dt.timedelta(weeks=by)
        year, week, _ = monday.isocalendar()
        return Interval(f"{year}-W{week:02}", monday, monday + dt.timedelta(days=6), Granularity.WEEK, 0.85)
    if unit == "month":
        year, month = _shift_months(base, by)
        return Interval(f"{year}-{month:02}", *_month(year, month), Granularity.MONTH, 0.9)
    if unit == "quarter":
        year, month = _shift_months(base, by * 3)
        first = (month - 1) // 3 * 3 + 1
        start, end = dt.date(year, first, 1), _month(year, first + 2)[1]
        return Interval(f"{year}-Q{first // 3 + 1}", start, end, Granularity.QUARTER, 0.85)
    year = base.year + by
    return Interval(str(year), dt.date(year, 1, 1), dt.date(year, 12, 31), Granularity.YEAR, 0.9)


def _date(match: re.Match[str], prefix: str, published: dt.date | None, future: bool) -> Interval | None:
    month, day = _MONTHS[match[f"{prefix}month"].lower()], int(match[f"{prefix}day"])
    year = match[f"{prefix}year"]
    if year is None and published is None:
        return None
    chosen = int(year) if year else _nearest_year(month, published, future)
    try:
        return _day(dt.date(chosen, month, day), 0.98 if year else 0.9)
    except ValueError:
        return None


def _nearest_year(month: int, published: dt.date | None, future: bool) -> int:
    assert published is not None
    if future:
        return published.year + (month < published.month)
    return published.year - (month > published.month)


def _named_month(match: re.Match[str], published: dt.date | None, future: bool) -> Interval | None:
    month = _MONTHS[match["month"].lower()]
    if match["myear"] is None and published is None:
        return None
    year = int(match["myear"]) if match["myear"] else _nearest_year(month, published, future)
    start, end = _month(year, month)
    part = (match["part"] or "").lower()
    if part:
        start, end = {
            "early": (start, start.replace(day=10)),
            "mid": (start.replace(day=11), start.replace(day=20)),
            "late": (start.replace(day=21), end),
        }[part]
    grain = Granularity.INTERVAL if part else Granularity.MONTH
    value = f"{start.isoformat()}/{end.isoformat()}" if part else f"{year}-{month:02}"
    return Interval(value, start, end, grain, 0.95 if match["myear"] else 0.85)


def _weekday(match: re.Match[str], published: dt.date, future: bool) -> Interval:
    shift = (match["wshift"] or "").lower()
    ahead = (_DAYS[match["weekday"].lower()] - published.weekday()) % 7
    if shift in {"next", "coming"} or (future and shift != "last"):
        return _day(published + dt.timedelta(days=ahead or 7), 0.8)
    back = (7 - ahead) % 7
    if shift == "last" and back == 0:
        back = 7
    return _day(published - dt.timedelta(days=back), 0.9)


def resolve(match: re.Match[str], published: dt.date | None, future: bool) -> Interval | None:
    """The interval that a matched expression means, None where it cannot be known."""
    if match["iso"]:
        try:
            return _day(dt.date.fromisoformat(match["iso"]), 1.0)
        except ValueError:
            return None
    if match["dmonth"]:
        return _date(match, "d", published, future)
    if match["emonth"]:
        return _date(match, "e", published, future)
    if match["month"]:
        return _named_month(match, published, future)
    if match["year"]:
        return _unit(dt.date(int(match["year"]), 1, 1), "year", 0)
    if published is None:
        return None
    if match["weekday"]:
        return _weekday(match, published, future)
    if match["rel"]:
        return _day(published + dt.timedelta(days={"yesterday": -1, "tomorrow": 1}.get(match["rel"].lower(), 0)))
    if match["unit"]:
        by = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(match["shift"].lower(), 0)
        return _unit(published, match["unit"].lower(), by)
    count = match["ago"].lower()
    number = int(count) if count.isdigit() else _NUMBERS[count]
    return _unit(published, match["agounit"].lower(), number * (1 if match["agoword"].lower() == "later" else -1))


def _looks_ahead(token: Token) -> bool:
    """Whether the clause that holds ``token`` is about what is to come."""
    for verb in [token, *token.ancestors]:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        marks = {c.lower_ for c in verb.children if c.dep_ in {"aux", "mark"}}
        if marks & {"will", "shall", "'ll", "’ll", "if", "would", "to"} or verb.lemma_ in {"plan", "expect"}:
            return True
        if verb.tag_ == "VBD":
            return False
    return False


class TimeReader:
    """spaCy component ``dragoman_time``: finds and resolves time expressions into ``Draft.times``."""

    def __call__(self, doc: Doc) -> Doc:
        draft = draft_of(doc)
        for match in _PATTERN.finditer(text_of(doc)):
            words = doc.char_span(*match.span(), alignment_mode="expand")
            if words is None or not self._is_time(match, words.root):
                continue
            future = _looks_ahead(words.root)
            meant = resolve(match, draft.published, future)
            relation = match["relation"].lower() if match["relation"] else None
            if meant is None:
                meant = Interval("XXXX", None, None, Granularity.UNRESOLVED, 0.0)
            elif relation in {"by", "until", "before"}:
                meant = meant._replace(value=f"../{meant.value}", start=None)
            elif relation in {"since", "after"}:
                meant = meant._replace(value=f"{meant.value}/..", end=None)
            draft.times.append(
                When(
                    id=f"t{len(draft.times) + 1}",
                    spans=(Span(start=match.start(), end=match.end()),),
                    relation=relation,
                    **meant._asdict(),
                )
            )
        return doc

    @staticmethod
    def _is_time(match: re.Match[str], root: Token) -> bool:
        bare = (match["month"] or "") and not (match["myear"] or match["part"])
        if bare and not match["month"][0].isupper():
            return False
        # "may" and "march" are verbs and "May" a surname more often than months.
        if bare and match["month"].lower() in {"may", "march", "mar", "sun", "sat"}:
            last = root.doc.char_span(match.start("month"), match.end("month"), alignment_mode="expand")
            return bool(last is not None and last[0].ent_type_ == "DATE")
        return True


@Language.factory("dragoman_time")
def make_time(nlp: Language, name: str) -> TimeReader:
    """Factory of the component that reads times."""
    return TimeReader()
