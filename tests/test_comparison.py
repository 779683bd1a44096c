"""The rules by which reports are compared, on accounts and sentences made by hand: no reader stands between."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from dragoman.analysis.evidence import evidence_of
from dragoman.analysis.ledger import Entry, Said, entries_of, stands, tellings_of
from dragoman.analysis.positions import Held, Stand, sequences
from dragoman.analysis.relations import changes, relation
from dragoman.collation.accounts import Account, content_words, same_act, source_key, stem
from dragoman.collation.conflicts import conflicts_in, tolls
from dragoman.collation.copies import Copies
from dragoman.collation.events import JoinedEvent, join
from dragoman.collation.numbers import Number
from dragoman.model import Actor, ActorKind, Article, Reader, Report, Span

DAY = dt.date(2031, 5, 12)


def account(name: str, sentence: str, act: str, **fields: object) -> Account:
    """An account of an attack by Peru on Chile on DAY, as ``fields`` change it."""
    made = Account(
        id=f"{name}:e1",
        article=name,
        event="e1",
        publisher=name.title(),
        published=DAY,
        type="ASSAULT",
        cameo="190",
        goldstein=-9.0,
        quad=4,
        doers=("PER",),
        recipients=("CHL",),
        names=("peru", "chile"),
        first=DAY,
        last=DAY,
        dated=True,
        country=None,
        place=None,
        positive=True,
        modality="asserted",
        chain=(name.title(),),
        root=name,
        numbers=(),
        sentence=sentence,
        start=0,
        end=len(sentence),
        words=content_words(sentence),
        precision="day",
        trigger=same_act(content_words(act)),
        parties=frozenset({"PER", "CHL"}),
        about=frozenset({"peru", "chil", "arica"}),
        doing=1,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def joined(*accounts: Account) -> list[JoinedEvent]:
    family = {a.article: a.article for a in accounts}
    return join(accounts, Copies((), family, family))


def conflicts(*accounts: Account) -> list[str]:
    family = Copies((), {}, {a.article: a.article for a in accounts})
    return [f"{c.kind}: {c.about}" for event in joined(*accounts) for c in conflicts_in(event, family)]


RAID = account("gulf", "Peruvian jets raided the Chilean depot at Arica, killing 12 people.", "raided")


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Jets from Peru bombed a Chilean depot near Arica.", "bombed"),
        ("The Chilean depot at Arica was attacked by Peru.", "attacked"),
        ("Peru struck the depot of Chile at Arica at dawn.", "struck"),
        ("A Peruvian strike on the depot at Arica left Chile shaken.", "strike"),
        ("Peruvian shells hit the Chilean depot outside Arica.", "hit"),
    ],
)
def test_one_act_in_other_words_is_one_event(sentence: str, act: str) -> None:
    assert len(joined(RAID, account("post", sentence, act))) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"first": dt.date(2031, 5, 19), "last": dt.date(2031, 5, 19)},
        {"place": "Temuco", "first": dt.date(2031, 5, 14), "last": dt.date(2031, 5, 14)},
        {"doers": ("BOL",), "parties": frozenset({"BOL", "CHL"}), "about": frozenset({"bolivi", "chil"})},
        {"type": "CONSULT", "cameo": "040", "trigger": frozenset({"meet"})},
        {"doers": ("KEN",), "recipients": ("UGA",), "parties": frozenset({"KEN", "UGA"}), "about": frozenset({"gulu"})},
    ],
)
def test_other_days_sides_and_acts_stay_apart(fields: dict[str, object]) -> None:
    other = account("post", "Jets bombed a depot and nobody was hurt.", "bombed")
    assert len(joined(replace(RAID, place="Arica"), replace(other, **fields))) == 2  # type: ignore[arg-type]


def test_an_account_without_sides_only_joins_others() -> None:
    bare = {"doers": (), "recipients": (), "parties": frozenset()}
    told = account("post", "The raid on the depot at Arica killed 12 people.", "raid", **bare)
    [event] = joined(RAID, told)
    assert (len(event.accounts), event.doers) == (2, ("PER",))
    assert joined(told) == []


def test_a_day_that_no_report_gives_is_not_invented() -> None:
    [event] = joined(replace(RAID, first=None, precision="before", dated=False))
    assert (event.first, event.last, event.precision, event.day) == (None, DAY, "before", DAY)
    [sure] = joined(replace(RAID, first=None, precision="before", dated=False), replace(RAID, id="b:e1", article="b"))
    assert (sure.first, sure.precision) == (DAY, "day")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Peru's Interior Ministry", "the Interior Ministry of Peru", True),
        ("Peruvian Interior Ministry", "Interior Ministry of Peru", True),
        ("Al-Mada", "Al Mada", True),
        ("Chilean Interior Ministry", "Interior Ministry of Peru", False),
        ("Interior Ministry of Peru", "Foreign Ministry of Peru", False),
    ],
)
def test_one_source_under_several_names(first: str, second: str, same: bool) -> None:
    assert (source_key(first) == source_key(second)) is same


def test_whoever_cites_an_outlet_has_it_from_there() -> None:
    sentences = (
        "Soldiers of Peru fired at Arica.",
        "Peru's men shot at trucks, Mada said.",
        "Peru shot at Arica: Mada.",
    )
    chains = (("officer", "Mada"), ("Mada", "Gulf"), ("officer", "Mada", "Post"))
    told = [
        account(n, s, "fired", chain=c, root="mada", publisher=c[-1])
        for n, s, c in zip(("mada", "gulf", "post"), sentences, chains, strict=True)
    ]
    [event] = joined(*told)
    assert (event.outlets, event.asserting) == (3, 1)


def test_the_killed_are_compared_with_the_killed() -> None:
    killed = replace(RAID, numbers=(Number(12, "people killed", "exact"),))
    more = replace(killed, id="b:e1", article="b", root="b", chain=("B",), publisher="B")
    assert conflicts(killed, replace(more, numbers=(Number(30, "people wounded", "exact"),))) == []
    assert conflicts(killed, replace(more, numbers=(Number(19, "people killed", "exact"),))) == [
        "number: people killed: 19 or 12"
    ]


@pytest.mark.parametrize(
    ("later", "root", "value", "words", "shown"),
    [
        (1, "gulf", 15, "", False),
        (1, "b", 15, "rose", False),
        (4, "b", 15, "", False),
        (0, "b", 15, "", True),
        (1, "b", 9, "rose", True),
    ],
)
def test_a_toll_that_rises_is_a_series(later: int, root: str, value: int, words: str, shown: bool) -> None:
    first = replace(RAID, numbers=(Number(12, "people killed", "exact"),))
    sentence = f"{RAID.sentence} The toll {words}"
    number = (Number(value, "people killed", "exact"),)
    fields = {"id": "b:e1", "article": "b", "root": root, "chain": (root,), "publisher": root, "numbers": number}
    day = DAY + dt.timedelta(days=later)
    second = replace(first, published=day, sentence=sentence, words=content_words(sentence), **fields)  # type: ignore[arg-type]
    assert bool(conflicts(first, second)) is shown
    [event] = joined(first, second)
    [toll] = tolls(event, Copies((), {}, {"gulf": "gulf", "b": "b"}))
    assert [value for _, value, *_ in toll.counts] == [12, value]


@pytest.mark.parametrize(
    ("sentence", "act", "kind"),
    [
        ("Oslo didn't send the engineers.", "send", "undone"),
        ("Oslo has not sent any engineers.", "send", "undone"),
        ("Oslo failed to send engineers, as it had promised.", "send", "refused"),
        ("Despite its pledge to send engineers, Oslo kept silent.", "send", "refused"),
        ("Oslo will not send engineers for now.", "send", "refused"),
        ("Oslo went back on its promise to send engineers.", "send", "refused"),
        ("Oslo cancelled the shipment of engineers.", "engineers", "dropped"),
        ("Oslo scrapped the bridge.", "bridge", "dropped"),
        ("Oslo reversed the levy.", "levy", "dropped"),
        ("Oslo sent engineers on Friday.", "send", "done"),
        ("Oslo honoured its promise to send engineers.", "send", "done"),
        ("Oslo dispatched engineers, but said nothing of pumps.", "send", "done"),
    ],
)
def test_what_a_clause_says_came_of_an_act(sentence: str, act: str, kind: str) -> None:
    [word] = same_act(frozenset({stem(act)}))
    assert word in getattr(evidence_of(sentence), kind)


@pytest.mark.parametrize(
    "sentence",
    [
        "Oslo will send engineers.",
        "Oslo promised again to send engineers.",
        "Oslo threatened to send engineers.",
        "Oslo was urged to send engineers.",
        "Traders have had no word of the engineers whom Oslo promised.",
    ],
)
def test_what_is_to_come_is_no_evidence(sentence: str) -> None:
    assert not evidence_of(sentence)


def report(text: str, day: dt.date) -> Report:
    """A report in which every "Oslo" and "Bergen" is an actor of that name."""
    article = Article.make(text, published=day, publisher="Wire")
    actors = []
    for name, country in (("Oslo", "NOR"), ("Bergen", "BRG")):
        at = [Span(start=i, end=i + len(name)) for i in range(len(text)) if text.startswith(name, i)]
        if at:
            actors.append(Actor(id=name, name=name, kind=ActorKind.STATE, country=country, mentions=tuple(at)))
    return Report(article=article, reader=Reader(version="0", model="none", lexicon="none"), actors=tuple(actors))


def state(told: str, *, kind: str = "promise", days: int = 30, today: int = 60, condition: str = "") -> Entry:
    """How a promise of Oslo's to send engineers by a deadline stands after ``told``."""
    action = "send engineers to the dam"
    entry = Entry(
        id="a:c1",
        actors=("NOR",),
        recipients=(),
        kind=kind,
        action=action,
        condition=condition,
        made=DAY,
        deadline=DAY + dt.timedelta(days=20),
        state="open",
        verdict=None,
        articles=("a",),
        candidates=(),
    )
    said = Said(
        entry,
        same_act(content_words(action)),
        *same_act(content_words("send")),
        same_act(content_words(condition)),
        *(same_act(content_words("opened")) if condition else ("",)),
        ("BRG",) if condition else (),
        same_act(content_words("engineers")),
    )
    later = report(told, DAY + dt.timedelta(days=days))
    [found] = entries_of([said], tellings_of(later), lambda t: told[t.start : t.end])
    return stands(found, DAY + dt.timedelta(days=today))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Oslo sent engineers to the dam on Friday.", "kept"),
        ("Oslo sent some of the engineers to the dam.", "partly kept"),
        ("Oslo refused to send engineers to the dam.", "broken"),
        ("Oslo did not send engineers to the dam.", "broken"),
        ("Oslo sent flowers to the mayor.", "overdue"),
        ("Oslo again promised to send engineers to the dam.", "overdue"),
        ("Bergen sent engineers to the dam.", "overdue"),
    ],
)
def test_how_a_promise_stands(told: str, expected: str) -> None:
    assert state(told).state == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Bergen has not opened the mine.", "lapsed"),
        ("Bergen refused to open the mine.", "lapsed"),
        ("The mine stays shut, since Bergen never opened the mine.", "lapsed"),
        ("Bergen opened the mine.", "overdue"),
        ("Oslo sent engineers to the dam.", "overdue"),
    ],
)
def test_a_promise_lapses_with_its_condition_and_is_not_kept_without_it(told: str, expected: str) -> None:
    assert state(told, condition="if Bergen opened the mine").state == expected


def test_only_what_was_reported_by_the_day_counts() -> None:
    told = "Oslo sent engineers to the dam on Friday."
    assert [state(told, today=n).state for n in (5, 15, 25, 40)] == ["open", "due", "overdue", "kept"]
    early = state("Oslo did not send engineers to the dam.", days=5)
    assert early.state == "overdue", "before the deadline it is not broken yet"


def test_a_threat_that_is_not_carried_out_is_not_broken() -> None:
    assert state("Oslo did not send engineers to the dam.", kind="threat").state == "overdue"
    assert state("Oslo will not send engineers to the dam.", kind="threat").state == "withdrawn"


def held(proposal: str, position: str, day: int, towards: tuple[str, ...] = ()) -> Held:
    stand = Stand(DAY + dt.timedelta(days=day), position, proposal, ("Wire",), f"r{day}")
    return Held("NOR", "norway", towards, stand, content_words(proposal))


@pytest.mark.parametrize(
    ("one", "other", "towards", "changed"),
    [
        ("the fishing treaty", "the new fishing treaty", ((), ()), True),
        ("a ban on whaling", "the ban on whaling", ((), ()), True),
        ("the fishing treaty", "the prisoner treaty", ((), ()), False),
        ("an inquiry into the spill", "a tunnel to the islands", ((), ()), False),
        ("the oil sanctions", "the oil sanctions", (("PER",), ("CHL",)), False),
    ],
)
def test_a_change_needs_the_same_matter(
    one: str, other: str, towards: tuple[tuple[str, ...], tuple[str, ...]], changed: bool
) -> None:
    found = sequences([held(one, "against", 1, towards[0]), held(other, "for", 30, towards[1])])
    assert bool(sum(s.changes for s in found)) is changed


def events(tones: list[tuple[int, float]]) -> list[JoinedEvent]:
    """An event of its own a week, of a tone, so many weeks after DAY."""
    [one] = joined(RAID)
    weeks = [(DAY + dt.timedelta(weeks=week), tone) for week, tone in tones]
    return [replace(one, id=f"e{day}", first=day, last=day, goldstein=tone) for day, tone in weeks]


def test_silence_is_no_point_and_no_change() -> None:
    found = relation(events([(0, -5.0), (1, -4.0), (20, -5.0), (21, -4.5), (22, -5.0), (40, -4.0)]), "PER", "CHL")
    assert len(found.points) == 6
    assert found.changes == ()


def test_a_change_rests_on_events_on_both_sides() -> None:
    quiet, loud = [(w, 3.0 + w % 2) for w in range(6)], [(w, -6.0 - w % 2) for w in range(6, 12)]
    [change] = relation(events([*quiet, *loud]), "PER", "CHL").changes
    assert change.counts == (6, 6)
    assert change.low <= change.after - change.before <= change.high < 0
    few = relation(events([*quiet, *loud[:3]]), "PER", "CHL")
    assert changes(few.points) == []


def test_two_people_are_a_dyad_of_their_own() -> None:
    names = {"names": ("rosa quispe", "ana soto"), "doing": 1}
    met = joined(replace(RAID, **names))  # type: ignore[arg-type]
    assert len(relation(met, "rosa quispe", "ana soto").points) == 1
    assert relation(met, "rosa quispe", "CHL").points
    assert not relation(met, "ana soto", "ana soto").points
    assert all(a.start <= b.start for a, b in pairwise(relation(met, "PER", "CHL").points))
