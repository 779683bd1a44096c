"""The layers: dependency labels are named in ``syntax`` only, and errors are told apart by class."""

import ast
import re
from pathlib import Path

import dragoman

HOME = Path(dragoman.__file__).parent
LABELS = re.compile(
    r"nsubj|nsubjpass|dobj|pobj|pcomp|xcomp|ccomp|advcl|acl|relcl|amod|nmod|appos|acomp|auxpass|parataxis|npadvmod|nummod|csubj"
    r"|obl|acl:relcl|nsubj:pass"
)


def strings(file: Path) -> set[str]:
    tree = ast.parse(file.read_text("utf-8"))
    return {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def test_dependency_labels_are_named_in_syntax_only() -> None:
    files = [f for f in HOME.rglob("*.py") if "syntax" not in f.relative_to(HOME).parts]
    named = {f.relative_to(HOME).as_posix(): {s for s in strings(f) if LABELS.fullmatch(s)} for f in files}
    assert {name: labels for name, labels in named.items() if labels} == {}


def test_syntax_does_name_labels() -> None:
    assert "nsubj" in strings(HOME / "syntax" / "clearnlp" / "sides.py")
