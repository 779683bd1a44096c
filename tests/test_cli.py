"""What a user types and what comes back."""

import json
from pathlib import Path

import pytest

GOOD = "Peru accused Chile of spying on Monday, the Peruvian Foreign Ministry said in a statement to reporters."


def test_read_show_info_export(dragoman, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    Path("a.txt").write_text(GOOD)
    code, out, err = dragoman("read", "a.txt", "--published", "2024-05-08")
    assert code == 0
    assert "Peruvian Foreign Ministry" in out
    assert "1 kept, 0 already there" in err
    code, _, err = dragoman("read", "a.txt", "--published", "2024-05-08")
    assert "0 kept, 1 already there" in err
    code, out, _ = dragoman("info", "--json")
    (article,) = json.loads(out)["articles"]
    code, out, _ = dragoman("show", article[:5])
    assert code == 0
    assert "2024-05-06" in out
    code, out, _ = dragoman("export", "out", "--format", "csv")
    assert code == 0
    assert Path("out/events.csv").exists()


def test_json_and_no_archive(dragoman) -> None:  # type: ignore[no-untyped-def]
    Path("a.txt").write_text(GOOD)
    code, out, _ = dragoman("read", "a.txt", "--json", "--no-archive")
    assert code == 0
    assert json.loads(out)["attributions"]
    assert not Path("dragoman.duckdb").exists()


def test_html_is_read_through_trafilatura(dragoman) -> None:  # type: ignore[no-untyped-def]
    page = f"<html><head><title>Spies</title></head><body><article><h1>Spies</h1><p>{GOOD}</p><p>{GOOD}</p></article>"
    Path("a.html").write_text(page + "<script>alert(1)</script></body></html>")
    code, out, _ = dragoman("read", "a.html", "--json", "--no-archive")
    article = json.loads(out)["article"]
    assert code == 0
    assert article["title"] == "Spies"
    assert "alert" not in article["text"]


GERMAN = "Der Außenminister erklärte am Montag, dass sein Land keine Truppen an die Grenze schicken werde. " * 3
BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n ", "empty"),
    "binary.txt": (b"\x7fELF\x00\x01\x02" * 50, "binary"),
    "line.txt": (b"word " * 2_000_000, "a line of more than"),
    "digits.txt": (b"1 2 3 4", "no words"),
    "german.txt": (GERMAN.encode(), "neither English nor French but 'de'"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_skipped_with_a_reason_and_the_batch_goes_on(dragoman, name: str) -> None:  # type: ignore[no-untyped-def]
    data, why = BAD[name]
    Path(name).write_bytes(data)
    Path("good.txt").write_text(GOOD)
    code, _, err = dragoman("read", name, "good.txt")
    assert code == 1
    assert f"skipped {name}: {why}" in err
    assert "1 kept" in err
    code, _, _ = dragoman("read", name, "--no-archive")
    assert code == 2


def test_missing_file_and_empty_folder(dragoman) -> None:  # type: ignore[no-untyped-def]
    Path("folder").mkdir()
    code, _, err = dragoman("read", "nowhere.txt", "folder")
    assert code == 2
    assert "nowhere.txt: no such file or folder" in err
    assert "folder: no readable file" in err


def test_a_wrong_encoding_is_recognised(dragoman) -> None:  # type: ignore[no-untyped-def]
    Path("a.txt").write_bytes(("“No,” said Peru’s envoy. " + GOOD).encode("cp1252"))
    code, out, _ = dragoman("read", "a.txt", "--json", "--no-archive")
    assert code == 0
    assert "Foreign Ministry" in json.loads(out)["article"]["text"]


def test_errors_are_one_line(dragoman) -> None:  # type: ignore[no-untyped-def]
    code, _, err = dragoman("show", "abc")
    assert code == 2
    assert err.strip().count("\n") == 0
    assert "dragoman.duckdb: no archive here" in err
    code, _, _ = dragoman("read", "x.txt", "--published", "yesterday")
    assert code == 2
