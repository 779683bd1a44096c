"""How large the plain install is, and how long until its first result, in an environment of its own.

    python tools/sizes.py            # or `make sizes`; twice, so that the registry's files are at hand

Installs what requirements.lock names, by hash, and the wheel of this checkout; then runs `dragoman demo` in an empty
folder. Wall-clock seconds depend on the registry and on what else the machine does, so processor seconds stand beside
them.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
_SHOWN = 12  # packages


def size(path: Path) -> int:
    """Bytes on disk of a file or of all files of a folder."""
    if not path.is_dir():
        return path.lstat().st_size
    return sum(file.lstat().st_size for file in path.rglob("*") if not file.is_dir())


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """Wall-clock and processor seconds of a command that must succeed; its words are not shown."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "DRAGOMAN_"))}
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, used


def main() -> None:
    """Print the table that docs/install.md shows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        install = [str(folder / "env" / "bin" / "pip"), "install", "--quiet", "--no-compile"]  # as `make demo` does
        timed([sys.executable, "-m", "venv", str(folder / "env")], folder)
        bare = size(folder / "env")
        locked = timed([*install, "--require-hashes", "-r", str(ROOT / "requirements.lock")], folder)
        own = timed([*install, "--no-deps", str(ROOT)], folder)
        (folder / "empty").mkdir()
        first, again = (timed([str(folder / "env" / "bin" / "dragoman"), "demo"], folder / "empty") for _ in range(2))
        whole = size(folder / "env")  # with what Python has compiled by now
        [site] = (folder / "env").glob("lib/python*/site-packages")
        parts = sorted(((size(path), path.name) for path in site.iterdir()), reverse=True)
    print(
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors\n"
    )
    print("| what | |\n|---|---|")
    print(f"| the environment, of which pip and setuptools {bare / 1e6:.0f} MB | {whole / 1e6:.0f} MB |")
    print(f"| install | {locked[0] + own[0]:.0f} s ({locked[1] + own[1]:.0f} s of processor) |")
    print(f"| `dragoman demo`, the first time | {first[0]:.0f} s ({first[1]:.0f} s of processor) |")
    print(f"| `dragoman demo`, again | {again[0]:.0f} s ({again[1]:.0f} s of processor) |")
    for bytes_, name in parts[:_SHOWN]:
        print(f"| {name} | {bytes_ / 1e6:.0f} MB |")


if __name__ == "__main__":
    main()
