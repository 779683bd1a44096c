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
        ("The pact was signed two weeks ago.", "two weeks ago", "2023-01-17"),
        ("It has been closed since 2014.", "since 2014", "2014/.."),
        ("The delegation left yesterday.", "yesterday", "2023-01-30"),
        ("They will vote a week from Friday.", "a week from Friday", "2023-02-10"),
        ("They will vote on Thursday week.", "Thursday week", "2023-02-09"),
        ("They voted the week before last.", "the week before last", "2023-01-16/2023-01-22"),
        ("They will vote the Monday after next.", "the Monday after next", "2023-02-13"),
        ("They voted in the first half of January.", "the first half of January", "2023-01-01/2023-01-15"),
        ("They met in November and voted on the 26th.", "on the 26th", "2022-11-26"),
        ("The cabinet meets this Sunday.", "this Sunday", "2023-02-05"),
        ("On Christmas Eve the bishop left.", "Christmas Eve", "2022-12-24"),
    ],
)
def test_resolved(text: str, words: str, value: str) -> None:
    report = dragoman.read(text, published="2023-01-31")
    assert (words, value) in [(report.words(w.spans), w.value) for w in report.times]


@pytest.mark.parametrize(
    "name", ["Saturday Mothers", "Monday Circle", "June 20 Movement", "August 15 Brigade", "Good Friday Agreement"]
)
def test_a_day_in_a_name_is_no_time(name: str) -> None:
    assert dragoman.read(f"Members of the {name} marched through Lomé.", published="2023-01-31").times == ()


def test_without_a_publication_date_relative_times_stay_unresolved() -> None:
    (when,) = dragoman.read("The envoys met on Monday.").times
    assert (when.start, when.end, when.granularity) == (None, None, "unresolved")


def test_an_interval_has_inclusive_days() -> None:
    (when,) = dragoman.read("The envoys met last month.", published="2024-03-15").times
    assert (when.start, when.end) == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))


@pytest.mark.parametrize("text", ["Troops march against it.", "They may object.", "It fell 20.5% in 1999.5 trades."])
def test_what_is_no_time(text: str) -> None:
    assert dragoman.read(text, published="2023-01-31").times == ()


def days(text: str, published: str = "2025-03-12") -> list[tuple[str, str]]:
    """First and last day of each time of ``text``, ".." where an end is open."""
    times = dragoman.read(text, published=published).times
    return [(w.start.isoformat() if w.start else "..", w.end.isoformat() if w.end else "..") for w in times]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        # Months with a full stop, and days of the week before them.
        ("The airport reopened on Oct. 21, 2022.", "2022-10-21", "2022-10-21"),
        ("The airport reopened Tue., Feb. 4.", "2025-02-04", "2025-02-04"),
        ("It was bombed in Dec. 2016 and again later.", "2016-12-01", "2016-12-31"),
        ("Sailors mutinied on Sept 9.", "2024-09-09", "2024-09-09"),
        ("They left the base Aug. 30-31, 2021.", "2021-08-30", "2021-08-31"),
        # ISO and figures.
        ("The cable was cut at 2024-11-17T03:05:09+02:00.", "2024-11-17", "2024-11-17"),
        ("The census of 2021-06 was never published.", "2021-06-01", "2021-06-30"),
        ("The note is dated 2023/10/05.", "2023-10-05", "2023-10-05"),
        # Ranges.
        ("The strike ran from 3 to 5 February.", "2025-02-03", "2025-02-05"),
        ("The camp grew between January 8 and 19, 2024.", "2024-01-08", "2024-01-19"),
        ("Rain fell on May 6 and 7.", "2024-05-06", "2024-05-07"),
        ("Harvests failed in November and December 2023.", "2023-11-01", "2023-12-31"),
        ("The junta ruled from 1966 until 1979.", "1966-01-01", "1979-12-31"),
        # Open ends.
        ("The pass will be closed until April 20.", "..", "2025-04-20"),
        ("Fees will rise from July 1 on.", "2025-07-01", ".."),
        ("The miners have been missing since Feb. 27.", "2025-02-27", ".."),
        ("Tokyo must answer no later than May 2.", "..", "2025-05-02"),
        ("The exiles hope to return by December.", "..", "2025-12-31"),
        # Distances from today.
        ("The convoy will arrive in 12 days.", "2025-03-24", "2025-03-24"),
        ("Vandals broke the statue over the weekend.", "2025-03-08", "2025-03-09"),
        ("The synod will convene over the weekend.", "2025-03-15", "2025-03-16"),
        ("The reef has shrunk over the past year.", "2024-03-12", "2025-03-12"),
        ("The khanate broke up twenty-two years ago.", "2003-01-01", "2003-12-31"),
        # Years of months.
        ("In October last year the dyke broke.", "2024-10-01", "2024-10-31"),
        ("The lease ends in August this year.", "2025-08-01", "2025-08-31"),
        ("They were shot on June 3 of last year.", "2024-06-03", "2024-06-03"),
        ("The December 16 vote was rigged, she said.", "2024-12-16", "2024-12-16"),
        ("He must attend his next hearing on October 6.", "2025-10-06", "2025-10-06"),
        # What is to come by the words around the day.
        ("The court has until Monday to rule.", "..", "2025-03-17"),
        ("The storm was forecast to reach the coast on Monday.", "2025-03-17", "2025-03-17"),
        ("A man set fire to a bus on Monday.", "2025-03-10", "2025-03-10"),
        ("On Friday, the minister set the date of the vote.", "2025-03-07", "2025-03-07"),
        ("The court scheduled a hearing on Monday.", "2025-03-10", "2025-03-10"),
        ("The vote is set for Monday.", "2025-03-17", "2025-03-17"),
        ("The pact is to be signed and ratified in February.", "2026-02-01", "2026-02-28"),
        # Early years and centuries.
        ("The guild was dissolved in 1791.", "1791-01-01", "1791-12-31"),
        ("The claim has been disputed since 1607.", "1607-01-01", ".."),
        ("Nothing like it was seen in the nineteenth century.", "1801-01-01", "1900-12-31"),
        ("It is the worst drought of the 21st century.", "2001-01-01", "2100-12-31"),
        ("Rebels ruled the valley in the seventies.", "1970-01-01", "1979-12-31"),
    ],
)
def test_forms_of_times(text: str, first: str, last: str) -> None:
    assert days(text) == [(first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "The siege went on for eleven weeks.",
        "She began a three-day visit.",
        "The bridge was built in 14 months.",
        "Several envoys have resigned in recent years.",
        "The regiment lost 1700 men.",
        "She told Libya Today so.",
        "They signed Agenda 2030.",
    ],
)
def test_durations_and_names_are_no_times(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("LIMA, March 9 (Wire) - Miners blocked the road today.", "2025-03-09"),
        ("DAKAR, Senegal, 10 March (Wire) — Miners blocked the road yesterday.", "2025-03-09"),
        ('The premier said on Monday: "We sign it today."', "2025-03-10"),
        ('"Tonight we mourn," the mayor wrote on Saturday.', "2025-03-08"),
        ("Miners blocked the road today.", "2025-03-12"),
    ],
)
def test_today_is_the_day_on_which_it_was_said(text: str, told: str) -> None:
    assert (told, told) in [days(text)[0], days(text)[-1]]


def test_days_that_count_from_another_day() -> None:
    assert days("The dam burst on 2 January. The next day troops came.")[1] == ("2025-01-03", "2025-01-03")
    assert days("The dam burst on 2 January. That night the town was flooded.")[1] == ("2025-01-02", "2025-01-02")
    assert days("The dam burst on 2 January. Later that week troops came.")[1] == ("2024-12-30", "2025-01-05")


def test_values_are_edtf() -> None:
    edtf = pytest.importorskip("edtf")
    text = (
        "It began in 1788, in the 1960s, in spring 2022, in the third quarter of 2023 and in the 18th century. It ran "
        "since last week, by the end of June, from May 2 to June 3, 2024, over the weekend, on Oct. 7, 2023, until "
        "early July, in 2019-2021, since the summer of 2020, last month and earlier this year."
    )
    values = [w.value for w in dragoman.read(text, published="2025-03-12").times]
    assert len(values) == 15
    for value in values:
        edtf.parse_edtf(value)


@pytest.mark.parametrize(
    "text",
    [
        "The minister denied on Sunday that Peru had attacked the port.",
        "Colonel Ruiz told reporters on Thursday that rebels had freed nine hostages.",
        "No soldier fired at the boat, the ministry of Chad declared on Tuesday.",
        "The envoy told deputies on 3 March that Peru had expelled two diplomats.",
        "On Monday, Chile said it had freed nine hostages.",
    ],
)
def test_the_day_of_a_saying_is_not_that_of_what_is_said(text: str) -> None:
    report = dragoman.read(text, published="2025-03-12")
    told = [e for e in report.events if e.type != "REJECT"]
    assert told and all(e.when is None for e in told)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("They met on the 25th of last month.", "2025-02-25"),
        ("The pact was signed on the 3rd of this month.", "2025-03-03"),
        ("Talks resume on the 5th of next month.", "2025-04-05"),
        ("He resigned on the 9th of the month.", "2025-03-09"),
    ],
)
def test_days_of_a_month_told_from_today(text: str, first: str) -> None:
    [when] = dragoman.read(text, published="2025-03-12").times
    assert (str(when.start), str(when.end)) == (first, first)


def test_a_month_without_that_day_has_none() -> None:
    assert dragoman.read("They met on the 30th of last month.", published="2025-03-12").times == ()
