"""Senses of words by who does what to whom, figures of speech, harm, sides and certainty: five of each kind."""

import pytest

import dragoman

ACTS = [
    # staged and lodged protests
    ("Dockers staged a protest against the ministry in Callao.", "PROTEST", None, None),
    ("Nurses held a protest against the cuts in Dakar.", "PROTEST", None, None),
    ("Residents joined a protest against the mayor in Cusco.", "PROTEST", None, None),
    ("Togo lodged a protest with Benin over the arrests.", "ACCUSE", "TGO", "BEN"),
    ("Fiji filed a protest with Tonga over the reef.", "ACCUSE", "FJI", "TON"),
    # strikes and raids, by whom and at whom
    ("Ethiopian jets carried out strikes on a Somali port.", "ASSAULT", "ETH", "SOM"),
    ("The Kenyan navy launched a strike on a Somali island.", "ASSAULT", "KEN", "SOM"),
    ("Teachers in Bolivia staged a strike.", "PROTEST", "BOL", None),
    ("Gunmen mounted a raid on a Nigerian barracks.", "ASSAULT", None, "NGA"),
    ("Militants carried out raids on Chadian villages.", "ASSAULT", None, "TCD"),
    # deadlines
    ("Ghana gave Togo an ultimatum to reopen the bridge.", "THREATEN", "GHA", "TGO"),
    ("Sudan set a deadline of a week for Chad to pull back or face attack.", "THREATEN", "SDN", None),
    ("Peru issued an ultimatum to Bolivia.", "THREATEN", "PER", "BOL"),
    ("Oman handed Yemen a deadline of ten days.", "THREATEN", "OMN", "YEM"),
    ("Mali delivered a threat to Niger.", "THREATEN", "MLI", "NER"),
    # money and goods
    ("Norway gave $3.5 million to Nepal.", "AID", "NOR", "NPL"),
    ("Qatar donated €20,000 to Lebanon.", "AID", "QAT", "LBN"),
    ("Japan lent 40 billion yen to Mongolia.", "AID", "JPN", "MNG"),
    ("Brazil sent 200 tents to Haiti.", "AID", "BRA", "HTI"),
    ("Zambia received a loan from India.", "AID", "IND", "ZMB"),
    # force short of arms
    ("Officers in Nairobi fired tear gas at students.", "COERCE", None, None),
    ("Police in Lima used water cannon against miners.", "COERCE", None, None),
    ("Troops in Conakry used batons on marchers.", "COERCE", None, None),
    ("Police in Tunis deployed rubber pellets against youths.", "COERCE", None, None),
    ("Guards in Accra used pepper spray on farmers.", "COERCE", None, None),
    # what is given back
    ("Belgium returned three statues to Benin.", "CONCEDE", "BEL", "BEN"),
    ("Chile handed over two sailors to Peru.", "CONCEDE", "CHL", "PER"),
    ("Sudan freed five hostages from Kenya.", "CONCEDE", "SDN", "KEN"),
    ("Spain returned the manuscripts to Mexico.", "CONCEDE", "ESP", "MEX"),
    ("Uganda handed over the town to Rwanda.", "RETREAT", "UGA", "RWA"),
    # orders to go
    ("Three envoys from Chad were ordered to leave Sudan.", "COERCE", None, "TCD"),
    ("Angola ordered the Zambian consul to leave.", "COERCE", "AGO", "ZMB"),
    ("Two Kenyan pilots were told to leave Somalia.", "COERCE", None, "KEN"),
    ("Fiji told the Tongan envoy to depart.", "COERCE", "FJI", "TON"),
    ("Serbia forced the Croatian attache to leave.", "COERCE", "SRB", "HRV"),
    # borders
    ("Kenya opened its borders to Somali families.", "AID", "KEN", "SOM"),
    ("Poland opened the border to Ukrainian refugees.", "AID", "POL", "UKR"),
    ("Mali closed its border with Niger.", "COERCE", "MLI", "NER"),
    ("Peru sealed its frontier with Ecuador.", "COERCE", "PER", "ECU"),
    ("Togo shut the crossing with Ghana.", "COERCE", "TGO", "GHA"),
    # talks and attacks taken up, stepped up and ended
    ("Oman and Yemen reopened negotiations over the strait.", "CONSULT", "OMN", None),
    ("Egypt and Sudan entered into talks on the dam.", "CONSULT", "EGY", None),
    ("The militia intensified attacks on Congolese soldiers.", "ASSAULT", None, "COD"),
    ("Ethiopia halted strikes on Somali ports.", "RETREAT", "ETH", "SOM"),
    ("India stopped bombing Pakistan.", "RETREAT", "IND", "PAK"),
    # names called
    ("Chad called Libya a traitor.", "ACCUSE", "TCD", "LBY"),
    ("Ghana branded the decree of Togo illegal.", "ACCUSE", "GHA", "TGO"),
    ("Kenya described the ruling of Uganda as a farce.", "ACCUSE", "KEN", "UGA"),
    ("Peru labelled the plan of Chile unacceptable.", "ACCUSE", "PER", "CHL"),
    ("Oman called the raid by Yemen barbaric.", "ACCUSE", "OMN", "YEM"),
    # who and what is defended
    ("The minister of Oman defended the decision of Qatar.", "SUPPORT", "OMN", "QAT"),
    ("The president of Togo defended Benin at the summit.", "SUPPORT", "TGO", "BEN"),
    # what must and should be done, asked of somebody
    ("The envoy of Ghana said that Togo must reform its courts.", "REQUEST", None, None),
    ("The minister of Peru said that Chile should withdraw its troops.", "REQUEST", None, None),
    # what the codebook settles
    ("Uruguay signed a treaty with Paraguay.", "COOPERATE", "URY", "PRY"),
    ("Uruguay reached an agreement with Paraguay.", "AGREE", "URY", "PRY"),
    ("The minister of Ghana resigned.", "CONCEDE", "GHA", None),
    ("The junta of Mali lifted the curfew.", "CONCEDE", "MLI", None),
    ("Canada investigated a Serbian banker.", "ACCUSE", "CAN", "SRB"),
    # nouns that tell of acts of their own
    ("The visit of the Omani king to Jordan pleased traders.", "CONSULT", "OMN", "JOR"),
    ("Traders welcomed the withdrawal of Kenyan troops from Somalia.", "RETREAT", "KEN", "SOM"),
    ("The shelling of a Yemeni market by Oman was condemned by Qatar.", "ASSAULT", "OMN", "YEM"),
    ("Peru welcomed the release of the miners by Bolivia.", "CONCEDE", "BOL", None),
    ("Fiji criticised a crackdown by Tonga on dissidents.", "COERCE", "TON", None),
]


@pytest.mark.parametrize(("text", "type_", "doer", "recipient"), ACTS)
def test_an_act_has_the_sense_that_its_sides_give_it(
    text: str, type_: str, doer: str | None, recipient: str | None
) -> None:
    found = [e for e in dragoman.read(text).events if e.type == type_]
    assert any(
        (doer is None or doer in e.actor_countries) and (recipient is None or recipient in e.recipient_countries)
        for e in found
    )


NO_ACTS = [
    # figures of speech and games
    ("Kenya beat Uganda 3-0 in the tournament.", "ASSAULT"),
    ("The minister of Togo met the deadline.", "CONSULT"),
    ("Peru seized the opportunity.", "COERCE"),
    ("Sales in Ghana hit a high.", "ASSAULT"),
    ("Fiji is fighting poverty.", "ASSAULT"),
    # harm that nobody did
    ("A landslide killed 30 people in Nepal.", "ASSAULT"),
    ("Seven Bolivians died in a train derailment in Chile.", "ASSAULT"),
    ("Measles killed 12 children in Samoa.", "ASSAULT"),
    ("The former king of Tonga died on Friday.", "ASSAULT"),
    ("Forty people died in the storm in Haiti.", "ASSAULT"),
    # words for documents and statements
    ("The ministry of Chad released a report.", "CONCEDE"),
    ("Oman released a statement on the talks.", "CONCEDE"),
    ("The envoy of Peru declined to comment.", "REJECT"),
    ("The premier of Ghana declined to answer.", "REJECT"),
    ("The minister of Togo fired his adviser.", "ASSAULT"),
    # threats are the doer's own
    ("Ghana said that Togo will invade Benin.", "THREATEN"),
    ("Analysts say Chad will bomb Sudan.", "THREATEN"),
    ("Observers fear that Mali will attack Niger.", "THREATEN"),
    ("Kenya warned that Somalia would shell Ethiopia.", "THREATEN"),
    ("Reporters expect Peru to expel the envoy of Chile.", "THREATEN"),
    # questions are no demands
    ("Reporters asked the premier of Ghana about the talks.", "REQUEST"),
    ("The minister of Peru was asked by a reporter why he left.", "REQUEST"),
    ("Senators asked the minister of Chile whether she knew of the raid.", "REQUEST"),
    ("The moderator asked the mayor of Lima if he would run.", "REQUEST"),
    ("A journalist asked the envoy of Togo when the border would open.", "REQUEST"),
    # what the stations say of a vote, what is good for all, what a speaker owes
    ("Two networks called the election for the premier of Samoa.", "REQUEST"),
    ("The bishop of Malta said people must know that storms are near.", "REQUEST"),
    ("“We must stand up for ourselves,” the premier of Samoa said.", "REQUEST"),
    # who crashes attacks nobody
    ("A lorry collided with a bus in Peru, killing six people.", "ASSAULT"),
    ("The ferry capsized off Samoa, killing nine passengers.", "ASSAULT"),
    ("The earthquake, which struck Haiti in January, killed thousands.", "ASSAULT"),
    ("Measles infected hundreds of Samoans and killed 12 children.", "ASSAULT"),
    # who answers in words shoots nobody; what helps without being anybody; who stands for office
    ("The premier of Peru fired back, saying that Chile had lied.", "ASSAULT"),
    ("Senators of Chile hit back with accusations against Peru.", "ASSAULT"),
    ("The truce has saved thousands of people in Yemen.", "AID"),
    ("The satellites provide services to the people of Samoa.", "AID"),
    ("The party of Peru stood in three elections.", "SUPPORT"),
    # who stands by what is his
    ("The soldiers of Fiji defended themselves.", "SUPPORT"),
    # the Arab League plays no games, but "called" alone ends nothing
    ("Chad called the attacks of Libya barbaric.", "RETREAT"),
    ("The police of Peru called the strike illegal.", "CONCEDE"),
]


@pytest.mark.parametrize(("text", "type_"), NO_ACTS)
def test_what_only_looks_like_an_act_is_none(text: str, type_: str) -> None:
    assert [e for e in dragoman.read(text).events if e.type == type_] == []


UNREAL = [
    ("Kenya ruled out invading Somalia.", "ASSAULT"),
    ("Togo stopped short of expelling the envoy of Ghana.", "SANCTION"),
    ("Fiji has yet to release the Tongan sailors.", "CONCEDE"),
    ("Oman refused to hand over the island to Yemen.", "RETREAT"),
    ("Mali denied having bombed Niger.", "ASSAULT"),
    ("The general of Peru faces a life sentence in Chile.", "COERCE"),
    ("The editor faces deportation to Samoa.", "COERCE"),
    ("Norway has committed $5 million in aid to Malawi.", "AID"),
    ("If Togo does not accept the truce, Benin will leave.", "REJECT"),
    ("The premier of Chad is set to be charged with fraud on Monday.", "ACCUSE"),
]


@pytest.mark.parametrize(("text", "type_"), UNREAL)
def test_what_is_not_said_to_have_happened_is_not_asserted(text: str, type_: str) -> None:
    assert all(e.modality != "asserted" for e in dragoman.read(text).events if e.type == type_)


def test_a_body_whose_name_holds_a_word_of_sport_still_acts() -> None:
    events = dragoman.read("The secretary of the Arab League held talks with Syria.").events
    assert "CONSULT" in {e.type for e in events}


def test_a_bare_later_mention_is_no_event() -> None:
    events = dragoman.read("Peru spoke with Chile about the attack.").events
    assert [e.type for e in events] == ["CONSULT"]


BY_WHAT_IT_IS_TO = [
    ("Chile reaffirmed its commitment to the sovereignty of Peru.", "SUPPORT"),
    ("The envoy reiterated Chile's commitment to Peru's independence.", "SUPPORT"),
    ("The envoy reiterated Chile's commitment to sending food to Peru.", "AGREE"),
    ("The minister of Chile stressed her readiness to meet Peru.", "AGREE"),
    ("Chile stands ready to help Peru.", "AGREE"),
    ("The president of Chad authorised the sale of rifles to Mali.", "AGREE"),
    ("The junta of Chad authorised two papers to print.", "CONCEDE"),
    ("The junta of Chad denied the miners their rights.", "COERCE"),
    ("The junta of Chad denied entry to the envoy of Mali.", "REJECT"),
    ("Troops of Chad liberated two towns.", "ASSAULT"),
    ("The junta of Chad liberated two editors.", "CONCEDE"),
    ("Hackers of Chile deployed malware against Peru.", "COERCE"),
    ("The governor of Chile ordered the evacuation of two towns.", "COERCE"),
]


@pytest.mark.parametrize(("text", "type_"), BY_WHAT_IT_IS_TO)
def test_a_word_is_the_act_that_what_it_is_done_to_makes_it(text: str, type_: str) -> None:
    types = {e.type for e in dragoman.read(text).events if e.modality == "asserted"}
    assert type_ in types
    assert types.isdisjoint({"AGREE", "SUPPORT", "CONCEDE", "REJECT", "ASSAULT", "COERCE"} - {type_})


ONCE = [
    ("Gunmen in Mali had shot and killed four sailors.", "ASSAULT", 1),
    ("Rebels attacked a base in Mali, killing ten soldiers.", "ASSAULT", 1),
    ("Three people were killed when gunmen opened fire on a bus in Mali.", "ASSAULT", 1),
    ("Oman stands with Qatar in support of the truce.", "SUPPORT", 1),
    ("The police of Peru arrested and detained 20 protesters.", "COERCE", 1),
    ("Peru condemned the arrests and detentions of monks in Chile.", "COERCE", 1),
    ("Rebels stormed a bus and killed two monks in Mali.", "ASSAULT", 2),
    ("A court in Peru convicted the general and sentenced him to ten years in prison.", "COERCE", 2),
]


@pytest.mark.parametrize(("text", "type_", "number"), ONCE)
def test_an_act_told_in_two_words_is_one_event(text: str, type_: str, number: int) -> None:
    assert [e.type for e in dragoman.read(text).events].count(type_) == number


SIDES_TELL = [
    ("Mounted police charged the marchers in Lima on Monday.", "COERCE", "ACCUSE"),
    ("Riot police in Lima charged at the students.", "COERCE", "ACCUSE"),
    ("Prosecutors in Lima charged two bankers with theft.", "ACCUSE", "COERCE"),
    ("Chile called its ambassador home from Lima on Monday.", "SANCTION", "CONSULT"),
    ("Canada slapped an asset freeze on two banks of Belarus.", "SANCTION", "COERCE"),
    ("Chile set free six sailors of Peru on Sunday.", "CONCEDE", "COERCE"),
    ("A plane of Norway dropped flour over two villages in Malawi.", "AID", "ASSAULT"),
    ("Togo withdrew its remarks about Benin.", "CONCEDE", "RETREAT"),
    ("Police in Lima took in two traders of Chile for questioning.", "COERCE", "AID"),
    ("Gunmen wounded a director of a bank in Lima.", "ASSAULT", "ACCUSE"),
]


@pytest.mark.parametrize(("text", "type_", "other"), SIDES_TELL, ids=[t[:40] for t, *_ in SIDES_TELL])
def test_who_does_it_to_whom_tells_the_sense(text: str, type_: str, other: str) -> None:
    types = {e.type for e in dragoman.read(text).events}
    assert type_ in types
    assert other not in types
