"""Seeds, inputs that once found a defect, and changes of both: no entry crashes, hangs or says nothing.

`make fuzz` gives each target many more, guided by coverage (tests/fuzz/run.py).
"""

import random
import time
from pathlib import Path

import pytest
from changes import changed
from targets import TARGETS, check

from dragoman.model import Article, Report
from dragoman.reading import read_article

SEEDS = Path(__file__).parent / "seeds"
SLOW = {"reading": 8, "french": 8, "archive": 20, "html": 60, "feed": 50, "warc": 50, "warc_gz": 50}
SLOW |= dict.fromkeys(("docx", "odt", "rtf", "epub", "xlsx", "zip", "xml"), 30) | {"eml": 60, "mbox": 50}
LONGEST = 5.0  # seconds of the processor for one input
_LONGEST_TEXT = 40.0  # the same for 5,000 words and more: an old processor encodes 1,500 words a second


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_breaks_an_entry(name: str) -> None:
    rng = random.Random(name)
    seeds = [path.read_bytes() for path in sorted((SEEDS / name).iterdir())]
    assert seeds
    check(name, seeds[0])  # loads what is loaded at first use
    for data in [b"", *seeds, *(changed(rng.choice(seeds), rng) for _ in range(SLOW.get(name, 100)))]:
        began = time.process_time()
        check(name, data)
        assert time.process_time() - began < LONGEST, data[:200]


@pytest.mark.parametrize(
    "text",
    [
        "“" * 5_000,
        "said " * 5_000,
        "x" * 95_000,
        "Peru, " * 2_500,
        "(" * 7_500,
        "on Monday " * 1_250,
        "a" + "\u0301" * 12_500,
        "\u202e" * 5_000 + " Peru said.",
        "Peru said that " * 750,
    ],
    ids=["quotes", "said", "one word", "names", "brackets", "times", "marks", "turned", "nested"],
)
def test_a_monstrous_text_is_read_in_bounded_time(text: str) -> None:
    assert _read_in_time(text, "en").article.text == text


@pytest.mark.parametrize(
    "text",
    [
        "« " * 12_500,
        "« Non », a-t-il dit. " * 1_250,
        "selon le ministre, " * 1_250,
        "a dit que " * 750,
        "le président, le ministre, " * 1_000,
        "dit : " * 2_500,
        "lundi dernier " * 1_250,
        "dit " * 5_000,
    ],
    ids=["quotes", "said", "selon", "nested", "roles", "colons", "times", "verbs"],
)
def test_a_monstrous_french_text_is_read_in_bounded_time(text: str) -> None:
    assert _read_in_time(text, "fr").article.text == text


def _read_in_time(text: str, language: str) -> Report:
    read_article(Article.make("Peru.", language=language))  # loads the model
    began = time.process_time()
    report = read_article(Article.make(text, publisher="Wire", language=language))
    assert time.process_time() - began < _LONGEST_TEXT
    return report
