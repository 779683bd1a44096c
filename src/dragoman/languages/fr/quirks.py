"""French that no list can hold: verb endings, and the pronouns that hang on a verb ("a-t-il dit")."""

import re

JOINT = re.compile(r"-(?:t-)?")
INVERTED = re.compile(r"-(?:t-)?(?:ils?|elles?|on|je|nous)")

_FUTURE = ("ai", "as", "a", "ons", "ez", "ont")
_CONDITIONAL = ("ais", "ait", "ions", "iez", "aient")
# Stems of the future and the conditional that do not follow from the infinitive.
_STEMS = {
    "avoir": "aur",
    "être": "ser",
    "aller": "ir",
    "faire": "fer",
    "pouvoir": "pourr",
    "devoir": "devr",
    "savoir": "saur",
    "vouloir": "voudr",
    "falloir": "faudr",
    "valoir": "vaudr",
    "voir": "verr",
    "revoir": "reverr",
    "envoyer": "enverr",
    "renvoyer": "renverr",
    "recevoir": "recevr",
    "courir": "courr",
    "mourir": "mourr",
    "acquérir": "acquerr",
}
_FAMILIES = {"venir": "viendr", "tenir": "tiendr", "cevoir": "cevr", "quérir": "querr", "courir": "courr"}


def verb_forms(lemma: str) -> set[str]:
    """The forms in which news has a verb of the first group; none for other verbs, whose lemmas are read well."""
    if not lemma.endswith("er"):
        return set()
    stem = lemma[:-2]
    soft = {"g": stem + "e", "c": stem[:-1] + "ç"}.get(stem[-1:], stem)  # "jugea", "annonça"
    mute = _mute(stem)
    ends = (
        (stem, ("é", "ée", "és", "ées")),
        (soft, ("a", "ait", "aient", "ant")),
        (mute, ("e", "ent", "era", "erait")),
    )
    return {root + end for root, endings in ends for end in endings}


def verb_lemma(lemma: str) -> str:
    """ "demander" for "demande", which the lemmatizer leaves as it is."""
    return f"{lemma}r" if lemma.endswith("e") and not lemma.endswith("re") else lemma


def inflection(word: str, lemma: str) -> str | None:
    """ "future" for "attaquera", "hypothesis" for "attaquerait": taggers mix them up with the present and the past."""
    for stem in _stems(lemma):
        ending = word.removeprefix(stem)
        if ending == word:
            continue
        if ending in _FUTURE:
            return "future"
        if ending in _CONDITIONAL:
            return "hypothesis"
    return None


def _stems(lemma: str) -> tuple[str, ...]:
    """The stems that a verb may have in the future."""
    if lemma in _STEMS:
        return (_STEMS[lemma],)
    family = next((end for end in _FAMILIES if lemma.endswith(end)), None)
    if family is not None:
        return (lemma.removesuffix(family) + _FAMILIES[family],)
    if not lemma.endswith("er"):
        return (lemma.removesuffix("e"),)
    short = re.sub(r"y$", "i", lemma[:-2]) + "er"  # "emploiera"
    return (lemma, _mute(lemma[:-2]) + "er", short)


def _mute(stem: str) -> str:
    """The stem of a verb of the first group before a mute e: "répète", "rappelle"."""
    if stem.endswith(("pel", "jet")):
        return stem + stem[-1]
    return re.sub(r"[eé]([^aeiouyé])$", r"è\1", stem)
