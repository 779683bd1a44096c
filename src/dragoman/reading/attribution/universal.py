"""Attribution by a grammar over Universal Dependencies (Nivre et al. 2020), for languages other than English.

Cues and small words come from the language's lexicon (``attribution.toml``), labels from ``syntax.ud``. In French, a
verb cue stands before its content ("a déclaré que ..."; "promet de ..."; "a déclaré : « ... »") or inside or behind it
with its subject inverted ("« ... », a-t-il dit"); "selon" and its like take the rest of their sentence; a noun cue
takes a clause ("l'espoir que ..."). Terms follow PARC 3.0 (Pareti 2016).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import takewhile

from spacy.tokens import Doc, Token

from dragoman.languages import lexicons
from dragoman.languages.quirks import quirks
from dragoman.mentions.names import roles
from dragoman.mentions.universal import pronoun_span
from dragoman.model import Span, Spans
from dragoman.reading.attribution.proposal import Proposal
from dragoman.reading.attribution.quotes import around, starting
from dragoman.syntax import ud
from dragoman.syntax.tree import runs, sentence, span_of, text_of

_CLOSES = re.compile(r"[,»”\"–—?!…)]\s*$")
_ENDS = re.compile(r"[.!?…]\s+(?=[A-ZÀ-ÖØ-Þ«“\"])|[»”]\s+(?=[A-ZÀ-ÖØ-Þ])|\n")
_STOPS = re.compile(r"[,;:.!?»”\n]")
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ' -]+(?:,[^-–—\n]{2,40}|\s\([^)\n]{2,30}\))?\s*[-–—]{1,2}\s")
_TO_COLON = re.compile(r"[^.!?:«“»”\n]*:[^\S\n]*")
_EDGES = " \t\u00a0\u202f,;:–—"
_LONGEST_INCISE = 200  # characters from an inverted verb to the end of its source, or from a verb to its colon
_LONGEST_SOURCE = 60  # tokens
_LONGEST_SENTENCE = 5000  # characters that the start of a sentence is looked for in
_LONGEST_CONTENT = 500  # tokens to either side
_MOST_CHILDREN = 200  # of a word that is part of a sentence rather than of a heap of words


@cache
def _small_words(language: str, group: str) -> frozenset[str]:
    return frozenset(lexicons.table("attribution.toml", language)["small_words"][group])


def _is(token: Token, group: str) -> bool:
    """Whether ``token`` is one of a group of the language's small words."""
    return token.lower_ in _small_words(token.doc.lang_, group)


class Universal:
    """Proposes attributions of one language by rules over the parse and the cue lexicon."""

    def __init__(self, language: str) -> None:
        lexicon = lexicons.table("attribution.toml", language)
        verbs = lexicon["verbs"]
        self._kinds: dict[str, set[str]] = {}
        for kind in ("say", "belief", "intent", "object", "of", "self"):
            for lemma in verbs[kind]:
                self._kinds.setdefault(lemma, set()).add(kind)
        plain = {re.split("[ ']", lemma)[-1] for lemma in self._kinds}
        self._forms = {form: lemma for lemma in sorted(plain) for form in quirks(language).verb_forms(lemma)}
        self._reflexive = lexicon["small_words"]["reflexive_prefixes"]
        self._urging = frozenset(verbs["urging"])
        self._phrases = {tuple(p.split()[:2]): frozenset(p.split()[2:]) for p in verbs["phrases"]}
        self._fronted = frozenset(lexicon["prepositions"]["fronted"])
        self._people = roles(language)
        self._clause_only, self._relaying = frozenset(verbs["clause_only"]), frozenset(verbs["relay"])
        self._nouns = frozenset(lexicon["nouns"]["cues"])
        self._unnamed = frozenset(lexicon["source_nouns"]["unnamed_marks"])
        phrases = (re.escape(p).replace(r"\ ", r"\s+") for p in lexicon["prepositions"]["according"])
        words = "|".join(phrases).replace("'", "[’']")
        self._according = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)

    def propose(self, doc: Doc, quotes: list[Span]) -> list[Proposal]:
        """What the rules find in ``doc``; ``quotes`` as from ``quotations``."""
        closed = list(self._prepositions(doc, quotes))
        taken = bytearray(len(text_of(doc)) + 1)
        for proposal in closed:
            for span in (*proposal.cue, *([proposal.source] if proposal.source else [])):
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
        found = (self._at(token, quotes) for token in doc if not taken[token.idx])
        return [*closed, *(item for item in found if item is not None)]

    def _at(self, token: Token, quotes: list[Span]) -> Proposal | None:
        if max(token.n_lefts + token.n_rights, token.head.n_lefts + token.head.n_rights) > _MOST_CHILDREN:
            return None
        if token.pos_ in {"VERB", "AUX"} or self._is_missed(token):
            return self._verb(token, quotes)
        phrase = self._phrase(token)
        if phrase is not None:
            return phrase
        if token.pos_ == "NOUN" and token.lemma_.lower() in self._nouns:
            return self._noun(token)
        return None

    def _is_missed(self, token: Token) -> bool:
        """Whether a word is a verb that the tagger took for another: behind an auxiliary or a closing mark."""
        if token.lower_ not in self._forms or not token.i:
            return False
        if ud.is_root(token) and token.pos_ in {"ADJ", "PROPN"}:
            return True
        before = token.nbor(-1)
        if before.lemma_ in _small_words(token.doc.lang_, "perfect") or before.text.startswith("-"):
            return True
        if _is(before, "itself") and before.i:
            before = before.nbor(-1)
        return before.text == "," and before.i > 0 and before.nbor(-1).text in {"»", "”", '"'}

    def _phrase(self, noun: Token) -> Proposal | None:
        """A verb and its noun that are one cue: "met en garde contre", "fait état de", "ont peur que"."""
        verb = next(
            (t for t in noun.doc[max(0, noun.i - 4) : noun.i] if (t.lemma_, noun.lower_) in self._phrases), None
        )
        if verb is None:
            return None
        clauses = [c for c in (*_clauses(noun), *_clauses(verb)) if c.i > noun.i]
        words = [t for c in clauses[:1] for t in c.subtree if t.i > noun.i]
        if not words:
            after = noun.doc[noun.i + 1 : noun.i + 2]
            if not after or after[0].lower_ not in self._phrases[(verb.lemma_, noun.lower_)]:
                return None
            words = [t for t in after[0].head.subtree if t.i > noun.i] if ud.is_case(after[0]) else []
        subject = _subject(verb) or _subject(noun)
        return self._proposal(noun, verb, subject, runs(words)) if words else None

    # "selon", "d'après", "de source ..."

    def _prepositions(self, doc: Doc, quotes: list[Span]) -> Iterator[Proposal]:
        spans = [
            doc.char_span(*match.span(), alignment_mode="expand") for match in self._according.finditer(text_of(doc))
        ]
        spans += [s[:1] for s in doc.sents if s[0].lower_ in self._fronted and self._is_view(s[0].head)]
        for cue in (s for s in spans if s is not None):
            source = self._cited(doc, cue.end if cue[-1].lemma_.lower() not in self._unnamed else cue.end - 1)
            words = [t for t in cue if source and t.i < source[0].i]
            content = self._rest(words[0], source) if words else ()
            held_by = around(quotes, cue.start_char)
            if held_by is not None:
                content = tuple(s for s in content if held_by.holds(s.start))
            if not content:
                continue
            via = [t for t in source if t.lemma_.lower() in self._relaying and ud.is_beside_noun(t)]
            related = next((t.i for t in source if t.text == "," and _is(t.nbor(1), "relatives")), doc[-1].i + 1)
            own = [t for t in source if t.i < related and not any(t.i >= v.left_edge.i for v in via)] or source
            yield Proposal(
                head=words[0].i,
                cue=(span_of(words),),
                speakers=(next((t for t in own if t.head not in own or t.head == t), own[0]).i,),
                content=content,
                source=span_of(own),
                via=tuple(o.i for v in via for o in ud.agents_or_obliques(v)[:1]),
                closed=True,
            )

    def _is_view(self, noun: Token) -> bool:
        """Whether "pour" and this noun may open what somebody thinks: a person or a body, and a comma behind it."""
        role = self._people.get(noun.lower_) or self._people.get(noun.lemma_.lower())
        somebody = role is not None or noun.ent_type_ in {"PER", "ORG"}
        comma = next((t for t in noun.doc[noun.i + 1 : noun.i + 12] if t.text == ","), None)
        return somebody and comma is not None and comma.sent == noun.sent

    @staticmethod
    def _cited(doc: Doc, start: int) -> list[Token]:
        """The phrase after such a preposition: to the next comma, with what explains it behind that comma."""
        source: list[Token] = []
        for token in doc[start : start + _LONGEST_SOURCE]:
            if token.is_space or _STOPS.match(token.text) or _is(token, "that") or (token.is_sent_start and source):
                break
            if token.pos_ in {"VERB", "AUX"} and ud.is_finite(token) and not ud.is_relative(token):
                break
            source.append(token)
        while len(source) > 1 and (source[-1].pos_ in {"ADP", "CCONJ", "DET", "ADV", "PRON"} or source[-1].is_punct):
            source.pop()
        if not any(t.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"} for t in source):
            return []
        return source + (_explained(doc, source) or _related(doc, source))

    @staticmethod
    def _rest(cue: Token, source: list[Token]) -> Spans:
        """The sentence without the cue and its source."""
        sent, doc = sentence(cue), cue.doc
        first, last = sent.start, sent.end
        while last < len(doc) and source[-1].i >= last - 2 and not doc[last].is_space:
            last = sentence(doc[last]).end  # a sentence that the parser broke at the comma behind the phrase
        first, last = max(first, cue.i - _LONGEST_CONTENT), min(last, cue.i + _LONGEST_CONTENT)
        inside = {*range(cue.i, source[-1].i + 1)}
        text = text_of(doc)
        return tuple(s for s in runs(t for t in doc[first:last] if t.i not in inside) if re.search(r"\w", s.of(text)))

    # verbs

    def _verb(self, verb: Token, quotes: list[Span]) -> Proposal | None:
        key, outer = self._key(verb)
        kinds = self._kinds.get(key)
        if kinds is None or (not kinds & {"say", "belief"} and self._is_promised(verb)):
            return None
        subject = _subject(outer) or _beside(verb)
        behind = _inverted(outer, subject) or _behind(verb, subject)
        if _as(verb):
            subject = behind or subject
        incise = self._incise(verb, outer, behind, quotes) if behind is not None else ()
        if incise:
            return self._proposal(verb, outer, behind, incise)
        content = self._after(verb, key, kinds, quotes)
        if not content or (subject is None and not ud.is_main(verb)):
            return None
        return self._proposal(verb, outer, subject, content)

    def _is_promised(self, verb: Token) -> bool:
        """Whether a verb is what another cue of the same source promises or wants: "menace d'appeler à la grève"."""
        governor = verb.head
        return ud.is_complement(verb) and ud.is_infinitive(verb) and governor.lemma_.lower() in self._kinds

    def _key(self, verb: Token) -> tuple[str, Token]:
        """The lexicon's name of a verb, reflexive or with its light verb, and the verb that governs its subject."""
        lemma = verb.lemma_.lower()
        light = f"{verb.head.lemma_.lower()} {lemma}"
        if light in self._kinds and ud.completes(verb):
            return light, verb.head
        if lemma not in self._kinds:
            lemma = self._forms.get(verb.lower_, lemma)  # the lemmatizer takes "estime" for a noun
        before = verb.i > 0 and _is(verb.nbor(-1), "itself")
        if before or any(_is(c, "itself") for c in verb.children):
            names = [prefix + lemma for prefix in self._reflexive]
            return next((name for name in names if name in self._kinds), names[-1]), verb
        return lemma, verb

    def _proposal(self, verb: Token, outer: Token, subject: Token | None, content: Spans) -> Proposal | None:
        words = [verb, outer, *(c for v in (verb, outer) for c in ud.cue_words(v))]
        cue = runs(t for t in words if not any(s.holds(t.idx) for s in content))
        if not cue:
            return None
        if subject is None:
            return Proposal(head=verb.i, cue=cue, speakers=(), content=content)
        citing = [
            t for t in (*verb.children, *subject.children) if t.lemma_.lower() in self._relaying and ud.goes_along(t)
        ]
        return Proposal(
            head=verb.i,
            cue=cue,
            speakers=(subject.i,),
            content=content,
            source=_source_span(subject, verb, content, {t.i for c in citing for t in c.subtree}),
            relay=tuple(o.i for c in citing for o in ud.objects_near(c)[:1]),
        )

    @staticmethod
    def _incise(verb: Token, outer: Token, source: Token, quotes: list[Span]) -> Spans:
        """The content around or before a verb whose subject follows it: "« ... », a déclaré la ministre"."""
        text = text_of(verb.doc)
        parts = [verb, outer, *(c for c in ud.verbal_words(outer) if c.i < outer.i)]
        if verb.i and _is(verb.nbor(-1), "itself"):
            parts.append(verb.nbor(-1))
        first = min(t.i for t in parts)
        while first and _is(verb.doc[first - 1], "pronouns"):
            first -= 1
        start = verb.doc[first].idx
        line = text.rfind("\n", 0, start) + 1
        before = text[line:start]
        if not _CLOSES.search(before) or not re.search(r"\w", before):
            return ()
        end = max(t.idx + len(t) for t in [*parts, *_source_words(source, verb)])
        stop = _STOPS.search(text, end)
        end = stop.start() if stop is not None and stop.start() - start < _LONGEST_INCISE else end
        held_by = around(quotes, start)
        if held_by is not None:
            return _trimmed(text, [(held_by.start, start), (end, held_by.end)])
        sentence_end = _sentence_end(text, end, quotes)
        following = _following(text, end, quotes) or _following(text, sentence_end, quotes)
        pieces = [(_sentence_start(text, line, start, quotes), start)]
        own = any(c.idx >= end for c in ud.goes_on(verb))
        own = own or _starts_relative(verb.doc, end)
        if text[end : end + 1] == "," and before.rstrip().endswith(",") and not following and not own:
            pieces.append((end, min(sentence_end, sentence(verb).end_char)))
        return (*_trimmed(text, pieces), *following)

    def _after(self, verb: Token, key: str, kinds: set[str], quotes: list[Span]) -> Spans:
        """The content that follows a verb."""
        text = text_of(verb.doc)
        if _as(verb) and "say" in kinds:
            inside = set(verb.subtree)
            return runs(t for t in sentence(verb) if t not in inside and not t.is_space)
        announced = _announced(verb, text, quotes) if kinds & {"say", "intent"} else ()
        if announced:
            return announced
        clauses = _clauses(verb) or (_clauses(verb.head) if verb.head.lemma_ == key.partition(" ")[0] else [])
        if not clauses and key not in self._clause_only:
            clauses = _infinitives(verb, bare=bool(kinds & {"say", "belief"}), marked="intent" in kinds)
        if any(c.right_edge.i - c.left_edge.i > _LONGEST_CONTENT for c in clauses):
            return ()
        if clauses:
            words = [t for c in clauses for t in c.subtree if t.i > verb.i]
            return _widened(runs([*words, *_conditions(verb, words)]), quotes)
        end = verb.idx + len(verb)
        adjacent = next((q for at in range(end, end + 3) if (q := around(quotes, at)) and q.start >= end), None)
        if adjacent is not None and "say" in kinds:
            ends = [t.idx + len(t) for c in ud.nouns_of(verb) for t in c.subtree]
            return (Span(start=adjacent.start, end=max(adjacent.end, *ends, 0)),)
        if key in self._urging:
            goals = [c for c in ud.obliques(verb) if _has_case(c, "to")]
            return runs(t for c in goals[:1] for t in c.subtree)
        objects: list[Token] = []
        if "object" in kinds:
            near = [
                verb,
                *(c for c in verb.children if _is(c, "times")),
                *([verb.head] if ud.is_coordinated(verb) else []),
            ]
            objects = [c for v in near for c in ud.objects_near(v)]
        elif "self" in kinds:
            objects = ud.nouns_of(verb)
        elif "of" in kinds:
            objects = [c for c in ud.obliques(verb) if _has_case(c, "of")]
        objects = [c for c in objects if c.i > verb.i and c.pos_ != "PRON" and not _is(c, "times")]
        return _widened(runs(t for o in objects[:1] for t in o.subtree if t.i > verb.i), quotes)

    # nouns

    @staticmethod
    def _noun(noun: Token) -> Proposal | None:
        """A noun cue with its clause and its holder: "la crainte des habitants que ...", "a émis le souhait de"."""
        below = [c for c in ud.noun_clauses(noun) if c.i > noun.i]
        clauses = [c for c in below if _opens(c, "that") or (_opens(c, "of") and ud.is_infinitive(c))]
        if not clauses:
            return None
        cue = [noun]
        holder = next((c for c in ud.holders(noun) if c.i < clauses[0].i and _has_case(c, "of")), None)
        if holder is None and ud.is_object(noun) and noun.head.pos_ == "VERB":
            holder = _subject(noun.head)
            cue = [*ud.tense_words(noun.head), noun.head, noun]
        if holder is None:
            return None
        content = runs(clauses[0].subtree)
        source = _source_span(holder, noun, content, set())
        return Proposal(head=noun.i, cue=runs(cue), speakers=(holder.i,), content=content, source=source)


def _announced(verb: Token, text: str, quotes: list[Span]) -> Spans:
    """What stands behind a verb and a colon."""
    colon = _TO_COLON.match(text, verb.idx, verb.idx + _LONGEST_INCISE)
    if colon is None or around(quotes, verb.idx) is not None:
        return ()
    following = _following(text, colon.end(), quotes)
    if following:
        return tuple(following)
    stop = _ENDS.search(text, colon.end())
    return _trimmed(text, [(colon.end(), stop.start() + 1 if stop else len(text))])


def _following(text: str, end: int, quotes: list[Span]) -> list[Span]:
    """Quotations that go on behind ``end``, with nothing between but marks."""
    found: list[Span] = []
    for quote in quotes[starting(quotes, end) :]:
        if re.search(r"[\w\n]", text[end : quote.start]):
            break
        found.append(quote)
        end = quote.end
    return found


def _widened(content: Spans, quotes: list[Span]) -> Spans:
    """``content`` with the closing mark of a quotation that it ends in, and the whole of one that it begins."""
    out = []
    for span in content:
        cut = around(quotes, span.end)
        if cut is not None and span.start <= cut.start < span.end:
            span = Span(start=span.start, end=cut.end)
        begun = around(quotes, span.start)
        if begun is not None and 0 < span.start - begun.start <= 2:
            span = Span(start=begun.start, end=max(span.end, begun.end))
        out.append(span)
    return tuple(out)


def _subject(verb: Token, depth: int = 4) -> Token | None:
    """Who does ``verb``: its own subject or agent, or that of the verb that it hangs on."""
    forms = [verb, *ud.tense_words(verb)]
    own = [c for v in forms for c in ud.doers(v) if not _is(c, "that") and not c.is_space]
    own = [c for c in own if not c.text.startswith("-") and not (c.pos_ == "PRON" and _is(c, "pronouns"))]
    if own:
        return verb.head if _is(own[0], "who") and ud.is_relative(verb) else own[0]
    agents = ud.passive_agents(verb)
    if agents:
        return agents[0]
    clitic, done = _clitic(verb), ud.passive_subjects(verb)
    if clitic is not None and not done:
        return clitic
    if done or not depth:
        return None
    if ud.inherits_subject(verb) and verb.head.pos_ in {"VERB", "AUX"}:
        return _subject(verb.head, depth - 1)
    return verb.head if ud.is_acting_participle(verb) else None


def _inverted(verb: Token, subject: Token | None) -> Token | None:
    """The subject where it follows its verb; an object without a preposition is one that the parser took amiss."""
    if subject is not None and subject.head == verb and subject.i > verb.i:
        return subject
    clitic = _clitic(verb)
    if clitic is not None:
        return clitic
    own = subject is not None and subject.head == verb and subject in ud.doers(verb) and subject.i < verb.i
    if own and subject is not None and not _as(verb) and not _parted(subject, verb):
        return None
    behind = (c for c in ud.behind_inverted(verb) if not _is(c, "times"))
    return next((c for c in behind if c.pos_ in {"NOUN", "PROPN", "PRON"} and ud.case_of(c) is None), None)


def _clitic(verb: Token) -> Token | None:
    """The pronoun that a verb or its auxiliary carries: "a-t-il dit", "répète-t-on"."""
    near, inverted = verb.doc[max(0, verb.i - 2) : verb.i + 3], quirks(verb.doc.lang_).INVERTED
    return next((t for t in near if inverted.fullmatch(t.lower_)), None)


def _starts_relative(doc: Doc, comma: int) -> bool:
    word = re.match(r",\s*(\w+)", text_of(doc)[comma : comma + 20])
    return word is not None and word[1].lower() in _small_words(doc.lang_, "relatives")


def _parted(subject: Token, verb: Token) -> bool:
    """Whether a comma parts a verb from what the parser took for its subject: "... viendront mardi, a dit la ministre".

    Two commas enclose what stands between a verb and its own subject ("Le roi, qui rentrait, a dit").
    """
    commas = [t for t in verb.doc[subject.i : verb.i] if t.text == ","]
    return len(commas) % 2 == 1


def _behind(verb: Token, subject: Token | None) -> Token | None:
    """The noun behind a verb that the parse gives no subject of its own."""
    if subject is not None and subject.head == verb:
        return None
    near = list(takewhile(lambda t: not t.is_punct, verb.doc[verb.i + 1 : verb.i + 9]))
    nouns = (t for t in near if t.pos_ in {"NOUN", "PROPN"} and not _is(t, "times"))
    return next((t for t in nouns if ud.case_of(t) is None), None)


def _beside(verb: Token) -> Token | None:
    """The noun before the auxiliary of a verb that the parse gives no subject."""
    if verb.i < 2 or verb.nbor(-1).lemma_ not in _small_words(verb.doc.lang_, "perfect"):
        return None
    before = verb.nbor(-2)
    named = before.head if ud.is_part_of_name(before) else before
    return named if named.pos_ in {"NOUN", "PROPN"} else None


def _as(verb: Token) -> bool:
    """Whether a verb stands in a clause of its own: "comme l'a rappelé la ministre"."""
    return any(_is(c, "as") for c in ud.openings(verb))


def _source_words(subject: Token, verb: Token) -> list[Token]:
    """The words of a subject: its phrase with appositions, up to the verb and to clauses of their own."""
    found, stack = [subject], [subject]
    while stack:
        for child in stack.pop().children:
            if ud.leaves_source(child) or child.is_space or child == verb:
                continue
            found.append(child)
            stack.append(child)
    return ud.unbroken(sorted(found, key=lambda t: t.i), subject)


def _source_span(subject: Token, verb: Token, content: Spans, without: set[int]) -> Span:
    words = _source_words(subject, verb)
    words = [t for t in words if t.i not in without and not any(s.holds(t.idx) for s in content)]
    while len(words) > 1 and (words[-1].is_punct or words[-1].pos_ in {"CCONJ", "ADP"}):
        words.pop()
    while len(words) > 1 and words[0].is_punct:
        words.pop(0)
    if len(words) < 2:
        return pronoun_span(words[0] if words else subject)
    span = span_of(words)
    tail = re.compile(r"(?:-\w+)*").match(text_of(subject.doc), span.end)  # of "d'état-major" a part goes astray
    return Span(start=span.start, end=tail.end() if tail else span.end)


def _explained(doc: Doc, source: list[Token]) -> list[Token]:
    """An apposition behind the comma: "selon Ana Rivas, ministre de la Santé, ...". It has no article."""
    comma = source[-1].i + 1
    if comma + 1 >= len(doc) or doc[comma].text != ",":
        return []
    first = doc[comma + 1]
    if not ud.is_apposition(first) or first.head not in source or first.left_edge.i != first.i:
        return []
    rest = list(doc[comma + 1 : first.right_edge.i + 1])
    stop = next((i for i, t in enumerate(rest) if t.text == ","), len(rest))
    return [doc[comma], *rest[:stop]]


def _related(doc: Doc, source: list[Token]) -> list[Token]:
    """A relative clause behind the comma: "d'après le rapport, dont l'agence a obtenu copie, ..."."""
    comma = source[-1].i + 1
    if comma + 1 >= len(doc) or doc[comma].text != "," or not _is(doc[comma + 1], "relatives"):
        return []
    stop = next((t.i for t in doc[comma + 1 :] if t.text in {",", "."} or t.is_space), comma)
    return list(doc[comma:stop])


def _has_case(noun: Token, group: str) -> bool:
    """Whether a preposition of a group of small words stands before ``noun``."""
    word = ud.case_of(noun)
    return word is not None and _is(word, group)


def _opens(clause: Token, group: str) -> bool:
    """Whether a word of a group of small words opens ``clause``."""
    word = ud.opening_of(clause)
    return word is not None and _is(word, group)


def _clauses(verb: Token) -> list[Token]:
    """Clauses with "que" behind a verb, wherever the parser hangs them below it."""
    found = []
    for child in ud.clauses_behind(verb):
        marked = any(_is(t, "that") and t.i < child.i for t in child.children)
        if marked or (_is(child, "this") and any(_is(t, "that") for t in child.subtree)):
            found.append(child)
    return found or ud.finite_complements(verb)


def _infinitives(verb: Token, *, bare: bool, marked: bool) -> list[Token]:
    """Infinitives behind a verb: "dit avoir", and where ``marked`` "promet de", "exhorte les deux camps à"."""
    found = []
    for child in ud.infinitives_behind(verb, of_objects=marked):
        opening = ud.opening_of(child)
        if (opening is None and bare) or (opening is not None and _is(opening, "before_infinitives") and marked):
            found.append(child)
    return found


def _conditions(verb: Token, words: list[Token]) -> list[Token]:
    """What is promised only "si ...", where the parser hangs the condition on the verb."""
    last = max((t.i for t in words), default=verb.i)
    return [
        t
        for c in ud.circumstances(verb)
        if c.left_edge.i > last and any(_is(m, "if") for m in c.children)
        for t in verb.doc[last + 1 : c.right_edge.i + 1]
    ]


def _sentence_start(text: str, line: int, at: int, quotes: list[Span]) -> int:
    """Where the sentence that ends before ``at`` begins; marks inside quotations end none."""
    dateline = _DATELINE.match(text, line)
    line = dateline.end() if dateline else line
    line = max(line, at - _LONGEST_SENTENCE)
    last = starting(quotes, at) - 1
    before = quotes[last] if last >= 0 and quotes[last].end <= at else None
    limit = before.start if before is not None and not re.search(r"\w", text[before.end : at]) else at
    ends = [m for m in _ENDS.finditer(text, line, limit + 1) if m.end() <= limit]
    return next((m.end() for m in reversed(ends) if not _within(quotes, m.start())), line)


def _within(quotes: list[Span], at: int) -> bool:
    """Whether a mark lies inside a quotation, and is not its last."""
    held_by = around(quotes, at)
    return held_by is not None and held_by.start < at < held_by.end - 1


def _sentence_end(text: str, at: int, quotes: list[Span]) -> int:
    for match in _ENDS.finditer(text, at):
        if not _within(quotes, match.start()):
            return match.start() + (text[match.start()] != "\n")
    return len(text)


def _trimmed(text: str, pieces: Iterable[tuple[int, int]]) -> Spans:
    """Pieces of text as spans, without marks and space at their edges; those without a word are none."""
    spans = []
    for start, end in pieces:
        while start < end and text[start] in _EDGES + ".":
            start += 1
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        if end > start and re.search(r"\w", text[start:end]):
            spans.append(Span(start=start, end=end))
    return tuple(spans)
