"""Numbers in figures and in words: their bounds, what they count, of whom, in which role; and polls."""

import pytest

import dragoman
from dragoman.languages import lexicons
from dragoman.model import Poll, Quantity

Told = list[tuple[float, str, str]]


def told(text: str) -> Told:
    report = dragoman.read(text, published="2025-03-12")
    assert all(report.words(q.spans) in text for q in report.quantities)
    return [(round(q.value, 4), q.bound.value, q.unit) for q in report.quantities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels killed 12 soldiers.", [(12, "exact", "soldier killed")]),
        ("Two men were shot near the bridge.", [(2, "exact", "man")]),
        ("At least twenty-four villagers died.", [(24, "at least", "villager died")]),
        ("Nine hundred soldiers left the town.", [(900, "exact", "soldier")]),
        ("The flood displaced 3.5 million people.", [(3_500_000, "exact", "people displaced")]),
        ("The two countries met again.", []),
        ("One of them spoke to reporters.", []),
    ],
)
def test_quantities(text: str, expected: Told) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        # Bounds, both ways.
        ("Fiji lent no fewer than 18 boats to Tonga.", 18, "at least"),
        ("Fiji lent not less than 18 boats to Tonga.", 18, "at least"),
        ("Fiji lent a minimum of 18 boats to Tonga.", 18, "at least"),
        ("Fiji lent 18 boats or more to Tonga.", 18, "at least"),
        ("Fiji lent 18 or more boats to Tonga.", 18, "at least"),
        ("Fiji lent no more than 18 boats to Tonga.", 18, "at most"),
        ("Fiji lent not more than 18 boats to Tonga.", 18, "at most"),
        ("Fiji lent as many as 18 boats to Tonga.", 18, "at most"),
        ("Fiji lent 18 boats or fewer to Tonga.", 18, "at most"),
        ("Fiji lent well over 18 boats to Tonga.", 18, "more than"),
        ("Fiji lent upwards of 18 boats to Tonga.", 18, "more than"),
        ("Fiji lent just under 18 boats to Tonga.", 18, "less than"),
        ("Fiji lent almost 18 boats to Tonga.", 18, "less than"),
        ("Fiji lent roughly 18 boats to Tonga.", 18, "about"),
        ("Fiji lent close to 18 boats to Tonga.", 18, "about"),
        # Scales and words.
        ("Fiji shipped 2.6bn litres to Tonga.", 2.6e9, "exact"),
        ("Fiji shipped 4.1m litres to Tonga.", 4.1e6, "exact"),
        ("Fiji lent three dozen boats to Tonga.", 36, "exact"),
        ("Fiji lent half a million boats to Tonga.", 5e5, "exact"),
        ("Fiji lent two hundred and fifty boats to Tonga.", 250, "exact"),
        ("Fiji lent dozens of boats to Tonga.", 24, "at least"),
        ("Fiji lent hundreds of boats to Tonga.", 200, "at least"),
        ("Fiji lent several thousand boats to Tonga.", 2000, "at least"),
        ("Fiji lent tens of thousands of boats to Tonga.", 20000, "at least"),
        ("Fiji lent one and a half million boats to Tonga.", 1.5e6, "exact"),
        ("Fiji lent a quarter of a million boats to Tonga.", 250_000, "exact"),
        ("Fiji lent 20 lakh boats to Tonga.", 2e6, "exact"),
        ("Fiji paid Rs 3.5 crore to Tonga.", 3.5e7, "exact"),
        ("Fiji lent 3,40,000 boats to Tonga.", 340_000, "exact"),
        ("The 60-odd Fijian boats are in Tonga.", 60, "about"),
        ("A strike by 900-plus pilots shut Fiji.", 900, "at least"),
        ("Fiji lent a good 18 boats to Tonga.", 18, "at least"),
        # Shares.
        ("Fiji cut its loans to Tonga by a third.", 0.3333, "exact"),
        ("The budget of Fiji grew by half.", 0.5, "exact"),
        ("One in four Tongans left the islands.", 0.25, "exact"),
        ("Nearly half of Tongans left the islands.", 0.5, "less than"),
        ("Two-thirds of Tongans left the islands.", 0.6667, "exact"),
        ("About 15 per cent of Tongans left the islands.", 0.15, "about"),
        ("More than a third of Tongans left the islands.", 0.3333, "more than"),
    ],
)
def test_bounds_scales_and_shares(text: str, value: float, bound: str) -> None:
    assert [(v, b) for v, b, _ in told(text)] == [(value, bound)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Between 30 and 45 divers are missing.", 30, 45),
        ("Between 30 and 45 families left the valley.", 30, 45),
        ("Some 30 to 45 divers are missing.", 30, 45),
        ("Fiji lent 30-45 boats to Tonga.", 30, 45),
        ("Fiji lent Tonga $3-4 million.", 3e6, 4e6),
        ("Prices rose between 5% and 8%.", 0.05, 0.08),
    ],
)
def test_a_range_is_two_numbers(text: str, low: float, high: float) -> None:
    assert [(v, b) for v, b, _ in told(text)] == [(low, "at least"), (high, "at most")]


@pytest.mark.parametrize(
    "text",
    [
        "07:45 Oman recalled its envoy.",
        "The shelling began at 5.30 p.m. near Aden.",
        "They fired a Fateh-110 missile.",
        "An F-35 jet crashed.",
        "Deputies cited Resolution 1559.",
        "The clerk, 37, denied it.",
        "The clerk is 37 years old.",
        "The 37-year-old clerk denied it.",
        "3. The envoy left Oman.",
        "The siege lasted eleven weeks.",
        "The crater is 400 metres wide.",
        "The exiles went to a third country.",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert told(text) == []


def only(text: str) -> Quantity:
    (found,) = dragoman.read(text, published="2025-03-12").quantities
    return found


@pytest.mark.parametrize(
    ("text", "role", "unit"),
    [
        ("Twelve drivers were killed near Herat.", "killed", "driver killed"),
        ("The death toll rose to 64.", "killed", "toll"),
        ("The quake left 64 people dead.", "killed", "people dead"),
        ("The quake injured 64 pupils.", "wounded", "pupil injured"),
        ("Some 64 sailors are missing.", "missing", "sailor missing"),
        ("Police detained 64 students.", "detained", "student detained"),
        ("The floods uprooted 64,000 farmers.", "displaced", "farmer uprooted"),
        ("Crews evacuated 64 patients.", "evacuated", "patient evacuated"),
        ("Some 6,400 teachers marched in Quito.", "attending", "teacher marched"),
        ("Accra sent 640 soldiers to Mali.", "troops", "soldier"),
        ("The motion won 64 votes.", "votes", "vote"),
        ("Oslo lent Kyiv €64 million.", "money", "euro"),
        ("Oslo fined the firm 64,000 US dollars.", "money", "US dollar"),
        ("Oslo sent 64 tents to Kyiv.", "goods", "tent"),
    ],
)
def test_roles(text: str, role: str, unit: str) -> None:
    found = only(text)
    assert (found.role, found.unit) == (role, unit)


def test_the_whole_beside_a_part_counts() -> None:
    assert [v for v, *_ in told("Seven of the nine judges voted for Fiji.")] == [7, 9]
    assert told("He was flown to a third country.") == []


def test_each_number_of_a_list_has_its_own_role() -> None:
    found = dragoman.read("Eleven miners were killed and 46 injured in Zabrze.").quantities
    assert [(q.value, q.role) for q in found] == [(11, "killed"), (46, "wounded")]
    found = dragoman.read("The blast killed 11 and wounded 46.").quantities
    assert [(q.value, q.role) for q in found] == [(11, "killed"), (46, "wounded")]


def test_casualties_are_of_their_event() -> None:
    report = dragoman.read("Chad signed a pact with Niger. Gunmen killed 11 herders in Tillia.")
    (number,) = report.quantities
    (killing,) = [e for e in report.events if e.id == number.event]
    assert (killing.type, report.words(killing.trigger)) == ("ASSAULT", "killed")


def test_of_whom_are_words_and_an_actor_where_there_is_one() -> None:
    text = "More than 80,000 Sudanese refugees crossed into Chad."
    report = dragoman.read(text)
    of = report.quantities[0].of
    assert of is not None and report.words(of.spans) == "Sudanese refugees"
    assert of.actor is not None and report.actor(of.actor).country == "SDN"
    tents = only("Oslo sent 64 tents to Kyiv.").of
    assert tents is not None and tents.actor is None


def test_the_sides_of_a_vote_are_no_range() -> None:
    found = dragoman.read("Senators passed the bill by 38 votes to 51.").quantities
    assert [(q.value, q.bound.value, q.role) for q in found] == [(38, "exact", "votes"), (51, "exact", "votes")]


def polls(text: str) -> list[Poll]:
    return list(dragoman.read(text, published="2025-03-12").polls)


def test_a_poll_with_who_asked_how_many_and_when() -> None:
    text = "In a survey of 1,250 adults by Tecnos on March 1-2, 58% of Chileans back the reform, up from 51% in June."
    (poll,) = polls(text)
    report = dragoman.read(text, published="2025-03-12")
    assert (poll.share, poll.sample, poll.earlier) == (0.58, 1250, 0.51)
    assert report.words(poll.pollster) == "Tecnos"
    assert poll.when is not None and report.time(poll.when).value == "2025-03-01/2025-03-02"
    assert "the reform" in report.words(poll.proposition)


@pytest.mark.parametrize(
    ("text", "share", "bound"),
    [
        ("Nearly two-thirds of Kenyans want a recount, a poll found.", 0.6667, "less than"),
        ("One in five Danes opposes the plan, according to a survey.", 0.2, "exact"),
        ("A poll shows that 44 per cent of Danes are worried about it.", 0.44, "exact"),
        ("In the poll most respondents oppose the plan.", 0.5, "more than"),
        ("A poll says at least 70% of Danes support the bill.", 0.7, "at least"),
    ],
)
def test_shares_that_hold_something(text: str, share: float, bound: str) -> None:
    assert [(round(p.share, 4), p.bound.value) for p in polls(text)] == [(share, bound)]


@pytest.mark.parametrize("text", ["Imports fell by 4%.", "The party won 34% of the vote.", "Half of the crew drowned."])
def test_shares_that_are_no_polls(text: str) -> None:
    assert polls(text) == []


@pytest.mark.parametrize("group", lexicons.table("numbers.toml")["role"], ids=lambda g: g["name"])
def test_the_example_of_each_role_reads_so(group: dict[str, str]) -> None:
    assert only(group["example"]).role == group["name"]


@pytest.mark.parametrize("group", lexicons.table("numbers.toml")["bound"], ids=lambda g: g["is"])
def test_every_word_of_a_bound_bounds(group: dict[str, list[str]]) -> None:
    assert only(str(group["example"])).bound == group["is"]
    for words in group["before"]:
        assert only(f"{words.capitalize()} 60 boats sank.").bound == group["is"]


@pytest.mark.parametrize("group", lexicons.table("numbers.toml")["vague"], ids=lambda g: g["words"][0])
def test_vague_plurals_count_their_least(group: dict[str, float]) -> None:
    found = only(str(group["example"]))
    assert (found.value, found.bound) == (group["least"], "at least")


@pytest.mark.parametrize(
    ("text", "unit", "of"),
    [
        ("The mob beat three passers-by.", "passer-by", "passers-by"),
        ("The blast hurt 12 ex-soldiers.", "ex-soldier hurt", "ex-soldiers"),
        ("They arrested two hangers-on.", "hanger-on", "hangers-on"),
        ("Five vice-presidents resigned.", "vice-president", "vice-presidents"),
        ("Gunmen killed four co-workers.", "co-worker killed", "co-workers"),
    ],
)
def test_words_joined_by_hyphens_are_counted_whole(text: str, unit: str, of: str) -> None:
    report = dragoman.read(text, published="2025-03-12")
    [number] = report.quantities
    assert number.unit.startswith(unit) and number.of is not None
    assert report.words(number.of.spans) == of


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("Togo cut the fund from 1.5 billion euros to just under 800 million.", 800_000_000, "less than"),
        ("The deficit of Togo fell from $4.5 billion to nearly 3 billion.", 3_000_000_000, "less than"),
        ("Togo increased the fund from 20 million euros to more than 35 million.", 35_000_000, "more than"),
    ],
)
def test_a_currency_is_that_of_both_sums(text: str, value: float, bound: str) -> None:
    found = [q for q in dragoman.read(text).quantities if q.value == value]
    assert [(q.bound, bool(q.unit)) for q in found] == [(bound, True)]


@pytest.mark.parametrize(
    ("text", "share", "proposition"),
    [
        ("The truce has the support of 63% of Malians, a Pulso poll shows.", 0.63, "truce"),
        ("Approval of the toll is down to 51% of Chileans, Metra finds.", 0.51, "toll"),
        ("A Mensa poll put support for the strike at 71%.", 0.71, "strike"),
        ("The premier is trusted by 29% of voters, a survey shows.", 0.29, "premier"),
        ("The ban is popular with 70% of parents, a poll found.", 0.7, "ban"),
        ("The share of Czechs who want the base closed stands at 62%, a poll found.", 0.62, "base closed"),
    ],
)
def test_what_is_held_may_be_told_before_its_share(text: str, share: float, proposition: str) -> None:
    report = dragoman.read(text, published="2025-03-12")
    assert [p.share for p in report.polls] == [share]
    assert proposition in report.words(report.polls[0].proposition)
