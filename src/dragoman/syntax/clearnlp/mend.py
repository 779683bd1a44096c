"""Mends of the parse: subjects, objects, relative clauses and names that the parser hung elsewhere."""

from spacy.tokens import Doc, Span, Token

from dragoman.syntax.clearnlp.nouns import is_plural, is_pronoun
from dragoman.syntax.clearnlp.tags import RELATIVE
from dragoman.syntax.clearnlp.verbs import auxiliaries, own_subjects
from dragoman.syntax.tree import children, hang, lemmas_in


def _mend_fronted_according(doc: Doc) -> None:
    """Give back a subject that the parser took for an apposition: "According to X, Y said", "Asked by X, Y said"."""
    for sent in doc.sents:
        root = sent.root
        fronted = sent[0].dep_ == "prep" or (sent[0].dep_ == "advcl" and sent[0].tag_ in {"VBG", "VBN"})
        opens = fronted and sent[0].head.i == root.i and root.tag_ in {"VBD", "VBZ", "VBP"}
        has_subject = any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in root.children)
        if has_subject or not (opens or sent[0].lower_ == "according"):
            continue
        for token in sent[2 : max(2, root.i - sent.start)]:
            comma = token.left_edge.i > 0 and doc[token.left_edge.i - 1].text == ","
            if token.dep_ in {"appos", "conj"} and comma and token.pos_ in {"PROPN", "NOUN"} and token.head.i < token.i:
                hang(token, root, "nsubj")
                break


_PLACES = frozenset({"GPE", "LOC", "FAC"})


def _mend_relative_heads(doc: Doc) -> None:
    """Hang relative clauses that were taken for others on what they tell of, and by number: "the union of Peru, which
    ... and which ...", "lawyers for the sailor, who insists"."""
    last = None
    for pronoun in (doc[i] for i in lemmas_in(doc, _WHO)):
        verb = pronoun.head
        if pronoun.dep_ != "nsubj" or pronoun.tag_ not in RELATIVE or pronoun.i < 2:
            continue
        before = doc[pronoun.i - 1]
        if before.lower_ in {"and", "but"} and last is not None and verb.dep_ != "relcl" and last.i < before.i:
            hang(verb, last, "conj")
            continue
        noun = doc[pronoun.i - 2]
        if before.text == "," and verb.dep_ in {"advcl", "ccomp", "conj"} and noun.pos_ in {"NOUN", "PROPN"}:
            hang(verb, _named_by(noun), "relcl")
        if verb.dep_ == "relcl" and before.text == ",":
            _mend_number(verb, noun)
        last = verb


_WHO = frozenset({"which", "who"})


def _named_by(noun: Token) -> Token:
    """The whole name that ``noun`` ends: "Union" for "Peru" in "the Union of Teachers of Peru"."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ == "PROPN":
        noun = noun.head.head
    return noun


def _mend_number(verb: Token, nearest: Token) -> None:
    """Give a clause in the singular to the one behind several, and one in the plural to the several behind one."""
    first = next(iter(auxiliaries(verb)), verb)
    noun = verb.head
    inner = nearest.dep_ == "pobj" and nearest.head.head == noun and nearest.pos_ == noun.pos_ == "NOUN"
    if not inner or children(noun, "conj") or first.tag_ not in {"VBZ", "VBP"}:
        return
    one = first.tag_ == "VBZ"
    if is_plural(noun) == one and is_plural(nearest) != one:
        hang(verb, nearest, "relcl")


def _mend_named_beside_place(name: Token) -> None:
    """ "A doctor in Lima, Ana Sola": the name was hung on the place."""
    place = name.head
    if name.dep_ != "appos" or name.ent_type_ != "PERSON" or place.ent_type_ not in _PLACES or place.dep_ != "pobj":
        return
    noun = place.head.head
    if noun.pos_ == "VERB":
        noun = next((o for o in children(noun, "dobj") if o.right_edge.i + 1 == place.head.i), noun)
    if noun.pos_ == "NOUN":
        hang(name, noun, "appos")


def _mend_relatives(doc: Doc) -> None:
    """Hang what is told of somebody or of an act on that, not on a place: "a shopkeeper in Goma, who asked ...",
    "a raid near Goma, Congo that killed six"."""
    for verb in doc:
        told = children(verb, "nsubj", "nsubjpass", "dobj") if verb.dep_ == "relcl" else []
        pronouns = {c.lower_ for c in told}
        if not pronouns & {"who", "whom"} and not ("that" in pronouns and not children(verb.head, "det")):
            continue
        noun = verb.head
        while noun.ent_type_ in _PLACES and noun.dep_ in {"pobj", "appos"}:
            above = noun.head if noun.dep_ == "appos" else noun.head.head
            if above.pos_ not in {"NOUN", "PROPN"}:
                break
            noun = above
        if noun.i != verb.head.i:
            hang(verb, noun, "relcl")


def _mend_inverted_subjects(doc: Doc) -> None:
    """Make a subject of whoever stands behind a verb that stands behind a quotation: "“...,” recalled a nurse"."""
    for mark in doc[1:-1]:
        verb = doc[mark.i + 1]
        if mark.text not in _CLOSING or verb.tag_ != "VBD" or children(verb, "nsubj", "nsubjpass", "expl"):
            continue
        told = [c for c in children(verb, "ccomp") if c.i < mark.i]
        behind = [c for c in children(verb, "dobj") if c.left_edge.i == verb.i + 1]
        if told and behind and not is_pronoun(behind[0]):
            hang(behind[0], verb, "nsubj")


_CLOSING = frozenset("”’\"'»")


def mend_subjects(doc: Doc) -> None:
    """Give verbs the subjects and objects that the parser hung elsewhere, in forms that reports are full of."""
    _mend_fronted_according(doc)
    _mend_inverted_subjects(doc)
    _mend_relatives(doc)
    _mend_relative_heads(doc)
    for noun in doc:
        if noun.lower_ in _DOES:
            _mend_done(noun)
        _mend_named_beside_place(noun)
        _mend_dated_object(noun)
        _mend_subject_of_auxiliary(noun)
        _mend_rate(noun)
        _mend_generation(noun)
        _mend_list_on_name(noun)
    for sent in doc.sents:
        _mend_after_relative(sent.root)
        _mend_verbless(sent.root)
        _mend_participle(sent.root)
    for verb in doc:
        if verb.pos_ != "VERB":
            continue
        if verb.dep_ == "parataxis" and verb.head.dep_ in {"aux", "auxpass"}:  # "quotas, Sola added, had scared"
            hang(verb, verb.head.head, "parataxis")
        held = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i]
        if verb.dep_ == "pcomp" and len(held) == 1 and verb.head.lower_ == "with":
            _mend_company(held[0], verb)
        if verb.dep_ == "parataxis" and len(held) == 2 and not children(verb.head, "nsubj", "nsubjpass"):
            _mend_aside(held[0], verb)
        elif verb.dep_ in {"ccomp", "conj", "relcl"} and len(held) == 1:
            _mend_whose(held[0], verb)
        elif verb.dep_ == "conj" and not held and verb.tag_ == "VBD":
            _mend_after_fronted(verb)


def _mend_subject_of_auxiliary(noun: Token) -> None:
    """ "They are committed to peace", "Oman has, it says, sent troops": the subject was hung on the auxiliary."""
    helper = noun.head
    verb = helper.head
    if noun.dep_ != "nsubj" or helper.dep_ not in {"aux", "auxpass"} or not noun.i < helper.i < verb.i:
        return
    if verb.pos_ == "VERB" and not children(verb, "nsubj", "nsubjpass"):
        hang(noun, verb, "nsubjpass" if helper.dep_ == "auxpass" else "nsubj")


_DOES = frozenset({"do", "does", "did"})


def _mend_done(helper: Token) -> None:
    """ "At no stage did the army attack", "did not materialise": the verb was taken for a noun or an adjective."""
    if helper.dep_ in {"aux", "auxpass"}:
        if helper.head.pos_ == "ADJ" and helper.head.i > helper.i:
            helper.head.pos_, helper.head.tag_ = "VERB", "VB"
            for word in children(helper, "neg"):
                hang(word, helper.head, "neg")
        return
    for act in children(helper, "nsubj", "dobj"):
        doing = children(act, "compound")
        if act.tag_ != "VB" or act.i < helper.i or not doing or children(helper, "nsubj", "dobj") != [act]:
            continue
        subject = doing[-1]
        whose = [c for c in act.children if c.i < subject.i]
        hang(act, act if helper.head == helper else helper.head, helper.dep_)
        act.pos_ = "VERB"
        for word in [c for c in helper.children if c.i != act.i]:
            hang(word, act, word.dep_)
        hang(helper, act, "aux")
        hang(subject, act, "nsubj")
        for word in whose:
            hang(word, subject, word.dep_)
        for done_to in children(act, "appos"):
            hang(done_to, act, "dobj")
        return


def _mend_after_relative(root: Token) -> None:
    """ "The raid that everyone feared did not come": the verb was taken for a part of the relative clause."""
    if root.pos_ not in {"NOUN", "PROPN"} or children(root, "cop", "nsubj"):
        return
    for relative in children(root, "relcl"):
        for verb in children(relative, "oprd", "ccomp", "xcomp", "conj"):
            helpers = children(verb, "aux", "auxpass")
            if not helpers or helpers[0].i != relative.i + 1 or children(verb, "nsubj", "nsubjpass", "mark", "cc"):
                continue
            if helpers[0].lower_ == "to" or verb.pos_ != "VERB":
                continue
            hang(verb, verb, "ROOT")
            hang(root, verb, "nsubjpass" if children(verb, "auxpass") else "nsubj")
            for end in [c for c in root.children if c.i > verb.i]:
                hang(end, verb, end.dep_)
            return


def _mend_dated_object(noun: Token) -> None:
    """ "Handed over on Friday three members": the object was hung on the day."""
    on, doc = noun.head, noun.doc
    if noun.dep_ != "pobj" or on.lower_ != "on" or noun.i < on.i + 2 or on.dep_ != "prep":
        return
    day, after = doc[on.i + 1], doc[on.i + 2]
    if day.head == noun and day.ent_type_ == "DATE" and day.pos_ == "PROPN" and after.tag_ in {"CD", "DT", "PRP$"}:
        hang(day, on, "pobj")
        hang(noun, on.head, "dobj")


def _mend_company(noun: Token, verb: Token) -> None:
    """ "The premier met with the envoy to discuss gas": the envoy was taken for who discusses it."""
    with_, to = verb.head, next(iter(children(verb, "aux")), None)
    met = with_.head
    if met.pos_ == "VERB" and met.i < with_.i < noun.i and to is not None and noun.i < to.i and to.lower_ == "to":
        hang(noun, with_, "pobj")
        hang(verb, met, "advcl")


def _mend_list_on_name(noun: Token) -> None:
    """ "Chad's minister, Ali Sule, and an envoy of Togo met": the second was hung on the first one's name, or on the
    verb as a subject of its own."""
    if noun.dep_ == "nsubj":
        first = next(iter(children(noun.head, "nsubj")))
        ands = [c for c in children(first, "cc") if first.i < c.i == noun.left_edge.i - 1]
        if first.i < noun.i and ands and not children(first, "conj"):
            hang(noun, first, "conj")
        return
    name = noun.head
    office = name.head
    if noun.dep_ != "conj" or name.dep_ != "appos" or office.tag_ not in {"NN", "NNP"} or noun.i < name.i:
        return
    joins = [c for c in children(name, "cc") if name.i < c.i < noun.i]
    if name.ent_type_ == "PERSON" and joins and joins[0].nbor(-1).text == "," and office.i < name.i:
        hang(joins[0], office, "cc")
        hang(noun, office, "conj")


_GENERATIONS = frozenset({"jr", "jr.", "sr", "sr."})


def _mend_generation(suffix: Token) -> None:
    """ "Luis Ocampo, Jr. and Ana Sola met": a part of the name was taken for somebody."""
    if suffix.lower_ not in _GENERATIONS or suffix.i < 2 or suffix.nbor(-1).text != ",":
        return
    name = suffix.nbor(-2)
    if name.ent_type_ != "PERSON":
        return
    if name.head == suffix:
        hang(name, suffix.head, suffix.dep_)
    for child in list(suffix.children):
        hang(child, name, child.dep_)
    hang(suffix, name, "nmod")


def _mend_rate(share: Token) -> None:
    """ "A tariff of 25 percent on cars": what the tariff is on was hung on its rate."""
    of = share.head
    if share.ent_type_ != "PERCENT" or share.dep_ != "pobj" or of.lower_ != "of" or of.head.pos_ != "NOUN":
        return
    for beside in children(share, "prep"):
        if beside.lower_ == "on":
            hang(beside, of.head, "prep")


def _mend_verbless(root: Token) -> None:
    """ "Senegal, acting on a request, handed over three men": the verb was taken for a participle of its subject."""
    if root.pos_ not in {"PROPN", "NOUN"} or children(root, "cop", "nsubj"):
        return
    for verb in children(root, "acl"):
        acts = children(verb, "dobj", "xcomp", "ccomp")
        goes_on = any(c.tag_ == "VBD" and children(c, "dobj") for c in children(verb, "conj"))
        if (
            verb.i > root.i
            and verb.tag_ == "VBN"
            and ((acts and verb.nbor(-1).text == ",") or goes_on)
            and not children(verb, "agent", "auxpass")
        ):
            hang(verb, verb, "ROOT")
            hang(root, verb, "nsubj")
            verb.tag_ = "VBD"
            return


def _mend_participle(root: Token) -> None:
    """ "Three men wanted in Lima were arrested": the participle on the subject was taken for the verb."""
    subject = next(iter(children(root, "nsubj")), None)
    if subject is None or root.tag_ not in {"VBD", "VBN"} or children(root, "aux", "auxpass", "dobj", "neg"):
        return
    for verb in children(root, "advcl", "ccomp", "xcomp", "dep", "conj", "parataxis"):
        helpers = children(verb, "aux", "auxpass")
        if not helpers or verb.i < root.i or verb.tag_ != "VBN" or children(verb, "nsubj", "nsubjpass", "mark"):
            continue
        bare = helpers[0].tag_ in {"VBD", "VBZ", "VBP"} and verb.left_edge.i == helpers[0].i
        if not bare or subject.i > root.i or any(c.i < verb.i for c in children(root, "cc")):
            continue
        hang(verb, verb if root.head == root else root.head, root.dep_)
        hang(subject, verb, "nsubjpass" if children(verb, "auxpass") else "nsubj")
        for child in [c for c in root.children if c.i > verb.i]:
            hang(child, verb, child.dep_)
        hang(root, subject, "acl")
        root.tag_ = "VBN"
        return


def _mend_aside(subject: Token, said: Token) -> None:
    """ "The inquiry, Sola said afterwards, was unfair": two subjects were hung on "said"."""
    if said.head.i > said.i and subject.nbor(1).text == ",":
        hang(subject, said.head, "nsubjpass" if children(said.head, "auxpass") else "nsubj")


def _mend_whose(body: Token, verb: Token) -> None:
    """ "Angered the union, whose president, Ana Sola, said": the union was taken for who said it."""
    owned = next((c for c in children(body, "appos") if any(p.tag_ == "WP$" for p in c.children)), None)
    above = verb.head
    if owned is None or not body.i < owned.i < verb.i or above.i >= body.i:
        return
    hang(body, above, "dobj")
    hang(owned, verb, "nsubj")
    hang(verb, body, "relcl")


def _mend_after_fronted(verb: Token) -> None:
    """ "After Sola had arrived in Lima, Mara Quispe accused Peru": the clause before was taken for the main one."""
    first = verb.head
    opens = any(c.dep_ in {"mark", "advmod"} and c.tag_ in {"IN", "WRB"} and c.i < first.i for c in first.children)
    if not opens or children(first, "cc") or first.dep_ != "ROOT":
        return
    doc = first.doc
    for token in doc[first.i + 1 : verb.i]:
        comma = doc[token.left_edge.i - 1].text == ","
        if token.dep_ in {"conj", "appos"} and token.pos_ == "PROPN" and comma and not children(token.head, "cc"):
            hang(token, verb, "nsubj")
            hang(verb, verb, "ROOT")
            hang(first, verb, "advcl")
            return


MENDED = "name"  # the mark (kb_id) of an entity that was corrected by how names are written


def mend_name(name: Span) -> None:
    """Make proper nouns of the words of a person's name: of "May" in "May Tanaka resigned", taken for "may resign"."""
    last = name[-1]
    for token in name:
        if token.text[0].isupper():
            token.tag_, token.pos_ = "NNP", "PROPN"
        if token.i != last.i and token.tag_.startswith("VB"):
            _mend_verb_in_name(token, last)
        elif token.i != last.i and token.dep_ == "aux":
            hang(token, last, "compound")
    title = name[0].nbor(-1) if name.start and not name[0].is_sent_start else None
    if (
        title is not None
        and last.dep_ in {"npadvmod", title.dep_}
        and title.dep_ in {"nsubj", "nsubjpass"}
        and title.head == last.head
    ):
        hang(last, title.head, title.dep_)  # "President Ana March met", taken for a date or for two who met
        hang(title, last, "compound")


def _mend_verb_in_name(word: Token, last: Token) -> None:
    """Make a part of a name of ``word``, taken for a verb: "Rosnah binti Kassim heads the board"."""
    verb, place, dep = last.head, word.head, word.dep_
    word.tag_, word.pos_ = "NNP", "PROPN"
    if verb.i <= last.i or verb.head != word:
        return
    for child in list(word.children):
        if child != verb:
            hang(child, last if child.i < last.i else verb, "compound" if child.i < last.i else child.dep_)
    hang(verb, verb if place == word else place, dep)
    hang(word, last, "compound")


def listed_amiss(verb: Token) -> list[Token]:
    """The subject right before a verb that the parser lists with a time: "by May and Chile will free them"."""
    first = min(auxiliaries(verb), key=lambda t: t.i, default=verb)
    if verb.dep_ != "conj" or own_subjects(verb) or not first.i:
        return []
    before = first.nbor(-1)
    amiss = before.dep_ == "conj" and before.pos_ == "PROPN" and before.head.dep_ == "pobj" and before.head.i < before.i
    return [before] if amiss and before.head.ent_type_ in {"DATE", "TIME"} else []
