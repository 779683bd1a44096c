"""Each group of words that attribution goes by, on the example that stands beside it."""

import pytest

import dragoman
from dragoman.languages import lexicons

TABLE = lexicons.table("attribution.toml")
EXAMPLES = TABLE["examples"]


@pytest.mark.parametrize("example", EXAMPLES, ids=[e["group"] for e in EXAMPLES])
def test_an_example_reads_as_it_says(example: dict[str, str]) -> None:
    report = dragoman.read(example["text"], publisher="Harbour Post")
    found = [(a, report.words(a.content)) for a in report.attributions]
    if "nothing" in example:
        assert not [w for a, w in found if example["nothing"] in w or example["nothing"] in report.words(a.cue)]
    if "content" in example:
        said = [a for a, words in found if example["content"] in words]
        assert any(example["source"] in a.chain[0].label for a in said), found
        if "chain" in example:
            assert [link.label for link in said[0].chain[:-1]] == example["chain"]


def test_every_group_that_an_example_names_is_there() -> None:
    for example in EXAMPLES:
        section, key = example["group"].split(".")
        assert TABLE[section][key]
