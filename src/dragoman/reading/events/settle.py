"""What is proposed made into events: sides, countries, time, place, certainty and attribution, decided in one place."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token

from dragoman.languages import lexicons
from dragoman.model import Actor, ActorKind, ActorRef, Event, Granularity, Modality
from dragoman.reading.draft import Draft
from dragoman.reading.events import coding
from dragoman.reading.events.certain import modality_of
from dragoman.reading.events.dates import Chosen, Dates, TimeReader, is_of_another
from dragoman.reading.events.frames import BASE, listed
from dragoman.reading.events.proposal import EventProposal
from dragoman.reading.events.retold import told_once
from dragoman.reading.events.roles import is_scene, refs, roles
from dragoman.reading.events.veto import is_complaint, is_figure
from dragoman.reading.when import root_of, time_of
from dragoman.syntax.arguments import clause, phrase
from dragoman.syntax.scheme import prepositional, scheme, tells_the_past
from dragoman.syntax.tree import runs, sentence, span_of

_UNREAL = {Modality.NEGATED, Modality.DENIED}
_ANYBODY = {ActorKind.OTHER, ActorKind.POPULATION}
_MEETING, _HARM, _CROWDS, _REFUSAL = "CONSULT", "ASSAULT", "PROTEST", "REJECT"
_CIVILIANS = "CVL"
_PROMISE, _GIVEN = "AGREE", {"AID", "SUPPORT", "COOPERATE", "CONSULT"}


def settle(proposals: Iterable[EventProposal], doc: Doc, draft: Draft, times: TimeReader | None = None) -> list[Event]:
    """The events that ``proposals`` are, in the order of the text; ``times`` chooses when they were, else grammar."""
    ordered = told_once((p for p in proposals if not is_figure(p, doc[p.trigger[0]])), doc)
    dates = Dates(doc, draft, {i: p.type for p in reversed(ordered) for i in p.trigger})
    events: list[Event] = []
    heads: list[Token] = []
    for proposal in ordered:
        words = [doc[i] for i in proposal.trigger]
        named = _by_grammar(words, dates) if times is None else times.time(words, proposal.type, dates)
        event = _event(proposal, f"e{len(events) + 1}", named or _seen(proposal, dates), doc, draft)
        if _needs_a_party(proposal, event, doc) and _is_among_nobody(event, draft):
            continue
        if is_complaint(proposal, words[0]) and _is_at_nobody(event, draft):
            continue  # "the rains came too late, the minister complained"
        if proposal.type == _REFUSAL and _is_a_things(words[0], draft):
            continue
        events.append(_on_the_same_day(event, words[0], events) if times is None else event)
        heads.append(words[0])
    return [_promised_to(event, head, events, heads) for event, head in zip(events, heads, strict=True)]


def _promised_to(event: Event, head: Token, events: list[Event], heads: list[Token]) -> Event:
    """``event`` with the recipients of what it promises: "announced a loan to Chad", "committed to helping Chad"."""
    if event.type != _PROMISE or event.recipients or event.recipient_countries:
        return event
    under = {t.i for t in head.subtree}
    for inner, act in zip(events, heads, strict=True):
        codes = tuple(c for c in inner.recipient_countries if c not in event.actor_countries)
        if inner.type in _GIVEN and act.i in under and codes:
            inferred = (*event.inferred, "recipient_countries")
            return event.model_copy(update={"recipient_countries": codes, "inferred": inferred})
    return event


def _by_grammar(words: list[Token], dates: Dates) -> Chosen | None:
    """The time that the clause of an act names."""
    when = time_of(words[0], dates.draft, tuple(words[1:]))
    root = root_of(when, dates.doc) if when is not None else None
    if when is None or (root is not None and dates.is_of_a_noun(when, root, words)):
        return None
    return Chosen(when, False)


def _needs_a_party(proposal: EventProposal, event: Event, doc: Doc) -> bool:
    """Whether an act counts only where it is somebody's of public life: one that is doubted, and people who meet."""
    meets = scheme.is_verb(doc[proposal.trigger[0]]) or bool(event.actors or event.recipients)
    return proposal.doubted or (event.type == _MEETING and meets)


def _is_a_things(verb: Token, draft: Draft) -> bool:
    """Whether what is not done is not a thing's to refuse: "the deal will not end the war"."""
    if not scheme.is_verb(verb) or not scheme.is_negated(verb) or scheme.is_passive(verb):
        return False
    doing, known = scheme.own_subjects(verb), draft.actors_by_id()
    who = (known[draft.mentions[t.i].actor] for t in doing if t.i in draft.mentions)
    return bool(doing) and all(actor.kind is ActorKind.OTHER for actor in who)


def _is_among_nobody(event: Event, draft: Draft) -> bool:
    """Whether neither side is anybody of public life: no named actor, no office or body, no country that words give."""
    sides = (("actor_countries", event.actor_countries), ("recipient_countries", event.recipient_countries))
    if any(codes and field not in event.inferred for field, codes in sides):
        return False
    return _is_of_nobody((*event.actors, *event.recipients), draft)


def _is_at_nobody(event: Event, draft: Draft) -> bool:
    named = event.recipient_countries and "recipient_countries" not in event.inferred
    return not named and _is_of_nobody(event.recipients, draft)


def _is_of_nobody(sides: Iterable[ActorRef], draft: Draft) -> bool:
    known = draft.actors_by_id()
    return not any(_is_of_public_life(known[ref.actor]) for ref in sides)


def _is_of_public_life(actor: Actor) -> bool:
    if actor.country or actor.members:
        return True
    return actor.sector != _CIVILIANS and (actor.sector is not None or actor.kind not in _ANYBODY)


def _on_the_same_day(event: Event, head: Token, before: list[Event]) -> Event:
    """``event`` with the day of the latest act of its type in an earlier sentence, where it goes on telling of it.

    "A bomb hit the market on Monday. Twelve people were killed": the second sentence names no day. What is so supplied
    is named in ``Event.inferred``.
    """
    if event.when is not None or event.modality is not Modality.ASSERTED or not tells_the_past(head):
        return event
    for other in reversed(before):
        told_before = other.type == event.type and other.sentence.start != event.sentence.start
        if told_before and other.modality is Modality.ASSERTED:
            if other.when is None:
                return event
            return event.model_copy(update={"when": other.when, "inferred": (*event.inferred, "when")})
    return event


def _event(proposal: EventProposal, id: str, time: Chosen | None, doc: Doc, draft: Draft) -> Event:
    head, *nouns = (doc[i] for i in proposal.trigger)
    proposal = _at_missions(proposal, (head, *nouns))
    harms = proposal.type == _HARM
    doing = [doc[i] for i in proposal.actors if not (harms and is_scene(doc[i]))]
    doers = roles(doing, draft)
    mutual = _is_mutual(head) and len(doing) > 1
    targets, words = (doers, doing) if mutual else _recipients(proposal, doers, doc, draft)
    where = coding.where_of(head, proposal.type, draft)
    sides = coding.code_sides(head, proposal.type, doers, doing, targets, words, where, draft)
    place = where.place if where else None
    country_only = place is None or place.name == place.country
    code = proposal.cameo or lexicons.table(BASE)["roots"][proposal.type][0] + "0"
    under = draft.under(head.idx)
    how = modality_of(proposal, [head, *nouns], doers, sides.actors, under, draft)
    if how is Modality.ASSERTED and _is_to_come(proposal.type, time, draft):
        how = Modality.PLANNED  # "the summit in June", told in May
    return Event(
        id=id,
        type=proposal.type,
        mode=proposal.mode or coding.mode_of(code),
        contexts=coding.contexts(head),
        cameo=code,
        goldstein=coding.goldstein(code),
        quad=lexicons.table(BASE)["scale"][proposal.type],
        actors=doers,
        recipients=targets,
        actor_countries=sides.actors,
        recipient_countries=sides.recipients,
        inferred=(
            *_inferred(proposal, sides),
            *(["location"] if where and where.inferred else []),
            *(["when"] if time and time.elsewhere else []),
        ),
        participants=_others(head, nouns, (*doers, *targets), draft),
        trigger=runs([head, *nouns, *_particles(head)]),
        sentence=span_of(t for t in sentence(head) if not t.is_space),
        when=time.when.id if time else None,
        location=place.country if place else None,
        place=place.name if place and not country_only else None,
        coordinates=(place.latitude, place.longitude) if place and place.latitude and place.longitude else None,
        location_spans=(span_of(where.words),) if where and where.words else (),
        positive=how not in _UNREAL,
        modality=how,
        attributions=under,
    )


def _particles(head: Token) -> list[Token]:
    """The particles that make a phrase of a verb, with nothing behind them: "pulled out", "handed the men over"."""
    near = scheme.particles(head) if scheme.is_verb(head) else []
    return [p for p in near if p.pos_ == "ADP" and p.i > head.i and all(map(scheme.is_preposition, scheme.behind(p)))]


def _is_mutual(head: Token) -> bool:
    """Whether those who act do it to each other."""
    done_to = [*scheme.objects(head), *scheme.prepositional_objects(head)]
    pairs = {tuple(pair.split()) for pair in listed("sides", "mutual", head.doc.lang_)}
    held = {i for t in done_to for i in (t.i - 1, t.i) if 0 <= i < len(t.doc) - 1}
    return any((head.doc[i].lower_, head.doc[i + 1].lower_) in pairs for i in held)


def _is_to_come(type_: str, time: Chosen | None, draft: Draft) -> bool:
    """Whether the act's own time is after publication; an act of speech may have the time of what is spoken of."""
    if time is None or time.elsewhere or draft.published is None or type_ in listed("spoken", "types"):
        return False
    return time.when.start is not None and time.when.start > draft.published


def _inferred(proposal: EventProposal, sides: coding.Sides) -> tuple[str, ...]:
    """The sides that no word of the event's sentence names: told elsewhere, or by rule."""
    told = (("actors", "actor_countries"), ("recipients", "recipient_countries"))
    elsewhere = {field for side, field in told if side in proposal.supplied}
    return tuple(field for _, field in told if field in elsewhere or field in sides.inferred)


def _seen(proposal: EventProposal, dates: Dates) -> Chosen | None:
    """The first time that the trigger model takes for the act's."""
    doc, draft = dates.doc, dates.draft
    words = [doc[i] for i in proposal.trigger]
    near = ((w, doc[i]) for i in proposal.times if (w := draft.time_at(doc[i].idx)) is not None)
    known = (
        w
        for w, t in near
        if not is_of_another(w, t, words, draft.published) and not dates.is_of_a_noun(w, root_of(w, doc) or t, words)
    )
    return next((Chosen(w, False) for w in known if w.granularity is not Granularity.DURATION), None)


def _recipients(
    proposal: EventProposal, doers: tuple[ActorRef, ...], doc: Doc, draft: Draft
) -> tuple[tuple[ActorRef, ...], list[Token]]:
    """The recipients and the words that name them, from the surest place that names any."""
    acting = {d.actor for d in doers}
    said: tuple[tuple[int, ...], ...] = (proposal.recipients, *proposal.instead)
    every = (
        [doc[i] for i in tier if i not in draft.mentions or draft.mentions[i].actor not in acting] for tier in said
    )
    visits = proposal.mode == "visit"  # whoever comes to a place visits it; whoever meets there does not meet it
    tiers = [[t for t in tier if visits or not _is_only_setting(t, proposal.type, draft)] for tier in every]
    for number, tokens in enumerate(tiers):
        found = tuple(t for t in roles(tokens, draft) if t.actor not in acting)
        if found:
            return found, (tokens if number > 1 else [w for tier in tiers[:2] for w in tier])
    return (), [w for tier in tiers[:2] for w in tier]


def _at_missions(proposal: EventProposal, words: tuple[Token, ...]) -> EventProposal:
    """``proposal`` with the missions outside which a crowd protests as those at whom it does."""
    if proposal.type != _CROWDS:
        return proposal
    missions = listed("sides", "seats", words[0].doc.lang_)
    at = tuple(dict.fromkeys(t.i for w in words for t in (*clause(w), *phrase(w)) if t.lemma_.lower() in missions))
    doing = tuple(i for i in proposal.actors if i not in at)
    return replace(proposal, actors=doing, recipients=at) if at else proposal


def _is_only_setting(token: Token, type_: str, draft: Draft) -> bool:
    """Whether a word says where an act took place; what is said at somebody is aimed: "lashed out at Chile"."""
    marker = scheme.link(token).marker
    if type_ == _HARM and coding.is_beyond(token):
        return True
    aimed = type_ in listed("spoken", "types") and marker is not None and marker.lower_ in listed("spoken", "aimed")
    return not aimed and coding.is_setting(token, draft)


def _others(head: Token, nouns: list[Token], taken: tuple[ActorRef, ...], draft: Draft) -> tuple[ActorRef, ...]:
    """Who else takes part: beside the actors, or as go-between."""
    beside = tuple(lexicons.table(BASE, head.doc.lang_)["participants"]["prepositions"])
    near = refs([o for t in (head, *nouns) for o in prepositional(t, *beside)], draft)
    return tuple(r for r in near if all(r.actor != t.actor for t in taken))
