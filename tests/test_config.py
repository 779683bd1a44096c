"""Settings of a TOML file: below the command line and the environment, above the program's own defaults."""

from pathlib import Path

import pytest
from typer.main import get_command

from dragoman.cli.config import defaults
from dragoman.cli.main import app
from dragoman.errors import ConfigError


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "settings.toml"
    monkeypatch.setenv("DRAGOMAN_CONFIG", str(file))
    return file


def test_values_reach_the_commands_that_have_the_option(settings: Path) -> None:
    settings.write_text('archive = "news.duckdb"\nlimit = 7\n[read]\nreader = "fast"\n[actors.list]\nlimit = 3\n')
    found = defaults(get_command(app))
    assert found["read"] == {"archive": "news.duckdb", "kind": "fast"}
    assert found["timeline"] == {"archive": "news.duckdb", "limit": 7}
    assert found["actors"]["list"] == {"archive": "news.duckdb", "limit": 3}
    assert found["lexicon"]["check"] == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("archiv = 'a'", "no command has an option 'archiv'"),
        ("[raed]\nreader = 'fast'", "no command or option 'raed'"),
        ("[read]\nraeder = 'fast'", "read: no command or option 'raeder'"),
        ("[actors]\nlist = 3", "actors: no command or option 'list'"),
        ("archive = ", "not TOML"),
    ],
)
def test_what_is_wrong_is_said(settings: Path, text: str, said: str) -> None:
    settings.write_text(text)
    with pytest.raises(ConfigError, match=said):
        defaults(get_command(app))


def test_no_file_is_no_settings_unless_it_is_named(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        defaults(get_command(app))
    monkeypatch.delenv("DRAGOMAN_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(settings.parent))
    assert defaults(get_command(app)) == {}


def test_command_line_then_environment_then_file(  # type: ignore[no-untyped-def]
    settings: Path, dragoman, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.write_text("archive = 'of-the-file.duckdb'\n")
    assert "of-the-file.duckdb: no archive here" in dragoman("info")[2]
    monkeypatch.setenv("DRAGOMAN_ARCHIVE", "of-the-environment.duckdb")
    assert "of-the-environment.duckdb: no archive here" in dragoman("info")[2]
    assert "of-the-line.duckdb: no archive here" in dragoman("info", "--archive", "of-the-line.duckdb")[2]


def test_a_wrong_file_stops_the_program_in_one_line(settings: Path, dragoman) -> None:  # type: ignore[no-untyped-def]
    settings.write_text("[read]\npublshed = 1\n")
    code, _, said = dragoman("info")
    assert code == 2 and said.startswith("dragoman: ") and said.count("\n") == 1 and "publshed" in said
