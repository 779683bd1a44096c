"""Modality, roles and times of events on sentences of our own, and the lexicon's completeness."""

import pytest

import dragoman
from dragoman.languages import lexicons

MODALITIES = [
    ("Peru did not attack Chile.", "ASSAULT", "negated", False),
    ("Peru denied that it had attacked Chile.", "ASSAULT", "denied", False),
    ("Peru will attack Chile.", "ASSAULT", "planned", True),
    ("Peru may attack Chile.", "ASSAULT", "possible", True),
    ("Peru pledged to attack Chile.", "ASSAULT", "promised", True),
    ("Peru attacked Chile.", "ASSAULT", "asserted", True),
    ("Peru repeated its promise to help Chile.", "AID", "promised", True),
    ("Efforts by Peru to help Chile have stalled.", "AID", "possible", True),
    ("Peru's refusal to help Chile angered miners.", "AID", "negated", False),
    ("Peru threatened to expel the Chilean envoy.", "SANCTION", "possible", True),
    ("Peru wants to expel the Chilean envoy.", "SANCTION", "possible", True),
    ("Peru tried to expel the Chilean envoy.", "SANCTION", "possible", True),
    ("Peru expelled the Chilean envoy.", "SANCTION", "asserted", True),
    ("Any attack by Chile on Peru is unlikely.", "ASSAULT", "possible", True),
    ("The planned visit by Chile's king to Peru made headlines.", "CONSULT", "planned", True),
]


@pytest.mark.parametrize(("text", "type_", "modality", "positive"), MODALITIES)
def test_modality(text: str, type_: str, modality: str, positive: bool) -> None:
    event = next(e for e in dragoman.read(text).events if e.type == type_)
    assert (event.modality, event.positive) == (modality, positive)


def test_go_betweens_take_part() -> None:
    report = dragoman.read("Peru held talks with Chile through Norway.")
    (event,) = report.events
    assert [report.actor(r.actor).name for r in event.participants] == ["Norway"]
    assert [report.actor(r.actor).name for r in event.recipients] == ["Chile"]


def test_an_event_takes_the_time_of_its_own_clause() -> None:
    report = dragoman.read(
        "Peru said that if it wins in June, it will expel the envoys by 2027.", published="2025-01-10"
    )
    event = next(e for e in report.events if e.type == "SANCTION")
    assert report.time(event.when or "").value == "../2027"


def test_every_type_has_a_scale_and_a_cameo_code() -> None:
    table = lexicons.table("events.toml")
    assert {f["type"] for f in table["frame"]} == set(table["scale"])
    assert all(f["cameo"].isdigit() and 3 <= len(f["cameo"]) <= 4 for f in table["frame"])


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("“Chile attacked us,” the Peruvian Defence Ministry said.", ("ASSAULT", ["CHL"], ["PER"])),
        ("“I will not meet the Chilean envoy,” Peruvian President Luis Huaman said.", ("REJECT", ["PER"], ["CHL"])),
        ("“We will not attack Chile,” the Peruvian army said.", ("ASSAULT", ["PER"], ["CHL"])),
        ("“Our troops entered Chile,” the Peruvian army said.", None),
    ],
)
def test_in_a_quotation_we_are_whoever_speaks_it(text: str, event: tuple[str, list[str], list[str]] | None) -> None:
    report = dragoman.read(text, published="2025-03-12")
    found = [(e.type, list(e.actor_countries), list(e.recipient_countries)) for e in report.events]
    assert event in found if event else all(doers == ["PER"] for _, doers, _ in found)


def test_outside_a_quotation_we_are_nobody_known() -> None:
    report = dragoman.read("We met the Peruvian envoy in Lima, and Chile objected.", published="2025-03-12")
    assert not [m for a in report.actors for m in a.mentions if report.article.text[m.start : m.end] == "We"]
    assert all(not e.actors for e in report.events if e.type == "CONSULT")


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Togo's army pulled out of the town.", "pulled out"),
        ("Togo carried out a raid on Mali.", "carried out"),
        ("The rebels handed over the hostages to Mali.", "handed over"),
        ("Togo cut off aid to Mali.", "cut off"),
        ("Mali called off the talks with Togo.", "called off"),
    ],
)
def test_particles_belong_to_the_words_that_tell_an_act(text: str, trigger: str) -> None:
    report = dragoman.read(text, published="2025-03-12")
    assert any(report.words(e.trigger).startswith(trigger) for e in report.events)
