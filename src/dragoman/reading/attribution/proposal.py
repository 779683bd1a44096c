"""What a reader of attributions proposes, before actors and the chain are settled."""

from dataclasses import dataclass

from dragoman.model import Span, Spans


@dataclass(frozen=True)
class Proposal:
    """One attribution as found in the text.

    ``head`` is the token that the cue hangs on and ``speakers`` the tokens that head its sources, by index;
    ``source`` is the whole source where the reader says it (otherwise each speaker's mention stands for it), and
    ``relay`` heads of what the sources are said to pass on ("citing the ministry"), ``via`` heads of those who passed
    on what the sources say ("a source quoted by the agency"). ``closed`` marks cues of a closed class, which are cues
    wherever they stand ("according to"). ``rule`` is how it was found: "network", "grammar", "layout" or "beside",
    and ``score`` how likely the network holds its cue to be one.
    """

    head: int
    cue: Spans
    speakers: tuple[int, ...]
    content: Spans
    source: Span | None = None
    relay: tuple[int, ...] = ()
    via: tuple[int, ...] = ()
    score: float = 1.0
    closed: bool = False
    rule: str = "grammar"
