"""Dragoman: the sourced record of news reports.

import dragoman
report = dragoman.read("Ruritania said on Monday it would expel two envoys.", published="2024-03-05")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Archive", "Article", "Report", "__version__", "read"]

if TYPE_CHECKING:
    from dragoman.archive import Archive
    from dragoman.model import Article, Report
    from dragoman.reading import read

_LAZY = {
    "Archive": "dragoman.archive",
    "Article": "dragoman.model",
    "Report": "dragoman.model",
    "read": "dragoman.reading",
}


def __getattr__(name: str) -> Any:
    # Importing spaCy and DuckDB takes seconds, so they wait until they are asked for.
    if name not in _LAZY:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LAZY[name]), name)
