"""The server of `dragoman serve`: uvicorn on one address."""

from __future__ import annotations

import secrets
import socket
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from dragoman.errors import DragomanError
from dragoman.web.app import create
from dragoman.web.patience import Patience
from dragoman.web.security import LOCAL


def run(
    archive: Path,
    *,
    host: str,
    port: int,
    token: str | None,
    fetch: bool,
    browser: bool,
    say: Callable[[str], None],
) -> None:
    """Serve ``archive`` until the user stops it; DragomanError where the address cannot be listened on.

    On any address but this machine's own a token is asked for, and made up where none is given.
    """
    if token is None and host not in LOCAL:
        token = secrets.token_urlsafe(24)
    bound = listener(host, port)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{bound.getsockname()[1]}/" + (f"?token={token}" if token else "")
    app = create(archive, token=token, fetch=fetch)
    say(f"The reading room of {archive} is open at {address} (Ctrl-C closes it)")
    if browser:
        threading.Timer(0.8, webbrowser.open, [address]).start()
    uvicorn.Server(_config(app, 1)).run(sockets=[bound])


def _config(app: FastAPI, grace: int) -> uvicorn.Config:
    return uvicorn.Config(
        app, http=Patience, ws="none", log_level="error", server_header=False, timeout_graceful_shutdown=grace
    )


def listener(host: str, port: int) -> socket.socket:
    """A socket bound to an address; DragomanError where that cannot be."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # asyncio turns off Nagle's algorithm, 40 ms an answer, only where the protocol is named.
        bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError as error:
        raise DragomanError(f"{host}:{port}: cannot listen here: {error.strerror or error}") from error
    return bound


@contextmanager
def serving(archive: Path, *, fetch: bool = False, port: int = 0) -> Iterator[str]:
    """Serve ``archive`` from a thread, on ``port`` of this machine or a free one; gives the address."""
    bound = listener("127.0.0.1", port)
    server = uvicorn.Server(_config(create(archive, fetch=fetch), 1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
