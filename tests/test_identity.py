"""A reading's identity follows from its content: changed rules read anew, unchanged ones do not."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from dragoman.reading.identity import identity


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("package") / "dragoman"
    shutil.copytree(str(files("dragoman")), copy, ignore=shutil.ignore_patterns("static", "__pycache__"))
    return copy


def key(package: Path, language: str = "en") -> str:
    identity.cache_clear()
    return identity(language, root=package)


def test_a_copy_has_the_same_key(package: Path) -> None:
    assert key(package) == identity("en") == identity("en")


@pytest.mark.parametrize(
    ("name", "old", "new", "changes"),
    [
        ("languages/en/roles.toml", "minister", "ministre", {"en"}),  # one word of a pack
        ("languages/fr/roles.toml", "ministre", "minister", {"fr"}),
        ("reading/when.py", "def ", "def  ", {"en", "fr"}),
        ("syntax/tree.py", "def ", "def  ", {"en", "fr"}),
        ("cli/render.py", "def ", "def  ", set()),  # reads nothing
        ("web/api.py", "def ", "def  ", set()),
    ],
)
def test_what_reads_is_in_the_key(package: Path, name: str, old: str, new: str, changes: set[str]) -> None:
    before = {language: key(package, language) for language in ("en", "fr")}
    file = package / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    after = {language: key(package, language) for language in ("en", "fr")}
    file.write_text(text, "utf-8")
    assert {language for language in before if before[language] != after[language]} == changes


def test_the_users_own_file_is_in_the_key(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text("a")
    identity.cache_clear()
    first = identity("en", (own,))
    own.write_text("b")
    identity.cache_clear()
    assert len({first, identity("en", (own,)), identity("en")}) == 3
