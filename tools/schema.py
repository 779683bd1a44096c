"""Writes the JSON schemas of reports and of exported tables: python tools/schema.py

``docs/schema/report.json`` is what ``dragoman read --json`` and ``dragoman export --format jsonl`` print, a report a
line; ``docs/schema/tables.json`` are the columns of ``dragoman export --format csv``, ``parquet`` and ``xlsx``. Both
come from the code and have its version; a test holds that they are as it would write them.
"""

import json
from pathlib import Path
from typing import Any

from dragoman.archive import tables
from dragoman.model import SCHEMA_VERSION, Report

FOLDER = Path(__file__).parents[1] / "docs" / "schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Each schema by its file's name."""
    report = {"$schema": "https://json-schema.org/draft/2020-12/schema", "version": SCHEMA_VERSION}
    return {"report.json": report | Report.model_json_schema(mode="serialization"), "tables.json": tables.schema()}


def written(schema: dict[str, Any]) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        (FOLDER / name).write_text(written(schema), "utf-8")
