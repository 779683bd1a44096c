"""A hook of mkdocs: the page of commands, from the program itself.

mkdocs-click and mkdocs-typer2 find no options in what Typer makes of its commands since it no longer rests on Click.
"""

from collections.abc import Iterator
from typing import Any


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put every command in the place of the mark."""
    return markdown.replace("<!-- commands -->", "\n".join(_pages())) if "<!-- commands -->" in markdown else markdown


def _pages() -> Iterator[str]:
    from typer.main import get_command

    from dragoman.cli.main import app

    yield from _command("dragoman", get_command(app), 2)


def _command(name: str, command: Any, depth: int) -> Iterator[str]:
    yield f"{'#' * depth} `{name}`\n"
    yield _plain(command.help or "") + "\n"
    arguments = [p for p in command.params if not _options(p)]
    options = [p for p in command.params if _options(p)]
    inside = getattr(command, "commands", None)
    words = [
        name,
        *(["COMMAND"] if inside else []),
        *(p.name.upper() for p in arguments),
        *(["[OPTIONS]"] if options else []),
    ]
    yield f"```\n{' '.join(words)}\n```\n"
    if arguments or options:
        yield "| | |\n|---|---|"
        yield from (f"| `{p.name.upper()}` | {_help(p)} |" for p in arguments)
        yield from (f"| `{'`, `'.join(_options(p))}` | {_help(p)} |" for p in options)
        yield ""
    for inner, child in sorted((inside or {}).items()):
        yield from _command(f"{name} {inner}", child, depth + 1)


def _options(parameter: Any) -> list[str]:
    return [o for o in parameter.opts if o.startswith("-")]


def _help(parameter: Any) -> str:
    default = parameter.default
    shown = getattr(default, "value", default)
    known = shown not in (None, False, True, (), []) and not callable(shown)
    return _plain(parameter.help or "") + (f" Default: `{shown}`." if known else "")


def _plain(text: str) -> str:
    """Help as Markdown: its examples as code, nothing that Markdown would take for a table or a link."""
    lines = (f"`{line.strip()}`" if line.strip().startswith("Example:") else line for line in text.splitlines())
    return "\n".join(lines).replace("`Example: ", "Example: `").replace("|", "\\|").replace("[", "\\[")
