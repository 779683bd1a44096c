"""Options that commands share."""

from pathlib import Path
from typing import Annotated

import typer

DEFAULT = Path("dragoman.duckdb")
ArchivePath = Annotated[
    Path,
    typer.Option("--archive", envvar="DRAGOMAN_ARCHIVE", help="The DuckDB file that keeps what was read."),
]
