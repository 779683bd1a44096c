"""Memberships: who is said to be a member of a named group, to have joined or left it, or to be kept out of it.

``told`` reads what verbs and nouns say, ``lists`` what lists and circles of states name, ``labels`` what stands beside
a name ("Labour MP Jane Doe"); each proposes a ``Belonging``, of which ``rows`` makes rows of the record.
"""

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.languages.phrases import phrases
from dragoman.reading.draft import DRAFT, PARSE, begin
from dragoman.reading.memberships.labels import labelled
from dragoman.reading.memberships.lists import circles, listed
from dragoman.reading.memberships.rows import rows_of
from dragoman.reading.memberships.told import told
from dragoman.reading.memberships.words import FILE


class MembershipReader:
    """spaCy component ``dragoman_memberships``: fills ``Draft.memberships``."""

    def __call__(self, doc: Doc) -> Doc:
        draft, words = begin(doc, "dragoman_memberships"), phrases(FILE, doc.lang_)
        draft.memberships = []
        found = [*told(doc, words, draft), *listed(doc, draft), *circles(doc, words, draft)]
        # "a former member of Labour" is no member by "Labour" beside the name
        changed = {t.i for one in found if one.status != "member" for t in one.group if isinstance(t, Token)}
        labels = (one for one in labelled(doc, words, draft) if one.by.i not in changed)
        for row in rows_of([*found, *labels], draft):
            draft.memberships.append(row.model_copy(update={"id": f"m{len(draft.memberships) + 1}"}))
        return doc


@Language.factory("dragoman_memberships", requires=PARSE, assigns=DRAFT)
def make_memberships(nlp: Language, name: str) -> MembershipReader:
    """Factory of the component that reads who belongs to which group."""
    return MembershipReader()
