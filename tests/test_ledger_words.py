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


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("The two trucks that Ghana promised have arrived.", "send"),
        ("The tents reached the camp on Friday.", "deliver"),
        ("The ventilators landed in Accra at dawn.", "send"),
        ("The nine seamen are home.", "free"),
        ("The two ferries were handed over to the harbour on Friday.", "lend"),
        ("Fifteen monitors took up their posts on the ridge.", "deploy"),
        ("Buses rolled over the bridge again on Friday.", "reopen"),
        ("Ghana put its name to the treaty.", "sign"),
        ("The report, released on Friday, names nobody.", "publish"),
        ("The levy on salt is gone.", "lift"),
    ],
)
def test_what_is_seen_of_a_promise_shows_it_done(sentence: str, act: str) -> None:
    assert same_act(content_words(act)) <= evidence_of(sentence).done


@pytest.mark.parametrize(
    "sentence",
    [
        "Friday is the last day for Ghana to open the clinic.",
        "Sunday was named as the final day to open the clinic.",
        "The deadline for Ghana to open the clinic is near.",
        "It is time to open the clinic.",
    ],
)
def test_a_last_day_is_no_evidence(sentence: str) -> None:
    assert not evidence_of(sentence).done
