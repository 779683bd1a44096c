"""Exports of the joined record in forms that others read: POLECAT, GDELT 1.0 events, and JSON-LD with W3C PROV.

POLECAT and GDELT have no room for who says so; the JSON-LD export keeps the whole chain.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dragoman.collation import Record
from dragoman.collation.events import JoinedEvent
from dragoman.model import Article, Attribution, Report

POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor Sector 1", "Recipient Name", "Recipient Country", "Recipient Sector 1", "Placename",
    "Country", "Latitude", "Longitude", "Headline", "Publication Date", "Publication", "URL", "Language", "Version",
)  # fmt: skip
_SIDE = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
GDELT = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{f}" for f in _SIDE), *(f"Actor2{f}" for f in _SIDE),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{f}" for f in _GEO), *(f"Actor2Geo_{f}" for f in _GEO), *(f"ActionGeo_{f}" for f in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
_CONTEXT = {
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "dragoman": "https://dragoman.example/ns#",
}


def _happened(record: Record) -> Iterator[JoinedEvent]:
    """Events that at least one independent source holds to have happened."""
    return (e for e in record.events if e.asserting > 0)


def _day(event: JoinedEvent) -> dt.date | None:
    """The day of an event where its reports give one; neither format has room for less."""
    return event.first if event.precision == "day" else None


def _is_code(side: str) -> bool:
    return len(side) == 3 and side.isupper()  # sides without a country go by their names


def polecat(record: Record, reports: dict[str, Report], path: Path) -> int:
    """Write joined events as tab-separated POLECAT rows; how many."""
    rows = []
    for event in _happened(record):
        account = event.accounts[0]
        report = reports[account.article]
        read = next(e for e in report.events if e.id == account.event)
        by_id = {a.id: a for a in report.actors}
        sides = [[by_id[r.actor] for r in side] for side in (read.actors, read.recipients)]
        latitude, longitude = read.coordinates or ("", "")
        row = [
            event.id,
            _day(event) or "",
            event.type,
            read.mode or "",
            event.goldstein,
            event.quad,
            ";".join(read.contexts),
        ]
        for found, codes in zip(sides, (event.doers, event.recipients), strict=True):
            names = "; ".join(a.name for a in found)
            row += [names, ";".join(filter(_is_code, codes)), next((a.sector for a in found if a.sector), "")]
        article = report.article
        row += [
            event.place or "",
            event.country or "",
            latitude,
            longitude,
            article.title or "",
            article.published or "",
        ]
        row += [article.publisher or "", article.url or "", article.language, report.reader.version]
        rows.append(row)
    _write(path, POLECAT, rows)
    return len(rows)


def gdelt(record: Record, reports: dict[str, Report], path: Path) -> int:
    """Write joined events as rows of GDELT 1.0's event table, with a header; how many."""
    rows = []
    for number, event in enumerate(_happened(record), 1):
        day = _day(event)
        article = reports[event.accounts[0].article].article
        read = next(e for e in reports[article.id].events if e.id == event.accounts[0].event)
        latitude, longitude = read.coordinates or ("", "")
        geo = ["4" if event.place else "1" if event.country else "0", event.place or "", event.country or "", ""]
        geo += [str(latitude), str(longitude), ""]
        row = [str(number), *_gdelt_days(day)]
        for codes in (event.doers, event.recipients):
            code = next(filter(_is_code, codes), "")
            name = next(iter(codes), "").upper()
            row += [code, name, code, *[""] * 7]
        counts = [len(event.accounts), event.outlets, len({a.article for a in event.accounts})]
        row += [
            "1",
            event.cameo,
            event.cameo[:3],
            event.cameo[:2],
            str(event.quad),
            str(event.goldstein),
            *map(str, counts),
        ]
        row += [
            "",
            *[""] * 14,
            *geo,
            f"{article.published_date:%Y%m%d}" if article.published_date else "",
            article.url or "",
        ]
        rows.append(row)
    _write(path, GDELT, rows)
    return len(rows)


def _gdelt_days(day: dt.date | None) -> list[str]:
    """GDELT's four columns of a day, empty where no report gives one."""
    if day is None:
        return [""] * 4
    return [f"{day:%Y%m%d}", f"{day:%Y%m}", str(day.year), f"{day.year + (day.timetuple().tm_yday - 1) / 365:.4f}"]


def _write(path: Path, header: Iterable[str], rows: list[list[Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(list(header))
        writer.writerows([[_cell(value) for value in row] for row in rows])


def _cell(value: Any) -> str:
    """One line, and none that a spreadsheet would run as a formula; numbers may be negative."""
    text = " ".join(str(value).split())
    is_formula = text[:1] in {"=", "+", "@", "-"} and not re.fullmatch(r"-[\d.]+", text)
    return "'" + text if is_formula else text


def jsonld(reports: Iterable[Report], path: Path) -> int:
    """Write articles, and what is said in them as schema.org Quotation or Claim, as one JSON-LD document; how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(f'{{"@context": {json.dumps(_CONTEXT)}, "@graph": [')
        for report in reports:
            for node in _nodes(report):
                file.write(("," if count else "") + "\n" + json.dumps(node, ensure_ascii=False))
                count += 1
        file.write("\n]}\n")
    return count


def _nodes(report: Report) -> Iterator[dict[str, Any]]:
    article = report.article
    yield _article(article)
    for attribution in report.attributions:
        yield _said(report, attribution)


def _article(article: Article) -> dict[str, Any]:
    fields = {
        "@id": f"urn:dragoman:{article.id}",
        "@type": ["NewsArticle", "prov:Entity"],
        "headline": article.title,
        "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else None,
        "author": article.author,
        "url": article.url,
        "datePublished": article.published.isoformat() if article.published else None,
        "inLanguage": article.language,
    }
    return {k: v for k, v in fields.items() if v is not None}


def _said(report: Report, attribution: Attribution) -> dict[str, Any]:
    direct = attribution.kind.value == "direct"
    start, end = attribution.content[0].start, attribution.content[-1].end
    agents = [{"@type": ["prov:Agent"], "name": link.label, "dragoman:role": link.role} for link in attribution.chain]
    node: dict[str, Any] = {
        "@id": f"urn:dragoman:{report.article.id}:{attribution.id}",
        "@type": ["Quotation" if direct else "Claim", "prov:Entity"],
        "text": report.words(attribution.content),
        "spokenByCharacter" if direct else "creator": agents[0],
        "appearance" if not direct else "isPartOf": {"@id": f"urn:dragoman:{report.article.id}"},
        "prov:wasQuotedFrom": {"@id": f"urn:dragoman:{report.article.id}"},
        "prov:wasAttributedTo": agents,
        "dragoman:start": start,
        "dragoman:end": end,
        "dragoman:denies": attribution.denies,
    }
    if attribution.confidence is not None:
        node["dragoman:confidence"] = attribution.confidence
    if attribution.parent:
        node["prov:wasDerivedFrom"] = {"@id": f"urn:dragoman:{report.article.id}:{attribution.parent}"}
    return node
