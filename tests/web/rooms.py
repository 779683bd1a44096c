"""Reports of the reading room's tests, a server over an archive, and jobs of reading waited for."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

from fastapi.testclient import TestClient

from dragoman.model import Article

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


def finished(client: TestClient, job: dict[str, Any]) -> dict[str, Any]:
    """A job of reading once it is over."""
    until = time.monotonic() + 60
    while job["state"] not in {"done", "failed"}:
        assert time.monotonic() < until, job
        time.sleep(0.05)
        job = client.get(f"/api/v1/jobs/{job['id']}").json()
    return job
