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
        # talked out of it, or not so after all
        ("The bishop talked the colonel out of shelling the mill.", "ASSAULT"),
        ("Ghana was argued out of expelling the traders of Togo.", "SANCTION"),
        ("Benin's generals convinced the premier against invading Togo.", "ASSAULT"),
        ("Niger backed out of deporting the monks.", "COERCE"),
        ("Togo's navy was within minutes of seizing the ferry.", "COERCE"),
        ("The Lakna Courier retracted a report that Togo had bombed the mill.", "ASSAULT"),
        ("The story of an attack on the mill in Lomé was later found to be untrue.", "ASSAULT"),
        ("The judge cast doubt on claims that Benin had bombed the mill.", "ASSAULT"),
        ("Unverified reports said that Benin had bombed the mill.", "ASSAULT"),
        ("It is wrong to say that Benin bombed the mill, the bishop said.", "ASSAULT"),
        # what would have followed is no threat
        ("Had Togo jailed the poet, Benin would have attacked Lomé, its premier said.", "THREATEN"),
        ("Ghana would have expelled the envoy if Togo had voted, its minister said.", "THREATEN"),
        # the text of a plan that failed
        ("Togo's senate was due to ratify the pact with Benin on Monday but did not meet.", "AGREE"),
        ("Ghana's cabinet failed to endorse the agreement with Togo.", "AGREE"),
        ("Mali's premier hopes to revive the accord with Niger.", "AGREE"),
        ("Benin's deputies put off a vote on the deal with Togo.", "AGREE"),
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
        ("Togo talked to Benin after bombing the mill.", "ASSAULT"),
        ("Mali said that it will have expelled the traders by May.", "THREATEN"),
        ("The parliament of Togo approved the accord with Benin.", "AGREE"),
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
        ("Lakna Radio: Is Togo ready for an invasion by Benin?\n\nBello: We are.", "ASSAULT"),
        ("Q: Are you afraid of attacks by Benin?\n\nA: No.", "ASSAULT"),
        ("Lakna Herald: Some say Togo has jailed poets.\n\nBello: Nobody is in jail.", "COERCE"),
        ("Asked if Togo had jailed the poet, the spokeswoman said she did not know.", "REQUEST"),
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
        ("Togo's minister said that mediation was the only way out.", "CONSULT"),
        ("An armistice or a truce must be the priority, the envoy of Mali said.", "RETREAT"),
        ("The king of Oman stressed the importance of dialogue.", "CONSULT"),
        ("Ghana's premier spoke of the role of negotiation in Mali.", "CONSULT"),
        ("Benin's office works on trade and disarmament.", "RETREAT"),
        ("A road to a ceasefire was open, the envoy of Togo said.", "RETREAT"),
        ("Mali hoped for a return to talks.", "CONSULT"),
        ("Benin wishes that Togo would return to the negotiating table.", "CONSULT"),
        ("A withdrawal was out of the question, Ghana's minister said.", "RETREAT"),
        ("An attack on one member was an attack on all, Togo's premier said.", "ASSAULT"),
        ("Chad is committed to mediation.", "CONSULT"),
    ],
)
def test_acts_in_general_are_no_deeds(text: str, none: str) -> None:
    assert none not in _asserted(text)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Togo and Benin resumed dialogue on Monday.", "CONSULT"),
        ("The mediation between Togo and Benin ended after a week.", "CONSULT"),
        ("The ceasefire between Togo and Benin began on Monday.", "RETREAT"),
        ("The attack on the camp in Mali was the worst in years.", "ASSAULT"),
    ],
)
def test_acts_that_took_place_are_deeds(text: str, type_: str) -> None:
    assert type_ in _asserted(text)


@pytest.mark.parametrize(
    "text",
    [
        "The aide, who was not authorised to discuss the matter, gave no name.",
        "Two diplomats spoke on condition of anonymity to discuss the matter.",
        "A clerk who is not allowed to speak to the press requested anonymity.",
    ],
)
def test_whoever_may_not_speak_meets_nobody(text: str) -> None:
    assert not dragoman.read(text, published="2025-03-12").events


@pytest.mark.parametrize(
    ("text", "type_", "how"),
    [
        ("Togo could reimpose its embargo on yams from Benin.", "SANCTION", Modality.POSSIBLE),
        ("Togo reinstated the tariffs on yams from Benin.", "SANCTION", Modality.ASSERTED),
        ("Togo will bring back its ban on yams from Benin.", "COERCE", Modality.PLANNED),
        ("Niger did not renew the state of emergency.", "COERCE", Modality.NEGATED),
        ("Niger may reintroduce a curfew in Agadez.", "COERCE", Modality.POSSIBLE),
        ("The Union threatened to snap back sanctions on Togo.", "SANCTION", Modality.POSSIBLE),
    ],
)
def test_a_measure_that_comes_back_is_one(text: str, type_: str, how: Modality) -> None:
    report = dragoman.read(text, published="2025-03-12")
    assert (type_, how) in {(e.type, e.modality) for e in report.events}
    assert "CONCEDE" not in {e.type for e in report.events}


@pytest.mark.parametrize(
    ("text", "act", "days"),
    [
        ("Togo lifted on Monday the curfew that it had imposed in May 2023.", "lifted", "2025-03-10"),
        ("Togo lifted on Monday the curfew that it had imposed in May 2023.", "imposed", "2023-05-01"),
        ("Benin dropped the tariffs it had levied on yams in 2021.", "levied", "2021-01-01"),
        ("Benin dropped the tariffs it had levied on yams in 2021.", "dropped", None),
        ("Mali has not ended the embargo on rice that it declared in 2022.", "declared", "2022-01-01"),
        ("The truce that both armies had declared in 2019 broke down.", "declared", "2019-01-01"),
        # nouns have times of their own
        ("Togo charged four men over the kidnapping of a monk in January.", "charged", None),
        ("Togo charged four men over the kidnapping of a monk in January.", "kidnapping", "2025-01-01"),
        ("Mali has extradited a man wanted for a raid on a mill in 2019.", "extradited", None),
        ("A court in Benin jailed him for his role in a massacre in 1987.", "jailed", None),
        ("Togo detained forty miners during protests in January.", "detained", "2025-01-01"),
        ("Two monks were killed in an attack on a mill in January.", "killed", "2025-01-01"),
    ],
)
def test_the_time_of_what_is_gone_back_to(text: str, act: str, days: str | None) -> None:
    report = dragoman.read(text, published="2025-03-12", publisher="The Post")
    event = next(e for e in report.events if act in report.words(e.trigger))
    when = report.time(event.when) if event.when else None
    assert (when.start.isoformat() if when and when.start else None) == days
    assert event.modality is Modality.ASSERTED


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
