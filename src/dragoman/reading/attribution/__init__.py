"""Attribution: source, cue, content, and the chain that it came through.

Terms follow PARC 3.0 (Pareti 2016) and PolNeAR (Newell et al. 2018). Three readers propose the attributions of English
texts: a small network (``learned``), layers over the shared encoder (``branch``) and a grammar over the parse
(``grammar``). Other languages have a grammar over Universal Dependencies (``universal``). What follows is the same for
all: paragraphs that go on with a quotation, actors behind sources, denials, occasions, times, nesting and the
chain to the publisher.
"""

import re
from dataclasses import replace
from functools import cache

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dragoman.languages import lexicons
from dragoman.mentions.mention import role_of
from dragoman.model import DEFAULT_READER, ActorKind, Attribution, AttributionKind, ReaderKind, Span, Spans
from dragoman.reading.attribution import beside, hands, layout
from dragoman.reading.attribution.branch import BranchModel, default_branch
from dragoman.reading.attribution.confidence import confidence
from dragoman.reading.attribution.grammar import Grammar, closed_cues
from dragoman.reading.attribution.learned import SCHEMES, AttributionModel, default_model
from dragoman.reading.attribution.proposal import Proposal
from dragoman.reading.attribution.quotes import around, quotations, starting
from dragoman.reading.attribution.sources import (
    chain_of,
    forget,
    mention_asked,
    mention_speakers,
    name_own_bodies,
    sources_of,
    with_parents,
)
from dragoman.reading.attribution.universal import Universal
from dragoman.reading.draft import DRAFT, PARSE, Draft, begin, draft_of
from dragoman.reading.things import things
from dragoman.syntax import ud
from dragoman.syntax.clearnlp import antecedent, is_passive, own_subject, own_words
from dragoman.syntax.link import Kind
from dragoman.syntax.paragraphs import datelines
from dragoman.syntax.saying import (
    clauses_of,
    hands_over,
    is_put_to,
    nominal_subjects,
    nouns_under,
    own_prepositions,
    plain_objects,
    stands_behind_preposition,
    tells_beside,
)
from dragoman.syntax.scheme import link
from dragoman.syntax.tree import lemmas_in, runs, sentence, text_of

_IN_NAMES = frozenset({"the", "’", "'", "’s", "'s", "-", "&", "and", "of"})  # "the Dockers’ Union"
_IN_PHRASES = frozenset({"PROPN", "NOUN", "ADJ", "DET"})
_BESIDE = 60  # characters from a quotation to the verb that says whose it is
METHODS = ("learned", "grammar")
_NOT_NEGLIGIBLE = {
    ReaderKind.FAST: {"reports": 0.2, "polnear": 0.1},
    ReaderKind.ACCURATE: {"reports": 0.2, "polnear": 0.35},
}


@cache
def _set(section: str, key: str, language: str = "en") -> frozenset[str]:
    return frozenset(lexicons.table("attribution.toml", language)[section][key])


class AttributionReader:
    """spaCy component ``dragoman_attribution``: fills ``Draft.attributions``.

    ``method`` is "learned" (English only) or "grammar"; None is the best that there is for the language. ``scheme`` is
    whose way to annotate the learned reader follows (``learned.SCHEMES``): "polnear" to compare with that corpus.
    ``kind`` says whether the learned reader is the small network or, in English, layers over the shared encoder.
    ValueError for a method or scheme that is none, LookupError for a language without a lexicon of cues.
    """

    def __init__(
        self,
        method: str | None = None,
        language: str = "en",
        scheme: str = SCHEMES[0],
        kind: ReaderKind = DEFAULT_READER,
    ) -> None:
        methods = METHODS if language == "en" else METHODS[1:]
        self.method = method or methods[0]
        if self.method not in methods:
            raise ValueError(f"unknown method {method!r} for {language!r}; one of {', '.join(methods)}")
        if scheme not in SCHEMES:
            raise ValueError(f"unknown scheme {scheme!r}; one of {', '.join(SCHEMES)}")
        self.language, self.scheme, self.kind = language, scheme, kind
        self.proposed: dict[str, Proposal] = {}  # of the document read last, by the id of its attribution
        self._universal = Universal(language) if language != "en" else None
        self._model: AttributionModel | BranchModel | None = None
        if self.method == "learned":
            self._model = default_branch() if kind is ReaderKind.ACCURATE else default_model()

    def __call__(self, doc: Doc) -> Doc:
        draft, quotes = begin(doc, "dragoman_attribution"), quotations(text_of(doc))
        found = self.propose(doc, quotes)
        occasions = lemmas_in(doc, _set("occasions", "nouns", self.language))
        self.proposed = {}
        for item in sorted(found, key=lambda p: p.cue[0].start):
            settled = _settle(item, doc, quotes, draft, occasions)
            if self._universal is None:
                settled = settled.model_copy(update={"confidence": confidence(item, settled.kind, self.kind)})
            self.proposed[settled.id] = item
            draft.attributions.append(settled)
        draft.attributions = with_parents(draft, self.language, each_once=self.scheme == SCHEMES[0])
        turns = [span for item in found if item.rule == "layout" for span in item.content]
        mention_speakers(doc, [*quotes, *turns], draft)
        mention_asked(doc, layout.asked(layout.turns(text_of(doc), self.language)), draft)
        name_own_bodies(doc, draft)
        return doc

    def propose(self, doc: Doc, quotes: list[Span]) -> list[Proposal]:
        """What the chosen reader finds in ``doc``, with what the layout says, continued quotations and relays."""
        if not len(doc):
            return []
        spoken = layout.turns(text_of(doc), self.language)
        asking = layout.interviewers(spoken, draft_of(doc).publisher, self.language)
        asks = [*(one for one, _ in layout.asked(spoken)), *(turn for turn in spoken if turn.name in asking)]
        draft_of(doc).asked = [s for one in asks for s in one.content]
        nobody = asking | layout.answerers(spoken, self.language)
        labels = [
            Span(start=turn.label.start, end=turn.colon.end) for turn in spoken if turn.name and turn.name in nobody
        ]
        forget(labels, doc, draft_of(doc))
        laid_out = layout.propose(doc, quotes, spoken, asking)
        if self._universal is not None:
            return _continue(text_of(doc), quotes, _joined(laid_out, self._universal.propose(doc, quotes)))
        laid_out += layout.announced(doc, quotes)
        if self._model is None:
            found = Grammar().propose(doc, quotes)
        else:
            found = _learned(doc, quotes, self.scheme, self.kind, self._model)
            found = [_whole(p, quotes) for p in found] if self.scheme == SCHEMES[0] else found
        if self.scheme == SCHEMES[0]:
            found = [p for p in found if _is_said(p, doc, quotes, labels)]
        found = _joined(_each_once(laid_out), found)
        if self.scheme == SCHEMES[0]:
            found = [_by_teller(p, doc) for p in hands.settle(found, doc, draft_of(doc).countries)]
        found = _continue(text_of(doc), quotes, found)
        found = [_without_answers(p, found, doc, quotes) for p in found]
        return _by_who_is_quoted(beside.complete(doc, quotes, found, draft_of(doc)), doc, quotes)


def _learned(
    doc: Doc, quotes: list[Span], scheme: str, kind: ReaderKind, model: AttributionModel | BranchModel
) -> list[Proposal]:
    """What ``model`` finds, and what the rules find at closed-class cues and where it finds a cue not unlikely."""
    chance, learned = model.propose(doc, scheme)
    likely = {*np.flatnonzero(chance >= _NOT_NEGLIGIBLE[kind][scheme]).tolist()}
    if scheme != "polnear":
        likely |= {*lemmas_in(doc, _set("nouns", "cues"))}  # "alarm among villagers that": the rules ask for all three
        likely |= {*lemmas_in(doc, _set("verbs", "denying"))}  # "Peru denied it": no conflict is seen without a denial
        likely |= {i for i in lemmas_in(doc, _set("verbs", "telling")) if tells_beside(doc[i])}
    likely -= {p.head for p in learned}  # which stand before what rules find at the same words, but for closed cues
    likely |= {*np.flatnonzero(closed_cues(doc)).tolist()}
    ruled = [replace(p, score=float(chance[p.head])) for p in Grammar().propose(doc, quotes, sorted(likely))]
    # What "according to the agency, citing the ministry" passes on belongs to that chain, and to no other attribution.
    passed_on = {i for item in ruled if item.closed for i in item.relay}
    citing = {i: _passed_on_at(i, doc) for i in lemmas_in(doc, _set("verbs", "relay"))}
    reasons = {i for i, whom in citing.items() if whom and all(_is_a_reason(doc[w]) for w in whom)}
    learned, ruled = ([p for p in found if p.head not in reasons] for found in (learned, ruled))
    citing = {i: whom for i, whom in citing.items() if i not in reasons}
    taken = {i for i, whom in citing.items() if whom & passed_on}
    learned, ruled = ([p for p in found if p.head not in taken] for found in (learned, ruled))
    free = [i for i in citing if i not in taken]
    if scheme != "polnear":
        held = [p for p in ruled if p.closed and p.speakers]
        learned = [p for p in learned if p.speakers or not _is_at_cue_of(p, held)]
        learned = [_by_subject(item, doc) for item in learned]
    learned = [_by_rule(_own_source(item, doc), ruled, doc) for item in learned]
    below: dict[int, list[Proposal]] = {}
    for item in learned:
        below.setdefault(doc[item.head].head.i, []).append(item)
    learned = [_with_claimed(item, below.get(item.head, [])) for item in learned]
    learned = [_relayed(_nested(item, learned), doc, free) for item in learned]
    lines = list(datelines(doc))
    found = [_after_dateline(item, lines, doc) for item in _joined(learned, ruled)]
    passed_on |= {i for item in found for i in item.relay}
    return [p for p in found if p.speakers or not citing.get(p.head, set()) & passed_on]


def _whole(item: Proposal, quotes: list[Span]) -> Proposal:
    """``item`` with all of a quotation that its content opens and breaks off in."""
    quoted = {s: around(quotes, s.start) for s in item.content}
    broken = {
        span: quote
        for span, quote in quoted.items()
        if quote is not None and span.start - quote.start < 2 and span.end < quote.end - 1
    }
    if not broken or any(q.holds(c.start) for q in broken.values() for c in item.cue):
        return item
    return replace(item, content=_merged([broken.get(span, span) for span in item.content]))


def _is_said(item: Proposal, doc: Doc, quotes: list[Span], labels: list[Span]) -> bool:
    """Whether ``item`` is more than an act told ("lifted sanctions") and its source somebody or left unsaid.

    Nobody is whoever asks in an interview: ``labels``.
    """
    head = doc[item.head]
    if _set("nobody", "contents") & {" ".join(s.of(text_of(doc)) for s in item.content).lower()}:
        return False
    if any(label.start <= item.cue[0].start <= label.end + 2 for label in labels):
        return False
    if any(doc[i].lower_ in _set("nobody", "words") and not any(doc[i].children) for i in item.speakers):
        return False
    if _is_of_a_title(item, doc, quotes) or is_put_to(head):
        return False
    if _only_judges(head) and _kind(item.content, quotes) is AttributionKind.INDIRECT:
        return False
    silent = head.lemma_.lower() in _set("verbs", "acts") or _has_another_sense(head)
    if not silent or item.closed:
        return True
    return _kind(item.content, quotes) is AttributionKind.DIRECT


def _has_another_sense(verb: Token) -> bool:
    """Whether what stands with ``verb`` shows that nothing is said: "recalled its envoy", "denied them entry",
    "reported for duty"."""
    if clauses_of(verb):
        return False
    table, lemma, objects = lexicons.table("attribution.toml"), verb.lemma_.lower(), plain_objects(verb)
    if any(o.lemma_.lower() in table["senses"].get(lemma, ()) for o in objects):
        return True
    if objects and lemma in table["persons"]["verbs"] and any(_is_person(o) for o in objects):
        return not any(t.i > verb.i and t.lower_ in table["persons"]["unless"] for t in own_words(verb))
    if objects:
        return lemma in _set("verbs", "denying") and hands_over(verb)
    return any(p.lower_ in table["senses_behind"].get(lemma, ()) for p in own_prepositions(verb)[:1])


def _is_person(noun: Token) -> bool:
    role = role_of(noun)
    return noun.ent_type_ == "PERSON" or (role is not None and role.kind is ActorKind.PERSON)


def _only_judges(verb: Token) -> bool:
    """Whether a verb of judging, finding or talks has an object alone, without words of what is said of it:
    "condemned the raid", but "criticised the mayor for waiting"."""
    judging = lexicons.table("attribution.toml")["judging"]
    if verb.lemma_.lower() not in judging["verbs"] or not plain_objects(verb) or clauses_of(verb):
        return False
    return not any(t.i > verb.i and t.lower_ in judging["reasons"] for t in own_words(verb))


def _is_of_a_title(item: Proposal, doc: Doc, quotes: list[Span]) -> bool:
    """Whether the cue stands in the title of a work or a ship: "the novel “They Told Us Lies”"."""
    quote = around(quotes, item.cue[0].start)
    part = doc.char_span(quote.start, quote.end, alignment_mode="expand") if quote is not None else None
    if part is None or not part.start:
        return False
    return doc[part.start - 1].lemma_.lower() in _set("titles", "nouns")


def _each_once(found: list[Proposal]) -> list[Proposal]:
    """``found`` without what the page says twice: a label that opens an interview's turn and a quotation too."""
    kept: list[Proposal] = []
    for item in sorted(found, key=lambda p: -sum(s.end - s.start for s in p.content)):
        if not any(c.meets(k) for other in kept for c in item.cue for k in other.cue):
            kept.append(item)
    return kept


def _after_dateline(item: Proposal, lines: list[Tokens], doc: Doc) -> Proposal:
    """``item`` without the dateline of its paragraph before the content: "LIMA - [Peru signed]"."""
    first, *rest = item.content
    for line in lines:
        start = doc[line.end].idx if line.end < len(doc) else line.end_char
        if line.start_char <= first.start < start < first.end:
            return replace(item, content=(Span(start=start, end=first.end), *rest))
    return item


def _by_subject(item: Proposal, doc: Doc) -> Proposal:
    """``item`` with the subject of its cue for a source where the model sees none ("Mensah, who denied it") or somebody
    who is only told of beside the subject ("Mensah, quoted by the Herald, said")."""
    subject = next(iter(nominal_subjects(doc[item.head])), None)
    source = item.source
    if source is None and subject is None and (shared := _shared_subject(doc[item.head])) is not None:
        return item if any(s.holds(shared.idx) for s in item.content) else replace(item, speakers=(shared.i,))
    if subject is None or any(s.holds(subject.idx) for s in item.content):
        return item
    if source is None:
        return replace(item, speakers=(subject.i,))
    if (whole := _described_by(subject, source)) is not None:
        return replace(item, speakers=(whole.i,), source=Span(start=source.start, end=whole.idx + len(whole)))
    verb = doc[item.head]
    if subject.idx < source.start and (source.end <= verb.idx or (subject.i < verb.i and not is_passive(verb))):
        return replace(item, speakers=(subject.i,), source=None)
    return item


def _by_teller(item: Proposal, doc: Doc) -> Proposal:
    """``item`` with who tells no more than its content for a source: "all that the judge would say was that"."""
    whole = doc[item.speakers[0]] if item.speakers else None
    if whole is None or whole.lower_ not in _set("nouns", "wholes"):
        return item
    told = [t for t in whole.children if link(t).kind is Kind.RELATIVE]
    teller = own_subject(told[0]) if told else None
    return replace(item, speakers=(teller.i,), source=None) if teller is not None else item


def _is_at_cue_of(item: Proposal, others: list[Proposal]) -> bool:
    return any(c.meets(o) for other in others if other.head != item.head for c in item.cue for o in other.cue)


def _shared_subject(verb: Token) -> Token | None:
    """Who does the verb that the verb of a cue is coordinated with: "the minister met traders and warned that"."""
    first = verb.head
    if verb.dep_ != "conj" or verb.tag_ != "VBD" or first.pos_ != "VERB" or is_passive(first):
        return None
    subject = own_subject(first)
    return subject if subject is not None and subject.pos_ in {"NOUN", "PROPN"} and subject.i < first.i else None


def _described_by(relative: Token, source: Span) -> Token | None:
    """The head of the name that a relative clause describes, where the model broke off before it: "the Dockers' Union,
    which warned"."""
    noun = antecedent(relative)
    if noun is None or source.end > noun.idx or noun.pos_ != "PROPN":
        return None
    name = [t for t in noun.subtree if source.start <= t.idx < noun.idx]
    is_one = len(name) > 0 and name[-1].i == noun.i - 1 and name[0].idx == source.start
    return noun if is_one and all(t.pos_ in _IN_PHRASES or t.text in _IN_NAMES for t in name) else None


def _own_source(item: Proposal, doc: Doc) -> Proposal:
    """``item`` with no more for a source than the subject of its cue: "according to the daily, Turkey refused"."""
    subject = next(iter(nominal_subjects(doc[item.head])), None)
    if item.source is None or subject is None or not item.source.holds(subject.idx):
        return item
    first = subject.left_edge
    if first.idx <= item.source.start or doc[first.i - 1].text != ",":
        return item
    return replace(item, source=Span(start=first.idx, end=item.source.end), speakers=(subject.i,))


def _passed_on_at(verb: int, doc: Doc) -> set[int]:
    """Whom a verb cites, by index."""
    return {child.i for child in nouns_under(doc[verb])}


def _is_a_reason(cited: Token) -> bool:
    """Whether what is cited says nothing: "citing high waves", but not "citing a report"."""
    telling = _set("nouns", "sources") | _set("nouns", "cited") | _set("nouns", "issued")
    known = things(cited.vocab, cited.doc.lang_)
    if cited.pos_ != "NOUN" or cited.ent_type_ or known is None or {cited.lower_, cited.lemma_.lower()} & telling:
        return False
    return role_of(cited) is None and not known.may_be_harmed(cited)


def _joined(first: list[Proposal], second: list[Proposal]) -> list[Proposal]:
    """``first`` and what ``second`` adds at other cues."""
    taken = [span for item in first for span in item.cue]
    return [*first, *(p for p in second if not any(c.meets(t) for c in p.cue for t in taken))]


def _by_rule(item: Proposal, ruled: list[Proposal], doc: Doc) -> Proposal:
    """``item`` with the content that a rule gives it where its cue is of a closed class ("according to"), and with whom
    the rule sees cited where the model sees another.

    PolNeAR's contents stop at the attributions inside them; a reader wants all that the source is cited for.
    """
    rule = next((r for r in ruled if r.closed and r.head == item.head), None)
    if rule is None:
        return item
    cited = rule.speakers and item.source is not None and item.source.holds(doc[rule.speakers[0]].idx)
    if not cited:
        item = replace(item, speakers=rule.speakers or item.speakers, source=None)
    return replace(item, content=rule.content, relay=rule.relay)


def _nested(item: Proposal, others: list[Proposal]) -> Proposal:
    """``item`` with all of an attribution whose source its content holds: who says so and what goes together."""
    content = list(item.content)
    first, last = content[0].start, content[-1].end
    for other in others:
        source = other.source
        if source is None or other is item or source.start < first or source.end > last:
            continue
        if not any(s.covers(source) for s in item.content):
            continue
        if any(s.holds(other.cue[0].start) for s in item.content) or any(
            s.holds(c.start) for s in other.content for c in item.cue
        ):
            continue
        content += [*other.cue, *other.content]
    if len(content) == len(item.content):
        return item
    return replace(item, content=_merged(content))


def _with_claimed(item: Proposal, below: list[Proposal]) -> Proposal:
    """``item`` with all of an attribution whose words alone it was given, of those whose cues hang on its own:
    "Peru urged Chile [to wait], she said"."""
    for other in below:
        if other.source is not None and other is not item and _says_the_same(item, other):
            return replace(item, content=_merged([*item.content, other.source, *other.cue, *other.content]))
    return item


def _without_answers(item: Proposal, others: list[Proposal], doc: Doc, quotes: list[Span]) -> Proposal:
    """``item`` without the quotations of later sentences that others say there: "“It leaks,” retorted Roth"."""
    sent = sentence(doc[item.head])

    def is_answer(span: Span) -> bool:
        if span.start < sent.end_char or span not in quotes:
            return False
        holding = [p for p in others if p is not item and p.speakers and any(s.covers(span) for s in p.content)]
        return any(span.end <= doc[p.head].idx <= span.end + _BESIDE for p in holding)

    kept = tuple(s for s in item.content if not is_answer(s))
    return replace(item, content=kept) if kept and len(kept) < len(item.content) else item


def _says_the_same(item: Proposal, other: Proposal) -> bool:
    """Whether the content of ``item`` is words of ``other``'s, whose content does not hold the cue of ``item``."""
    if not all(any(o.covers(c) for o in other.content) for c in item.content):
        return False
    return not any(o.holds(c.start) for o in other.content for c in item.cue)


def _merged(spans: list[Span]) -> Spans:
    """``spans`` in order, those that touch or lie one character apart as one."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda s: s.start):
        if result and span.start <= result[-1].end + 1:
            result[-1] = Span(start=result[-1].start, end=max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def _relayed(item: Proposal, doc: Doc, citing: list[int]) -> Proposal:
    """``item`` with what its source passes on at a word of ``citing``: "the agency said, citing the ministry"."""
    if not item.speakers or item.relay or not citing:
        return item
    near = [doc[i] for i in {item.head, *item.speakers}]
    sent = sentence(near[0])
    for word in (doc[i] for i in citing if sent.start <= i < sent.end):
        if word.tag_ != "VBG" and word.i != item.head:
            continue
        attached = word.i == item.head or word.head in near
        close = any(word.i - token.i in range(1, 5) for token in near)
        if attached or (close and not any(s.holds(word.idx) for s in item.content)):
            return replace(item, relay=tuple(t.i for t in nouns_under(word)))
    return item


def _by_who_is_quoted(found: list[Proposal], doc: Doc, quotes: list[Span]) -> list[Proposal]:
    """A quotation after a sentence goes on from what that sentence quotes, not from what it tells besides.

    In "“It is late,” said Ann, who thinks of the harvest. “It is over.”" the second is what Ann said, too.
    """
    result = list(found)
    in_sentence: dict[int, list[int]] = {}
    for number, item in enumerate(found):
        in_sentence.setdefault(sentence(doc[item.head]).start, []).append(number)
    for number, item in enumerate(found):
        whole = sentence(doc[item.head])
        if item.content[-1].end <= whole.end_char:
            continue
        own, after = _cut(item.content, whole)
        if not own or _kind(own, quotes) is not AttributionKind.INDIRECT or not _is_quoted(after, quotes):
            continue
        beside = (i for i in in_sentence[whole.start] if i != number and result[i].speakers)
        saying = next((i for i in beside if _is_quoted(_cut(result[i].content, whole)[0], quotes)), None)
        if saying is not None:
            result[number] = replace(item, content=own)
            result[saying] = replace(result[saying], content=(*result[saying].content, *after))
    return result


def _is_quoted(content: Spans, quotes: list[Span]) -> bool:
    return bool(content) and _kind(content, quotes) is AttributionKind.DIRECT


def _cut(content: Spans, whole: Tokens) -> tuple[Spans, Spans]:
    """``content`` before and after the end of a sentence; of a span across it, neither the stop nor the space there."""
    stop = whole.start_char + len(whole.text.rstrip(" .\n"))
    goes_on = next((t.idx for t in whole.doc[whole.end :] if not t.is_space), whole.end_char)
    before = tuple(
        Span(start=s.start, end=s.end if s.end <= whole.end_char else stop) for s in content if s.start < stop
    )
    return before, tuple(Span(start=max(s.start, goes_on), end=s.end) for s in content if s.end > goes_on)


def _continue(text: str, quotes: list[Span], found: list[Proposal]) -> list[Proposal]:
    """A paragraph that is one quotation and has no cue goes on from the speaker of the paragraph before it."""
    result = list(found)
    for quote in quotes:
        line = text.rfind("\n", 0, quote.start) + 1
        stop = text.find("\n", quote.end)
        around = text[line : quote.start] + text[quote.end : stop if stop >= 0 else len(text)]
        held = (Span(start=p.content[0].start, end=p.content[-1].end) for p in result)
        if re.search(r"\w", around) or any(s.covers(quote) for s in held):
            continue
        earlier = [i for i, p in enumerate(result) if p.speakers and p.content[-1].end <= quote.start]
        if not earlier:
            continue
        latest = max(earlier, key=lambda i: result[i].content[-1].end)
        between = text[max(result[latest].content[-1].end, result[latest].cue[-1].end) : quote.start]
        if len(re.findall(r"\n+", between)) <= 1:
            result[latest] = replace(result[latest], content=(*result[latest].content, quote))
    return result


def _settle(item: Proposal, doc: Doc, quotes: list[Span], draft: Draft, occasions: list[int]) -> Attribution:
    sent = sentence(doc[item.head])
    time = draft.time_in(sent.start_char, sent.end_char)
    return Attribution(
        id=f"q{len(draft.attributions) + 1}",
        sources=sources_of(item, doc, draft),
        cue=item.cue,
        content=item.content,
        kind=_kind(item.content, quotes),
        chain=chain_of(item, doc, draft),
        occasion=_occasion(item, doc, occasions),
        when=time.id if time and not any(s.covers(time.spans[0]) for s in item.content) else None,
        denies=doc[item.head].lemma_.lower() in _set("verbs", "denying", doc.lang_),
    )


def _occasion(item: Proposal, doc: Doc, nouns: list[int]) -> Spans:
    """Where it was said: the first of ``nouns`` ("conference", "interview") that a preposition puts beside the cue."""
    words, sent = _set("occasions", "prepositions", doc.lang_), sentence(doc[item.head])
    for token in (doc[i] for i in nouns if sent.start <= i < sent.end):
        if any(s.holds(token.idx) for s in item.content):
            continue
        # ClearNLP hangs the noun below its preposition, Universal Dependencies the preposition below the noun.
        if stands_behind_preposition(token) and token.head.lower_ in words:
            return runs(t for t in token.subtree if t.i <= token.i)
        if any(word.lower_ in words for word in (token.head, *ud.cases(token))) and doc.lang_ != "en":
            return runs(ud.noun_phrase(token))
    return ()


def _kind(content: Spans, quotes: list[Span]) -> AttributionKind:
    size = sum(s.end - s.start for s in content)
    quoted = 0
    for span in content:
        for quote in quotes[max(0, starting(quotes, span.start) - 1) : starting(quotes, span.end)]:
            quoted += max(0, min(span.end, quote.end) - max(span.start, quote.start))
    if quoted == 0:
        return AttributionKind.INDIRECT
    return AttributionKind.DIRECT if quoted >= 0.95 * size - 2 else AttributionKind.MIXED


@Language.factory(
    "dragoman_attribution",
    default_config={"method": None, "scheme": SCHEMES[0], "kind": DEFAULT_READER.value},
    requires=PARSE,
    assigns=DRAFT,
)
def make_attribution(nlp: Language, name: str, method: str | None, scheme: str, kind: str) -> AttributionReader:
    """Factory of the component that reads attributions; ``method`` is "learned" (English), "grammar" or None."""
    return AttributionReader(method, nlp.lang, scheme, ReaderKind(kind))
