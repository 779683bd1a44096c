"""Errors that a user can mend; the CLI prints each as one line.

Callers tell them apart by class, never by their words.
"""

from __future__ import annotations


def one_line(error: BaseException) -> str:
    """The first line of what an error says, its kind where it says nothing."""
    said = f"{error}".strip().splitlines()
    return said[0] if said else type(error).__name__


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


class ConfigError(DragomanError):
    """A user's settings that cannot be used; the message names the file and what is wrong."""


class UnmetNeed(DragomanError):
    """A component of a pipeline that lacks what must come before it, such as a parser."""


class PassedOver(SourceError):
    """An article that was passed over because its user asked for that; nothing is wrong with it."""


class NotRead(PassedOver):
    """A file of a kind that is not read, in a folder or a zip that was given as a whole."""


class UnreachableError(SourceError):
    """A store that does not answer: what it holds may be read another time."""


class ArchiveError(DragomanError):
    """Something about an archive: its file, or what was asked of it."""


class ArchiveMissing(ArchiveError):
    """There is no archive at this path."""


class ArchiveBusy(ArchiveError):
    """Another program is writing to the archive; it will be free again."""


class ArchiveBroken(ArchiveError):
    """The archive's file is damaged, or the disk does not let it be read or written."""


class ArchiveForeign(ArchiveError):
    """A file of another program, which is left as it is."""


class ArchiveNewer(ArchiveError):
    """An archive of a newer Dragoman, which is left as it is."""


class ArchiveOlder(ArchiveError):
    """An archive of an older Dragoman that has to be opened for writing once."""


class ShardError(ArchiveError):
    """A folder that holds no shards, or a shard that is not whole."""


class RecordError(ArchiveError):
    """The kept record cannot be used where it is."""


class RecordDamaged(RecordError):
    """The kept record is not as it was written; it is built anew from the archive."""


class NotThere(ArchiveError):
    """What was asked for is not in the archive."""


class ArticleNotFound(NotThere):
    """No article has this id."""


class EventNotFound(NotThere):
    """No event has this id."""


class CommitmentNotFound(NotThere):
    """No commitment has this id."""


class ItemNotFound(NotThere):
    """No attribution or stance has this id."""


class ActorNotFound(NotThere):
    """No actor has this name or key."""


class ReadingNotFound(NotThere):
    """The article has no reading of this number."""


class DecisionNotFound(NotThere):
    """No decision has this number, or it was taken back already."""


class Ambiguous(ArchiveError):
    """Several things of the archive have this name or start with this id."""


class UnknownName(ArchiveError):
    """A country or actor that nothing in the archive is called; the message suggests others."""


class DecisionConflict(ArchiveError):
    """Somebody else decided on the same thing in the meantime."""
