"""Reports of the reading room's tests, a server over an archive, and jobs of reading waited for."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect

from dragoman.model import Article

CHROMIUM = shutil.which("chromium")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: apt-get install chromium")
PATIENCE = 15_000  # ms that a page has on a busy machine
expect.set_options(timeout=PATIENCE)
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


@contextmanager
def opened(browser: Browser, *, tolerate: bool = False, **options: object) -> Iterator[Page]:
    """A page that has to stay on this machine, throw no error and run nothing of an article.

    With ``tolerate`` it may fail to get what it asks for.
    """
    options = {"reduced_motion": "reduce", **options}
    context = browser.new_context(accept_downloads=True, **options)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.on(
        "request", lambda r: wrong.append(r.url) if not re.match(r"(http://127\.0\.0\.1|data:|blob:)", r.url) else None
    )
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    yield page
    assert page.evaluate("window.harmed") is None
    context.close()
    known = (
        "404 (Not Found)",
        "409 (Conflict)",
        "ERR_CONNECTION_REFUSED",
        *(["Failed to load resource"] if tolerate else []),
    )
    assert not [w for w in wrong if not any(k in w for k in known)], wrong


def first(page: Page, site: str, path: str) -> dict:
    return page.request.get(f"{site}/api/v1{path}").json()["items"][0]


def talks(page: Page, site: str) -> str:
    return first(page, site, "/reports?since=2025-02-12&until=2025-02-12&publisher=Meridian+Press")["article"]


def settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
