"""Plots for those who would rather look: relations, networks and figures, as PNG, SVG or PDF by the file's suffix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dragoman.analysis.groups import Figure
from dragoman.analysis.relations import Relation
from dragoman.errors import DragomanError
from dragoman.record.query import Network

_GOOD, _BAD = "#2a7f62", "#b5403a"
SUFFIXES = {".png", ".svg", ".pdf"}


def _canvas(path: Path, size: tuple[float, float]) -> tuple[Any, Any]:
    """A figure and its axis; DragomanError where the suffix of ``path`` is none of SUFFIXES."""
    if path.suffix.lower() not in SUFFIXES:
        raise DragomanError(f"{path}: a plot's file ends in {', '.join(sorted(SUFFIXES))}")
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "dragoman"  # the same series gives the same file
    from matplotlib import pyplot as plt

    return plt.subplots(figsize=size, layout="constrained")


def _save(figure: Any, path: Path) -> None:
    from matplotlib import pyplot as plt

    figure.savefig(path, metadata={"Date": None} if path.suffix.lower() == ".svg" else None)
    plt.close(figure)


def relation(found: Relation, path: Path) -> None:
    """Write the series of ``found`` with its changes of level."""
    figure, axis = _canvas(path, (10, 4))
    starts = [p.start for p in found.points]
    values = [p.weighted for p in found.points]
    width = {"day": 0.9, "week": 6, "month": 25}[found.period]
    colours = [_GOOD if v >= 0 else _BAD for v in values]
    bars = axis.bar(starts, values, width=width, color=colours)
    for bar, point in zip(bars, found.points, strict=True):
        if point.undated == len(point.events):  # it stands here only because it was reported then
            bar.set_alpha(0.4)
    ends = [*(c.start for c in found.changes[1:]), starts[-1] if starts else None]
    for change, end in zip(found.changes, ends, strict=False):
        axis.axvline(change.start, color="#444444", linestyle="--", linewidth=1)
        axis.hlines(change.after, change.start, end, color="#444444")
    axis.axhline(0, color="#888888", linewidth=0.8)
    axis.set_ylim(-10.5, 10.5)
    axis.set_ylabel("Goldstein intensity, weighted mean")
    axis.set_title(f"{found.one} – {found.other}, by {found.period}")
    _save(figure, path)


def network(found: Network, path: Path) -> None:
    """Write a network: lines by number of events, coloured by their mean intensity."""
    import networkx as nx

    figure, axis = _canvas(path, (9, 9))
    graph = nx.Graph()
    sizes = {n.actor: n.events for n in found.nodes}
    graph.add_nodes_from(sizes)
    for tie in found.ties:
        graph.add_edge(tie.one, tie.other, weight=tie.events, tone=tie.intensity)
    where = nx.spring_layout(graph, seed=1)
    shades = [_GOOD if d["tone"] >= 0 else _BAD for _, _, d in graph.edges(data=True)]
    widths = [min(8.0, 0.7 + 0.4 * d["weight"]) for _, _, d in graph.edges(data=True)]
    nx.draw_networkx_edges(graph, where, ax=axis, edge_color=shades, width=widths, alpha=0.6)
    nx.draw_networkx_nodes(
        graph, where, ax=axis, node_color="#d9e2ec", node_size=[200 + 40 * min(60, sizes[n]) for n in graph]
    )
    nx.draw_networkx_labels(graph, where, ax=axis, font_size=9)
    axis.set_axis_off()
    _save(figure, path)


def figures(found: Sequence[Figure], path: Path) -> None:
    """Write numbers over time, a mark for each report, by what they count."""
    figure, axis = _canvas(path, (10, 5))
    groups: dict[str, list[Figure]] = defaultdict(list)
    for one in found:
        if one.date is not None:
            groups[f"{one.what} {one.of}".strip()[:50]].append(one)
    for what, held in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0]))[:8]:
        axis.plot([f.date for f in held], [f.value for f in held], marker="o", label=what)
    axis.set_ylabel("as reported")
    if groups:
        axis.legend()
    _save(figure, path)
