"""Errors that a user can mend; the CLI prints each as one line."""

from __future__ import annotations


class DragomanError(Exception):
    """Base of every error that Dragoman raises on purpose."""


class SourceError(DragomanError):
    """An input that cannot be read: ``where`` names it, ``why`` says what is wrong, in one line."""

    def __init__(self, where: str, why: str) -> None:
        where, why = " ".join(where.split()), " ".join(why.split())
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, str]]:
        return type(self), (self.where, self.why)


class LexiconError(DragomanError):
    """A user's lexicon that cannot be used; the message names the file, the frame and what is wrong."""


class PassedOver(SourceError):
    """An article that was passed over because its user asked for that; nothing is wrong with it."""


class UnreachableError(SourceError):
    """A store that does not answer: what it holds may be read another time."""


class ArchiveError(DragomanError):
    """The archive file cannot be opened, is locked, or comes from another program or version."""
