"""Fuzz one target, guided by coverage (atheris, libFuzzer): python tests/fuzz/run.py TARGET [-runs=N] [options]

New inputs that reach new code are kept in build/fuzz/TARGET; a crash, a hang of 20 s or 4 GB of memory ends the run and
leaves its input beside them. Inputs that found a defect belong into tests/fuzz/seeds/TARGET, for CI.
"""

import sys
from pathlib import Path

import atheris

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

with atheris.instrument_imports(include=["dragoman"]):
    import targets


def main() -> None:
    name = sys.argv[1]
    folder = Path("build/fuzz") / name
    folder.mkdir(parents=True, exist_ok=True)
    seeds = HERE / "seeds" / name
    limits = ["-timeout=20", "-rss_limit_mb=4096", "-max_len=20000", f"-artifact_prefix={folder}/"]
    corpora = [str(folder), *([str(seeds)] if seeds.is_dir() else [])]
    atheris.Setup([sys.argv[0], *limits, *sys.argv[2:], *corpora], lambda data: targets.check(name, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
