"""Kinds of fault that real reports showed, each mended by grammar: who does an act, whether it is one, when it was."""

import datetime as dt

import pytest

from dragoman.model import Modality, Report
from dragoman.reading import read


def of(text: str, publisher: str | None = None) -> Report:
    return read(text, published=dt.date(2020, 3, 12), publisher=publisher)


@pytest.mark.parametrize(
    "text",
    [
        "France condemned the attack on the camp.",
        "Chile's president condemned the attack on the town of Tacna.",
        "Togo deplored the killing of two Benin priests.",
        "Ghana denounced the shelling of the market.",
        "Oman criticised the bombing of the port.",
    ],
)
def test_whoever_judges_an_act_does_not_do_it(text: str) -> None:
    harm = [e for e in of(text).events if e.type == "ASSAULT"]
    assert harm
    assert not any(e.actors or e.actor_countries for e in harm)


def test_whose_the_act_is_that_is_judged_still_counts() -> None:
    harm = next(e for e in of("Malta condemned Oman's bombing of the port.").events if e.type == "ASSAULT")
    assert harm.actor_countries == ("OMN",)


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers beat three Peruvian fishermen near Arica.",
        "Guards shot two Bolivian miners in Bolivia.",
        "Troops killed four Chadian herders near the border of Chad.",
    ],
)
def test_forces_are_not_of_the_country_of_those_they_harm(text: str) -> None:
    harm = [e for e in of(text).events if e.type == "ASSAULT"]
    assert harm
    assert not any(e.actor_countries for e in harm)


@pytest.mark.parametrize(
    "text",
    [
        "Hundreds of people met the men.",
        "A crowd met the travellers at the station.",
        "They shook hands.",
        "Fishermen mended their nets.",
        "Neighbours met the children at the gate.",
    ],
)
def test_what_people_do_among_themselves_is_no_event(text: str) -> None:
    assert of(text).events == ()


@pytest.mark.parametrize(
    "text",
    [
        "The king of Oman shook hands with the president of Chile.",
        "The presidents of Peru and Chile shook hands in Lima on Friday.",
        "Hundreds of people met the president of Chad.",
    ],
)
def test_those_of_public_life_who_meet_consult(text: str) -> None:
    assert {e.type for e in of(text).events} == {"CONSULT"}


@pytest.mark.parametrize(
    "text",
    [
        "The senator of Chad amassed hundreds of delegates.",
        "The statement released by the ministry of Chad angered Togo.",
        "The list released by the court of Mali named nine firms.",
    ],
)
def test_senses_that_are_no_act(text: str) -> None:
    assert not {e.type for e in of(text).events} & {"MOBILIZE", "CONCEDE"}


@pytest.mark.parametrize(
    ("text", "type_", "days"),
    [
        ("The minister spoke to the deputies yesterday, when he apologised to the miners.", "CONCEDE", "2020-03-11"),
        ("Togo closed the port last week, when the army arrested the mayor.", "COERCE", "2020-03-02"),
        ("On Monday the council passed a resolution calling for a truce in Mali.", "REQUEST", "2020-03-09"),
        ("The navy of Oman carried out a series of raids on Thursday.", "ASSAULT", "2020-03-12"),
        ("The governor of Lagos signed an order on Tuesday banning the march.", "COERCE", "2020-03-10"),
    ],
)
def test_the_time_that_an_act_shares(text: str, type_: str, days: str) -> None:
    report = of(text)
    starts = {w.id: str(w.start) for w in report.times}
    assert days in {starts.get(e.when or "") for e in report.events if e.type == type_}


@pytest.mark.parametrize(
    ("text", "publisher", "how"),
    [
        ("Norway will send food to Mali.", "Norwegian Ministry of Foreign Affairs", Modality.PROMISED),
        ("Norway will send food to Mali.", "Wikinews", Modality.PLANNED),
        ("“We are going to send food to Mali,” Norway's minister said.", None, Modality.PROMISED),
    ],
)
def test_what_its_own_doer_says_is_to_come_is_promised(text: str, publisher: str | None, how: Modality) -> None:
    assert how in {e.modality for e in of(text, publisher).events if e.type == "AID"}


@pytest.mark.parametrize(
    "text",
    [
        "The guards ordered the crew to leave the port of Lagos.",
        "Police prevented the deputies from voting in Lomé.",
        "Togo postponed the election.",
    ],
)
def test_what_is_imposed_by_a_word_is_done(text: str) -> None:
    imposed = [e for e in of(text).events if e.type in {"COERCE", "SANCTION"}]
    assert imposed
    assert all(e.modality is Modality.ASSERTED for e in imposed)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The senate of Chile released a summary of the bill.", "CONCEDE"),
        ("Police in Lima released a sketch of the driver.", "CONCEDE"),
        ("The ministry of Peru released the new rules on Monday.", "CONCEDE"),
        ("Ghana executed the plan without delay.", "COERCE"),
        ("The airline of Malta offers flights to Tunis.", "AGREE"),
    ],
)
def test_what_an_act_is_done_to_may_make_it_none(text: str, type_: str) -> None:
    assert not [e for e in of(text).events if e.type == type_]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The king of Oman died after a cardiac arrest.", "COERCE"),
        ("The premier of Malta suffered a heart attack in Tunis.", "ASSAULT"),
        ("Ghana's weather service issued a storm warning for Accra.", "THREATEN"),
        ("Kenya issued a travel warning for the coast.", "THREATEN"),
        ("The parade in Rabat was a demonstration of strength.", "PROTEST"),
    ],
)
def test_a_kind_of_thing_that_is_no_act(text: str, type_: str) -> None:
    assert not [e for e in of(text).events if e.type == type_]


@pytest.mark.parametrize(
    "text",
    [
        "The minister of Chad will visit Oman on Monday, he said.",
        "Ghana's premier said she would meet the president of Togo.",
        "We will work with Peru, the government of Chile said.",
        "The envoy of Malta will hold talks with Tunisia, he said.",
        "Kenya will cooperate with Uganda, the Kenyan minister said.",
    ],
)
def test_a_meeting_to_come_is_no_agreement(text: str) -> None:
    found = of(text).events
    assert {e.type for e in found} & {"CONSULT", "COOPERATE"}
    assert not [e for e in found if e.type == "AGREE"]


@pytest.mark.parametrize(
    "text",
    [
        "Typhoon Rosa killed 20 people in Chile.",
        "Cyclone Ida injured dozens of fishermen in Ghana.",
        "Hurricane Pia destroyed the port of Colon in Panama.",
        "Storm Odette killed two sailors off Malta.",
        "Tropical Storm Nora wounded six people in Peru.",
    ],
)
def test_a_storm_with_a_name_attacks_nobody(text: str) -> None:
    assert not [e for e in of(text).events if e.type == "ASSAULT"]


@pytest.mark.parametrize(
    "text",
    [
        "Chile remains committed to the pact with Peru.",
        "Ghana is committed to the treaty with Togo.",
        "Kenya stays committed to the plan of Uganda.",
        "Malta is grateful to Tunisia.",
        "Oman stands united with Qatar.",
    ],
)
def test_an_adjective_may_tell_an_act_and_is_part_of_its_words(text: str) -> None:
    first = of(text).events[0]
    assert first.type in {"AGREE", "SUPPORT"}
    assert len(text[first.trigger[0].start : first.trigger[-1].end].split()) == 2


@pytest.mark.parametrize(
    "text",
    [
        "A Lima market bombing killed nine people.",
        "The Nairobi attacks killed 13 people.",
        "Two men were hurt in the Tunis shooting.",
        "Accra clashes left six dead.",
        "The Karachi assault wounded four guards.",
    ],
)
def test_where_an_attack_was_is_nobodys_doing(text: str) -> None:
    assert not [e for e in of(text).events if e.type == "ASSAULT" and (e.actors or e.actor_countries)]


@pytest.mark.parametrize("text", ["US strikes killed nine people in Yemen.", "Russian strikes killed five in Kyiv."])
def test_whose_an_attack_is_stands_before_it_too(text: str) -> None:
    harm = [e for e in of(text).events if e.type == "ASSAULT"]
    assert harm and all(e.actor_countries for e in harm)


@pytest.mark.parametrize(
    "text",
    [
        "The junta detained two Belgian nuns.",
        "The government expelled a Kenyan envoy.",
        "Police jailed three Peruvian divers.",
        "The court released an Omani student.",
        "The regime is holding two Danish sailors.",
    ],
)
def test_a_doers_country_is_not_read_off_whom_it_holds(text: str) -> None:
    assert not [e for e in of(text).events if e.actor_countries]


@pytest.mark.parametrize(
    "text",
    [
        "Monday is the last day for Ghana to free the divers.",
        "Friday was the final date for Togo to withdraw its troops.",
        "Benin has one last chance to release the pilots.",
        "Saturday is the last day for Mali to sign the accord.",
        "The next week is the best moment for Niger to attack Chad.",
    ],
)
def test_a_last_day_to_act_is_no_act(text: str) -> None:
    assert not [e for e in of(text).events if e.modality is Modality.ASSERTED]


@pytest.mark.parametrize(
    "text",
    [
        "Ghana offered on Thursday to host the talks.",
        "Togo vowed on Thursday to free the divers.",
        "Benin threatened on Thursday to close the border.",
        "Mali agreed on Thursday to send grain to Niger.",
        "Chad pledged on Thursday to withdraw its troops.",
    ],
)
def test_the_day_of_a_promise_is_no_deadline(text: str) -> None:
    made = of(text).commitments
    assert made and not any(c.deadline for c in made)


@pytest.mark.parametrize(
    ("text", "publisher", "country"),
    [
        ("Special Envoy Ana Ruiz thanked Yemen. Yemen is calm, and Yemen votes.", "US Department of State", "USA"),
        ("The Department of Energy thanked Yemen. Yemen is calm, and Yemen votes.", "US Department of State", "USA"),
        ("President Ana Ruiz thanked Oman. Oman is calm, and Oman votes.", "Government of Chile", "CHL"),
        ("The Senate thanked Oman. Oman is calm, and Oman votes.", "The White House", "USA"),
    ],
)
def test_a_governments_statement_names_its_own_people_without_their_country(
    text: str, publisher: str, country: str
) -> None:
    (thanked,) = (e for e in of(text, publisher).events if e.type == "SUPPORT")
    assert thanked.actor_countries == (country,) and "actor_countries" in thanked.inferred


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("President Emmanuel J. Macron thanked Oman.", ("FRA",)),
        ("President Joseph Biden thanked Oman.", ("USA",)),
        ("Mr Josiah Biden thanked Oman.", ()),
    ],
)
def test_a_leader_is_known_by_an_initial_too(text: str, country: tuple[str, ...]) -> None:
    (thanked,) = of(text).events
    assert thanked.actor_countries == country


@pytest.mark.parametrize(
    "text",
    [
        "Chile said that Ruiz is the best man to help Peru.",
        "Ghana is the safest country to invade.",
        "Ruiz called it the worst time to attack Peru.",
    ],
)
def test_the_best_to_do_it_has_not_done_it(text: str) -> None:
    assert not [
        e for e in of(text).events if e.modality is Modality.ASSERTED and e.type in {"AID", "ASSAULT", "SANCTION"}
    ]
