"""Whose words they are and through whom they came; interviews, labels, quotations without a verb of saying."""

import pytest

import dragoman
from dragoman.analysis.sources import citations_of
from dragoman.model import Report


def read(text: str) -> Report:
    return dragoman.read(text, published="2025-03-12", publisher="Harbour Post")


def chains(report: Report, content: str) -> list[list[str]]:
    """The chains, without the publisher, of the attributions whose content holds ``content``."""
    return [[k.label for k in a.chain[:-1]] for a in report.attributions if content in report.words(a.content)]


QUOTATIONS = [
    ("‘We won’t leave,’ Abena Osei said. ‘It’s the fishermen’s harbour.’", "Osei", "It’s the fishermen’s harbour."),
    ("Abena Osei said: ‘They’re late. We can’t wait.’", "Osei", "We can’t wait."),
    ("‘The harbour’s closed, and it’ll stay closed,’ warned Abena Osei.", "Osei", "it’ll stay closed"),
    ("'The ferry won't sail,' Abena Osei told reporters.", "Osei", "The ferry won't sail"),
    ("Abena Osei added: ‘Nobody’s boats are safe.’", "Osei", "Nobody’s boats are safe."),
    ("„The harbour is closed,“ said Abena Osei.", "Osei", "The harbour is closed"),
    ("«The harbour is closed,» said Abena Osei. «We wait.»", "Osei", "The harbour is closed"),
    ("„We cannot wait,“ Abena Osei warned.", "Osei", "We cannot wait"),
    ("«Nobody asked us,» Abena Osei told the council.", "Osei", "Nobody asked us"),
    ("Abena Osei said: „The ferry is late.“", "Osei", "The ferry is late."),
    ("Mayor Abena Osei was defiant. “The harbour stays open.”", "Osei", "The harbour stays open."),
    ("Mayor Abena Osei shook her head. “Nobody asked the fishermen.”", "Osei", "Nobody asked the fishermen."),
    ("The mayor was unequivocal. “The harbour stays open.”", "mayor", "The harbour stays open."),
    ("“The harbour stays open.” Mayor Abena Osei was adamant.", "Osei", "The harbour stays open."),
    ("Abena Osei laughed. “Ask the fishermen about it.”", "Osei", "Ask the fishermen about it."),
    ("Message from Mayor Abena Osei:\n\n“The harbour stays open.”", "Osei", "The harbour stays open."),
    ("Statement by the harbour police:\n\nThe ferry sank at dawn off the cape.", "police", "The ferry sank at dawn"),
    ("Abena Osei’s reply:\n\n“The harbour stays open.”", "Osei", "The harbour stays open."),
    ("Mayor Abena Osei:\n\n“The harbour stays open.”", "Osei", "The harbour stays open."),
    ("Remarks by Abena Osei, mayor of Tema:\n\n“The harbour stays open.”", "Osei", "The harbour stays open."),
    ("“The harbour stays open.” -Abena Osei", "Osei", "The harbour stays open."),
    ("“The harbour stays open.” – Abena Osei, mayor", "Osei", "The harbour stays open."),
    ("“The harbour stays open.”\n-Abena Osei", "Osei", "The harbour stays open."),
    ("“Nobody asked us.” --Abena Osei", "Osei", "Nobody asked us."),
    ("“Nobody asked us.” ― Abena Osei", "Osei", "Nobody asked us."),
    ("The mayor wrote:\n\nWe shall keep the harbour open.", "mayor", "keep the harbour open"),
    ("Abena Osei tweeted:\n\nThe ferry will sail tonight after all.", "Osei", "The ferry will sail tonight"),
    ("Abena Osei @abenaosei: The ferry will sail tonight.", "Osei", "The ferry will sail tonight."),
    ("The ferry will sail tonight after all. — Abena Osei (@abenaosei) March 3, 2025", "Osei", "The ferry will sail"),
    ("The ferry sails tonight, we hope.\n\n— Abena Osei (@abenaosei) 3 March 2025", "Osei", "The ferry sails tonight"),
    ("The guard told Al Jazeera Kenya was ready.", "guard", "Kenya was ready"),
    ("A clerk told the Tema Herald Togo would pay.", "clerk", "Togo would pay"),
    ("Abena Osei told Reuters Ghana had asked for help.", "Osei", "Ghana had asked for help"),
    ("One sailor told the BBC Spain was too slow.", "sailor", "Spain was too slow"),
    ("The envoy told CNN Norway had left the talks.", "envoy", "Norway had left the talks"),
]


@pytest.mark.parametrize(("text", "source", "content"), QUOTATIONS, ids=[t[:50] for t, _, _ in QUOTATIONS])
def test_whose_words(text: str, source: str, content: str) -> None:
    report = read(text)
    assert any(source in chain[0] for chain in chains(report, content) if chain), report.attributions
    assert all(report.words(a.content) != content.split()[0] for a in report.attributions)


RELAYED = [
    ("Osei, quoted by the Tema Herald, said the ferry was late.", "the ferry was late", ["Osei", "Tema Herald"]),
    ("Osei was quoted as saying by the Tema Herald that the ferry was late.", "ferry", ["Osei", "Tema Herald"]),
    ("Osei was quoted by the Tema Herald as saying the ferry was late.", "ferry", ["Osei", "Tema Herald"]),
    ("The Tema Herald quoted Osei as saying that the ferry was late.", "ferry", ["Osei", "Tema Herald"]),
    ("“The ferry is late,” the Tema Herald quoted Osei as saying.", "ferry", ["Osei", "Tema Herald"]),
    ("Citing two sailors, the Tema Herald reported that the ferry was late.", "ferry", ["sailors", "Tema Herald"]),
    ("The ferry was late, according to the Tema Herald, citing a clerk.", "ferry", ["clerk", "Tema Herald"]),
    ("According to Osei, as reported by the Tema Herald, the ferry was late.", "ferry", ["Osei", "Tema Herald"]),
    ("The ferry was late, Osei said in remarks carried by Tema Radio.", "ferry", ["Osei", "Tema Radio"]),
    ("According to a tweet by Mayor Abena Osei, the ferry was late.", "ferry", ["Abena Osei"]),
    ("The news agency Lakna reported that the ferry was late.", "ferry", ["Lakna"]),
    ("A sailor named Boateng said the ferry was late.", "ferry", ["Boateng"]),
]


@pytest.mark.parametrize(("text", "content", "chain"), RELAYED, ids=[t[:50] for t, _, _ in RELAYED])
def test_hands(text: str, content: str, chain: list[str]) -> None:
    assert chain in chains(read(text), content)


@pytest.mark.parametrize(
    "text",
    [
        "Osei told Reuters that the ferry was late.",
        "In an interview with the Tema Herald, Osei said that the ferry was late.",
        "Speaking to Tema Radio, Osei said that the ferry was late.",
        "Osei told reporters that the ferry was late.",
        "“The ferry is late,” Osei told the Tema Herald.",
    ],
)
def test_an_outlet_that_is_spoken_to_is_no_hand(text: str) -> None:
    assert chains(read(text), "ferry") == [["Osei"]]


def test_nobody_stands_twice_in_a_chain() -> None:
    report = read("The ministry said that, according to the ministry, the ferry was late. Osei said she hoped to sail.")
    for item in report.attributions:
        labels = [link.label for link in item.chain]
        assert len(labels) == len(set(labels))
    assert chains(report, "sail") == [["Osei"]]


def test_a_statement_spoken_of_again_is_its_authors() -> None:
    text = "The ministry said in a statement that the port was shut. The statement also said that ships would wait."
    report = read(text)
    assert chains(report, "ships would wait") == [["ministry"]]


RELATIVE = [
    ("The mayor met Kwame Mensah, who said the ferry was late.", "Mensah", "the ferry was late"),
    ("They thanked Captain Kwame Mensah, who vowed to sail again.", "Mensah", "to sail again"),
    ("The port paid the union, which warned that strikes would follow.", "union", "strikes would follow"),
    ("He wrote to Kwame Mensah, who denied that the ferry was late.", "Mensah", "the ferry was late"),
    ("Police held a sailor who claimed that the ferry had sunk.", "sailor", "the ferry had sunk"),
]


@pytest.mark.parametrize(("text", "source", "content"), RELATIVE, ids=[t[:40] for t, _, _ in RELATIVE])
def test_a_relative_pronoun_is_whom_it_stands_for(text: str, source: str, content: str) -> None:
    found = chains(read(text), content)
    assert found and all(source in chain[0] for chain in found)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya lifted the curfew on Monday.",
        "Rebels attacked the harbour at dawn.",
        "The council has banned the march.",
        "France vetoed the resolution.",
        "Kenya and Togo held talks in Tema.",
        "Kenya denied the crew visas.",
        "The crew reported for duty in Tema.",
        "Kenya condemned the raid and held a minute of silence for the dead.",
        "Divers found a mine off Tema and police identified the crew.",
    ],
)
def test_acts_are_nobodys_words(text: str) -> None:
    assert read(text).attributions == ()


INTERVIEWS = [
    "Tema Herald: Will the ferry sail?\n\nAbena Osei: It will sail in May.",
    "Q: Will the ferry sail?\n\nAbena Osei: It will sail in May.",
    "We met Abena Osei in Tema.\n\nQ: Will the ferry sail?\n\nA: It will sail in May.",
    "Tema Herald (TH): Will the ferry sail?\n\nAbena Osei (AO): Perhaps.\n\nTH: When?\n\nAO: It will sail in May.",
    "Harbour Post: Will the ferry sail?\n\nAbena Osei: It will.\n\nWhen, nobody knows.\n\nHarbour Post: Why?",
    "Q. Will the ferry sail?\nA. It will sail in May.\n\n(The minister, Abena Osei, was interviewed by Kofi Addo.)",
    "Question: Will the ferry sail?\n\nAnswer: It will sail in May.\n\nAbena Osei spoke in Tema.",
    "Will the ferry sail?\n\nAbena Osei: It will sail in May.\n\nAbena Osei runs the port.",
    "Will the ferry sail?\n\nAbena Osei: It will.\n\nAnd the boats?\n\nAbena Osei: They will not.",
]


@pytest.mark.parametrize("text", INTERVIEWS, ids=range(len(INTERVIEWS)))
def test_whoever_asks_in_an_interview_is_no_source(text: str) -> None:
    report = read(text)
    assert chains(report, "It will") and all("Osei" in chain[0] for chain in chains(report, "It will"))
    assert not chains(report, "?")
    assert not [a.name for a in report.actors if a.name in {"Tema Herald", "Q", "TH", "Harbour Post"}]


@pytest.mark.parametrize(
    "text",
    [
        "Photo: the harbour at dawn.\n\nThe ferry is late.",
        "Where: the harbour of Tema. When: at dawn.",
        "Note: prices are in cedis.\n\nSource: the harbour office.",
        "The score was 3:2 at the break.",
        "TEMA: The ferry is late.",
        "What became of the ferry?\n\nRead more: the harbours of Ghana\n\nIt sank.",
    ],
)
def test_a_label_alone_makes_no_interview(text: str) -> None:
    assert read(text).attributions == ()


@pytest.mark.parametrize("text", ["You said that the ferry was late.", "The Harbour Post reported that it rained."])
def test_no_sources_of_a_report(text: str) -> None:
    assert read(text).attributions == ()


@pytest.mark.parametrize("text", ["Some said the ferry was late.", "Many believed that the ferry had sunk."])
def test_every_source_is_an_actor(text: str) -> None:
    report = read(text)
    assert all(a.sources for a in report.attributions) and report.attributions
    assert {a.id for a in report.actors} >= {ref.actor for a in report.attributions for ref in a.sources}


def test_confidence_is_told_and_may_be_asked_for() -> None:
    report = read("“The ferry is late,” said Abena Osei. Rebels attacked Togo, an official said.")
    assert all(a.confidence is not None and 0 < a.confidence < 1 for a in report.attributions)
    under = {id for event in report.events for id in event.attributions}
    assert under and {a.id for a in report.at_least(1.0).attributions} == under
    assert report.at_least(0.0) == report


@pytest.mark.parametrize(
    ("text", "hand", "speakers"),
    [
        ("Chad and Togo said on Monday that they would reopen the border.", "Chad and Togo", 2),
        ("Norway, Chile and Bolivia announced that the treaty was void.", "Norway, Chile and Bolivia", 3),
        ("The talks had failed, the army and the police said.", "army and police", 2),
        ("According to Norway and Iceland, the patrol left on Friday.", "Norway and Iceland", 2),
        ("Minister Aino Virta and her deputy Jussi Laine warned that the port would close.", "Aino Virta and", 2),
    ],
)
def test_who_says_it_together_is_one_hand(text: str, hand: str, speakers: int) -> None:
    report = read(text)
    said = report.attributions[0]
    first, *behind = said.chain
    assert first.label.startswith(hand) and first.role == "speaker"
    assert [link.role for link in behind] == ["publisher"]
    assert len({first.actor, *first.others}) == len(said.sources) == speakers


def test_each_of_those_who_say_it_together_is_cited() -> None:
    report = read("Chad and Togo said on Monday that they would reopen the border.")
    assert [c.source for c in citations_of(report)] == ["Chad", "Togo"]
    assert [len(c.hands) for c in citations_of(report)] == [2, 2]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Abena Osei, cited by the Tema Herald, warned the ferry would sink.", "Abena Osei"),
        ("The mayor wrote to Kwame Mensah, who denied that the ferry was late.", "Kwame Mensah"),
        ("Captain Kofi Addo, interviewed by the Tema Herald, claimed that nobody was hurt.", "Kofi Addo"),
        ("Police questioned Abena Osei, who insisted that the boats were safe.", "Abena Osei"),
        ("Kofi Addo, released by the court on Friday, said the charges were false.", "Kofi Addo"),
    ],
)
def test_the_subject_of_a_cue_is_its_source(text: str, source: str) -> None:
    report = read(text)
    assert source in [a.chain[0].label for a in report.attributions]


def test_a_blank_is_nobody() -> None:
    report = read("He had a point, but\u00a0Osei said\u00a0he would not go. The union, but \u00a0 said no.")
    assert all(actor.name.strip() for actor in report.actors)


@pytest.mark.parametrize(
    ("publisher", "hand"),
    [
        ("US Department of State", "United States Department of State"),
        ("US Department of Defense", "United States Department of Defense"),
        ("The White House", "United States"),
        ("Russian Foreign Ministry", "Russia"),
    ],
)
def test_we_is_the_department_that_publishes_by_its_whole_name(publisher: str, hand: str) -> None:
    report = dragoman.read("We urge donors to help.", published="2025-03-12", publisher=publisher)
    assert [a.chain[0].label for a in report.attributions] == [hand]


@pytest.mark.parametrize(
    "text",
    [
        "Osei said that the ferry was reportedly late.",
        "According to Osei, the ferry was reportedly late.",
        "“The ferry,” Osei said, “was reportedly late.”",
    ],
)
def test_what_nobody_is_said_to_say_has_no_hand(text: str) -> None:
    nobodys = [a for a in read(text).attributions if not a.sources]
    assert all([link.role for link in a.chain] == ["publisher"] for a in nobodys)
