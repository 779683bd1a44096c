"""Kinds of wrong row that real reports gave: what contradicts, what is one matter, what keeps a promise."""

import datetime as dt

import pytest

import dragoman
from dragoman.analysis.ledger import ledger
from dragoman.analysis.positions import positions
from dragoman.collation import collate
from dragoman.collation.accounts import accounts_of


def _read(text: str, day: str = "2031-05-05", outlet: str = "Alva Post"):
    return dragoman.read(text, published=day, publisher=outlet)


@pytest.mark.parametrize(
    "text",
    [
        "Peru supported the plan on Monday. Chile did not support the plan.",
        "Miners protested in Lima on Monday. They did not protest in Cusco.",
        "Kenya released two sailors on Monday. It has not released the captain.",
    ],
)
def test_a_report_does_not_contradict_itself(text: str) -> None:
    assert collate([_read(text)]).conflicts == ()


def test_two_reports_contradict() -> None:
    told = _read("Kenyan soldiers shot at fishermen near Alva on Monday, a fisher said.", outlet="Lake Mirror")
    denied = _read(
        "Kenya denied on Tuesday that Kenyan soldiers had shot at fishermen near Alva on Monday.", "2031-05-06"
    )
    assert [c.kind for c in collate([told, denied]).conflicts] == ["denial"]


@pytest.mark.parametrize(
    ("told", "denied"),
    [
        (
            "A Chadian drone dropped explosives on the mill at Sabo on Tuesday.",
            "The armed forces of Chad did not attack the mill at Sabo.",
        ),
        ("Chadian jets bombed the depot at Sabo on Tuesday.", "Chad has not attacked the depot at Sabo."),
        ("Chadian gunners shelled the market of Sabo on Tuesday.", "Chad did not attack the market of Sabo."),
    ],
)
def test_not_to_have_attacked_answers_whatever_attack_is_told(told: str, denied: str) -> None:
    one = _read(told, "2031-05-07", "Lake Mirror")
    other = _read(denied, "2031-05-08", "Ministry of Defence of Chad")
    assert [c.kind for c in collate([one, other]).conflicts] == ["denial"]


def test_not_to_have_wounded_answers_no_shot() -> None:
    told = _read("Chadian guards fired at the ferry Nia on Monday.", outlet="Lake Mirror")
    denied = _read("Chad denied that Chadian guards had expelled anybody from the ferry Nia.", "2031-05-06")
    assert collate([told, denied]).conflicts == ()


def test_convicted_and_sentenced_are_two_and_shelled_and_killed_one() -> None:
    court = _read("The court convicted the editor on Monday and sentenced him to nine years in prison.")
    raid = _read("Peru shelled the Chilean port of Arica on Monday, killing nine people.")
    assert len(accounts_of(court)) == 2
    assert len([a for a in accounts_of(raid) if a.type == "ASSAULT"]) == 1


def test_a_denial_is_told_once() -> None:
    accounts = accounts_of(_read("Peru denied on Monday that it had bombed Chile."))
    assert [a.modality for a in accounts] == ["denied"]


@pytest.mark.parametrize("thing", ["bill", "decision", "resolution", "ruling", "deal"])
def test_a_kind_of_thing_is_no_matter(thing: str) -> None:
    one = _read(f"Peru welcomed the {thing}.", "2030-05-05")
    other = _read(f"Peru rejected the {thing}.")
    assert not any(p.changes for p in positions([one, other]))


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Chile, which had opposed the bridge, came round on Monday.", "CHL"),
        ("Oman joined the Alva Group on Monday. Kenya, which had opposed it, gave way.", "KEN"),
        ("Peru, which had objected to the ferry, relented on Monday.", "PER"),
        ("Greece, which had rejected the pipeline, gave in on Friday.", "GRC"),
        ("Norway, which had resisted the quota, backed down on Friday.", "NOR"),
    ],
)
def test_who_gives_up_a_position_has_changed_it(text: str, actor: str) -> None:
    (found,) = positions([_read(text)], actor)
    assert [s.position for s in found.stands] == ["against", "for"]
    assert found.changes == 1


@pytest.mark.parametrize(
    "words", ["dropped its objection to", "withdrew its opposition to", "abandoned its resistance to"]
)
def test_an_objection_that_is_dropped_is_none(words: str) -> None:
    (found,) = positions([_read(f"Kenya {words} the pipeline on Friday.")], "KEN")
    assert [s.position for s in found.stands] == ["for"]


@pytest.mark.parametrize(
    ("later", "state"),
    [
        ("Kenyan envoys are expected to attend the opening of the Alva bridge.", "open"),
        ("Kenya attended the opening of the Alva bridge on Monday.", "broken"),
    ],
)
def test_what_was_not_to_be_done(later: str, state: str) -> None:
    made = _read("Kenya promised not to attend the opening of the Alva bridge.")
    entries = ledger([made, _read(later, "2031-06-02")], dt.date(2031, 6, 5))
    assert [e.state for e in entries] == [state]


@pytest.mark.parametrize(
    ("promise", "later", "state"),
    [
        (
            "Peru threatened on Monday to leave the Alva Pact if Chile joined it.",
            "Peru has withdrawn its threat to leave the Alva Pact, its foreign ministry said.",
            "withdrawn",
        ),
        (
            "The junta in Mali undertook on Monday to free Moussa Keita by 20 May.",
            "Mali's military rulers freed Moussa Keita on Friday.",
            "kept",
        ),
        (
            "Kenya promised on Monday that the findings of the inquiry would be published by 10 May.",
            "Kenya failed to publish the findings of the inquiry by 10 May, as it had promised.",
            "broken",
        ),
        (
            "Ghana threatened on Monday to send troops into Togo unless it released the crew by 20 May.",
            "Ghana dropped its plan to send troops into Togo.",
            "withdrawn",
        ),
        (  # other words for the act
            "Peru promised on Monday to pull its gunners off the Alva ridge by 20 May.",
            "Peru had evacuated the Alva ridge on Friday, an observer said.",
            "kept",
        ),
        (  # told of those whom it is done to, without a doer
            "Kenya undertook on Monday to release four Ugandan drivers by 20 May.",
            "The four Ugandan drivers were let out of prison on Friday.",
            "kept",
        ),
        (
            "Kenya undertook on Monday to release fourteen Ugandan drivers by 20 May.",
            "Kenya let nine Ugandan drivers go on Friday.",
            "partly kept",
        ),
        (
            "Togo promised on Monday to give half a million dollars to the cane cutters by 20 May.",
            "Togo's half a million dollars reached the cane cutters on Friday.",
            "kept",
        ),
        (
            "Chile promised on Monday to lift its ban on sugar by 10 May.",
            "Chile's ban on sugar would stay, its trade minister announced.",
            "broken",
        ),
        (
            "Gabon promised on Monday to keep the Alva bridge open for refugees.",
            "Gabon closed the Alva bridge on Friday.",
            "broken",
        ),
        (  # a waiting creditor is not yet a broken word
            "Malta promised on Monday to pay compensation to the families of the sailors by 10 May.",
            "Malta has yet to pay compensation to the families of the sailors.",
            "overdue",
        ),
        (  # the deed of another
            "Ghana promised on Monday to free the five sailors by 10 May.",
            "Togo freed the five sailors on Friday, Ghana said.",
            "overdue",
        ),
        (  # the noun alone is not the deed
            "Peru and Chile agreed on Monday to a ceasefire in the Alva strait.",
            "Peru laid mines in the Alva strait on the eve of the ceasefire.",
            "open",
        ),
    ],
)
def test_what_came_of_it(promise: str, later: str, state: str) -> None:
    reports = [_read(promise), _read(later, "2031-05-12", "Lake Mirror")]
    assert [e.state for e in ledger(reports, dt.date(2031, 5, 30))] == [state]


def test_what_a_passive_promise_is_done_to_belongs_to_it() -> None:
    report = _read("Kenya promised on Monday that the findings of the inquiry would be published by 10 May.")
    [promise] = report.commitments
    assert report.words(promise.action).startswith("the findings of the inquiry")


def test_a_day_that_only_another_sentence_names_dates_no_account() -> None:
    report = _read("Rebels attacked the port of Alva on Monday. Soldiers fired at a boat that fled.")
    dated = {e.id: e.when for e in report.events if "when" in e.inferred}
    assert all(a.first is None for a in accounts_of(report) if a.event in dated)


def test_whom_only_a_noun_names_is_the_same_in_two_reports() -> None:
    told = _read("The palace guard fired into the crowd in Alva, an officer said.", outlet="Lake Mirror")
    denied = _read("The minister denied that the palace guard had opened fire on the crowd in Alva.", "2031-05-06")
    assert [c.kind for c in collate([told, denied]).conflicts] == ["denial"]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (
            "Gunmen attacked the post at Sabo on Tuesday, killing nine officers, the ministry said.",
            "Gunmen attacked the post at Sabo on Tuesday, killing six policemen, a nurse said.",
            "number",
        ),
        (
            "The union said 1,200 of its members went on strike at Port Nia on Monday.",
            "The port company said 400 workers had gone on strike at Port Nia on Monday.",
            "number",
        ),
        (
            "Police in Sabo arrested 84 people at the market of Sabo on Monday, the ministry said.",
            "Police in Sabo rounded up 212 people at the market of Sabo on Monday, a lawyer said.",
            "number",
        ),
        (
            "Editor Mira Toll was arrested in Sabo on Monday, 5 May, her lawyer said.",
            "Chad's police detained editor Mira Toll in Sabo on Sunday, 4 May, the ministry said.",
            "date",
        ),
        (
            "Kenya supports a seat for Chad in the Lake Compact, a Chadian spokesman said.",
            "Kenya opposes a seat for Chad in the Lake Compact, Kenyan Foreign Minister Ada Mwangi said.",
            "stance",
        ),
    ],
)
def test_what_is_told_otherwise_in_other_words(one: str, other: str, kind: str) -> None:
    told = _read(one, "2031-05-06", "Lake Mirror"), _read(other, "2031-05-07", "Alva Post")
    assert [c.kind for c in collate(told).conflicts] == [kind]


@pytest.mark.parametrize(
    "later",
    [
        "Kenya now opposes a seat for Chad in the Lake Compact, Kenyan Foreign Minister Ada Mwangi said.",
        "Kenya opposes a seat for Uganda in the Coast League, Kenyan Foreign Minister Ada Mwangi said.",
        "Uganda opposes a seat for Chad in the Lake Compact, Ugandan Foreign Minister Ada Okello said.",
    ],
)
def test_a_change_another_matter_or_another_holder_is_no_conflict(later: str) -> None:
    told = _read("Kenya supports a seat for Chad in the Lake Compact, a Chadian spokesman said.", "2031-05-06")
    assert collate([told, _read(later, "2031-05-09", "Lake Mirror")]).conflicts == ()


def test_who_fired_at_nobody_did_not_fire() -> None:
    event = _read("Kenyan soldiers were at the lake. They fired at nobody.").events[-1]
    assert not event.positive
