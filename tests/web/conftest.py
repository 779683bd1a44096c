"""A reading room over the bundled story, a report that means harm and one with names that run from right to left."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, sync_playwright
from rooms import CHROMIUM, HOSTILE, RIGHT_TO_LEFT, opened

from dragoman.archive import Archive
from dragoman.demo import story
from dragoman.model import ReaderKind
from dragoman.reading import read_article
from dragoman.record import Kept
from dragoman.web.app import create
from dragoman.web.server import serving


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with its record; tests that change something ask for ``archive``."""
    path = tmp_path_factory.mktemp("room") / "room.duckdb"
    with Archive(path) as store:
        for article in (*story(), HOSTILE, RIGHT_TO_LEFT):
            store.add(read_article(article, kind=ReaderKind.FAST))  # the pages are tested here, not the readers
        with Kept.of(store) as kept:
            kept.refresh(store)
    return path


@pytest.fixture
def archive(shelf: Path, tmp_path: Path) -> Path:
    for file in shelf.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / shelf.name


@pytest.fixture(scope="session")
def room(shelf: Path) -> Iterator[TestClient]:
    with TestClient(create(shelf), base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture
def own_room(archive: Path) -> Iterator[TestClient]:
    """A room whose archive a test may change."""
    with TestClient(create(archive), base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture(scope="module")  # while it runs, no test may run an event loop of its own
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        launched = play.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"],
        )
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def site(shelf: Path) -> Iterator[str]:
    with serving(shelf) as address:
        yield address


@pytest.fixture
def own_site(archive: Path) -> Iterator[str]:
    with serving(archive) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as found:
        yield found
