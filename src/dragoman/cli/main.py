"""Commands of the `dragoman` program. Exit codes: 0 all read, 1 something was skipped, 2 the command failed."""

from __future__ import annotations

import datetime as dt
import logging
import sys
from enum import StrEnum
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.main import get_command

import dragoman
from dragoman.bounds import SECONDS, end_after_interrupt
from dragoman.cli import amend, ask, config, correct
from dragoman.cli.console import console, json_line, printable
from dragoman.cli.options import (
    DEFAULT,
    QUIET,
    RECORD,
    WAIT,
    ArchivePath,
    AsForm,
    AsOf,
    Budget,
    By,
    Columns,
    MinConfidence,
    ReaderOption,
    Reason,
    Wait,
    Wide,
    day,
)
from dragoman.cli.tables import Form, View
from dragoman.errors import ArchiveError, DragomanError, RecordDamaged
from dragoman.extras import advice
from dragoman.model import DEFAULT_READER, ReaderKind

app = typer.Typer(
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    help="Read news reports into a sourced record: who did, said or promised what, and according to whom.",
)
out = console()
err = console(stderr=True)
_PATIENCE = 1.2  # seconds after Ctrl-C in which a command may end by itself


class Format(StrEnum):
    """Export formats."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    xlsx = "xlsx"
    geojson = "geojson"
    polecat = "polecat"
    gdelt = "gdelt-event"
    jsonld = "jsonld"


class Engine(StrEnum):
    """Where reading is done."""

    local = "local"
    ray = "ray"


def _published(value: str | None) -> dt.date | dt.datetime | None:
    if value is None:
        return None
    from dragoman.reading import parse_published

    try:
        return parse_published(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not an ISO 8601 date such as 2023-01-31") from None


def _language(value: str | None) -> str | None:
    from dragoman.languages import why_not

    reason = value and why_not(value)
    if reason:
        raise typer.BadParameter(reason, param_hint="--language")
    return value


@app.command()
def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders or zips of text, HTML, PDF, Word, mail, feeds, WARC, tables and others; addresses"
            " (https://..., s3://...); - for stdin."
        ),
    ],
    published: Annotated[str | None, typer.Option(help="Publication date, ISO 8601 (2023-01-31).")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published the report.")] = None,
    language: Annotated[
        str | None, typer.Option(help="Language, ISO 639-1 (en, fr); told from each text where it is not given.")
    ] = None,
    columns: Annotated[
        str | None, typer.Option(help="Columns of tables: text=body,published=day,publisher=outlet,title,author,url.")
    ] = None,
    date_format: Annotated[
        str | None, typer.Option(help="How tables write dates (%d/%m/%Y); guessed, and said, where it is not given.")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Addresses may be on this machine or a private network.")
    ] = False,
    sift: Annotated[
        bool, typer.Option("--sift", help="Pass over sport, markets, leisure and weather before parsing (English).")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print each record as one line of JSON.")] = False,
    min_confidence: MinConfidence = 0.0,
    wide: Wide = False,
    no_archive: Annotated[bool, typer.Option("--no-archive", help="Keep nothing.")] = False,
    lexicon: Annotated[
        Path | None, typer.Option(help="A TOML file of event frames of your own (see `dragoman lexicon check`).")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, max=256, help="Processes; 0 for all processors.")] = 0,
    engine: Annotated[Engine, typer.Option(help="ray reads files as shards into --out, on one machine or many.")] = (
        Engine.local
    ),
    shards: Annotated[
        str | None,
        typer.Option(
            "--out", help="Folder (or s3://bucket/key) for the shards of --engine ray, for `dragoman import`."
        ),
    ] = None,
    kind: ReaderOption = DEFAULT_READER,
    budget: Budget = SECONDS,
    wait: Wait = WAIT,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Read reports, print their records and keep them.

    What is in the archive already is passed over, so that a run that was cut off goes on where it stopped.

    Example: dragoman read report.txt --published 2023-01-31
    """
    from dragoman import sources
    from dragoman.cli import reading
    from dragoman.reading.pool import processes
    from dragoman.sources import tables

    try:
        mapping = tables.parse_columns(columns) if columns else None
    except ValueError as error:
        raise typer.BadParameter(f"{error}", param_hint="--columns") from None
    options = sources.Options(_published(published), publisher, mapping, _language(language), sift, date_format)
    if engine is Engine.ray:
        if shards is None or "-" in paths:
            raise typer.BadParameter("--engine ray reads files into a folder: give --out FOLDER", param_hint="--engine")
        reading.on_ray(paths, options, lexicon, kind, shards, jobs or processes())
        return
    job = reading.Job(
        lexicon=lexicon,
        as_json=json,
        archive=None,
        wait=wait,
        jobs=jobs or processes(),
        budget=budget,
        min_confidence=min_confidence,
        wide=wide,
        kind=kind,
    )
    inputs = job.gathered(paths, private=allow_private)
    if not no_archive and inputs:
        job.archive = archive
    with job:
        job.read(inputs, options)
    job.summary(archive)
    if job.skipped:
        raise typer.Exit(1 if job.done else 2)


@app.command("import")
def import_(
    folder: Annotated[str, typer.Argument(help="Shards that `dragoman read --engine ray --out` made, also s3://...")],
    wait: Wait = WAIT,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Keep the readings of shards in the archive; what is there already is passed over.

    Example: dragoman import shards
    """
    from dragoman.archive import Archive
    from dragoman.archive.rows import checked
    from dragoman.engine import committed, rows_in
    from dragoman.sources.locations import located

    place = located(folder)
    whole = committed(place)
    kept = known = refused = 0
    for shard in whole:
        for batch in rows_in(place, shard):
            sound, reasons = checked(batch)
            with Archive(archive, wait=wait) as store:
                new = store.add_rows(sound)
            kept, known, refused = kept + new, known + len(sound) - new, refused + len(reasons)
            for reason in reasons:
                _say(f"skipped {shard.name}: {reason}")
    skipped = f", {refused} skipped" if refused else ""
    if not QUIET.get():
        _say(f"{kept} kept, {known} already there{skipped}; {len(whole)} shards, archive {archive}")
    if refused:
        raise typer.Exit(1)


@app.command()
def watch(
    feeds: Annotated[list[str], typer.Argument(help="Addresses of RSS or Atom feeds.")],
    every: Annotated[float, typer.Option(min=1, help="Minutes between two rounds.")] = 15,
    once: Annotated[bool, typer.Option("--once", help="One round, then stop.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Fetch the page behind each entry as well.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="The feeds may be on this machine or a private network.")
    ] = False,
    lexicon: Annotated[Path | None, typer.Option(help="A TOML file of event frames of your own.")] = None,
    kind: ReaderOption = DEFAULT_READER,
    budget: Budget = SECONDS,
    wait: Wait = WAIT,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Read feeds again and again, and keep what is new.

    Polite: conditional requests, robots.txt, a pause for each host.

    Example: dragoman watch https://example.org/world.rss --every 30
    """
    from dragoman.cli import reading

    with reading.Job(lexicon=lexicon, as_json=False, archive=archive, wait=wait, budget=budget, kind=kind) as job:
        job.watch(feeds, minutes=every, once=once, full=full, private=allow_private)
    job.summary(archive)
    if job.skipped and not job.done and once:
        raise typer.Exit(2)


@app.command()
def show(
    article: Annotated[str, typer.Argument(help="An article's id, or the start of it (see `dragoman info`).")],
    json: Annotated[bool, typer.Option("--json", help="Print the record as JSON.")] = False,
    min_confidence: MinConfidence = 0.0,
    wide: Wide = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Show an article with its evidence highlighted, then its record.

    Example: dragoman show 1f2e3d
    """
    from dragoman.archive import Archive
    from dragoman.cli import render

    with Archive(archive, read_only=True, wait=WAIT) as store:
        report = store.report(article).at_least(min_confidence)
    if json:
        sys.stdout.write(json_line(report.model_dump_json()))
        return
    render.text(report, out)
    render.record(report, out, wide=wide)


@app.command(name="export")
def export_(
    to: Annotated[Path, typer.Argument(help="A folder for csv and parquet, a file for the others.")],
    form: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.jsonl,
    as_of: AsOf = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Write the archive's record to files.

    Example: dragoman export record --format parquet
    """
    from dragoman.archive import Archive
    from dragoman.archive.export import export

    with Archive(archive, read_only=True, wait=WAIT) as store:
        for path in export(store, form.value, to, RECORD.get(), day(as_of)):
            out.print(str(path), markup=False, highlight=False, soft_wrap=True)


@app.command()
def info(
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """What the archive holds and what produced it."""
    import json as js

    from dragoman.archive import Archive

    with Archive(archive, read_only=True, wait=WAIT) as store:
        counts, readers = store.counts(), store.readers()
        articles = store.titles()
        about = store.about()
    if json:
        found = {"counts": counts, "readers": dict(readers), "articles": dict(articles)} | about
        sys.stdout.write(json_line(js.dumps(found)))
        return
    for name, count in counts.items():
        out.print(f"{count:>8}  {name}", markup=False)
    for reader, count in readers:
        out.print(f"{count:>8}  readings by {reader}", markup=False, highlight=False)
    for id_, title in articles[:50]:
        out.print(f"{id_}  {title}", markup=False, highlight=False)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; any but 127.0.0.1 needs a token.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 for any that is free.")] = 8642,
    token: Annotated[
        str | None, typer.Option(envvar="DRAGOMAN_TOKEN", help="What browsers must give; made up where it is needed.")
    ] = None,
    fetch: Annotated[bool, typer.Option("--fetch", help="Let users have public web pages fetched.")] = False,
    demo: Annotated[bool, typer.Option("--demo", help="Serve the bundled reports; keeps nothing.")] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Open the reading room: a web page and an API over the archive, on this machine and without a network.

    Example: dragoman serve --open
    """
    import tempfile

    from dragoman.web import server

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.duckdb" if demo else archive
        if demo:
            with err.status("Reading the bundled reports"):
                _keep_bundled(path)
        server.run(path, host=host, port=port, token=token, fetch=fetch, browser=open_, say=_say)


def _say(line: str) -> None:
    err.print(line, markup=False, highlight=False, soft_wrap=True)


def _keep_bundled(path: Path) -> int:
    from dragoman.archive import Archive
    from dragoman.demo import bundled
    from dragoman.reading import read_article

    with Archive(path) as store:
        return sum(store.add(read_article(article)) for article in bundled())


@app.command()
def demo(
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep all bundled reports in the archive, to try every question on.")
    ] = False,
    records: Annotated[bool, typer.Option("--records", help="The whole record of each bundled sample.")] = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Read bundled reports and show a chain, a denial, a promise and a conflict; keeps nothing unless asked to.

    Example: dragoman demo --keep --archive demo.duckdb
    """
    if keep:
        with err.status("Reading the bundled reports"):
            count = _keep_bundled(archive)
        if not QUIET.get():
            _say(f"{count} kept; archive {archive}")
        return
    from dragoman.demo import samples, story
    from dragoman.reading import read_article

    if records:
        from dragoman.cli import render

        for sample in samples():
            render.record(read_article(sample.article), out)
        return
    from dragoman.cli.demo import show as show_demo

    with err.status("Reading the bundled reports"):
        reports = [read_article(article) for article in story()]
    show_demo(reports, dt.date.today(), out)


bench_app = typer.Typer(no_args_is_help=True, help="Measure readings against gold corpora.")
app.add_typer(bench_app, name="bench")
for part in (ask, correct, amend):
    app.registered_commands += part.app.registered_commands
actors_app = typer.Typer(no_args_is_help=True, help="Who the actors of all reports are, and your corrections.")
app.add_typer(actors_app, name="actors")
outlets_app = typer.Typer(no_args_is_help=True, help="Who speaks through which outlet.")
app.add_typer(outlets_app, name="outlets")
lexicon_app = typer.Typer(no_args_is_help=True, help="Event frames: which words mean which event.")
app.add_typer(lexicon_app, name="lexicon")
corpus_app = typer.Typer(no_args_is_help=True, help="Annotated reports to learn from.")
app.add_typer(corpus_app, name="corpus")
train_app = typer.Typer(no_args_is_help=True, help="Learn from annotated corpora.")
app.add_typer(train_app, name="train")


class Method(StrEnum):
    """Ways to read attributions."""

    learned = "learned"
    grammar = "grammar"


class Scheme(StrEnum):
    """Ways to annotate attributions."""

    polnear = "polnear"
    reports = "reports"


@bench_app.command("attribution")
def bench_attribution(
    gold: Annotated[Path, typer.Argument(help="Annotated articles, JSONL in the PolNeAR form.")],
    predictions: Annotated[Path | None, typer.Option("--out", help="Write predictions here, in the same form.")] = None,
    method: Annotated[Method, typer.Option(help="The learned network or the grammar.")] = Method.learned,
    scheme: Annotated[
        Scheme, typer.Option(help="How GOLD is annotated: as PolNeAR, or as whole records of reports.")
    ] = Scheme.polnear,
    reader: ReaderOption = DEFAULT_READER,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score attributions against GOLD, with words per second and the ratio to the bare parse in the same run.

    Example: dragoman bench attribution polnear-dev.jsonl --out predicted.jsonl
    """
    from dragoman.bench import attribution
    from dragoman.cli import render

    result = attribution.run(gold, method.value, scheme.value, reader)
    if predictions is not None:
        attribution.write(result.predictions, predictions)
    figures = attribution.as_dict(result)
    if json:
        out.print_json(data=figures)
        return
    render.bench_attribution(figures, out)


@bench_app.command("events")
def bench_events(
    gold: Annotated[Path, typer.Argument(help="Coded sentences, JSONL in the form of the PLOVER gold records.")],
    predictions: Annotated[Path | None, typer.Option("--out", help="Write predictions here, in the same form.")] = None,
    kind: ReaderOption = DEFAULT_READER,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score events against GOLD: types, countries in their roles, and events per sentence.

    Example: dragoman bench events plover-gsr-public.jsonl --out predicted.jsonl
    """
    from dragoman.bench import events
    from dragoman.cli import render

    result = events.run(gold, kind)
    if predictions is not None:
        events.write(result.predictions, predictions)
    figures = events.as_dict(result.score) | {"added_to_parse": round(result.added / result.parse, 3)}
    if json:
        out.print_json(data=figures)
        return
    render.bench_events(figures, out)


@bench_app.command("speed")
def bench_speed(
    corpus: Annotated[Path, typer.Argument(help="Articles, JSONL with a text a line.")],
    articles: Annotated[int | None, typer.Option(min=1, help="Only the first so many articles.")] = None,
    save: Annotated[Path | None, typer.Option(help="Keep the result in this folder, under today's date.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Words per second: bare spaCy parse, whole reading, and reading into an archive with 1 and 2 processes.

    Example: dragoman bench speed articles.jsonl --save benchmarks/results
    """
    from dataclasses import asdict

    from dragoman.bench import speed
    from dragoman.cli import render

    with err.status("Measuring"):
        result = speed.run(corpus, articles=articles)
    if save is not None:
        speed.save(result, save, dt.date.today().isoformat())
    if json:
        out.print_json(data=asdict(result))
        return
    render.bench_speed(result, out)


@lexicon_app.command("check")
def lexicon_check(
    path: Annotated[
        Path | None, typer.Argument(help="A TOML file of frames; Dragoman's own packs without one.")
    ] = None,
) -> None:
    """Check event frames and language packs: their fields, and that each word is read in its example as it says.

    Example: dragoman lexicon check my-frames.toml
    """
    from dragoman.languages import LANGUAGES
    from dragoman.reading.check import examples, problems
    from dragoman.reading.events.check import check

    found = check(path)
    wrong, asked = list(found.problems), 0
    for language in [code for code, one in LANGUAGES.items() if one.installed] if path is None else []:
        asked += sum(1 for _ in examples(language))
        wrong += problems(language)
    for line in wrong:
        err.print(line, style="yellow", markup=False, highlight=False, soft_wrap=True)
    read = f"{found.frames} frames" + (f", {asked:,} examples" if asked else "")
    out.print(f"{read}, {len(wrong)} problems", highlight=False)
    if wrong:
        raise typer.Exit(1)


@train_app.command("attribution")
def train_attribution(
    corpus: Annotated[Path, typer.Argument(help="Annotated articles, JSONL in the PolNeAR form.")],
    reports: Annotated[
        list[Path] | None, typer.Option(help="Reports with their whole record, JSONL; may be given again.")
    ] = None,
    start: Annotated[Path | None, typer.Option(help="Folder of a fast model to train further.")] = None,
    folder: Annotated[Path, typer.Option("--out", help="Folder for the model.")] = Path("attribution-model"),
    epochs: Annotated[
        int | None, typer.Option(min=1, help="Passes over the corpus; without it 16, or 3 for the accurate reader.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 0,
    reader: Annotated[
        ReaderKind, typer.Option(help="The small network, or layers over the events' encoder (dragoman[train]).")
    ] = ReaderKind.FAST,
) -> None:
    """Train the model of attributions on CORPUS (800 articles: minutes, the accurate one half an hour).

    Example: dragoman train attribution polnear-train.jsonl --out my-model
    """
    if reader is ReaderKind.ACCURATE:
        if start is not None:
            raise DragomanError("--start takes a fast model to train further; the accurate one begins at its encoder")
        _train_branch(corpus, reports or [], folder, epochs, seed)
        return
    from dragoman.reading.attribution.learned import AttributionModel
    from dragoman.training.attribution import train

    model = train(
        corpus,
        reports or (),
        start=AttributionModel.load(start) if start else None,
        epochs=epochs or 16,
        seed=seed,
        progress=lambda line: err.print(line, highlight=False),
    )
    model.save(folder)
    out.print(f"Model written to {folder}", highlight=False)


def _training(module: str) -> Any:
    """A module of ``dragoman.training`` that needs what the extra ``train`` brings; DragomanError without that."""
    try:
        return import_module(f"dragoman.training.{module}")
    except ImportError as error:
        raise DragomanError(f"training needs {error.name}: pip install 'dragoman[train]'") from error


def _train_branch(corpus: Path, reports: list[Path], folder: Path, epochs: int | None, seed: int) -> None:
    branch = _training("branch")
    sizes = branch.Sizes(epochs=epochs) if epochs else branch.Sizes()
    trained = branch.train(corpus, reports, sizes=sizes, seed=seed, progress=partial(err.print, highlight=False))
    branch.save(trained, folder)
    out.print(f"Model written to {folder}", highlight=False)


@train_app.command("events")
def train_events(
    corpora: Annotated[list[Path], typer.Argument(metavar="CORPUS...", help="Annotated reports, JSONL (corpus/).")],
    folder: Annotated[Path, typer.Option("--out", help="Folder for the model.")] = Path("events-model"),
    texts: Annotated[Path | None, typer.Option(help="JSONL with the texts of reports that hold none.")] = None,
    encoder: Annotated[Path | None, typer.Option(help="Folder of a pre-trained BERT other than the usual.")] = None,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the corpus.")] = 6,
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 0,
    held_out: Annotated[float, typer.Option(min=0, max=0.5, help="Share kept apart for figures and threshold.")] = 0.1,
) -> None:
    """Train the learned event reader on CORPUS (a quarter of an hour for 250 reports); needs dragoman[train].

    Example: dragoman train events reports.jsonl --out my-events
    """
    events = _training("events")
    sizes = events.Sizes(epochs=epochs)
    trained = events.train(
        corpora,
        encoder=encoder,
        texts=texts,
        sizes=sizes,
        seed=seed,
        held_out=held_out,
        progress=lambda line: err.print(line, highlight=False),
    )
    events.save(trained, folder)
    out.print(f"Model written to {folder}", highlight=False)


@train_app.command("sides")
def train_sides(
    corpora: Annotated[list[Path], typer.Argument(metavar="CORPUS...", help="Annotated reports, JSONL (corpus/).")],
    file: Annotated[Path, typer.Option("--out", help="File for the model.")] = Path("sides.npz"),
    texts: Annotated[Path | None, typer.Option(help="JSONL with the texts of reports that hold none.")] = None,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the acts.")] = 3,
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 0,
) -> None:
    """Train the choice of who does an act and to whom on CORPUS (two minutes for 250 reports).

    Example: dragoman train sides reports.jsonl --out my-sides.npz
    """
    from dragoman.training import sides
    from dragoman.training.choice import Settings

    progress = partial(err.print, highlight=False)
    sides.train(corpora, texts=texts, settings=Settings(epochs=epochs), seed=seed, progress=progress).save(file)
    out.print(f"Model written to {file}", highlight=False)


@train_app.command("times")
def train_times(
    corpora: Annotated[list[Path], typer.Argument(metavar="CORPUS...", help="Annotated reports, JSONL (corpus/).")],
    file: Annotated[Path, typer.Option("--out", help="File for the model.")] = Path("times.npz"),
    texts: Annotated[Path | None, typer.Option(help="JSONL with the texts of reports that hold none.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 0,
) -> None:
    """Train the choice of when an act was on CORPUS (two minutes for 250 reports).

    Example: dragoman train times reports.jsonl --out my-times.npz
    """
    from dragoman.training import dates

    progress = partial(err.print, highlight=False)
    dates.train(corpora, texts=texts, seed=seed, progress=progress).save(file)
    out.print(f"Model written to {file}", highlight=False)


@corpus_app.command("export")
def corpus_export(
    to: Annotated[Path, typer.Argument(metavar="FILE", help="A JSONL file, a report a line.")],
    archive: ArchivePath = DEFAULT,
) -> None:
    """Write the reports that you have reviewed, as corrected, for `dragoman train`.

    A report is written once something in it was confirmed, corrected, added or called wrong. Events that nobody has
    looked at are marked optional and teach less. The texts are in the file: mind whose they are.

    Example: dragoman corpus export reviewed.jsonl && dragoman train sides reviewed.jsonl corpus.jsonl
    """
    import json

    from dragoman.archive import Archive
    from dragoman.archive.reviewed import reviewed

    with Archive(archive, read_only=True, wait=WAIT) as store:
        rows = list(reviewed(store))
    if not rows:
        raise DragomanError(
            f"{archive}: nothing was reviewed yet; see `dragoman recode --help`, or the page of a report"
        )
    to.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    seen, events = sum(row["reviewed"] for row in rows), sum(len(row["events"]) for row in rows)
    out.print(f"{len(rows)} reports, {seen} of {events} events reviewed, written to {to}", highlight=False)


@actors_app.command("list")
def actors_list(
    query: Annotated[str | None, typer.Argument(help="Part of a name, role or country code.")] = None,
    kind: Annotated[str | None, typer.Option(help="Only this kind: person, state, ministry, ...")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most this many.")] = 50,
    as_of: AsOf = None,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json, with all that is known.")] = False,
    form: AsForm = Form.text,
    columns: Columns = None,
    wide: Wide = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Actors over all reports, most reported first.

    Example: dragoman actors list minister --kind person
    """
    from dragoman.archive import Archive
    from dragoman.cli import answers

    with Archive(archive, read_only=True, wait=WAIT) as store:
        found = store.actors(day(as_of))
    wanted = (query or "").casefold()
    hits = [
        e
        for e in found
        if (kind is None or e.kind == kind)
        and any(wanted in s.value.casefold() for s in (*e.names, *e.roles, *e.countries))
    ]
    view = View.of(form, columns, wide, json)
    if view.form is Form.json and not view.columns:
        for entity in hits[:limit]:
            sys.stdout.write(json_line(entity.model_dump_json(exclude={"members"})))
        return
    answers.actors(hits[:limit], len(hits), view, out)


@actors_app.command("show")
def actors_show(
    actor: Annotated[str, typer.Argument(help="An actor's key or name (see `dragoman actors list`).")],
    as_of: AsOf = None,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """What reports say an actor is: names, roles and countries, each with its reports, dates and words.

    Example: dragoman actors show "Rosa Quispe"
    """
    from dragoman.archive import Archive
    from dragoman.cli import answers
    from dragoman.collation.actors import choose

    with Archive(archive, read_only=True, wait=WAIT) as store:
        entity = choose(store.actors(day(as_of)), actor)
    if json:
        sys.stdout.write(json_line(entity.model_dump_json()))
        return
    answers.actor(entity, out)


@actors_app.command("import")
def actors_import(
    file: Annotated[Path, typer.Argument(help="A CSV file: name, kind, country, sector, aliases.")],
) -> None:
    """Add people, groups, bodies and outlets of your own to the names that readings know.

    Example: dragoman actors import names.csv
    """
    from dragoman.mentions import own

    new, replaced = own.add(file)
    out.print(f"{new} names added, {replaced} replaced, in {own.path()}", markup=False, highlight=False)
    out.print("Readings made from now on know them; read your reports again to use them there.", markup=False)


@outlets_app.command("list")
def outlets_list(
    query: Annotated[str | None, typer.Argument(help="Part of a name, country code or voice.")] = None,
) -> None:
    """The outlets that are known, with the state, party or owner that speaks through each.

    Example: dragoman outlets list RUS
    """
    from dragoman.collation import outlets

    for outlet in outlets.register():
        line = "  ".join(filter(None, (outlet.name, outlet.kind, outlet.country, outlet.voice)))
        if (query or "").casefold() in line.casefold():
            out.print(line, markup=False, highlight=False, soft_wrap=True)


@outlets_app.command("import")
def outlets_import(
    file: Annotated[Path, typer.Argument(help="A CSV file: name, aliases, kind, country, voice.")],
) -> None:
    """Add outlets of your own; two with one voice are one source. The record is counted anew at the next question.

    Example: dragoman outlets import outlets.csv
    """
    from dragoman.collation import outlets

    new, replaced = outlets.add(file)
    out.print(f"{new} outlets added, {replaced} replaced, in {outlets.path()}", markup=False, highlight=False)


@actors_app.command("merge")
def actors_merge(
    actor: Annotated[str, typer.Argument(help="The actor to keep, by key or name.")],
    other: Annotated[str, typer.Argument(help="The actor that is the same, by key or name.")],
    reason: Reason = None,
    by: By = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Decide that two actors are one. Kept, and applied to every later reading.

    Example: dragoman actors merge "Rosa Quispe" "R. Quispe" --reason "same person"
    """
    from dragoman.archive import Archive
    from dragoman.collation.actors import Merge, choose

    with Archive(archive, wait=WAIT) as store:
        known = store.actors()
        kept, gone = choose(known, actor), choose(known, other)
        if kept.key == gone.key:
            raise ArchiveError(f"{actor} and {other} are one actor already")
        number = store.decide(Merge(key=kept.key, other=gone.key), reason, by=by).number
    out.print(f"decision {number}: {gone.name} is {kept.name}", markup=False, highlight=False)


@actors_app.command("split")
def actors_split(
    actor: Annotated[str, typer.Argument(help="The actor, by key or name.")],
    article: Annotated[str, typer.Argument(help="The report that means somebody else, by the start of its id.")],
    reason: Reason = None,
    by: By = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Decide that one report means somebody else by this name.

    Example: dragoman actors split "Rosa Quispe" 1f2e --reason "the mayor, not the minister"
    """
    from dragoman.archive import Archive
    from dragoman.collation.actors import Split, choose

    with Archive(archive, wait=WAIT) as store:
        entity = choose(store.actors(), actor)
        id_ = store.report(article).article.id
        if id_ not in {a for a, _ in entity.members}:
            raise ArchiveError(f"{article}: this report does not name {entity.name}")
        number = store.decide(Split(key=entity.key, article=id_), reason, by=by).number
    out.print(f"decision {number}: {entity.name} of {id_} is another actor", markup=False, highlight=False)


@actors_app.command("rename")
def actors_rename(
    actor: Annotated[str, typer.Argument(help="The actor, by key or name.")],
    name: Annotated[str, typer.Argument(help="What to call them.")],
    reason: Reason = None,
    by: By = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Decide what an actor is called.

    Example: dragoman actors rename state:MMR Burma
    """
    from dragoman.archive import Archive
    from dragoman.collation.actors import Rename, choose

    with Archive(archive, wait=WAIT) as store:
        entity = choose(store.actors(), actor)
        number = store.decide(Rename(key=entity.key, name=name), reason, by=by).number
    out.print(f"decision {number}: {entity.name} is called {name}", markup=False, highlight=False)


actors_app.command("decisions")(correct.decisions)
actors_app.command("undo")(correct.undo)


def run() -> None:
    """Entry point: ``command``, which Ctrl-C ends soon whatever it is at."""
    end_after_interrupt(_PATIENCE, "stopped; run the same command again to go on from here")
    command()


def command() -> None:
    """Do what was typed: the user's errors become one line and exit code 2."""
    try:
        settings = config.defaults(get_command(app))
        try:
            app(prog_name="dragoman", default_map=settings)
        except RecordDamaged:
            app(prog_name="dragoman", default_map=settings)  # the record was thrown away, and is built anew now
    except (DragomanError, OSError) as error:
        _fail(f"{error}")
    except ModuleNotFoundError as error:
        how = advice(error)
        if how is None:
            raise
        _fail(how)


class _Plain(logging.Formatter):
    """Lines of the log without what steers a terminal, a line a message: libraries quote what they read."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        return " ".join(super().formatMessage(record).split("\n"))

    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record))


def _log(verbose: int) -> None:
    """Say as much as the user asks for; without a wish only what libraries warn of."""
    if not verbose:
        assert logging.lastResort is not None
        logging.lastResort.setFormatter(_Plain("%(message)s"))
        return
    handler = logging.StreamHandler()
    handler.setFormatter(_Plain("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO if verbose == 1 else logging.DEBUG, handlers=[handler], force=True)


def _fail(why: str) -> None:
    err.print(f"dragoman: {why}", style="red", markup=False, highlight=False, soft_wrap=True)
    logging.getLogger(__name__).debug("it failed here", exc_info=True)
    sys.exit(2)


@app.callback(invoke_without_command=True)
def main(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print answers and errors, nothing else.")] = False,
    verbose: Annotated[
        int, typer.Option("--verbose", "-v", count=True, help="Say what is done; twice also what went wrong inside.")
    ] = 0,
    record: Annotated[
        Path | None,
        typer.Option(
            envvar="DRAGOMAN_RECORD",
            help="Where to keep what questions are answered from; beside the archive without it.",
        ),
    ] = None,
) -> None:
    RECORD.set(record)
    QUIET.set(quiet)
    _log(verbose)
    if version:
        out.print(dragoman.__version__, highlight=False)
        raise typer.Exit
