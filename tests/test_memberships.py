"""Memberships: who belongs to, joined, left or is kept out of which group."""

import pytest

import dragoman


def _rows(text: str) -> list[tuple[str, str, str]]:
    report = dragoman.read(text, published="2025-03-12")
    names = {a.id: a.name for a in report.actors}
    return [(names[m.member.actor], m.status, names[m.group.actor]) for m in report.memberships]


@pytest.mark.parametrize(
    ("text", "members", "status", "group"),
    [
        ("The Weimar Triangle - France, Germany and Poland - issued a note.", 3, "member", "Weimar Triangle"),
        ("The Accra Format (Ghana, Togo and Benin) was praised.", 3, "member", "Accra Format"),
        ("The Lagos Pact: Ghana, Togo and Benin.", 3, "member", "Lagos Pact"),
        ("The Sahel Pact has four members: Mali, Niger, Chad and Togo.", 4, "member", "Sahel Pact"),
        ("France, Italy and Spain, all members of the Lyon Forum, met.", 3, "member", "Lyon Forum"),
        ("OPEC members Iraq and Kuwait objected.", 2, "member", "OPEC"),
        ("Syria was readmitted to the Arab League.", 1, "joined", "Arab League"),
        ("Bolivia is a member of Mercosur.", 1, "member", "Mercosur"),
        ("Ottawa New Democrat MP Jane Doe spoke.", 1, "member", "New Democratic Party"),
        ("The Scottish National Party's Jane Doe objected.", 1, "member", "Scottish National Party"),
    ],
)
def test_lists_titles_and_names_beside_a_group(text: str, members: int, status: str, group: str) -> None:
    rows = _rows(text)
    assert len(rows) == members
    assert {row[1:] for row in rows} == {(status, group)}


@pytest.mark.parametrize(
    ("text", "members", "status", "group"),
    [
        ("Peru, Chile and Colombia are members of the Pacific Alliance.", 3, "member", "Pacific Alliance"),
        ("Kenya is the 54th member of the African Union.", 1, "member", "African Union"),
        ("The Quito Format, made up of Peru, Chile and Ecuador, met on Monday.", 3, "member", "Quito Format"),
        ("The Quito Format brings together Peru, Chile and Ecuador.", 3, "member", "Quito Format"),
        ("Members of the Minsk Group include France, Russia and the United States.", 3, "member", "Minsk Group"),
        ("NATO members Poland and Lithuania objected.", 2, "member", "NATO"),
        ("Niger was expelled from the Sahel Alliance.", 1, "excluded", "Sahel Alliance"),
        ("The African Union suspended Mali in June.", 1, "excluded", "African Union"),
        ("Gabon withdrew from the Sahel Alliance.", 1, "left", "Sahel Alliance"),
        ("Ghana joined a naval coalition led by France.", 1, "joined", "naval coalition"),
        ("Ama Mensah, a member of the House Judiciary Committee, said no.", 1, "member", "House Judiciary Committee"),
        ("Labour MP Jane Doe criticised the plan.", 1, "member", "Labour Party"),
        ("Senator Jane Doe, D-Ohio, criticised the plan.", 1, "member", "Democratic Party"),
        ("Jane Doe is a Republican.", 1, "member", "Republican Party"),
    ],
)
def test_memberships(text: str, members: int, status: str, group: str) -> None:
    found = _rows(text)
    assert len({m for m, _, _ in found}) == members
    assert {(s, g) for _, s, g in found} == {(status, group)}


@pytest.mark.parametrize(
    ("text", "members", "group"),
    [
        ("Kenya and other members of the Lagos Pact objected.", {"Kenya"}, "Lagos Pact"),
        ("Kenya, along with other members of the Lagos Pact, objected.", {"Kenya"}, "Lagos Pact"),
        ("Lagos Pact members such as Kenya and Togo objected.", {"Kenya", "Togo"}, "Lagos Pact"),
        ("A member of the Lagos Pact, Kenya objected.", {"Kenya"}, "Lagos Pact"),
        ("Kenya, a Lagos Pact member state, objected.", {"Kenya"}, "Lagos Pact"),
        ("Kenya and Togo, two states that belong to the Lagos Pact, objected.", {"Kenya", "Togo"}, "Lagos Pact"),
    ],
)
def test_members_named_beside_the_others(text: str, members: set[str], group: str) -> None:
    rows = _rows(text)
    assert {row[0] for row in rows} == members
    assert {row[1:] for row in rows} == {("member", group)}


@pytest.mark.parametrize(
    "text",
    [
        "Two Labour lawmakers, Jane Doe and Ann Poe, objected.",
        "Labour lawmakers, such as Jane Doe and Ann Poe, objected.",
        "Labour lawmakers including Jane Doe and Ann Poe objected.",
        "Lawmakers of the Labour Party, such as Jane Doe and Ann Poe, objected.",
        "Labour lawmakers Jane Doe and Ann Poe objected.",
    ],
)
def test_names_after_a_party_and_a_noun(text: str) -> None:
    assert {(row[0], row[2]) for row in _rows(text)} == {("Jane Doe", "Labour Party"), ("Ann Poe", "Labour Party")}


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe joined the Lakes Party.",
        "Jane Doe was elected to the Lakes Party in May.",
        "Jane Doe and John Roe are members of the Lakes Party.",
        "Jane Doe resigned from the Lakes Party.",
        "Jane Doe of the Lakes Party spoke.",
    ],
)
def test_a_group_is_one_by_its_short_name_and_its_long_one(text: str) -> None:
    rows = _rows(text)
    assert len({row[:2] for row in rows}) == len(rows) > 0


@pytest.mark.parametrize(
    "text",
    [
        "Serbia is not a member of the European Union.",
        "Serbia wants to join the European Union.",
        "The minister left the room.",
        "The board suspended the sale.",
    ],
)
def test_no_membership(text: str) -> None:
    assert _rows(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Liberal Party of Chile met on Monday.",
        "The Communist Party of India's board met.",
        "Jane Doe is the Republican Party's nominee.",
        "He served as Member of Parliament for Leeds.",
        "Mali was banned from the stadium.",
        "The coalition ousted Jane Doe.",
    ],
)
def test_names_of_parties_posts_and_bans_are_no_memberships(text: str) -> None:
    assert _rows(text) == []


@pytest.mark.parametrize(
    ("text", "members", "status", "group"),
    [
        ("The note was issued by Peru, Chile and Colombia as members of the Friends of Togo.", 3, "member", "Togo"),
        ("Mary Doe, John Roe, and Ann Poe are all members of the Lakes Party.", 3, "member", "Lakes"),
        ("The council removed Peru from membership in the Lima Group.", 1, "excluded", "Lima Group"),
        ("Of the EU states, only Austria and Germany keep the ban.", 2, "member", "European Union"),
        ("Peru is part of a majority of EU states.", 1, "member", "European Union"),
        ("Jane Doe (R) voted against the bill.", 1, "member", "Republican Party"),
    ],
)
def test_members_told_in_passing(text: str, members: int, status: str, group: str) -> None:
    rows = _rows(text)
    assert len(rows) == members
    assert all(row[1] == status and group in row[2] for row in rows)


@pytest.mark.parametrize(
    "text",
    [
        "Leaders of EU states met in Lima.",
        "Point (R) of the plan was dropped, and Jane Doe agreed.",
        "Ministers of the EU states thanked Peru.",
        "Peru wrote to a majority of EU states.",
        "Of the plans of the EU states, Peru likes none.",
    ],
)
def test_who_only_stands_near_a_group_is_none_of_it(text: str) -> None:
    assert _rows(text) == []


@pytest.mark.parametrize(
    ("text", "members", "status", "group"),
    [
        ("Togo's membership of the Sahel Pact lapsed in May.", {"Togo"}, "left", "Sahel Pact"),
        ("Togo gave up its membership of the Sahel Pact.", {"Togo"}, "left", "Sahel Pact"),
        ("Togo's membership of the Sahel Pact was frozen.", {"Togo"}, "excluded", "Sahel Pact"),
        ("Togo has ceased to be a member of the Sahel Pact.", {"Togo"}, "left", "Sahel Pact"),
        ("Togo and Mali are among the founding members of the Sahel Pact.", {"Togo", "Mali"}, "member", "Sahel Pact"),
        ("Togo, like Mali a member of the Sahel Pact, agreed.", {"Togo", "Mali"}, "member", "Sahel Pact"),
        ("The Sahel Pact, to which Togo and Mali belong, met.", {"Togo", "Mali"}, "member", "Sahel Pact"),
        ("The Sahel Pact, whose members include Togo and Mali, met.", {"Togo", "Mali"}, "member", "Sahel Pact"),
        ("The Sahel Pact, of which Togo is a member, met.", {"Togo"}, "member", "Sahel Pact"),
        ("The six-nation Sahel Pact, which includes Togo and Mali, met.", {"Togo", "Mali"}, "member", "Sahel Pact"),
        ("Spain, a NATO ally, objected.", {"Spain"}, "member", "NATO"),
        ("Ann Poe has quit the Civic Party.", {"Ann Poe"}, "left", "Civic Party"),
        ("Lars Holm belongs to the Green Left party.", {"Lars Holm"}, "member", "Green Left party"),
        ("John Roe, a former member of the Labour Party, spoke.", {"John Roe"}, "left", "Labour Party"),
    ],
)
def test_how_membership_is_told(text: str, members: set[str], status: str, group: str) -> None:
    found = _rows(text)
    assert {m for m, _, _ in found} == members
    assert {(s, g) for _, s, g in found} == {(status, group)}


@pytest.mark.parametrize(
    "noun", ["defence pact", "naval alliance", "defence alliance", "regional grouping", "trade bloc"]
)
def test_this_alliance_is_the_one_named_before(noun: str) -> None:
    report = dragoman.read(f"Chad left the Alva Compact. The members of this {noun} are Niger, Togo and Benin.")
    names = {a.id: a.name for a in report.actors}
    groups = {names[m.group.actor] for m in report.memberships}
    assert groups == {"Alva Compact"} and len(report.memberships) == 4


@pytest.mark.parametrize(
    ("text", "members", "group"),
    [
        ("The Weimar Triangle of Togo, Mali and Chad met.", {"Togo", "Mali", "Chad"}, "Weimar Triangle"),
        ("The Quartet of Togo, Mali and Chad met.", {"Togo", "Mali", "Chad"}, "Quartet"),
        ("The AUKUS pact between Togo, Mali and Chad took effect.", {"Togo", "Mali", "Chad"}, "AUKUS"),
        ("Mercosur, the trade bloc of Togo, Mali and Chad, met.", {"Togo", "Mali", "Chad"}, "Mercosur"),
        ("Mercosur comprises Togo, Mali and Chad.", {"Togo", "Mali", "Chad"}, "Mercosur"),
        ("The Quad, which is made up of Togo, Mali and Chad, met.", {"Togo", "Mali", "Chad"}, "Quad"),
        (
            "Along with Mali and Chad, Togo is one of the states in the Lake Council.",
            {"Togo", "Mali", "Chad"},
            "Lake Council",
        ),
        ("Together with Chad, Togo is a member of the Lake Accord.", {"Togo", "Chad"}, "Lake Accord"),
        ("Togo is one of the six states that make up the Lake Council.", {"Togo"}, "Lake Council"),
        ("Togo is the smallest state in the Lake Union.", {"Togo"}, "Lake Union"),
    ],
)
def test_groups_named_by_their_members(text: str, members: set[str], group: str) -> None:
    found = _rows(text)
    assert {m for m, _, _ in found} == members
    assert {(s, g) for _, s, g in found} == {("member", group)}


@pytest.mark.parametrize(
    "text",
    [
        "The Treaty of Togo and Mali was signed.",
        "The Lake Tana pact between Togo and Mali was signed.",
        "Togo is one of the poorest countries in West Africa.",
        "The ministers of Togo, Mali and Chad met.",
        "An alliance of Togo and Mali is unlikely.",
    ],
)
def test_pacts_and_regions_are_no_groups(text: str) -> None:
    assert _rows(text) == []


@pytest.mark.parametrize(
    ("text", "members", "status", "group"),
    [
        ("Togo joined the Salt Road Initiative in 2019.", {"Togo"}, "joined", "Salt Road Initiative"),
        ("Mali has applied to join the Lake Forum, which Chad joined in May.", {"Chad"}, "joined", "Lake Forum"),
        ("The Lake Pact, which Togo left in May, met.", {"Togo"}, "left", "Lake Pact"),
        ("Togo, together with Mali, belongs to the Lake Group.", {"Togo", "Mali"}, "member", "Lake Group"),
        ("Togo, alongside Mali, joined the Lake Group.", {"Togo", "Mali"}, "joined", "Lake Group"),
        ("Togo and Mali, fellow members of the Lake Group, called for calm.", {"Togo", "Mali"}, "member", "Lake Group"),
        ("India and its fellow Quad members Japan and Togo met.", {"India", "Japan", "Togo"}, "member", "Quad"),
        ("Members of the Arab League, among them Iraq and Kuwait, met.", {"Iraq", "Kuwait"}, "member", "Arab League"),
        ("Togo was accepted as a member of the Lake Format.", {"Togo"}, "member", "Lake Format"),
        ("Togo became the eighth state to join the Lake Group.", {"Togo"}, "joined", "Lake Group"),
        ("The Lake Group, which counts Togo among its members, met.", {"Togo"}, "member", "Lake Group"),
        ("Malta is not a member of OPEC but belongs to the Lake Group.", {"Malta"}, "member", "Lake Group"),
        ("Togo joined the Gulf of Aden Commission.", {"Togo"}, "joined", "Aden Commission"),
        ("EU member states Malta and Austria objected.", {"Malta", "Austria"}, "member", "European Union"),
    ],
)
def test_members_in_company_and_beside_a_clause(text: str, members: set[str], status: str, group: str) -> None:
    found = _rows(text)
    assert {m for m, _, _ in found} == members
    assert {s for _, s, _ in found} == {status}
    assert all(group in name or name in group for _, _, name in found)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Leaders of the Lake Quad, a grouping of Togo, Mali and Chad, met.", "Lake Quad"),
        ("Envoys of the Lake Quartet, a forum comprising Togo, Mali and Chad, met.", "Lake Quartet"),
        ("Officials of AUKUS, a security pact between Togo, Mali and Chad, met.", "AUKUS"),
        ("Ministers from the Lake Five, a club of Togo, Mali and Chad, met.", "Lake Five"),
    ],
)
def test_a_group_told_of_in_passing_is_named_by_its_own_name(text: str, group: str) -> None:
    found = _rows(text)
    assert {m for m, _, _ in found} == {"Togo", "Mali", "Chad"}
    assert {row[1:] for row in found} == {("member", group)}


def test_who_is_a_member_of_two_groups() -> None:
    assert {row[2] for row in _rows("Malta, an EU and NATO member, objected.")} == {"European Union", "NATO"}


@pytest.mark.parametrize(
    "text",
    [
        "Togo is one of the great countries of Africa.",
        "The goods went to Togo and other parts of East Asia.",
        "He cheered at the 1968 Democratic National Convention.",
        "In Togo, members of the Labour Party, backed by farmers, marched.",
        "Togo left the border area.",
    ],
)
def test_regions_meetings_and_places_make_no_members(text: str) -> None:
    assert _rows(text) == []


@pytest.mark.parametrize(
    ("text", "members", "status", "group"),
    [
        ("Togo and Mali, both of which joined the Lake Group, met.", {"Togo", "Mali"}, "joined", "Lake Group"),
        ("Togo and Mali, each of which left the Lake Group, met.", {"Togo", "Mali"}, "left", "Lake Group"),
        ("Jane Doe and Ann Poe, both of whom quit the Labour Party, met.", {"Jane Doe", "Ann Poe"}, "left", "Labour"),
        ("The head of the Lake Forum, from which Togo withdrew, resigned.", {"Togo"}, "left", "Lake Forum"),
        ("The head of the Lake Group, to which his home, Togo, Chad and Mali belong, spoke.", {"Togo", "Chad", "Mali"},
         "member", "Lake Group"),
        ("Togo and Mali, members of the Lake Group together with Chad and Niger, met.",
         {"Togo", "Mali", "Chad", "Niger"}, "member", "Lake Group"),
        ("Togo and Mali, two nations governed by officers who left the Lake Group in May, signed a deal.",
         {"Togo", "Mali"}, "left", "Lake Group"),
        ("The Franco-Iberian Group (France and Spain) met.", {"France", "Spain"}, "member", "Franco-Iberian Group"),
        ("The Alpine-Baltic Six - Austria, Estonia and Latvia - met.", {"Austria", "Estonia", "Latvia"}, "member",
         "Alpine-Baltic Six"),
        ("Jane Doe quit the ruling Chad Forward party.", {"Jane Doe"}, "left", "Chad Forward"),
    ],
)  # fmt: skip
def test_members_that_a_clause_counts_or_lists(text: str, members: set[str], status: str, group: str) -> None:
    found = _rows(text)
    assert {m for m, _, _ in found} == members
    assert {s for _, s, _ in found} == {status}
    assert all(group in g for _, _, g in found)


@pytest.mark.parametrize(
    "text",
    [
        "Togo and Mali, neither of which belongs to the Lake Group, met.",
        "Togo and Mali, one of which joined the Lake Group, met.",
    ],
)
def test_some_of_those_named_are_not_all(text: str) -> None:
    assert not _rows(text)


@pytest.mark.parametrize(
    ("text", "members", "status", "group"),
    [
        ("The Lake Forum called on Togo, the forum's newest member, to pay.", {"Togo"}, "member", "Lake Forum"),
        ("The African Union gained a friend. Togo left the bloc.", {"Togo"}, "left", "African Union"),
        ("Leaders of the African Union welcomed Mali back into their ranks.", {"Mali"}, "joined", "African Union"),
        ("Mali was let back into the African Union.", {"Mali"}, "joined", "African Union"),
        ("Mali, expelled from the African Union in May, sent an envoy.", {"Mali"}, "excluded", "African Union"),
        ("Togo, a member of Mercosur along with Mali, left.", {"Togo", "Mali"}, "member", "Mercosur"),
        ("Togo and Mali became full parts of the Schengen area.", {"Togo", "Mali"}, "member", "Schengen area"),
        ("Ministers of the Quad - Togo, Mali and Chad - met.", {"Togo", "Mali", "Chad"}, "member", "Quad"),
        ("Two states - Togo and Mali - make up the Lake Group.", {"Togo", "Mali"}, "member", "Lake Group"),
        ("Togo pulled out of the oil cartel OPEC.", {"Togo"}, "left", "OPEC"),
        ("Jane Doe, a member of Chad's ruling Dawn party, left.", {"Jane Doe"}, "member", "Dawn"),
    ],
)
def test_groups_pointed_at_and_members_counted(text: str, members: set[str], status: str, group: str) -> None:
    found = [row for row in _rows(text) if row[1] == status]
    assert {m for m, _, _ in found} == members
    assert all(group in g for _, _, g in found)


@pytest.mark.parametrize(
    "text",
    [
        "Togo's suspension from the Coffee Pact was lifted.",
        "The expulsion of Togo from the Coffee Pact was annulled.",
        "Oman's admission to the Gulf Rail Pact was blocked.",
        "Senator Kim Tran of the Liberal Front left.",
        "Senator Rui Alves of the Democratic Alliance left.",
    ],
)
def test_what_ends_or_is_another_party_is_none(text: str) -> None:
    assert not {(s, g) for _, s, g in _rows(text)} & {
        ("excluded", "Coffee Pact"),
        ("joined", "Gulf Rail Pact"),
        ("member", "Liberal Party"),
        ("member", "Democratic Party"),
    }
