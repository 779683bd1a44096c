"""How a record looks in a terminal. Text from articles is printed as text, never as markup or control codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli.tables import CHAIN, NAME, SENTENCE, Column, counted, draw, share, short
from dragoman.model import ActorRef, Report, Spans

if TYPE_CHECKING:
    from dragoman.bench.speed import Speed

Row = Sequence[str]
_LEAST = {"according to": CHAIN} | dict.fromkeys(("content", "action", "on", "what"), SENTENCE)


def text(report: Report, console: Console) -> None:
    """The article with sources, cues, contents and times highlighted."""
    shown = Text(report.article.text)
    layers: list[tuple[Spans, str]] = []
    for a in report.attributions:
        layers += [(a.content, "italic"), (a.cue, "bold magenta")]
        layers += [(s.spans, "bold cyan") for s in a.sources]
    layers += [(w.spans, "green") for w in report.times] + [(e.trigger, "underline") for e in report.events]
    for spans, style in layers:
        for span in spans:
            shown.stylize(style, span.start, span.end)
    console.print(shown)
    console.print(
        Text("source", "bold cyan"),
        Text("cue", "bold magenta"),
        Text("content", "italic"),
        Text("time", "green"),
        Text("event", "underline"),
    )


def period(value: str) -> str:
    """A time (EDTF) as people write it.

    >>> [period(v) for v in ("../2025-04", "2014/..", "2024-10-28/2024-11-03", "2025-06-18")]
    ['by 2025-04', 'since 2014', '2024-10-28 to 2024-11-03', '2025-06-18']
    """
    first, found, last = value.partition("/")
    if not found:
        return value
    if first in {"..", ""}:
        return f"by {last}"
    return f"since {first}" if last in {"..", ""} else f"{first} to {last}"


def _columns(*columns: tuple[str, int]) -> list[Column[Row]]:
    """Columns over rows of cells, each with its name and its rank."""
    return [
        Column(name, itemgetter(at), rank=rank, least=_LEAST.get(name, NAME)) for at, (name, rank) in enumerate(columns)
    ]


def record(report: Report, console: Console, *, wide: bool = False) -> None:
    """The record as tables: who said what, what happened, numbers, commitments, positions, groups."""
    article = report.article
    title = short(article.title or article.text[:200], 60)
    console.rule(Text(f"{title} · {article.published or 'no date'}"))
    console.print(Text(article.id, "dim"))
    for title, columns, rows in _tables(report):
        if rows:
            console.print()
            draw(rows, columns, console, title, wide=wide)
    console.print()


def _tables(report: Report) -> Iterable[tuple[str, list[Column[Row]], list[Row]]]:
    names = {a.id: a.name for a in report.actors}
    times = {w.id: period(w.value) for w in report.times}

    def who(refs: Iterable[ActorRef]) -> str:
        return ", ".join(names[r.actor] for r in refs)

    def said_by(ids: tuple[str, ...]) -> str:
        if not ids:
            return report.article.publisher or "this report"
        return " ← ".join(reversed([link.label for link in report.attribution(ids[0]).chain]))

    said = [
        (
            said_by((a.id,)),
            report.words(a.cue),
            report.words(a.content),
            a.kind,
            f"{report.words(a.occasion)} {times.get(a.when or '', '')}",
            "" if a.confidence is None else f"{a.confidence:.0%}",
        )
        for a in report.attributions
    ]
    columns = (("according to", 0), ("cue", 2), ("content", 0), ("kind", 4), ("where, when", 5), ("sure", 3))
    yield "Who said what, according to whom", _columns(*columns), [*said]
    happened = [
        (
            who(e.actors),
            f"{e.type} {e.cameo}",
            who(e.recipients),
            report.words(e.trigger),
            times.get(e.when or "", ""),
            e.modality,
            said_by(e.attributions),
        )
        for e in report.events
    ]
    columns = (("actor", 0), ("event", 0), ("recipient", 0), ("words", 3), ("when", 1), ("certainty", 1))
    yield "What happened", _columns(*columns, ("according to", 2)), [*happened]
    numbers = [
        (
            _bounded(q.bound, counted(q.value, report.words(q.spans))),
            (names.get(q.of.actor or "") or report.words(q.of.spans)) if q.of else "",
            f"{q.unit}{f' in {q.place}' if q.place else ''}",
            said_by(q.attributions),
        )
        for q in report.quantities
    ]
    polls = [
        (
            _bounded(p.bound, share(p.share)),
            who([p.population] if p.population else []),
            report.words(p.proposition),
            said_by(p.attributions),
        )
        for p in report.polls
    ]
    yield "Numbers and polls", _columns(("value", 0), ("of", 1), ("what", 0), ("according to", 2)), [*numbers, *polls]
    promised = [
        (
            who(c.actors),
            c.kind,
            report.words(c.action),
            report.words(c.condition),
            times.get(c.deadline or "", ""),
            said_by(c.attributions),
        )
        for c in report.commitments
    ]
    columns = (("who", 0), ("kind", 0), ("action", 0), ("condition", 1), ("deadline", 0), ("according to", 2))
    yield "Commitments", _columns(*columns), [*promised]
    held = [
        (
            who([s.actor]),
            s.position,
            report.words(s.proposal),
            report.words(s.condition),
            "earlier" if s.earlier else "",
            said_by(s.attributions),
        )
        for s in report.stances
    ]
    columns = (("who", 0), ("position", 0), ("on", 0), ("condition", 2), ("earlier", 1), ("according to", 3))
    yield "Positions", _columns(*columns), [*held]
    groups = [(who([m.member]), m.status, who([m.group]), said_by(m.attributions)) for m in report.memberships]
    yield "Groups", _columns(("member", 0), ("status", 0), ("group", 0), ("according to", 1)), [*groups]


def _bounded(bound: str, value: str) -> str:
    return value if bound == "exact" else f"{bound} {value}"


def bench_attribution(figures: dict[str, Any], out: Console) -> None:
    """Print the figures of ``dragoman bench attribution``."""
    table = Table(title="Attribution", title_justify="left")
    for column in ("", "precision", "recall", "F1"):
        table.add_column(column, justify="left" if not column else "right")
    for group in ("token", "match"):
        for name, row in figures[group].items():
            table.add_row(f"{group} {name}", *(f"{row[k]:.3f}" for k in ("p", "r", "f1")))
    out.print(table)
    kinds = Table(title="Recall by kind of quotation", title_justify="left")
    for column in ("", "gold", "content overlaps", "and source right"):
        kinds.add_column(column, justify="left" if not column else "right")
    for kind, row in figures["by_kind"].items():
        shares = ("–" if row[k] is None else f"{row[k]:.3f}" for k in ("recall_overlap", "recall_source"))
        kinds.add_row(kind, str(row["n"]), *shares)
    out.print(kinds)
    errors = Table(title="What is wrong", title_justify="left")
    errors.add_column("")
    errors.add_column("count", justify="right")
    for name, count in figures["errors"].items():
        errors.add_row(name, str(count))
    out.print(errors)
    out.print(
        f"{figures['predicted']} predicted, {figures['gold']} gold in {figures['articles']} articles; "
        f"{figures['words_per_second']:,} words/s; attribution takes {figures['attribution_to_parse']:.2f} x the bare "
        f"parse, the whole reading {figures['whole_to_parse']:.2f} x",
        highlight=False,
    )


def bench_speed(speed: Speed, out: Console) -> None:
    """Print the figures of ``dragoman bench speed``."""
    table = Table(title=f"Speed on {speed.articles:,} articles, {speed.words:,} words", title_justify="left")
    table.add_column("")
    for name in ("words/s", "x bare parse", "memory, MB"):
        table.add_column(name, justify="right")
    for m in speed.measured:
        table.add_row(m.what, f"{m.words_per_second:,}", f"{m.ratio:.2f}", f"{m.memory:,}")
    out.print(table)
    out.print(", ".join(f"{name} {value}" for name, value in speed.versions.items()), highlight=False)


def bench_events(figures: dict[str, Any], out: Console) -> None:
    """Print the figures of ``dragoman bench events``."""
    table = Table(title="Events", title_justify="left")
    table.add_column("")
    table.add_column("share", justify="right")
    for name, label in (
        ("type", "gold events whose type is predicted"),
        ("triple", "type, a source and a target country all right"),
        ("actors", "gold countries found"),
        ("precision", "predictions that meet gold (lower bound)"),
        ("per_sentence", "events per sentence"),
    ):
        table.add_row(label, f"{figures[name]:.3f}")
    out.print(table)
    missed = ", ".join(f"{name} {count}" for name, count in figures["missed_types"].items())
    out.print(f"Missed types: {missed or 'none'}", highlight=False)
    out.print(
        f"{figures['gold_events']} gold events in {figures['sentences']} sentences; all that is added takes "
        f"{figures['added_to_parse']:.2f} x the bare parse",
        highlight=False,
    )
