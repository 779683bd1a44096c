"""Changes of seeds, as files break: bytes turned, cut out, doubled, or replaced by what parsers trip over."""

from __future__ import annotations

import random
from collections.abc import Sequence

ODD = (
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "\u202e".encode(),
    b'"',
    b"<",
    b"&",
    b"]]>",
    b"%00",
    b"9" * 40,
    b"\r\n",
)


def changed(data: bytes, rng: random.Random) -> bytes:
    """``data`` with up to eight changes."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        at = rng.randint(0, len(out))
        match rng.randrange(4):
            case 0 if out:
                out[min(at, len(out) - 1)] = rng.randrange(256)
            case 1:
                del out[at : at + rng.randint(1, 40)]
            case 2:
                out[at:at] = out[at : at + rng.randint(1, 200)] * rng.randint(1, 5)
            case _:
                out[at:at] = rng.choice(ODD) * rng.randint(1, 30)
    return bytes(out)


def made(seeds: Sequence[bytes], key: str) -> bytes:
    """The input of a key, always the same: a changed seed, or in one of five, one's beginning with another's end."""
    rng = random.Random(key)
    data = rng.choice(seeds)
    if rng.random() < 0.2:
        other = rng.choice(seeds)
        data = data[: rng.randint(0, len(data))] + other[rng.randint(0, len(other)) :]
    return changed(data, rng)
