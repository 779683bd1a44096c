"""Paragraph breaks end sentences: told to the parser beforehand, so that no parse crosses an empty line."""

from spacy.language import Language
from spacy.tokens import Doc


class ParagraphReader:
    """spaCy component ``dragoman_paragraphs``; runs before the parser, which keeps the sentence starts that it sets."""

    def __call__(self, doc: Doc) -> Doc:
        for token in doc[:-1]:
            if token.is_space and "\n\n" in token.text:
                doc[token.i + 1].is_sent_start = True
        return doc


@Language.factory("dragoman_paragraphs")
def make_paragraphs(nlp: Language, name: str) -> ParagraphReader:
    """Factory of the component that ends sentences at paragraph breaks."""
    return ParagraphReader()
