"""Write the API's OpenAPI document, from which the types of the pages are made, to a file.

usage: python tools/openapi.py [FILE]      (default web/openapi.json)
"""

import json
import sys
from pathlib import Path

from fastapi import FastAPI

from dragoman.web.api import router


def document() -> str:
    """The document as JSON, the same each time."""
    app = FastAPI(title="Dragoman")
    app.include_router(router)
    return json.dumps(app.openapi(), indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else "web/openapi.json").write_text(document(), "utf-8")
