"""The documentation as a site: every link holds, every page is there, nothing is fetched from elsewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytest.importorskip("mkdocs", reason="mkdocs is not installed")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_page_is_there(site: Path) -> None:
    pages = [p.relative_to(ROOT / "docs").with_suffix("") for p in (ROOT / "docs").rglob("*.md")]
    assert len(pages) >= 15
    for page in pages:
        assert (site / page / "index.html").exists() or (page.name == "index" and (site / "index.html").exists())


def test_every_command_and_option_is_listed(site: Path) -> None:
    from typer.main import get_command

    from dragoman.cli.main import app

    listed = (site / "reference" / "cli" / "index.html").read_text("utf-8")
    commands = get_command(app).commands
    assert {"read", "timeline", "serve"} <= set(commands)
    for name, command in commands.items():
        assert f"dragoman {name}" in listed
        for option in (o for p in command.params for o in p.opts if o.startswith("--")):
            assert option in listed, (name, option)


def test_pages_load_nothing_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        loaded = re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"(https?:[^\"]+)", page.read_text("utf-8"))
        assert not [u for u in loaded if "canonical" not in u], (page, loaded)
