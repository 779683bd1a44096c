"""Reading again, as users do it: what changed, going back, what was decided on, and forgetting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.reading import read
from dragoman.record import Kept, query

Call = Callable[..., tuple[int, str, str]]
TEXTS = (
    "Peru accused Chile of theft on Monday. Peru held talks with Bolivia in Lima.",
    "Peru sent food aid to Chile on Tuesday.",
)


@pytest.fixture
def ids(tmp_path: Path) -> list[str]:
    """Two reports of an earlier version, which saw but the talks in the first of them."""
    made = [read(text, published="2025-03-12", publisher="Wire") for text in TEXTS]
    old = made[0].reader.model_copy(update={"version": "0.0.1"})
    talks = tuple(e for e in made[0].events if e.type == "CONSULT")
    assert len(talks) == 1 and made[0].events[0].type == "ACCUSE" and made[1].events
    with Archive(tmp_path / "dragoman.duckdb") as archive:
        archive.add(made[0].model_copy(update={"reader": old, "events": talks}))
        archive.add(made[1].model_copy(update={"reader": old}))
    return [report.article.id for report in made]


def triggers(path: Path) -> set[str]:
    with Archive(path, read_only=True) as archive, Kept.of(archive) as kept:
        kept.refresh(archive)
        found = query.events(kept, limit=20).items
        return {event.type for event in found}


def test_one_is_read_again_and_the_other_left(ids: list[str], dragoman: Call) -> None:
    code, said, wrong = dragoman("reread", ids[0][:8])
    assert code == 0 and f"{ids[0]}  " in said and ids[1] not in said
    assert "1 kept" in wrong
    assert len(dragoman("readings", ids[0])[1].splitlines()) == 2
    assert len(dragoman("readings", ids[1])[1].splitlines()) == 1


def test_all_are_read_again_and_what_is_the_same_is_not_told(ids: list[str], dragoman: Call) -> None:
    _, said, wrong = dragoman("reread", "--all")
    assert "2 kept" in wrong and [line.split()[0] for line in said.splitlines()] == [ids[0]]
    assert "0 kept, 2 already there" in dragoman("reread", "--all")[2]


def test_diff_names_what_is_new(ids: list[str], dragoman: Call) -> None:
    code, _, wrong = dragoman("diff", ids[0])
    assert code == 2 and "read once" in wrong
    dragoman("reread", "--all")
    assert dragoman("diff", ids[0])[1].split()[:3] == ["new", "event", "accused"]
    assert "the same" in dragoman("diff", ids[1])[1]


def test_going_back_and_forward(ids: list[str], dragoman: Call) -> None:
    dragoman("reread", "--all")
    path = Path("dragoman.duckdb")
    assert "ACCUSE" in triggers(path)
    first = dragoman("readings", ids[0])[1].split()[0]
    assert dragoman("use", ids[0], first)[0] == 0
    assert "ACCUSE" not in triggers(path) and "CONSULT" in triggers(path)
    assert dragoman("use", ids[0], "--latest")[0] == 0
    assert "ACCUSE" in triggers(path)
    assert dragoman("use", ids[0], "999")[0] == 2


def test_a_drop_holds_over_a_new_reading_that_counts_otherwise(ids: list[str], dragoman: Call) -> None:
    """The old reading's second event is its first one; the new one finds another before it."""
    path = Path("dragoman.duckdb")
    with Archive(path, read_only=True) as archive:
        [talks] = archive.report(ids[0]).events
    assert dragoman("recode", f"{ids[0]}:{talks.id}", "--drop", "--by", "Ann")[0] == 0
    dragoman("reread", "--all")
    assert "ACCUSE" in triggers(path) and "CONSULT" not in triggers(path)
    assert "Ann" in dragoman("decisions")[1] and dragoman("decisions", "--doubtful")[1] == ""


def test_what_fits_no_more_is_listed_and_not_applied(ids: list[str], dragoman: Call) -> None:
    dragoman("reread", "--all")
    with Archive(Path("dragoman.duckdb"), read_only=True) as archive:
        accused = next(e for e in archive.report(ids[0]).events if e.type == "ACCUSE")
    dragoman("recode", f"{ids[0]}:{accused.id}", "--drop")
    dragoman("use", ids[0], dragoman("readings", ids[0])[1].split()[0])  # which has no such event
    assert "needs a look" in dragoman("decisions", "--doubtful")[1]
    assert "CONSULT" in triggers(Path("dragoman.duckdb"))


def test_forgotten_is_forgotten(ids: list[str], dragoman: Call) -> None:
    assert dragoman("forget", ids[0][:10], "--yes")[0] == 0
    assert not {"ACCUSE", "CONSULT"} & triggers(Path("dragoman.duckdb"))
    assert dragoman("show", ids[0])[0] == 2
    assert "food aid" in dragoman("search", "food", "--json")[1]
    assert "theft" not in dragoman("search", "theft", "--json")[1]
