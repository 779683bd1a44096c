"""Errors as RFC 9457 problem details (``application/problem+json``)."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from dragoman.errors import ArchiveError, DragomanError, SourceError


class Problem(BaseModel):
    """What went wrong. ``title`` names the status, ``detail`` says what to do about it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class NotFound(DragomanError):
    """What was asked for is not there."""


class Busy(DragomanError):
    """Too much waits to be done already."""


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """An answer that says what went wrong."""
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail.encode("utf-8", "replace").decode())
    return JSONResponse(body.model_dump(), status, headers, "application/problem+json")


def install(app: FastAPI) -> None:
    """Make every error of ``app`` a problem."""

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, str(error.detail), dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return problem(422, f"{where}: {first['msg']}")

    @app.exception_handler(DragomanError)
    async def known(_: Request, error: DragomanError) -> JSONResponse:
        if isinstance(error, NotFound):
            return problem(404, str(error))
        if isinstance(error, Busy):
            return problem(429, str(error), {"Retry-After": "30"})
        if isinstance(error, ArchiveError) and "cannot open" in str(error):
            return problem(503, f"{error}; another program may be writing to it", {"Retry-After": "5"})
        return problem(422 if isinstance(error, SourceError | ArchiveError) else 500, str(error))

    @app.exception_handler(Exception)
    async def unknown(_: Request, error: Exception) -> JSONResponse:
        return problem(500, f"{type(error).__name__}; the server's own output says more")
