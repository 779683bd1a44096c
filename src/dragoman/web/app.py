"""The application: the API, the page's files, and the work in the background."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, HTTPException
from fastapi.responses import FileResponse
from starlette.middleware.gzip import GZipMiddleware

import dragoman
from dragoman.web import api, problems
from dragoman.web.room import Room
from dragoman.web.security import LOCAL, Guard

STATIC = Path(str(files("dragoman.web").joinpath("static")))
_LONGEST_PATH = 1000
_COMPRESSED = 1500  # bytes from which an answer is compressed
_TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}


def create(archive: Path, *, token: str | None = None, fetch: bool = False) -> FastAPI:
    """The application over ``archive``, which is made where there is none.

    Without ``token`` it answers to local names alone. ``fetch`` lets users have web pages fetched.
    """
    room = Room(archive)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        room.open()
        yield
        room.close()

    app = FastAPI(
        title="Dragoman",
        version=dragoman.__version__,
        summary="The sourced record of an archive of news reports.",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # FastAPI's own pages load their scripts from elsewhere
        redoc_url=None,
        lifespan=life,
    )
    app.state.room, app.state.fetch = room, fetch
    problems.install(app)
    app.include_router(api.router)

    @app.get("/{path:path}", include_in_schema=False)
    def page(path: str) -> FileResponse:
        """A file of the page; the page itself for every address that it knows how to show."""
        if path.startswith("api/"):
            raise HTTPException(404, f"/{path}: no such address; /api/v1/openapi.json lists them")
        if len(path) > _LONGEST_PATH:
            raise HTTPException(404, "no such address")
        wanted = (STATIC / path).resolve() if "\x00" not in path else STATIC
        if path and wanted.is_relative_to(STATIC) and wanted.is_file():
            forever = "max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"
            return FileResponse(wanted, media_type=_TYPES.get(wanted.suffix), headers={"Cache-Control": forever})
        if path.startswith("assets/"):
            raise HTTPException(404, f"/{path}: no such file")
        return FileResponse(STATIC / "index.html", media_type="text/html", headers={"Cache-Control": "no-cache"})

    app.add_middleware(GZipMiddleware, minimum_size=_COMPRESSED, compresslevel=5)
    app.add_middleware(Guard, token=token, hosts=None if token else LOCAL)
    return app
