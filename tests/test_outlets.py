"""The register of outlets, and what users add to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import dragoman
from dragoman.archive import Archive
from dragoman.collation import outlets
from dragoman.errors import LexiconError
from dragoman.record import Kept, query

REPORTS = [
    ("Peru attacked Chile on Monday.", "2025-03-11", "Harbour Times"),
    ("On Monday Peru's army attacked Chile, killing four people.", "2025-03-11", "Coast Radio"),
]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the user's outlets are kept; there are none yet."""
    kept = tmp_path / "kept" / "outlets.csv"
    monkeypatch.setenv("DRAGOMAN_OUTLETS", str(kept))
    outlets.look_again()
    yield kept
    outlets.look_again()


def table(tmp_path: Path, rows: str) -> Path:
    file = tmp_path / "mine.csv"
    file.write_text("name,aliases,kind,country,voice\n" + rows, encoding="utf-8")
    return file


def voices(*names: str) -> list[str]:
    return [next(o.voice for o in outlets.register() if name in (o.name, *o.aliases)) for name in names]


def test_outlets_of_one_owner_are_one_voice_once_the_user_says_so(own: Path, tmp_path: Path) -> None:
    with Archive(tmp_path / "a.duckdb") as store:
        for text, day, publisher in REPORTS:
            store.add(dragoman.read(text, published=day, publisher=publisher))
        counted = []
        for rows in ("", "Harbour Times,,owner,KEN,Coast Media\nCoast Radio,,owner,KEN,Coast Media\n"):
            outlets.add(table(tmp_path, rows))
            with Kept.of(store) as kept:
                kept.refresh(store)
                counted.append(max(e.independent for e in query.events(kept).items if e.type == "ASSAULT"))
    assert counted == [2, 1]


def test_a_row_goes_before_the_shipped_one_and_the_last_import_counts(own: Path, tmp_path: Path) -> None:
    assert voices("TASS", "Itar-Tass") == ["government of Russia"] * 2
    assert outlets.add(table(tmp_path, "tass,,private,RUS,\nBay News,Bay TV,party,KEN,Bay Party\n")) == (2, 0)
    assert voices("tass", "Bay TV") == ["", "Bay Party"]
    assert outlets.add(table(tmp_path, "Bay News,,party,KEN,Other Party\n")) == (0, 1)
    assert voices("tass", "Bay News") == ["", "Other Party"]


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ("Bay News,,blog,KEN,Bay Party\n", "'blog' is no kind of outlet"),
        ("Bay News,,party,Kenya,Bay Party\n", "'KENYA' is no country"),
        (",,party,KEN,Bay Party\n", "line 2: no name"),
        ("Bay News,,party,KEN,Bay Party,and more\n", "more values than columns"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(own: Path, tmp_path: Path, rows: str, wrong: str) -> None:
    with pytest.raises(LexiconError, match=wrong):
        outlets.add(table(tmp_path, rows))
    assert not own.exists()


def test_strange_columns_are_refused(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "strange.csv"
    file.write_text("name,voice,colour\nBay News,Bay Party,blue\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="has a column 'colour' that is none"):
        outlets.add(file)


def test_the_commands(own: Path, dragoman, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    code, said, _ = dragoman("outlets", "import", str(table(tmp_path, "Bay News,,party,KEN,Bay Party\n")))
    assert (code, said.startswith("1 outlets added, 0 replaced")) == (0, True)
    assert "Bay News  party  KEN  Bay Party" in dragoman("outlets", "list", "bay")[1]
    assert "TASS" not in dragoman("outlets", "list", "bay")[1]
