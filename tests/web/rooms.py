"""Reports of the reading room's tests, a server over an archive, and jobs of reading waited for."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi.testclient import TestClient

from dragoman.model import Article
from dragoman.web.app import create
from dragoman.web.server import listener

HOSTILE = Article.make(
    '<script>window.harmed = "script"</script> Peru held talks with Chile on Monday, the Peruvian Foreign Ministry '
    "said.\n\n"
    "<img src=x onerror=\"window.harmed='image'\"> “Click javascript:window.harmed='link' now,” Minister "
    "<b onmouseover=\"window.harmed='hover'\">Rosa</b> Quispe told reporters in Lima.\n\n"
    f"The word {'x' * 20_000} is long. The order \u202eelif.exe\u202c was turned, an official said.\n\n"
    "Peru promised to open <svg onload=\"window.harmed='svg'\"> the port by 1 June 2025. At least 12 people want it.",
    title="<img src=x onerror=\"window.harmed='title'\"> \u202eevil",
    publisher="\"><script>window.harmed='publisher'</script>",
    url="javascript:window.harmed='url'",
    published=dt.date(2025, 5, 2),
)
RIGHT_TO_LEFT = Article.make(
    "CAIRO - Egypt held talks with Sudan on Monday, the daily الأهرام reported.\n\n"
    "“We will return,” Foreign Minister سامح منصور told reporters in Cairo.",
    title="Cairo talks",
    publisher="صحيفة النهر",
    published=dt.date(2025, 5, 6),
)


@contextmanager
def served(archive: Path) -> Iterator[str]:
    """The address of a server over ``archive``."""
    socket = listener("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create(archive), log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def finished(client: TestClient, job: dict[str, Any]) -> dict[str, Any]:
    """A job of reading once it is over."""
    until = time.monotonic() + 60
    while job["state"] not in {"done", "failed"}:
        assert time.monotonic() < until, job
        time.sleep(0.05)
        job = client.get(f"/api/v1/jobs/{job['id']}").json()
    return job
