"""What a reader of events proposes, before sides, time, place and code are settled."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.model import Modality


@dataclass(frozen=True)
class EventProposal:
    """One event as found in the text; all numbers are token indexes.

    ``trigger`` holds the words that tell the act, the one that tells it best first; ``actors`` and ``recipients`` the
    heads of the phrases that name its sides, likeliest first; ``instead`` where a recipient may stand if those name
    none, surest first; ``times`` and ``places`` the words that say when and where. ``modality``, ``mode`` and
    ``cameo`` are None where the reader does not say. ``supplied`` names the sides that another sentence gives.
    ``doubted`` is an act of the frames alone that the trained model, where one is asked, does not see.
    """

    trigger: tuple[int, ...]
    type: str
    modality: Modality | None = None
    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    instead: tuple[tuple[int, ...], ...] = ()
    times: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    score: float = 1.0
    mode: str | None = None
    cameo: str | None = None
    supplied: frozenset[str] = frozenset()
    doubted: bool = False


class ByWord:
    """Proposals by the words of their triggers: those that share a word are found without looking at all others."""

    def __init__(self, proposals: Iterable[EventProposal]) -> None:
        self._all = list(proposals)
        self._at: dict[int, list[int]] = defaultdict(list)
        for number, proposal in enumerate(self._all):
            for index in set(proposal.trigger):
                self._at[index].append(number)

    def holding(self, words: Iterable[int]) -> list[EventProposal]:
        """The proposals whose trigger holds any of ``words``, in the order in which they were given."""
        return [self._all[n] for n in sorted({n for index in words for n in self._at.get(index, ())})]
