"""Event frames: every one is read as it says, the linter finds what is wrong, and a user's file extends them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

import dragoman
from dragoman.cli.main import app
from dragoman.errors import LexiconError
from dragoman.languages import lexicons
from dragoman.model import Article
from dragoman.reading import pipeline, read_article, reader
from dragoman.reading.draft import draft_of
from dragoman.reading.events.check import check
from dragoman.reading.events.frames import BASE, Frame, parse, problems

FRAMES = [Frame.model_validate(row) for row in lexicons.table(BASE)["frame"]]

OWN = """
[[frame]]
type = "SANCTION"
cameo = "161"
lemmas = ["serenade"]
objectrole = "recipient"
example = "Peru serenaded Chile."
"""


@pytest.mark.parametrize("frame", FRAMES, ids=[f"{f.type}: {f.example}" for f in FRAMES])
def test_each_example_is_read_as_its_frame_says(frame: Frame) -> None:
    read = [(e.type, e.cameo[:2]) for e in draft_of(pipeline()(frame.example)).events]
    assert (frame.type, frame.cameo[:2]) in read


def test_the_lexicon_has_no_problems() -> None:
    assert problems(FRAMES) == []


def frame(**fields: object) -> Frame:
    return Frame.model_validate({"type": "AID", "cameo": "070", "lemmas": ["gift"], "example": "x"} | fields)


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"type": "HUG"}, "no PLOVER type HUG"),
        ({"cameo": "190"}, "CAMEO 190 is not of AID"),
        ({"mode": "riot"}, "AID has no mode 'riot'"),
        ({"lemmas": []}, "names neither lemmas nor nouns"),
        ({"lemmas": ["Gift"]}, "'Gift' is not in lower case"),
    ],
)
def test_the_linter_says_what_is_wrong(fields: dict[str, object], complaint: str) -> None:
    (line,) = problems([frame(**fields)])
    assert complaint in line


def test_the_linter_finds_frames_that_are_never_reached() -> None:
    (line,) = problems([frame(example="first"), frame(example="second")])
    assert "'gift' asks for the same as in 'first'" in line


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("frame = 3", "holds no"),
        ("[[frame", "not TOML"),
        (OWN.replace('"161"', '"1"'), "frame 1: cameo"),
        (OWN + 'colour = "red"', "frame 1: colour"),
        (OWN.replace("SANCTION", "AID"), "CAMEO 161 is not of AID"),
    ],
)
def test_a_broken_lexicon_is_refused_with_its_name_and_reason(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(LexiconError) as error:
        parse(path)
    assert str(path) in str(error.value)
    assert complaint in str(error.value)


def test_a_missing_lexicon_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="No such file"):
        parse(tmp_path / "none.toml")


def test_a_user_s_frames_come_first_and_mark_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN, "utf-8")
    assert dragoman.read("Peru serenaded Chile.").events == ()
    report = read_article(Article.make("Peru serenaded Chile."), path)
    (event,) = report.events
    assert (event.type, event.actor_countries, event.recipient_countries) == ("SANCTION", ("PER",), ("CHL",))
    assert report.reader == reader(path) != reader()


def test_the_check_command(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN.replace("Peru serenaded Chile", "It rains"), "utf-8")
    found = check(path)
    assert (found.frames, len(found.problems)) == (1, 1)
    result = CliRunner().invoke(app, ["lexicon", "check", str(path)])
    assert result.exit_code == 1
    assert "is read as no event" in result.output
