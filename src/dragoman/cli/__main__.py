"""`python -m dragoman.cli` is the `dragoman` program."""

from dragoman.cli.main import run

if __name__ == "__main__":
    run()
