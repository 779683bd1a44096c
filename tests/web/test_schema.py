"""The API against its own OpenAPI document, with made-up requests (schemathesis)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings

from dragoman.web.api import router
from dragoman.web.app import create

ADDRESS = "http://localhost"
# No schema can say which cursors an archive gave or what has a word to look for: such requests get a 422.
NOT_SAID = [schemathesis.checks.positive_data_acceptance]


def operations() -> Iterator[tuple[str, str]]:
    app = FastAPI()
    app.include_router(router)
    for path, methods in app.openapi()["paths"].items():
        yield from ((path, method) for method in methods)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory, shelf: Path) -> schemathesis.BaseSchema:
    folder = tmp_path_factory.mktemp("schema")
    for file in shelf.parent.iterdir():
        shutil.copy(file, folder / file.name)
    app = create(folder / shelf.name)
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers={"host": "localhost"})


@pytest.mark.parametrize(("path", "method"), list(operations()))
def test_answers_are_as_documented(api: schemathesis.BaseSchema, path: str, method: str) -> None:
    @given(case=api[path][method].as_strategy())
    @settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=ADDRESS, excluded_checks=NOT_SAID)

    ask()
