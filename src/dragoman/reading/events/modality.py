"""Modality: how certain a clause is, and what announcing an act amounts to."""

from spacy.tokens import Token

from dragoman import lexicons
from dragoman.model import Modality
from dragoman.reading.draft import children, draft_of, is_negated
from dragoman.reading.events.frames import BASE, listed

_PLANS = {"plan", "intend", "prepare", "expect", "schedule", "decide", "aim", "set"}
_PROMISES = {"promise", "vow", "pledge", "agree", "offer", "swear", "undertake", "commit"}
_REFUSALS = {"deny", "refuse", "decline", "fail", "hesitate"}
# What is threatened, wanted or tried has not happened.
_OPEN = {"threaten", "want", "wish", "hope", "seek", "try", "attempt", "consider", "mull", "propose"}
_DEMANDS = {"demand", "urge", "ask", "request", "call", "order"}
_POSSIBLE = {"may", "might", "could", "can"}
_FUTURE = {"will", "shall", "'ll", "’ll", "wo"}


# What a noun makes of the act that it takes: "a promise to help", "efforts to reopen".
_NOUNS = {
    Modality.PROMISED: {"promise", "pledge", "vow", "offer", "commitment", "agreement"},
    Modality.PLANNED: {"plan", "intention", "decision", "preparation", "move"},
    Modality.DEMANDED: {"call", "demand", "request", "order", "appeal", "plea"},
    Modality.NEGATED: {"refusal", "failure", "inability", "reluctance"},
    Modality.POSSIBLE: {
        "effort",
        "attempt",
        "bid",
        "threat",
        "desire",
        "eagerness",
        "willingness",
        "readiness",
        "wish",
        "hope",
        "proposal",
        "ability",
        "option",
        "chance",
        "opportunity",
        "right",
        "power",
        "need",
    },
}


_HARM = {"ASSAULT", "COERCE", "SANCTION"}
_MAYBE = {"any", "possible", "potential", "hypothetical", "threatened", "feared", "proposed", "suspected"}
_YET = {"planned", "upcoming", "scheduled", "forthcoming", "future", "next"}


def modality(verb: Token) -> Modality:
    """How certain the clause of ``verb`` is, from negation, conditions, auxiliaries and what governs it."""
    if is_negated(verb):
        return Modality.NEGATED
    marks = {c.lower_ for c in verb.children if c.dep_ in {"aux", "mark"}}
    if marks & {"if", "unless"} or any(
        c.dep_ == "advcl" and any(m.lower_ in {"if", "unless"} for m in c.children) for c in verb.children
    ):
        return Modality.CONDITIONAL
    governor = verb.head.lemma_ if verb.dep_ in {"xcomp", "ccomp", "pcomp"} else None
    if verb.dep_ == "acl" and "to" in marks:
        found = next((how for how, nouns in _NOUNS.items() if verb.head.lemma_ in nouns), None)
        if found is not None:
            return found
    if governor in _REFUSALS:
        return Modality.DENIED if governor == "deny" else Modality.NEGATED
    if governor in _DEMANDS:
        return Modality.DEMANDED
    if governor in _PROMISES:
        return Modality.PROMISED
    if governor in _PLANS or marks & _FUTURE:
        return Modality.PLANNED
    if marks & _POSSIBLE or "would" in marks or governor in _OPEN:
        return Modality.POSSIBLE
    return Modality.ASSERTED


def of_noun(noun: Token) -> Modality:
    """How certain a nominal event is: "any attack", "a planned visit"."""
    words = {c.lower_ for c in children(noun, "det", "amod", "compound")}
    if "no" in words:
        return Modality.NEGATED
    if words & _YET:
        return Modality.PLANNED
    return Modality.POSSIBLE if words & _MAYBE else Modality.ASSERTED


def announces(verb: Token) -> bool:
    """Whether ``verb`` is the copula of "is ready to": the act is in its complement."""
    return verb.lemma_ == "be" and any(c.lemma_ in listed("intent", "adjectives") for c in children(verb, "acomp"))


def intent(verb: Token, type_: str | None) -> str | None:
    """The type of saying that the act of ``verb`` (of ``type_``, where it has one) will or must be done, if it is said.

    PLOVER and CAMEO code the announcement: an agreement, a threat, a refusal or a demand.
    """
    marks = {c.lower_ for c in children(verb, "aux")}
    if marks & listed("intent", "necessity") and draft_of(verb.doc).under(verb.idx):
        return "REQUEST"
    governor = verb.head if verb.dep_ in {"xcomp", "ccomp"} else None
    ready = governor is not None and governor.lemma_ in listed("intent", "adjectives") | listed("intent", "verbs")
    if not (marks & _FUTURE or "would" in marks or ready):
        return None
    if is_negated(verb):
        return "AGREE" if type_ in _HARM else "REJECT"  # who "will not attack" gives a reassurance
    if type_ is None or type_ in {"REQUEST", "ACCUSE", "REJECT", "AGREE", "THREATEN"}:
        return None
    return "AGREE" if lexicons.table(BASE)["scale"][type_] <= 2 else "THREATEN"
