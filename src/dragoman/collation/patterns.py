"""What a text says around a count or an act, as regular expressions of its language: data of ``collation.toml``."""

import re
from functools import cache

from dragoman.languages import lexicons


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The expression of that name, in letters of either case."""
    found: str = lexicons.table("collation.toml")["patterns"][name]["find"]
    return re.compile(found, re.IGNORECASE)
