"""The user's settings: a TOML file whose values stand in for options that are not given.

An option of the command line goes first, then its environment variable, then the file, then the program's own default.
A key outside a table is an option of every command that has it; a table holds the options of one command.

    archive = "/data/news.duckdb"
    by = "Ana"

    [read]
    reader = "fast"
    publisher = "Harbour Post"

    [actors.list]
    limit = 100
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import click

from dragoman.errors import ConfigError, one_line


def path() -> Path:
    """Where the settings are: the file that DRAGOMAN_CONFIG names, else ``config.toml`` in the user's folder."""
    named = os.environ.get("DRAGOMAN_CONFIG")
    return Path(named) if named else Path(click.get_app_dir("dragoman")) / "config.toml"


def defaults(command: Any, file: Path | None = None) -> dict[str, Any]:
    """The settings as Click's map of defaults for ``command``; nothing where there is no file.

    ConfigError where DRAGOMAN_CONFIG names no file, where it is no TOML, and at a name that is no command or option.
    """
    source = file or path()
    if not source.exists():
        if file is None and "DRAGOMAN_CONFIG" not in os.environ:
            return {}
        raise ConfigError(f"{source}: no such file (DRAGOMAN_CONFIG names it)")
    try:
        settings = tomllib.loads(source.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{source}: not TOML: {one_line(error)}") from error
    general = {key: value for key, value in settings.items() if not isinstance(value, dict)}
    own = {key: value for key, value in settings.items() if isinstance(value, dict)}
    found, used = _of(command, own, general, f"{source}: ")
    for key in general:
        if key not in used:
            raise ConfigError(f"{source}: no command has an option {key!r}")
    return found


def _of(
    command: Any, own: dict[str, Any], general: dict[str, Any], where: str
) -> tuple[dict[str, Any], frozenset[str]]:
    """The defaults of a command and of those inside it, from the settings that are its ``own`` and from the ``general``
    ones; and which of the general ones were used."""
    names = _options(command)
    inside: dict[str, Any] = getattr(command, "commands", {})
    found: dict[str, Any] = {names[key]: value for key, value in general.items() if key in names}
    used = frozenset(general) & frozenset(names)
    for key, value in own.items():
        if key in names:
            found[names[key]] = value
        elif key not in inside or not isinstance(value, dict):
            raise ConfigError(f"{where}no command or option {key!r}")
    for name, child in inside.items():
        found[name], more = _of(child, own.get(name, {}), general, f"{where}{name}: ")
        used |= more
    return found, used


def _options(command: Any) -> dict[str, str]:
    """The long options of a command without their dashes, to the names that Click has for them."""
    return {
        option.removeprefix("--"): parameter.name
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--")
    }
