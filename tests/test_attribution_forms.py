"""Forms of attribution, in our own words: who says it, and which words are theirs."""

import pytest

import dragoman

FORMS = [
    ("The ministry said that two bridges were closed.", "ministry", "two bridges were closed"),
    ("“Two bridges are closed,” said Deputy Mayor Ines Roth.", "Ines Roth", "“Two bridges are closed,”"),
    ("“We waited,” Roth said. “Nobody came.”", "Roth", "“Nobody came.”"),
    ("The envoy told reporters that the pause would last.", "envoy", "the pause would last"),
    ("According to the harbour police, the ferry sank at dawn.", "harbour police", "the ferry sank at dawn"),
    ("The ferry sank at dawn, according to the harbour police.", "harbour police", "The ferry sank at dawn"),
    ("The general denied having ordered the shelling.", "general", "having ordered the shelling"),
    ("The union vowed to block the ports.", "union", "to block the ports"),
    ("Residents believe the well was poisoned.", "Residents", "the well was poisoned"),
    ("Belgium wants the mission to end.", "Belgium", "the mission to end"),
    ("A survey found that most voters oppose the treaty.", "survey", "most voters oppose the treaty"),
    ("The senator called the treaty “a gift to smugglers.”", "senator", "“a gift to smugglers.”"),
    ("Witnesses reported seeing smoke above the depot.", "Witnesses", "smoke above the depot"),
    ("She told the council: “The depot was empty.”", "She", "“The depot was empty.”"),
]


@pytest.mark.parametrize(("text", "source", "content"), FORMS, ids=[t[:40] for t, _, _ in FORMS])
def test_form(text: str, source: str, content: str) -> None:
    report = dragoman.read(text)
    found = [a for a in report.attributions if content in report.words(a.content)]
    assert found, [report.words(a.content) for a in report.attributions]
    said_by = [report.words(link.spans) for a in found for link in a.chain]
    assert any(source in who for who in said_by), said_by


NOT_ATTRIBUTIONS = [
    "The film “The Long Bridge” opens in Tallinn next week.",
    "Snow fell on the coast and two roads were closed.",
    "The so-called “blue zone” runs along the river.",
]


@pytest.mark.parametrize("text", NOT_ATTRIBUTIONS)
def test_titles_and_scare_quotes_are_nobodys_words(text: str) -> None:
    assert dragoman.read(text).attributions == ()


def test_a_signed_quotation() -> None:
    report = dragoman.read(
        "Readers wrote in.\n\n“The toll is too high.” — Tomas Brandl, a driver\n\n“Fair.” — Ada Voss"
    )
    spoken = {report.words(a.content): report.words(a.chain[0].spans) for a in report.attributions}
    assert spoken["“The toll is too high.”"] == "Tomas Brandl, a driver"
    assert spoken["“Fair.”"] == "Ada Voss"


def test_a_transcript() -> None:
    report = dragoman.read("HOST: Where were you?\n\nVOSS: At the port all night.\n\nHOST: Alone?")
    spoken = [(report.words(a.chain[0].spans), report.words(a.content)) for a in report.attributions]
    assert ("VOSS", "At the port all night.") in spoken
    assert ("HOST", "Alone?") in spoken


def test_a_quotation_that_goes_on_in_the_next_paragraph() -> None:
    report = dragoman.read("“The road is cut,” said Mayor Ines Roth.\n\n“We need boats.”\n\nRain is forecast.")
    held = next(a for a in report.attributions if "The road is cut" in report.words(a.content))
    assert "We need boats." in report.words(held.content)


@pytest.mark.parametrize(
    ("text", "said", "goes_on"),
    [
        ("“No bread is left,” said Torres, who thinks often about the winter. “I said so.”", "No bread", "I said so"),
        ("“We are tired,” Minister Rana said, noting that ten years had gone by. “It has an end.”", "We are", "It has"),
        ("“It is open,” said Colonel Ayo, who recalled that the convoy was shot at. “No one died.”", "It is", "No one"),
        ("“We will pay,” Mayor Brun said, adding that money ran out. “It takes a year.”", "We will", "It takes"),
        ('"The bridge holds," Ndiaye said, recalling a flood of 1998. "We built it well."', "The bridge", "We built"),
    ],
)  # fmt: skip
def test_a_quotation_goes_on_from_what_was_quoted(text: str, said: str, goes_on: str) -> None:
    report = dragoman.read(text)
    [quoted] = [a for a in report.attributions if said in report.words(a.content)]
    assert goes_on in report.words(quoted.content)
    assert not any(goes_on in report.words(a.content) for a in report.attributions if a is not quoted)


def test_a_quotation_announced_with_a_colon() -> None:
    report = dragoman.read("Mayor Ines Roth said:\n\n“We need boats.”")
    held = next(a for a in report.attributions if "We need boats." in report.words(a.content))
    assert "Roth" in report.words(held.chain[0].spans)


def test_a_relay_chain() -> None:
    report = dragoman.read(
        "Reuters reported, citing a diplomat, that the drills had been halted.", publisher="Bay Post"
    )
    chains = [[link.label for link in a.chain] for a in report.attributions]
    assert ["diplomat", "Reuters", "Bay Post"] in chains


@pytest.mark.parametrize("text", ["“", "”””", "'' `` \"", "“a “b “c ” d", "“" * 300, "said: “\n\n“said"])
def test_marks_that_do_not_pair_are_survived(text: str) -> None:
    for item in dragoman.read(text).attributions:
        assert all(0 <= s.start < s.end <= len(text) for s in item.content)


def test_what_is_cited_is_a_link_of_one_chain_only() -> None:
    text = "According to the daily El Faro, citing an unnamed official, Chile had threatened to close its ports."
    report = dragoman.read(text, publisher="Harbour Post")
    chains = {report.words(a.cue): [link.label for link in a.chain] for a in report.attributions}
    assert chains == {
        "According to": ["unnamed official", "El Faro", "Harbour Post"],
        "had threatened": ["Chile", "unnamed official", "El Faro", "Harbour Post"],
    }


def test_a_source_is_no_more_than_the_subject_of_its_cue() -> None:
    text = "According to a source of pan-Arab daily Al-Nahda, Turkey denied that it had invited Iran to the talks."
    report = dragoman.read(text, publisher="Harbour Post")
    denied = next(a for a in report.attributions if "denied" in report.words(a.cue))
    assert [report.words(ref.spans) for ref in denied.sources] == ["Turkey"]
    assert denied.chain[0].label == "Turkey"


@pytest.mark.parametrize(
    ("sentence", "source", "content"),
    [
        ("Norway denied closing the strait.", "Norway", "closing the strait"),
        ("The rebels denied shelling the clinic.", "The rebels", "shelling the clinic"),
        ("Ghana denied carrying out the raid.", "Ghana", "carrying out the raid"),
        ("Kenya disputed the figures.", "Kenya", "the figures"),
        ("The governor dismissed the charge.", "The governor", "the charge"),
    ],
)
def test_whoever_denies_is_a_source(sentence: str, source: str, content: str) -> None:
    report = dragoman.read(sentence, publisher="The Post")
    [found] = report.attributions
    assert found.denies
    assert report.words(found.content) == content
    assert found.chain[0].label.lower() in source.lower()


LABELS = [
    ("“The wells ran dry,” recalled a baker in Lomé, who declined to be named.", "baker", "The wells ran dry"),
    ("“Nobody came,” recalled a nurse from Accra, who asked not to be quoted.", "nurse", "Nobody came"),
    ("“When Minister Roth told us that the dam had burst, we ran,” Ayo Bello said.", "Roth", "the dam had burst"),
    ("“Once the court declared that the vote was void, we left,” Ayo Bello said.", "court", "the vote was void"),
    ("“Before the envoy told me that he was dead, I had hope,” Mina Sato said.", "envoy", "he was dead"),
    ("Q: Why?\n\nMR. BRANDT: We do not know.", "BRANDT", "We do not know"),
    ("MS. HOLLAND: The dam is safe.\n\nQ: Is it?\n\nMS. HOLLAND: It is.", "HOLLAND", "The dam is safe"),
    ("GEN. SATO: We left the valley.\n\nQ: All of it?\n\nGEN. SATO: Yes.", "SATO", "We left the valley"),
    ("In the words of Defence Minister Olga Brandt, the plan is “pure fantasy”.", "Olga Brandt", "“pure fantasy"),
    ("“The money is gone.” That was the verdict of auditor Mina Sato.", "Mina Sato", "The money is gone"),
    ("The water is clean, according to Chile’s health regulator.", "regulator", "The water is clean"),
    ("“It broke,” a spokeswoman for Iraq’s grid office said.", "grid office", "It broke"),
    ("An official at Zambia’s mines ministry said the licence was void.", "mines ministry", "the licence was void"),
]


@pytest.mark.parametrize(("text", "label", "content"), LABELS, ids=[t[:40] for t, _, _ in LABELS])
def test_the_label_says_who_it_is(text: str, label: str, content: str) -> None:
    report = dragoman.read(text)
    found = [a for a in report.attributions if content in report.words(a.content)]
    assert any(label in a.chain[0].label for a in found), report.attributions


def test_an_agency_that_quotes_is_called_by_its_name() -> None:
    text = "Governor Ivo Lund was quoted by the state news agency Belta as saying the dam had held."
    labels = [link.label for a in dragoman.read(text).attributions for link in a.chain]
    assert labels[:2] == ["Ivo Lund", "Belta"]


def test_a_question_that_is_put_is_nobodys() -> None:
    report = dragoman.read("Asked if the dam had burst, the spokeswoman, Ines Roth, said she did not know.")
    assert [report.words(a.cue) for a in report.attributions] == ["said"]
