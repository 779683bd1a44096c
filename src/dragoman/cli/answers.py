"""What each question to the record answers: its columns, and how it looks in a terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dragoman.cli.tables import CHAIN, SENTENCE, Column, View, amount, clean, counted, share, short, write

if TYPE_CHECKING:
    from dragoman.analysis.groups import Figure, Member
    from dragoman.analysis.ledger import Entry
    from dragoman.analysis.positions import Stance, Stand
    from dragoman.analysis.relations import Node, Point, Relation
    from dragoman.analysis.sources import Cited
    from dragoman.collation.accounts import Account
    from dragoman.collation.actors import Entity, Support
    from dragoman.collation.conflicts import Conflict, Count, Toll
    from dragoman.collation.events import JoinedEvent
    from dragoman.record.query import Version
    from dragoman.record.search import Hit
    from dragoman.record.stories import Story

Names = Mapping[str, str]  # names as sources write them, by their folded form
_STATES = {"overdue": "red", "due": "yellow", "kept": "green", "partly kept": "green", "broken": "red"}


@dataclass(frozen=True, slots=True)
class Told:
    """An account of a conflict, with the side that it is on, 1 or 2."""

    conflict: Conflict
    side: int
    account: Account


@dataclass(frozen=True, slots=True)
class Standing:
    """A stand of an actor on a matter; ``first`` of that matter."""

    stance: Stance
    stand: Stand
    first: bool


def count(number: int, what: str, several: str | None = None) -> str:
    """A number with its noun: "1 event", "3 matters"."""
    return f"{number:,} {what if number == 1 else several or what + 's'}"


def of(shown: int, total: int, what: str, several: str | None = None) -> Text:
    """The line under an answer: how many of how many are shown."""
    return Text(f"{shown:,} of {count(total, what, several)}")


def chain(labels: Sequence[str]) -> str:
    """A chain of sources, the one who prints it first: "Harbour Post ← El Faro"."""
    return clean(" ← ".join(reversed(labels)))


def _spelled(names: Names) -> Callable[[Sequence[str]], tuple[str, ...]]:
    return lambda actors: tuple(names.get(actor, actor) for actor in actors)


def _sides(event: JoinedEvent, names: Names) -> str:
    """Who did it to whom; what only follows from place or sentence stands in brackets."""
    sides = []
    for name, actors in (("doers", event.doers), ("recipients", event.recipients)):
        said = "+".join(names.get(actor, actor) for actor in actors) or "?"
        sides.append(f"({said})" if name in event.inferred else said)
    return clean(" → ".join(sides))


def when(event: JoinedEvent) -> str:
    """When it was, as precisely as accounts say: a day, the days between which, or a day that it was not after."""
    if event.first is not None:
        later = event.last is not None and event.last != event.first
        return f"{event.first} to {event.last}" if later else f"{event.first}{'' if event.last else ' or later'}"
    if event.precision == "ahead":
        return f"ahead, by {event.last}" if event.last else f"ahead on {event.reported or 'no date'}"
    return f"by {event.last}" if event.last else "no date"


def timeline(events: Sequence[JoinedEvent], total: int, names: Names, view: View, out: Console) -> None:
    """Print joined events, earliest first: a line of facts, then the words of the first report."""
    if not view.plain:
        write(events, _event_columns(names), view, out)
        return
    _lines_of(events, names, out)
    out.print(of(len(events), total, "event"))


def stories(found: Sequence[Story], total: int, names: Names, view: View, out: Console) -> None:
    """Print the events of stories, each under the headline of its story; in tables, the headline is a column."""
    if not view.plain:
        headline = {e.id: s.head.title for s in found for e in s.items}
        column: Column[JoinedEvent] = Column("story", lambda e: headline[e.id], rank=5)
        write([e for s in found for e in s.items], [column, *_event_columns(names)], view, out)
        return
    for story in found:
        ends = " to ".join(dict.fromkeys(f"{day}" for day in (story.first, story.last) if day)) or "no date"
        rest = f"{count(story.reports, 'report')}, {ends}, {of(len(story.items), story.fitting, 'event')}"
        _facts(Text(clean(story.head.title), "bold underline"), rest, out)
        _lines_of(story.items, names, out)
        out.print()
    out.print(of(len(found), total, "story", "stories"))


def _event_columns(names: Names) -> list[Column[JoinedEvent]]:
    spelled = _spelled(names)
    return [
        Column("day", lambda e: e.first, when),
        Column("until", lambda e: e.last, rank=6),
        Column("event", lambda e: e.type),
        Column("cameo", lambda e: e.cameo, rank=4),
        Column("actor", lambda e: spelled(e.doers)),
        Column("recipient", lambda e: spelled(e.recipients)),
        Column("certainty", lambda e: e.certainty, rank=1),
        Column("outlets", lambda e: e.outlets, rank=3, right=True),
        Column("sources", lambda e: e.independent, rank=2, right=True),
        Column("denied by", lambda e: e.denying, rank=3, right=True),
        Column("country", lambda e: e.country, rank=5),
        Column("place", lambda e: e.place, rank=6),
        Column("words", lambda e: e.accounts[0].sentence, least=SENTENCE, rank=7),
        Column("id", lambda e: e.id, rank=8),
    ]


def _lines_of(events: Iterable[JoinedEvent], names: Names, out: Console) -> None:
    for e in events:
        line = Text.assemble((when(e), "green"), "  ", (f"{e.type} {e.cameo}", "bold"), f"  {_sides(e, names)}")
        if e.denying:
            line.append(f"  denied by {e.denying}", "red")
        elif not e.asserting:
            line.append(f"  {e.certainty}", "yellow")
        _facts(line, f"{count(e.outlets, 'outlet')}, {count(e.independent, 'independent source')}", out)
        _indented(short(e.accounts[0].sentence), out)


def _facts(line: Text, rest: str, out: Console) -> None:
    """Print a line with the rest of it behind, or below where the terminal does not hold both."""
    if line.cell_len + 2 + len(rest) <= out.width:
        out.print(line.append(f"  {rest}", "dim"))
        return
    out.print(line)
    _indented(rest, out, "dim")


def _indented(text: str, out: Console, style: str = "") -> None:
    out.print(Padding(Text(text, style), (0, 0, 0, 4)))


def relation(found: Relation, events: Mapping[str, JoinedEvent], names: Names, view: View, out: Console) -> None:
    """Print the series of a dyad with a bar for each period, then its changes with their events."""
    columns: list[Column[Point]] = [
        Column("from", lambda p: p.start),
        Column("events", lambda p: len(p.events), right=True),
        Column("intensity", lambda p: p.weighted if p.events else None, _intensity, right=True),
        Column("", lambda p: None, _bar, rank=3, drawn=True),
        Column("said for", lambda p: p.quads[0], rank=1, right=True),
        Column("done for", lambda p: p.quads[1], rank=1, right=True),
        Column("said against", lambda p: p.quads[2], rank=1, right=True),
        Column("done against", lambda p: p.quads[3], rank=1, right=True),
    ]
    one, other = (names.get(actor, actor) for actor in (found.one, found.other))
    shown = [c for c in columns if c.rank != 1] if view.plain else columns
    write(found.points, shown, view, out, f"{one} – {other}, by {found.period}")
    if not view.plain:
        return
    for change in found.changes:
        sure = f"95 %: {change.low:+.1f} to {change.high:+.1f}, {change.counts[0]} and {change.counts[1]} events"
        out.print(Text(f"{change.start}: {change.before:+.1f} → {change.after:+.1f} ({sure})", "bold"))
        for id_ in change.events[:5]:
            _indented(f"{_sides(events[id_], names)}  {short(events[id_].accounts[0].sentence)}", out)


def _intensity(point: Point) -> str:
    return f"{point.weighted:+.1f}" if point.events else ""


def _bar(point: Point) -> Text:
    return Text("█" * round(abs(point.weighted) * 2), "green" if point.weighted >= 0 else "red")


def positions(found: Sequence[Stance], total: int, names: Names, view: View, out: Console) -> None:
    """Print positions over time, an actor's matter a block."""
    rows = [Standing(s, stand, i == 0) for s in found for i, stand in enumerate(s.stands)]
    columns: list[Column[Standing]] = [
        Column("actor", lambda r: names.get(r.stance.actor, r.stance.actor), _only_first(names)),
        Column("matter", lambda r: r.stance.matter, lambda r: short(r.stance.matter, 60) if r.first else ""),
        Column("day", lambda r: r.stand.date),
        Column("position", lambda r: r.stand.position, _position),
        Column("condition", lambda r: r.stand.condition, lambda r: short(r.stand.condition, 60), rank=4),
        Column("change", _change, rank=3),
        Column("according to", lambda r: chain(r.stand.chain), rank=1, least=CHAIN),
        Column("report", lambda r: r.stand.article, lambda r: r.stand.article[:8], rank=2),
    ]
    if view.plain:
        columns = [c for c in columns if c.name not in {"condition", "change"}]
    write(rows, columns, view, out, f"Positions ({total})" if view.plain or view.wide else "")


def _only_first(names: Names) -> Callable[[Standing], str]:
    return lambda r: names.get(r.stance.actor, r.stance.actor) if r.first else ""


def _change(row: Standing) -> str:
    return "changed" if row.stand.changed else "before" if row.stand.earlier else ""


def _position(row: Standing) -> str:
    changed = f" ({_change(row)})" if _change(row) else ""
    condition = f", {short(row.stand.condition, 60)}" if row.stand.condition else ""
    return f"{row.stand.position}{condition}{changed}"


def ledger(found: Sequence[Entry], total: int, names: Names, view: View, out: Console) -> None:
    """Print commitments with their state, and the best candidate for what came of them."""
    spelled = _spelled(names)
    if not view.plain:
        columns: list[Column[Entry]] = [
            Column("state", lambda e: e.state),
            Column("actor", lambda e: spelled(e.actors)),
            Column("kind", lambda e: e.kind),
            Column("to", lambda e: spelled(e.recipients), rank=3),
            Column("made", lambda e: e.made, rank=2),
            Column("deadline", lambda e: e.deadline),
            Column("action", lambda e: e.action, least=SENTENCE),
            Column("condition", lambda e: e.condition, rank=4),
            Column("outcome", lambda e: _outcome(e)[0], rank=5),
            Column("outcome day", lambda e: _outcome(e)[1], rank=5),
            Column("outcome words", lambda e: _outcome(e)[2], least=SENTENCE, rank=6),
            Column("id", lambda e: e.id, rank=1),
        ]
        write(found, columns, view, out)
        return
    for e in found:
        state = f"{e.state} (yours)" if e.verdict else e.state
        line = Text.assemble((state, f"bold {_STATES.get(e.state, '')}".strip()))
        line.append(f"  {clean('+'.join(spelled(e.actors)))}  {e.kind}")
        made = f"made {e.made}, " if e.made else ""
        _facts(line, f"{made}{_due(e.deadline)}  {e.id}", out)
        _indented(short(e.action) + (f" [{short(e.condition)}]" if e.condition else ""), out)
        for c in e.candidates[:1]:
            sure = c.outcome if c.sure else "may tell of it"
            _indented(f"{sure}: {c.date or ''} {short(c.sentence)}", out, "dim")
    out.print(of(len(found), total, "commitment"))


def _due(deadline: dt.date | None) -> str:
    return f"by {deadline}" if deadline else "no deadline"


def _outcome(entry: Entry) -> tuple[str, dt.date | None, str]:
    """What is most likely to have become of a commitment: the outcome, its day and the words."""
    for candidate in entry.candidates[:1]:
        return (candidate.outcome if candidate.sure else "may tell of it"), candidate.date, candidate.sentence
    return "", None, ""


def conflicts(found: Sequence[Conflict], total: int, view: View, out: Console) -> None:
    """Print contradicting accounts side by side, under one another where the terminal is narrow."""
    if not view.plain:
        rows = [Told(c, side, a) for c in found for side, group in enumerate((c.one, c.other), 1) for a in group]
        columns: list[Column[Told]] = [
            Column("kind", lambda r: r.conflict.kind),
            Column("about", lambda r: r.conflict.about),
            Column("side", lambda r: r.side, right=True),
            Column("according to", lambda r: chain(r.account.chain), least=CHAIN),
            Column("published", lambda r: r.account.published, rank=1),
            Column("words", lambda r: r.account.sentence, least=SENTENCE, rank=2),
            Column("account", lambda r: r.account.id, rank=3),
            Column("event", lambda r: r.conflict.event, rank=4),
        ]
        write(rows, columns, view, out)
        return
    for c in found:
        out.print(Text(clean(f"{c.kind}: {c.about}"), "bold"))
        for label, accounts in (("one side  ", c.one), ("the other ", c.other)):
            for a in accounts[:3]:
                _indented(f"{label}{chain(a.chain)}: {short(a.sentence)}", out)
    out.print(of(len(found), total, "conflict"))


def sources(found: Sequence[Cited], total: int, view: View, out: Console) -> None:
    """Print who is cited by whom."""
    columns: list[Column[Cited]] = [
        Column("source", lambda c: c.source),
        Column("kind", lambda c: c.kind, rank=3),
        Column("country", lambda c: c.country, rank=1),
        Column("cited", lambda c: c.citations, right=True),
        Column("reports", lambda c: c.reports, rank=2, right=True),
        Column("second hand", lambda c: c.relayed, rank=2, right=True),
        Column("unnamed", lambda c: c.unnamed, rank=4),
        Column("by", lambda c: tuple(f"{name} {n}" for name, n in c.outlets), rank=1, least=CHAIN),
    ]
    write(found, columns, view, out, f"Sources ({total})")


def network(found: Sequence[Node], total: int, names: Names, view: View, out: Console) -> None:
    """Print actors by their place in the network."""
    columns: list[Column[Node]] = [
        Column("actor", lambda n: names.get(n.actor, n.actor)),
        Column("events", lambda n: n.events, right=True),
        Column("betweenness", lambda n: n.betweenness, lambda n: f"{n.betweenness:.3f}", right=True),
        Column("intensity", lambda n: n.intensity, lambda n: f"{n.intensity:+.1f}", right=True),
    ]
    write(found, columns, view, out, f"Network ({total})")


def groups(found: Sequence[Member], total: int, names: Names, view: View, out: Console) -> None:
    """Print members by group."""
    columns: list[Column[Member]] = [
        Column("group", lambda m: names.get(m.group, m.group)),
        Column("member", lambda m: names.get(m.member, m.member)),
        Column("status", lambda m: m.status),
        Column("reports", lambda m: m.reports, rank=3, right=True),
        Column("first", lambda m: m.first, rank=1),
        Column("last", lambda m: m.last, rank=2),
        Column("words", lambda m: m.words, least=SENTENCE, rank=1),
        Column("report", lambda m: m.article, lambda m: m.article[:8], rank=4),
    ]
    write(found, columns, view, out, f"Groups ({total})")


def figures(found: Sequence[Figure], total: int, view: View, out: Console) -> None:
    """Print numbers and shares by what they count and by date."""
    columns: list[Column[Figure]] = [
        Column("what", lambda f: f.what, lambda f: short(f.what, 60)),
        Column("of", lambda f: f.of, rank=1),
        Column("bound", lambda f: f.bound, rank=5),
        Column("value", lambda f: f.value, _value, right=True),
        Column("place", lambda f: f.place, rank=5),
        Column("day", lambda f: f.date),
        Column("according to", lambda f: chain(f.chain), rank=2, least=CHAIN),
        Column("report", lambda f: f.article, lambda f: f.article[:8], rank=3),
        Column("words", lambda f: f.words, least=SENTENCE, rank=4),
    ]
    if view.plain:
        columns = [c for c in columns if c.name not in {"bound", "place", "words"}]
    write(found, columns, view, out, f"Figures ({total})")


def _value(figure: Figure) -> str:
    value = share(figure.value) if figure.what.startswith("share: ") else counted(figure.value, figure.words)
    return value if figure.bound == "exact" else f"{figure.bound} {value}"


def tolls(found: Sequence[Toll], total: int, view: View, out: Console) -> None:
    """Print counts of one event over time, a row for each, the series one below the other."""
    rows = [(toll, count) for toll in found for count in toll.counts]
    columns: list[Column[tuple[Toll, Count]]] = [
        Column("of", lambda r: r[0].unit),
        Column("place", lambda r: r[0].place, rank=3),
        Column("day", lambda r: r[0].day, rank=2),
        Column("event", lambda r: r[0].event, lambda r: r[0].event[:8], rank=5),
        Column("reported", lambda r: r[1].day),
        Column("bound", lambda r: r[1].bound, rank=5),
        Column("count", lambda r: r[1].value, _count, right=True),
        Column("according to", lambda r: r[1].voice, rank=1, least=CHAIN),
        Column("report", lambda r: r[1].article, lambda r: r[1].article[:8], rank=4),
        Column("words", lambda r: r[1].sentence, least=SENTENCE, rank=4),
    ]
    if view.plain:
        columns = [c for c in columns if c.name not in {"bound", "words"}]
    write(rows, columns, view, out, f"Tolls ({total})")


def _count(row: tuple[Toll, Count]) -> str:
    value = amount(row[1].value)
    return value if row[1].bound == "exact" else f"{row[1].bound} {value}"


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that a later version says otherwise: ``what`` it is, what stood there, and what stands there now."""

    version: Version
    what: str
    before: str
    after: str


def versions(found: Sequence[Version], total: int, view: View, out: Console) -> None:
    """Print what later versions of reports say otherwise, a row for each change."""
    rows = [edit for version in found for edit in _edits(version)]
    columns: list[Column[Edit]] = [
        Column("published", lambda e: e.version.report.published),
        Column("publisher", lambda e: e.version.report.publisher, rank=2),
        Column("report", lambda e: e.version.report.article, lambda e: e.version.report.article[:8], rank=3),
        Column("version of", lambda e: e.version.of.article, lambda e: e.version.of.article[:8], rank=4),
        Column("what", lambda e: e.what),
        Column("before", lambda e: e.before, least=CHAIN),
        Column("after", lambda e: e.after, least=SENTENCE),
        Column("address", lambda e: e.version.address, rank=5),
    ]
    write(rows, columns, view, out, f"Versions ({total})")


def _edits(version: Version) -> Iterator[Edit]:
    """What a version says of itself, then its numbers, its words, and the sentences taken out and put in."""
    told = version.difference
    if told.notice is not None:
        yield Edit(version, told.notice, "", told.words)
    for change in sorted(told.changes, key=lambda c: not c.number):
        yield Edit(version, "number" if change.number else "words", change.before, change.after)
    yield from (Edit(version, "taken out", sentence, "") for sentence in told.removed)
    yield from (Edit(version, "put in", "", sentence) for sentence in told.added if sentence != told.words)


def hits(found: Sequence[Hit], view: View, out: Console) -> None:
    """Print what a search found."""
    if not view.plain:
        columns: list[Column[Hit]] = [
            Column("report", lambda h: h.article),
            Column("published", lambda h: h.published),
            Column("publisher", lambda h: h.publisher, rank=1),
            Column("title", lambda h: h.title, least=SENTENCE),
            Column("words", lambda h: h.snippet, least=SENTENCE, rank=2),
        ]
        write(found, columns, view, out)
        return
    for hit in found:
        head = "  ".join(str(p) for p in (hit.article, hit.published, hit.publisher, hit.title) if p)
        out.print(Text(clean(head), "bold"))
        _indented(clean(hit.snippet), out)
    out.print(Text(count(len(found), "report")))


def actors(found: Sequence[Entity], total: int, view: View, out: Console) -> None:
    """Print actors of the archive, a row each, with the key that commands take."""
    columns: list[Column[Entity]] = [
        Column("name", lambda e: e.name, _named),
        Column("key", lambda e: e.key, rank=5),
        Column("kind", lambda e: e.kind, rank=4),
        Column("country", lambda e: e.country, rank=1),
        Column("role", lambda e: e.roles[0].value if e.roles else None, rank=2, least=SENTENCE),
        Column("reports", lambda e: e.reports, right=True),
        Column("first", lambda e: e.first, rank=3),
        Column("last", lambda e: e.last, rank=2),
    ]
    if view.plain:
        columns = [c for c in columns if c.name not in {"key", "kind"}]
    write(found, columns, view, out, f"Actors ({total})")


def _named(entity: Entity) -> Text:
    return Text.assemble(clean(entity.name), ("\n" + clean(entity.key), "dim"))


def actor(entity: Entity, out: Console) -> None:
    """Print what reports say an actor is, with the words that say so."""
    found = [(what, s) for what in ("name", "role", "country") for s in _supports(entity, what)]
    columns: list[Column[tuple[str, Support]]] = [
        Column("what", lambda r: r[0]),
        Column("value", lambda r: r[1].value),
        Column("reports", lambda r: r[1].reports, right=True),
        Column("first", lambda r: r[1].first, rank=2),
        Column("last", lambda r: r[1].last, rank=1),
        Column("article", lambda r: r[1].article[:8], rank=3),
        Column("words", lambda r: r[1].words, least=SENTENCE),
    ]
    write(found, columns, View(), out, f"{entity.name}  ({entity.kind})  {entity.key}")


def _supports(entity: Entity, what: str) -> tuple[Support, ...]:
    return {"name": entity.names, "role": entity.roles, "country": entity.countries}[what]
