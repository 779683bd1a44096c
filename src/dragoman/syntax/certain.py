"""How certain an act is, as a value, and how what a clause says of itself is joined with what is said of it."""

from typing import NamedTuple

from dragoman.model import Modality

DEPTH = 6  # governors looked at above a clause
UNREAL = {Modality.DENIED, Modality.NEGATED}
AHEAD = {Modality.PLANNED, Modality.PROMISED, Modality.DEMANDED, Modality.CONDITIONAL}


class Certainty(NamedTuple):
    """How certain an act is and the tokens that say so, none where it is simply asserted."""

    modality: Modality
    by: tuple[int, ...] = ()


ASSERTED = Certainty(Modality.ASSERTED)


def joined(own: Certainty, outer: Certainty, of_noun: bool = False) -> Certainty:
    """What a clause or a noun says of itself and what is said of it, as one."""
    if outer.modality is Modality.ASSERTED:
        return own
    if own.modality is Modality.ASSERTED:
        return outer
    if set(own.by) & set(outer.by):
        return own  # one word seen twice: "have no intention"
    both = (*own.by, *outer.by)
    if own.modality in UNREAL:
        # "denied that it had not helped" leaves open whether it did.
        return Certainty(Modality.POSSIBLE if outer.modality in UNREAL else own.modality, both)
    if own.modality is Modality.CONDITIONAL and outer.modality not in UNREAL:
        return Certainty(Modality.CONDITIONAL, both)
    # "believes that they will leave" may be; "spoke of a planned visit" is planned whoever speaks of it.
    if outer.modality is Modality.POSSIBLE and (of_noun or own.modality is not Modality.PLANNED):
        return Certainty(own.modality, both)
    return Certainty(outer.modality, both)
