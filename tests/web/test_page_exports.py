"""Exports are whole and keep the evidence; the histogram, suggestions, old addresses and checks of the API."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dragoman.web.app import STATIC
from dragoman.web.exports import ROWS, as_csv

FIRST_LOAD = 150_000  # bytes, compressed


def rows(room: TestClient, what: str, **params: Any) -> list[dict[str, str]]:
    answer = room.get(f"/api/v1/export/{what}", params=params)
    assert answer.status_code == 200
    assert f"dragoman-{what}.csv" in answer.headers["content-disposition"]
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def every(room: TestClient, path: str, **params: Any) -> list[dict[str, Any]]:
    """All items of a list, over its pages."""
    found, cursor = [], None
    while True:
        page = room.get(f"/api/v1{path}", params={**params, "limit": 7, "cursor": cursor} if cursor else params).json()
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            return found


def test_an_export_has_every_account_that_the_filter_means(room: TestClient) -> None:
    ids = [e["id"] for e in every(room, "/events", actor="PER", quad=1)]
    accounts = {a["id"] for id_ in ids for a in room.get(f"/api/v1/events/{id_}").json()["accounts"]}
    found = rows(room, "events", actor="PER", quad=1)
    assert len(ids) > 3
    assert {row["account"] for row in found} == accounts


def test_rows_of_events_keep_their_evidence(room: TestClient) -> None:
    found = rows(room, "events", independent=3)
    report = room.get(f"/api/v1/reports/{found[0]['account'].split(':')[0]}").json()["report"]
    row = found[0]
    text = report["article"]["text"]
    assert text[int(row["start"]) : int(row["end"])] == row["sentence"]
    words = f"at={row['start']}-{row['end']}"
    assert row["address"].endswith(f"/reports/{report['article']['id']}?item={row['account'].split(':')[1]}&{words}")
    told = next(r for r in found if r["cue"])
    assert told["chain"].startswith(told["source"])
    assert told["cue"] in text or told["cue"]
    for column in ("type", "doers", "doer_names", "recipients", "certainty", "first", "last", "date_precision"):
        assert column in row


@pytest.mark.parametrize("what", ROWS)
def test_what_is_exported_can_be_read_both_ways(room: TestClient, what: str) -> None:
    answer = room.get(f"/api/v1/export/{what}", params={"format": "json"})
    found = json.loads(answer.text)
    assert len(found) == len(rows(room, what))
    if what not in {"polls", "memberships"}:
        assert found


def test_an_export_of_nothing_that_is_there_says_so(room: TestClient) -> None:
    assert room.get("/api/v1/export/events", params={"event": "none"}).status_code == 404


def test_cells_that_would_run_are_words() -> None:
    text = "".join(as_csv([{"a": "=1+1", "b": ("@x", "y"), "c": -2.5}]))
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1] == ["'=1+1", "'@x; y", "-2.5"]


def test_the_histogram_counts_what_the_list_has(room: TestClient) -> None:
    found = room.get("/api/v1/histogram", params={"by": "month", "actor": "CHL"}).json()
    events = every(room, "/events", actor="CHL")
    assert sum(sum(bar["quads"]) for bar in found["bars"]) == len(events)
    undated = [e for e in events if e["precision"] not in {"day", "interval"}]
    assert sum(bar["undated"] for bar in found["bars"]) == len(undated)
    assert all(bar["start"].endswith("-01") for bar in found["bars"])
    reports = every(room, "/reports")
    known = {bar["start"]: bar["reports"] for bar in found["bars"]}
    month = next(start for start in known if known[start])
    assert known[month] == sum((r["published"] or "").startswith(month[:7]) for r in reports)


def test_only_dated_events(room: TestClient) -> None:
    found = every(room, "/events", dated=True)
    assert found
    assert {e["precision"] for e in found} <= {"day", "interval"}
    assert len(found) < len(every(room, "/events"))


def test_orders_of_events(room: TestClient) -> None:
    newest = [e["id"] for e in every(room, "/events")]
    assert sorted(e["id"] for e in every(room, "/events", order="oldest")) == sorted(newest)
    counts = [e["independent"] for e in every(room, "/events", order="sources")]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("US", "USA"), ("Türkiye", "TUR"), ("turk", "TUR"), ("britain", "GBR"), ("per", "PER"), ("Quispe", "Rosa Quispe")],
)
def test_an_actor_is_proposed_by_any_name(room: TestClient, typed: str, value: str) -> None:
    found = room.get("/api/v1/suggest", params={"q": typed}).json()
    assert value in [one["value"] for one in found][:3]


def test_a_person_is_found_by_surname_and_a_country_by_any_name(room: TestClient) -> None:
    def ids(name: str) -> list[str]:
        return [q["attribution"] for q in room.get("/api/v1/citations", params={"actor": name}).json()["items"]]

    assert ids("Quispe") == ids("rosa quispe") != []
    total = room.get("/api/v1/events", params={"actor": "Peru"}).json()["total"]
    assert total == room.get("/api/v1/events", params={"actor": "PER"}).json()["total"] > 0


def decide(room: TestClient, **decision: Any) -> int:
    answer = room.post("/api/v1/decisions", json={"decision": decision})
    assert answer.status_code == 201, answer.text
    return answer.json()["number"]


def test_an_address_of_an_event_survives_a_join_and_a_correction(own_room: TestClient) -> None:
    events = own_room.get("/api/v1/events", params={"limit": 50}).json()["items"]
    one, other = (e["accounts"][0]["id"] for e in events[:2])
    decide(own_room, kind="same", account=one, other=other)
    ids = {own_room.get(f"/api/v1/events/{e['id']}").json()["id"] for e in events[:2]}
    assert len(ids) == 1
    assert own_room.get(f"/api/v1/events/{one}").json()["id"] in ids
    before = events[5]
    type_ = "AID" if before["type"] != "AID" else "CONSULT"
    decide(own_room, kind="recode", account=before["accounts"][0]["id"], type=type_)
    after = own_room.get(f"/api/v1/events/{before['id']}").json()
    assert before["accounts"][0]["id"] in [a["id"] for a in after["accounts"]]


def test_certainty_day_and_country_are_corrected(own_room: TestClient) -> None:
    alone = next(e for e in every(own_room, "/events") if e["outlets"] == 1 and e["asserting"])
    account = alone["accounts"][0]["id"]
    decide(own_room, kind="recode", account=account, modality="planned", day="2025-01-09", country="BOL")
    after = own_room.get(f"/api/v1/events/{account}").json()
    told = next(a for a in after["accounts"] if a["id"] == account)
    assert (told["modality"], told["first"], told["precision"], told["country"]) == (
        "planned",
        "2025-01-09",
        "day",
        "BOL",
    )


@pytest.mark.parametrize("wrong", [{"country": "Bolivia"}, {"modality": "perhaps"}, {"day": "soon"}, {}])
def test_a_correction_that_says_nothing_is_refused(own_room: TestClient, wrong: dict[str, str]) -> None:
    account = own_room.get("/api/v1/events").json()["items"][0]["accounts"][0]["id"]
    body = {"decision": {"kind": "recode", "account": account, **wrong}}
    assert own_room.post("/api/v1/decisions", json=body).status_code == 422


def counted(room: TestClient) -> dict[str, int]:
    return room.get("/api/v1/info").json()["counts"]


def told_once(room: TestClient, of: str) -> str:
    """An item that nothing else of the archive speaks of."""
    if of == "event":
        return next(e["accounts"][0]["id"] for e in every(room, "/events") if e["outlets"] == 1)
    if of == "commitment":
        return next(e["id"] for e in every(room, "/commitments") if len(e["articles"]) == 1)
    if of == "stance":
        stand = next(p["stands"][0] for p in every(room, "/positions") if len(p["stands"]) == 1)
        return f"{stand['article']}:{stand['item']}"
    waiting = room.get("/api/v1/review", params={"of": of}).json()["items"][0]
    return f"{waiting['article']}:{waiting['item']}"


@pytest.mark.parametrize(
    ("of", "list_"),
    [("event", "events"), ("attribution", "citations"), ("commitment", "commitments"), ("stance", "positions")],
)
def test_what_is_wrong_counts_nowhere_until_that_is_taken_back(own_room: TestClient, of: str, list_: str) -> None:
    before, item = counted(own_room), told_once(own_room, of)
    number = decide(own_room, kind="check", of=of, item=item, right=False)
    assert counted(own_room)[list_] == before[list_] - 1
    found = own_room.get("/api/v1/review", params={"of": of, "limit": 100}).json()
    assert item not in [f"{w['article']}:{w['item']}" for w in found["items"]]
    assert {"of": of, "right": 0, "wrong": 1} in found["checked"]
    own_room.delete(f"/api/v1/decisions/{number}")
    assert counted(own_room) == before


def test_a_check_of_what_is_not_there_is_refused(own_room: TestClient) -> None:
    article = own_room.get("/api/v1/reports").json()["items"][0]["article"]
    body = {"decision": {"kind": "check", "of": "stance", "item": f"{article}:s999", "right": True}}
    assert own_room.post("/api/v1/decisions", json=body).status_code == 404


def test_the_most_doubtful_comes_first(room: TestClient) -> None:
    doubts = [w["doubt"] for w in room.get("/api/v1/review").json()["items"]]
    assert len(doubts) > 5
    assert doubts == sorted(doubts, reverse=True)


def test_after_a_merge_sources_and_statements_agree(own_room: TestClient) -> None:
    found = own_room.get("/api/v1/actors", params={"kind": "person", "limit": 50}).json()["items"]
    cited = {c["source"]: c["citations"] for c in every_source(own_room)}
    one, other = [e for e in found if e["name"] in cited][:2]
    together = cited[one["name"]] + cited[other["name"]]
    decide(own_room, kind="merge", key=one["key"], other=other["key"])
    name = own_room.get(f"/api/v1/actors/{one['key']}").json()["actor"]["name"]
    now = {c["source"]: c["citations"] for c in every_source(own_room)}
    assert now[name] == together
    assert not {one["name"], other["name"]} - {name} & now.keys()
    assert own_room.get("/api/v1/citations", params={"source": name}).json()["total"] == together


def every_source(room: TestClient) -> Iterator[dict[str, Any]]:
    offset: str | None = "0"
    while offset is not None:
        page = room.get("/api/v1/sources", params={"offset": offset, "limit": 100}).json()
        yield from page["items"]
        offset = page["next"]


def test_long_answers_are_compressed(room: TestClient) -> None:
    assert room.get("/api/v1/events").headers["content-encoding"] == "gzip"


def test_the_first_load_is_small() -> None:
    page = (STATIC / "index.html").read_text("utf-8")
    linked = [part.split('"')[0] for part in page.split("/assets/")[1:]]
    assert any(name.endswith(".js") for name in linked)
    assert sum(len(gzip.compress((STATIC / "assets" / name).read_bytes())) for name in linked) < FIRST_LOAD


def test_the_types_of_the_pages_are_made_of_this_api() -> None:
    import sys

    root = Path(__file__).parents[2]
    sys.path.insert(0, str(root / "tools"))
    try:
        from openapi import document
    finally:
        sys.path.pop(0)
    assert (root / "web" / "openapi.json").read_text("utf-8") == document(), "make openapi pages"
