"""Connections that are not waited for without end: each has so long for a request, and there are only so many."""

from __future__ import annotations

import asyncio
import resource

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADER_SECONDS = 10.0
BODY_SECONDS = 120.0
CONNECTIONS = 200


def most_connections() -> int:
    """How many connections are held at a time: few enough that files can still be opened beside them."""
    return min(CONNECTIONS, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 4)


class Patience(H11Protocol):
    """HTTP/1.1 whose clients have ``HEADER_SECONDS`` for a request's head and ``BODY_SECONDS`` for its body."""

    _timer: asyncio.TimerHandle | None = None
    _for_body = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > most_connections():
            transport.abort()
            return
        self._wait(HEADER_SECONDS)

    def data_received(self, data: bytes) -> None:
        if self._timer is None and self.conn.their_state is h11.IDLE:
            self._wait(HEADER_SECONDS)
        super().data_received(data)
        in_body = self.conn.their_state is h11.SEND_BODY
        if in_body and not self._for_body:
            self._wait(BODY_SECONDS)
        elif not in_body and self.conn.their_state is not h11.IDLE:
            self._stop_waiting()
        self._for_body = in_body

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self, seconds: float) -> None:
        self._stop_waiting()
        self._timer = self.loop.call_later(seconds, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
