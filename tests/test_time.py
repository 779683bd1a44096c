"""Time expressions against the publication date (a Tuesday)."""

import datetime as dt

import pytest

import dragoman


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The envoys met on Monday.", "Monday", "2023-01-30"),
        ("The envoys met on Tuesday.", "Tuesday", "2023-01-31"),
        ("The envoys will meet on Friday.", "Friday", "2023-02-03"),
        ("The envoys met in late December.", "late December", "2022-12-21/2022-12-31"),
        ("The envoys met last month.", "last month", "2022-12"),
        ("Troops will leave by 2025.", "by 2025", "../2025"),
        ("They will vote in June.", "June", "2023-06"),
        ("They voted in June.", "June", "2022-06"),
        ("The pact was signed on 3 May 2019.", "3 May 2019", "2019-05-03"),
        ("The pact was signed on March 4, 2020.", "March 4, 2020", "2020-03-04"),
        ("The pact was signed two weeks ago.", "two weeks ago", "2023-W03"),
        ("It has been closed since 2014.", "since 2014", "2014/.."),
        ("The delegation left yesterday.", "yesterday", "2023-01-30"),
    ],
)
def test_resolved(text: str, words: str, value: str) -> None:
    report = dragoman.read(text, published="2023-01-31")
    assert (words, value) in [(report.words(w.spans), w.value) for w in report.times]


def test_without_a_publication_date_relative_times_stay_unresolved() -> None:
    (when,) = dragoman.read("The envoys met on Monday.").times
    assert (when.start, when.end, when.granularity) == (None, None, "unresolved")


def test_an_interval_has_inclusive_days() -> None:
    (when,) = dragoman.read("The envoys met last month.", published="2024-03-15").times
    assert (when.start, when.end) == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))


@pytest.mark.parametrize("text", ["Troops march against it.", "They may object.", "It fell 20.5% in 1999.5 trades."])
def test_what_is_no_time(text: str) -> None:
    assert dragoman.read(text, published="2023-01-31").times == ()
