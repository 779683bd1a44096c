"""Who may ask, from where, and how much."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dragoman.errors import DragomanError
from dragoman.web import server
from dragoman.web.app import create
from dragoman.web.security import MAX_BODY


@pytest.fixture
def guarded(shelf: Path) -> Iterator[TestClient]:
    with TestClient(create(shelf, token="secret"), base_url="http://10.0.0.7:8642") as client:
        yield client


def test_answers_forbid_scripts_from_elsewhere(room: TestClient) -> None:
    for path in ("/", "/reports/x", "/api/v1/info", "/api/v1/none"):
        headers = room.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
        assert "server" not in headers


def test_the_page_has_no_inline_script(room: TestClient) -> None:
    page = room.get("/").text
    assert "<script" in page and "<script>" not in page and "onload=" not in page and "style=" not in page


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8642", ""])
def test_other_names_get_no_answer(room: TestClient, host: str) -> None:
    assert room.get("/api/v1/info", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8642", "127.0.0.1", "[::1]:8642"])
def test_local_names_do(room: TestClient, host: str) -> None:
    assert room.get("/api/v1/info", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://[", ""])
def test_other_pages_may_not_change_anything(room: TestClient, origin: str) -> None:
    answer = room.post("/api/v1/reports", json={"content": "x"}, headers={"origin": origin})
    assert answer.status_code == 403
    assert room.delete("/api/v1/decisions/1", headers={"origin": origin}).status_code == 403


def test_too_much_is_refused(room: TestClient) -> None:
    answer = room.post("/api/v1/files?name=a.txt", content=b"x" * (MAX_BODY + 1))
    assert answer.status_code == 413 and answer.headers["content-type"] == "application/problem+json"
    assert room.post("/api/v1/reports", json={"content": "x" * 2_000_001}).status_code == 422


def test_a_body_without_a_length_is_cut_off(room: TestClient) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(MAX_BODY // 1_000_000 + 2):
            yield b"x" * 1_000_000

    assert room.post("/api/v1/files?name=a.txt", content=parts()).status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/assets/../../../security.py",
        "/%2e%2e/%2e%2e/security.py",
        "/..%2f..%2fsecurity.py",
        "/assets/%00",
        "//etc/passwd",
        "/assets/none.js",
    ],
)
def test_no_file_but_the_pages_own(room: TestClient, path: str) -> None:
    answer = room.get(path)
    assert answer.status_code == 404 or answer.headers["content-type"].startswith("text/html")
    assert "root:" not in answer.text and "hmac" not in answer.text


def test_a_token_is_asked_for(guarded: TestClient) -> None:
    refused = guarded.get("/api/v1/info")
    assert refused.status_code == 401 and refused.headers["www-authenticate"] == "Bearer"
    assert guarded.get("/").status_code == 401
    assert guarded.get("/api/v1/info", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert guarded.get("/api/v1/info", headers={"authorization": "Bearer sécret".encode()}).status_code == 401
    assert guarded.get("/?token=wrong").status_code == 401
    assert guarded.get("/api/v1/info", headers={"authorization": "Bearer secret"}).status_code == 200


def test_the_address_with_the_token_opens_the_page(guarded: TestClient) -> None:
    first = guarded.get("/timeline?token=secret", follow_redirects=False)
    assert first.status_code == 303 and first.headers["location"] == "/timeline"
    cookie = first.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert guarded.get("/api/v1/info").status_code == 200


def test_pages_are_not_fetched_unless_switched_on(room: TestClient) -> None:
    answer = room.post("/api/v1/pages", json={"url": "https://example.org/"})
    assert answer.status_code == 403 and "--fetch" in answer.json()["detail"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost:22/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/",
        "http://0x7f000001/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "no address",
        "http://[::1",
        "http://a:99999/",
        "http://" + "x" * 300 + ".example/",
    ],
)
def test_private_addresses_are_never_fetched(shelf: Path, url: str) -> None:
    with TestClient(create(shelf, fetch=True), base_url="http://127.0.0.1") as client:
        answer = client.post("/api/v1/pages", json={"url": url})
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_other_addresses_need_a_token(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    made: list[object] = []
    monkeypatch.setattr(server.uvicorn.Server, "run", lambda self, sockets: made.append(self.config.app))
    server.run(archive, host="0.0.0.0", port=0, token=None, fetch=False, browser=False, say=said.append)
    token = said[0].split("token=")[1].split()[0]
    assert len(token) >= 24
    with TestClient(made[0]) as client:
        assert client.get("/api/v1/info").status_code == 401
        assert client.get("/api/v1/info", headers={"authorization": f"Bearer {token}"}).status_code == 200


def test_a_port_that_is_taken(archive: Path) -> None:
    taken = server.listener("127.0.0.1", 0)
    taken.listen()
    port = taken.getsockname()[1]
    with pytest.raises(DragomanError, match=f"127.0.0.1:{port}: cannot listen here"):
        server.run(archive, host="127.0.0.1", port=port, token=None, fetch=False, browser=False, say=print)
    taken.close()


# The page may have the archive open itself, for a moment.
_HOLDING = """
import duckdb, sys, time
held = None
while held is None:
    try:
        held = duckdb.connect(sys.argv[1])
    except duckdb.IOException:
        time.sleep(0.05)
print("held", flush=True)
input()
"""


@pytest.mark.parametrize("name", ["room.duckdb", "not found.duckdb", "it's locked, no such file {}.duckdb"])
def test_a_locked_archive_is_for_later_whatever_its_name(archive: Path, name: str) -> None:
    """And what the answer says names no paths or processes."""
    import subprocess
    import sys

    for file in list(archive.parent.glob(f"{archive.name}*")):
        file.rename(file.with_name(file.name.replace(archive.name, name)))
    archive = archive.with_name(name)
    with TestClient(create(archive), base_url="http://127.0.0.1") as room:
        room.app.state.room._brief._wait = 0.5
        command = [sys.executable, "-c", _HOLDING, str(archive)]
        other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        try:
            decision = {"kind": "rename", "key": "state:PER", "name": "Peru"}
            answer = room.post("/api/v1/decisions", json={"decision": decision})
            assert answer.status_code == 503 and answer.headers["retry-after"]
            said = answer.json()["detail"]
            assert archive.name not in said and str(other.pid) not in said and "/" not in said
            assert room.get("/api/v1/reports").status_code == 200  # what is kept is answered
            article = room.get("/api/v1/reports").json()["items"][0]["article"]
            assert room.get(f"/api/v1/reports/{article}").status_code == 200
            assert room.get("/api/v1/decisions").status_code == 200
        finally:
            other.communicate("\n")


def test_a_very_long_address_is_not_found(room: TestClient) -> None:
    assert room.get("/" + "a" * 5000).status_code == 404


def test_too_much_at_once_is_refused(room: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.web.security.MAX_BODIES", 10)
    answer = room.post("/api/v1/reports", json={"content": "a" * 100})
    assert answer.status_code == 429 and answer.headers["retry-after"]
