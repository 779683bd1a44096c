"""Terminals: where commands print, without letting words from outside steer them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderHook
from rich.segment import Segment

# Control characters of C0 (but for tab and line feed), DEL and C1, and what turns the direction of writing.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def console(*, stderr: bool = False) -> Console:
    """A terminal on which every word that is printed is only a word."""
    made = Console(stderr=stderr)
    made.push_render_hook(_Plain())
    return made


def printable(text: str) -> str:
    """``text`` with a mark in place of every character that a terminal would obey.

    >>> printable("a\\x1b]52;c;aGk=\\x07b")
    'a�]52;c;aGk=�b'
    """
    return _STEERING.sub("\ufffd", text)


def json_line(text: str) -> str:
    """JSON that means the same, with every character that a terminal would obey escaped, and a line feed."""
    return _STEERING.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"


class _Plain(RenderHook):
    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        return [_Words(renderable) for renderable in renderables]


class _Words:
    """What is rendered, with its own styles and none that its words bring."""

    def __init__(self, inner: ConsoleRenderable) -> None:
        self._inner = inner

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        yield from _plain(console.render(self._inner, options))


def _plain(segments: Iterable[Segment]) -> Iterator[Segment]:
    for text, style, control in segments:
        yield Segment(text, style, control) if control else Segment(printable(text), style)
