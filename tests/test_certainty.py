"""How certain a clause is: decided once, with the words that decide it, for every construction of ours."""

from functools import cache

import pytest
from spacy.language import Language

import dragoman
from dragoman.model import Modality, Report
from dragoman.reading import base_pipeline, read
from dragoman.syntax.clause import certainty, reasons


@cache
def parser() -> Language:
    return base_pipeline()


def of(text: str) -> Modality:
    """How certain the act between asterisks is."""
    at = text.index("*")
    doc = parser()(text.replace("*", ""))
    return certainty(next(t for t in doc if t.idx == at)).modality


NOT_ASSERTED = [
    # what stops short of the act
    "Oman stopped short of *expelling* the envoy.",
    "The general came close to *resigning* in April.",
    "Far from *easing* the curfew, the junta extended it.",
    "Instead of *shelling* the port, the fleet left.",
    "The army withdrew without *firing* on the crowd.",
    "Ghana has yet to *ratify* the treaty.",
    "Togo almost *expelled* the envoy.",
    # nobody did it
    "Neither Togo nor Benin *signed* the accord.",
    "No minister *resigned* over the affair.",
    "None of the rebels *surrendered*.",
    "Malta has *deported* nobody.",
    "The junta no longer *detains* reporters.",
    # ruled out, refused, prevented, pretended
    "Malta ruled out *sending* troops.",
    "The union decided against *striking* in May.",
    "The envoy was barred from *visiting* the camp.",
    "The court kept the police from *arresting* him.",
    "The rebels pretended to *surrender*.",
    "Yemen failed to *release* the sailors.",
    # no evidence, untrue, denied
    "There is no proof that the fleet *shelled* the port.",
    "Rumours that Togo *bombed* the bridge are baseless.",
    "The report that Oman *seized* the ship is a fabrication.",
    "The ministry dismissed reports that it had *jailed* the editor.",
    "Yemen denied *sinking* the ferry.",
    "Their denial that the guards *shot* the man convinced nobody.",
    "The navy denied any involvement in the *raid* on the island.",
    # unknown, asked, supposed
    "It is unclear whether the guards *fired* first.",
    "The spokesman would not say whether Oman *sent* the drones.",
    "Nobody knows if the rebels *shelled* the market.",
    "Did the guards *fire* on the crowd?",
    "Will Benin *recall* its envoy?",
    "Suppose the rebels *attacked* the dam.",
    "Had Benin *recalled* its envoy, the talks would have failed.",
    "Should the rebels *attack* the dam, the army will respond.",
    "Were Oman to *close* the strait, prices would rise.",
    # hearsay and belief
    "The guards allegedly *beat* the prisoner.",
    "The rebels are thought to have *shelled* the village.",
    "Diplomats believe that the navy *sank* the boat.",
    "The editor was possibly *poisoned* in prison.",
    # to come, wanted, tried, urged
    "Benin is about to *recall* its envoy.",
    "Benin is to *recall* its envoy on Friday.",
    "Benin is going to *recall* its envoy.",
    "Benin was ready to *recall* its envoy.",
    "Observers said that Benin would *recall* its envoy.",
    "The rebels tried to *seize* the bridge.",
    "Benin bought drones to *bomb* the rebels.",
    "The bishop warned Togo against *arresting* the strikers.",
    "The council asked that the strikers be *released*.",
    "Any state that *attacks* Benin will regret it.",
    # marks
    "Togo didn`t *attack* Benin.",
    "Togo couldn´t *attack* Benin.",
]

ASSERTED = [
    "Togo *attacked* Benin.",
    "Togo managed to *seize* the bridge.",
    "Togo did not fail to *attack* Benin.",
    "Togo began *shelling* the port.",
    "The first state to *recognise* Benin was Togo.",
    "The rebels said that they *seized* the bridge.",
    "Oman threatened sanctions if Yemen left, and *recalled* its envoy.",
    "Oman *threatened* a boycott if Yemen left the talks.",
    "After *shelling* the port, the fleet left.",
    "The envoy confirmed that the guards *fired* on the crowd.",
]

CERTAINTIES = [
    ("Norway vowed to *help* Malta.", Modality.PROMISED),
    ("Norway guaranteed that it would *help* Malta.", Modality.PROMISED),
    ("“We will *respond* to this,” the general said.", Modality.PROMISED),
    ("Benin plans to *recall* its envoy.", Modality.PLANNED),
    ("Benin will *recall* its envoy.", Modality.PLANNED),
    ("Benin may *recall* its envoy.", Modality.POSSIBLE),
    ("Malta urged Benin to *release* the crew.", Modality.DEMANDED),
    ("Malta insisted that Benin *release* the crew.", Modality.DEMANDED),
    ("Malta called for the *release* of the crew.", Modality.DEMANDED),
    ("Benin must *release* the crew.", Modality.DEMANDED),
    ("If Benin *releases* the crew, talks will go on.", Modality.CONDITIONAL),
    ("Benin will *release* the crew provided that Malta pays.", Modality.CONDITIONAL),
    ("Benin did not *release* the crew.", Modality.NEGATED),
    ("Benin refused to *release* the crew.", Modality.NEGATED),
    ("Benin denied that it *holds* the crew.", Modality.DENIED),
]


@pytest.mark.parametrize("text", NOT_ASSERTED)
def test_what_did_not_happen_is_not_asserted(text: str) -> None:
    act = text.replace("`", "’").replace("´", "’")  # as `read` gives marks between letters to the parser
    assert of(act) is not Modality.ASSERTED


@pytest.mark.parametrize("text", ASSERTED)
def test_what_happened_is_asserted(text: str) -> None:
    assert of(text) is Modality.ASSERTED


@pytest.mark.parametrize(("text", "how"), CERTAINTIES)
def test_each_certainty(text: str, how: Modality) -> None:
    assert of(text) is how


def test_the_words_that_decide_are_told() -> None:
    doc = parser()("Oman denied that Yemen attacked Qatar.")
    attacked = next(t for t in doc if t.text == "attacked")
    assert [t.text for t in reasons(attacked)] == ["denied"]


def events(text: str) -> list[tuple[str, str]]:
    return [(e.type, e.modality.value) for e in reading(text).events]


def reading(text: str) -> Report:
    return read(text, published="2025-03-12", publisher="The Post")


@pytest.mark.parametrize(
    "text",
    [
        "Togo denied bombing Benin.",
        "Togo rejected claims that it had bombed Benin.",
        "Togo’s denial that it had bombed Benin was met with anger.",
        "Reports that Togo bombed Benin are false, Togo said.",
        "Togo denied any part in the bombing of Benin.",
    ],
)
def test_a_denied_act_is_an_event_that_is_denied_or_none(text: str) -> None:
    assert all(how in {"denied", "negated"} for type_, how in events(text) if type_ == "ASSAULT")


@pytest.mark.parametrize(
    "text",
    [
        "Oman warned that Yemen would bomb Qatar.",
        "Experts predicted that Yemen would attack Qatar.",
        "The envoy of Malta said Yemen would invade Qatar.",
        "Oman fears that Yemen will shell Qatar.",
        "Diplomats expect Yemen to attack Qatar.",
    ],
)
def test_a_forecast_of_harm_is_no_threat_of_its_doer(text: str) -> None:
    threats = [e for e in reading(text).events if e.type == "THREATEN"]
    assert not any("YEM" in e.actor_countries for e in threats)


@pytest.mark.parametrize(
    ("text", "trigger", "days"),
    [
        ("Ana Solis, who resigned in April, met the envoys of Oman on Monday.", "met", "2025-03-10"),
        ("Malta, a member since 2004, rejected the plan of Oman.", "rejected", None),
        ("The pact signed in 2015 was rejected by Malta on Tuesday.", "rejected", "2025-03-11"),
        ("Malta condemned on Tuesday the raid that Oman made in 2022.", "condemned", "2025-03-11"),
        ("Malta urged Oman to withdraw by July.", "urged", None),
        ("Malta accused Oman of cheating on Tuesday.", "accused", "2025-03-11"),
        ("Malta expelled the envoys of Oman, ending a friendship that began in 1990.", "expelled", None),
        (
            "Speaking in Cork on Monday, Ana Solis accused Oman of arresting a pilot in January.",
            "accused",
            "2025-03-10",
        ),
        ("Prime Minister Ana Solis, in power since 1999, refused to resign.", "refused", None),
        ("The premier, in his post since May, rejected the plan of Oman.", "rejected", None),
        ("Before it signed the pact in June 2023, Malta withdrew its troops.", "withdrew", None),
        ("Since Oman closed the border in 2019, Malta has arrested 30 smugglers.", "arrested", None),
        ("After Oman arrested the crew in January, Malta expelled its envoy.", "expelled", None),
        ("After meeting the envoys on Monday, Malta released the crew.", "released", "2025-03-10"),
        ("Malta met on Monday the envoy whom it had refused to see on 4 March.", "refused", "2025-03-04"),
    ],
)
def test_the_time_of_an_act_is_its_own_clauses(text: str, trigger: str, days: str | None) -> None:
    report = reading(text)
    event = next(e for e in report.events if trigger in report.words(e.trigger))
    when = report.time(event.when) if event.when else None
    assert (when.start.isoformat() if when and when.start else None) == days


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Malta will send envoys to *sign* a treaty with Oman.", Modality.PLANNED),
        ("Malta will *free* the crew no later than Friday.", Modality.PLANNED),
        ("Oman was told that Malta would *withdraw* its boats no later than 23 May.", Modality.PLANNED),
        ("Malta *closed* the port no later than noon.", Modality.ASSERTED),
        ("Malta *shelled* the port no sooner than the envoy had left.", Modality.ASSERTED),
        ("Malta no longer *shells* the port.", Modality.NEGATED),
        ("Malta *freed* no more than three of the sailors.", Modality.ASSERTED),
        ("No fewer than nine boats *shelled* the port.", Modality.ASSERTED),
        ("Malta *freed* no sailors.", Modality.NEGATED),
        ("Malta will not hesitate to *shell* the port.", Modality.PLANNED),
        ("Malta did not hesitate to *shell* the port.", Modality.ASSERTED),
        ("Malta could not but *condemn* the raid.", Modality.POSSIBLE),
        ("Malta escaped *sanctions*.", Modality.NEGATED),
        ("The hope in Cork is that Oman *withdraws* its ship.", Modality.POSSIBLE),
        ("The worry is that Oman *fires* a missile.", Modality.POSSIBLE),
        ("The aim is that Oman *withdraws* its ship.", Modality.PLANNED),
        ("The demand is that Oman *withdraws* its ship.", Modality.DEMANDED),
        ("Malta was to have *hosted* the talks, but fog closed the port.", Modality.PLANNED),
        ("The ministers were to have *signed* the accord on Monday.", Modality.PLANNED),
        ("The truth is that Oman *withdrew* its ship.", Modality.ASSERTED),
        ("Oman is said to have *fired* a missile.", Modality.ASSERTED),
        ("Oman pledged to meet Malta in June to *sign* a treaty.", Modality.PROMISED),
        ("Malta urged Oman to use the talks to *release* its prisoners.", Modality.DEMANDED),
        ("Malta is set to fly to Oman to *visit* the king.", Modality.PLANNED),
        ("Malta sent envoys to *sign* a treaty with Oman.", Modality.PLANNED),
        ("The lower house passed a bill that would *ban* the militia.", Modality.PLANNED),
        ("The proposal would *legalise* the union.", Modality.PLANNED),
        ("Oman introduced a bill to *ban* the militia.", Modality.PLANNED),
        ("The minister said the government would *help* Malta.", Modality.PROMISED),
        ("A spokesman said the ministry will *release* the men.", Modality.PROMISED),
        ("The minister said Oman would *help* Malta.", Modality.PLANNED),
        ("The envoy said that checks would be *lifted*.", Modality.PLANNED),
        ("Any *strike* would anger Oman.", Modality.CONDITIONAL),
        ("Oman has *provided* food to Benin.", Modality.ASSERTED),
        ("Benin praised those who *helped* Malta.", Modality.ASSERTED),
        ("The council urged them not to leave but to *sign* the treaty.", Modality.DEMANDED),
        ("Benin needs a *withdrawal*.", Modality.DEMANDED),
        ("Oman looks forward to a *visit*.", Modality.PLANNED),
        ("“I would like to *thank* Oman,” the envoy said.", Modality.ASSERTED),
        ("“We want to *congratulate* Malta,” the envoy said.", Modality.ASSERTED),
        ("Oman wants to *attack* Malta.", Modality.POSSIBLE),
        ("Oman remains committed to *helping* Malta.", Modality.PROMISED),
        ("The envoy stressed the importance of *releasing* the prisoners.", Modality.DEMANDED),
        ("It is time for Oman to *withdraw* its troops.", Modality.DEMANDED),
        ("Malta encouraged a *boycott* of the summit.", Modality.DEMANDED),
        ("Malta did not try to *attack* Oman.", Modality.NEGATED),
        ("There are no plans to *boycott* the summit.", Modality.NEGATED),
        ("Malta began a planned *withdrawal* on Sunday.", Modality.ASSERTED),
        ("Malta spoke of a planned *withdrawal* on Sunday.", Modality.PLANNED),
        ("Oman and Malta are expected to settle the dispute at *talks* next month.", Modality.PLANNED),
        ("Oman and Malta settled the dispute at *talks* last month.", Modality.ASSERTED),
        ("Negotiations for a *truce* went on.", Modality.POSSIBLE),
        ("Oman's senate was to approve the *accord* with Malta.", Modality.PLANNED),
        ("Oman refused to ratify the *treaty* with Malta.", Modality.NEGATED),
        ("Oman approved the *accord* with Malta.", Modality.ASSERTED),
        ("Malta talked Oman out of *expelling* the envoy.", Modality.NEGATED),
        ("Malta did not talk Oman out of *expelling* the envoy.", Modality.POSSIBLE),
        ("Was Malta told of an *attack* by Oman?", Modality.POSSIBLE),
        ("Why did Malta ignore the *attack* on the port?", Modality.ASSERTED),
        ("The role of *mediation* is great.", Modality.POSSIBLE),
        ("The role of the *visit* is unclear.", Modality.ASSERTED),
        ("The army's role in the *attack* is clear.", Modality.ASSERTED),
        ("Nobody claimed to have *seized* the port.", Modality.POSSIBLE),
    ],
)
def test_certainty_from_what_an_act_is_for_or_part_of(text: str, how: Modality) -> None:
    assert of(text) is how


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Oman was not able to *expel* the envoy.", Modality.NEGATED),
        ("The guards were not ready to *fire* on the crowd.", Modality.NEGATED),
        ("If the rebels were able to *seize* the port, grain would run short.", Modality.CONDITIONAL),
        ("The fleet may be free to *leave* the port.", Modality.POSSIBLE),
        ("Togo has no intention of *leaving* the pact.", Modality.NEGATED),
        ("The junta has no plan of *expelling* the envoys.", Modality.NEGATED),
        ("The court lacked the power to *free* the editor.", Modality.NEGATED),
        ("The police have no right to *search* the mosque.", Modality.NEGATED),
        ("The patrol is not meant to *provoke* anyone.", Modality.NEGATED),
        ("The fire was not the result of an *attack*.", Modality.NEGATED),
        ("The collapse was not the work of a *raid*.", Modality.NEGATED),
        ("The patrols will prevent *attacks* on the convoy.", Modality.POSSIBLE),
        ("Police are working to avert *clashes* in the capital.", Modality.POSSIBLE),
        ("Malta said that it would keep the ship from *leaving*.", Modality.POSSIBLE),
        ("The guards foiled an *attack* on the convoy.", Modality.NEGATED),
        ("The governor must decide whether or not to *free* the sailors.", Modality.POSSIBLE),
        ("If Malta does not *free* the crew, Oman will act.", Modality.CONDITIONAL),
        ("Unless Benin *pays* the debt, the bank will close.", Modality.CONDITIONAL),
        ("Ghana said it would leave the pact and would *recall* its envoy.", Modality.PROMISED),
        ("Ghana said that it will cut the tax and will *help* the farmers.", Modality.PROMISED),
        ("The senator said she opposes the treaty and will *vote* against it.", Modality.PROMISED),
        ("The union called on the mine to raise pay, to *reopen* the shaft and to end the lockout.", Modality.DEMANDED),
        ("The draft seeks to close the camp, *deport* the inmates and fine the owners.", Modality.POSSIBLE),
        ("The fleet tried to slip away and *sank* a ferry.", Modality.ASSERTED),
        ("Crowds took to the streets to *protest* against the tax.", Modality.ASSERTED),
        ("Hundreds gathered in Lagos to *mourn* the dead.", Modality.ASSERTED),
        ("The deputies voted to *ratify* the treaty.", Modality.ASSERTED),
        ("She is the highest official to *defect* from the party.", Modality.ASSERTED),
        ("The rebels would often *stop* the trucks.", Modality.ASSERTED),
        ("The guards would sometimes *beat* the miners.", Modality.ASSERTED),
        ("Mali insists that the rebels *broke* the truce.", Modality.ASSERTED),
        ("Mali insists that the rebels are *breaking* the truce.", Modality.ASSERTED),
        ("The aide suggested that the envoys have been *warned*.", Modality.POSSIBLE),
        ("The union insisted that the mine *reopen* its shaft.", Modality.DEMANDED),
        ("The judge ruled that the editor be *released*.", Modality.DEMANDED),
        ("The *strike* is to continue on Monday.", Modality.PLANNED),
        ("The *talks* are going to resume in May.", Modality.PLANNED),
        ("The mine could be subject to *sanctions*.", Modality.POSSIBLE),
        ("Togo is committed to achieving the *withdrawal* of its troops.", Modality.PROMISED),
        ("The envoy urged them to ensure the *release* of the crew.", Modality.DEMANDED),
        ("They are hopeful that the junta will *free* the sailors.", Modality.POSSIBLE),
        ("The goal of *ousting* the general was never met.", Modality.POSSIBLE),
    ],
)
def test_certainty_of_what_is_coordinated_prevented_or_shown(text: str, how: Modality) -> None:
    assert of(text) is how


@pytest.mark.parametrize(
    ("text", "how"),
    [
        # what somebody backs, discusses, permits or guards against
        ("Malta supports the *release* of the crew.", Modality.POSSIBLE),
        ("The union opposes the *imposition* of a curfew.", Modality.POSSIBLE),
        ("The premier supports *lifting* the ban.", Modality.POSSIBLE),
        ("Malta supported the *strike* at the port.", Modality.ASSERTED),
        ("The envoys discussed *sanctions* against Togo.", Modality.POSSIBLE),
        ("The envoys discussed the *deployment* of peacekeepers.", Modality.POSSIBLE),
        ("The envoys discussed the *attack* on the port.", Modality.ASSERTED),
        ("The act authorises the *seizure* of ships.", Modality.POSSIBLE),
        ("The treaty provides for the *withdrawal* of both fleets.", Modality.POSSIBLE),
        ("The wall protects the camp from *attacks*.", Modality.POSSIBLE),
        ("The wall protected the camp from the *attack*.", Modality.ASSERTED),
        ("There is pressure on Togo for a *ceasefire*.", Modality.DEMANDED),
        ("His rejection of *talks* angered Oman.", Modality.NEGATED),
        # what would follow, and what it would come to
        ("An *invasion* would be met with force.", Modality.POSSIBLE),
        ("An *invasion* would be punished.", Modality.CONDITIONAL),
        ("A raid would lead to *sanctions*.", Modality.POSSIBLE),
        ("The raid led to *sanctions*.", Modality.ASSERTED),
        ("The vote should be followed by the *release* of the crew.", Modality.DEMANDED),
        ("The vote was followed by the *release* of the crew.", Modality.ASSERTED),
        ("The bill would make such speech *punishable* by death.", Modality.POSSIBLE),
        ("Benin plans to fight the law by *lawsuit*.", Modality.PLANNED),
        # ranks, promises, plans, habits
        ("Oman will become the first state to *recognise* the junta.", Modality.PLANNED),
        ("Oman became the first state to *recognise* the junta.", Modality.ASSERTED),
        ("The *aid* promised by Malta has been lost.", Modality.PROMISED),
        ("The *visit* planned by Malta angered Oman.", Modality.PLANNED),
        ("The plan sets a timetable for the *withdrawal*.", Modality.PLANNED),
        ("The council traditionally *endorses* the premier.", Modality.POSSIBLE),
        ("The envoy will leave after *meeting* the king.", Modality.PLANNED),
        ("The envoy left after *meeting* the king.", Modality.ASSERTED),
        # what the parser hangs on the verb
        ("The bishop called for calm, restraint, and renewed *talks* between Togo and Benin.", Modality.DEMANDED),
        ("The bishop called for more spending, and *standing* up for the poor.", Modality.DEMANDED),
    ],
)
def test_certainty_of_what_is_backed_discussed_guarded_against_or_set_for_later(text: str, how: Modality) -> None:
    assert of(text) is how


@pytest.mark.parametrize(
    ("text", "type_", "how"),
    [
        ("Togo made no secret of having expelled the envoy of Mali.", "SANCTION", Modality.ASSERTED),
        ("Togo made no apology for bombing the camp in Mali.", "ASSAULT", Modality.ASSERTED),
        ("Togo showed no regret for arresting the Malian editor.", "COERCE", Modality.ASSERTED),
        (
            "No truce was broken, and for the third day running no shots were fired at Adre.",
            "ASSAULT",
            Modality.NEGATED,
        ),
        ("Togo denied arming the rebels who captured the town of Adre in May.", "ASSAULT", Modality.ASSERTED),
        ("Togo denied that it had trained the gunmen who killed six officers.", "ASSAULT", Modality.ASSERTED),
        ("Togo denied sending soldiers who fired on protesters.", "ASSAULT", Modality.DENIED),
    ],
)
def test_what_is_owned_up_to_or_taken_for_granted(text: str, type_: str, how: Modality) -> None:
    assert how in {e.modality for e in read(text).events if e.type == type_}


@pytest.mark.parametrize(
    "text",
    [
        "Rebels threatened on Sunday to *bomb* a pipeline if the army did not leave.",
        "Togo threatened to *expel* the envoy unless Benin apologised.",
        "The miners threatened on Monday to *block* the road if they were not paid.",
    ],
)
def test_what_is_threatened_on_a_condition_is_conditional(text: str) -> None:
    assert of(text) is Modality.CONDITIONAL


@pytest.mark.parametrize(
    ("text", "type_", "how"),
    [
        # nobody, at no time, nothing after all
        ("Not one of the Nordic states has recalled its envoy from Oman.", "SANCTION", Modality.NEGATED),
        ("Hardly any of the Yemeni militias have surrendered.", "RETREAT", Modality.NEGATED),
        ("At no point did Omani soldiers shoot Kenyan villagers.", "ASSAULT", Modality.NEGATED),
        ("The guards have on no occasion beaten Omani students.", "ASSAULT", Modality.NEGATED),
        ("The raid on Malta that the port dreaded did not materialise.", "ASSAULT", Modality.NEGATED),
        # taken for an act, said to be shown, made up
        ("What residents took for an attack on the Omani consulate was thunder.", "ASSAULT", Modality.POSSIBLE),
        ("Guards mistook the thunder for an attack on the Omani consulate.", "ASSAULT", Modality.DENIED),
        ("A film that claims to show Omani soldiers shooting a nurse is old.", "ASSAULT", Modality.POSSIBLE),
        ("A film showed Omani soldiers shooting a nurse.", "ASSAULT", Modality.ASSERTED),
        ("The footage of Omani soldiers shooting a nurse was faked.", "ASSAULT", Modality.DENIED),
        # conditions
        ("Malta will send medics on condition that Oman pays.", "AID", Modality.CONDITIONAL),
        ("Provided that Oman withdraws its troops, Malta will pay.", "RETREAT", Modality.CONDITIONAL),
        # what is sought, listed, or to be brought about
        ("Malta wants a settlement that ends the war.", "RETREAT", Modality.POSSIBLE),
        ("Malta met a banker who trades with Oman.", "COOPERATE", Modality.ASSERTED),
        ("Malta urged Oman to agree to steps, including the withdrawal of its troops.", "RETREAT", Modality.PLANNED),
        (
            "The resolution calls for an immediate end of hostilities, the swift, complete withdrawal of Omani troops, "
            "and the release of two nurses.",
            "RETREAT",
            Modality.DEMANDED,
        ),
        ("Oman underlined its openness to meeting the king of Malta.", "CONSULT", Modality.POSSIBLE),
        ("Malta can be a hub for regional cooperation with Oman.", "COOPERATE", Modality.POSSIBLE),
        ("Malta is committed to defending Oman and to supporting Qatar.", "SUPPORT", Modality.PROMISED),
    ],
)
def test_certainty_of_what_nobody_did_or_what_is_yet_to_come(text: str, type_: str, how: Modality) -> None:
    found = [e.modality for e in dragoman.read(text).events if e.type == type_]
    assert how in found
    assert how is Modality.ASSERTED or Modality.ASSERTED not in found
