"""The pair of spaCy and model of this Python reads: what holds on every Python that is promised, in one place."""

import dragoman
from dragoman.languages import LANGUAGES
from dragoman.model import Modality

TEXT = """LIMA - Peru will reopen the border crossing at Tacna on Friday, the Peruvian Foreign Ministry said on Tuesday.

“Nobody will be turned back,” Foreign Minister Rosa Quispe told reporters. According to Reuters, citing an unnamed official, Chile threatened to close its ports.

Chile attacked a Peruvian trawler near Arica on Monday, killing two fishermen, the Peruvian Navy said.
"""  # noqa: E501


def test_a_report_is_read_whole() -> None:
    report = dragoman.read(TEXT, published="2025-06-03", publisher="Harbour Post")
    assert LANGUAGES["en"].model in report.reader.model
    chains = {tuple(link.label for link in a.chain) for a in report.attributions}
    assert {("Peruvian Foreign Ministry", "Harbour Post"), ("Rosa Quispe", "Harbour Post")} <= chains
    assert any("Reuters" in chain and len(chain) == 3 for chain in chains)
    times = {report.words(t.spans): t.value for t in report.times}
    assert times["Friday"] == "2025-06-06" and times["Tuesday"] == "2025-06-03"
    names = {a.id: a.name for a in report.actors}
    done = {(e.type, *(names[r.actor] for r in e.actors)) for e in report.events if e.modality is Modality.ASSERTED}
    assert ("ASSAULT", "Chile") in done
    assert any(q.value == 2 and q.role == "killed" for q in report.quantities)
    assert any(c.kind == "threat" for c in report.commitments)
