"""How a record looks in a terminal. Text from articles is printed as text, never as markup or control codes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.model import ActorRef, Report, Spans

if TYPE_CHECKING:
    from dragoman.analysis.groups import Figure, Member
    from dragoman.analysis.ledger import Entry
    from dragoman.analysis.positions import Stance as PositionSequence
    from dragoman.analysis.relations import Node, Relation
    from dragoman.analysis.sources import Cited
    from dragoman.bench.speed import Speed
    from dragoman.collation.actors import Entity, Support
    from dragoman.collation.conflicts import Conflict
    from dragoman.collation.events import JoinedEvent
    from dragoman.record.search import Hit


def _clean(text: str) -> str:
    """One line without control and direction-changing characters."""
    kept = "".join(c if unicodedata.category(c) not in {"Cc", "Cf", "Cs"} else " " for c in text)
    return " ".join(kept.split())


def _short(text: str, limit: int = 160) -> str:
    text = _clean(text)
    return text if len(text) <= limit else text[: limit - 1] + "…"


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


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", show_lines=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _row(table: Table, *cells: str) -> None:
    table.add_row(*(Text(_short(c)) for c in cells))


def record(report: Report, console: Console) -> None:
    """The record as tables: who said what, what happened, numbers, commitments, positions, groups."""
    names = {a.id: a.name for a in report.actors}
    times = {w.id: w.value for w in report.times}

    def who(refs: Iterable[ActorRef]) -> str:
        return ", ".join(names[r.actor] for r in refs) or "–"

    def said_by(ids: tuple[str, ...]) -> str:
        if not ids:
            return report.article.publisher or "this report"
        return " ← ".join(reversed([link.label for link in report.attribution(ids[0]).chain]))

    article = report.article
    console.rule(
        Text(_short(f"{article.title or article.text[:70]} · {article.published or 'no date'} · {article.id}", 110))
    )
    said = _table("Who said what, according to whom", "according to", "cue", "content", "kind", "where, when")
    for a in report.attributions:
        _row(
            said,
            said_by((a.id,)),
            report.words(a.cue),
            report.words(a.content),
            a.kind,
            f"{report.words(a.occasion)} {times.get(a.when or '', '')}",
        )
    happened = _table("What happened", "actor", "event", "recipient", "words", "when", "certainty", "according to")
    for e in report.events:
        _row(
            happened,
            who(e.actors),
            f"{e.type} {e.cameo}",
            who(e.recipients),
            report.words(e.trigger),
            times.get(e.when or "", "–"),
            e.modality,
            said_by(e.attributions),
        )
    numbers = _table("Numbers and polls", "value", "of", "what", "according to")
    for q in report.quantities:
        _row(
            numbers,
            f"{'' if q.bound == 'exact' else q.bound} {q.value:g}",
            who([q.of] if q.of else []),
            f"{q.unit} {'in ' + q.place if q.place else ''}",
            said_by(q.attributions),
        )
    for p in report.polls:
        _row(
            numbers,
            f"{'' if p.bound == 'exact' else p.bound} {p.share:.0%}",
            who([p.population] if p.population else []),
            report.words(p.proposition),
            said_by(p.attributions),
        )
    promised = _table("Commitments", "who", "kind", "action", "condition", "deadline", "according to")
    for c in report.commitments:
        _row(
            promised,
            who(c.actors),
            c.kind,
            report.words(c.action),
            report.words(c.condition),
            times.get(c.deadline or "", "–"),
            said_by(c.attributions),
        )
    held = _table("Positions", "who", "position", "on", "earlier", "according to")
    for s in report.stances:
        _row(
            held,
            who([s.actor]),
            s.position,
            report.words(s.proposal),
            "earlier" if s.earlier else "",
            said_by(s.attributions),
        )
    groups = _table("Groups", "member", "group", "according to")
    for m in report.memberships:
        _row(groups, who([m.member]), who([m.group]), said_by(m.attributions))
    for table in (said, happened, numbers, promised, held, groups):
        if table.row_count:
            console.print(table)


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


def actors(found: list[Entity], total: int, out: Console) -> None:
    """Print actors of the archive, a row each, with the key that commands take under the name."""
    table = _table(f"Actors ({total})", "name and key", "country", "role", "reports", "first", "last")
    for column in (4, 5):
        table.columns[column].no_wrap = True
    for e in found:
        role = _clean(e.roles[0].value) if e.roles else ""
        name = Text.assemble(_clean(e.name), ("\n" + _clean(e.key), "dim"))
        table.add_row(name, e.country or "", Text(role), str(e.reports), *_dates(e))
    out.print(table)


def actor(entity: Entity, out: Console) -> None:
    """Print what reports say an actor is, with the words that say so."""
    out.print(Text(_clean(f"{entity.name}  ({entity.kind})  {entity.key}"), "bold"))
    table = _table("", "what", "value", "reports", "first", "last", "article", "words")
    for what, supports in (("name", entity.names), ("role", entity.roles), ("country", entity.countries)):
        for s in supports:
            row = (what, s.value, str(s.reports), *_dates(s), s.article[:8], s.words or "")
            table.add_row(*(Text(_short(cell)) for cell in row))
    out.print(table)


def _dates(dated: Entity | Support | Member) -> tuple[str, str]:
    return (dated.first.isoformat() if dated.first else "", dated.last.isoformat() if dated.last else "")


def _sides(event: JoinedEvent) -> str:
    return _clean(f"{'+'.join(event.doers) or '?'} → {'+'.join(event.recipients) or '?'}")


def timeline(events: Sequence[JoinedEvent], total: int, out: Console) -> None:
    """Print joined events, earliest first: a line of facts, then the words of the first report."""
    for e in events:
        line = Text.assemble(
            (e.first.isoformat() if e.first else "no date   ", "green"), "  ", (f"{e.type} {e.cameo}", "bold")
        )
        line.append(f"  {_sides(e)}")
        line.append(f"  {_count(e.outlets, 'outlet')}, {_count(e.independent, 'independent source')}", "dim")
        if e.denying:
            line.append(f"  denied by {e.denying}", "red")
        elif not e.asserting:
            line.append(f"  {e.certainty}", "yellow")
        out.print(line)
        out.print(Text("    " + _short(e.accounts[0].sentence)))
    out.print(Text(f"{len(events)} of {_count(total, 'event')}"))


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def relation(found: Relation, events: Mapping[str, JoinedEvent], out: Console) -> None:
    """Print the series of a dyad with a bar for each period, then its changes with their events."""
    table = _table(f"{found.one} – {found.other}, by {found.period}", "from", "events", "intensity", "")
    for p in found.points:
        size = round(abs(p.weighted) * 2)
        bar = Text("█" * size, "green" if p.weighted >= 0 else "red")
        table.add_row(p.start.isoformat(), str(len(p.events)), f"{p.weighted:+.1f}" if p.events else "", bar)
    out.print(table)
    for change in found.changes:
        out.print(Text(f"{change.start}: {change.before:+.1f} → {change.after:+.1f}", "bold"))
        for id_ in change.events[:5]:
            out.print(Text(f"  {_sides(events[id_])}  {_short(events[id_].accounts[0].sentence)}"))


def positions(found: Sequence[PositionSequence], total: int, out: Console) -> None:
    """Print positions over time, an actor's matter a block."""
    table = _table(f"Positions ({total})", "actor", "matter", "day", "position", "according to", "report")
    for s in found:
        for i, stand in enumerate(s.stands):
            day = stand.date.isoformat() if stand.date else ""
            head = (_clean(s.actor), _short(s.matter, 60)) if i == 0 else ("", "")
            what = f"{stand.position} (changed)" if stand.changed else stand.position
            table.add_row(*map(Text, (*head, day, what, _clean(" ← ".join(reversed(stand.chain))), stand.article[:8])))
    out.print(table)


def ledger(found: Sequence[Entry], total: int, out: Console) -> None:
    """Print commitments with their state, and the best candidate for what came of them."""
    styles = {"overdue": "red", "due": "yellow", "kept": "green", "broken": "red"}
    for e in found:
        made, by = (d.isoformat() if d else "–" for d in (e.made, e.deadline))
        state = f"{e.state} (yours)" if e.verdict else e.state
        line = Text.assemble(
            (state, f"bold {styles.get(e.state, '')}".strip()), f"  {_clean('+'.join(e.actors))}  {e.kind}"
        )
        line.append(f"  made {made}, by {by}  {e.id}", "dim")
        out.print(line)
        out.print(Text("    " + _short(e.action) + (f" [{_short(e.condition)}]" if e.condition else "")))
        for c in e.candidates[:1]:
            out.print(Text(f"    {c.outcome}? {c.date or ''} {_short(c.sentence)}", "dim"))
    out.print(Text(f"{len(found)} of {_count(total, 'commitment')}"))


def conflicts(found: Sequence[Conflict], total: int, out: Console) -> None:
    """Print contradicting accounts side by side."""
    for c in found:
        table = _table(_clean(f"{c.kind}: {c.about}"), "one side", "the other")
        sides = []
        for accounts in (c.one, c.other):
            lines = [f"{_clean(' ← '.join(reversed(a.chain)))}: {_short(a.sentence)}" for a in accounts[:3]]
            sides.append(Text("\n".join(lines)))
        table.add_row(*sides)
        out.print(table)
    out.print(Text(f"{len(found)} of {_count(total, 'conflict')}"))


def sources(found: Sequence[Cited], total: int, out: Console) -> None:
    """Print who is cited by whom."""
    table = _table(f"Sources ({total})", "source", "kind", "country", "cited", "reports", "second hand", "by")
    for c in found:
        by = _clean(", ".join(f"{name} {n}" for name, n in c.outlets))
        row = (_clean(c.source), c.kind, c.country or "", str(c.citations), str(c.reports), str(c.relayed), by)
        table.add_row(*map(Text, row))
    out.print(table)


def network(found: Sequence[Node], total: int, out: Console) -> None:
    """Print actors by their place in the network."""
    table = _table(f"Network ({total})", "actor", "events", "betweenness", "intensity")
    for n in found:
        table.add_row(_clean(n.actor), str(n.events), f"{n.betweenness:.3f}", f"{n.intensity:+.1f}")
    out.print(table)


def groups(found: Sequence[Member], total: int, out: Console) -> None:
    """Print members by group."""
    table = _table(f"Groups ({total})", "group", "member", "status", "reports", "first", "last", "words")
    for m in found:
        row = (_clean(m.group), _clean(m.member), m.status, str(m.reports), *_dates(m), _short(m.words))
        table.add_row(*map(Text, row))
    out.print(table)


def figures(found: Sequence[Figure], total: int, out: Console) -> None:
    """Print numbers and shares by what they count and by date."""
    table = _table(f"Figures ({total})", "what", "of", "value", "day", "according to", "report")
    for f in found:
        value = f"{f.value:.0%}" if f.what.startswith("share: ") else f"{f.value:,g}"
        value = value if f.bound == "exact" else f"{f.bound} {value}"
        day = f.date.isoformat() if f.date else ""
        row = (_short(f.what, 60), _clean(f.of), value, day, _clean(" ← ".join(reversed(f.chain))), f.article[:8])
        table.add_row(*map(Text, row))
    out.print(table)


def hits(found: Sequence[Hit], out: Console) -> None:
    """Print what a search found."""
    for hit in found:
        out.print(
            Text(_clean(f"{hit.article}  {hit.published or ''}  {hit.publisher or ''}  {hit.title or ''}"), "bold")
        )
        out.print(Text("  " + _clean(hit.snippet)))
    out.print(Text(_count(len(found), "report")))
