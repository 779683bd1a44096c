"""The actor memory: what reports say of an actor over time, and a user's corrections on top of it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import dragoman
from dragoman.archive import Archive
from dragoman.cli.main import app
from dragoman.collation.actors import Mention, Merge, Rename, Split, choose, memory
from dragoman.errors import ArchiveError

REPORTS = [
    ("Peruvian Foreign Minister Maria Moreno met Chile's envoy.", "2025-01-10"),
    ("Moreno praised Chile on Monday. She said talks would go on.", "2025-02-03"),
    ("Peruvian Prime Minister Maria Moreno accused Chile of theft.", "2025-06-01"),
]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "a.duckdb"
    with Archive(path) as store:
        for text, date in REPORTS:
            store.add(dragoman.read(text, published=date, publisher="Wire"))
    return path


def test_roles_names_and_countries_with_their_dates_and_words(archive: Path) -> None:
    with Archive(archive, read_only=True) as store:
        moreno = choose(store.actors(), "maria moreno")
    assert (moreno.name, moreno.country, moreno.reports) == ("Maria Moreno", "PER", 3)
    assert (str(moreno.first), str(moreno.last)) == ("2025-01-10", "2025-06-01")
    roles = {r.value: (str(r.first), r.words) for r in moreno.roles}
    assert roles["Foreign Minister"][0] == "2025-01-10"
    assert roles["Prime Minister"][0] == "2025-06-01"
    assert all("Moreno" in (words or "") for _, words in roles.values())


def test_the_memory_does_not_depend_on_the_order_of_reports() -> None:
    mentions = [
        Mention(article="x", actor="a1", name="Maria Moreno", kind="person", country="PER"),
        Mention(article="y", actor="a1", name="Moreno", kind="person"),
        Mention(article="z", actor="a2", name="Chile", kind="state", country="CHL"),
    ]
    assert memory(mentions) == memory(reversed(mentions))
    assert [e.key for e in memory(mentions)] == ["person:maria moreno", "state:CHL"]


def test_a_surname_that_two_people_bear_stays_apart() -> None:
    people = ["Maria Moreno", "Juan Moreno", "Moreno"]
    mentions = [Mention(article=str(i), actor="a1", name=n, kind="person") for i, n in enumerate(people)]
    assert {e.key for e in memory(mentions)} == {"person:maria moreno", "person:juan moreno", "person:moreno"}


def test_decisions() -> None:
    mentions = [
        Mention(article=str(i), actor="a1", name=n, kind="person") for i, n in enumerate(["Ada Lo", "A. Lo", "Ada Lo"])
    ]
    merged = memory(mentions, [Merge(key="person:ada lo", other="person:a. lo"), Rename(key="person:a. lo", name="Lo")])
    assert [(e.key, e.name, e.reports) for e in merged] == [("person:ada lo", "Lo", 3)]
    apart = memory(mentions, [Split(key="person:ada lo", article="2")])
    assert {(e.key, e.reports) for e in apart} == {("person:ada lo", 1), ("person:a. lo", 1), ("person:ada lo@2", 1)}


def test_merges_chain_and_circles_are_harmless() -> None:
    mentions = [Mention(article=n, actor="a1", name=n, kind="organisation") for n in "abc"]
    keys = [f"organisation:{n}" for n in "abc"]
    links = [Merge(key=keys[0], other=keys[1]), Merge(key=keys[1], other=keys[2]), Merge(key=keys[2], other=keys[0])]
    (entity,) = memory(mentions, links)
    assert (entity.key, entity.reports) == (keys[0], 3)


def test_the_commands(archive: Path) -> None:
    def run(*args: str, code: int = 0) -> str:
        result = CliRunner().invoke(app, ["actors", *args, "--archive", str(archive)])
        assert result.exit_code == code, result.output
        return result.output

    listed = [json.loads(line) for line in run("list", "--json").splitlines()]
    assert {"person:maria moreno", "state:CHL"} <= {e["key"] for e in listed}
    shown = json.loads(run("show", "Maria Moreno", "--json"))
    assert "Prime Minister" in [r["value"] for r in shown["roles"]]
    assert "Moreno" in run("show", "Maria Moreno")
    assert "decision 1" in run("rename", "Maria Moreno", "R. Moreno Mamani", "--reason", "full name")
    assert "R. Moreno Mamani" in [json.loads(x)["name"] for x in run("list", "--kind", "person", "--json").splitlines()]
    assert len(run("list", "--limit", "1", "--json").splitlines()) == 1
    assert "Actors" in run("list")
    with Archive(archive) as store:
        other = store.add(dragoman.read("Maria Moreno, a farmer, marched in Lima.", published="2025-07-01"))
        assert other
        article = next(m.article for m in store.mentions() if str(m.date) == "2025-07-01")
    assert "decision 2" in run("split", "person:maria moreno", article[:8])
    assert "full name" in run("decisions")
    run("undo", "1")
    assert "R. Moreno Mamani" not in run("list", "--json")


def test_wrong_corrections_are_refused(archive: Path) -> None:
    with Archive(archive) as store:
        with pytest.raises(ArchiveError, match="no such actor"):
            choose(store.actors(), "Nobody")
        with pytest.raises(ArchiveError, match="no decision"):
            store.undecide(7)
    result = CliRunner().invoke(app, ["actors", "merge", "Chile", "state:CHL", "--archive", str(archive)])
    assert isinstance(result.exception, ArchiveError)


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        ("Kenya and the Dnestr Front signed a truce. The Front promised to hand over the bodies.", "Dnestr Front", 2),
        ("The Alva Group met in Quito. Peru left the Group on Monday.", "Alva Group", 2),
        ("The Lakeshore Alliance marched. Police fired at the Alliance.", "Lakeshore Alliance", 2),
        ("The Alva Group met in Quito. The Front left on Monday.", "Alva Group", 1),
    ],
)
def test_a_body_is_called_by_the_last_word_of_its_name(text: str, name: str, mentions: int) -> None:
    found = [a for a in dragoman.read(text).actors if name in a.name]
    assert [len(a.mentions) for a in found] == [mentions]
