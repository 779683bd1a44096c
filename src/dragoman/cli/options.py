"""Options that commands share."""

import datetime as dt
from contextvars import ContextVar
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.tables import Form
from dragoman.model import ReaderKind

DEFAULT = Path("dragoman.duckdb")
WAIT = 60.0
QUIET: ContextVar[bool] = ContextVar("quiet", default=False)  # of --quiet, for every command
RECORD: ContextVar[Path | None] = ContextVar("record", default=None)  # of --record, for every command
ArchivePath = Annotated[
    Path,
    typer.Option("--archive", envvar="DRAGOMAN_ARCHIVE", help="The DuckDB file that keeps what was read."),
]
Wait = Annotated[
    float,
    typer.Option("--wait", min=0, max=86_400, help="Seconds to wait for an archive that another program writes to."),
]
Budget = Annotated[
    float,
    typer.Option(min=0.1, max=86_400, help="Seconds for an article of up to 50,000 characters; longer ones have more."),
]
By = Annotated[str | None, typer.Option("--by", envvar="DRAGOMAN_USER", help="Your name, kept with what you decide.")]
Reason = Annotated[str | None, typer.Option(help="Why, kept with the decision.")]
MinConfidence = Annotated[
    float,
    typer.Option(
        min=0,
        max=1,
        help="Leave out attributions less likely to be right, unless an event or number stands under them.",
    ),
]
ReaderOption = Annotated[
    ReaderKind,
    typer.Option(
        "--reader", help="fast reads by rules and a small network, accurate also by a larger one, in twice the time."
    ),
]
AsForm = Annotated[
    Form, typer.Option("--format", help="Write text, csv, tsv, md (Markdown) or json (one object a line).")
]
Columns = Annotated[
    str | None,
    typer.Option("--columns", metavar="A,B", help="Only these columns, in this order; a wrong name lists all."),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Only what was published up to this day: what was known then.")
]
Wide = Annotated[bool, typer.Option("--wide", help="A table as wide as its words, whatever the terminal holds.")]


def day(value: str | None) -> dt.date | None:
    """The day that an option gives; a usage error where it is none."""
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not an ISO 8601 date such as 2023-01-31") from None
