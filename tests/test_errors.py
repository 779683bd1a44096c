"""Errors are told apart by their class, never by their words."""

import re
from importlib.resources import files
from pathlib import Path

# A test of what an error says, in any of the usual writings.
_BY_WORDS = re.compile(
    r"\b(?:not )?in (?:str|repr)\((?:e|err|error|exc|exception)\)|\b(?:str|repr)\((?:e|err|error|exc)\)"
)


def test_no_error_is_told_apart_by_its_words() -> None:
    found = []
    for file in Path(str(files("dragoman"))).rglob("*.py"):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if _BY_WORDS.search(line):
                found.append(f"{file.name}:{number}: {line.strip()}")
    assert not found
