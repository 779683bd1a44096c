"""Numbers as English writes them: in figures and words, with bounds, scales, currencies, per cents and ranges.

Only the words are read here; what a number counts and whether it counts anything is ``reading/quantities.py``'s matter.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from spacy.tokens import Doc

from dragoman.languages import lexicons
from dragoman.model import Bound
from dragoman.syntax.tree import stretches, text_of, tokens_like

_BEFORE, _AFTER = 40, 60  # characters that a number with its bound may reach before and after one of its words


class Number(NamedTuple):
    """A number at ``start`` to ``end``; its bound and marks reach from ``first`` to ``last``.

    ``unit`` is a currency. ``worded`` tells that it is told in words, ``vague`` in a plural ("dozens"), ``share`` that
    it is a part of a whole (0.8 for 80 per cent).
    """

    start: int
    end: int
    first: int
    last: int
    value: float
    bound: Bound
    share: bool = False
    unit: str | None = None
    worded: bool = False
    vague: bool = False
    scaled: float = 1.0  # by a word or a suffix ("million", "bn")


def _data() -> dict[str, Any]:
    return lexicons.table("numbers.toml")


def _any(words: Iterable[str]) -> str:
    """A pattern of any of ``words``, the longest first, with any white space between its parts."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered)


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").split())


@cache
def _atoms() -> dict[str, float]:
    words = _data()["words"]
    found = {w: float(i) for i, w in enumerate([*words["ones"], *words["teens"]], 1)}
    found |= dict.fromkeys(_data()["none"]["words"], 0.0)
    return found | {w: i * 10.0 for i, w in enumerate(words["tens"], 2)}


@cache
def _vague() -> dict[str, float]:
    return {w: float(group["least"]) for group in _data()["vague"] for w in group["words"]}


@cache
def _bounds(side: str) -> dict[str, Bound]:
    return {w: Bound(group["is"]) for group in _data()["bound"] for w in group.get(side, ())}


@cache
def _pattern() -> re.Pattern[str]:
    data = _data()
    words, scales = data["words"], _any(data["scales"])
    atom = rf"(?:{_any(words['tens'])})(?:[\s-](?:{_any(words['ones'])}))?|{_any([*words['teens'], *words['ones']])}"
    none = _any(data["none"]["words"])
    half = r"(?:\s+and\s+an?\s+half(?!\w))"
    more = rf"(?:[\s-]+(?:{scales})(?!\w)(?:\s+and)?(?:[\s-]+(?:{atom})(?!\w))?){{0,4}}"
    part = rf"half\s+an?\s+(?:{scales})|(?:an?\s+quarter|three[\s-]quarters)\s+(?:of\s+an?\s+)?(?:{scales})"
    spelt = (
        rf"(?:(?:{atom})(?!\w){half}[\s-]+(?:{scales})(?!\w)|(?:{atom}|an?)[\s-]+(?:{scales})(?!\w){half}"
        rf"|(?:{atom})(?!\w){more}|an?\s+(?:{scales})(?!\w){more}|{part})"
    )
    fractions = sorted(data["fractions"], key=len, reverse=True)
    fraction = "|".join(re.escape(f).replace(r"\ ", r"[\s-]") for f in fractions)
    money = _any(data["currencies"])
    filler, before, after = _any(data["between_words"]), _any(_bounds("before")), _any(_bounds("after"))
    return re.compile(
        rf"(?<!\w)(?:(?:(?:{filler})\s+)?(?P<bound>{before})\s+(?:(?:{filler})\s+)?)?"
        rf"(?:(?P<money>{money})\s?)?(?<!\w)(?:(?<![A-Za-z][-‐.])|(?<=\d-to-))(?<![\d][.,:/])"
        rf"(?:(?P<odds>(?:{atom})\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<whole>{atom}))"
        rf"|(?P<value>\d{{1,3}}(?:,\d{{3}}){{1,5}}(?:\.\d{{1,6}})?|\d{{1,2}}(?:,\d\d){{1,3}},\d{{3}}(?!\d)|\d{{1,15}}(?:\.\d{{1,6}})?)(?P<suffix>{_any(data['suffixes'])})?"
        rf"|(?P<vague>{_any(_vague())})|(?P<words>{spelt}|{none})(?![\s-](?:thirds?|quarters?|halves|fifths?|tenths?)\b)"
        rf"|(?P<fraction>{fraction}))(?!\w|:\d)"
        rf"(?:[\s-](?P<scale>{scales})(?:s?(?!\w)))?"
        rf"(?P<percent>\s?%|[\s-]percent(?:age\s+points?)?(?!\w)|\s+per\s+cent(?!\w))?"
        rf"(?P<after>(?:\s+[a-z]{{3,15}}(?=\s+or\s))?\s+(?P<limit>{after})(?!\w)|\+|-(?:plus|odd)(?!\w))?",
        re.IGNORECASE,
    )


def numbers_in(doc: Doc) -> list[Number]:
    """The numbers of ``doc`` in its order; of a range ("36 to 40") both ends, the one at least, the other at most."""
    text, words = text_of(doc), _number_words()
    hints = tokens_like(doc, lambda word: word in words or (not word.isalpha() and any(c.isdigit() for c in word)))
    spans = ((doc[i].idx, doc[i].idx + len(doc[i])) for i in hints)
    near = stretches(spans, _BEFORE, _AFTER, len(text))
    matches = (match for start, end in near for match in _pattern().finditer(text, start, end))
    return _ranges([_number(match) for match in matches if not _is_ordinal(match)], text)


_OF = re.compile(r"\s+(?:part\s+)?of\b")
_BY = re.compile(r"\bby\s+$")
_ENDED = re.compile(
    r"\s*(?:[,.;:)–—]|$|\s(?:in|on|to|from|since|after|over|within|during|between|last|this|and|but|when|while|as|"
    r"compared|year|at|because)\b)"
)


def _is_ordinal(match: re.Match[str]) -> bool:
    """Whether "a third" is an ordinal ("by a third country") rather than a share ("a third of it", "by a third")."""
    if not match["fraction"] or not match["fraction"].lower().startswith("a ") or _OF.match(match.string, match.end()):
        return False
    by = match["bound"] or _BY.search(match.string, 0, match.start())
    return not (by and _ENDED.match(match.string, match.end()))


@cache
def _number_words() -> frozenset[str]:
    """Every word with which a number may be written."""
    data = _data()
    phrases = [*_atoms(), *data["scales"], *_vague(), *data["fractions"]]
    return frozenset(word for phrase in phrases for word in phrase.split()) - {"a", "of", "several", "few"}


def _number(match: re.Match[str]) -> Number:
    data = _data()
    bound = Bound.EXACT
    if match["bound"]:
        bound = _bounds("before")[_plain(match["bound"])]
    elif match["after"]:
        after = _plain(match["limit"] or match["after"].replace("+", "plus"))
        bound = _bounds("after")[after]
    if match["vague"]:
        bound = Bound.AT_LEAST
    value, share = _value(match)
    scale = data["scales"].get((match["scale"] or "").lower(), 1) * data["suffixes"].get(
        (match["suffix"] or "").lower(), 1
    )
    if match["suffix"] and not match["money"] and match["suffix"].lower() in {"k", "m"} and "." not in match["value"]:
        scale = scale if len(match["value"]) < 4 else 1
    value = value * scale
    if match["percent"]:
        value, share = value / 100, True
    said = next(part for part in ("odds", "value", "vague", "words", "fraction") if match[part])
    unit = _currency(match["money"]) if match["money"] else None
    end = match.end("scale") if match["scale"] else match.end("suffix") if match["suffix"] else match.end(said)
    first = match.start()
    while match.string[first].isspace():
        first += 1
    worded = said in {"words", "odds", "fraction"}
    return Number(
        match.start(said),
        end,
        first,
        match.end(),
        value,
        bound,
        share,
        unit,
        worded,
        bool(match["vague"]),
        float(scale),
    )


def _currency(sign: str) -> str:
    units: dict[str, str] = _data()["currencies"]
    return units.get(sign.upper(), units.get(sign, sign))


def _value(match: re.Match[str]) -> tuple[float, bool]:
    """The number that a match says, before its scale, and whether it is a share."""
    if match["value"]:
        return float(match["value"].replace(",", "")), False
    if match["vague"]:
        return _vague()[_plain(match["vague"])], False
    if match["fraction"]:
        return float(_data()["fractions"][_plain(match["fraction"])]), True
    if match["odds"]:
        words = re.split(r"\s+(?:in|out\s+of)\s+(?:every\s+)?", _plain(match["odds"]))
        part, whole = (_spelt(w) for w in words)
        return (part / whole if whole else part), True
    return _spelt(_plain(match["words"])), False


def _spelt(words: str) -> float:
    """ "Two hundred and fifty thousand" as a number."""
    atoms, scales = _atoms(), _data()["scales"]
    total, current = 0.0, 0.0
    if " and a half" in words:  # of the scale: "one and a half million", "a million and a half"
        whole, scale = words.replace(" and a half", ""), next(w for w in words.split() if w in scales)
        return _spelt(whole) + float(scales[scale]) / 2
    for word in words.split():
        if word in atoms:
            current += atoms[word]
        elif word in {"half", "quarter", "quarters"}:
            current = 0.5 if word == "half" else 0.25 * (current or 1)
        elif word in scales and scales[word] >= 1000:
            total, current = total + (current or 1) * scales[word], 0.0
        elif word in scales:
            current = (current or 1) * scales[word]
    return total + current


JOIN = re.compile(r"\s?[-–—]\s?|\s+(?:to|and|or)\s+", re.IGNORECASE)


def _ranges(found: list[Number], text: str) -> list[Number]:
    """Numbers with the two ends of each range bounded, the first taking scale, unit and share of the second."""
    out: list[Number] = []
    for number in found:
        joined = JOIN.fullmatch(text, out[-1].last, number.first) if out else None
        if joined is None or not _is_range(out[-1], number, joined.group().strip().lower(), text):
            out.append(number)
            continue
        low = out.pop()
        about = joined.group().strip().lower() == "or"
        scaled = number.scaled if low.scaled == 1 and low.value < number.value / number.scaled else 1
        value = low.value * scaled / (100 if number.share and not low.share else 1)
        unit = low.unit or number.unit
        ends = (Bound.ABOUT, Bound.ABOUT) if about else (Bound.AT_LEAST, Bound.AT_MOST)
        out.append(low._replace(value=value, unit=unit, share=number.share, bound=ends[0]))
        out.append(number._replace(unit=unit, bound=ends[1]))
    return out


_TWICE = 2  # from which a number behind "by ... to" is what is reached, whatever is counted
_COUNTED = re.compile(r"\s+(?!(?:in|by|as|since|after|on|at|last|this|and|or|but|when|while|over|within)\b)[a-z]")


def _is_range(low: Number, high: Number, join: str, text: str) -> bool:
    """Whether two numbers are the ends of one: "36 to 40", "between 36 and 40", but no vote of "230-197"."""
    if low.vague or high.vague or high.bound is not Bound.EXACT or low.bound not in {Bound.EXACT, Bound.ABOUT}:
        return False
    if low.value >= (high.value * 100 if high.share and not low.share else high.value):
        return False
    from_to = text[max(0, low.first - 6) : low.first].lower().endswith("from ") and join == "to"
    if from_to and not _COUNTED.match(text, high.last):
        return False  # "rose from 14 to 31"
    if join == "and":
        return text[max(0, low.first - 12) : low.first].lower().rstrip().endswith("between")
    return low.value > 0 and not (join == "to" and _is_change(low, high, text))


def _is_change(by: Number, to: Number, text: str) -> bool:
    """Whether a number says by how much another is reached: "rose by nine to 47", but "rose by 40 to 50 people"."""
    if to.share or to.unit or not text[max(0, by.first - 4) : by.first].lower().endswith("by "):
        return False
    return to.value >= _TWICE * by.value or not _COUNTED.match(text, to.last)
