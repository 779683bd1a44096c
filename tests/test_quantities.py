"""Numbers in figures and in words, and what they count."""

import pytest

import dragoman


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels killed 12 soldiers.", [(12, "exact", "soldier")]),
        ("Two men were shot near the bridge.", [(2, "exact", "man")]),
        ("At least twenty-four villagers died.", [(24, "at least", "villager")]),
        ("Nine hundred soldiers left the town.", [(900, "exact", "soldier")]),
        ("The flood displaced 3.5 million people.", [(3_500_000, "exact", "people")]),
        ("The two countries met again.", []),
        ("One of them spoke to reporters.", []),
    ],
)
def test_quantities(text: str, expected: list[tuple[float, str, str]]) -> None:
    report = dragoman.read(text)
    assert [(q.value, q.bound.value, q.unit) for q in report.quantities] == expected
    assert all(report.words(q.spans) in text for q in report.quantities)
