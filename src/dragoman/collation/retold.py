"""Told again: a report that names the dead of an attack weeks later, without saying when it was.

Such an account meets those of the attack by what it repeats, the number killed and a name ("since 21 people were shot
dead at Port Blanco"), in a period of a quarter, and in the next. An attack told as news on a day of its own is none.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterable, Iterator
from itertools import combinations

from dragoman.collation.accounts import Account

BUCKETS = 1_000_000  # weeks from here on are none: they hold accounts that repeat one number and name
_PERIODS = 1_000  # periods of a number and name, so that the next one's number is one higher
_PERIOD = 91  # days
_FEWEST = 3  # killed from which a number is taken to tell attacks apart
_NAMES = 6  # names of an account by which it is looked up
_MOST = 40  # accounts of one number and name that are compared


def buckets_of(account: Account) -> set[int]:
    """Where an account may meet others that repeat its number of killed and a name of its sentence."""
    day = account.first or account.published
    if day is None:
        return set()
    period = day.toordinal() // _PERIOD % (_PERIODS - 1)
    keys = (f"{count:g} {name}" for count in killed(account) for name in sorted(account.named)[:_NAMES])
    return {BUCKETS + zlib.crc32(key.encode()) * _PERIODS + period for key in keys}


def killed(account: Account) -> set[float]:
    """How many people an account says were killed, where it is enough to tell attacks apart by."""
    return {n.value for n in account.numbers if n.unit.endswith(" killed") and n.value >= _FEWEST}


def told_again(accounts: Iterable[Account]) -> Iterator[tuple[Account, Account, str]]:
    """Accounts of one bucket that are of one attack, the earlier first, with what both say.

    One of the two has no day of its own, and is of a later report than the other's day.
    """
    some = sorted(accounts, key=lambda a: (a.published or dt.date.max, a.id))[:_MOST]
    for a, b in combinations(some, 2):
        if a.article == b.article or b.dated or not (a.positive and b.positive) or a.type != b.type:
            continue
        numbers, names = killed(a) & killed(b), a.named & b.named
        if numbers and names and b.modality == a.modality == "asserted":
            yield a, b, f"{min(numbers):g} killed, {' '.join(sorted(names))}"
