"""Who acts together and who is meant by it, relatives, rulers' styles, wares, and whose view a clause tells."""

import pytest

import dragoman
from dragoman.model import Event, Report


def read(text: str) -> Report:
    return dragoman.read(text, published="2025-03-12", publisher="The Post")


def of(report: Report, words: str) -> Event:
    return next(e for e in report.events if words in report.words(e.trigger))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Premier Emil Stan of Romania spoke with Premier Ana Kos of Slovenia. The leaders condemned Togo.", "ROU SVN"),
        ("Peru and Ecuador held talks in Quito. The delegations condemned Togo.", "PER ECU"),
        ("The presidents of Chile and Peru met in Arica. The leaders condemned Togo.", "CHL PER"),
        ("Fijian Premier Ana Kos met Thai President Ben Suk. The Premier and President condemned Togo.", "FJI THA"),
        (
            "Chad and Niger want Mali and Benin in the pact. Chad and Niger met. Both countries condemned Togo.",
            "TCD NER",
        ),
        ("Minister Ana Kos of Fiji met with Minister Ben Suk of Laos to discuss gas. They condemned Togo.", "FJI LAO"),
    ],
)
def test_leaders_and_delegations_are_those_who_met(text: str, codes: str) -> None:
    assert set(of(read(text), "condemned").actor_countries) == {*codes.split()}


def test_delegations_are_no_single_one() -> None:
    report = read("The Chadian delegation left Lima. The delegations condemned Togo.")
    assert of(report, "condemned").actor_countries != ("TCD",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("President Ana Lopez, Jr. of Peru met His Majesty King Faris of Oman.", "OMN"),
        ("Premier Ana Lopez of Peru received His Highness Emir Faris of Oman.", "OMN"),
    ],
)
def test_a_style_is_nobodys(text: str, code: str) -> None:
    report = read(text)
    assert next(a.country for a in report.actors if a.name.endswith("Faris")) == code
    assert not any(a.name.startswith(("Jr", "His")) for a in report.actors)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mayor Luis Rojas was jailed. His sister, the lawyer Ana Rojas, wept. She said that he was ill.", "Ana Rojas"),
        (
            "Mayor Luis Rojas left. His wife, the novelist Ana Rojas, called it a farce. She said it was over.",
            "Ana Rojas",
        ),
        ("Sheikha Mona bint Saad al-Harbi said that the port was shut.", "Mona bint Saad al-Harbi"),
        ("All that Judge Ana Rojas would say was that the file was shut.", "Ana Rojas"),
        ("The note is by Envoy Ana Rojas, in whose opinion the pact is void.", "Ana Rojas"),
        ("Envoy Ana Rojas, in whose estimation half the huts are empty, left on Friday.", "Ana Rojas"),
        ("Brigadier Ana Rojas said that the road was shut.", "Ana Rojas"),
        ("Mayor-elect Ana Rojas said that the road was shut.", "Ana Rojas"),
    ],
)
def test_who_says_it(text: str, name: str) -> None:
    assert read(text).attributions[-1].chain[0].label == name


@pytest.mark.parametrize("verb", ["dismissed", "rejected"])
def test_who_is_sent_away_is_no_content(verb: str) -> None:
    assert not read(f"The premier {verb} her deputy, Ana Rojas, who had served for two years.").attributions


@pytest.mark.parametrize(
    "text",
    [
        "Turkey prices rose in Kent, and farmers urged ministers to act.",
        "Guards at a Panama hat stall in Leeds beat a thief.",
    ],
)
def test_a_ware_is_no_country(text: str) -> None:
    report = read(text)
    assert not {"TUR", "PAN"} & {c for e in report.events for c in (*e.actor_countries, *e.recipient_countries)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Peru condemned the attacks by hackers based in Togo.", "TGO"),
        ("Peru’s Foreign Minister, Ana Rojas, and French Deputy Minister Dr. Kofi Mensah signed a treaty.", "FRA"),
    ],
)
def test_country_of_whoever_is_named_behind(text: str, code: str) -> None:
    assert any(code in e.actor_countries for e in read(text).events)


def test_its_people_are_of_the_country_named_beside() -> None:
    assert of(read("The junta of Mali bombed Chad and its people."), "bombed").recipient_countries == ("TCD",)


def test_a_town_in_the_name_of_an_act_is_where_it_was() -> None:
    event = of(read("Chad recalled the Gothenburg bombing, which killed six."), "killed")
    assert event.location == "SWE"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The death toll rose by nine to 47.", [9, 47]),
        ("Confirmed cases fell by 40 to 210.", [40, 210]),
        ("The garrison was increased by 500 to 2,300 soldiers.", [500, 2300]),
    ],
)
def test_by_how_much_and_to_what(text: str, values: list[int]) -> None:
    assert [(q.value, q.bound.value) for q in read(text).quantities] == [(v, "exact") for v in values]


def test_a_range_stays_one() -> None:
    bounds = [q.bound.value for q in read("The force will be cut by 300 to 400 soldiers.").quantities]
    assert bounds == ["at least", "at most"]
