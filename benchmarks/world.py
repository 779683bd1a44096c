"""A synthetic world with its truth known, rendered as reports, read, collated and scored.

usage: python benchmarks/world.py [--reports N] [--seed N] [--json] [--save FOLDER]

The world: states that meet, threaten, help, punish and fight each other; the level of each pair changes once. Promises
with deadlines that are kept, broken or left. Outlets write reports of their own, copy agencies word for word, edit them
lightly, or print them inside longer pieces; some lag, some deny, some give other numbers. Sentences are put together from
parts, so that two reports of one event rarely share a sentence; yet their grammar is simple, their events are rarely
ambiguous and every name is in the lexicons. High figures here show that collation does what it means to do, and cannot
show how it fares on news, where reading errors, background paragraphs and vague times weigh more.
"""
# ruff: noqa: E501 - the tables of wordings read better a wording a line

import argparse
import datetime as dt
import json
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

STATES = {
    "PER": ("Peru", "Peruvian", "Lima"), "CHL": ("Chile", "Chilean", "Santiago"), "KEN": ("Kenya", "Kenyan", "Nairobi"),
    "UGA": ("Uganda", "Ugandan", "Kampala"), "GRC": ("Greece", "Greek", "Athens"), "ALB": ("Albania", "Albanian", "Tirana"),
    "OMN": ("Oman", "Omani", "Muscat"), "YEM": ("Yemen", "Yemeni", "Sanaa"), "NOR": ("Norway", "Norwegian", "Oslo"),
    "FIN": ("Finland", "Finnish", "Helsinki"), "THA": ("Thailand", "Thai", "Bangkok"), "LAO": ("Laos", "Laotian", "Vientiane"),
}  # fmt: skip
PLACES = {
    "PER": ("Arequipa", "Cusco", "Trujillo"), "CHL": ("Valparaíso", "Arica", "Temuco"), "KEN": ("Mombasa", "Kisumu", "Eldoret"),
    "UGA": ("Gulu", "Jinja", "Mbarara"), "GRC": ("Patras", "Thessaloniki", "Larissa"), "ALB": ("Durrës", "Vlorë", "Shkodër"),
    "OMN": ("Salalah", "Sohar", "Nizwa"), "YEM": ("Aden", "Taiz", "Mukalla"), "NOR": ("Bergen", "Stavanger", "Trondheim"),
    "FIN": ("Tampere", "Turku", "Oulu"), "THA": ("Phuket", "Udon Thani", "Chiang Mai"), "LAO": ("Pakse", "Savannakhet", "Luang Prabang"),
}  # fmt: skip
AGENCIES = ("Continental News Agency", "Meridian Press", "Union Wire")
OUTLETS = (
    "Harbour Post",
    "Northern Dispatch",
    "Lake Herald",
    "Andean Wire",
    "Fjord Daily",
    "Open Channel",
    "Gulf Mirror",
)
TOPICS = (
    "fishing rights", "a pipeline", "water quotas", "grain transit", "a rail link", "border markets", "mining licences",
    "a ferry route", "air corridors", "customs fees", "a power cable", "visa rules", "timber exports", "river tolls",
)  # fmt: skip
# Event kinds: wordings with {a} the doer, {b} the recipient, {t} the topic, {p} a place, {d} the day, {n} a number.
KINDS = {
    "CONSULT": (
        "{a} held talks with {b} on {t} in {p} {d}", "Envoys of {a} met envoys of {b} in {p} {d} to discuss {t}",
        "{a} met {b} over {t} in {p} {d}", "A delegation of {a} held talks about {t} with {b} in {p} {d}",
    ),
    "AID": (
        "{a} sent aid to {b} {d} after floods hit {p}", "{a} delivered food to {b} {d} for flooded families in {p}",
        "{a} provided assistance to {b} {d} after the floods in {p}", "{a} sent relief supplies to {b} {d} for flood victims in {p}",
    ),
    "SANCTION": (
        "{a} imposed sanctions on {b} over {t} {d}", "{a} imposed an embargo on {b} {d} in the row over {t}",
        "{a} slapped sanctions on {b} {d} because of {t}", "{a} imposed new sanctions on {b} {d} in a dispute about {t}",
    ),
    "ACCUSE": (
        "{a} accused {b} of cheating over {t} {d}", "{a} condemned {b} {d} for its conduct over {t}",
        "{a} blamed {b} {d} for the failure over {t}", "{a} criticised {b} over {t} {d}",
    ),
    "ASSAULT": (
        "{a}'s army attacked {b} {d}, killing {n} people near {p}", "Troops of {a} shelled {b} near {p} {d} and {n} people were killed",
        "{a} bombed {b} {d}; the raid near {p} killed {n} people", "Forces of {a} attacked {b} near {p} {d}, where {n} people died",
    ),
}  # fmt: skip
TONE = {"CONSULT": 1, "AID": 1, "SANCTION": -1, "ACCUSE": -1, "ASSAULT": -1}
FILLER = (
    "Traders in {p} said that business was slow.", "Rain is expected along the coast.", "Schools will reopen after the holiday.",
    "The local team lost its match by a single goal.", "A new museum drew long queues in {p}.", "Fuel prices were steady, shop owners said.",
    "Fishermen mended their nets in the old harbour.", "The lighthouse near {p} will be painted.", "Two roads in {p} are being repaired.",
)  # fmt: skip
PROMISES = (
    ("return the stolen statues to {b}", "{a} returned the stolen statues to {b} {d}", "{a} refused to return the stolen statues to {b} {d}"),
    ("release the detained sailors of {b}", "{a} released the detained sailors of {b} {d}", "{a} refused to release the detained sailors of {b} {d}"),
    ("reopen the northern railway to {b}", "{a} opened the northern railway to {b} {d} as trains ran again", "{a} refused to reopen the northern railway to {b} {d}"),
    ("send engineers to repair the dam of {b}", "{a} sent engineers {d} to repair the dam of {b}", "{a} refused {d} to send engineers to repair the dam of {b}"),
)  # fmt: skip


@dataclass
class Happening:
    """One true event."""

    id: str
    kind: str
    a: str
    b: str
    day: dt.date
    topic: str
    place: str
    number: int
    denied: bool = False
    disputed: int | None = None


@dataclass
class Promise:
    """One true commitment; ``outcome`` is kept, broken or none."""

    id: str
    a: str
    b: str
    made: dt.date
    deadline: dt.date
    form: int
    outcome: str
    settled: dt.date | None


@dataclass
class Written:
    """A report, and what each of its sentences is of: (start, end, event id)."""

    id: int
    text: str
    publisher: str
    published: dt.date
    copies: int | None = None
    how: str = "own"
    spans: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass
class World:
    happenings: dict[str, Happening]
    promises: dict[str, Promise]
    reports: list[Written]
    shift: dict[tuple[str, str], dt.date]
    end: dt.date


def make(count: int, seed: int) -> World:
    """A world that about ``count`` reports tell of."""
    rng = random.Random(seed)
    start, days = dt.date(2024, 1, 1), max(120, count // 4)
    end = start + dt.timedelta(days=days)
    pairs = [("PER", "CHL"), ("KEN", "UGA"), ("GRC", "ALB"), ("OMN", "YEM"), ("NOR", "FIN"), ("THA", "LAO")]
    shift = {pair: start + dt.timedelta(days=rng.randint(days // 3, 2 * days // 3)) for pair in pairs}
    friendly = {pair: rng.random() < 0.5 for pair in pairs}
    happenings: dict[str, Happening] = {}
    for i in range(max(20, count // 4)):
        pair = rng.choice(pairs)
        day = start + dt.timedelta(days=rng.randint(0, days - 8))
        good = friendly[pair] == (day < shift[pair])
        tone = 1 if (rng.random() < 0.88) == good else -1
        kind = rng.choice([k for k, t in TONE.items() if t == tone])
        a, b = pair if rng.random() < 0.5 else pair[::-1]
        place = rng.choice(PLACES[b if kind != "CONSULT" else rng.choice(pair)])
        h = Happening(f"h{i}", kind, a, b, day, rng.choice(TOPICS), place, rng.randint(3, 40))
        h.denied = kind in {"ASSAULT", "SANCTION"} and rng.random() < 0.25
        h.disputed = h.number + rng.randint(5, 30) if kind == "ASSAULT" and rng.random() < 0.4 else None
        happenings[h.id] = h
    promises = _promises(rng, pairs, start, days, max(12, count // 25))
    reports = _reports(rng, happenings, promises)
    return World(happenings, promises, reports, shift, end)


def _promises(
    rng: random.Random, pairs: list[tuple[str, str]], start: dt.date, days: int, count: int
) -> dict[str, Promise]:
    out: dict[str, Promise] = {}
    combos = [(a, b, f) for pair in pairs for a, b in (pair, pair[::-1]) for f in range(len(PROMISES))]
    for i, (a, b, form) in enumerate(rng.sample(combos, min(count, len(combos)))):
        made = start + dt.timedelta(days=rng.randint(0, days // 2))
        deadline = made + dt.timedelta(days=rng.randint(20, 60))
        outcome = rng.choice(("kept", "broken", "none"))
        settled = made + dt.timedelta(days=rng.randint(8, (deadline - made).days)) if outcome != "none" else None
        out[f"p{i}"] = Promise(f"p{i}", a, b, made, deadline, form, outcome, settled)
    return out


def _when(rng: random.Random, day: dt.date, published: dt.date) -> str:
    back = (published - day).days
    if back == 0:
        return rng.choice(("today", f"on {day:%A}"))
    if back == 1:
        return rng.choice(("yesterday", f"on {day:%A}"))
    return f"on {day:%A}" if back < 7 else f"on {day.day} {day:%B}"


def _clause(rng: random.Random, h: Happening, published: dt.date, number: int) -> str:
    words = {"a": STATES[h.a][0], "b": STATES[h.b][0], "t": h.topic, "p": h.place, "n": str(number)}
    return rng.choice(KINDS[h.kind]).format(**words, d=_when(rng, h.day, published))


def _said(rng: random.Random, clause: str, speaker: str) -> str:
    form = rng.randrange(4)
    if form == 0:
        return f"{clause}, the {speaker} said."
    if form == 1:
        return f"The {speaker} said that {clause[0].lower() + clause[1:] if clause.startswith(('A ', 'Envoys', 'Troops', 'Forces')) else clause}."
    if form == 2:
        return f"According to the {speaker}, {clause[0].lower() + clause[1:] if clause.startswith(('A ', 'Envoys', 'Troops', 'Forces')) else clause}."
    return f"{clause}."


def _own(rng: random.Random, number: int, h: Happening, others: list[Happening], dispute: bool) -> Written:
    published = h.day + dt.timedelta(days=rng.choice((0, 0, 1, 1, 2)))
    size = h.disputed if dispute and h.disputed else h.number
    state = STATES[h.a]
    lead = _said(rng, _clause(rng, h, published, size), f"{state[1]} foreign ministry")
    parts: list[tuple[str, str | None]] = [(lead, h.id)]
    if rng.random() < 0.4:
        parts.append((_said(rng, _clause(rng, h, published, size), f"{state[1]} government"), h.id))
    if h.denied and rng.random() < 0.6:
        denial = f"{STATES[h.a][0]} denied that {_clause(rng, h, published, size)}."
        parts = [(denial, h.id)] if rng.random() < 0.5 else [*parts, (denial, h.id)]
    past = [o for o in others if o.day < h.day and {o.a, o.b} == {h.a, h.b} and (h.day - o.day).days > 10]
    if past and rng.random() < 0.3:
        other = rng.choice(past)
        parts.append((_clause(rng, other, published, other.number) + ".", other.id))
    fill = [f.format(p=rng.choice(PLACES[h.a])) for f in rng.sample(FILLER, rng.randint(4, 6))]
    for sentence in fill:
        parts.insert(rng.randint(1, len(parts)), (sentence, None))
    return _written(number, parts, rng.choice(AGENCIES + OUTLETS), published)


def _written(number: int, parts: list[tuple[str, str | None]], publisher: str, published: dt.date) -> Written:
    text, spans = "", []
    for i, (sentence, event) in enumerate(parts):
        text += ("\n\n" if i == 1 else " ") if text else ""
        if event is not None:
            spans.append((len(text), len(text) + len(sentence), event))
        text += sentence
    return Written(number, text, publisher, published, spans=spans)


def _copy(rng: random.Random, number: int, original: Written) -> Written:
    how = rng.choice(("exact", "near", "contains"))
    parts: list[tuple[str, str | None]] = []
    at = 0
    for start, end, event in original.spans:
        parts += [(p, None) for p in [original.text[at:start].strip()] if p]
        parts.append((original.text[start:end], event))
        at = end
    parts += [(p, None) for p in [original.text[at:].strip()] if p]
    if how == "near":
        parts = [(p.replace("Two roads", "Several roads").replace("Rain is", "Heavy rain is"), e) for p, e in parts]
        parts.append((rng.choice(("The story is developing.", "Our desk contributed.")), None))
    if how == "contains":
        extra = [f.format(p=rng.choice(("Lagos", "Porto", "Quito"))) for f in rng.sample(FILLER, 6)]
        parts += [(f"{original.publisher} reported it first.", None), *((e, None) for e in extra)]
    lag = dt.timedelta(days=rng.choice((0, 0, 1)))
    written = _written(
        number, parts, rng.choice([o for o in OUTLETS if o != original.publisher]), original.published + lag
    )
    if how == "exact":
        written = Written(number, original.text, written.publisher, written.published, spans=original.spans)
    written.copies, written.how = original.id, how
    return written


def _reports(rng: random.Random, happenings: dict[str, Happening], promises: dict[str, Promise]) -> list[Written]:
    out: list[Written] = []
    every = list(happenings.values())
    for h in every:
        for i in range(rng.choice((1, 2, 2, 3))):
            original = _own(rng, len(out), h, every, dispute=i > 0)
            out.append(original)
            for _ in range(rng.choice((0, 0, 1, 2))):
                out.append(_copy(rng, len(out), original))
    for p in promises.values():
        a, b = STATES[p.a], STATES[p.b]
        action, kept, broken = (form.format(a=a[0], b=b[0], d="{d}") for form in PROMISES[p.form])
        pledge = rng.choice(("{a} promised to {x} by {y}.", "{a} pledged to {x} by {y}.", "{a} vowed to {x} by {y}."))
        deadline = f"{p.deadline.day} {p.deadline:%B %Y}"
        fill = [f.format(p=rng.choice(PLACES[p.a])) for f in rng.sample(FILLER, 4)]
        parts = [(pledge.format(a=a[0], x=action, y=deadline), None), *((f, None) for f in fill)]
        out.append(_written(len(out), parts, rng.choice(OUTLETS), p.made))
        if p.settled:
            sentence = (kept if p.outcome == "kept" else broken).format(d=_when(rng, p.settled, p.settled)) + "."
            fill = [f.format(p=rng.choice(PLACES[p.b])) for f in rng.sample(FILLER, 4)]
            out.append(
                _written(len(out), [(sentence, None), *((f, None) for f in fill)], rng.choice(OUTLETS), p.settled)
            )
    return out


def b_cubed(truth: dict[str, str], guess: dict[str, str]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 (Bagga and Baldwin 1998) of a grouping of the same items."""
    by_truth, by_guess = defaultdict(set), defaultdict(set)
    for item in truth:
        by_truth[truth[item]].add(item)
        by_guess[guess[item]].add(item)
    both = {i: len(by_truth[truth[i]] & by_guess[guess[i]]) for i in truth}
    p = sum(both[i] / len(by_guess[guess[i]]) for i in truth) / len(truth)
    r = sum(both[i] / len(by_truth[truth[i]]) for i in truth) / len(truth)
    return p, r, 2 * p * r / (p + r)


def _prf(right: int, said: int, gold: int) -> dict[str, float]:
    p, r = right / max(1, said), right / max(1, gold)
    return {"p": round(p, 3), "r": round(r, 3), "f1": round(2 * p * r / max(1e-9, p + r), 3), "gold": gold}


def score(world: World) -> dict[str, object]:
    """Read and collate the world's reports, and compare with the truth."""
    from dragoman.analysis.ledger import ledger
    from dragoman.analysis.relations import relation
    from dragoman.collation import collate
    from dragoman.model import Article
    from dragoman.reading import read_article

    by_article, reports = {}, []
    for w in world.reports:
        article = Article.make(w.text, publisher=w.publisher, published=w.published)
        if article.id in by_article:
            continue  # one outlet printed one text twice on one day: the archive keeps it once
        by_article[article.id] = w
        reports.append(read_article(article))
    record = collate(reports)

    # Copies, as pairs of reports that go back to one original.
    family = {w.id: w.copies if w.copies is not None else w.id for w in by_article.values()}
    gold_pairs = {frozenset(p) for p in combinations(family, 2) if family[p[0]] == family[p[1]]}
    groups: dict[str, list[str]] = defaultdict(list)
    for article, group in record.copies.group.items():
        groups[group].append(article)
    said = {frozenset((by_article[a].id, by_article[b].id)) for g in groups.values() for a, b in combinations(g, 2)}
    for copy in (c for c in record.copies.found if c.kind != "reuses"):
        one, other = record.copies.group[copy.article], record.copies.group[copy.of]
        said |= {frozenset((by_article[a].id, by_article[b].id)) for a in groups[one] for b in groups[other] if a != b}

    # Events, as a grouping of accounts whose sentence is of a true event and whose type is right.
    truth, guess, kinds = {}, {}, Counter()
    found_events = set()
    owner: dict[str, str] = {}
    for event in record.events:
        votes = Counter()
        for account in event.accounts:
            w = by_article[account.article]
            of = next((e for s, end, e in w.spans if s <= account.start < end), None)
            if of is None or world.happenings[of].kind != account.type:
                kinds["other"] += 1
                continue
            kinds["matched"] += 1
            truth[account.id], guess[account.id] = of, event.id
            votes[of] += 1
            found_events.add(of)
        if votes:
            owner[event.id] = votes.most_common(1)[0][0]
    p, r, f = b_cubed(truth, guess)

    # Conflicts: denials and numbers of the true events that were told both ways.
    told: dict[str, set[str]] = defaultdict(set)
    for w in by_article.values():
        for s, end, e in w.spans:
            words = w.text[s:end]
            told[e] |= {"no" if " denied that " in words else "yes"}
            h = world.happenings[e]
            if h.disputed is not None and h.kind == "ASSAULT":
                told[e] |= {f"n{n}" for n in (h.number, h.disputed) if f" {n} people" in words}
    gold_conflicts = {(e, "denial") for e, t in told.items() if {"yes", "no"} <= t}
    gold_conflicts |= {(e, "number") for e, t in told.items() if sum(x.startswith("n") and x != "no" for x in t) > 1}
    said_conflicts = {(owner.get(c.event, c.event), c.kind) for c in record.conflicts}

    # Ledger states at the end of the world.
    entries = ledger(reports, world.end)
    right = 0
    for promise in world.promises.values():
        expected = (
            promise.outcome if promise.outcome != "none" else "overdue" if promise.deadline < world.end else "open"
        )
        states = {"open", "due"} if expected == "open" else {expected}
        hits = [e for e in entries if promise.a in e.actors and e.deadline == promise.deadline]
        right += any(e.state in states for e in hits)

    # Relations: is the first true shift of each pair found, within three weeks, and does the series follow the truth?
    near, follow = 0, []
    for (a, b), day in world.shift.items():
        found = relation(record.events, a, b)
        near += any(abs((c.start - day).days) <= 21 for c in found.changes)
        true = defaultdict(int)
        for h in world.happenings.values():
            if {h.a, h.b} == {a, b}:
                true[h.day - dt.timedelta(days=h.day.weekday())] += TONE[h.kind]
        follow += [
            (true.get(point.start, 0) > 0) == (point.intensity > 0) for point in found.points if true.get(point.start)
        ]
    return {
        "reports": len(reports),
        "copies": _prf(len(gold_pairs & said), len(said), len(gold_pairs)),
        "events": {"p": round(p, 3), "r": round(r, 3), "f1": round(f, 3), "accounts": len(truth), **kinds},
        "events_found": round(len(found_events) / len(world.happenings), 3),
        "conflicts": _prf(len(gold_conflicts & said_conflicts), len(said_conflicts), len(gold_conflicts)),
        "ledger": {"right": round(right / len(world.promises), 3), "promises": len(world.promises)},
        "relations": {
            "shifts_found": f"{near} of {len(world.shift)}",
            "weeks_of_right_sign": round(sum(follow) / len(follow), 3),
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--save", type=Path, help="write the reports here as reports.jsonl, for `dragoman read`")
    args = parser.parse_args()
    world = make(args.reports, args.seed)
    if args.save:
        args.save.mkdir(parents=True, exist_ok=True)
        rows = [{"text": w.text, "publisher": w.publisher, "published": w.published.isoformat()} for w in world.reports]
        (args.save / "reports.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
        return
    figures = score(world)
    if args.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:14} {value}")


if __name__ == "__main__":
    main()
