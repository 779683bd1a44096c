"""A user's word stays where it was put: over new readings, other versions, a date learned later, and old archives."""

from __future__ import annotations

import datetime as dt
import json
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest

from dragoman.archive import Archive
from dragoman.archive.anchors import Anchor, Item, found
from dragoman.archive.readings import differences
from dragoman.collation.accounts import accounts_of
from dragoman.collation.actors import Apart, Recode, Rename, Same, Verdict
from dragoman.errors import (
    ActorNotFound,
    ArticleNotFound,
    CommitmentNotFound,
    DecisionConflict,
    DecisionNotFound,
    EventNotFound,
    ReadingNotFound,
    UnknownName,
)
from dragoman.model import (
    Actor,
    ActorKind,
    ActorRef,
    Article,
    Commitment,
    Event,
    Modality,
    Reader,
    Report,
    Span,
)
from dragoman.record import Kept

TEXT = "Peru accused Chile of theft. Chile threatened Peru with a boycott. Peru promised to open the port."


def event(id_: str, words: str, type_: str = "ACCUSE", sides: tuple[str, str] = ("PER", "CHL")) -> Event:
    at = TEXT.index(words)
    refs = [ActorRef(actor=f"a{1 if side == 'PER' else 2}", spans=()) for side in sides]
    return Event(
        id=id_,
        type=type_,
        mode=None,
        contexts=(),
        cameo="112",
        goldstein=-2.0,
        quad=3,
        actors=(refs[0],),
        recipients=(refs[1],),
        participants=(),
        actor_countries=(sides[0],),
        recipient_countries=(sides[1],),
        trigger=(Span(start=at, end=at + len(words)),),
        sentence=Span(start=0, end=27),
        when=None,
        location=None,
        location_spans=(),
        positive=True,
        modality=Modality.ASSERTED,
        attributions=(),
    )


def report(*events: Event, version: str = "1", day: str | None = None, text: str = TEXT) -> Report:
    actors = tuple(
        Actor(id=f"a{n}", name=name, kind=ActorKind.STATE, country=code, mentions=(Span(start=0, end=4),))
        for n, name, code in ((1, "Peru", "PER"), (2, "Chile", "CHL"))
    )
    promise = Commitment(
        id="c1",
        actors=(ActorRef(actor="a1", spans=()),),
        recipients=(),
        action=(Span(start=TEXT.index("open"), end=len(TEXT) - 1),),
        condition=(),
        deadline=None,
        kind="promise",
        attributions=(),
    )
    published = dt.date.fromisoformat(day) if day else None
    return Report(
        article=Article.make(text, publisher="Wire", published=published),
        reader=Reader(version=version, model="m", lexicon="l"),
        actors=actors,
        events=events,
        commitments=(promise,),
    )


ACCUSED, THREATENED = event("e1", "accused"), event("e2", "threatened", "THREATEN", ("CHL", "PER"))
FIRST = report(ACCUSED, THREATENED)
ID = FIRST.article.id


@pytest.fixture
def archive(tmp_path: Path):  # type: ignore[no-untyped-def]
    with Archive(tmp_path / "a.duckdb") as store:
        store.add(FIRST)
        yield store


def shown(archive: Archive) -> list[str]:
    """The triggers of the events that the record has."""
    with Kept(":memory:") as kept:
        kept.refresh(archive)
        accounts = [json.loads(r) for (r,) in kept.db.execute("SELECT record FROM account")]
    by_id = {f"{ID}:{e.id}": e for e in archive.report(ID).events}
    return sorted(e.trigger[0].of(TEXT) for a in accounts if (e := by_id.get(a["id"])))


def test_a_drop_stays_on_its_event_when_a_new_reading_counts_otherwise(archive: Archive) -> None:
    archive.decide(Recode(account=f"{ID}:e2", drop=True))
    assert shown(archive) == ["accused"]
    moved = (event("e1", "promised", "ENGAGE"), event("e2", "accused"), event("e3", "threatened", "THREATEN"))
    archive.add(report(*moved, version="2"))
    assert shown(archive) == ["accused", "promised"]
    [made] = archive.decisions()
    assert made.decision.account == f"{ID}:e3" and made.doubt is None


@pytest.mark.parametrize(
    "later",
    [
        (ACCUSED,),  # gone
        (ACCUSED, event("e2", "promised", "THREATEN")),  # the id is another event's
        (ACCUSED, event("e2", "threatened", "COERCE")),  # read as something else
        (ACCUSED, event("e2", "threatened", "THREATEN"), event("e3", "threatened", "THREATEN")),  # two that it may be
    ],
)
def test_a_decision_that_fits_no_more_needs_a_look_and_does_nothing(archive: Archive, later: tuple[Event, ...]) -> None:
    archive.decide(Recode(account=f"{ID}:e2", drop=True))
    archive.add(report(*later, version="2"))
    assert archive.applied() == []
    [made] = archive.doubtful_decisions()
    assert made.doubt is not None and "threatened" in made.doubt
    assert len(shown(archive)) == len(accounts_of(archive.report(ID)))
    archive.choose(ID, archive.readings(ID)[0].number)
    assert archive.applied() and not archive.doubtful_decisions()


def test_of_two_at_one_word_the_sides_tell() -> None:
    items = [Item(id=f"e{n}", places=((5, 12),), what="ACCUSE", sides=(side,)) for n, side in enumerate(("A", "B"), 1)]
    place = Anchor(kind="event", article="x", places=((5, 12),), what="ACCUSE", sides=("B",), nth=0, of=1, words="w")
    assert found(place, items) == "e2"
    assert found(place.model_copy(update={"sides": ("C",)}), items) is None
    assert found(place.model_copy(update={"of": 2, "nth": 0}), items) == "e1"
    longer = [Item(id="e9", places=((0, 20),), what="ACCUSE", sides=())]
    assert found(place, longer) == "e9"
    assert found(place, [longer[0].model_copy(update={"what": "CONSULT"})], decided="CONSULT") == "e9"


def test_joins_verdicts_and_names_are_carried_over_too(archive: Archive) -> None:
    archive.decide(Same(account=f"{ID}:e1", other=f"{ID}:e2"))
    archive.decide(Verdict(commitment=f"{ID}:c1", outcome="kept"))
    archive.decide(Rename(key="state:PER", name="Republic of Peru"))
    renumbered = report(
        THREATENED.model_copy(update={"id": "e1"}), ACCUSED.model_copy(update={"id": "e2"}), version="2"
    )
    archive.add(renumbered.model_copy(update={"actors": renumbered.actors[1:]}))
    joined, verdict, _ = archive.applied()
    assert (joined.account, joined.other) == (f"{ID}:e2", f"{ID}:e1")
    assert verdict == Verdict(commitment=f"{ID}:c1", outcome="kept")
    assert [m.decision.kind for m in archive.doubtful_decisions()] == ["rename"]


def test_who_when_and_undo(archive: Archive) -> None:
    number = archive.decide(Recode(account=f"{ID}:e1", drop=True), "no event", by="Ann").number
    [made] = archive.decisions()
    assert (made.by, made.reason, made.undone) == ("Ann", "no event", None)
    archive.undecide(number, by="Ben")
    assert archive.decisions() == [] and archive.applied() == []
    [taken] = archive.every_decision()
    assert taken.undone is not None and taken.undone_by == "Ben"
    with pytest.raises(DecisionNotFound, match="taken back already, by Ben"):
        archive.undecide(number)
    with pytest.raises(DecisionNotFound, match="no decision has this number"):
        archive.undecide(99)


def test_pressing_twice_is_once(archive: Archive) -> None:
    first = archive.decide(Recode(account=f"{ID}:e1", type="CONSULT"))
    again = archive.decide(Recode(account=f"{ID}:e1", type="CONSULT"))
    assert (first, again) == ((1, True, 1), (1, False, 1))
    assert len(archive.every_decision()) == 1


def test_the_second_of_two_editors_is_told(archive: Archive) -> None:
    seen = archive.revision()
    archive.decide(Recode(account=f"{ID}:e1", type="CONSULT"), by="Ann", seen=seen)
    with pytest.raises(DecisionConflict, match="decision 1 was made, by Ann"):
        archive.decide(Recode(account=f"{ID}:e1", drop=True), by="Ben", seen=seen)
    archive.decide(Recode(account=f"{ID}:e2", drop=True), by="Ben", seen=seen)  # another thing
    later = archive.revision()
    archive.undecide(1, by="Ann")
    with pytest.raises(DecisionConflict, match="taken back, by Ann"):
        archive.decide(Recode(account=f"{ID}:e1", drop=True), by="Ben", seen=later)
    archive.decide(Recode(account=f"{ID}:e1", drop=True), by="Ben", seen=archive.revision())
    seen = archive.revision()
    archive.decide(Apart(account=f"{ID}:e1", other=f"{ID}:e2"), by="Ann", seen=seen)
    with pytest.raises(DecisionConflict):
        archive.decide(Same(account=f"{ID}:e2", other=f"{ID}:e1"), by="Ben", seen=seen)


def test_unknown_names_are_refused_with_suggestions(archive: Archive) -> None:
    with pytest.raises(UnknownName, match=r"Chilee: .*did you mean chile \(CHL\)"):
        archive.decide(Recode(account=f"{ID}:e1", doers=("Chilee",)))
    with pytest.raises(UnknownName):
        archive.decide(Recode(account=f"{ID}:e1", recipients=("XYZ",)))
    with pytest.raises(ActorNotFound, match="did you mean state:PER"):
        archive.decide(Rename(key="state:PRE", name="Peru"))
    with pytest.raises(EventNotFound):
        archive.decide(Recode(account=f"{ID}:e9", drop=True))
    with pytest.raises(EventNotFound):
        archive.decide(Same(account=f"{ID}:e1", other="none:e1"))
    with pytest.raises(CommitmentNotFound):
        archive.decide(Verdict(commitment=f"{ID}:c9", outcome="open"))
    assert archive.every_decision() == []
    archive.decide(Recode(account=f"{ID}:e1", doers=("Bolivia", "bra", "Chile")))
    assert archive.applied()[0].doers == ("BOL", "BRA", "CHL")


def test_a_date_learned_later_is_of_the_same_article(archive: Archive) -> None:
    archive.decide(Recode(account=f"{ID}:e2", drop=True))
    dated = report(
        event("e1", "promised", "ENGAGE"),
        event("e2", "accused"),
        event("e3", "threatened", "THREATEN"),
        day="2025-03-01",
        version="2",
    )
    assert archive.add(dated)
    assert archive.articles() == [dated.article.id]
    assert [r.items for r in archive.readings(dated.article.id)] == [5, 6]
    assert {r.article.published for r in archive.reports()} == {dt.date(2025, 3, 1)}
    assert archive.reading(dated.article.id, 1).article == dated.article
    [made] = archive.decisions()
    assert made.decision.account == f"{dated.article.id}:e3" and made.doubt is None
    assert not archive.add(FIRST)  # without its date again
    assert archive.articles() == [dated.article.id]
    assert archive.kept().id_of(FIRST.article) == dated.article.id
    other = report(ACCUSED, day="2025-04-01")
    assert archive.add(other) and len(archive.articles()) == 2  # another day is another article


def test_going_back_to_an_earlier_reading_lasts(archive: Archive) -> None:
    archive.add(report(ACCUSED, version="2"))
    first, second = archive.readings(ID)
    assert (first.current, second.current) == (False, True)
    archive.choose(ID, first.number)
    archive.add(report(version="3"))
    assert [r.current for r in archive.readings(ID)] == [True, False, False]
    assert archive.report(ID) == FIRST
    archive.choose(ID, None)
    assert archive.report(ID).reader.version == "3"
    with pytest.raises(ReadingNotFound):
        archive.choose(ID, 77)


def test_what_differs_between_two_readings() -> None:
    other = report(
        ACCUSED.model_copy(update={"id": "e7", "modality": Modality.DENIED}), event("e1", "promised", "ENGAGE")
    )
    changes = differences(FIRST, other)
    assert [(c.how, c.kind, c.words) for c in changes] == [
        ("changed", "event", "accused"),
        ("gone", "event", "threatened"),
        ("new", "event", "promised"),
    ]
    assert changes[0].fields == (("modality", "asserted", "denied"),)
    assert differences(FIRST, FIRST) == []


def test_a_forgotten_article_is_nowhere(archive: Archive) -> None:
    other = report(text=TEXT + " More.")
    archive.add(other)
    archive.decide(Recode(account=f"{ID}:e1", drop=True))
    with Kept(":memory:") as kept:
        kept.refresh(archive)
        archive.forget(ID[:10])
        kept.refresh(archive)
        for (table,) in kept.db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'article%'"
        ).fetchall():
            columns = [c[1] for c in kept.db.execute(f"PRAGMA table_info({table})") if c[1] in {"article", "id"}]
            for column in columns:
                assert not kept.db.execute(f"SELECT 1 FROM {table} WHERE {column} LIKE ?", [f"{ID}%"]).fetchone()
        assert kept.db.execute("SELECT id FROM article").fetchall() == [(other.article.id,)]
    with pytest.raises(ArticleNotFound):
        archive.report(ID)
    assert archive.articles() == [other.article.id] and archive.every_decision() == []
    assert archive.add(FIRST)


ARTICLE_THEN = ("id", "title", "publisher", "author", "url", "published", "language", "obtained", "text")


def old_archive(path: Path, readings: list[Report], record: dict[str, object]) -> None:
    """An archive as it was made before decisions were anchored."""
    from dragoman.archive.rows import ARTICLE, rows_of

    db = duckdb.connect(str(path))
    db.execute("CREATE TABLE dragoman_migration (name VARCHAR PRIMARY KEY)")
    scripts = sorted(f.name for f in files("dragoman.archive").joinpath("migrations").iterdir())
    for script in [s for s in scripts if s < "0005"]:
        db.execute(files("dragoman.archive").joinpath("migrations", script).read_text("utf-8"))
        db.execute("INSERT INTO dragoman_migration VALUES (?)", [script])
    for made in readings:
        rows = rows_of(made)
        marks = ", ".join("?" * len(ARTICLE_THEN))
        values = dict(zip(ARTICLE, rows.article, strict=True))
        db.execute(f"INSERT OR IGNORE INTO article VALUES ({marks})", [values[name] for name in ARTICLE_THEN])
        db.execute(
            "INSERT INTO reading (article_id, reader, report) VALUES (?, ?, ?)", [rows.id, rows.reader, rows.report]
        )
        for item in rows.items:
            db.execute("INSERT INTO item VALUES (?, ?, ?, ?, ?)", [rows.id, rows.reader, *item])
    db.execute("INSERT INTO decision (kind, record) VALUES (?, ?)", [record["kind"], json.dumps(record)])
    db.close()


@pytest.mark.parametrize("later", [None, "agrees", "differs"])
def test_an_old_archive_migrates_with_its_decisions(tmp_path: Path, later: str | None) -> None:
    path = tmp_path / "old.duckdb"
    second = {
        "agrees": report(ACCUSED, THREATENED, version="2"),
        "differs": report(THREATENED, ACCUSED.model_copy(update={"id": "e9"}), event("e1", "promised"), version="2"),
    }
    old_archive(
        path, [FIRST, *([second[later]] if later else [])], {"kind": "recode", "account": f"{ID}:e1", "drop": True}
    )
    with Archive(path, read_only=True) as archive:  # brought up to date by itself
        [made] = archive.decisions()
        if later == "differs":  # which of the two readings was meant is not known
            assert made.doubt and archive.applied() == []
        else:
            assert made.doubt is None and archive.applied() == [Recode(account=f"{ID}:e1", drop=True)]
        assert archive.identity() and all(archive.current().values())
