"""The kept record: what an archive's reports add up to, in an SQLite file beside it (``<archive>.record``).

Everything in it follows from the archive: deleting the file loses nothing but the time to build it again. It is brought
up to date before each question, and only what new reports touch is computed anew: their weeks, the events that their
accounts belong to, the positions, commitments and names of the actors they mention. A record that grew report by report
equals one that was built at once (``tests/test_record.py``).
"""

from dragoman.record.kept import Kept

__all__ = ["Kept"]
