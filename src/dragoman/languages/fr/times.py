"""The French grammar of time expressions."""

import re

from spacy.tokens import Token

from dragoman.reading.time import rules
from dragoman.reading.time.grammar import YEAR, Grammar, compiled
from dragoman.reading.time.rules import Context, Groups, Interval, Outlook
from dragoman.syntax.tree import helpers, is_complement

_DAYS = {
    "lundi": "monday",
    "mardi": "tuesday",
    "mercredi": "wednesday",
    "jeudi": "thursday",
    "vendredi": "friday",
    "samedi": "saturday",
    "dimanche": "sunday",
}
_MONTHS = {
    "janvier": "january",
    "février": "february",
    "fevrier": "february",
    "mars": "march",
    "avril": "april",
    "mai": "may",
    "juin": "june",
    "juillet": "july",
    "août": "august",
    "aout": "august",
    "septembre": "september",
    "octobre": "october",
    "novembre": "november",
    "décembre": "december",
    "decembre": "december",
}
_UNDER_SEVENTEEN = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_NUMBERS = {word: str(i) for i, word in enumerate(_UNDER_SEVENTEEN.split(), 1)} | {
    "une": "1",
    "dix-sept": "17",
    "dix-huit": "18",
    "dix-neuf": "19",
    "vingt": "20",
    "trente": "30",
    "quarante": "40",
    "cinquante": "50",
    "soixante": "60",
    "une dizaine de": "10",
    "une dizaine d'": "10",
    "une douzaine de": "12",
    "une quinzaine de": "15",
    "une vingtaine de": "20",
}
_UNITS = {
    "jour": "day",
    "journée": "day",
    "semaine": "week",
    "week-end": "weekend",
    "mois": "month",
    "an": "year",
    "année": "year",
    "trimestre": "quarter",
    "décennie": "decade",
    "siècle": "century",
    "heure": "hour",
    "minute": "minute",
}
_SHIFTS = {
    "dernier": "last",
    "dernière": "last",
    "derniers": "last",
    "dernières": "last",
    "passé": "last",
    "passée": "last",
    "écoulé": "last",
    "écoulée": "last",
    "prochain": "next",
    "prochaine": "next",
    "prochains": "next",
    "prochaines": "next",
    "ce": "this",
    "cet": "this",
    "cette": "this",
    "la": "this",
    "l'": "this",
    "suivant": "following",
    "suivante": "following",
    "lendemain": "following",
    "précédent": "preceding",
    "précédente": "preceding",
    "veille": "preceding",
    "jour même": "same",
}
_OTHERS = {
    "hier": "yesterday",
    "avant-hier": "the day before yesterday",
    "demain": "tomorrow",
    "après-demain": "the day after tomorrow",
    "la nuit dernière": "last night",
    "début": "early",
    "mi": "mid",
    "milieu": "mid",
    "fin": "late",
    "plus tôt": "earlier",
    "plus tard": "later",
    "auparavant": "earlier",
    "avant": "before",
    "après": "later",
    "il y a": "ago",
    "voici": "ago",
    "voilà": "ago",
    "dans": "from now",
    "printemps": "spring",
    "été": "summer",
    "automne": "autumn",
    "hiver": "winter",
    "premier": "first",
    "1er": "first",
    "deuxième": "second",
    "second": "second",
    "troisième": "third",
    "quatrième": "fourth",
    "noël": "christmas",
    "veille de noël": "christmas eve",
    "jour de l'an": "new year's day",
    "saint-sylvestre": "new year's eve",
}


def _this_unit(m: Groups, c: Context) -> Interval | None:
    """The end of the month: a part of the unit that holds the publication date."""
    return rules.read_shifted_unit(Groups(m | {"shift": "this"}), c)


def _next_day(m: Groups, c: Context) -> Interval | None:
    """The day before, the day after: of the last day named."""
    return rules.read_shifted_unit(Groups(m | {"unit": "day"}), c)


def _for_some_time(m: Groups, c: Context) -> Interval | None:
    """For three years until now: since the year three years ago."""
    began = rules.read_counted(Groups(m | {"word": "ago"}), c)
    if began is None or began.start is None:
        return began
    return began._replace(value=f"{began.value}/..", end=None, relation="since")


def _weekday(m: Groups, c: Context) -> Interval | None:
    """As in English, but "lundi dernier" is the latest Monday even where that was yesterday."""
    if m["shift"] == "last":
        return rules.read_weekday(Groups(m | {"shift": None}), c._replace(outlook=Outlook.BACK))
    return rules.read_weekday(m, c)


def _short_decade(m: Groups, c: Context) -> Interval | None:
    return rules.decade(1900 + int(m["decade"]))


_DAY = "|".join(_DAYS)
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_N = r"\d{1,3}|" + "|".join(re.escape(w) for w in sorted(_NUMBERS, key=len, reverse=True))
_ABOUT = r"(?:environ\s+|près\s+de\s+|plus\s+de\s+|moins\s+de\s+|à\s+peine\s+)?"
_COUNT = rf"{_ABOUT}(?P<count>{_N})\s+(?P<unit>jour|semaine|mois|an|année|décennie)s?"
_TIME_OF_DAY = r"(?:\s+(?:matin|midi|après-midi|soir|au\s+soir|dans\s+la\s+nuit))?"
_PART = r"début|mi|milieu|fin"
_UNIT = "jour|semaine|week-end|mois|an|année|trimestre|décennie|siècle"
_LAST = r"derniers?|dernières?|passée?|écoulée?|prochaine?"
_SEASON = r"printemps|été|automne|hiver"

# More words win over fewer, then the earlier rule.
_PATTERNS: tuple[tuple[str, rules.Rule], ...] = (
    (r"(?P<iso>\d{4}-\d{2}-\d{2})(?![\d-])", rules.read_iso),
    (r"(?P<first>\d{1,2})(?P<sep>[./])(?P<second>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d{2})(?!\d)", rules.read_numeric),
    (
        rf"(?:(?:{_DAY})\s+)?(?:(?:le|du|les)\s+)?(?P<day>\d{{1,2}})(?:er)?"
        rf"(?:\s?(?:-|–|\s(?:au|et)\s)\s?(?:(?:{_DAY})\s+)?(?P<last>\d{{1,2}}))?"
        rf"\s+(?P<month>{_MONTH})(?:\s+(?P<year>{YEAR}))?",
        rules.read_calendar_day,
    ),
    (
        rf"(?:(?P<part>{_PART})[\s-]+)?(?:mois\s+de\s+)?(?P<month>{_MONTH})"
        rf"(?:\s+(?:(?:de\s+)?(?P<year>{YEAR})|(?P<shift>dernier|prochain)))?",
        rules.read_month,
    ),
    (rf"(?:ce\s+)?(?P<weekday>{_DAY})(?:\s+(?P<shift>dernier|passé|prochain))?{_TIME_OF_DAY}", _weekday),
    (
        r"(?P<rel>avant-hier|hier|aujourd[’']hui|après-demain|demain|la\s+nuit\s+dernière|ce\s+matin|ce\s+soir"
        r"|cet(?:te)?\s+après-midi|cette\s+nuit)" + _TIME_OF_DAY,
        rules.read_relative_day,
    ),
    (rf"(?:l[’']|l[ae]\s+|du\s+)(?P<unit>{_UNIT})\s+(?P<shift>{_LAST}|suivante?|précédente?)", rules.read_shifted_unit),
    (
        rf"(?:(?P<when>plus\s+tôt|plus\s+tard)\s+(?:dans\s+)?)?(?P<shift>cette|cet|ce)\s+(?P<unit>{_UNIT})(?:-ci)?",
        rules.read_shifted_unit,
    ),
    (
        r"(?P<when>plus\s+tôt|plus\s+tard)\s+dans\s+(?P<shift>l[’']|la\s)\s*(?P<unit>semaine|année)",
        rules.read_shifted_unit,
    ),
    (
        rf"(?P<part>début|milieu|fin)\s+(?:de\s+l[’']|de\s+la\s+|de\s+|d[’']|du\s+)(?P<unit>semaine|mois|année|décennie)"
        rf"(?:\s+(?P<shift>{_LAST}))?",
        lambda m, c: rules.read_shifted_unit(m, c) if m["shift"] else _this_unit(m, c),
    ),
    (r"(?:la\s+|le\s+)(?P<shift>veille|lendemain|jour\s+même)(?!\s+(?:de|du|des)\b)(?!\s+d[’'])", _next_day),
    (rf"(?P<word>il\s+y\s+a|voici|voilà|dans)\s+{_COUNT}", rules.read_counted),
    (
        rf"{_COUNT}\s+(?P<word>plus\s+tôt|plus\s+tard|auparavant|après(?=[.,;])|avant(?=[.,;]))",
        rules.read_counted,
    ),
    (rf"depuis\s+{_COUNT}", _for_some_time),
    (
        rf"(?:d[’']ici(?:\s+à)?|sous|en\s+moins\s+de)\s+(?P<count>{_N})\s+(?P<unit>jour|semaine|mois|an|année|heure)s?",
        rules.read_within,
    ),
    (
        rf"(?:au\s+cours\s+|lors\s+|dans\s+)?(?:ces|les|des)\s+(?:(?P<count>{_N})\s+)?(?P<shift>derni[eè]re?s|prochaine?s)"
        r"\s+(?P<unit>jour|semaine|mois|an|année|décennie|heure)s?",
        rules.read_window,
    ),
    (
        rf"(?P<count>{_N})\s+(?P<unit>jour|semaine|mois|an|année)s?\s+(?P<word>avant|après)"
        r"(?=\s+(?:l[ea]s?|une?|son|sa|ses|leurs?)\s|\s+l[’'])",
        rules.read_around_event,
    ),
    (
        rf"(?:pendant|durant)\s+{_ABOUT}(?P<count>{_N})\s+(?P<unit>jour|semaine|mois|an|année|heure|minute)s?",
        rules.read_duration,
    ),
    (
        rf"(?<!âgé\s)(?<!âgée\s)(?<!âgés\s)de\s+(?P<count>{_N})\s+(?P<unit>jour|semaine|mois|an|année|heure)s?",
        rules.read_duration,
    ),
    (
        rf"(?:cet\s+|l[’']|le\s+|au\s+)(?P<season>{_SEASON})\s+(?:(?:de\s+)?(?P<year>{YEAR})|(?P<shift>{_LAST}))",
        rules.read_season,
    ),
    (rf"(?P<shift>cet|ce)\s+(?P<season>{_SEASON})", rules.read_season),
    (
        rf"(?:(?P<ordinal>premier|1er|deuxième|second|troisième|quatrième|dernier)\s+trimestre|T(?P<q>[1-4]))"
        rf"\s+(?:de\s+)?(?P<year>{YEAR})",
        rules.read_quarter,
    ),
    (rf"(?P<ordinal>premier|1er|deuxième|second)\s+semestre\s+(?:de\s+)?(?P<year>{YEAR})", rules.read_half),
    (rf"(?:la\s+)?(?P<part>{_PART})[\s-]+(?:de\s+)?(?P<year>{YEAR})", rules.read_part_of_year),
    (rf"(?P<year>{YEAR})\s?[-–]\s?(?P<last>(?:(?:19|20)\d{{2}}|\d{{2}}))(?![\d-])", rules.read_years),
    (r"(?:les\s+)?années\s+(?P<decade>(?:19|20)\d0)", rules.read_decade),
    (r"(?:les\s+)?années\s+(?P<decade>[2-9]0)", _short_decade),
    (
        rf"(?:la\s+|le\s+|à\s+)?(?P<feast>veille\s+de\s+Noël|Noël|jour\s+de\s+l[’']An|Saint-Sylvestre)(?:\s+(?P<year>{YEAR}))?",
        rules.read_feast,
    ),
    (rf"(?:l[’']an\s+|l[’']année\s+)?(?P<year>{YEAR})(?![-–]\d)", rules.read_year),
)
_HINT = re.compile(
    rf"\b(?:{_DAY}|{_MONTH}|(?:19|20)\d\d|hier|demain|aujourd|matin|soir|nuit|après-midi|veille|lendemain|même"
    rf"|(?:{_UNIT}|heure|minute|semestre)s?|{_SEASON}|noël|sylvestre|T[1-4])\b|\d[./]\d",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?<!\w)(d[’']ici(?:\s+(?:à|au))?|depuis|jusqu[’'](?:à|au|en)|avant|après|à\s+partir\s+d[eu]|à\s+compter\s+d[eu]|dès"
    r"|au\s+plus\s+tard)\s+(?:le\s+|la\s+|la\s+mi-|fin\s+)?$",
    re.IGNORECASE,
)
_RELATIONS = {
    "depuis": "since",
    "dès": "since",
    "avant": "before",
    "après": "after",
    "au plus tard": "by",
    "d'ici": "by",
    "d'ici à": "by",
    "d'ici au": "by",
    "jusqu'à": "until",
    "jusqu'au": "until",
    "jusqu'en": "until",
    "à partir de": "since",
    "à partir du": "since",
    "à compter de": "since",
    "à compter du": "since",
}
_OPENS = re.compile(r"(?<!\w)(de|du|entre)\s+(?:les?\s+)?$", re.IGNORECASE)
_JOINS = re.compile(r"\s*[-–]\s*|\s+(?:à|au|et|jusqu[’']à|jusqu[’']au)\s+(?:les?\s+)?", re.IGNORECASE)
_FUTURE = {"devoir", "prévoir", "prévu", "compter", "promettre", "menacer", "engager", "vouloir"}


def is_time(match: re.Match[str], root: Token) -> bool:
    """Whether a name that may be a month's is a month here: months are written small but where a sentence begins."""
    word = match.groupdict().get("month") or ""
    if not word or match.group() != word or not word[0].isupper():
        return True
    first = root.doc.char_span(*match.span(), alignment_mode="expand")[0]
    return bool(first.is_sent_start) and not first.ent_type_


def outlook(token: Token) -> Outlook:
    """Ahead where the clause that holds ``token`` is about what is to come, else back."""
    return Outlook.AHEAD if _looks_ahead(token) else Outlook.BACK


def _looks_ahead(token: Token) -> bool:
    if any(t.lower_ == "ici" for t in token.doc[max(0, token.i - 3) : token.i]):
        return True  # "d'ici"
    for verb in [token, *token.ancestors]:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        tenses = {t for form in [verb, *helpers(verb)] for t in (*form.morph.get("Tense"), *form.morph.get("Mood"))}
        going = is_complement(verb) and verb.head.lemma_ in {"aller", *_FUTURE}
        if "Fut" in tenses or going or verb.lemma_ in _FUTURE or any(c.lower_ == "si" for c in verb.children):
            return True
        if tenses & {"Past", "Imp"} and "Ind" in tenses:
            return False
    return False


GRAMMAR = Grammar(
    patterns=compiled(_PATTERNS),
    hint=_HINT,
    bound=_BOUND,
    relations=_RELATIONS,
    opens=_OPENS,
    joins=_JOINS,
    pairs={"et": "entre"},
    is_time=is_time,
    outlook=outlook,
    words=_DAYS | _MONTHS | _NUMBERS | _UNITS | _SHIFTS | _OTHERS,
)
