"""What stands between the API and the outside: token, hosts, origins, sizes and the headers of every answer."""

from __future__ import annotations

import hmac
from http.cookies import SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.sources.feed import host_of
from dragoman.web.problems import problem

MAX_BODY = 20_000_000  # bytes
MAX_BODIES = 100_000_000  # bytes of all bodies that are taken at a time
COOKIE = "dragoman_token"
LOCAL = ("127.0.0.1", "localhost", "::1")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """ASGI middleware: refuses strangers and oversized bodies, and sets the headers of every answer.

    ``hosts`` are the names under which the server may be asked (against DNS rebinding); None where a token is asked for
    instead. A page of another origin may read nothing and change nothing.
    """

    def __init__(self, app: ASGIApp, token: str | None, hosts: tuple[str, ...] | None) -> None:
        self.app = app
        self.token = token
        self.hosts = hosts
        self._taken = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        bounded = _Bounded(receive)

        async def with_headers(message: Message) -> None:
            if bounded.over:
                message = bounded.instead(message)
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if scope["path"].startswith("/api/"):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        refused = self._refusal(scope)
        if refused is not None:
            await refused(scope, receive, with_headers)
            return
        size = _announced(scope)
        if self._taken + size > MAX_BODIES:
            await problem(429, "too much is being sent at once", {"Retry-After": "5"})(scope, receive, with_headers)
            return
        self._taken += size
        try:
            await self.app(scope, bounded, with_headers)
        finally:
            self._taken -= size

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self.hosts is not None and _name(host) not in self.hosts:
            return problem(421, "this server answers to local names alone")
        origin = headers.get("origin")
        if scope["method"] not in {"GET", "HEAD"} and origin is not None and host_of(origin) != host:
            return problem(403, "pages of other sites may not change anything here")
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdecimal() or len(length) > 12 or int(length) > MAX_BODY:
            return _too_large()
        if self.token is not None:
            return self._without_token(scope, headers)
        return None

    def _without_token(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["method"] == "GET" and self._is_token(given):
            answer = RedirectResponse(scope["path"], 303)
            answer.set_cookie(COOKIE, given, httponly=True, samesite="strict")
            return answer
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        if self._is_token(bearer) or (cookie is not None and self._is_token(cookie.value)):
            return None
        return problem(
            401, "a token is needed: open the address that `dragoman serve` printed", {"WWW-Authenticate": "Bearer"}
        )

    def _is_token(self, given: str) -> bool:
        return self.token is not None and hmac.compare_digest(given.encode(), self.token.encode())


def _announced(scope: Scope) -> int:
    """How many bytes a request's body may have: what it says, and the most where it does not say."""
    headers = Headers(scope=scope)
    length = headers.get("content-length")
    if length is not None:
        return int(length)
    return MAX_BODY if "transfer-encoding" in headers else 0


def _name(host: str) -> str:
    return host[1:].split("]")[0] if host.startswith("[") else host.rsplit(":", 1)[0]


def _too_large() -> Response:
    return problem(413, f"at most {MAX_BODY // 1_000_000} MB at a time")


class _Bounded:
    """A request's body, cut off where it is longer than it may be (one sent in parts gives no length beforehand)."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._size = 0
        self.over = False

    async def __call__(self) -> Message:
        message = await self._receive()
        self._size += len(message.get("body", b""))
        self.over = self._size > MAX_BODY
        return {"type": "http.disconnect"} if self.over else message

    @staticmethod
    def instead(message: Message) -> Message:
        """What is sent in place of the answer to a body that was cut off."""
        answer = _too_large()
        if message["type"] == "http.response.start":
            return {**message, "status": answer.status_code, "headers": answer.raw_headers}
        return {**message, "body": b"" if message.get("more_body") else answer.body}
