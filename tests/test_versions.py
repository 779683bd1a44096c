"""Versions of one address: linked, one voice, and what each says otherwise."""

import datetime as dt
import json
from pathlib import Path

import pytest

import dragoman
from dragoman.archive import Archive
from dragoman.collation.copies import Text, find_copies
from dragoman.collation.versions import address_of, difference
from dragoman.record import Kept, query

FIRST = (
    "Norway agreed to reopen the harbour. The blast at Vardo on Monday killed 2 people. The mayor declined to comment."
)
SECOND = (
    "Norway agreed to discuss the harbour. The blast at Vardo on Monday killed 5 people. The mayor declined to comment."
)
PLACE = "https://www.example.org/news/vardo?utm_source=feed"


def test_words_and_numbers_that_changed() -> None:
    told = difference(FIRST, SECOND)
    assert [(c.before, c.after, c.number) for c in told.changes] == [("reopen", "discuss", False), ("2", "5", True)]
    assert (told.removed, told.added, told.notice) == ((), (), None)


def test_sentences_taken_out_and_put_in() -> None:
    told = difference(
        "Peru signed the treaty. A bridge fell in Cusco. Nobody was hurt.",
        "Peru signed the treaty. Engineers blamed the rain for it all. Nobody was hurt.",
    )
    assert (told.removed, told.added) == (("A bridge fell in Cusco.",), ("Engineers blamed the rain for it all.",))


@pytest.mark.parametrize(
    ("added", "notice"),
    [
        ("Correction: the toll given at first was wrong.", "correction"),
        ("An earlier version of this report named another harbour.", "correction"),
        ("The name of the ship has been corrected to Alta.", "correction"),
        ("The Gazette has retracted its report of the blast.", "retraction"),
        ("This story should not have been published.", "retraction"),
        ("Updates with a comment of the ministry.", "update"),
        ("The mayor spoke of a dark day.", None),
        ("Police corrected the course of the boat.", None),
    ],
)
def test_what_a_version_says_of_itself(added: str, notice: str | None) -> None:
    told = difference(FIRST, f"{FIRST} {added}")
    assert (told.notice, told.words, told.added) == (notice, added if notice else "", (added,))


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (PLACE, "example.org/news/vardo"),
        ("http://example.org/news/vardo/", "example.org/news/vardo"),
        ("https://example.org/read?id=7&utm_medium=x", "example.org/read?id=7"),
        ("file:///home/a/b.txt", ""),
        ("http://[broken", ""),
        (None, ""),
    ],
)
def test_addresses(url: str | None, address: str) -> None:
    assert address_of(url) == address


def test_versions_are_of_one_family_in_the_order_of_their_moments() -> None:
    day, place = dt.date(2031, 3, 4), "example.org/a"
    texts = [
        Text("c", SECOND, day, place, "2031-03-04T18:00:00"),
        Text("a", "Something else altogether stands at the same place by now.", day, place, "2031-03-04T20:00:00"),
        Text("b", FIRST, day, place, "2031-03-04T09:00:00"),
        Text("d", "Quite another text of another address, about sheep.", day, "example.org/b", "2031-03-04"),
    ]
    copies = find_copies(texts)
    assert {(c.article, c.of) for c in copies.found if c.kind == "version"} == {("c", "b"), ("a", "c")}
    assert copies.superseded == {"b", "c"}
    assert len({copies.family[id_] for id_ in "abc"}) == 1 != len({copies.family[id_] for id_ in "ad"})


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("versions") / "a.duckdb"
    reports = [
        ("Peru attacked Chile's fleet on Monday, killing 2 sailors.", "2025-03-11T08:00:00", "Post", PLACE),
        ("Peru attacked Chile's fleet on Monday, killing 5 sailors.", "2025-03-11T17:00:00", "Post", PLACE),
        ("On Monday Peru's navy attacked the fleet of Chile, killing 5 sailors.", "2025-03-12", "Wire", None),
    ]
    with Archive(path) as store:
        for text, when, publisher, url in reports:
            store.add(dragoman.read(text, published=when, publisher=publisher, url=url))
    return path


def test_a_version_is_no_voice_of_its_own_and_what_it_corrects_is_no_conflict(archive: Path) -> None:
    with Archive(archive, read_only=True) as store, Kept.of(store) as kept:
        kept.refresh(store)
        (event,) = (e for e in query.events(kept).items if e.type == "ASSAULT")
        assert (event.independent, query.conflicts(kept).total) == (2, 0)
        (version,) = query.versions(kept).items
        assert [(c.before, c.after) for c in version.difference.changes] == [("2", "5")]
        assert query.versions(kept, article=version.of.article).total == 1
        assert query.versions(kept, until=dt.date(2025, 3, 10)).total == 0


def test_the_command_tells_them(archive: Path, dragoman) -> None:  # type: ignore[no-untyped-def]
    where = ("--archive", str(archive))
    (found,) = map(json.loads, dragoman("versions", "--json", *where)[1].splitlines())
    assert found["difference"]["changes"][0]["number"] is True
    rows = dragoman("versions", "--format", "csv", "--columns", "what,before,after", *where)[1]
    assert rows.splitlines()[1:] == ["number,2,5"]
    assert dragoman("versions", "--as-of", "2025-03-10", "--json", *where)[1] == ""
