"""Which language a text is in, without a network."""

from __future__ import annotations

_LITTLE = 40  # characters below which a text is little to tell a language by
_SURE = 18.0  # how much likelier (natural logarithm) another language must be than English
_SURE_OF_LITTLE = 30.0
_LOOKED_AT = 2000  # characters


def detect(text: str) -> str:
    """The language of a text by its ISO 639 code (two letters where it has one), English where that may be.

    English reports are full of foreign names, and a short text may have little else: another language is believed
    where it is much likelier. On 768 English sentences of 20 to 80 characters the likeliest other one had 9.5.
    """
    import py3langid

    ranked = py3langid.rank(text[:_LOOKED_AT])
    best, score = ranked[0]
    sure = _SURE_OF_LITTLE if len(text) < _LITTLE else _SURE
    return str(best) if score - dict(ranked)["en"] >= sure else "en"
