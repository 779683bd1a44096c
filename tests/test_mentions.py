"""Who and where is named: countries and what only looks like one, people, references, and how sure each link is."""

from pathlib import Path

import pytest

import dragoman
from dragoman.errors import LexiconError
from dragoman.mentions import countries_of, home_of, own
from dragoman.mentions.people import People, parts_of
from dragoman.mentions.places import find
from dragoman.model import ActorKind, Report
from dragoman.reading import pipeline
from dragoman.reading.draft import Draft, draft_of


def read(text: str) -> Report:
    return dragoman.read(text, published="2025-03-12", publisher="The Post")


def countries(report: Report) -> set[str]:
    return {a.country for a in report.actors if a.country}


def named(report: Report, words: str) -> str:
    """The name of the actor that ``words`` of the text mean, the last place where they stand."""
    at = report.article.text.rindex(words)
    return next(a.name for a in report.actors if any(m.start <= at < m.end for m in a.mentions))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SAVANNAH - Georgia Senator Ann Cole accused Florida of fraud.", "USA"),
        ("A jury in Cobb County, Georgia, rejected the claim.", "USA"),
        ("Democrats in Georgia sued Republicans over the election.", "USA"),
        ("Georgia's prime minister left Tbilisi.", "GEO"),
        ("The Georgian parliament rejected the law.", "GEO"),
        ("The Republic of Congo recalled its envoy.", "COG"),
        ("Congolese troops fled Goma.", "COD"),
        ("Troops from Congo-Brazzaville left.", "COG"),
        ("Nigerien soldiers left.", "NER"),
        ("Nigerian soldiers left.", "NGA"),
        ("Welsh leader Owen Pugh rejected the plan.", "GBR"),
        ("Catalan President Jordi Mas rejected the plan.", "ESP"),
        ("Queensland police arrested a man.", "AUS"),
        ("British Columbia Premier Joan Reed rejected the plan.", "CAN"),
        ("Chicago police arrested protesters.", "USA"),
        ("Cote d'Ivoire's government rejected the plan.", "CIV"),
        ("The Côte d’Ivoire government rejected the plan.", "CIV"),
        ("Curaçao rejected the plan.", "CUW"),
        ("Greenlandic officials rejected the plan.", "GRL"),
        ("Puerto Rican lawmakers rejected the plan.", "PRI"),
        ("Queen Ana of Tonga spoke.", "TON"),
        ("Prime Minister Tony Reyes of Belize spoke.", "BLZ"),
        ("Minister Putin of Estonia spoke.", "EST"),
        ("The mayor of Birmingham, Alabama, rejected the plan.", "USA"),
    ],
)
def test_a_country_is_the_one_that_the_text_means(text: str, code: str) -> None:
    assert countries(read(text)) == {code}


@pytest.mark.parametrize(
    "text",
    [
        "Envoys from the North met envoys from the South.",
        "Ships left for the Gulf of Mexico and the Persian Gulf.",
        "The West rejected the plan of Latin America.",
        "Troops left for the Middle East and the Far East.",
        "Robert Hale Sr. praised Martin Osei Jr. in the Midwest.",
        "Tom Brown, a farmer in the highlands, met Director Ana Morales.",
        "Chief Ali Khan met Peter Smith, a doctor.",
        "Deputy Maria Gonzalez rejected the plan.",
        "Central America and the Horn of Africa need rain.",
    ],
)
def test_what_only_looks_like_a_country_is_none(text: str) -> None:
    report = read(text)
    assert not countries(report)
    assert not [e for e in report.events if e.actor_countries or e.recipient_countries or e.location]


def test_a_province_needs_its_country_or_the_word() -> None:
    assert find("Helmand") is not None  # a region that we list ourselves
    assert find("Sonora") is None or find("Sonora").country != "MEX"  # type: ignore[union-attr]
    assert find("Littoral", frozenset({"CMR"})) is None
    believed = find("Chubut", frozenset({"ARG"}))
    assert believed is not None
    assert believed.country == "ARG"
    assert find("Chubut") is None
    assert find("Chubut", province=True) == believed


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("Foreign Minister Wang Bo met Ana Sola. Wang left.", "Wang", "Wang Bo"),
        ("Foreign Minister Park Ji-hoon arrived. Park left.", "Park", "Park Ji-hoon"),
        ("Foreign Minister Tran Van Minh arrived. Minh left.", "Minh", "Tran Van Minh"),
        ("Foreign Minister Orban Istvan arrived. Orban left.", "Orban", "Orban Istvan"),
        ("Minister Jose Ruiz Soto arrived. Ruiz left.", "Ruiz", "Jose Ruiz Soto"),
        ("Minister Khalid bin Saud al-Harbi arrived. Al-Harbi left.", "Al-Harbi", "Khalid bin Saud al-Harbi"),
        ("Minister Zoltán Németh arrived. Nemeth left.", "Nemeth", "Zoltán Németh"),
        ("Minister Mary O'Brien arrived. O’Brien left.", "O’Brien", "Mary O'Brien"),
        ("Minister Ngozi Okafor-Eze arrived. Okafor-Eze left.", "Okafor-Eze", "Ngozi Okafor-Eze"),
        ("Minister Muhammad Rahman arrived. Mohammed Rahman left.", "Mohammed Rahman", "Muhammad Rahman"),
        ("Abdul Hakim al-Sayed arrived. Abdulhakim said so.", "Abdulhakim", "Abdul Hakim al-Sayed"),
        ("Minister Jan de Vries arrived. De Vries left.", "De Vries", "Jan de Vries"),
        ("Ann Weller was arrested. Her sister, Eva Weller, spoke. Ms. Weller left.", "Ms. Weller", "Eva Weller"),
        ("President Joao Pinto met General Rui Pinto. General Pinto left.", "General Pinto", "Rui Pinto"),
        ("Hillary Moss met Bill Moss. Mrs. Moss left.", "Mrs. Moss", "Hillary Moss"),
        ("George W. Lane met George H. W. Lane. George W. Lane left.", "George W. Lane left", "George W. Lane"),
    ],
)
def test_people_are_told_apart_and_found_again(text: str, words: str, who: str) -> None:
    assert named(read(text), words) == who


@pytest.mark.parametrize("name", ["April Lane", "June Osei", "August Lindqvist", "Jan Kowalski", "Mar Torres"])
def test_a_first_name_may_be_a_months(name: str) -> None:
    report = read(f"{name} thanked Peru.")
    assert not report.times
    assert name in {a.name for a in report.actors}


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("Torres met Ana Quispe, who left.", "who", "Ana Quispe"),
        ("Peru thanked the envoy of Chad, who left.", "who", "envoy"),
        ("The ministry, which spoke first, praised Peru.", "which", "ministry"),
        ("Police arrested Juan Lopez, whose lawyer protested.", "whose", "Juan Lopez"),
        ("Peru and Chile signed a treaty. They agreed to trade.", "They", "Peru and Chile"),
        ("Lula arrived in Lisbon. The president thanked Portugal.", "The president", "Lula"),
        ("Hamas attacked a convoy. The group denied it.", "The group", "Hamas"),
        ("Chad signed the treaty. The country praised Togo.", "The country", "Chad"),
        ("The ministers of Chad and Togo met. Both ministers left.", "Both ministers", "ministers"),
        ("The president of Chad, Ali Sule, spoke. He left.", "He", "Ali Sule"),
    ],
)
def test_references_go_back_to_whom_they_mean(text: str, words: str, who: str) -> None:
    assert named(read(text), words) == who


def test_both_sides_are_those_who_were_named() -> None:
    report = read("French President Luc Morel met German Chancellor Ida Kern. The two leaders signed a treaty.")
    group = next(a for a in report.actors if a.members)
    by_id = {a.id: a for a in report.actors}
    assert [by_id[m].name for m in group.members] == ["Luc Morel", "Ida Kern"]
    assert countries_of(group, by_id) == ("FRA", "DEU")


@pytest.mark.parametrize("who", ["gunmen", "militants", "rebels", "police", "protesters", "two men"])
def test_unnamed_groups_are_actors_without_the_victims_country(who: str) -> None:
    report = read(f"Two Chileans were attacked by {who} in Peru.")
    doer = next(a for a in report.actors if any(report.words([m]).endswith(who) for m in a.mentions))
    assert doer.country is None
    assert next(a for a in read(f"Peruvian {who} left.").actors if a.kind is not ActorKind.STATE).country == "PER"


def test_it_is_not_the_subject_of_its_own_verb() -> None:
    report = read("Rebels attacked a village. They burned it.")
    rebels = next(a for a in report.actors if a.name == "Rebels")
    assert [report.article.text[m.start : m.end] for m in rebels.mentions] == ["Rebels", "They"]
    assert all(report.article.text[m.start : m.end] != "it" for a in report.actors for m in a.mentions)


def test_each_link_has_a_confidence() -> None:
    doc = pipeline()("Ana Quispe met the minister of Chad. She left, and Quispe said that it was late.")
    links = {doc[i].text: link for i, link in draft_of(doc).links.items()}
    assert links["Ana" if "Ana" in links else "Quispe"].confidence > links["She"].confidence > 0
    assert links["She"].kind == "pronoun"


def test_the_home_country_is_kept_apart_from_what_is_said() -> None:
    text = "Peru held a vote in Lima. Peru counted it in Cusco. The police arrested a man. Peru was calm."
    draft: Draft = draft_of(pipeline()(text))
    police = next(a for a in draft.actors if "olice" in a.name)
    assert (police.country, draft.home, home_of(police, draft)) == (None, "PER", "PER")
    abroad: Draft = draft_of(pipeline()("Peru met Chile. Togo met Mali. The police arrested a man."))
    assert abroad.home is None


def test_parts_and_people() -> None:
    assert parts_of("Gen. Ludwig von der Aue Jr.") == ("ludwig", "aue")
    people = People()
    people.add("a", "Maria Sola")
    assert people.find("Mario Sola", None, {}) is None
    assert people.find("Sola", None, {}) == ("a", 0.97)
    people.add("b", "Mario Sola")
    assert people.find("Sola", None, {}) == ("b", 0.8)
    assert people.find("Sola", "female", {"a": "female", "b": "male"}).key == "a"  # type: ignore[union-attr]


@pytest.fixture
def own_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRAGOMAN_NAMES", str(tmp_path / "kept" / "names.csv"))
    yield tmp_path  # type: ignore[misc]
    own.entries.cache_clear()


def test_own_names_are_checked_and_kept(own_names: Path) -> None:
    file = own_names / "mine.csv"
    file.write_text(
        "name,kind,country,aliases\nRed Falcons,armed group,PER,Falcons|RF\nOlga Ruel,person,tgo,\n", "utf-8"
    )
    assert own.add(file) == (2, 0)
    assert own.add(file) == (0, 2)
    falcons, ruel = own.entries()
    assert (falcons.kind, falcons.sector, falcons.aliases) == (ActorKind.ARMED_GROUP, "REB", ("Falcons", "RF"))
    assert own.leaders() == {"olga ruel": "TGO"}
    assert own.kept_file() is not None
    assert ruel.country == "TGO"


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("name,country\nA,PER\n", "has no column kind"),
        ("name,kind,country,colour\nA,person,PER,red\n", "'colour'"),
        ("name,kind,country\nA,robot,PER\n", "line 2: 'robot' is no kind"),
        ("name,kind,country\nA,person,XYZ\n", "line 2: 'XYZ' is no country"),
        ("name,kind,country\nA,person,\n", "line 2: A needs a country"),
        ("name,kind,country\n,person,PER\n", "line 2: no name"),
        ("name,kind,country\nA,person,PER,x,y\n", "line 2: more values"),
    ],
)
def test_what_is_wrong_with_own_names_is_said_by_line(own_names: Path, content: str, wrong: str) -> None:
    file = own_names / "mine.csv"
    file.write_text(content, "utf-8")
    with pytest.raises(LexiconError, match=wrong):
        own.add(file)
    assert own.kept_file() is None


def test_the_command_says_what_it_kept(own_names: Path, dragoman) -> None:  # type: ignore[no-untyped-def]
    (own_names / "mine.csv").write_text("name,kind,country\nRed Falcons,armed group,PER\n", "utf-8")
    code, said, _ = dragoman("actors", "import", str(own_names / "mine.csv"))
    assert code == 0
    assert "1 names added, 0 replaced" in said
    code, _, wrong = dragoman("actors", "import", str(own_names / "none.csv"))
    assert code != 0
    assert "none.csv" in wrong


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("Gunmen killed six people in Niger State on Monday.", "NER", "NGA"),
        ("The governor of Niger state, Sani Ode, left.", "NER", "NGA"),
        ("Belgian police searched a house in Luxembourg Province.", "LUX", "BEL"),
        ("An earthquake killed ten people in East Azerbaijan.", "AZE", "IRN"),
        ("Police arrested ten men in Benin City.", "BEN", "NGA"),
    ],
)
def test_a_state_or_province_called_as_a_country_is_none(text: str, wrong: str, right: str) -> None:
    report = read(text)
    assert wrong not in countries(report)
    assert right in countries(report) | {e.location for e in report.events}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The following is a joint statement by the Governments of Peru, Chile and the United States.", "CHL PER USA"),
        ("The governments of Peru and the United States have issued the following joint statement:", "PER USA"),
        ("The following statement was released by the foreign ministers of Oman and the United States.", "OMN USA"),
        ("We, the ministers of Peru, Chile and the United States, met in Lima.", "CHL PER USA"),
        ("The leaders of NATO met today to reiterate our support for Mali.", ""),
        ("The following statement was released by the Secretary of State of the United States.", "USA"),
        ("The following joint statement was released by Secretary of State Ann Lee and Secretary Al Moe.", "USA"),
        ("Following is a statement issued by Peru and Oman as members of the Friends of Togo.", ""),
        ("Peru and Chile issued a joint communique with Togo. The United States is pleased.", "USA"),
    ],
)
def test_those_who_issue_a_text_together_say_we(text: str, codes: str) -> None:
    report = dragoman.read(f"{text}\n\nWe condemn the coup.", publisher="US Department of State")
    by_id = {a.id: a for a in report.actors}
    event = next(e for e in report.events if report.words(e.trigger) == "condemn")
    assert {c for ref in event.actors for c in countries_of(by_id[ref.actor], by_id)} == set(codes.split())


def test_i_and_we_after_the_publisher_speaks_of_itself_are_the_publishers() -> None:
    told = "NATO leaders met today to reaffirm our support for Mali. We discussed the war. The United States is firm."
    report = dragoman.read(f"{told} We thanked Togo. I praised Chad.", publisher="The White House")
    actors = {report.words(e.trigger): e.actor_countries for e in report.events}
    assert actors["discussed"] == ()
    assert actors["thanked"] == actors["praised"] == ("USA",)


@pytest.mark.parametrize(
    "text",
    [
        "The envoy to Chad, Ana Ruiz, praised Togo.",
        "Special Representative for Chad Ana Ruiz praised Togo.",
        "Ana Ruiz, the ambassador to Chad, praised Togo.",
        "Special Coordinator for Chad Ana Ruiz left N'Djamena. Ruiz praised Togo.",
        "The adviser on Chad, Ana Ruiz, met officials in Chad. Ruiz praised Togo.",
    ],
)
def test_whoever_deals_with_a_country_is_not_of_it(text: str) -> None:
    event = next(e for e in read(text).events if e.type == "SUPPORT")
    assert "TCD" not in event.actor_countries


def test_a_governments_envoys_to_others_are_its_own_and_those_of_the_un_are_nobodys() -> None:
    told = "Special Envoy for Chad Ana Ruiz praised Togo. UN envoy to Chad Rui Sola thanked Togo."
    report = dragoman.read(told, publisher="US Department of State")
    countries_told = [(e.actor_countries, "actor_countries" in e.inferred) for e in report.events]
    assert countries_told == [(("USA",), True), ((), False)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The Lukashenka regime jailed a critic.", "BLR"),
        ("Chad, Togo and Nicaragua met. President Ortega jailed a critic.", "NIC"),
        ("Chad, Togo and Nicaragua met. The Ortega government jailed a critic.", "NIC"),
        ("Spain and Argentina met. President Fernandez's government jailed a critic.", "ARG"),
        ("Togo met interim Prime Minister Ana Sola of Mali. The Prime Minister's adviser jailed a critic.", "MLI"),
        ("Togo met Malian Minister of Foreign Affairs Ana Sola. The Foreign Minister jailed a critic.", "MLI"),
    ],
)
def test_leaders_tell_whose_a_government_is(text: str, code: str) -> None:
    event = next(e for e in read(text).events if "jailed" in read(text).words(e.trigger))
    assert event.actor_countries == (code,)
    assert "actor_countries" not in event.inferred


@pytest.mark.parametrize(
    "text",
    [
        "We urge the Malian parties to heed the demands of their people.",
        "We ask the Malian authorities to heed the demands of their citizens.",
        "We remind the Malian rebels of the demands of their people.",
    ],
)
def test_their_people_are_not_of_those_who_say_we(text: str) -> None:
    report = dragoman.read(text, publisher="US Department of State")
    assert next(a.country for a in report.actors if a.name.startswith("their")) == "MLI"


@pytest.mark.parametrize(("publisher", "code"), [("US Department of State", "MLI"), ("Government of India", "IND")])
def test_a_prime_minister_is_another_states_where_the_publisher_has_none(publisher: str, code: str) -> None:
    told = "Ana Ruiz visited Mali, where she met interim Prime Minister Rui Sola. Bamako is calm, and Mali votes."
    report = dragoman.read(told, publisher=publisher)
    event = next(e for e in report.events if report.words(e.trigger) == "met")
    assert event.recipient_countries == (code,)
    assert "recipient_countries" in event.inferred


@pytest.mark.parametrize(
    "text",
    [
        "Minister Ana Torres met with Jorge Diaz in Lima. They said that talks were useful.",
        "Minister Ana Torres met Jorge Diaz. They welcomed the truce.",
        "Minister Ana Torres spoke with Jorge Diaz about Peru and Chile. They agreed to meet.",
        "Minister Ana Torres and envoy Jorge Diaz met about Peru. The sides agreed to talk.",
        "Minister Ana Torres conferred with Jorge Diaz. Both parties urged Chile to act.",
    ],
)
def test_those_who_met_are_meant_by_what_follows(text: str) -> None:
    report = read(text)
    by_id = {a.id: a for a in report.actors}
    groups = [[by_id[m].name for m in a.members] for a in report.actors if a.members]
    assert groups == [["Ana Torres", "Jorge Diaz"]]
