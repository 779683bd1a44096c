"""Errors as RFC 9457 problem details (``application/problem+json``)."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from dragoman.errors import (
    ArchiveBroken,
    ArchiveBusy,
    ArchiveError,
    ArchiveForeign,
    ArchiveMissing,
    ArchiveNewer,
    ArchiveOlder,
    DecisionConflict,
    DragomanError,
    NotThere,
    RecordError,
    SourceError,
)

_LOG = logging.getLogger(__name__)


class Problem(BaseModel):
    """What went wrong. ``title`` names the status, ``detail`` says what to do about it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class JobNotFound(DragomanError):
    """No job of reading has this id."""


class TooMuch(DragomanError):
    """Too much waits to be done already."""


# The first that fits is the answer.
_STATUS = (
    (NotThere, 404),
    (JobNotFound, 404),
    (DecisionConflict, 409),
    (TooMuch, 429),
    (ArchiveBusy, 503),
    (ArchiveBroken, 503),
    (ArchiveMissing, 503),
    (ArchiveForeign, 503),
    (ArchiveNewer, 503),
    (ArchiveOlder, 503),
    (RecordError, 503),
    (ArchiveError, 422),
    (SourceError, 422),
)
# What the errors of files say is for who runs the server: it names paths.
_OWN_WORDS = {
    500: "something went wrong; the server's own output says more",
    503: "the archive cannot be read or written to just now; try again in a moment",
}
_LATER = {429: {"Retry-After": "30"}, 503: {"Retry-After": "5"}}


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """An answer that says what went wrong."""
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail.encode("utf-8", "replace").decode())
    return JSONResponse(body.model_dump(), status, headers, "application/problem+json")


def install(app: FastAPI) -> None:
    """Make every error of ``app`` a problem."""

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, f"{error.detail}", dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return problem(422, f"{where}: {first['msg']}")

    @app.exception_handler(DragomanError)
    async def known(_: Request, error: DragomanError) -> JSONResponse:
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
        if status in _OWN_WORDS:
            _LOG.warning("%s", error)
        return problem(status, _OWN_WORDS.get(status) or f"{error}", _LATER.get(status))

    @app.exception_handler(Exception)
    async def unknown(_: Request, error: Exception) -> JSONResponse:
        return problem(500, f"{type(error).__name__}; the server's own output says more")
