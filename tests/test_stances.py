"""Positions: who is for, against or reserved towards what."""

import pytest

import dragoman
from dragoman.languages.phrases import Phrase, phrases


def _rows(text: str) -> list[tuple[str, str, str]]:
    report = dragoman.read(text, published="2025-03-12")
    return [(report.actor(s.actor.actor).name, s.position.value, report.words(s.proposal)) for s in report.stances]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya has reservations about the plan.", ("Kenya", "reserved", "the plan")),
        ("Togo has no objection to the deployment.", ("Togo", "for", "the deployment")),
        ("Ghana ruled out a pact with Mali.", ("Ghana", "against", "a pact with Mali")),
        ("Chad is in favour of the treaty.", ("Chad", "for", "the treaty")),
        ("Chad is opposed to the treaty.", ("Chad", "against", "the treaty")),
        ("Chad repeated its opposition to the treaty.", ("Chad", "against", "the treaty")),
        ("Norway voiced doubts over the timetable.", ("Norway", "reserved", "the timetable")),
        ("Peru said that the blockade was unacceptable.", ("Peru", "against", "the blockade")),
        ("Peru urged Chile not to sign the deal.", ("Peru", "against", "to sign the deal")),
        ("Kenya does not support the motion.", ("Kenya", "against", "the motion")),
        ("Malta is not ready to accept the quota.", ("Malta", "against", "the quota")),
    ],
)
def test_stances(text: str, expected: tuple[str, str, str]) -> None:
    found = _rows(text)
    assert [row[:2] for row in found] == [expected[:2]]
    assert expected[2].removeprefix("to ") in found[0][2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Albania urged Serbia to drop its claim.", ("Albania", "against", "its claim")),
        ("Norway called on Togo to lift the curfew.", ("Norway", "against", "the curfew")),
        ("Malta pressed Libya to scrap the fee.", ("Malta", "against", "the fee")),
        ("Kenya demanded that Chad cease the raids.", ("Kenya", "against", "the raids")),
        ("Laos encouraged Nepal to end the strike.", ("Laos", "against", "the strike")),
        ("Togo called on its senators to vote against the levy.", ("Togo", "against", "the levy")),
        ("Ghana appealed to members to throw out the budget.", ("Ghana", "against", "the budget")),
        ("Laos encouraged Nepal to join the strike.", ("Laos", "for", "to join the strike")),
    ],
)
def test_who_wants_an_end_to_something_is_against_it(text: str, expected: tuple[str, str, str]) -> None:
    assert _rows(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Gabon did not condemn the raid.",
        "Peru has not vetoed the text.",
        "Mali never criticised the plan.",
        "Chad has not denounced the vote.",
        "Laos did not deplore the delay.",
    ],
)
def test_who_does_not_condemn_is_not_said_to_be_for(text: str) -> None:
    assert _rows(text) == []


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Peru backs the plan and the vote.", "the plan and the vote"),
        ("Chad opposes the tax, the levy and the toll.", "the tax, the levy and the toll"),
        ("Mali rejected the offer and its terms.", "the offer and its terms"),
        ("Togo favours peace and trade.", "peace and trade"),
        ("Kenya welcomed the treaty and the summit.", "the treaty and the summit"),
    ],
)
def test_things_of_one_list_are_one_position(text: str, on: str) -> None:
    [(_, _, words)] = _rows(text)
    assert words == on


def test_what_is_accepted_on_a_condition_is_reserved() -> None:
    report = dragoman.read("Gabon would support the plan only if Chad signs, its envoy said.")
    [stance] = report.stances
    assert (stance.position, report.words(stance.condition)) == ("reserved", "only if Chad signs")


def test_a_former_position() -> None:
    [stance] = dragoman.read("Peru once opposed the dam.").stances
    assert stance.earlier


def test_a_quotation_is_the_speakers() -> None:
    [(who, position, on)] = _rows('"I am against this war," President Ruto said.')
    assert ("Ruto" in who, position, on) == (True, "against", "this war")


@pytest.mark.parametrize("text", ["Chad might support the plan.", "Does Chad support the plan?", "Chad met Togo."])
def test_no_stance(text: str) -> None:
    assert _rows(text) == []


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ('Ghana called the levy "a tax on the poor".', "against"),
        ('Kenya branded the summit "pure theatre".', "against"),
        ('Togo labelled the vote "a bad dream".', "against"),
        ('Chad dubbed the fence "a monument to fear".', "against"),
        ('Malta called the pact "a decent offer".', "for"),
    ],
)
def test_a_name_in_quotation_marks_tells_the_side(text: str, position: str) -> None:
    assert [row[1] for row in _rows(text)] == [position]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ghana said that the tariff violated the treaty.", ("Ghana", "against", "the tariff")),
        ("Kenya argued that the blockade endangered the talks.", ("Kenya", "against", "the blockade")),
        ("Chad said the embargo would harm its farmers.", ("Chad", "against", "the embargo")),
        ("Togo said the project would benefit the region.", ("Togo", "for", "the project")),
        ("Malta warned that the ban will worsen the shortage.", ("Malta", "against", "the ban")),
    ],
)
def test_who_tells_what_a_plan_does_takes_a_side(text: str, expected: tuple[str, str, str]) -> None:
    assert _rows(text) == [expected]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The levy has the backing of Ghana.", "Ghana"),
        ("The levy won the approval of Kenya.", "Kenya"),
        ("Support for the levy came from Chad.", "Chad"),
        ("Togo sent a letter of support for the levy.", "Togo"),
        ("Ghanaian support for the levy was welcome news.", "Ghana"),
    ],
)
def test_whose_a_position_is_that_a_noun_states(text: str, who: str) -> None:
    assert [(name, position, on.lower()) for name, position, on in _rows(text)] == [(who, "for", "the levy")]


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Ghana criticised Togo for closing the port.", "Togo closing the port"),
        ("Kenya praised Chad for freeing the crew.", "Chad freeing the crew"),
        ("Malta condemned Libya for the raid.", "Libya the raid"),
        ("Ghana supports the levy, which Togo opposes.", "the levy"),
        ("Ghana told of a levy backed by Togo.", "a levy"),
    ],
)
def test_what_a_position_is_on_beside_its_clause(text: str, on: str) -> None:
    assert on in {words.replace(" … ", " ") for _, _, words in _rows(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Ghana said that it will not attend the summit.",
        "Kenya announced that it would not join the talks.",
        "Togo said it will not sign the pact.",
        "Chad stated that it would not return to the table.",
        "Malta said that it will not host the summit.",
    ],
)
def test_who_says_that_he_will_not_act_is_against_it(text: str) -> None:
    assert [row[1] for row in _rows(text)] == ["against"]


@pytest.mark.parametrize(
    "text",
    [
        "Ghana said that Togo will not attend the summit.",
        '"They should be careful on the roads," Togo said.',
        "Chad was encouraged to leave the race.",
        "Malta called a vote for December.",
        "Kenya said that rain would harm the crops.",
    ],
)
def test_no_side_is_taken(text: str) -> None:
    assert _rows(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ghana said it was not justifiable to jail the crew.", "against"),
        ("Togo said that it would be a mistake to close the port.", "against"),
        ("Kenya said the levy was not viable.", "against"),
        ("Chad is grateful for the loan.", "for"),
        ("Malta appealed to Libya not to shut the port.", "against"),
        ("Ghana stressed the need to open the port.", "for"),
    ],
)
def test_more_ways_to_take_a_side(text: str, expected: str) -> None:
    assert [row[1] for row in _rows(text)] == [expected]


_PHRASES = phrases("stances.toml").phrases


@pytest.mark.parametrize("phrase", _PHRASES, ids=lambda p: f"{p.kind}-{p.class_}-{p.words[0]}")
def test_every_word_reads_as_its_example_says(phrase: Phrase) -> None:
    wanted = phrase.reads or phrase.class_
    wrong = [word for word, said in phrase.examples() if wanted not in {row[1] for row in _rows(said)}]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "Ghana called for Togo to lift the ban.",
        "Ghana has called for both sides to lift the ban.",
        "The envoy of Ghana, who called for Togo to lift the ban, left.",
        "Ghana calls for the council to lift the ban.",
        "Ghana pushed for Togo to lift the ban.",
    ],
)
def test_who_calls_for_somebody_to_act_wants_it(text: str) -> None:
    assert [row[1:] for row in _rows(text)] == [("against", "the ban")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway held out against the quota.", ("Norway", "against", "the quota")),
        ("Norway pushed back against the quota.", ("Norway", "against", "the quota")),
        ("Norway is at odds with the quota.", ("Norway", "against", "the quota")),
        ("Norway has no quarrel with the quota.", ("Norway", "for", "the quota")),
        ("Norway is in two minds about the quota.", ("Norway", "reserved", "the quota")),
        ("For Norway, the quota is out of the question.", ("Norway", "against", "the quota")),
        ("To Norway, the quota is unacceptable.", ("Norway", "against", "the quota")),
        ("The quota met with opposition from Norway.", ("Norway", "against", "The quota")),
        ("Norway is among the opponents of the quota.", ("Norway", "against", "the quota")),
        ("Norway lined up behind the quota.", ("Norway", "for", "the quota")),
    ],
)
def test_attitudes_in_many_words(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in _rows(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway threw its support behind the quota.", ("Norway", "for", "the quota")),
        ("Norway put its weight behind the quota.", ("Norway", "for", "the quota")),
        ("Norway is in favour of lifting the ban.", ("Norway", "for", "lifting the ban")),
        ("Norway supports ending the ban.", ("Norway", "for", "ending the ban")),
        ("Norway is against scrapping the ban.", ("Norway", "against", "scrapping the ban")),
        ("Norway opposes lifting the ban.", ("Norway", "against", "lifting the ban")),
    ],
)
def test_support_for_ending_something_is_for_the_ending(text: str, expected: tuple[str, str, str]) -> None:
    assert _rows(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru hailed the pact, but Chile called it a danger to farmers.", ("Chile", "against", "the pact")),
        ("Togo backs the levy while Mali opposes it.", ("Mali", "against", "the levy")),
        ("Ghana welcomed the truce; Chad rejected it.", ("Chad", "against", "the truce")),
        ("Kenya denounced the ban, while Togo called it fair.", ("Togo", "for", "the ban")),
        ("Laos supports the dam, though Nepal is opposed to it.", ("Laos", "for", "the dam")),
    ],
)
def test_it_is_what_the_clause_beside_takes_a_side_on(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in _rows(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We, the ministers of Peru and Chile, condemn the coup.", {"Peru", "Chile"}),
        ("Chad praised the reforms called for by Ghana.", {"Chad", "Ghana"}),
        ('Malta\'s envoys were "very unhappy" at the vote.', {"Malta's envoys"}),
    ],
)
def test_who_holds_a_position_with_others(text: str, expected: set[str]) -> None:
    assert expected <= {row[0] for row in _rows(text)}


def test_what_a_government_publishes_of_an_act_is_its_own_judgement() -> None:
    text = "These raids are despicable."
    assert [s.position for s in dragoman.read(text, publisher="US Department of State").stances] == ["against"]
    assert dragoman.read(text, publisher="The Daily").stances == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Despite the opposition of Togo, the bill passed.", ("Togo", "against", "the bill")),
        ("Benin opened the canal over the objections of Togo.", ("Togo", "against", "the canal")),
        ("The law was passed amid criticism from Togo.", ("Togo", "against", "The law")),
        ("Benin, with the support of Togo, announced the closure of the port.", ("Togo", "for", "the closure")),
        ("With Togo's backing, Benin sealed the border.", ("Togo", "for", "the border")),
    ],
)
def test_a_position_that_an_act_goes_along_with_is_on_the_act(text: str, expected: tuple[str, str, str]) -> None:
    found = [row for row in _rows(text) if row[0] == expected[0]]
    assert [row[:2] for row in found] == [expected[:2]]
    assert expected[2] in found[0][2]


@pytest.mark.parametrize(
    "text",
    [
        "Togo stressed that the talks were over and urged Mali to sign the pact.",
        "Togo said that the canal was shut and criticised the closure.",
        "Togo argued that the rules had failed and opposed the tariff.",
        "Togo told reporters that the ship had sunk and condemned the delay.",
        "Togo warned that an attack would be met with force and backed the embargo.",
    ],
)
def test_a_second_verb_behind_a_clause_is_the_speakers(text: str) -> None:
    assert {row[0] for row in _rows(text)} == {"Togo"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Togo voted for the levy but against the ban.", ("Togo", "against", "the ban")),
        ("The levy received support from Togo.", ("Togo", "for", "The levy")),
        ("Mali praised U.S. support for the vaccine.", ("United States", "for", "the vaccine")),
        ("The envoy underscored U.S. opposition to the levy.", ("United States", "against", "the levy")),
        ("Togo thanked Mali for the grain.", ("Togo", "for", "the grain")),
    ],
)
def test_whose_position_by_the_words_around_it(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in _rows(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway wants Togo to close the harbour.", ("Norway", "for", "close the harbour")),
        ("Norway would rather see the harbour closed.", ("Norway", "for", "the harbour")),
        ("Norway wants the levy scrapped.", ("Norway", "against", "the levy")),
        ("Norway wants to see the levy scrapped.", ("Norway", "against", "the levy")),
        ("Norway pledged to repeal the levy.", ("Norway", "against", "the levy")),
        ("Norway does not want the levy.", ("Norway", "against", "the levy")),
        ("Norway will not hear of the levy.", ("Norway", "against", "the levy")),
        ("Norway said that it could not back the levy.", ("Norway", "against", "the levy")),
        ("Norway saw little merit in the levy.", ("Norway", "against", "the levy")),
        ("Norway will have nothing to do with the levy.", ("Norway", "against", "the levy")),
        ("Norway stopped short of endorsing the levy.", ("Norway", "reserved", "the levy")),
        ("Norway gave the levy its blessing.", ("Norway", "for", "the levy")),
        ("Norway described as reckless a levy on fish.", ("Norway", "against", "a levy on fish")),
        ("Norway remains against the levy.", ("Norway", "against", "the levy")),
        ("Norway was among five states that sided with Togo.", ("Norway", "for", "Togo")),
        ("Norway was the only state to vote against the levy.", ("Norway", "against", "the levy")),
        ("Chadian traders oppose the levy.", ("Chadian traders", "against", "the levy")),
    ],
)
def test_wants_refusals_and_who_holds_them(text: str, expected: tuple[str, str, str]) -> None:
    found = _rows(text)
    assert [row[:2] for row in found] == [expected[:2]]
    assert expected[2] in found[0][2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway backed the levy, but Togo called it a folly.", ("Togo", "against")),
        ("Norway backed the levy, but Togo abstained.", ("Togo", "reserved")),
        ("Chad passed the levy, with only Togo voting against.", ("Togo", "against")),
        ("Norway hailed the levy. Togo rejects it.", ("Togo", "against")),
        ("“It’s a trap,” Jane Doe said of the levy.", ("Jane Doe", "against")),
        ("Norway passed the levy, to the dismay of Togo.", ("Togo", "against")),
    ],
)
def test_what_a_position_is_on_is_told_before_or_beside_it(text: str, expected: tuple[str, str]) -> None:
    assert expected in [row[:2] for row in _rows(text) if "levy" in row[2]]


@pytest.mark.parametrize(
    "text",
    [
        "Norway wants to see Togo.",
        "Norway pledged to build a school.",
        "Norway heard of the levy.",
        "Norway has a place in the market.",
        "Norway asked Togo to comment.",
    ],
)
def test_what_takes_no_side(text: str) -> None:
    assert not _rows(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She is still against the canal, Transport Minister Lena Tui said.", ("Lena Tui", "against", "the canal")),
        ("Oman repeated that it is against a toll on the strait.", ("Oman", "against", "a toll on the strait")),
        ("Ivan Dobrev declared himself against the levy.", ("Ivan Dobrev", "against", "the levy")),
        ("Laos is squarely behind the ferry plan.", ("Laos", "for", "the ferry plan")),
        ("Nepal sees no need for a census.", ("Nepal", "against", "a census")),
        ("Gabon argued that the tariffs should go.", ("Gabon", "against", "the tariffs")),
        ("Malta is cool to the idea of a lottery.", ("Malta", "reserved", "the idea of a lottery")),
        (
            "The deputy secretary-general of the Coral Front, Rui Alves, rejects the truce.",
            ("Rui Alves", "against", "the truce"),
        ),
    ],
)
def test_who_speaks_of_their_own_position(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in _rows(text)


@pytest.mark.parametrize(
    "text", ["It is against the law to fish there, Peru said.", "Iran is behind the raid, Togo said."]
)
def test_what_is_no_position(text: str) -> None:
    assert _rows(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Peru said it will not hesitate to expel the envoy.",
        "Ghana said that it would not fail to answer the raid.",
        "Kenya promised to withdraw its troops by Monday.",
        "Peru promised to end its blockade of the port.",
        "Togo pledged to lift its ban on the ferry.",
    ],
)
def test_what_somebody_will_do_is_no_stand_against_it(text: str) -> None:
    assert _rows(text) == []
