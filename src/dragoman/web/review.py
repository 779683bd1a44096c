"""The review queue: what nobody has looked at, the most doubtful first, and how what was looked at came out."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.collation.actors import Check, Checked, Decision, Recode
from dragoman.record import Kept

_NEWEST = 200  # reports that are looked through
_FIELD = {"event": "events", "attribution": "attributions", "commitment": "commitments", "stance": "stances"}
_WORDS = {"event": "trigger", "attribution": "content", "commitment": "action", "stance": "cue"}
_AROUND = 160  # characters of the text before and after the evidence
# The precision of the accurate reader on `gold/dev.jsonl`, which it was not made on (2026-11-27): plain events right in
# type and sides, attributions with their source, commitments with their actor, positions.
MEASURED: dict[Checked, float] = {"event": 0.55, "attribution": 0.81, "commitment": 0.67, "stance": 0.49}
_UNSURE = {"possible", "conditional"}

Read = dict[str, Any]  # an item of a reading, as JSON


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that nobody has looked at: where it stands, what it is read as, how doubtful it is (0-1) and why.

    ``before``, ``words`` and ``after`` are the evidence in its place.
    """

    article: str
    item: str
    title: str | None
    publisher: str | None
    published: str | None
    what: str
    doubt: float
    why: tuple[str, ...]
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items of a kind users found right, and how many wrong or in need of a correction."""

    of: Checked
    right: int
    wrong: int


def queue(kept: Kept, of: Checked, made: Sequence[Decision], limit: int) -> tuple[Waiting, ...]:
    """The items of the newest reports that no decision of ``made`` is on, the most doubtful first."""
    looked = {d.item for d in made if isinstance(d, Check) and d.of == of}
    if of == "event":
        looked |= {d.account for d in made if isinstance(d, Recode)}
    found = [w for w in _waiting(kept, of) if f"{w.article}:{w.item}" not in looked]
    found.sort(key=lambda w: (-w.doubt, w.published or "", w.article, w.item))
    return tuple(found[:limit])


def checked(made: Iterable[Decision]) -> tuple[Tally, ...]:
    """How the items that users looked at came out; the last word on each counts."""
    last: dict[tuple[Checked, str], bool] = {}
    for decision in made:
        if isinstance(decision, Check):
            last[decision.of, decision.item] = decision.right
        elif isinstance(decision, Recode):
            last["event", decision.account] = False
    kinds: tuple[Checked, ...] = ("event", "attribution", "commitment", "stance")
    out = {kind: [right for (of, _), right in last.items() if of == kind] for kind in kinds}
    return tuple(Tally(kind, sum(found), len(found) - sum(found)) for kind, found in out.items() if found)


def _waiting(kept: Kept, of: Checked) -> Iterator[Waiting]:
    sql = """
        SELECT p.record FROM reading r JOIN report p ON p.article = r.article
        ORDER BY r.published DESC, r.article DESC LIMIT ?
    """
    for (record,) in kept.db.execute(sql, [_NEWEST]):
        report: Read = json.loads(zlib.decompress(record))
        article, names = report["article"], {a["id"]: a["name"] for a in report["actors"]}
        for item in report[_FIELD[of]]:
            spans = item[_WORDS[of]] or item.get("cue", ())
            if not spans:
                continue
            why = tuple(_DOUBTS[of](item))
            start, end, text = spans[0]["start"], spans[-1]["end"], article["text"]
            yield Waiting(
                article=article["id"],
                item=item["id"],
                title=article["title"],
                publisher=article["publisher"],
                published=(article["published"] or "")[:10] or None,
                what=_SAID[of](item, names),
                doubt=_doubt(item, why),
                why=why,
                before=_after_word(text, start),
                words=text[start:end],
                after=_up_to_word(text, end),
            )


def _after_word(text: str, end: int) -> str:
    """The text before ``end``, from a whole word on."""
    start = max(0, end - _AROUND)
    before = text[start:end]
    inside = start > 0 and not text[start - 1].isspace()
    return before.partition(" ")[2] or before if inside else before


def _up_to_word(text: str, start: int) -> str:
    """The text after ``start``, up to a whole word."""
    after = text[start : start + _AROUND]
    inside = len(text) > start + _AROUND and not text[start + _AROUND].isspace()
    return after.rpartition(" ")[0] or after if inside else after


def _doubt(item: Read, why: Sequence[str]) -> float:
    sure = item.get("confidence")
    return round(1 - sure if sure is not None else min(1.0, 0.1 + 0.25 * len(why)), 3)


def _of_event(item: Read) -> Iterator[str]:
    yield from (f"{field.replace('_', ' ')} inferred" for field in item["inferred"])
    if not item["actors"] and not item["actor_countries"]:
        yield "nobody who did it"
    if not item["recipients"] and not item["recipient_countries"]:
        yield "nobody whom it was done to"
    if item["modality"] in _UNSURE:
        yield f"only {item['modality']}"


def _of_attribution(item: Read) -> Iterator[str]:
    if not item["sources"]:
        yield "no source"
    if item["confidence"] is not None:
        yield f"{item['confidence']:.0%} sure"


def _of_commitment(item: Read) -> Iterator[str]:
    if not item["actors"]:
        yield "nobody who undertakes it"
    if item["condition"]:
        yield "on a condition"


def _of_stance(item: Read) -> Iterator[str]:
    if not item["proposal"]:
        yield "on nothing named"
    if item["earlier"]:
        yield "told of the past"


_DOUBTS: dict[str, Callable[[Read], Iterator[str]]] = {
    "event": _of_event,
    "attribution": _of_attribution,
    "commitment": _of_commitment,
    "stance": _of_stance,
}


def _named(refs: Iterable[Read], names: dict[str, str]) -> str:
    return ", ".join(names.get(r["actor"], "?") for r in refs)


def _event(item: Read, names: dict[str, str]) -> str:
    doers = _named(item["actors"], names) or ", ".join(item["actor_countries"]) or "?"
    others = _named(item["recipients"], names) or ", ".join(item["recipient_countries"]) or "?"
    return f"{item['type']}: {doers} → {others} ({item['modality']})"


def _attribution(item: Read, names: dict[str, str]) -> str:
    return f"{item['kind']} speech of {item['chain'][0]['label']}"


def _commitment(item: Read, names: dict[str, str]) -> str:
    return f"{item['kind']} of {_named(item['actors'], names) or '?'}"


def _stance(item: Read, names: dict[str, str]) -> str:
    return f"{_named([item['actor']], names)} {item['position']}"


_SAID: dict[str, Callable[[Read, dict[str, str]], str]] = {
    "event": _event,
    "attribution": _attribution,
    "commitment": _commitment,
    "stance": _stance,
}
