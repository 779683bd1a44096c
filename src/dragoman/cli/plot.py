"""Plots for those who would rather look: the series of a relation, as PNG, SVG or PDF by the file's suffix."""

from __future__ import annotations

from pathlib import Path

from dragoman.analysis.relations import Relation
from dragoman.errors import DragomanError

SUFFIXES = {".png", ".svg", ".pdf"}


def relation(found: Relation, path: Path) -> None:
    """Write the series of ``found`` with its changes; DragomanError where the suffix is none of SUFFIXES."""
    if path.suffix.lower() not in SUFFIXES:
        raise DragomanError(f"{path}: a plot's file ends in {', '.join(sorted(SUFFIXES))}")
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "dragoman"  # the same series gives the same file
    from matplotlib import pyplot as plt

    figure, axis = plt.subplots(figsize=(10, 4), layout="constrained")
    starts = [p.start for p in found.points]
    values = [p.weighted for p in found.points]
    width = {"day": 0.9, "week": 6, "month": 25}[found.period]
    axis.bar(starts, values, width=width, color=["#2a7f62" if v >= 0 else "#b5403a" for v in values])  # type: ignore[arg-type]
    edges = [*(c.start for c in found.changes), None]
    for change, end in zip(found.changes, edges[1:], strict=True):
        axis.axvline(change.start, color="#444444", linestyle="--", linewidth=1)  # type: ignore[arg-type]
        axis.hlines(change.after, change.start, end or starts[-1], color="#444444")  # type: ignore[arg-type]
    axis.axhline(0, color="#888888", linewidth=0.8)
    axis.set_ylim(-10.5, 10.5)
    axis.set_ylabel("Goldstein intensity, weighted mean")
    axis.set_title(f"{found.one} – {found.other}, by {found.period}")
    figure.savefig(path, metadata={"Date": None} if path.suffix.lower() == ".svg" else None)
    plt.close(figure)
