"""The English grammar of time expressions."""

import re

from spacy.tokens import Token

from dragoman.reading.time import rules
from dragoman.reading.time.grammar import YEAR, Grammar, compiled

_DAY = "|".join(rules.DAYS)
_MONTH = "|".join(sorted(rules.MONTHS, key=len, reverse=True))
_N = r"\d{1,3}|a\ couple\ of|a\ dozen|" + "|".join(
    w for w in rules.NUMBERS if w not in {"zero", "a", "an"} and " " not in w
)
_UNIT = "day|week|month|year|decade"
_PART = r"early|mid|late|the\ (?:beginning|start|middle|end)\ of|(?:beginning|start|middle|end)\ of"
_TIME_OF_DAY = r"(?:\s+(?:morning|afternoon|evening|night|noon|midnight))?"
_SHIFT = "last|past|previous|next|this|coming|upcoming|current"

# More words win over fewer, then the earlier rule.
_PATTERNS: tuple[tuple[str, rules.Rule], ...] = (
    (r"(?P<iso>\d{4}-\d{2}-\d{2})(?![\d-])", rules.read_iso),
    (r"(?P<first>\d{1,2})(?P<sep>[./])(?P<second>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d{2})(?!\d)", rules.read_numeric),
    (
        rf"(?:(?:{_DAY}),?\s+)?(?:the\s+)?(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"(?:\s?(?:-|–|to)\s?(?P<last>\d{{1,2}})(?:st|nd|rd|th)?)?(?:,?\s+(?P<year>{YEAR}))?(?![\d:%]|[.,]\d)",
        rules.read_calendar_day,
    ),
    (
        rf"(?:(?:{_DAY}),?\s+)?(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:-|–|to)\s?(?P<last>\d{{1,2}})"
        rf"(?:st|nd|rd|th)?)?(?:\s+of)?\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>{YEAR}))?",
        rules.read_calendar_day,
    ),
    (
        rf"(?:(?P<part>{_PART})[\s-]+)?(?:(?P<shift>last|next|this|coming)\s+)?(?P<month>{_MONTH})"
        rf"(?:(?:\s+of)?,?\s+(?P<year>{YEAR}))?",
        rules.read_month,
    ),
    (
        rf"(?:(?:early|late)\s+)?(?:(?P<shift>last|past|next|this|coming)\s+)?(?P<weekday>{_DAY})(?!\s+Times)\b{_TIME_OF_DAY}",
        rules.read_weekday,
    ),
    (
        r"(?P<rel>the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|today|yesterday|tomorrow|tonight|last\s+night"
        r"|this\s+(?:morning|afternoon|evening))" + _TIME_OF_DAY,
        rules.read_relative_day,
    ),
    (
        rf"(?:(?P<when>earlier|later)\s+)?(?:(?P<part>{_PART})\s+)?(?:the\s+)?(?P<shift>{_SHIFT}|following|preceding|same|that)"
        r"\s+(?P<unit>day|week|weekend|month|year|quarter|decade|century)(?!\s*-)",
        rules.read_shifted_unit,
    ),
    (
        rf"(?P<count>{_N}|an?)\s+(?P<unit>{_UNIT})s?\s+(?P<word>ago|earlier|later|from\s+now|hence|before(?=[.,;]))",
        rules.read_counted,
    ),
    (
        rf"(?:within|in\s+less\s+than)\s+(?:the\s+next\s+)?(?P<count>{_N}|an?)\s+(?P<unit>{_UNIT}|hour)s?",
        rules.read_within,
    ),
    (
        rf"(?:(?:in|over|during|for|within)\s+)?the\s+(?P<shift>past|last|previous|next|coming|following|recent)\s+"
        rf"(?:(?P<count>{_N})\s+)?(?:few\s+|several\s+)?(?P<unit>day|week|month|year|decade|hour)s(?![’'])",
        rules.read_window,
    ),
    (r"in\s+(?P<shift>recent|coming)\s+(?P<unit>day|week|month|year)s", rules.read_window),
    (
        rf"(?P<count>{_N}|an?)\s+(?P<unit>{_UNIT})s?\s+(?P<word>after|before|since)(?=\s+(?:the|a|an|his|her|its|their)\s)",
        rules.read_around_event,
    ),
    (
        rf"(?:for|lasting|lasted)\s+(?:about\s+|nearly\s+|almost\s+|over\s+)?(?P<count>{_N}|an?)\s+(?P<unit>{_UNIT}|hour)s?",
        rules.read_duration,
    ),
    (rf"(?P<count>{_N})-(?P<unit>{_UNIT}|hour|minute)(?:-long)?(?![\w-])", rules.read_duration),
    (
        r"(?:(?P<shift>last|past|next|this|coming)\s+)(?P<season>spring|summer|autumn|fall|winter)",
        rules.read_season,
    ),
    (
        rf"(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<year>{YEAR})",
        rules.read_season,
    ),
    (
        rf"(?:the\s+)?(?:(?P<ordinal>first|second|third|fourth|last)\s+quarter|Q(?P<q>[1-4]))(?:\s+of)?\s+"
        rf"(?:(?P<year>{YEAR})|(?P<shift>last|this|next|the)\s+year)",
        rules.read_quarter,
    ),
    (
        rf"(?:the\s+)?(?P<ordinal>first|second)\s+half\s+of\s+(?:(?P<year>{YEAR})|(?P<shift>last|this|next|the)\s+year)",
        rules.read_half,
    ),
    (rf"(?P<part>{_PART})[\s-]+(?P<year>{YEAR})", rules.read_part_of_year),
    (rf"(?P<year>{YEAR})\s?[-–]\s?(?P<last>(?:(?:19|20)\d{{2}}|\d{{2}}))(?![\d-])", rules.read_years),
    (r"(?:the\s+)?(?P<decade>(?:19|20)\d0)s", rules.read_decade),
    (
        rf"(?P<feast>Christmas(?:\s+(?:Day|Eve))?|New\s+Year[’']s\s+(?:Day|Eve))(?:,?\s+(?P<year>{YEAR}))?",
        rules.read_feast,
    ),
    (rf"(?P<year>{YEAR})(?![-–]\d)", rules.read_year),
)


_HINT = re.compile(
    rf"\b(?:{_DAY}|{'|'.join(rules.MONTHS)}|(?:19|20)\d\d|today|yesterday|tomorrow|tonight|night|morning|afternoon|evening"
    r"|(?:day|week|weekend|month|year|decade|hour|minute|quarter|century|season)s?|centuries|spring|summer|autumn|fall"
    r"|winter|christmas|half|Q[1-4])\b|\d[./]\d|(?:19|20)\d0s",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?<!\w)(by|since|until|till|before|after|no later than|as of|starting|from)\s+(?:the\s+)?$", re.IGNORECASE
)
_RELATIONS = {"till": "until", "no later than": "by", "as of": "since", "starting": "since", "from": "since"}
_OPENS = re.compile(r"(?<!\w)(from|between)\s+(?:the\s+)?$", re.IGNORECASE)
_JOINS = re.compile(r"\s*(?:-|–|to|and|until|till|through)\s+(?:the\s+)?|\s*[-–]\s*", re.IGNORECASE)
_AMBIGUOUS = {"may", "march", "mar", "sun", "sat", "fall"}
_AHEAD = {"will", "shall", "'ll", "’ll", "if", "unless", "would", "to", "must", "should"}


def is_time(match: re.Match[str], root: Token) -> bool:
    """Whether a word that may be a verb, a name or a month is a month here."""
    groups = match.groupdict()
    word = groups.get("month") or ""
    alone = match.group().lower().rstrip(".") == word.lower()
    if not word or not alone:
        return True
    if not word[0].isupper():
        return False
    if word.lower() in _AMBIGUOUS:
        return bool(root.doc.char_span(*match.span(), alignment_mode="expand")[0].ent_type_ == "DATE")
    return True


def looks_ahead(token: Token) -> bool:
    """Whether the clause that holds ``token`` is about what is to come."""
    for verb in [token, *token.ancestors]:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        marks = {c.lower_ for c in verb.children if c.dep_ in {"aux", "mark"}}
        due = any(c.dep_ == "acomp" and c.lower_ == "due" for c in verb.children)
        if marks & _AHEAD or due or verb.lemma_ in {"plan", "expect", "schedule"}:
            return True
        if verb.tag_ == "VBD":
            return False
    return False


GRAMMAR = Grammar(
    patterns=compiled(_PATTERNS),
    hint=_HINT,
    bound=_BOUND,
    relations=_RELATIONS,
    opens=_OPENS,
    joins=_JOINS,
    pairs={"and": "between"},
    is_time=is_time,
    looks_ahead=looks_ahead,
)
