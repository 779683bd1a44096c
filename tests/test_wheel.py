"""The wheel holds all that users need, and is built the same each time."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def built(folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    return wheel


def test_the_wheel(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    one, two = built(tmp_path / "one"), built(tmp_path / "two")
    assert hashlib.sha256(one.read_bytes()).digest() == hashlib.sha256(two.read_bytes()).digest()
    inside = zipfile.ZipFile(one).namelist()
    wanted = {"web/static/index.html", "record/schema.sql", "archive/migrations/0001_initial.sql", "demo/story.toml"}
    wanted |= {"mentions/cities.tsv", "py.typed"}
    assert {f"dragoman/{name}" for name in wanted} <= set(inside)
    assert any(name.startswith("dragoman/web/static/assets/") and name.endswith(".js") for name in inside)
    assert not any("node_modules" in name or name.startswith("tests") for name in inside)
