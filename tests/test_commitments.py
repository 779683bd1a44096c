"""Promises and threats: who would act, what, on what condition, by when; and what is none."""

import pytest

import dragoman


def _rows(text: str) -> list[tuple[str, str, str, str, str | None]]:
    report = dragoman.read(text, published="2025-03-12")
    due = {w.id: w.end.isoformat() for w in report.times if w.end is not None}
    return [
        (
            report.actor(c.actors[0].actor).name,
            c.kind,
            report.words(c.action),
            report.words(c.condition),
            due.get(c.deadline or ""),
        )
        for c in report.commitments
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kenya said it would give Somalia ten boats by 30 April.",
            ("Kenya", "promise", "would give Somalia ten boats by 30 April", "", "2025-04-30"),
        ),
        (
            "Ghana stated that it will send observers within 48 hours if the vote is held.",
            ("Ghana", "promise", "will send observers within 48 hours", "if the vote is held", "2025-03-14"),
        ),
        (
            "Togo swore to cut tariffs in exchange for a loan.",
            ("Togo", "promise", "to cut tariffs", "in exchange for a loan", None),
        ),
        (
            "Niger offered to host the talks on condition that Chad attends.",
            ("Niger", "promise", "to host the talks", "on condition that Chad attends", None),
        ),
        (
            "Chile is going to close the mine before June, its president said.",
            ("Chile", "promise", "to close the mine before June", "", "2025-06-30"),
        ),
        (
            "Chad signed an agreement to return the refugees by 31 May.",
            ("Chad", "promise", "to return the refugees by 31 May", "", "2025-05-31"),
        ),
        (
            "Chile gave a guarantee that it would pay the bill by 3 June.",
            ("Chile", "promise", "would pay the bill by 3 June", "", "2025-06-03"),
        ),
        ("Kenya pledged $5 million to the fund.", ("Kenya", "promise", "$5 million", "", None)),
        (
            "Mali vowed to strike the rebels unless they withdraw by 20 March.",
            ("Mali", "threat", "to strike the rebels", "unless they withdraw by 20 March", "2025-03-20"),
        ),
        (
            "Peru warned that it would close the border unless Chile apologises.",
            ("Peru", "threat", "would close the border", "unless Chile apologises", None),
        ),
        (
            "Chile gave Peru 72 hours to leave the valley.",
            ("Chile", "threat", "to leave the valley", "", None),
        ),
        (
            "Togo warned that it would seize the ship should Benin fire.",
            ("Togo", "threat", "would seize the ship", "should Benin fire", None),
        ),
        (
            "Ghana said it would close the port unless Togo pays.",
            ("Ghana", "threat", "would close the port", "unless Togo pays", None),
        ),
        (
            "Chad said it would reopen the road as soon as the rebels left.",
            ("Chad", "promise", "would reopen the road", "as soon as the rebels left", None),
        ),
        (
            "Under the truce, Mali is to free ten monks no later than 3 June.",
            ("Mali", "promise", "to free ten monks no later than 3 June", "", "2025-06-03"),
        ),
        (
            "The accord obliges Niger to withdraw its troops by 3 June.",
            ("Niger", "promise", "to withdraw its troops by 3 June", "", "2025-06-03"),
        ),
        ("Ghana gave its word that it would pay.", ("Ghana", "promise", "would pay", "", None)),
        ("Togo vowed not to attack Benin.", ("Togo", "promise", "not to attack Benin", "", None)),
        ("Benin promised farmers a moratorium.", ("Benin", "promise", "a moratorium", "", None)),
        (
            "Kenya is ready to lift the ban if the tests are negative.",
            ("Kenya", "promise", "to lift the ban", "if the tests are negative", None),
        ),
    ],
)
def test_commitments(text: str, expected: tuple[str, str, str, str, str | None]) -> None:
    found = _rows(text)
    last = expected[4]
    assert [row[:4] for row in found] == [expected[:4]]
    assert last is None or (found[0][4] is not None and found[0][4] <= last)


def test_a_joint_promise_is_one_of_all() -> None:
    report = dragoman.read("Togo, Benin and Ghana pledged to send troops.", published="2025-03-12")
    assert [[report.actor(a.actor).name for a in c.actors] for c in report.commitments] == [["Togo", "Benin", "Ghana"]]


def test_a_joint_undertaking_told_behind_a_note_is_one_of_all() -> None:
    text = "In a joint note, Togo and Benin undertook not to build dams."
    [one] = dragoman.read(text, published="2025-03-12").commitments
    assert len(one.actors) == 2


def test_my_government_is_of_the_country_of_whoever_says_so() -> None:
    text = "“My government will not send boats,” Ghanaian prime minister Ayo Bello said."
    report = dragoman.read(text, published="2025-03-12")
    assert [report.actor(c.actors[0].actor).country for c in report.commitments] == ["GHA"]


def test_we_is_the_government_that_publishes() -> None:
    text = "We will continue to help Ukraine. The press will meet."
    report = dragoman.read(text, published="2025-03-12", publisher="US Department of State")
    assert [report.actor(c.actors[0].actor).country for c in report.commitments] == ["USA"]
    assert dragoman.read(text, publisher="The Post").commitments == ()


@pytest.mark.parametrize(
    "text",
    [
        "Peru has not said what it will do about the dam.",
        "Analysts said that the merger will create a force for good.",
        "Would Ghana send troops?",
        "It is unclear whether Peru will sign.",
        "Zambia plans to build a dam.",
        "Economists expect Kenya to lose the case.",
        "Kenya's central bank will buy dollars, analysts said.",
        "Togo dropped its threat to leave the pact.",
        "Under the deal, Benin will benefit from a loan.",
        "Peru asked whether Chile would help.",
        "The government said that taxes will rise.",
    ],
)
def test_no_commitment(text: str) -> None:
    assert _rows(text) == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The European Union said the fund would be set up in June.", "European Union"),
        ("Kenya announced that the prisoners will be released by Friday.", "Kenya"),
        ("The schools will be rebuilt by 2027, Peru said.", "Peru"),
        ("Togo promised that the fees would be refunded.", "Togo"),
        ("Chad said that the camp would be closed.", "Chad"),
    ],
)
def test_what_will_be_done_is_undertaken_by_who_says_so(text: str, who: str) -> None:
    assert [row[0] for row in _rows(text)] == [who]


@pytest.mark.parametrize("term", ["72 hours", "ten days", "a week", "a month", "24 hours"])
def test_a_time_that_is_given_to_act_is_a_threat(term: str) -> None:
    [(who, kind, action, *_)] = _rows(f"The militia gave the city {term} to surrender.")
    assert (who, kind, action) == ("militia", "threat", "to surrender")


@pytest.mark.parametrize(
    "text",
    [
        "Peru repeated its commitment to democracy.",
        "Chad is committed to stability.",
        "Mali said it would prefer a truce.",
        "Togo said the victims will never be forgotten.",
        "Laos underlined its commitment to growth.",
        "Malta is not ready to accept the quota.",
    ],
)
def test_devotion_and_wishes_are_no_commitments(text: str) -> None:
    assert _rows(text) == []


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Peru repeated its promise to free the sailors by Friday.", "2025-03-14"),
        ("Peru stood by its pledge to free the sailors by Sunday.", "2025-03-16"),
        ("Peru committed itself to paying the fine by Friday.", "2025-03-14"),
        ("The Coal Union pledges free school meals by the end of September.", "2025-09-30"),
        ("Peru pledged 500 schools by 2027.", "2027-12-31"),
        ("The minister pledged to reopen the border no later than 1 June.", "2025-06-01"),
        ("Peru promised to free the crew no later than Friday.", "2025-03-14"),
        ("Peru vowed to pay the dockers no later than the end of May.", "2025-05-31"),
        ("Peru said it would withdraw its boats no later than 23 May.", "2025-05-23"),
        ("Peru promised to hand over the report at the latest by 2 June.", "2025-06-02"),
    ],
)
def test_deadlines_of_promises_lie_ahead(text: str, last: str) -> None:
    report = dragoman.read(text, published="2025-03-12", publisher="The Post")
    [commitment] = report.commitments
    when = report.time(commitment.deadline) if commitment.deadline else None
    assert when is not None and when.end is not None and when.end.isoformat() == last


@pytest.mark.parametrize("text", ["The Coal Union promises surprises.", "The Coal Union promised loyalty."])
def test_what_is_too_vague_is_no_promise(text: str) -> None:
    assert _rows(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "If he wins in May, Kofi Mensah told supporters, he will cut the levy.",
        "If she is re-elected in May, Ama Mensah said on Monday, she will cut the levy.",
        "Unless Chile pays, Peru said on Monday, it would close the bridge.",
        "Should the talks fail, the envoy of Mali said, his government would leave the pact.",
        "Unless he is paid by May, Kofi Mensah told reporters, he will quit the cabinet.",
    ],
)
def test_a_condition_before_the_saying_is_one_of_the_act(text: str) -> None:
    report = dragoman.read(text, published="2025-03-12")
    assert [report.words(c.condition) for c in report.commitments] == [text.split(",")[0]]


def test_who_is_to_keep_what_a_person_promises() -> None:
    report = dragoman.read("Chancellor Mara Lind pledged that Norway would send buses.", published="2025-03-12")
    [promise] = report.commitments
    assert [report.actor(r.actor).name for r in promise.actors] == ["Mara Lind", "Norway"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The envoy reaffirmed the U.S. commitment to ending the famine.", "United States"),
        ("The listings show the U.S. commitment to fight fraud.", "United States"),
        ("Mali welcomed the Peruvian pledge to cut tariffs.", "Peru"),
        ("Mali welcomed the commitment of Togo to free the crew.", "Togo"),
        ("The text repeats the NATO promise to send doctors.", "NATO"),
        ("They stressed U.S. readiness to help the town.", "United States"),
    ],
)
def test_whose_promise_a_noun_names(text: str, who: str) -> None:
    report = dragoman.read(text, published="2025-03-12")
    assert [[report.actor(a.actor).name for a in c.actors] for c in report.commitments] == [[who]]


@pytest.mark.parametrize(
    "text",
    [
        "The United States and Togo are committed to working together.",
        "We are also committed to easing the famine.",
        "The United States is alarmed and is committed to ending the siege.",
        "The United States and the local authorities will continue to feed the town.",
    ],
)
def test_what_a_government_is_committed_to(text: str) -> None:
    report = dragoman.read(text, published="2025-03-12", publisher="US Department of State")
    assert "USA" in {report.actor(a.actor).country for c in report.commitments for a in c.actors}


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Togo will send 40 doctors to Mali, its ministry announced on Monday, once the airport reopens.", "once the"),
        ("Togo will withdraw its troops from Mali, the minister said, unless Chad pays for them.", "unless Chad pays"),
        ("Togo will pay two million dollars to Mali, the minister said, if the court agrees.", "if the court agrees"),
        ("Togo said it would release the sailors the moment Mali apologised.", "the moment Mali apologised"),
        (
            "Togo said that it would reopen the border the minute the shelling stopped.",
            "the minute the shelling stopped",
        ),
    ],
)
def test_a_condition_behind_the_saying_or_a_moment(text: str, condition: str) -> None:
    report = dragoman.read(text)
    assert any(condition in report.words(c.condition) for c in report.commitments)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Togo told the dockers to go home or be dismissed.", "be dismissed"),
        ("Benin ordered the crew to stop or face arrest.", "face arrest"),
        ("Ghana warned the miners to pay or lose their licences.", "lose their licences"),
        ("The herders were told by Togo to leave or see their huts burned.", "see their huts burned"),
        ("Chad gave the company a week to pay or have its trucks seized.", "have its trucks seized"),
    ],
)
def test_what_comes_of_not_obeying_is_a_threat(text: str, action: str) -> None:
    assert [row[1] for row in _rows(text) if row[2] == action] == ["threat"]


@pytest.mark.parametrize(
    "text",
    ["Togo told the dockers to go home or stay.", "Doctors told Ana to take the pills or see a specialist."],
)
def test_a_choice_is_no_threat(text: str) -> None:
    assert _rows(text) == []


def test_each_giver_of_a_list_gives_its_own() -> None:
    text = "Togo pledged 20 buses, Benin 300 tents and Ghana, new to the group, a field kitchen."
    assert [(row[0], row[2]) for row in _rows(text)] == [
        ("Togo", "20 buses"),
        ("Benin", "300 tents"),
        ("Ghana", "a field kitchen"),
    ]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Togo promised the miners a share of the profits.", "a share of the profits"),
        ("Ana Roth is promising farmers free rice if her party wins.", "free rice"),
        ("Benin has bound itself to open the archive.", "to open the archive"),
        ("Chad has bound itself by treaty to share the water.", "to share the water"),
        ("“There will be no cuts,” Ghana’s minister assured a hall of nurses.", "There will be no cuts"),
    ],
)
def test_what_is_promised_to_somebody_or_by_oneself(text: str, action: str) -> None:
    assert [(row[1], row[2].strip("“,”")) for row in _rows(text)] == [("promise", action)]


def test_a_passive_beside_a_passive_is_undertaken_too() -> None:
    rows = _rows("Togo said that the funds would be frozen and the ships sold.")
    assert [row[2] for row in rows] == ["the funds would be frozen", "the ships sold"]
    assert _rows("Togo debates a bill under which the ports would be sold.") == []


@pytest.mark.parametrize(
    ("text", "who", "action"),
    [
        ("Oman lets it be known that it will open the strait.", "Oman", "open the strait"),
        ("Oman made it known that it would open the strait.", "Oman", "open the strait"),
        (
            "Laos raised its duty, answering the levy that Hanoi had put on its tin, and said it would shut the road.",
            "Laos",
            "shut the road",
        ),
        ("Ana Kovac promised 200 euros by 1 April to every household left without heat.", "Ana Kovac", "household"),
        ("The State will rebuild each house, President Amina Sow said.", "Amina Sow", "rebuild each house"),
        (
            "Under the pact, Mali will open the road by 3 April and Niger will free the crews.",
            "Niger",
            "free the crews",
        ),
        ("Canada announced $12 million in relief for the islands.", "Canada", "$12 million"),
    ],
)
def test_who_undertakes_what_for_whom(text: str, who: str, action: str) -> None:
    assert any(row[0] == who and action in row[2] for row in _rows(text))


def test_a_loss_that_is_announced_is_no_promise() -> None:
    assert _rows("Serbia announced losses of $40 million.") == []
