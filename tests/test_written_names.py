"""Who is who and who does what: names by how they are written, namesakes, mishaps, donors, embassies."""

import pytest

import dragoman
from dragoman.model import Event, Report


def read(text: str) -> Report:
    return dragoman.read(text, published="2025-03-12", publisher="The Post")


def names(report: Report) -> set[str]:
    return {a.name for a in report.actors}


def codes(report: Report) -> set[str]:
    return {a.country for a in report.actors if a.country}


def sources(report: Report) -> list[str]:
    return [a.chain[0].label for a in report.attributions]


def first(report: Report, type_: str) -> Event:
    return next(e for e in report.events if e.type == type_)


@pytest.mark.parametrize(
    ("text", "name", "times"),
    [
        ("April Sandoval resigned as mayor.", "April Sandoval", 0),
        ("May Tanaka resigned as mayor on Monday.", "May Tanaka", 1),
        ("The union's president, Friday Okoye, rejected the offer.", "Friday Okoye", 0),
        ("Sunday Eze, a Nigerian senator, condemned the raid on Sunday.", "Sunday Eze", 1),
        ("President Augusto March met farmers.", "Augusto March", 0),
        ("Ana Sola and August Brenner praised the plan.", "August Brenner", 0),
    ],
)
def test_months_and_days_may_be_names(text: str, name: str, times: int) -> None:
    report = read(text)
    assert name in names(report)
    assert len(report.times) == times


@pytest.mark.parametrize(
    "text",
    ["On Monday Okafor left.", "In May Chad rejected the plan.", "The minister said Monday Brenner had left."],
)
def test_months_and_days_stay_times_where_they_tell_when(text: str) -> None:
    assert len(read(text).times) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("India Holt, who leads the union in Leeds, rejected the offer.", "IND"),
        ("Kenya Barrow, a lawyer, rejected the offer.", "KEN"),
        ("Chad Wilkins, 34, was arrested in Hull.", "TCD"),
        ("Senator Georgia Whitfield condemned the raid.", "GEO"),
        ("Jordan Pickering, the mayor of Hull, criticised the plan.", "JOR"),
        ("Norwegian lawmaker Georgia Holland, who chairs the board, urged Peru to wait.", "NLD"),
        ("Kenya Ireland, a nurse, rejected the offer.", "IRL"),
    ],
)
def test_countries_may_be_given_names(text: str, code: str) -> None:
    assert code not in codes(read(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Aya N’Dri, a deputy, left. N’Dri said it was late.", "Aya N’Dri"),
        ("Sean O'Malley, a deputy, met Rita D'Silva in Goa. D'Silva said it was late.", "Rita D'Silva"),
        ("Nina D’Amico resigned. D’Amico said it was late.", "Nina D’Amico"),
        ("Jean-Luc N’Zi, the mayor, left. N’Zi said it was late.", "Jean-Luc N’Zi"),
        ("Premier Nora June met farmers. June said it was late.", "Nora June"),
    ],
)
def test_surnames_with_apostrophes_and_months_are_found_again(text: str, name: str) -> None:
    assert name in sources(read(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The charity Amis du Fleuve left Darfur.", "Amis du Fleuve"),
        ("The group Lutte contre la Soif said it would stay.", "Lutte contre la Soif"),
        ("The party Juntos por el Norte rejected the budget.", "Juntos por el Norte"),
        ("The foundation Wasser für die Welt gave money to Chad.", "Wasser für die Welt"),
        ("Ingénieurs sans Limites condemned the raid.", "Ingénieurs sans Limites"),
        ("The Nile Co-operation Council condemned the raid.", "Nile Co-operation Council"),
        ("Hope Atim, a Kenyan lawyer, condemned the raid.", "Hope Atim"),
        ("The Ministry of Roads, Ports and Railways banned the flights.", "Ministry of Roads, Ports and Railways"),
        ("Peru's Ministry of Trade, Mines and Tourism left.", "Peru's Ministry of Trade, Mines and Tourism"),
    ],
)
def test_bodies_keep_their_whole_names(text: str, name: str) -> None:
    assert name in names(read(text))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Aminata Sow, the widow of the activist Moussa Sow, wept. Ms. Sow said she had waited.", "Aminata Sow"),
        ("Karim Haddad, a brother of the leader Samir Haddad, was held. Haddad said he was innocent.", "Karim Haddad"),
        ("Ana Ruiz, daughter of former president Pedro Ruiz, said the house was searched.", "Ana Ruiz"),
        ("Premier Eva Bose and her son, Raj Bose, left. The elder Bose said it was late.", "Eva Bose"),
        ("Premier Eva Bose and her father, Raj Bose, left. The younger Bose said it was late.", "Eva Bose"),
        ("Chief Justice Paul Acheampong left. The chief justice said it was late.", "Paul Acheampong"),
        ("Rita N’Dri was held. The charge, N’Dri said later, was absurd.", "Rita N’Dri"),
        ("The cut angered the Miners’ Union, whose leader, Ana Ruiz, said it would strike.", "Ana Ruiz"),
        ("After Raj Bose had left Goa, Eva Bose, a senator, accused Chile of lying.", "Eva Bose"),
        ("The port is shut, the harbour office said, citing a mechanical fault.", "harbour office"),
        ("The court heard nine farmers, most of whom said that the dam had failed.", "farmers"),
        ("She named two officers, both of whom said that they were away.", "officers"),
        ("The Ledger, according to which the minister had left, apologised.", "Ledger"),
        ("The army chief, according to whom the border is calm, visited Quetta.", "army chief"),
        ("The group published a report according to which 300 people had left.", "report"),
    ],
)
def test_whom_relatives_and_relative_pronouns_mean(text: str, source: str) -> None:
    assert source in sources(read(text))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The mayor of Lebanon, Tennessee, condemned the verdict.", "LBN"),
        ("Police in London, Ontario, arrested a man.", "GBR"),
        ("Officers in Cuba, Missouri, detained two men.", "CUB"),
        ("New England farmers protested against the law.", "GBR"),
        ("Turkey Creek flooded after the storm.", "TUR"),
        ("Lawmakers demanded an inquiry after the Panama Papers.", "PAN"),
        ("Guinea pigs were sold in Leeds.", "GIN"),
        ("Jersey City officials rejected the plan.", "JEY"),
        ("Workers in Stoke-on-Trent went on strike.", "NZL"),
    ],
)
def test_namesakes_are_no_countries(text: str, wrong: str) -> None:
    report = read(text)
    assert wrong not in codes(report)
    assert not any(wrong in (*e.actor_countries, *e.recipient_countries, e.location) for e in report.events)


@pytest.mark.parametrize(
    "text",
    [
        "The former king of Tonga died of a heart attack on Monday.",
        "The heat killed 30 people in Portugal.",
        "A gas explosion killed four people in Chile.",
        "A fire killed nine people at a hostel in Oman.",
        "Four children were killed when a wall collapsed in Kenya.",
        "Six miners were killed when a gas leak caused a blast in a pit in Poland.",
        "Seven workers died in an explosion at a fireworks factory in Mexico.",
        "Two tourists were killed by an elephant in Zambia.",
    ],
)
def test_mishaps_are_no_attacks(text: str) -> None:
    assert "ASSAULT" not in {e.type for e in read(text).events}


@pytest.mark.parametrize(
    "text",
    [
        "Eleven people were killed when a car bomb exploded in Mogadishu.",
        "Two soldiers died of their wounds after the attack in Mali.",
        "Troops opened fire and killed nine people in Oman.",
        "A rocket killed four people in Chile.",
        "Nine people were killed in an airstrike in Kenya.",
    ],
)
def test_attacks_stay_attacks(text: str) -> None:
    assert "ASSAULT" in {e.type for e in read(text).events}


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        ("Malawi has received 14 vehicles donated by Norway.", "AID", {"NOR"}, {"MWI"}),
        ("Greece and Turkey accused one another of fraud.", "ACCUSE", {"GRC", "TUR"}, {"GRC", "TUR"}),
        ("Chad and Togo blamed each other for the raid.", "ACCUSE", {"TCD", "TGO"}, {"TCD", "TGO"}),
        ("Kenyan officials met a team from the World Bank in Paris.", "CONSULT", {"KEN"}, set()),
        ("Drones from Ukraine hit a depot in the Russian city of Samara.", "ASSAULT", {"UKR"}, {"RUS"}),
        ("Farmers protested outside the Turkish embassy in Athens.", "PROTEST", {"GRC"}, {"TUR"}),
        ("A crowd rallied in front of the Chilean consulate in Lima.", "PROTEST", {"PER"}, {"CHL"}),
        ("A French nun was beaten by her captors in Mali.", "ASSAULT", set(), {"FRA"}),
    ],
)
def test_each_side_is_who_the_words_say(text: str, type_: str, actors: set[str], recipients: set[str]) -> None:
    event = first(read(text), type_)
    assert set(event.actor_countries) == actors
    assert set(event.recipient_countries) == recipients


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fighters of the June 12 Movement seized a town in Chad.", "June 12 Movement"),
        ("Gunmen of the 4 April Front attacked a bus in Chad.", "4 April Front"),
        ("The Front for Change and Concord, a rebel group, signed a truce with Chad.", "Front for Change and Concord"),
        ("Aya N’Dour-Kone, the mayor of Lome, met traders. N’Dour-Kone praised them.", "Aya N’Dour-Kone"),
        ("Christian Mbala, the governor of Kasai, praised Angola. Mbala left on Monday.", "Christian Mbala"),
    ],
)
def test_names_hold_days_halves_and_two_things(text: str, name: str) -> None:
    report = read(text)
    assert name in {a.name for a in report.actors}
    assert not {"April", "June 12", "Concord", "Mbala"} & {a.name for a in report.actors}


def test_the_son_is_not_the_father() -> None:
    report = read("Luis Paredes Sr. and his son, Luis Paredes Jr., quarrelled. Paredes Jr. accused Peru of theft.")
    names = {a.id: a.name for a in report.actors}
    accused = first(report, "ACCUSE")
    assert [names[r.actor] for r in accused.actors] == ["Luis Paredes Jr."]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Soldiers in the Lebanese city of Tripoli arrested a smuggler.", "LBY"),
        ("Turkey growers in Ohio urged Canada to pay.", "TUR"),
        ("China shops in Vienna blamed the post.", "CHN"),
    ],
)
def test_a_town_or_a_ware_is_no_country_of_that_name(text: str, code: str) -> None:
    assert code not in {a.country for a in read(text).actors}
