"""What a newcomer meets: the demo, help, completion, quiet and loud runs, and names that nobody has."""

import logging
import sys
from pathlib import Path

import pytest

from dragoman.cli.main import command
from dragoman.demo import story
from dragoman.extras import EXTRAS, advice

REPORT = "LIMA - Peru will reopen the border crossing on Friday, the Peruvian Foreign Ministry said on Tuesday.\n"


def test_the_demo_shows_four_things_and_where_the_rest_is(dragoman, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("dragoman.cli.main.out.width", 80, raising=False)
    code, said, _ = dragoman("demo")
    assert code == 0
    shown = [line for line in said.splitlines() if line.strip()]
    assert len(shown) <= 16 and all(len(line) <= 80 for line in shown)
    for heading in ("a chain", "a denial", "a promise", "a conflict"):
        assert any(line.startswith(heading) for line in shown), heading
    words = " ".join(said.split())
    assert "state news agency ← Elena Mamani" in words  # three who pass it on, the last who said it first
    assert "to reopen the customs post at Tacna to Chile by 1 March 2025 deadline 2025-03-01, broken" in words
    assert "company: 5 or 3 Open Channel ← Peruvian Foreign Ministry against" in words
    assert "dragoman demo --keep" in words and "dragoman read FILE" in words
    texts = [article.text for article in story()]
    assert any("denied that Chile held talks with Peru in La Paz" in text for text in texts)


@pytest.mark.parametrize("command", [("-h",), ("read", "-h"), ("actors", "list", "-h"), ("bench", "speed", "--help")])
def test_help_is_a_letter_away(dragoman, command: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    code, said, _ = dragoman(*command)
    assert code == 0 and "Usage: dragoman" in " ".join(said.split())


def test_the_shell_learns_the_commands(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["dragoman"])
    monkeypatch.setenv("_DRAGOMAN_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "dragoman tim")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit):
        command()
    assert capsys.readouterr().out.split() == ["timeline"]


def test_quiet_prints_answers_and_errors_alone(dragoman, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "b.bin").write_bytes(b"\x00\x01\x02")
    code, said, wrong = dragoman("-q", "read", "a.txt", "--published", "2025-06-03")
    assert (code, said, wrong) == (0, "", "")
    assert "1  article" in dragoman("-q", "info")[1]
    code, _, wrong = dragoman("-q", "read", "missing.txt")
    assert code == 2 and "missing.txt" in wrong


def test_loud_says_where_it_failed(dragoman, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])  # put back at the end, with the level
    monkeypatch.setattr(root, "level", root.level)
    code, _, wrong = dragoman("-vv", "info")
    assert code == 2 and "Traceback" in wrong and "ArchiveMissing" in wrong


def test_a_missing_extra_is_said_with_its_command(dragoman, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    error = ModuleNotFoundError("No module named 'pyarrow'", name="pyarrow.parquet")
    assert advice(error) == "this needs pyarrow: pip install 'dragoman[parquet]'"
    assert advice(ModuleNotFoundError("x", name="nobody")) is None
    assert set(EXTRAS.values()) <= {"parquet", "plot", "ray", "s3"}
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    Path("a.parquet").write_bytes(b"PAR1")
    code, _, wrong = dragoman("read", "a.parquet", "--no-archive")
    assert code == 2 and "pip install 'dragoman[parquet]'" in wrong and "Traceback" not in wrong
