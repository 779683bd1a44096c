"""The API: what the pages show, paging, corrections, reading, and errors as problem details."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from rooms import HOSTILE, finished

from dragoman.archive import Archive
from dragoman.web.app import create

API = "/api/v1"
LISTS = {
    "reports": "article",
    "events": "id",
    "conflicts": "event",
    "positions": "matter",
    "commitments": "id",
    "citations": "start",
    "actors": "key",
    "sources": "source",
}


def get(client: TestClient, path: str, **params: object) -> dict:
    answer = client.get(f"{API}{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def problem(answer: object) -> dict:
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code and body["detail"]
    return body


@pytest.mark.parametrize("name", LISTS)
def test_pages_of_a_list_hold_every_item_once(room: TestClient, name: str) -> None:
    whole = get(room, f"/{name}", limit=200)
    assert whole["next"] is None and len(whole["items"]) == whole["total"] > 1
    items, cursor = [], None
    turn = "offset" if name == "sources" else "cursor"
    while True:
        page = get(room, f"/{name}", limit=2, **({turn: cursor} if cursor else {}))
        assert len(page["items"]) <= 2 and page["total"] == whole["total"]
        items += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert items == whole["items"]


@pytest.mark.parametrize("cursor", ["nonsense", "WzFd", "bnVsbA", "WyJhIiwgWzFdXQ", "é", "=" * 900])
def test_a_cursor_of_elsewhere_is_refused(room: TestClient, cursor: str) -> None:
    assert "cursor" in problem(room.get(f"{API}/events", params={"cursor": cursor}))["detail"]


def test_info(room: TestClient) -> None:
    info = get(room, "/info")
    assert info["counts"]["reports"] == 18 and info["archive"] == "room.duckdb" and not info["fetches"]
    assert {"code": "PER", "name": "Peru", "numeric": "604"} in room.get(f"{API}/countries").json()
    assert {"name": "CONSULT", "quad": 1} in room.get(f"{API}/types").json()


def test_a_report_is_tied_to_the_record(room: TestClient) -> None:
    filed = next(r for r in get(room, "/reports")["items"] if r["title"] == "Talks in La Paz")
    opened = get(room, f"/reports/{filed['article']}")
    read = opened["report"]
    assert filed["events"] == len(read["events"]) == len(opened["events"])
    for own, joined in opened["events"].items():
        accounts = get(room, f"/events/{joined}")["accounts"]
        assert f"{filed['article']}:{own}" in {a["id"] for a in accounts}
    names = {get(room, f"/actors/{quote(key)}")["actor"]["name"] for key in set(opened["actors"].values())}
    assert {"Rosa Quispe", "Marco Leiva"} <= names


def test_copies_of_a_report(room: TestClient) -> None:
    filed = next(r for r in get(room, "/reports")["items"] if r["title"] == "Chile holds trawlers")
    [copy] = get(room, f"/reports/{filed['article']}")["copies"]
    assert copy["title"] == "Trawlers held off Arica" and filed["copies"] == 1


def test_filters(room: TestClient) -> None:
    def kinds(**params: object) -> list[tuple[str, str]]:
        return [(e["type"], e["first"]) for e in get(room, "/events", **params)["items"]]

    every = kinds(limit=200)
    between = [e for e in every if e[1] is not None and "2025-03-01" <= e[1] <= "2025-03-31"]
    march = kinds(since="2025-03-01", until="2025-03-31", limit=200)
    assert [e for e in march if e[1] is not None] == between != every  # events without a day are shown as such
    assert {t for t, _ in kinds(type="ASSAULT")} == {"ASSAULT"}
    assert ("CONSULT", "2025-02-11") in kinds(actor=["PER", "CHL"], quad=1)
    assert kinds(actor=["PER", "FIN"]) == []
    assert set(kinds(independent=3)) < set(every)
    assert kinds(country="BOL") == [e for e in kinds(limit=200, country="BOL") if e in every]
    assert {c["kind"] for c in get(room, "/conflicts", kind="number", actor="PER")["items"]} == {"number"}
    assert all(p["changes"] for p in get(room, "/positions", changed=True)["items"])
    kept = get(room, "/commitments", state="kept", actor="CHL")["items"]
    assert [e["state"] for e in kept] == ["kept", "kept"] and kept[0]["candidates"]
    early = get(room, "/commitments", on="2025-03-05")["items"]
    print([(e["state"], e["kind"]) for e in early], [(e["state"]) for e in get(room, "/commitments")["items"]])
    assert {e["state"] for e in get(room, "/commitments", on="2025-03-05", state="open")["items"]} == {"open"}
    assert get(room, "/sources", publisher="Meridian Press")["total"] < get(room, "/sources")["total"]
    assert [e["name"] for e in get(room, "/actors", q="quispe", kind="person")["items"]] == ["Rosa Quispe"]
    assert {q["source"] for q in get(room, "/citations", source="Marco Leiva")["items"]} == {"Marco Leiva"}
    assert get(room, "/reports", publisher="Andean Wire", since="2025-03-01")["total"] == 1


def test_relation_network_map_relays(room: TestClient) -> None:
    relation = get(room, "/relations/PER/CHL", by="month")
    assert [p["start"] for p in relation["points"]] == ["2025-02-01", "2025-03-01", "2025-04-01"]
    assert relation["points"][1]["weighted"] < 0 < relation["points"][2]["weighted"]
    assert get(room, "/relations/Peru/nobody")["points"] == []
    network = get(room, "/network")
    assert {t["one"] for t in network["ties"]} | {t["other"] for t in network["ties"]} <= {
        n["actor"] for n in network["nodes"]
    }
    assert len(get(room, "/network", limit=2)["nodes"]) == 2
    places = get(room, "/map")
    assert "La Paz" in {s["place"] for s in places["places"]} and "BOL" in {s["country"] for s in places["countries"]}
    relays = room.get(f"{API}/relays").json()
    assert any(r["via"] == "Northern Dispatch" and r["source"] == "state news agency" for r in relays)


def test_search(room: TestClient) -> None:
    found = get(room, "/search", q="trawlers -Congress")
    assert found["facets"]["total"] == len(found["items"]) == sum(n for _, n in found["facets"]["publishers"])
    assert all("[" in hit["snippet"] for hit in found["items"])
    assert get(room, "/search", q='"No such words"')["items"] == []
    assert len(get(room, "/search", q="Peru", limit=3, offset=3)["items"]) == 3
    problem(room.get(f"{API}/search", params={"q": ""}))


@pytest.mark.parametrize(
    "path",
    ["/reports/0123", "/events/none", "/actors/none", "/jobs/none", "/nothing", "/relations/PER"],
)
def test_what_is_not_there(room: TestClient, path: str) -> None:
    assert problem(room.get(f"{API}{path}"))["status"] == 404


def test_what_is_not_understood(room: TestClient) -> None:
    assert "since" in problem(room.get(f"{API}/events?since=yesterday"))["detail"]
    assert problem(room.get(f"{API}/events?limit=0"))["status"] == 422
    assert problem(room.delete(f"{API}/info"))["status"] == 405
    assert problem(room.post(f"{API}/reports", content=b"{"))["status"] == 422
    assert problem(room.post(f"{API}/reports", json={"content": "x", "else": 1}))["status"] == 422


def account_of(client: TestClient, type_: str, **params: object) -> tuple[dict, dict]:
    event = get(client, "/events", type=type_, **params)["items"][0]
    return event, get(client, f"/events/{event['id']}")["accounts"][0]


def decide(client: TestClient, **decision: object) -> int:
    answer = client.post(f"{API}/decisions", json={"decision": decision, "reason": "a test"})
    assert answer.status_code == 201, answer.text
    return answer.json()["number"]


def test_a_recoded_event_is_kept_and_taken_back(own_room: TestClient, archive: Path) -> None:
    event, account = account_of(own_room, "ACCUSE", since="2025-03-20")
    number = decide(own_room, kind="recode", account=account["id"], type="CONSULT", recipients=["Bolivia", "BRA"])
    opened = get(own_room, f"/reports/{account['article']}")
    changed = get(own_room, f"/events/{opened['events'][account['event']]}")
    assert changed["type"] == "CONSULT" and changed["recipients"] == ["BOL", "BRA"]
    assert [c["number"] for c in opened["corrections"]] == [number]
    with TestClient(create(archive), base_url="http://127.0.0.1") as later:
        assert get(later, f"/events/{changed['id']}")["type"] == "CONSULT"
    assert own_room.delete(f"{API}/decisions/{number}").status_code == 204
    assert get(own_room, f"/events/{event['id']}")["type"] == "ACCUSE"
    assert problem(own_room.delete(f"{API}/decisions/{number}"))["status"] == 404


def test_a_dropped_event_is_gone(own_room: TestClient) -> None:
    event, account = account_of(own_room, "ACCUSE", since="2025-03-20")
    decide(own_room, kind="recode", account=account["id"], drop=True)
    assert problem(own_room.get(f"{API}/events/{event['id']}"))["status"] == 404


def test_events_are_parted_and_joined(own_room: TestClient) -> None:
    meeting = next(e for e in get(own_room, "/events", type="CONSULT")["items"] if e["outlets"] == 3)
    accounts = get(own_room, f"/events/{meeting['id']}")["accounts"]
    ids = [a["id"] for a in accounts]
    number = decide(own_room, kind="apart", account=ids[0], other=ids[1], others=ids[2:])
    meetings = get(own_room, "/events", type="CONSULT")["items"]
    sizes = {e["id"]: len(get(own_room, f"/events/{e['id']}")["accounts"]) for e in meetings}
    assert len(ids) >= 3 and sizes[meeting["id"]] == 1 and len(ids) - 1 in sizes.values()
    own_room.delete(f"{API}/decisions/{number}")
    assert len(get(own_room, f"/events/{meeting['id']}")["accounts"]) == len(ids)
    other, account = account_of(own_room, "CONSULT", since="2025-04-20")
    decide(own_room, kind="same", account=accounts[0]["id"], other=account["id"])
    joined = get(own_room, "/events", type="CONSULT", limit=200)["items"]
    assert max(e["outlets"] for e in joined) >= 4
    assert len(joined) < len({e["id"] for e in [*joined, other, meeting]}) + 1


def test_actors_are_renamed_merged_and_split(own_room: TestClient) -> None:
    [leiva] = get(own_room, "/actors", q="leiva", kind="person")["items"]
    [rojas] = get(own_room, "/actors", q="rojas", kind="person")["items"]
    numbers = [decide(own_room, kind="rename", key=leiva["key"], name="M. Leiva")]
    assert get(own_room, f"/actors/{leiva['key']}")["actor"]["name"] == "M. Leiva"
    numbers.append(decide(own_room, kind="merge", key=leiva["key"], other=rojas["key"]))
    assert get(own_room, f"/actors/{leiva['key']}")["actor"]["reports"] == leiva["reports"] + rojas["reports"]
    article = get(own_room, "/citations", source="Diego Rojas")["items"][0]["article"]
    numbers.append(decide(own_room, kind="split", key=leiva["key"], article=article))
    assert get(own_room, f"/actors/{leiva['key']}")["actor"]["reports"] < leiva["reports"] + rojas["reports"]
    for number in reversed(numbers):
        own_room.delete(f"{API}/decisions/{number}")
    assert get(own_room, f"/actors/{leiva['key']}")["actor"] == leiva | {"name": "Marco Leiva"}


def test_a_verdict_stands(own_room: TestClient) -> None:
    entry = get(own_room, "/commitments", state="broken")["items"][0]
    decide(own_room, kind="verdict", commitment=entry["id"], outcome="kept")
    later = next(e for e in get(own_room, "/commitments", limit=200)["items"] if e["id"] == entry["id"])
    assert (later["state"], later["verdict"]) == ("kept", "kept")


@pytest.mark.parametrize(
    "decision",
    [
        {"kind": "rename", "key": "nobody", "name": "X"},
        {"kind": "recode", "account": "none:e1", "drop": True},
        {"kind": "verdict", "commitment": "none", "outcome": "kept"},
        {"kind": "same", "account": "a", "other": "b"},
    ],
)
def test_a_decision_about_nothing_is_refused(own_room: TestClient, decision: dict) -> None:
    assert problem(own_room.post(f"{API}/decisions", json={"decision": decision}))["status"] == 404
    assert own_room.get(f"{API}/decisions").json() == {"items": [], "revision": 0}


def test_unknown_sides_are_refused_with_suggestions(own_room: TestClient) -> None:
    _, account = account_of(own_room, "ACCUSE", since="2025-03-20")
    decision = {"kind": "recode", "account": account["id"], "doers": ["Boliva"]}
    answer = problem(own_room.post(f"{API}/decisions", json={"decision": decision}))
    assert answer["status"] == 422 and "bolivia (BOL)" in answer["detail"]


def test_the_second_of_two_editors_is_told(own_room: TestClient) -> None:
    _, account = account_of(own_room, "ACCUSE", since="2025-03-20")
    seen = get(own_room, f"/reports/{account['article']}")["revision"]
    decision = {"kind": "recode", "account": account["id"], "type": "CONSULT"}
    first = own_room.post(f"{API}/decisions", json={"decision": decision, "by": "Ann", "seen": seen})
    again = own_room.post(f"{API}/decisions", json={"decision": decision, "by": "Ann", "seen": seen})
    assert first.json() == {"number": 1, "new": True, "revision": 1}
    assert again.json() == {"number": 1, "new": False, "revision": 1}
    other = {"decision": {"kind": "recode", "account": account["id"], "drop": True}, "by": "Ben", "seen": seen}
    answer = problem(own_room.post(f"{API}/decisions", json=other))
    assert answer["status"] == 409 and "by Ann" in answer["detail"]
    assert own_room.delete(f"{API}/decisions/1", params={"by": "Ben"}).status_code == 204
    [taken] = get(own_room, "/decisions", every=True)["items"]
    assert (taken["by"], taken["undone_by"]) == ("Ann", "Ben")


def test_a_decision_that_fits_no_more_is_listed(own_room: TestClient, archive: Path) -> None:
    _, account = account_of(own_room, "ACCUSE", since="2025-03-20")
    decide(own_room, kind="recode", account=account["id"], drop=True)
    with Archive(archive, wait=5) as store:
        newer = store.report(account["article"])
        reader = newer.reader.model_copy(update={"version": "9"})
        store.add(newer.model_copy(update={"reader": reader, "events": ()}))
    own_room.app.state.room.refresh()
    [made] = get(own_room, "/decisions")["items"]
    assert "ACCUSE" in made["doubt"]
    assert get(own_room, f"/reports/{account['article']}")["corrections"] == [made]


def test_text_is_read(own_room: TestClient) -> None:
    text = "OSLO - Norway accused Finland of spying on Monday, the Norwegian Foreign Ministry said."
    body = {"content": text, "publisher": "Fjord Daily", "published": "2025-06-03", "title": "Row"}
    answer = own_room.post(f"{API}/reports", json=body)
    assert answer.status_code == 202 and answer.headers["location"] == f"{API}/jobs/{answer.json()['id']}"
    job = finished(own_room, answer.json())
    assert job["state"] == "done" and not job["skipped"]
    opened = get(own_room, f"/reports/{job['articles'][0]}")
    article = opened["report"]["article"]
    assert (article["text"], article["title"], article["publisher"]) == (text, "Row", "Fjord Daily")
    assert "ACCUSE" in {e["type"] for e in get(own_room, "/events", actor=["NOR", "FIN"])["items"]}
    again = finished(own_room, own_room.post(f"{API}/reports", json=body).json())
    assert again["known"] == 1 and get(own_room, "/info")["counts"]["reports"] == 19


def test_a_file_is_read(own_room: TestClient) -> None:
    rows = [
        {"text": "Kenya held talks with Uganda on Monday, officials said.", "published": "2025-06-03"},
        {"other": 1},
    ]
    data = "\n".join(json.dumps(row) for row in rows).encode()
    job = finished(own_room, own_room.post(f"{API}/files", params={"name": "a.jsonl"}, content=data).json())
    assert job["state"] == "done" and len(job["articles"]) == 1 and len(job["skipped"]) == 1
    html = (
        b"<html><head><title>Row</title></head><body><article><p>Kenya accused Uganda of spying on Monday, the Kenyan "
    )
    html += b"Foreign Ministry said. Uganda denied it.</p></article><script>window.x=1</script></body></html>"
    job = finished(own_room, own_room.post(f"{API}/files", params={"name": "../../x.html"}, content=html).json())
    assert job["state"] == "done", job
    assert "window.x" not in get(own_room, f"/reports/{job['articles'][0]}")["report"]["article"]["text"]


@pytest.mark.parametrize(("name", "data"), [("a.pdf", b"no pdf"), ("a.parquet", b"PAR1"), ("a.warc.gz", b"\x1f\x8b")])
def test_a_file_that_is_not_what_it_says(own_room: TestClient, name: str, data: bytes) -> None:
    job = finished(own_room, own_room.post(f"{API}/files", params={"name": name}, content=data).json())
    assert not job["articles"] and job["skipped"][0]["name"] == name and job["skipped"][0]["why"]


def test_hostile_words_come_back_as_they_are(room: TestClient) -> None:
    assert get(room, f"/reports/{HOSTILE.id}")["report"]["article"]["text"] == HOSTILE.text


def test_the_openapi_document(room: TestClient) -> None:
    document = room.get(f"{API}/openapi.json").json()
    operations = [op for path in document["paths"].values() for op in path.values()]
    assert len(operations) >= 25
    assert all(op.get("description") or op.get("summary") for op in operations)


def test_every_question_is_answered_as_of_a_day(room: TestClient) -> None:
    paths = room.get(f"{API}/openapi.json").json()["paths"]
    asking = {
        path: op["get"] for path, op in paths.items() if {"record", "export"} & {*op.get("get", {}).get("tags", [])}
    }
    assert len(asking) >= 18
    without = [p for p, op in asking.items() if "as_of" not in {q["name"] for q in op.get("parameters", [])}]
    assert not without


def test_nothing_was_known_before_the_first_report(room: TestClient) -> None:
    early = {"as_of": "1990-01-01"}
    for path in ("/events", "/commitments", "/positions", "/conflicts", "/sources", "/actors", "/versions", "/tolls"):
        assert get(room, path, **early)["total"] == 0, path
    for what in ("events", "reports", "actors"):
        assert room.get(f"{API}/export/{what}", params={"format": "json", **early}).json() == []


def test_versions_are_told_of_one_report_or_of_none(room: TestClient) -> None:
    assert get(room, "/versions")["items"] == []
    assert room.get(f"{API}/versions", params={"report": "no such"}).status_code == 404
