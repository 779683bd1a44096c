"""What the words of a sentence say came of what was promised."""

import pytest

from dragoman.analysis.evidence import evidence_of, is_negative
from dragoman.collation.accounts import content_words, same_act


@pytest.mark.parametrize(
    ("sentence", "said", "act"),
    [
        ("Ghana has not paid the grant that it had pledged to the farmers.", "undone", "pay"),
        ("Ghana did not open the clinic which it had promised.", "undone", "open"),
        ("The army never handed over the trucks that the minister promised in May.", "undone", "hand"),
        ("Ghana paid the grant that it had pledged.", "done", "pay"),
        ("Ghana delivered the promised trucks on Monday.", "done", "deliver"),
        ("Ghana promised to pay the grant.", None, "pay"),
        ("Ghana announced that it would open the clinic.", None, "open"),
    ],
)
def test_that_a_thing_was_promised_says_nothing_of_the_act(sentence: str, said: str | None, act: str) -> None:
    evidence = evidence_of(sentence)
    (stem,) = same_act(content_words(act))
    holding = {kind for kind in ("done", "undone", "refused", "dropped") if stem in getattr(evidence, kind)}
    assert holding == ({said} if said else set())


@pytest.mark.parametrize(
    ("condition", "negative"),
    [
        ("if the hostages are not freed by Friday", True),
        ("unless the trucks arrive", True),
        ("if nobody answers", True),
        ("if they don't leave", True),
        ("if the hostages are freed", False),
        ("once the trucks arrive", False),
    ],
)
def test_a_condition_that_something_is_not_to_happen(condition: str, negative: bool) -> None:
    assert is_negative(condition) is negative
