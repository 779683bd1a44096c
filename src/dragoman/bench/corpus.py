"""What every benchmark does: read a gold corpus line by line, and time each component of the pipeline."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import SourceError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def rows(
    corpus: Path, what: str, marks: str, one: str, check: Callable[[dict[str, Any]], object]
) -> list[dict[str, Any]]:
    """The lines of a JSONL ``corpus`` of ``what`` (with ``marks``); SourceError where ``check`` fails on one."""
    if not corpus.is_file():
        raise SourceError(str(corpus), f"no such corpus; it takes a JSONL file of {what} with text and {marks}")
    found = []
    with corpus.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                row = json.loads(line)
                check(row)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise SourceError(str(corpus), f"line {number}: not {one}: {error!r}") from error
            found.append(row)
    if not found:
        raise SourceError(str(corpus), f"holds no {what}")
    return found


def timed(nlp: "Language", text: str, spent: dict[str, float]) -> "Doc":
    """``text`` read; seconds are added to ``spent`` by component of ours, and as "parse" for all that is spaCy's."""
    began = time.perf_counter()
    doc = nlp.make_doc(text)
    spent["parse"] = spent.get("parse", 0.0) + time.perf_counter() - began
    for name, component in nlp.pipeline:
        began = time.perf_counter()
        doc = component(doc)
        key = name if name.startswith("dragoman_") else "parse"
        spent[key] = spent.get(key, 0.0) + time.perf_counter() - began
    return doc
