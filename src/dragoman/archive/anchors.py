"""Anchors: what an id of one reading is about, so that a user's word is found again in another reading of the article.

Ids are running numbers of one reading. What stays is the text: an event is anchored to its trigger and type, a
commitment to the words of what is undertaken and its kind, an attribution to its content, a stance to its cue, a
number to its words and unit. What a user added is anchored by itself: it names the words that she chose.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from dragoman.collation.actors import Apart, Check, Checked, Decision, Reattribute, Recode, Recount, Same, Verdict

Kind = Checked | Literal["quantity"]
_WORDS = {"event": "trigger", "commitment": "action", "attribution": "content", "stance": "cue", "quantity": "spans"}
_WHAT = {"event": "type", "commitment": "kind", "attribution": "kind", "stance": "position", "quantity": "unit"}
Places = tuple[tuple[int, int], ...]


class Anchor(BaseModel):
    """What an id was about: where its words stand, what it was, whose, and which of several alike it was."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    article: str
    places: Places
    what: str
    sides: tuple[str, ...]
    nth: int
    of: int
    words: str


class Item(BaseModel):
    """The part of an item that anchors go by."""

    model_config = ConfigDict(frozen=True)

    id: str
    places: Places
    what: str
    sides: tuple[str, ...]

    @classmethod
    def of(cls, kind: Kind, record: dict[str, Any]) -> Item:
        """The part of a record that anchors go by."""
        spans = record[_WORDS[kind]] or record.get("cue", ())
        places = tuple((span["start"], span["end"]) for span in spans)
        countries = (*record.get("actor_countries", ()), ">", *record.get("recipient_countries", ()))
        return cls(id=record["id"], places=places, what=record[_WHAT[kind]], sides=countries)

    def is_at(self, anchor: Anchor) -> bool:
        """Whether this overlaps the words that ``anchor`` stands on."""
        return any(start < end_ and start_ < end for start, end in self.places for start_, end_ in anchor.places)


def named(decision: Decision) -> tuple[tuple[Kind, str], ...]:
    """The ids ("article:id") that a decision names, each with its kind. Actors are named by what they are called."""
    if isinstance(decision, Recode):
        return (("event", decision.account),)
    if isinstance(decision, Same):
        return (("event", decision.account), ("event", decision.other))
    if isinstance(decision, Apart):
        return tuple(("event", one) for one in (decision.account, decision.other, *decision.others))
    if isinstance(decision, Verdict):
        return (("commitment", decision.commitment),)
    if isinstance(decision, Reattribute):
        return (("attribution", decision.attribution),)
    if isinstance(decision, Recount):
        return (("quantity", decision.quantity),)
    if isinstance(decision, Check):
        return ((decision.of, decision.item),)
    return ()


def renamed(decision: Decision, ids: dict[str, str]) -> Decision:
    """``decision`` with other ids in place of those that it names."""
    if isinstance(decision, Recode):
        return decision.model_copy(update={"account": ids[decision.account]})
    if isinstance(decision, Verdict):
        return decision.model_copy(update={"commitment": ids[decision.commitment]})
    if isinstance(decision, Reattribute):
        return decision.model_copy(update={"attribution": ids[decision.attribution]})
    if isinstance(decision, Recount):
        return decision.model_copy(update={"quantity": ids[decision.quantity]})
    if isinstance(decision, Check):
        return decision.model_copy(update={"item": ids[decision.item]})
    if isinstance(decision, Same):
        return decision.model_copy(update={"account": ids[decision.account], "other": ids[decision.other]})
    if isinstance(decision, Apart):
        others = tuple(ids[one] for one in decision.others)
        update = {"account": ids[decision.account], "other": ids[decision.other], "others": others}
        return decision.model_copy(update=update)
    return decision


def anchored(kind: Kind, article: str, id: str, items: Sequence[Item], text: str) -> Anchor | None:
    """The anchor of one of a reading's ``items``; None where none has this id."""
    own = next((item for item in items if item.id == id), None)
    if own is None:
        return None
    alike = [item for item in items if (item.places, item.what) == (own.places, own.what)]
    words = " … ".join(text[start:end] for start, end in own.places)
    return Anchor(
        kind=kind,
        article=article,
        places=own.places,
        what=own.what,
        sides=own.sides,
        nth=alike.index(own),
        of=len(alike),
        words=words,
    )


def found(anchor: Anchor, items: Iterable[Item], decided: str | None = None) -> str | None:
    """The id of the item that ``anchor`` is about; None where there is none, or more than one that it may be.

    An item that was read anew as what a user ``decided`` that it is counts as the same.
    """
    whats = {anchor.what, decided or anchor.what}
    here = [item for item in items if item.what in whats and item.is_at(anchor)]
    exact = [item for item in here if item.places == anchor.places]
    if exact and len(exact) == anchor.of:
        return exact[anchor.nth].id
    for candidates in (exact, here):
        if len(candidates) == 1 and anchor.of == 1:
            return candidates[0].id
        same = [item for item in candidates if item.sides == anchor.sides]
        if len(same) == 1:
            return same[0].id
        if candidates:
            return None
    return None
