"""A reading room over the bundled story, a report that means harm and one with names that run from right to left."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from rooms import HOSTILE, RIGHT_TO_LEFT

from dragoman.archive import Archive
from dragoman.demo import story
from dragoman.reading import read_article
from dragoman.record import Kept
from dragoman.web.app import create


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with its record; tests that change something ask for ``archive``."""
    path = tmp_path_factory.mktemp("room") / "room.duckdb"
    with Archive(path) as store:
        for article in (*story(), HOSTILE, RIGHT_TO_LEFT):
            store.add(read_article(article))
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
