"""Acts that were nearly done, charges that fell, drills and stories, interviews, and statements that are no deeds."""

import pytest

import dragoman
from dragoman.model import Modality


def _asserted(text: str) -> set[str]:
    report = dragoman.read(text, published="2025-03-12", publisher="The Post")
    return {e.type for e in report.events if e.modality is Modality.ASSERTED}


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Togo's senate came four votes short of ratifying the pact with Benin.", "COOPERATE"),
        ("Chadian jets were seconds away from bombing the port.", "ASSAULT"),
        ("Niger's police were moments from arresting the envoy.", "COERCE"),
        ("Mali was on the brink of invading Niger.", "ASSAULT"),
        ("Rather than free the sailors, Togo jailed the captain.", "CONCEDE"),
        ("Ghana pulled back from expelling the ambassador of Togo.", "SANCTION"),
        ("A court in Accra acquitted the colonel of killing two monks.", "ASSAULT"),
        ("A judge in Lomé quashed charges that the mayor had bombed the mill.", "ASSAULT"),
        ("Claims that Benin shelled the village proved to be baseless.", "ASSAULT"),
        ("There is no truth in reports that Togo expelled the envoy.", "SANCTION"),
        ("Allegations that Mali bombed the clinic are without foundation.", "ASSAULT"),
        ("Talk of Ghana leaving the alliance is premature, the minister said.", "RETREAT"),
        ("The scenario of the drill has Togolese commandos attacking a port in Benin.", "ASSAULT"),
        ("In the novel, Benin invaded Togo.", "ASSAULT"),
        ("In the exercise, commandos from Mali storm an airfield.", "ASSAULT"),
        ("The army of Ghana simulated an attack on Togo.", "ASSAULT"),
    ],
)
def test_what_was_not_done_is_not_asserted(text: str, none: str) -> None:
    assert none not in _asserted(text)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("During the exercise, a soldier killed two officers from Mali.", "ASSAULT"),
        ("A court in Accra convicted the colonel of killing two monks.", "ASSAULT"),
        ("Instead of talking, Togo attacked Benin.", "ASSAULT"),
        ("Benin confirmed claims that Togo attacked the village.", "ASSAULT"),
    ],
)
def test_what_was_done_beside_it_is_asserted(text: str, type_: str) -> None:
    assert type_ in _asserted(text)


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Q: Has Togo jailed the poet?\n\nA: No comment.", "COERCE"),
        ("Q. Have your troops attacked Benin?\n\nA. They have not.", "ASSAULT"),
        ("Radio Lakna: Did your army shell the village?\n\nGeneral Ayo Bello: Never.", "ASSAULT"),
        ("TAYLOR: Did Mali kill the monk?\n\nBELLO: No.", "ASSAULT"),
        ("Lakna Courier: Benin accuses you of arming rebels. True?\n\nMinister Ayo Bello: No.", "AID"),
        ("Q: When will you pay?\n\nA: When Benin apologises.", "CONCEDE"),
    ],
)
def test_a_question_asserts_nothing(text: str, none: str) -> None:
    assert none not in _asserted(text)


def test_who_answers_is_you_and_we_and_no_label_is_an_actor() -> None:
    text = "Q: Have you met the envoy of Togo?\n\nA: We met him on Monday."
    lead = "Foreign Minister Ayo Bello of Ghana spoke to us in Accra.\n\n"
    report = dragoman.read(lead + text, published="2025-03-12", publisher="The Post")
    met = [e for e in report.events if "met" in report.words(e.trigger)]
    assert [{report.actor(a.actor).name for a in e.actors} for e in met] == [{"Ayo Bello"}, {"Ayo Bello"}]
    assert not {"Q", "A"} & {a.name for a in report.actors}


def test_whoever_an_answer_cites_is_its_source() -> None:
    text = "Q: What did you hear?\n\nA: The envoy of Togo told us that the talks are over."
    report = dragoman.read(text, published="2025-03-12", publisher="The Post")
    told = [a for a in report.attributions if "talks are over" in report.words(a.content) and a.sources]
    assert "envoy" in told[0].chain[0].label.lower()


@pytest.mark.parametrize(
    "text",
    [
        "The ministry of Togo did not reply to a request for comment.",
        "A guard in Lomé asked to remain anonymous.",
        "Officials in Lomé declined to be drawn on the date.",
        "The army of Ghana turned down a request for an interview.",
        "Calls to the embassy of Benin went unanswered.",
        "Minister Ayo Bello of Ghana explained how visas are granted.",
    ],
)
def test_statements_are_no_deeds(text: str) -> None:
    assert not _asserted(text) & {"REQUEST", "REJECT", "CONCEDE"}


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Benin refused a request for aid from Togo.", "REJECT"),
        ("Togo asked Benin to name the spy.", "REQUEST"),
        ("Togo's requests for aid went unanswered.", "REQUEST"),
        ("Benin explained how rebels seized the port.", "ASSAULT"),
    ],
)
def test_deeds_that_look_like_them_stay(text: str, type_: str) -> None:
    assert type_ in _asserted(text)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Togo recalled its top diplomat from Accra.", "recalled"),
        ("The landslide claimed at least 30 lives.", "claimed"),
        ("Police in Lomé charged an officer with theft.", "charged"),
        ("The mourners said prayers in Lomé.", "said"),
        ("The film “They Told Nobody” won a prize.", "Told"),
    ],
)
def test_a_cue_of_another_sense_says_nothing(text: str, cue: str) -> None:
    report = dragoman.read(text, published="2025-03-12", publisher="The Post")
    assert not [a for a in report.attributions if cue in report.words(a.cue)]


def test_the_same_verbs_may_say_something() -> None:
    report = dragoman.read("Togo claimed that the ship was empty. Ayo Bello recalled that it had sunk.")
    assert len(report.attributions) == 2


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Bombing the port would be folly, the mayor of Lomé said.", "ASSAULT"),
        ("To invade Benin could cost Togo dear.", "ASSAULT"),
        ("Jailing the poet will only help Benin, the minister said.", "COERCE"),
        ("Expelling the envoys of Mali is unwise.", "SANCTION"),
        ("The wisdom of shelling the port of Lomé was in doubt.", "ASSAULT"),
        ("Nobody sees the merit of arresting the monks of Mali.", "COERCE"),
        ("The difficulty in lifting the blockade of Benin is plain.", "CONCEDE"),
    ],
)
def test_a_deed_that_is_weighed_is_not_done(text: str, none: str) -> None:
    assert none not in _asserted(text)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Shelling the port of Lomé was a crime, the mayor said.", "ASSAULT"),
        ("Arresting the monks has angered Mali.", "COERCE"),
    ],
)
def test_a_deed_that_is_looked_back_on_is_done(text: str, type_: str) -> None:
    assert type_ in _asserted(text)


@pytest.mark.parametrize(
    "text",
    [
        "The drought will not spare Benin.",
        "The pact would not bind Mali, the envoy said.",
        "The departure of the envoy will not change the border with Togo.",
        "New roads will not feed Niger, the mayor said.",
    ],
)
def test_things_refuse_nothing(text: str) -> None:
    assert "REJECT" not in _asserted(text)
