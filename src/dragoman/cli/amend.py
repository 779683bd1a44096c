"""Commands with which users add what a reading missed, and put its attributions and numbers right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.correct import keep, reject_invalid
from dragoman.cli.options import DEFAULT, WAIT, ArchivePath, By, Reason, day
from dragoman.errors import ItemNotFound
from dragoman.model import Bound, Modality

if TYPE_CHECKING:
    from dragoman.archive import Archive
    from dragoman.model import Span, Spans

app = typer.Typer()
_SHOWN = 60  # characters of words that are repeated in an error
Report = Annotated[str, typer.Argument(help="An article's id, or the start of it (see `dragoman info`).")]
Words = Annotated[
    str, typer.Argument(help="The words of the report, as they stand there; or their characters, 120-180.")
]
At = Annotated[
    int | None, typer.Option("--at", min=0, help="Where the words stand, where they do more than once: a character.")
]
Cue = Annotated[str | None, typer.Option(help="The words that say so (said, according to), as they stand there.")]


class Verdict(StrEnum):
    """What somebody who looked at an item found."""

    right = "right"
    wrong = "wrong"


@app.command("add-event")
def add_event(
    article: Report,
    words: Words,
    type_: Annotated[str, typer.Option("--type", help="The PLOVER type that it is, such as CONSULT.")],
    doer: Annotated[list[str] | None, typer.Option(help="Who did it, by country or name; again for several.")] = None,
    recipient: Annotated[list[str] | None, typer.Option(help="To or with whom; again for several.")] = None,
    certainty: Annotated[Modality, typer.Option(help="How certain it is.")] = Modality.ASSERTED,
    on: Annotated[str | None, typer.Option("--day", help="The day that it was on, 2023-01-31.")] = None,
    country: Annotated[str | None, typer.Option(help="The country that it was in, by code.")] = None,
    place: Annotated[str | None, typer.Option(help="The place: a town, a sea.")] = None,
    at: At = None,
    reason: Reason = None,
    by: By = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Add an event that the reading of a report missed, at the words that tell of it.

    Example: dragoman add-event 1f2e "handed over the wreck" --type COOPERATE --doer PER --recipient CHL
    """
    from dragoman.archive import Archive
    from dragoman.collation.actors import AddEvent

    with Archive(archive, wait=WAIT) as store, reject_invalid():
        id_ = store.id_of(article)
        decision = AddEvent(
            article=id_,
            words=_placed(store, id_, words, at),
            type=type_,
            doers=tuple(doer or ()),
            recipients=tuple(recipient or ()),
            modality=certainty,
            day=day(on),
            country=country,
            place=place,
        )
        keep(store, decision, reason, by)


@app.command("add-attribution")
def add_attribution(
    article: Report,
    words: Words,
    source: Annotated[str, typer.Option(help="Who says so: a country, an actor, or words of the report.")],
    cue: Cue = None,
    at: At = None,
    reason: Reason = None,
    by: By = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Add an attribution that the reading of a report missed: who is responsible for the words.

    Example: dragoman add-attribution 1f2e "the port will open in May" --source "Rosa Quispe" --cue said
    """
    from dragoman.archive import Archive
    from dragoman.collation.actors import AddAttribution

    with Archive(archive, wait=WAIT) as store, reject_invalid():
        id_ = store.id_of(article)
        span = _placed(store, id_, words, at)
        said = _placed(store, id_, cue, near=span.start) if cue else None
        keep(store, AddAttribution(article=id_, words=span, source=source, cue=said), reason, by)


@app.command()
def reattribute(
    attribution: Annotated[str, typer.Argument(help="An attribution, ARTICLE:ID (see `dragoman show --json`).")],
    source: Annotated[
        str | None, typer.Option(help="Who says so: a country, an actor, or words of the report.")
    ] = None,
    cue: Cue = None,
    content: Annotated[str | None, typer.Option(help="The words that are said, as they stand in the report.")] = None,
    reason: Reason = None,
    by: By = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Give an attribution another source, cue or content.

    Example: dragoman reattribute 1f2e3d4c5b6a7988:q3 --source "Marco Leiva"
    """
    from dragoman.archive import Archive
    from dragoman.collation.actors import Reattribute

    with Archive(archive, wait=WAIT) as store, reject_invalid():
        id_, article, item = _item(store, attribution)
        read = next((a for a in store.report(article).attributions if a.id == item), None)
        near = _start(read.content or read.cue) if read else 0
        decision = Reattribute(
            attribution=id_,
            source=source,
            cue=_placed(store, article, cue, near=near) if cue else None,
            content=(_placed(store, article, content, near=near),) if content else None,
        )
        keep(store, decision, reason, by)


@app.command()
def recount(
    quantity: Annotated[str, typer.Argument(help="A number, ARTICLE:ID (see `dragoman figures --json`).")],
    value: Annotated[float | None, typer.Option(help="The number that it is.")] = None,
    bound: Annotated[Bound | None, typer.Option(help="How exact it is.")] = None,
    unit: Annotated[str | None, typer.Option(help="What it counts.")] = None,
    drop: Annotated[bool, typer.Option("--drop", help="It counts nothing.")] = False,
    reason: Reason = None,
    by: By = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Correct a number that was misread.

    Example: dragoman recount 1f2e3d4c5b6a7988:n2 --value 17 --bound "at least"
    """
    from dragoman.archive import Archive
    from dragoman.collation.actors import Recount

    with Archive(archive, wait=WAIT) as store, reject_invalid():
        id_, _, _ = _item(store, quantity)
        keep(store, Recount(quantity=id_, value=value, bound=bound, unit=unit, drop=drop), reason, by)


@app.command()
def check(
    item: Annotated[str, typer.Argument(help="An event, attribution, commitment or position, ARTICLE:ID.")],
    found: Annotated[Verdict, typer.Argument(help="What you found.")],
    reason: Reason = None,
    by: By = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Say that you looked at what a report is read to say. What is wrong counts nowhere from then on.

    Example: dragoman check 1f2e3d4c5b6a7988:e1 wrong
    """
    from dragoman.archive import Archive
    from dragoman.collation.actors import Check

    with Archive(archive, wait=WAIT) as store, reject_invalid():
        id_, article, own = _item(store, item)
        keep(store, Check(of=_kind(store, article, own, id_), item=id_, right=found is Verdict.right), reason, by)


def _item(store: Archive, named: str) -> tuple[str, str, str]:
    """The whole id of an item that may be named by the start of its article's, its article and its own id."""
    article, _, own = named.partition(":")
    whole = store.id_of(article)
    return f"{whole}:{own}", whole, own


def _kind(store: Archive, article: str, own: str, named: str) -> Any:
    report = store.report(article)
    kinds: dict[str, Iterable[Any]] = {
        "event": report.events,
        "attribution": report.attributions,
        "commitment": report.commitments,
        "stance": report.stances,
    }
    for kind, items in kinds.items():
        if any(one.id == own for one in items):
            return kind
    raise ItemNotFound(f"{named}: this report has no such event, attribution, commitment or position")


def _start(spans: Spans) -> int:
    return spans[0].start if spans else 0


def _placed(store: Archive, article: str, words: str, at: int | None = None, near: int | None = None) -> Span:
    """Where ``words`` stand in an article: at the character ``at``, or nearest to ``near``; else in one place alone."""
    from dragoman.model import Span

    characters = re.fullmatch(r"(\d{1,9})-(\d{1,9})", words)
    if characters:
        return Span(start=int(characters[1]), end=int(characters[2]))
    pattern = r"\s+".join(map(re.escape, words.split()))
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    places = [m.span() for m in re.finditer(pattern, store.text(article))] if pattern else []
    if at is not None:
        places = [place for place in places if place[0] == at]
    if near is not None:
        places = sorted(places, key=lambda place: abs(place[0] - near))[:1]
    if not places:
        raise ItemNotFound(f"{article}: the report does not have the words “{shown}”{f' at {at}' if at else ''}")
    if len(places) > 1:
        starts = ", ".join(str(start) for start, _ in places[:10])
        raise ItemNotFound(f"{article}: “{shown}” stands {len(places)} times; say which with --at: {starts}")
    return Span(start=places[0][0], end=places[0][1])
