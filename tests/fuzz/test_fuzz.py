"""Seeds, inputs that once found a defect, and changes of both: no entry crashes, hangs or says nothing.

`make fuzz` gives each target many more, guided by coverage (tests/fuzz/run.py).
"""

import random
import time
from pathlib import Path

import pytest
from targets import TARGETS, check

from dragoman.model import Article, Report
from dragoman.reading import read_article

SEEDS = Path(__file__).parent / "seeds"
SLOW = {"reading": 12, "french": 12, "archive": 40, "html": 150, "feed": 100, "warc": 100, "warc_gz": 100}
LONGEST = 5.0  # seconds for one input


def changed(data: bytes, rng: random.Random) -> bytes:
    """``data`` with bytes turned, cut out, doubled or replaced by what parsers trip over."""
    out = bytearray(data)
    odd = (
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
                out[at:at] = rng.choice(odd) * rng.randint(1, 30)
    return bytes(out)


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_breaks_an_entry(name: str) -> None:
    rng = random.Random(name)
    seeds = [path.read_bytes() for path in sorted((SEEDS / name).iterdir())]
    assert seeds
    check(name, seeds[0])  # loads what is loaded at first use
    for data in [b"", *seeds, *(changed(rng.choice(seeds), rng) for _ in range(SLOW.get(name, 400)))]:
        began = time.perf_counter()
        check(name, data)
        assert time.perf_counter() - began < LONGEST, data[:200]


@pytest.mark.parametrize(
    "text",
    [
        "“" * 50_000,
        "said " * 20_000,
        "x" * 190_000,
        "Peru, " * 10_000,
        "(" * 30_000,
        "on Monday " * 5_000,
        "a" + "\u0301" * 50_000,
        "\u202e" * 20_000 + " Peru said.",
        "Peru said that " * 3_000,
    ],
    ids=["quotes", "said", "one word", "names", "brackets", "times", "marks", "turned", "nested"],
)
def test_a_monstrous_text_is_read_in_bounded_time(text: str) -> None:
    assert _read_in_time(text, "en").article.text == text


@pytest.mark.parametrize(
    "text",
    [
        "« " * 50_000,
        "« Non », a-t-il dit. " * 5_000,
        "selon le ministre, " * 5_000,
        "a dit que " * 3_000,
        "le président, le ministre, " * 4_000,
        "dit : " * 10_000,
        "lundi dernier " * 5_000,
        "dit " * 20_000,
    ],
    ids=["quotes", "said", "selon", "nested", "roles", "colons", "times", "verbs"],
)
def test_a_monstrous_french_text_is_read_in_bounded_time(text: str) -> None:
    assert _read_in_time(text, "fr").article.text == text


def _read_in_time(text: str, language: str) -> Report:
    read_article(Article.make("Peru.", language=language))  # loads the model
    began = time.perf_counter()
    report = read_article(Article.make(text, publisher="Wire", language=language))
    assert time.perf_counter() - began < 60
    return report
