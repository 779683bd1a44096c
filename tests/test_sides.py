"""The learned choice of sides: its arithmetic, its training, and what it makes of sentences of our own."""

import numpy as np
import pytest

import dragoman
from dragoman.errors import DragomanError
from dragoman.reading import base_pipeline
from dragoman.reading.events.choice import SIZE, Choice, numbered
from dragoman.reading.events.parties import voice
from dragoman.reading.events.sides import ACTOR, RECIPIENT, _put_apart
from dragoman.syntax.path import label, way
from dragoman.training.choice import Settings, case, fit, mean

SETTINGS = Settings(networks=2, hidden=4, epochs=40, dropped=0.0)


def _cases() -> list:
    """Two questions: the doer is whoever is marked "a", the recipient whoever is "b", none where nobody is."""
    found = []
    for kinds in (["a", "b"], ["b", "a"], ["c", "a"], ["b", "c"]):
        right = np.zeros((3, 2), np.float32)
        for column, kind in enumerate("ab"):
            right[kinds.index(kind) if kind in kinds else 2, column] = 1
        told = [[f"kind={kind}", "any"] for kind in kinds]
        found.append(case(told, [f"none {kinds[0]}"], right, np.ones_like(right), np.ones(2, np.float32)))
    return found


def test_a_choice_learns_whom_features_tell_and_whom_none_does() -> None:
    choice = fit(_cases(), 2, SETTINGS, 0, lambda line: None)
    chances = choice.chances([["kind=c", "any"], ["kind=a", "any"]], ["none c"])
    assert chances.shape == (3, 2)
    assert np.allclose(chances.sum(axis=0), 1)
    assert chances[:, 0].argmax() == 1
    assert chances[:, 1].argmax() == 2


def test_the_same_seed_gives_the_same_choice_and_another_another() -> None:
    one, same, other = (fit(_cases(), 2, SETTINGS, seed, lambda line: None) for seed in (0, 0, 1))
    assert np.array_equal(one.table, same.table)
    assert not np.array_equal(one.table, other.table)


def test_the_mean_of_choices_scores_as_they_do_on_average() -> None:
    one, other = (
        fit(_cases(), 2, Settings(networks=1, hidden=3, epochs=2), seed, lambda line: None) for seed in (0, 1)
    )
    rows, starts, around = numbered(["kind=a", "any", "kind=b"]), np.array([0, 2]), numbered(["none a"])
    scores = [c.scores(rows, starts, around)[1] for c in (one, other, mean([one, other]))]
    assert np.allclose((scores[0] + scores[1]) / 2, scores[2], atol=1e-5)


def test_a_choice_is_kept_in_a_file(tmp_path) -> None:
    choice = fit(_cases(), 2, SETTINGS, 0, lambda line: None)
    choice.save(tmp_path / "choice.npz")
    read = Choice.load(tmp_path / "choice.npz")
    assert read.table.shape == (SIZE, 8)
    assert np.allclose(read.out, choice.out, atol=1e-2)


@pytest.mark.parametrize("content", [b"", b"no archive"])
def test_a_file_that_holds_no_choice_is_named(tmp_path, content) -> None:
    (tmp_path / "bad.npz").write_bytes(content)
    with pytest.raises(DragomanError, match=r"bad\.npz: no learned choice"):
        Choice.load(tmp_path / "bad.npz")


def test_one_party_is_left_to_the_side_that_it_is_likelier_to_be() -> None:
    chances = np.array([[0.6, 0.7], [0.3, 0.2], [0.1, 0.1]], np.float32)
    _put_apart(chances, ["peru", "chile"])
    assert chances[:, ACTOR].argmax() == 1 - chances[:2, RECIPIENT].argmax() or chances[0, ACTOR] == 0
    assert chances[0, RECIPIENT] == pytest.approx(0.7)


@pytest.fixture(scope="module")
def parsed():
    return base_pipeline()("Rebels were attacked by Chilean troops with rockets.")


def test_the_way_through_a_parse_names_prepositions(parsed) -> None:
    attacked, troops = parsed[2], parsed[5]
    found = way(attacked, troops)
    assert found is not None and not found.up
    assert [label(t) for t in found.down] == ["agent:by", "pobj"]
    assert voice(attacked) == "passive" and voice(troops) == "noun"


def _sides(text: str, type_: str) -> list[tuple[list[str], list[str], tuple[str, ...]]]:
    report = dragoman.read(text, published="2025-03-12")
    name = {actor.id: actor.name for actor in report.actors}
    return [
        ([name[r.actor] for r in e.actors], [name[r.actor] for r in e.recipients], e.inferred)
        for e in report.events
        if e.type == type_
    ]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The envoy of Peru and the envoy of Chile held talks in Oslo.", "CONSULT"),
        ("Peru and Chile signed a treaty.", "COOPERATE"),
        ("Togo, Chad and Mali ratified the convention in May.", "COOPERATE"),
        ("The governor and the mayor met in Lima.", "CONSULT"),
    ],
)
def test_whoever_acts_together_is_on_one_side(text, type_) -> None:
    doers, recipients, _ = _sides(text, type_)[0]
    assert len(doers) > 1
    assert not recipients


@pytest.mark.parametrize(
    ("text", "judge"),
    [
        ("The police blamed the group for a bombing in Sabo that killed nine soldiers.", "police"),
        ("Chad accused the militia over an attack in Sabo that wounded six farmers.", "Chad"),
        ("Togo criticised Benin for the shelling of a market.", "Togo"),
        ("Benin praised the militia for the raid on Gorna.", "Benin"),
        ("Oman condemned an air strike in Mali that killed two nurses.", "Oman"),
    ],
)
def test_who_judges_an_attack_did_not_do_it(text, judge) -> None:
    sides = _sides(text, "ASSAULT")
    assert sides
    assert all(judge not in doers for doers, _, _ in sides)


@pytest.mark.parametrize(
    "text",
    [
        "The police reported an attack in Mali that killed two nurses.",
        "A bomb near Kandahar, Afghanistan that killed nine soldiers was home-made.",
        "Radio reported a raid near Lima that wounded three miners.",
    ],
)
def test_a_place_kills_nobody(text) -> None:
    assert all(not {"Mali", "Afghanistan", "Peru"} & {*doers} for doers, _, _ in _sides(text, "ASSAULT"))


@pytest.mark.parametrize(
    ("text", "victim", "culprit"),
    [
        ("The shelling of Gorna killed four people.", "Gorna", None),
        ("The bombing of the embassy of Chad by Togo killed two guards.", "Chad", "Togo"),
        ("An air raid on Tessit wounded nine soldiers.", "Tessit", None),
        ("The attack by gunmen on Belen killed two nurses.", "Belen", "gunmen"),
        ("Rockets hit Gorna and killed six people.", "Gorna", None),
        ("Chad's bombardment of Belen destroyed a mill.", "Belen", "Chad"),
    ],
)
def test_who_is_attacked_is_not_who_kills(text, victim, culprit) -> None:
    sides = _sides(text, "ASSAULT")
    assert sides
    for doers, _, _ in sides:
        assert victim not in doers
        assert culprit is None or culprit in doers


@pytest.mark.parametrize(
    ("text", "type_", "done_to"),
    [
        ("The opposition says it will expel all Syrian refugees by 2026.", "COERCE", "Syrian refugees"),
        ("The junta will expel the Chadian migrants.", "COERCE", "Chadian migrants"),
        ("Spain deported Malian migrants in May.", "COERCE", "Malian migrants"),
        ("Chile released four Peruvian prisoners.", "CONCEDE", "Peruvian prisoners"),
    ],
)
def test_whoever_is_named_in_the_words_of_an_act_is_its_side_and_never_its_doer(text, type_, done_to) -> None:
    doers, recipients, _ = _sides(text, type_)[0]
    assert recipients == [done_to]
    assert not {"Syria", "Chad", "Mali", "Peru"} & {*doers}


@pytest.mark.parametrize(
    "text",
    [
        "Norvan militants burned the Chilean village of Pica.",
        "Gunmen killed two Chilean teachers in Peru.",
        "A crowd in Lima stoned the Chilean consul.",
        "Bandits robbed and beat three Peruvian fishermen.",
        "Masked men abducted a Chilean priest and shot him.",
    ],
)
def test_whoever_is_harmed_never_gives_the_culprit(text) -> None:
    report = dragoman.read(text, published="2025-03-12")
    assert all(not e.actor_countries for e in report.events if e.type == "ASSAULT")


@pytest.mark.parametrize(
    ("text", "type_", "name"),
    [
        ("Peru said it plans to expel the Chilean envoy.", "SANCTION", "Peru"),
        ("The rebels agreed on Monday to release the hostages.", "CONCEDE", "rebels"),
        ("Chile was accused by Bolivian officials of blocking the river.", "ACCUSE", "Bolivian officials"),
        ("Peru dropped its plan to arrest the union leaders.", "COERCE", "Peru"),
        ("After criticizing the treaty, Chile recalled its ambassador.", "ACCUSE", "Chile"),
    ],
)
def test_the_doer_is_found_across_clauses(text, type_, name) -> None:
    assert any(name in doers for doers, _, _ in _sides(text, type_))


@pytest.mark.parametrize(
    ("text", "type_", "name"),
    [
        ("The navy seized three trawlers.", "COERCE", "trawlers"),
        ("Rebels shelled a power station on Sunday.", "ASSAULT", "power station"),
        ("Police detained four bystanders.", "COERCE", "bystanders"),
        ("The court jailed two poets.", "COERCE", "poets"),
    ],
)
def test_a_noun_that_an_act_names_as_its_side_becomes_an_actor(text, type_, name) -> None:
    assert any(name in recipients for _, recipients, _ in _sides(text, type_))


def test_a_side_that_another_sentence_names_counts_as_inferred() -> None:
    text = "Peru and Chile met in Oslo. The talks ended on Friday. The embargo was lifted an hour later."
    for doers, recipients, inferred in _sides(text, "CONCEDE"):
        assert not doers or "actor_countries" in inferred
        assert not recipients or "recipient_countries" in inferred


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("The Malian army responded with violence.", "Malian army"),
        ("Chad's police retaliated with attacks on Togolese traders.", "Chad's police"),
        ("Boko Haram was responsible for the killing of two Togolese priests.", "Boko Haram"),
        ("Ana Sola is believed to have been behind the abduction of two Danes.", "Ana Sola"),
        ("Ana Sola was behind the abduction of ten tourists and the killings of two Danes.", "Ana Sola"),
        ("The Houthis are responsible for attacks that have killed thousands of people.", "Houthis"),
    ],
)
def test_whoever_is_behind_an_act_or_responds_with_it_does_it(text, doer) -> None:
    report = dragoman.read(text)
    harm = [e for e in report.events if e.type in {"ASSAULT", "COERCE"}]
    assert harm
    assert all([report.actor(r.actor).name for r in e.actors] == [doer] for e in harm)


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Four Danes taken hostage by pirates were freed.", "pirates"),
        ("Houthi attacks on Saudi towns continued.", "Houthis"),
        ("A Taliban attack killed two Danes.", "Taliban"),
    ],
)
def test_whoever_is_harmed_does_not_do_it_and_armed_groups_before_attacks_do(text, doer) -> None:
    report = dragoman.read(text)
    event = next(e for e in report.events if e.type in {"ASSAULT", "COERCE"})
    assert [report.actor(r.actor).name for r in event.actors] == [doer]


@pytest.mark.parametrize(
    ("text", "doer", "inferred"),
    [
        ("Two Danes were arrested in Lima.", ("PER",), True),
        ("Ana Sola was jailed in Chile for two years.", ("CHL",), True),
        ("The detention of two Danes in Oman angered Togo.", ("OMN",), True),
        ("Two Danes were abducted in Mali.", (), False),
        ("Two Danes were arrested by Togolese police in Mali.", ("TGO",), False),
    ],
)
def test_only_a_state_arrests_and_jails(text, doer, inferred) -> None:
    event = next(e for e in dragoman.read(text).events if e.type == "COERCE")
    assert event.actor_countries == doer
    assert ("actor_countries" in event.inferred) is inferred


@pytest.mark.parametrize(
    "text",
    [
        "Norway announced $5 million in aid for those affected by the floods in Chad.",
        "Norway remains committed to delivering aid to the most vulnerable in Chad.",
        "Norway pledged to help Chad.",
    ],
)
def test_aid_is_promised_to_whom_it_goes(text) -> None:
    event = next(e for e in dragoman.read(text).events if e.type == "AGREE")
    assert event.recipient_countries == ("TCD",)


@pytest.mark.parametrize("text", ["Peru will work with its partners.", "Peru works closely with its allies on trade."])
def test_partners_are_a_side_and_of_another_country(text) -> None:
    report = dragoman.read(text)
    event = next(e for e in report.events if e.type == "COOPERATE")
    assert report.actor(event.recipients[0].actor).name in {"its partners", "its allies"}
    assert "PER" not in event.recipient_countries or "recipient_countries" in event.inferred


@pytest.mark.parametrize(
    ("text", "type_", "doer", "done_to"),
    [
        ("Accused by Mali of theft, Togo closed a road.", "ACCUSE", ("MLI",), ("TGO",)),
        ("Four Kenyans wanted in Norway for theft were arrested by Chilean police.", "COERCE", ("CHL",), ("KEN",)),
        ("Two Estonian diplomats were ordered out of Chad on Friday.", "SANCTION", ("TCD",), ("EST",)),
        ("Peru, not Chile, rejected the plan of Togo.", "REJECT", ("PER",), ("TGO",)),
        ("To the relief of growers in Peru, Chile lifted its ban on Peruvian fruit.", "CONCEDE", ("CHL",), ("PER",)),
        ("Envoys of Peru held two rounds of talks with Chile on Monday.", "CONSULT", ("PER",), ("CHL",)),
    ],
)
def test_sides_stand_where_the_clause_puts_them(text, type_, doer, done_to) -> None:
    found = [(e.actor_countries, e.recipient_countries) for e in dragoman.read(text).events if e.type == type_]
    assert found == [(doer, done_to)]


def test_who_is_pressed_to_press_another_frees_nobody() -> None:
    report = dragoman.read("Norway urged Kenya to press Chad to free two sailors.")
    assert [e.actor_countries for e in report.events if e.type == "CONCEDE"] == [("TCD",)]
