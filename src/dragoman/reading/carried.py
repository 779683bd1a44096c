"""Readings that travel with their Doc: through ``doc.to_bytes()``, ``DocBin`` and ``nlp.pipe(n_process=2)``.

spaCy packs what hangs on a Doc with msgpack, which knows only plain values. Here it learns to pack a draft as JSON, and
to leave out what is only remembered so as not to be computed twice.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from srsly import msgpack_decoders, msgpack_encoders

from dragoman.reading.draft import Draft
from dragoman.syntax.tree import Memory

_DRAFT, _MEMORY = "dragoman.draft", "dragoman.memory"
Chain = Callable[[Any], Any] | None


@cache
def _drafts() -> TypeAdapter[Draft]:
    return TypeAdapter(Draft)


@msgpack_encoders("dragoman")
def encode(value: Any, chain: Chain = None) -> Any:
    """A draft as JSON, a memory as nothing; anything else is left to the next encoder."""
    if isinstance(value, Draft):
        return {_DRAFT: _drafts().dump_json(value).decode()}
    if isinstance(value, Memory):
        return {_MEMORY: True}
    return value if chain is None else chain(value)


@msgpack_decoders("dragoman")
def decode(value: Any, chain: Chain = None) -> Any:
    """What ``encode`` packed, checked against the data model; anything else is left to the next decoder."""
    if isinstance(value, dict) and _DRAFT in value:
        return _drafts().validate_json(value[_DRAFT])
    if isinstance(value, dict) and _MEMORY in value:
        return Memory()
    return value if chain is None else chain(value)
