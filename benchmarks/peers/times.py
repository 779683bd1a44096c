"""Runs inside a peer's own environment: sentences as a JSON list on stdin, marked times as JSON on stdout.

usage: times.py dateparser|parsedatetime|ctparse PUBLISHED LANGUAGE
"""

import datetime as dt
import json
import sys


def dateparser_times(text, base, language):
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    at = 0
    for words, when in search_dates(text, languages=[language], settings=settings) or []:
        start = text.find(words, at)
        at = start + len(words)
        yield start, at, when.date(), when.date()


def parsedatetime_times(text, base, language):
    import parsedatetime

    for when, _, start, end, _ in parsedatetime.Calendar().nlp(text, base) or []:
        yield start, end, when.date(), when.date()


def ctparse_times(text, base, language):
    from ctparse import ctparse

    found = ctparse(text, ts=base, timeout=5)
    if found is None or found.resolution is None:
        return
    what = found.resolution
    ends = (what.t_from, what.t_to) if hasattr(what, "t_from") else (what, what)
    days = [e.dt.date() if e is not None and getattr(e, "isDate", False) and e.isDate else None for e in ends]
    yield what.mstart, what.mend, days[0], days[1]


def main():
    name, published = sys.argv[1], dt.datetime.fromisoformat(sys.argv[2] + "T12:00:00")
    times = {"dateparser": dateparser_times, "parsedatetime": parsedatetime_times, "ctparse": ctparse_times}[name]
    out = []
    for text in json.load(sys.stdin):
        found = times(text, published, sys.argv[3])
        out.append([[s, e, a.isoformat() if a else None, b.isoformat() if b else None] for s, e, a, b in found])
    json.dump(out, sys.stdout)


if __name__ == "__main__":
    main()
