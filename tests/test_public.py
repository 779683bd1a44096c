"""The public API: what docs/reference/api.md names can be imported, and is called as it was."""

import inspect
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import dragoman

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "api.md"
NAMED = re.findall(r"^\| `(dragoman[\w.]*)` \|", PAGE.read_text("utf-8"), re.MULTILINE)
SIGNATURES = {
    "dragoman.read": ["text", "published", "publisher", "title", "url", "language"],
    "dragoman.collation.collate": ["reports", "decisions"],
}


def found(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError:
        module, _, attribute = name.rpartition(".")
        return getattr(import_module(module), attribute)


@pytest.mark.parametrize("name", NAMED)
def test_what_is_named_is_there_and_explained(name: str) -> None:
    one = found(name)
    assert isinstance(one, dict) or inspect.getdoc(one)


@pytest.mark.parametrize("name", sorted(SIGNATURES))
def test_parameters_keep_their_names_and_order(name: str) -> None:
    assert [*inspect.signature(found(name)).parameters] == SIGNATURES[name]


def test_what_the_package_exports() -> None:
    assert set(dragoman.__all__) >= {"read", "Report", "Article", "Archive", "__version__"}
    assert all(getattr(dragoman, name) for name in dragoman.__all__)
    assert (Path(dragoman.__file__).parent / "py.typed").exists()
