"""The examples of this documentation are run as tests, each page in an empty folder of its own.

A block with a title is a file that is written there, `console` blocks are typed in, `python` blocks and `sql` queries
(over the page's archive) are run. Output must be what the page shows; "..." stands for anything.
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import pytest
from rich.console import Console
from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

_FILE = re.compile(r'^```\w+ title="(?P<name>[^"]+)"\n(?P<body>.*?)^```$', re.MULTILINE | re.DOTALL)
_CONSOLE = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_SQL = re.compile(r"^```sql\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
WIDTH = 100
_ALIKE = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def parser(pattern: re.Pattern[str], evaluate: Any) -> Any:
    def parse(document: Document) -> Iterator[Region]:
        for match in pattern.finditer(document.text):
            yield Region(match.start(), match.end(), match.groupdict(), evaluate)

    return parse


def write(example: Example) -> None:
    Path(example.parsed["name"]).write_text(example.parsed["body"], "utf-8")


def type_in(example: Example) -> str | None:
    """Run each command of a block; what differs from the page where it does."""
    for part in re.split(r"^\$ ", example.parsed["body"], flags=re.MULTILINE)[1:]:
        command, _, wanted = part.partition("\n")
        got = output(shlex.split(command))
        if not doctest.OutputChecker().check_output(wanted, got, _ALIKE):
            return f"$ {command}\n--- the page says\n{wanted}--- it printed\n{got}"
    return None


def output(words: list[str]) -> str:
    """What `dragoman ...` prints, run in this process: the models are loaded once for all pages."""
    from dragoman.cli.main import command

    assert words[0] == "dragoman", words
    said = io.StringIO()
    consoles = {c for name in ("main", "ask", "reading") for c in _consoles(f"dragoman.cli.{name}")}
    widths = {console: console.width for console in consoles}
    before, sys.argv = sys.argv, words
    try:
        for console in consoles:
            console.width = WIDTH  # they took that of the terminal when they were made
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), contextlib.suppress(SystemExit):
            command()
    finally:
        sys.argv = before
        for console, width in widths.items():
            console.width = width
    return said.getvalue()


def _consoles(module: str) -> set[Console]:
    return {value for value in vars(import_module(module)).values() if isinstance(value, Console)}


def ask(example: Example) -> str | None:
    with duckdb.connect("dragoman.duckdb", read_only=True) as archive:
        return None if archive.execute(example.parsed["body"]).fetchall() else "the query finds nothing"


def enter(namespace: dict[str, Any]) -> None:
    namespace["_before"] = Path.cwd()
    namespace["_folder"] = tempfile.TemporaryDirectory()
    os.chdir(namespace["_folder"].name)


def leave(namespace: dict[str, Any]) -> None:
    os.chdir(namespace["_before"])
    namespace["_folder"].cleanup()


@pytest.hookimpl(tryfirst=True)  # before ``-m`` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """An example of a page builds on those before it, so that one process has to run them all, in order."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.alone)


pytest_collect_file = Sybil(
    parsers=[
        parser(_FILE, write),
        parser(_CONSOLE, type_in),
        parser(_SQL, ask),
        PythonCodeBlockParser(doctest_optionflags=_ALIKE),
    ],
    patterns=["*.md"],
    setup=enter,
    teardown=leave,
).pytest()
