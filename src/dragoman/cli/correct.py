"""Commands with which users correct the record, look at what they decided, and read articles again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.bounds import SECONDS
from dragoman.cli.console import console, json_line
from dragoman.cli.options import DEFAULT, RECORD, WAIT, ArchivePath, Budget, By, ReaderOption, Reason, Wait, day
from dragoman.model import DEFAULT_READER, Modality

if TYPE_CHECKING:
    from dragoman.archive import Archive
    from dragoman.archive.decisions import Made
    from dragoman.collation.actors import Decision

app = typer.Typer()
out = console()
err = console(stderr=True)
Article = Annotated[str, typer.Argument(help="An article's id, or the start of it (see `dragoman info`).")]


class Outcome(StrEnum):
    """What became of a commitment."""

    kept = "kept"
    broken = "broken"
    open = "open"


@app.command()
def same(
    account: Annotated[str, typer.Argument(help="An account, ARTICLE:EVENT (see `dragoman timeline --json`).")],
    other: Annotated[str, typer.Argument(help="Another account.")],
    apart: Annotated[bool, typer.Option("--apart", help="Decide the opposite: they are of different events.")] = False,
    reason: Reason = None,
    by: By = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Decide that two accounts are of one event, or, with --apart, that they are not.

    Example: dragoman same 1f2e3d4c5b6a7988:e1 9a8b7c6d5e4f3a2b:e2 --apart
    """
    from dragoman.collation.actors import Apart, Same

    decision = Apart(account=account, other=other) if apart else Same(account=account, other=other)
    _decide(decision, reason, by, archive)


@app.command()
def recode(
    account: Annotated[str, typer.Argument(help="An account, ARTICLE:EVENT (see `dragoman timeline --json`).")],
    type_: Annotated[str | None, typer.Option("--type", help="The PLOVER type that it is, such as CONSULT.")] = None,
    doer: Annotated[
        list[str] | None, typer.Option(help="Who did it, by country code or name; again for several.")
    ] = None,
    recipient: Annotated[list[str] | None, typer.Option(help="To or with whom; again for several.")] = None,
    drop: Annotated[bool, typer.Option("--drop", help="It is no event at all.")] = False,
    certainty: Annotated[Modality | None, typer.Option(help="How certain it is.")] = None,
    on: Annotated[str | None, typer.Option("--day", help="The day that it was on, 2023-01-31.")] = None,
    country: Annotated[str | None, typer.Option(help="The country that it was in, by code.")] = None,
    place: Annotated[str | None, typer.Option(help="The place: a town, a sea.")] = None,
    reason: Reason = None,
    by: By = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Correct an event that was misread. The reading stays as it is; the correction is applied on top, now and later.

    Example: dragoman recode 1f2e3d4c5b6a7988:e1 --type CONSULT --recipient CHL
    """
    from dragoman.collation.actors import Recode

    sides = [tuple(names) if names else None for names in (doer, recipient)]
    with reject_invalid():
        decision = Recode(
            account=account,
            type=type_,
            doers=sides[0],
            recipients=sides[1],
            drop=drop,
            modality=certainty,
            day=day(on),
            country=country,
            place=place,
        )
    _decide(decision, reason, by, archive)


@app.command()
def verdict(
    commitment: Annotated[str, typer.Argument(help="A commitment, ARTICLE:ID (see `dragoman ledger`).")],
    outcome: Annotated[Outcome, typer.Argument(help="What became of it.")],
    reason: Reason = None,
    by: By = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Decide what became of a commitment.

    Example: dragoman verdict 1f2e3d4c5b6a7988:c1 kept
    """
    from dragoman.collation.actors import Verdict

    _decide(Verdict(commitment=commitment, outcome=outcome.value), reason, by, archive)


def _decide(decision: Decision, reason: str | None, by: str | None, archive: Path) -> None:
    from dragoman.archive import Archive

    with Archive(archive, wait=WAIT) as store:
        keep(store, decision, reason, by)


def keep(store: Archive, decision: Decision, reason: str | None, by: str | None) -> None:
    """Keep a decision and say its number."""
    made = store.decide(decision, reason, by=by)
    out.print(f"decision {made.number} {'kept' if made.new else 'stands already'}", highlight=False)


@contextmanager
def reject_invalid() -> Iterator[None]:
    """What a decision cannot be is a usage error."""
    from pydantic import ValidationError

    try:
        yield
    except ValidationError as error:
        raise typer.BadParameter(error.errors()[0]["msg"]) from None


@app.command()
def decisions(
    every: Annotated[bool, typer.Option("--every", help="Those that were taken back, too.")] = False,
    doubtful: Annotated[bool, typer.Option("--doubtful", help="Only those that need a look.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """What users decided, by whom and when. What fits no reading any more needs a look; it is applied to nothing.

    Example: dragoman decisions --doubtful
    """
    from dragoman.archive import Archive

    with Archive(archive, read_only=True, wait=WAIT) as store:
        doubts = {made.number: made for made in store.doubtful_decisions()}
        made = [doubts.get(m.number, m) for m in store.every_decision()]
    shown = [m for m in made if (every or m.undone is None) and (m.doubt or not doubtful)]
    for one in shown:
        if json:
            sys.stdout.write(_as_json(one))
        else:
            _print(one)


def _as_json(made: Made) -> str:
    from pydantic import TypeAdapter

    from dragoman.archive.decisions import Made

    return json_line(TypeAdapter(Made).dump_json(made).decode())


def _print(made: Made) -> None:
    what = _said(made.decision)
    line = f"{made.number:>4}  {made.made:%Y-%m-%d %H:%M}  {made.by or '-'}  {what}  {made.reason or ''}"
    out.print(line.rstrip(), markup=False, highlight=False, soft_wrap=True)
    if made.undone:
        taken = f"      taken back {made.undone:%Y-%m-%d %H:%M} by {made.undone_by or '-'}"
        out.print(taken, markup=False, highlight=False, soft_wrap=True)
    elif made.doubt:
        out.print(f"      needs a look: {made.doubt}", style="yellow", markup=False, highlight=False, soft_wrap=True)


def _said(decision: Decision) -> str:
    """A decision in one line: its kind, and each field that says something."""
    fields = decision.model_dump(exclude={"kind"}, exclude_defaults=True)
    shown = (f"{name} {' '.join(value) if isinstance(value, tuple) else value}" for name, value in fields.items())
    return " ".join([decision.kind, *("drop" if name == "drop True" else name for name in shown)])


@app.command()
def undo(
    number: Annotated[int, typer.Argument(help="A decision's number (see `dragoman decisions`).")],
    by: By = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Take a decision back; it stays in the log.

    Example: dragoman undo 3
    """
    from dragoman.archive import Archive

    with Archive(archive, wait=WAIT) as store:
        store.undecide(number, by=by)
    out.print(f"decision {number} taken back", highlight=False)


@app.command()
def reread(
    articles: Annotated[list[str] | None, typer.Argument(help="Ids of articles, or the starts of them.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every article of the archive.")] = False,
    lexicon: Annotated[Path | None, typer.Option(help="A TOML file of event frames of your own.")] = None,
    kind: ReaderOption = DEFAULT_READER,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, max=256, help="Processes; 0 for all processors.")] = 0,
    budget: Budget = SECONDS,
    wait: Wait = WAIT,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Read kept articles again with this version and lexicon. Earlier readings are kept beside the new ones.

    What this version has read already is passed over, so that a run that was cut off goes on where it stopped.

    Example: dragoman reread --all
    """
    from dragoman.cli import reading
    from dragoman.reading.pool import processes

    if all_ == bool(articles):
        raise typer.BadParameter("name articles, or give --all")
    with reading.Job(
        lexicon=lexicon, as_json=False, archive=archive, wait=wait, jobs=jobs or processes(), budget=budget, kind=kind
    ) as job:
        changes = job.reread(articles)
    for change in changes:
        out.print(change, markup=False, highlight=False, soft_wrap=True)
    job.summary(archive)
    if job.skipped:
        raise typer.Exit(1)


@app.command()
def readings(article: Article, archive: ArchivePath = DEFAULT) -> None:
    """The readings of an article, the oldest first; the one that counts is marked.

    Example: dragoman readings 1f2e3d
    """
    from dragoman.archive import Archive

    with Archive(archive, read_only=True, wait=WAIT) as store:
        found = store.readings(article)
    for one in found:
        mark = "*" if one.current else " "
        line = f"{mark}{one.number:>6}  {one.items:>5} records  {one.reader}{'  (chosen)' if one.chosen else ''}"
        out.print(line, markup=False, highlight=False, soft_wrap=True)


@app.command()
def diff(
    article: Article,
    before: Annotated[
        int | None, typer.Argument(help="A reading's number; the one before the last without it.")
    ] = None,
    after: Annotated[int | None, typer.Argument(help="Another reading's number; the last without it.")] = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """What differs between two readings of one article: what is new, gone or read otherwise.

    Example: dragoman diff 1f2e3d 12 40
    """
    from dragoman.archive import Archive
    from dragoman.archive.readings import differences
    from dragoman.errors import ReadingNotFound

    with Archive(archive, read_only=True, wait=WAIT) as store:
        numbers = [reading.number for reading in store.readings(article)]
        if before is None and len(numbers) < 2:
            raise ReadingNotFound(f"{article}: read once; `dragoman reread {article}` reads it again")
        one = store.reading(article, numbers[-2] if before is None else before)
        other = store.reading(article, numbers[-1] if after is None else after)
    found = differences(one, other)
    for change in found:
        out.print(f"{change.how:<8} {change.kind:<12} {change.words[:120]}", markup=False, highlight=False)
        for name, was, now in change.fields:
            out.print(f"{'':>21} {name}: {was or '-'} -> {now or '-'}", markup=False, highlight=False, soft_wrap=True)
    if not found:
        out.print("the two readings are the same", highlight=False)


@app.command()
def use(
    article: Article,
    number: Annotated[int | None, typer.Argument(help="A reading's number (see `dragoman readings`).")] = None,
    latest: Annotated[bool, typer.Option("--latest", help="The latest again, and those to come.")] = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Let an earlier reading of an article count until you choose another.

    Example: dragoman use 1f2e3d 12
    """
    from dragoman.archive import Archive

    if latest == (number is not None):
        raise typer.BadParameter("give a reading's number, or --latest")
    with Archive(archive, wait=WAIT) as store:
        store.choose(article, number)
    out.print(f"{article}: {'the latest reading' if number is None else f'reading {number}'} counts", highlight=False)


@app.command()
def forget(
    article: Article,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Delete an article with its readings, the decisions on it, and what the record holds of it.

    Example: dragoman forget 1f2e3d
    """
    from dragoman.archive import Archive
    from dragoman.record import Kept

    with Archive(archive, wait=WAIT) as store:
        known = store.report(article).article
        if not yes:
            typer.confirm(f"Forget {known.id} ({(known.title or known.text[:60])!r})?", abort=True)
        store.forget(known.id)
        with Kept.of(store, RECORD.get()) as kept:
            kept.refresh(store)
    out.print(f"{known.id} is forgotten", highlight=False)
