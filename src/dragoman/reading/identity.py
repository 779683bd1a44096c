"""What a reading comes from: a hash over the code that reads, the language's pack, and the files of its models.

Two readings with one hash were read by the same rules; after any of them has changed, articles are read anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from dragoman.languages import LANGUAGES

_CODE = ("reading", "syntax", "mentions", "model.py", "languages")
_PACKS = "languages"
_KINDS = {".py", ".toml", ".csv", ".tsv", ".msgpack", ".json", ".npz", ".onnx"}


@cache
def identity(language: str = "en", extra: tuple[Path, ...] = (), root: Path | None = None) -> str:
    """The hash for a language, with the user's own files of frames and names. ``root`` is the package's folder."""
    digest = hashlib.sha256(version("spacy").encode())
    home = root or Path(str(files("dragoman")))
    for name, file in sorted([*_own(home, language), *_models(language)]):
        digest.update(f"{name}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    for file in extra:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _own(home: Path, language: str) -> Iterator[tuple[str, Path]]:
    """Dragoman's files that read a language, by their names: all code, and of packs its own."""
    for place in (home / name for name in _CODE):
        for file in [place] if place.is_file() else place.rglob("*"):
            name = file.relative_to(home)
            of_other = name.parts[0] == _PACKS and len(name.parts) > 2 and name.parts[1] != language
            if file.suffix in _KINDS and file.is_file() and not of_other:
                yield name.as_posix(), file


def _models(language: str) -> Iterator[tuple[str, Path]]:
    spec = find_spec(LANGUAGES[language].package)
    if spec is None or spec.origin is None:
        return
    home = Path(spec.origin).parent
    for file in home.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            yield f"model/{file.relative_to(home).as_posix()}", file
