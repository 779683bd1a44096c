"""Language packs: every word is read in its example as its entry says, and hardly one can go without being missed."""

from typer.testing import CliRunner

from dragoman.cli.main import app
from dragoman.reading.check import mutants

SAMPLE = 20  # one word in so many is taken away here; `make mutants` takes all
MAY_SURVIVE = 0.05


def test_hardly_a_word_can_go_without_an_example_missing_it() -> None:
    tried = list(mutants(every=SAMPLE))
    survivors = [example.word for example, alive in tried if alive]
    assert len(tried) > 50
    assert len(survivors) <= MAY_SURVIVE * len(tried), survivors


def test_every_example_of_all_packs_is_read_as_its_entry_says() -> None:
    result = CliRunner().invoke(app, ["lexicon", "check"])
    assert result.exit_code == 0, result.output
    assert "examples" in result.output
