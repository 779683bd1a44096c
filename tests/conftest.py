"""The program as its user has it, in an empty folder."""

import sys
from pathlib import Path

import pytest

from dragoman.cli.main import command


@pytest.fixture
def dragoman(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def call(*args: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dragoman", *args])
        with pytest.raises(SystemExit) as stop:
            command()
            raise SystemExit(0)
        said = capsys.readouterr()
        return int(stop.value.code or 0), said.out, said.err

    return call
