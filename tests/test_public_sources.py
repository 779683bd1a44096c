"""Who can be a source of public affairs: bodies, outlets, names, offices and named documents."""

import pytest

from dragoman.analysis.sources import is_public

TEXT = "The comments were read by his wife, who said that the law of the year was old. We heard Comments."


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Peru", "state"),
        ("court", "organisation"),
        ("Lake Herald", "news outlet"),
        ("unnamed source", "unnamed source"),
        ("Rosa Quispe", "person"),
        ("Ayman al-Sabri", "person"),
        ("Leiva", "person"),
        ("prime minister", "person"),
        ("former interior ministers", "group"),
        ("spokeswomen", "group"),
        ("opposition parties", "group"),
        ("Peruvian government", "other"),
        ("CPX", "other"),
        ("UN report", "document"),
        ("Resolution 1441", "document"),
    ],
)
def test_bodies_names_offices_and_named_documents_are(name: str, kind: str) -> None:
    assert is_public(name, kind, TEXT, "en")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("his wife", "person"),
        ("a man", "person"),
        ("Witnesses", "group"),
        ("critics", "group"),
        ("people", "population"),
        ("law", "other"),
        ("year", "other"),
        ("Comments", "other"),
        ("We", "unknown"),
        ("reports", "document"),
        ("new poll", "document"),
        ("", "other"),
    ],
)
def test_relatives_crowds_and_things_are_not(name: str, kind: str) -> None:
    assert not is_public(name, kind, TEXT, "en")


def test_offices_are_those_of_the_language() -> None:
    assert is_public("ministres", "group", "", "fr")
    assert not is_public("habitants", "group", "", "fr")
