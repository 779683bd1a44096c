"""What Dragoman is made of: the licences of what it needs, as a page of docs, and a bill of materials (CycloneDX 1.5).

    python tools/supply.py licences > docs/licences.md
    python tools/supply.py sbom > sbom.json

Both tell of the packages that users get: what `dragoman` needs, and what that needs, as installed here. Hashes are
those of requirements.lock.
"""

from __future__ import annotations

import json
import re
import sys
import uuid
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.requirements import Requirement

LOCK = Path(__file__).parents[1] / "requirements.lock"
_PINNED = re.compile(r"^([a-z0-9._-]+)==([^ \\;]+)(?: *; *([^\\]+))?", re.IGNORECASE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def needed(root: str = "dragoman") -> list[Distribution]:
    """The packages that users get with Dragoman, without its extras, by name."""
    found: dict[str, Distribution] = {}
    waiting = [root]
    while waiting:
        name = plain(waiting.pop())
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # for another platform
        for line in found[name].requires or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    return [found[name] for name in sorted(found) if name != root]


def plain(name: str) -> str:
    """A package's name as indexes write it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(package: Distribution) -> str:
    """A package's licence, by its SPDX expression, its classifiers or its own words."""
    about = package.metadata
    if about.get("License-Expression"):
        return str(about["License-Expression"])
    classes = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier") or () if c.startswith("License ::")]
    named = [c for c in classes if c != "OSI Approved"]
    said = (about.get("License") or "").strip().splitlines()
    return " or ".join(named) or (said[0][:60] if said else "not said; see its files")


def locked(lock: Path = LOCK) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The version and hashes of every package that the lock file has for this Python."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    name = ""
    for line in lock.read_text("utf-8").splitlines():
        if pinned := _PINNED.match(line):
            marker = pinned.group(3)
            name = plain(pinned.group(1)) if marker is None or Marker(marker.strip()).evaluate() else ""
            if name:
                found[name] = (pinned.group(2), ())
        if name and (hashes := _HASH.findall(line)):
            found[name] = (found[name][0], (*found[name][1], *hashes))
    return found


def licences() -> Iterator[str]:
    """The page of docs."""
    yield "# Licences"
    yield ""
    yield "Dragoman is Apache-2.0. These packages come with it, each under its own licence."
    yield "`make licences` makes this page."
    yield "The French model (`dragoman[fr]`) is LGPL-LR and is installed only where it is asked for."
    yield "The table of cities (`mentions/cities.tsv`) is made from [GeoNames](https://www.geonames.org/), CC BY 4.0."
    yield ""
    yield "| package | licence |"
    yield "|---|---|"
    for package in needed():
        said = licence(package).replace("|", "\\|")
        yield f"| [{package.metadata['Name']}](https://pypi.org/project/{plain(package.metadata['Name'])}/) | {said} |"


def sbom() -> dict[str, Any]:
    """The bill of materials, the same for the same packages."""
    root = distribution("dragoman")
    pins = locked()
    parts = [_component(package, pins) for package in needed()]
    name = json.dumps([part["purl"] for part in parts])
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "dragoman", "version": root.version}},
        "components": parts,
    }


def _component(package: Distribution, pins: dict[str, tuple[str, tuple[str, ...]]]) -> dict[str, Any]:
    name = plain(package.metadata["Name"])
    purl = f"pkg:pypi/{name}@{package.version}"
    version, hashes = pins.get(name, ("", ()))
    part: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": package.version,
        "purl": purl,
        "licenses": [{"license": {"name": licence(package)}}],
    }
    if version == package.version:  # of every file of this version; only one of them is installed
        source = {"type": "distribution", "url": f"https://pypi.org/project/{name}/{version}/"}
        part["externalReferences"] = [source | {"hashes": [{"alg": "SHA-256", "content": h} for h in hashes]}]
    return part


if __name__ == "__main__":
    if sys.argv[1:] == ["licences"]:
        print("\n".join(licences()))
    elif sys.argv[1:] == ["sbom"]:
        print(json.dumps(sbom(), indent=1))
    else:
        raise SystemExit(__doc__)
