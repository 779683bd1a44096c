"""The English grammar of time expressions."""

import datetime as dt
import re

from spacy.tokens import Span, Token

from dragoman.model import Granularity
from dragoman.reading.time import rules
from dragoman.reading.time.grammar import YEAR, Grammar, compiled
from dragoman.reading.time.rules import Context, Groups, Interval, Outlook
from dragoman.syntax.clearnlp import MENDED, clause_marks, counts, predicate_adjectives
from dragoman.syntax.nominal import coordinated_before, starts_name

_DAY = "|".join(rules.DAYS) + r"|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?(?=,?\s+(?:\d|[JFMASOND][a-z]{2}))"
_SHORT = sorted((m for m in rules.MONTHS if len(m) < 5 and m not in {"may", "june", "july"}), key=len, reverse=True)
_MONTH = "|".join([*(m for m in rules.MONTHS if m not in _SHORT), *(rf"{m}\b\.?" for m in _SHORT)])
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_N = (
    r"\d{1,3}|a\ couple\ of|a\ dozen|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    rf"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:{_ONES}))?|{_ONES}"
)
_UNIT = "day|week|month|year|decade"
_PART = r"early|mid|late|the\ (?:beginning|start|middle|end)\ of|(?:beginning|start|middle|end)\ of"
_TIME_OF_DAY = r"(?:\s+(?:morning|afternoon|evening|night|noon|midnight))?"
_SHIFT = "last|past|previous|next|this|coming|upcoming|current"
_THAT_YEAR = r"(?:,?\s+(?:of\s+)?(?P<{name}>last|this|next)\s+year)"
_NTH = r"(?:st|nd|rd|th)?"
_DAYS = rf"(?P<day>\d{{1,2}}){_NTH}(?:\s?(?:-|–|to|and|&)\s?(?P<last>\d{{1,2}}){_NTH})?"
_CENTURY = r"\d{1,2}(?:st|nd|rd|th)|" + "|".join(rules.CENTURIES)
_WORD_DECADES = {f"{w[:-1]}ies": n for w, n in rules.NUMBERS.items() if w.endswith("ty")}


def _settled(rule: rules.Rule) -> rules.Rule:
    """``rule`` without durations and without what stays open although the day of publication is known."""

    def settled(m: Groups, c: Context) -> Interval | None:
        found = rule(m, c)
        if found is None or found.granularity is Granularity.DURATION:
            return None
        return found if c.published is None or found.granularity is not Granularity.UNRESOLVED else None

    return settled


def _no_time(m: Groups, c: Context) -> Interval | None:
    """A duration or a distance, which must not be read as anything else."""
    return None


def _weekday_before(m: Groups, c: Context) -> Interval | None:
    """Monday last week, Friday next week."""
    week = rules.read_shifted_unit(Groups(m | {"unit": "week"}), c)
    if week is None or week.start is None:
        return week
    return rules.day(week.start + dt.timedelta(days=rules.DAYS[m["weekday"].lower()]), 0.9)


def _bare_quarter(m: Groups, c: Context) -> Interval | None:
    """The third quarter: the last that has begun, of what is to come the next."""
    if c.published is None:
        return rules.UNRESOLVED
    this, last = (rules.read_quarter(Groups(m | {"year": str(c.published.year - by)}), c) for by in (0, 1))
    begun = this is not None and this.start is not None and this.start <= c.published
    return this if begun or c.future else last


def _decade_in_words(m: Groups, c: Context) -> Interval | None:
    """The seventies, the '90s: of the last century."""
    word = (m["decade"] or m["short"]).lower()
    return rules.decade(1900 + (int(word) if word.isdigit() else _WORD_DECADES[word]))


def _day_of_month(m: Groups, c: Context) -> Interval | None:
    """The 25th of last month, the 3rd of the month."""
    month = rules.read_shifted_unit(Groups({"unit": "month", "shift": m["shift"] or "this"}), c)
    if month is None or month.start is None or month.end is None:
        return month
    return rules.day(month.start.replace(day=int(m["day"]))) if int(m["day"]) <= month.end.day else None


def _day_of_named_month(m: Groups, c: Context) -> Interval | None:
    """On the 26th: of the month named before."""
    named = c.named.start if c.named is not None else None
    return rules.day(named.replace(day=int(m["day"])), 0.8) if named is not None else None


def _half_of_month(m: Groups, c: Context) -> Interval | None:
    """The first half of January: its days 1 to 15."""
    whole = rules.read_month(m, c) if m["month"] else rules.read_shifted_unit(Groups(unit="month", shift="this"), c)
    if whole is None or whole.start is None or whole.end is None:
        return whole
    if m["half"].lower() == "first":
        return rules.span(whole.start, whole.start.replace(day=15), 0.85)
    return rules.span(whole.start.replace(day=16), whole.end, 0.85)


def _counted_from(m: Groups, c: Context) -> Interval | None:
    """A week from Friday, two weeks from tomorrow, Tuesday week: counted from the coming day."""
    if m["count"] is None and not c.future:
        return None
    base = _coming(m["base"].lower(), c)
    if base is None or base.start is None:
        return base
    count = rules.NUMBERS.get(" ".join((m["count"] or "a").lower().split())) or int(m["count"])
    weeks = count * (2 if m["unit"].lower() == "fortnight" else 1)
    return rules.day(base.start + dt.timedelta(weeks=weeks), 0.85)


def _coming(day: str, c: Context) -> Interval | None:
    if day in {"today", "tomorrow"}:
        return rules.read_relative_day(Groups(rel=day), c)
    return rules.read_weekday(Groups(weekday=day, shift="coming"), c)


def _but_one(m: Groups, c: Context) -> Interval | None:
    """The week before last, the Friday after next."""
    if c.published is None:
        return rules.UNRESOLVED
    after = m["order"].lower().startswith("after")
    if m["unit"]:
        return rules.unit(c.published, m["unit"].lower(), 2 if after else -2)
    weekday = rules.DAYS[m["base"].lower()]
    if after:
        return rules.day(c.published + dt.timedelta(days=((weekday - c.published.weekday() - 1) % 7) + 8), 0.8)
    return rules.day(c.published - dt.timedelta(days=((c.published.weekday() - weekday - 1) % 7) + 8), 0.8)


def _same_day(m: Groups, c: Context) -> Interval | None:
    """Later in the day, that night: of the last day named, else of the day of the report."""
    found = rules.read_shifted_unit(Groups({"unit": "day", "shift": "same"}), c)
    at_hand = c.published is not None and found is rules.UNRESOLVED and not m["told"]
    return rules.day(c.published, 0.6) if at_hand and c.published is not None else found


def _attacks(m: Groups, c: Context) -> Interval | None:
    return rules.day(dt.date(2001, 9, 11))


_ORDER = {"before": "preceding", "after": "following"}
_TOLD = {"next": "following", "previous": "preceding"}
# More words win over fewer, then the earlier rule.
_PATTERNS: tuple[tuple[str, rules.Rule], ...] = (
    (
        r"(?P<iso>\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\d-])",
        rules.read_iso,
    ),
    (r"(?P<first>\d{1,2})(?P<sep>[./])(?P<second>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d{2})(?!\d)", rules.read_numeric),
    (r"(?P<year>(?:19|20)\d{2})/(?P<second>\d{2})/(?P<first>\d{2})(?![\d/])", rules.read_numeric),
    (
        rf"(?:(?:{_DAY}),?\s+)?(?:(?:the|(?:this\s+)?coming)\s+)?(?P<month>{_MONTH})\s+{_DAYS}"
        rf"(?:,?\s+(?P<year>{YEAR})|{_THAT_YEAR.format(name='shift')})?(?![\d:%]|[.,]\d)",
        rules.read_calendar_day,
    ),
    (
        rf"(?P<shift>last|this|next)\s+year,?\s+(?:on\s+)?(?P<month>{_MONTH})\s+{_DAYS}(?![\d:%]|[.,]\d)",
        rules.read_calendar_day,
    ),
    (
        rf"(?:(?:{_DAY}),?\s+)?(?:the\s+)?{_DAYS}(?:\s+of)?\s+(?P<month>{_MONTH})(?!\w)"
        rf"(?:,?\s+(?P<year>{YEAR})|{_THAT_YEAR.format(name='shift')})?",
        rules.read_calendar_day,
    ),
    (
        rf"(?:the\s+)?week\s+(?:of|beginning|starting)\s+(?:(?:{_DAY}),?\s+)?(?P<month>{_MONTH})\s+"
        rf"(?P<day>\d{{1,2}}){_NTH}(?:,?\s+(?P<year>{YEAR}))?(?![\d:%]|[.,]\d)",
        rules.read_week_of,
    ),
    (
        rf"(?:(?P<part>{_PART})[\s-]+)?(?:(?:this\s+)?(?P<shift>last|past|next|this|coming)\s+)?(?P<month>{_MONTH})(?!\w)"
        rf"(?:(?:\s+of)?,?\s+(?P<year>{YEAR})|{_THAT_YEAR.format(name='of')})?",
        rules.read_month,
    ),
    (
        rf"(?:(?:this\s+)?(?P<shift>last|past|next|this|coming)\s+)?(?P<month>{_MONTH})(?!\w)\s?(?:-|–|to|and|through)\s?"
        rf"(?P<last>{_MONTH})(?!\w)(?:(?:\s+of)?,?\s+(?P<year>{YEAR})|{_THAT_YEAR.format(name='of')})?"
        r"(?!\.?\s+\d{1,2}(?!\d))",
        rules.read_month,
    ),
    (rf"(?P<weekday>{'|'.join(rules.DAYS)})\s+(?:of\s+)?(?P<shift>last|next|this)\s+week", _weekday_before),
    (
        rf"(?P<count>{_N}|an?)\s+(?P<unit>week|fortnight)s?\s+from\s+(?:the\s+coming\s+)?"
        rf"(?P<base>{'|'.join(rules.DAYS)}|today|tomorrow)",
        _counted_from,
    ),
    (rf"(?P<base>{'|'.join(rules.DAYS)}|tomorrow)\s+(?P<unit>week|fortnight)(?!\s*-|\s+\w+-)", _counted_from),
    (rf"the\s+(?P<base>{'|'.join(rules.DAYS)})\s+(?P<order>before\s+last|after\s+next)", _but_one),
    (
        r"the\s+(?P<unit>week|weekend|month|year|quarter|decade)\s+(?P<order>before\s+last|after\s+next)",
        _but_one,
    ),
    (
        rf"(?:the\s+)?(?P<half>first|second|latter)\s+half\s+of\s+(?:(?P<shift>last|next|this)\s+)?"
        rf"(?:(?P<month>{_MONTH})(?!\w)(?:(?:\s+of)?,?\s+(?P<year>{YEAR})|{_THAT_YEAR.format(name='of')})?|the\s+month)",
        _half_of_month,
    ),
    (
        r"on\s+the\s+(?P<day>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)(?=\s*[,.;:)]|\s+(?:and|but|when|while|after|before|in|at|by|with)\s)",
        _day_of_named_month,
    ),
    (
        r"(?:the\s+)?(?P<day>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)\s+(?:day\s+)?of\s+"
        r"(?:(?:the\s+)?(?P<shift>last|this|next|same|previous|following|current)|the)\s+month(?!\w)",
        _day_of_month,
    ),
    (
        rf"(?:(?:early|late)\s+(?:on\s+)?)?(?:(?:this\s+)?(?P<shift>last|past|next|this|coming)\s+)?"
        rf"(?<!black\s)(?<!bloody\s)(?<!super\s)(?<!cyber\s)(?<!giving\s)(?<!good\s)(?<!holy\s)(?<!palm\s)(?<!ash\s)(?<!maundy\s)"
        rf"(?P<weekday>{'|'.join(rules.DAYS)})(?!\s+Times)\b{_TIME_OF_DAY}",
        rules.read_weekday,
    ),
    (
        r"(?:(?:earlier|later|early|late)\s+)?(?P<rel>the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|today"
        r"|yesterday|tomorrow|tonight|last\s+night|overnight(?=[.,;])|this\s+(?:morning|afternoon|evening))"
        + _TIME_OF_DAY,
        rules.read_relative_day,
    ),
    (
        r"the\s+(?P<shift>next|previous)\s+(?P<unit>day)",
        lambda m, c: rules.read_shifted_unit(Groups(m | {"shift": _TOLD[m["shift"].lower()]}), c),
    ),
    (
        rf"(?:(?P<when>earlier|later)\s+(?:in\s+)?)?(?:(?P<part>{_PART})\s+)?(?:the\s+)?"
        rf"(?P<shift>{_SHIFT}|following|preceding|same|that)"
        r"\s+(?P<unit>day|week|weekend|month|year|quarter|decade|century)(?!\s*-)",
        rules.read_shifted_unit,
    ),
    (
        r"(?:earlier|later)\s+(?:in\s+the|that)\s+(?:day|morning|afternoon|evening)|(?P<told>that)\s+(?:morning|afternoon|evening|night)",
        _same_day,
    ),
    (
        r"the\s+day\s+(?P<order>before|after)(?=\s+(?:the|a|an|his|her|its|their)\s)",
        lambda m, c: rules.read_shifted_unit(Groups({"unit": "day", "shift": _ORDER[m["order"].lower()]}), c),
    ),
    (r"(?:over|during|at|on|through)\s+the\s+weekend", rules.read_weekend),
    (
        rf"(?P<part>{_PART})\s+the\s+(?P<unit>week|month|year|quarter|decade)(?!\s*-|\s+of)",
        lambda m, c: rules.read_shifted_unit(Groups(m | {"shift": "this"}), c),
    ),
    (
        r"(?P<when>earlier|later)\s+(?:on\s+)?in\s+the\s+(?P<unit>week|month|year)",
        lambda m, c: rules.read_shifted_unit(Groups(m | {"shift": "this"}), c),
    ),
    (
        rf"(?P<count>{_N}|an?)\s+(?P<unit>{_UNIT})s?\s+(?P<word>ago|earlier|later|from\s+now|hence|before(?=[.,;]))",
        rules.read_counted,
    ),
    (
        rf"in\s+(?:about\s+)?(?P<count>{_N}|an?)\s+(?P<unit>{_UNIT})s?(?:[’']\s+time)?(?!\w|-|\s+of)",
        rules.read_in_some_time,
    ),
    (
        rf"(?:within|in\s+less\s+than)\s+(?:the\s+next\s+)?(?P<count>{_N}|an?)\s+(?P<unit>{_UNIT}|hour)s?",
        lambda m, c: rules.read_within(m, c) if c.outlook is not Outlook.BACK else None,
    ),
    (
        rf"(?:(?:in|over|during|for|within)\s+)?(?:the\s+)?(?P<shift>past|last|previous|next|coming|following)\s+"
        rf"(?P<count>{_N})\s+(?P<unit>hour|day|week|month|year|decade)s(?![’'])",
        rules.read_window,
    ),
    (
        r"(?:(?:in|over|during|for|within)\s+the\s+(?:past|last)|(?:the|this)\s+past)\s+"
        r"(?P<unit>week|month|year|decade)(?!\s+of\b|\w|[’'])",
        lambda m, c: rules.read_window(Groups(m | {"shift": "past", "one": "one"}), c),
    ),
    (
        r"(?:(?:in|over|during|for|within)\s+)?(?:the\s+)?(?:past|last|previous|next|coming|following|recent)\s+(?:"
        rf"(?:{_N}|few|several|couple\s+of)\s+)?(?:day|week|month|year|decade|hour)s(?![’'])",
        _no_time,
    ),
    (
        rf"(?:{_N}|an?)\s+(?:{_UNIT})s?\s+(?:after|before|since)(?=\s+(?:the|a|an|his|her|its|their)\s)",
        _no_time,
    ),
    (
        rf"(?:for|lasting|lasted)\s+(?:about\s+|nearly\s+|almost\s+|over\s+)?(?:{_N}|an?)\s+(?:{_UNIT}|hour)s?",
        _no_time,
    ),
    (rf"(?:{_N})-(?:{_UNIT}|hour|minute)(?:-long)?(?![\w-])", _no_time),
    (
        r"(?:(?P<shift>last|past|next|this|coming)\s+)(?P<season>spring|summer|autumn|fall|winter)",
        rules.read_season,
    ),
    (
        rf"(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<year>{YEAR})",
        rules.read_season,
    ),
    (
        rf"(?:the\s+)?(?:(?P<ordinal>first|second|third|fourth|last|final)\s+quarter|Q(?P<q>[1-4]))(?:\s+of)?\s+"
        rf"(?:(?P<year>{YEAR})|(?P<shift>last|this|next|the)\s+year)",
        rules.read_quarter,
    ),
    (
        rf"(?:the\s+)?(?P<ordinal>first|second)\s+half\s+of\s+(?:(?P<year>{YEAR})|(?P<shift>last|this|next|the)\s+year)",
        rules.read_half,
    ),
    (r"the\s+(?P<ordinal>first|second|third|fourth)\s+quarter(?!\s+of\b|-)", _bare_quarter),
    (rf"(?P<part>{_PART})[\s-]+(?P<year>{YEAR})", rules.read_part_of_year),
    (
        rf"(?P<year>{YEAR})\s?(?P<sep>[-–/])\s?(?P<last>(?:(?:19|20)\d{{2}}|\d{{2}}))(?![\d-]|/\d)",
        rules.read_years,
    ),
    (r"(?P<year>1[0-8]\d\d)\s?(?P<sep>[-–])\s?(?P<last>1[0-9]\d\d)(?![\d-])", rules.read_years),
    (r"(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?P<decade>(?:1[5-9]|20)\d0)s", rules.read_decade),
    (rf"the\s+(?:(?P<decade>{'|'.join(_WORD_DECADES)})|[’'‘]?(?P<short>[2-9]0)s)", _decade_in_words),
    (rf"(?:(?P<part>{_PART})[\s-]+)?(?:the\s+)?(?P<century>{_CENTURY})[\s-]century", rules.read_century),
    (
        rf"(?P<feast>Christmas(?:\s+(?:Day|Eve))?|New\s+Year[’']s\s+(?:Day|Eve))(?:,?\s+(?P<year>{YEAR}))?(?!\s+(?-i:[A-Z]))",
        rules.read_feast,
    ),
    (
        r"(?:the\s+)?September\s+11(?:th)?,?(?=\s+(?:terror(?:ist)?\s+)?attacks?)",
        _attacks,
    ),
    (rf"(?:(?P<when>earlier|later)\s+in\s+)?(?<!/)(?P<year>{YEAR})(?![-–]\d)", rules.read_year),
    (r"(?P<old>1[0-8]\d\d)(?![-–]\d|[\d%]|[.,]\d)", lambda m, c: rules.whole_year(int(m["old"]))),
)
_HINT = re.compile(
    rf"\b(?:{'|'.join([*rules.DAYS, *rules.MONTHS, *_WORD_DECADES])}|(?:1[0-9]|20)\d\d"
    r"|today|yesterday|tomorrow|tonight|overnight|night|morning|afternoon|evening"
    r"|(?:day|week|weekend|month|year|decade|hour|minute|quarter|century|season)s?|centuries|spring|summer|autumn|fall"
    r"|winter|christmas|half|Q[1-4])\b|\d[./]\d|(?:1[5-9]|20)\d0s|[2-9]0s\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?<!\w)(by|since|until|till|before|after|through|prior to|no later than|not later than|up to|up until"
    r"|as of|as from|starting|beginning|from)\s+(?:at\s+least\s+|about\s+|around\s+|on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_RELATIONS = {
    "till": "until",
    "through": "until",
    "up to": "until",
    "up until": "until",
    "prior to": "before",
    "no later than": "by",
    "not later than": "by",
    "as of": "since",
    "as from": "since",
    "starting": "since",
    "beginning": "since",
    "from": "since",
}
_OPENS = re.compile(r"(?<!\w)(from|between)\s+(?:(?:about|around|roughly)\s+)?(?:the\s+)?$", re.IGNORECASE)
_JOINS = re.compile(r"\s*(?:-|–|to|and|until|till|through)\s+(?:the\s+)?|\s*[-–]\s*", re.IGNORECASE)
_DATELINE = r"\s*[A-Z][A-Z.'’ -]{{1,40}}(?:,\s*[A-Z][\w.'’ -]{{1,40}})?,\s+(?i:{day})(?:,?\s+(?P<year>{year}))?{end}"
_DATELINES = tuple(
    re.compile(_DATELINE.format(day=day, year=YEAR, end=r"\s*(?:\([^()\n]{1,40}\)\s*)?[-–—]"))
    for day in (
        rf"(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})",
        rf"(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})",
    )
)
_TODAY = re.compile(
    r"(?:(?:earlier|later|early|late)\s+)?(?:today|yesterday|tomorrow|tonight|last\s+night|this\s+(?:morning|afternoon|evening))",
    re.I,
)
_NO_NAMES = {"january", "february", "september", "october", "november", "december", "june", "july"}
_AHEAD = {"will", "shall", "'ll", "’ll", "if", "unless", "would", "must", "should"}
_PLANNED = {"plan", "expect", "schedule", "intend", "set", "slate", "forecast", "predict", "project"}
_COMMITTED = _PLANNED | {
    "agree", "aim", "ask", "call", "commit", "demand", "hope", "instruct", "invite", "offer", "order", "pledge",
    "promise", "swear", "tell", "threaten", "undertake", "urge", "vow", "want",
}  # fmt: skip
_PROMISING = {"pledge", "promise", "vow", "guarantee", "commit", "threaten", "offer", "undertake"}
_COMMITMENTS = {
    "aim", "assurance", "call", "commitment", "deadline", "demand", "guarantee", "obligation", "offer", "order", "plan",
    "pledge", "promise", "proposal", "target", "threat", "ultimatum", "undertaking", "vow",
}  # fmt: skip
_TO_COME = {"next", "upcoming", "forthcoming", "future"}
_DEADLINES = {"by", "than", "before", "until", "till"}
_ENDS = {"until", "till"}
_GOALS = {"until", "till", "through", "for", "to"}
_BEFORE_YEARS = {
    "by", "since", "until", "before", "after", "from", "in", "of", "during", "to", "around", "about", "year",
}  # fmt: skip
_BEFORE_MONTHS = _BEFORE_YEARS | {
    "last",
    "next",
    "this",
    "early",
    "late",
    "mid",
    "between",
    "for",
    "through",
    "and",
    "'s",
}


def is_time(match: re.Match[str], root: Token) -> bool:
    """Whether words that may be a verb, a name or a number are a time here."""
    groups = match.groupdict()
    words = root.doc.char_span(*match.span(), alignment_mode="expand")
    first = words[0]
    month = groups.get("month") or ""
    if any(t.ent_kb_id_ == MENDED for t in words):  # "Monday Okafor", "the May 9 Brigade"
        return False
    if month and match.group().lower().rstrip(".") == month.lower():
        return _is_month(month, match.group(), first)
    if groups.get("old"):
        return _is_early_year(first)
    if groups.get("weekday") or groups.get("day"):
        return not _is_in_a_name(match, words)
    if match.group().isdigit():
        return not _names_something(first)
    if groups.get("rel"):
        return not _is_title(match, first)
    return True


def _is_month(month: str, said: str, token: Token) -> bool:
    """Whether a month's name that stands alone is one: "may", "march" and people's names are none."""
    if not month[0].isupper() or token.tag_ == "MD" or token.ent_type_ == "PERSON" or starts_name(token):
        return False
    if month.lower() in _NO_NAMES or said.endswith("."):
        return True
    if token.i + 1 < len(token.doc) and token.nbor(1).tag_ == "POS":
        return False
    after = token.i > 0 and (token.nbor(-1).lower_ in _BEFORE_MONTHS or token.nbor(-1).lower_ == "’s")
    return bool(token.ent_type_ == "DATE") and (after or len(month) > 5)


def _is_early_year(token: Token) -> bool:
    """Whether a number from 1000 to 1899 is a year: "in 1776", not "1500 troops"."""
    if counts(token) or token.ent_type_ in {"CARDINAL", "MONEY", "QUANTITY", "PERCENT"}:
        return False
    return token.i > 0 and token.nbor(-1).lower_ in _BEFORE_YEARS


def _names_something(year: Token) -> bool:
    """Whether a year is part of the name before it: "Agenda 2030", "Directive 2000"."""
    before = year.doc[year.i - 1] if year.i else None
    return bool(before is not None and before.pos_ == "PROPN" and before.ent_type_ != "DATE" and before.is_title)


def _is_in_a_name(match: re.Match[str], words: Span) -> bool:
    """Whether a day stands at the head of a name: "the Saturday Mothers", "the June 20 Movement"."""
    doc, after = words.doc, words.end
    before = doc[words.start - 1].tag_ if words.start else ""
    if not (match.group().lower().startswith("the ") or before in {"DT", "PRP$"}):
        return False
    while after < len(doc) and doc[after].tag_.startswith("NN") and doc[after].is_title:
        after += 1
    return after > words.end and (after == len(doc) or doc[after].tag_ not in {"NN", "NNS", "NNP", "POS"})


def _is_title(match: re.Match[str], token: Token) -> bool:
    """Whether "Today" is written large within a sentence: a newspaper or a programme."""
    before = token.doc[token.i - 1] if token.i else None
    return bool(
        match.group()[0].isupper()
        and before is not None
        and (before.is_alpha or before.tag_ == "POS")
        and not token.is_sent_start
    )


def outlook(token: Token) -> Outlook:
    """Whether the clause that holds ``token`` is about what is to come."""
    goal = token.i > 0 and token.nbor(-1).lower_ in _GOALS
    end = token.i > 0 and token.nbor(-1).lower_ in _ENDS  # "has until Monday to pay"
    of_noun = token.head.i > token.i and token.head.pos_ in {"NOUN", "PROPN"}  # "the May 4 elections"
    infinitive, bound = False, _is_bound(token.left_edge)
    for word in [token, *token.ancestors]:
        if word.pos_ not in {"VERB", "AUX"}:
            if infinitive and bound and word.lemma_ in _COMMITMENTS:
                return Outlook.AHEAD  # "repeated its promise to pay by Friday"
            if any(c.lower_ in _TO_COME for c in word.children if c.i != token.i):
                return Outlook.AHEAD
            continue
        helpers = clause_marks(word)
        marks = {c.lower_ for c in helpers}
        due = any(c.lower_ == "due" for c in predicate_adjectives(word))
        if bound and word.lemma_ in _PROMISING:
            return Outlook.AHEAD  # "pledged 20 buses by May"
        planned = word.lemma_ in _PLANNED and word.tag_ != "VBD"  # "is set for May"; not "set fire to it on Monday"
        if marks & _AHEAD or due or planned or (infinitive and word.lemma_ in _COMMITTED):
            return Outlook.AHEAD
        if "to" in marks or (word.tag_ == "VBG" and word.head.lower_ == "to"):
            infinitive = True
        elif _shares_helpers(word, helpers):
            continue  # "is to be signed and ratified in May"
        elif _is_past(word, helpers):
            return Outlook.OPEN if infinitive or goal or of_noun else Outlook.BACK
        elif word.tag_ in {"VBZ", "VBP"} and (infinitive or end):
            return Outlook.AHEAD
    return Outlook.OPEN


def _is_bound(first: Token) -> bool:
    """Whether the words of a time set a deadline: "by Friday", "no later than 1 June"."""
    before = first.nbor(-1).lower_ if first.i else ""
    latest = first.lower_ in {"no", "not"} and first.i + 1 < len(first.doc) and first.nbor(1).lower_ == "later"
    return before in _DEADLINES or latest


def _shares_helpers(verb: Token, helpers: list[Token]) -> bool:
    """Whether a participle has the auxiliaries of the one that it is coordinated with."""
    before = coordinated_before(verb)
    return verb.tag_ == "VBN" and not helpers and before is not None and before.tag_ == "VBN"


def _is_past(verb: Token, helpers: list[Token]) -> bool:
    """Whether a verb tells of what was; a bare participle does ("the ship, seized in November")."""
    told = verb.tag_ == "VBD" or any(c.tag_ == "VBD" or c.lemma_ == "have" for c in helpers)
    return told or (verb.tag_ == "VBN" and not helpers)


GRAMMAR = Grammar(
    patterns=compiled((pattern, _settled(rule)) for pattern, rule in _PATTERNS),
    hint=_HINT,
    bound=_BOUND,
    relations=_RELATIONS,
    opens=_OPENS,
    joins=_JOINS,
    pairs={"and": "between"},
    is_time=is_time,
    outlook=outlook,
    datelines=_DATELINES,
    today=_TODAY,
    words={f"{month}.": month for month in _SHORT},
)
