"""Commitments (promises and threats with condition and deadline), stances, and memberships."""

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman import lexicons
from dragoman.model import ActorKind, ActorRef, Commitment, Membership, Modality, Position, Stance
from dragoman.reading.draft import (
    Draft,
    children,
    draft_of,
    is_negated,
    objects,
    prepositional,
    runs,
    sentence,
    span_of,
    subjects,
)
from dragoman.reading.events import modality, refs

_PROMISES = {"promise", "vow", "pledge", "agree", "offer", "commit", "undertake"}
_CHANGES = {
    "join": "joined",
    "admit": "joined",
    "leave": "left",
    "quit": "left",
    "exclude": "excluded",
    "expel": "excluded",
    "suspend": "excluded",
    "bar": "excluded",
}
_OPPOSITE = {
    Position.FOR: Position.AGAINST,
    Position.AGAINST: Position.FOR,
    Position.RESERVED: Position.RESERVED,
}


@cache
def _stances(section: str) -> dict[str, Position]:
    table = lexicons.table("stances.toml")[section]
    return {word: Position(side) for side, words in table.items() for word in words}


class CommitmentReader:
    """spaCy component ``dragoman_commitments``: fills commitments, stances and memberships of the draft."""

    def __call__(self, doc: Doc) -> Doc:
        draft = draft_of(doc)
        for token in doc:
            if token.pos_ == "VERB":
                self._commitment(token, draft)
                self._stance(token, draft)
                self._change_of_membership(token, draft)
            elif token.lemma_.lower() == "member":
                self._membership(token, draft)
        return doc

    def _commitment(self, verb: Token, draft: Draft) -> None:
        threat = verb.lemma_ == "threaten"
        acts = [c for c in children(verb, "xcomp") if any(g.lower_ == "to" for g in c.children)]
        if acts and (verb.lemma_ in _PROMISES or threat) and not is_negated(verb):
            self._add(subjects(verb), acts[0], "threat" if threat else "promise", draft)
            return
        # "X says it will ...": a speaker's own future act, whether or not a condition comes with it
        says = verb.head
        will = any(c.lower_ in {"will", "shall", "’ll", "'ll"} for c in verb.children if c.dep_ == "aux")
        if (
            not will
            or verb.dep_ != "ccomp"
            or says.lemma_ not in {"say", "tell", "declare", "announce", "promise", "vow", "pledge"}
        ):
            return
        own = subjects(verb)
        speakers = refs(subjects(says), draft)
        if own and (own[0].lower_ in {"it", "he", "she", "they", "we", "i"} or refs(own, draft) == speakers):
            self._add(subjects(says), verb, "promise", draft)

    @staticmethod
    def _add(who: list[Token], act: Token, kind: str, draft: Draft) -> None:
        conditions = [
            c
            for c in act.children
            if c.dep_ == "advcl" and any(m.lower_ in {"if", "unless", "once"} for m in c.children)
        ]
        held = {t for c in conditions for t in c.subtree}
        times = {w.id: w for w in draft.times if w.relation in {"by", "before", "until"}}
        limits = [w for w in times.values() if any(t.idx <= w.spans[0].start < t.idx + len(t) for t in act.subtree)]
        actors = refs(who, draft)
        if not actors:
            return
        body = [t for t in act.subtree if t not in held and t.dep_ != "nsubj"]
        draft.commitments.append(
            Commitment(
                id=f"c{len(draft.commitments) + 1}",
                actors=actors,
                recipients=refs(list(objects(act)), draft),
                action=runs(body),
                condition=runs(held),
                deadline=limits[0].id if limits else None,
                kind=kind,
                attributions=draft.under(act.idx),
            )
        )

    @staticmethod
    def _stance(verb: Token, draft: Draft) -> None:
        position = _stances("verbs").get(verb.lemma_.lower())
        cue, target = [verb], [c for c in verb.children if c.dep_ in {"dobj", "xcomp", "ccomp", "nsubjpass"}]
        target += [
            c for p in children(verb, "prep") if p.lower_ in {"to", "of", "with"} for c in children(p, "pobj", "pcomp")
        ]
        noun = next((o for o in objects(verb) if o.lemma_.lower() in _stances("object_nouns")), None)
        if noun is not None and verb.lemma_ in {"express", "have", "voice", "declare", "state", "raise"}:
            position = _stances("object_nouns")[noun.lemma_.lower()]
            cue, target = [verb, noun], [c for c in noun.children if c.dep_ in {"prep", "acl"}]
            target += [c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"over", "about", "on"}]
        actors = refs(subjects(verb), draft)
        if position is None or not actors or not target:
            return
        sent = sentence(verb)
        time = draft.time_in(sent.start_char, sent.end_char)
        earlier = any(c.lower_ in {"originally", "initially", "previously", "earlier", "once"} for c in verb.children)
        for actor in actors:
            draft.stances.append(
                Stance(
                    id=f"s{len(draft.stances) + 1}",
                    actor=actor,
                    position=_OPPOSITE[position] if is_negated(verb) else position,
                    proposal=runs(t for c in target for t in c.subtree),
                    towards=refs(target, draft),
                    cue=runs(cue),
                    when=time.id if time else None,
                    earlier=earlier,
                    attributions=draft.under(verb.idx),
                )
            )

    @staticmethod
    def _change_of_membership(verb: Token, draft: Draft) -> None:
        """ "Chad joined the league", "Mali was suspended from the union"."""
        status = _CHANGES.get(verb.lemma_.lower())
        if status is None or verb.tag_ in {"VB", "VBG"} or modality(verb) is not Modality.ASSERTED:
            return
        near = objects(verb) if status in {"joined", "left"} and children(verb, "dobj") else []
        near = near or prepositional(verb, "from", "to", "into")
        groups = [draft.mentions[t.i] for t in near if t.i in draft.mentions]
        kinds = {a.id: a.kind for a in draft.actors}
        groups = [g for g in groups if kinds[g.actor] in {ActorKind.GROUP, ActorKind.ORGANISATION}]
        who = objects(verb) if status == "excluded" or verb.lemma_ in {"admit"} else subjects(verb)
        for member in refs(who, draft):
            if groups and member.actor != groups[0].actor:
                draft.memberships.append(
                    Membership(
                        id=f"m{len(draft.memberships) + 1}",
                        member=member,
                        group=groups[0],
                        spans=(*member.spans, span_of([verb]), *groups[0].spans),
                        attributions=draft.under(verb.idx),
                        status=status,
                    )
                )

    @staticmethod
    def _membership(noun: Token, draft: Draft) -> None:
        groups = prepositional(noun, "of")
        verb = noun.head
        if not groups or noun.dep_ not in {"attr", "appos"}:
            return
        members = subjects(verb) if noun.dep_ == "attr" else [verb]
        group = draft.mentions.get(groups[0].i)
        if group is None:
            group = next((draft.mentions[t.i] for t in groups[0].subtree if t.i in draft.mentions), None)
        if group is None:
            return
        for member in refs(members, draft):
            ref = ActorRef(actor=group.actor, spans=group.spans)
            draft.memberships.append(
                Membership(
                    id=f"m{len(draft.memberships) + 1}",
                    member=member,
                    group=ref,
                    spans=(span_of([*members, noun, groups[0]]),),
                    attributions=draft.under(noun.idx),
                )
            )


@Language.factory("dragoman_commitments")
def make_commitments(nlp: Language, name: str) -> CommitmentReader:
    """Factory of the component that reads commitments, stances and memberships."""
    return CommitmentReader()
