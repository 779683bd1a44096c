"""Commands of the `dragoman` program. Exit codes: 0 all read, 1 something was skipped, 2 the command failed."""

from __future__ import annotations

import datetime as dt
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

import dragoman
from dragoman.cli import ask
from dragoman.cli.options import DEFAULT, ArchivePath
from dragoman.errors import ArchiveError, DragomanError, SourceError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Read news reports into a sourced record: who did, said or promised what, and according to whom.",
)
out = Console()
err = Console(stderr=True)


class Format(StrEnum):
    """Export formats."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
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
            help="Files or folders of text, HTML, PDF, feeds, WARC, JSONL, CSV, Parquet, also s3://...; - for stdin."
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
    sift: Annotated[
        bool, typer.Option("--sift", help="Pass over sport, markets, leisure and weather before parsing (English).")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print each record as one line of JSON.")] = False,
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
    archive: ArchivePath = DEFAULT,
) -> None:
    """Read reports, print their records and keep them.

    What is in the archive already is passed over, so that a run that was cut off goes on where it stopped.

    Example: dragoman read report.txt --published 2023-01-31
    """
    from dragoman import sources
    from dragoman.archive import Archive
    from dragoman.cli import reading
    from dragoman.reading.pool import processes
    from dragoman.sources import tables
    from dragoman.sources.locations import located

    try:
        mapping = tables.parse_columns(columns) if columns else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--columns") from None
    options = sources.Options(_published(published), publisher, mapping, _language(language), sift)
    if engine is Engine.ray:
        if shards is None or "-" in paths:
            raise typer.BadParameter("--engine ray reads files into a folder: give --out FOLDER", param_hint="--engine")
        reading.on_ray(paths, options, lexicon, shards, jobs or processes())
        return
    job = reading.Job(lexicon=lexicon, as_json=json, store=None, jobs=jobs or processes())
    inputs: list[Path | None] = []
    for path in paths:
        try:
            inputs += [None] if path == "-" else list(sources.find([located(path)]))
        except SourceError as error:
            job.skip(error)
    if not no_archive and inputs:
        job.store = Archive(archive)
    with job:
        job.read(inputs, options)
    job.summary(archive)
    if job.skipped:
        raise typer.Exit(1 if job.done else 2)


@app.command("import")
def import_(
    folder: Annotated[str, typer.Argument(help="Shards that `dragoman read --engine ray --out` made, also s3://...")],
    archive: ArchivePath = DEFAULT,
) -> None:
    """Keep the readings of shards in the archive; what is there already is passed over.

    Example: dragoman import shards
    """
    from dragoman.archive import Archive
    from dragoman.engine import committed, rows_in
    from dragoman.sources.locations import located

    place = located(folder)
    whole = committed(place)
    kept = 0
    with Archive(archive) as store:
        for shard in whole:
            for rows in rows_in(place, shard):
                kept += store.add_rows(rows)
    known = sum(shard.readings for shard in whole) - kept
    err.print(f"{kept} kept, {known} already there; {len(whole)} shards, archive {archive}", soft_wrap=True)


@app.command()
def watch(
    feeds: Annotated[list[str], typer.Argument(help="Addresses of RSS or Atom feeds.")],
    every: Annotated[float, typer.Option(min=1, help="Minutes between two rounds.")] = 15,
    once: Annotated[bool, typer.Option("--once", help="One round, then stop.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Fetch the page behind each entry as well.")] = False,
    lexicon: Annotated[Path | None, typer.Option(help="A TOML file of event frames of your own.")] = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Read feeds again and again, and keep what is new.

    Polite: conditional requests, robots.txt, a pause for each host.

    Example: dragoman watch https://example.org/world.rss --every 30
    """
    from dragoman.archive import Archive
    from dragoman.cli import reading

    with reading.Job(lexicon=lexicon, as_json=False, store=Archive(archive)) as job:
        job.watch(feeds, minutes=every, once=once, full=full)
    job.summary(archive)
    if job.skipped and not job.done and once:
        raise typer.Exit(2)


@app.command()
def show(
    article: Annotated[str, typer.Argument(help="An article's id, or the start of it (see `dragoman info`).")],
    json: Annotated[bool, typer.Option("--json", help="Print the record as JSON.")] = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Show an article with its evidence highlighted, then its record.

    Example: dragoman show 1f2e3d
    """
    from dragoman.archive import Archive
    from dragoman.cli import render

    with Archive(archive, read_only=True) as store:
        report = store.report(article)
    if json:
        sys.stdout.write(report.model_dump_json() + "\n")
        return
    render.text(report, out)
    render.record(report, out)


@app.command(name="export")
def export_(
    to: Annotated[Path, typer.Argument(help="A folder for csv and parquet, a file for the others.")],
    form: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.jsonl,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Write the archive's record to files.

    Example: dragoman export record --format parquet
    """
    from dragoman.archive import Archive
    from dragoman.archive.export import export

    with Archive(archive, read_only=True) as store:
        for path in export(store, form.value, to):
            out.print(str(path), markup=False, highlight=False, soft_wrap=True)


@app.command()
def info(
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """What the archive holds and what produced it."""
    import json as js

    from dragoman.archive import Archive

    with Archive(archive, read_only=True) as store:
        counts, readers = store.counts(), store.readers()
        articles = store.titles()
    if json:
        sys.stdout.write(js.dumps({"counts": counts, "readers": dict(readers), "articles": dict(articles)}) + "\n")
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
    archive: ArchivePath = DEFAULT,
) -> None:
    """Read the bundled sample reports and print their records; keeps nothing unless asked to.

    Example: dragoman demo --keep --archive demo.duckdb
    """
    if keep:
        with err.status("Reading the bundled reports"):
            count = _keep_bundled(archive)
        err.print(f"{count} kept; archive {archive}", markup=False, highlight=False, soft_wrap=True)
        return
    from dragoman.cli import render
    from dragoman.demo import samples
    from dragoman.reading import read_article

    for sample in samples():
        render.record(read_article(sample.article), out)
    out.print("See them in the reading room:  .venv/bin/dragoman serve --demo --open", markup=False, soft_wrap=True)
    out.print(
        "Read a report of your own:     .venv/bin/dragoman read FILE --published YYYY-MM-DD",
        markup=False,
        soft_wrap=True,
    )


bench_app = typer.Typer(no_args_is_help=True, help="Measure readings against gold corpora.")
app.add_typer(bench_app, name="bench")
app.registered_commands += ask.app.registered_commands
actors_app = typer.Typer(no_args_is_help=True, help="Who the actors of all reports are, and your corrections.")
app.add_typer(actors_app, name="actors")
lexicon_app = typer.Typer(no_args_is_help=True, help="Event frames: which words mean which event.")
app.add_typer(lexicon_app, name="lexicon")
train_app = typer.Typer(no_args_is_help=True, help="Learn from annotated corpora.")
app.add_typer(train_app, name="train")


class Method(StrEnum):
    """Ways to read attributions."""

    learned = "learned"
    grammar = "grammar"


@bench_app.command("attribution")
def bench_attribution(
    gold: Annotated[Path, typer.Argument(help="Annotated articles, JSONL in the PolNeAR form.")],
    predictions: Annotated[Path | None, typer.Option("--out", help="Write predictions here, in the same form.")] = None,
    method: Annotated[Method, typer.Option(help="The learned network or the grammar.")] = Method.learned,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score attributions against GOLD, with words per second and the ratio to the bare parse in the same run.

    Example: dragoman bench attribution polnear-dev.jsonl --out predicted.jsonl
    """
    from dragoman.bench import attribution
    from dragoman.cli import render

    result = attribution.run(gold, method.value)
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
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score events against GOLD: types, countries in their roles, and events per sentence.

    Example: dragoman bench events plover-gsr-public.jsonl --out predicted.jsonl
    """
    from dragoman.bench import events
    from dragoman.cli import render

    result = events.run(gold)
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
    path: Annotated[Path | None, typer.Argument(help="A TOML file of frames; Dragoman's own without one.")] = None,
) -> None:
    """Check event frames: their fields, codes and modes, and that each one's example is read as it says.

    Example: dragoman lexicon check my-frames.toml
    """
    from dragoman.reading.events.check import check

    found = check(path)
    for line in found.problems:
        err.print(line, style="yellow", markup=False, highlight=False, soft_wrap=True)
    out.print(f"{found.frames} frames, {len(found.problems)} problems", highlight=False)
    if found.problems:
        raise typer.Exit(1)


@train_app.command("attribution")
def train_attribution(
    corpus: Annotated[Path, typer.Argument(help="Annotated articles, JSONL in the PolNeAR form.")],
    folder: Annotated[Path, typer.Option("--out", help="Folder for the model.")] = Path("attribution-model"),
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the corpus.")] = 16,
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 0,
) -> None:
    """Train the attribution network on CORPUS (about five minutes for 800 articles on two cores).

    Example: dragoman train attribution polnear-train.jsonl --out my-model
    """
    from dragoman.training.attribution import train

    model = train(corpus, epochs=epochs, seed=seed, progress=lambda line: err.print(line, highlight=False))
    model.save(folder)
    out.print(f"Model written to {folder}", highlight=False)


@actors_app.command("list")
def actors_list(
    query: Annotated[str | None, typer.Argument(help="Part of a name, role or country code.")] = None,
    kind: Annotated[str | None, typer.Option(help="Only this kind: person, state, ministry, ...")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most this many.")] = 50,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Actors over all reports, most reported first.

    Example: dragoman actors list minister --kind person
    """
    from dragoman.archive import Archive
    from dragoman.cli import render

    with Archive(archive, read_only=True) as store:
        found = store.actors()
    wanted = (query or "").casefold()
    hits = [
        e
        for e in found
        if (kind is None or e.kind == kind)
        and any(wanted in s.value.casefold() for s in (*e.names, *e.roles, *e.countries))
    ]
    if json:
        for entity in hits[:limit]:
            sys.stdout.write(entity.model_dump_json(exclude={"members"}) + "\n")
        return
    render.actors(hits[:limit], len(hits), out)


@actors_app.command("show")
def actors_show(
    actor: Annotated[str, typer.Argument(help="An actor's key or name (see `dragoman actors list`).")],
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """What reports say an actor is: names, roles and countries, each with its reports, dates and words.

    Example: dragoman actors show "Rosa Quispe"
    """
    from dragoman.archive import Archive
    from dragoman.cli import render
    from dragoman.collation.actors import choose

    with Archive(archive, read_only=True) as store:
        entity = choose(store.actors(), actor)
    if json:
        sys.stdout.write(entity.model_dump_json() + "\n")
        return
    render.actor(entity, out)


Reason = Annotated[str | None, typer.Option(help="Why, kept with the decision.")]


@actors_app.command("merge")
def actors_merge(
    actor: Annotated[str, typer.Argument(help="The actor to keep, by key or name.")],
    other: Annotated[str, typer.Argument(help="The actor that is the same, by key or name.")],
    reason: Reason = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Decide that two actors are one. Kept, and applied to every later reading.

    Example: dragoman actors merge "Rosa Quispe" "R. Quispe" --reason "same person"
    """
    from dragoman.archive import Archive
    from dragoman.collation.actors import Merge, choose

    with Archive(archive) as store:
        known = store.actors()
        kept, gone = choose(known, actor), choose(known, other)
        if kept.key == gone.key:
            raise ArchiveError(f"{actor} and {other} are one actor already")
        number = store.decide(Merge(key=kept.key, other=gone.key), reason)
    out.print(f"decision {number}: {gone.name} is {kept.name}", markup=False, highlight=False)


@actors_app.command("split")
def actors_split(
    actor: Annotated[str, typer.Argument(help="The actor, by key or name.")],
    article: Annotated[str, typer.Argument(help="The report that means somebody else, by the start of its id.")],
    reason: Reason = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Decide that one report means somebody else by this name.

    Example: dragoman actors split "Rosa Quispe" 1f2e --reason "the mayor, not the minister"
    """
    from dragoman.archive import Archive
    from dragoman.collation.actors import Split, choose

    with Archive(archive) as store:
        entity = choose(store.actors(), actor)
        id_ = store.report(article).article.id
        if id_ not in {a for a, _ in entity.members}:
            raise ArchiveError(f"{article}: this report does not name {entity.name}")
        number = store.decide(Split(key=entity.key, article=id_), reason)
    out.print(f"decision {number}: {entity.name} of {id_} is another actor", markup=False, highlight=False)


@actors_app.command("rename")
def actors_rename(
    actor: Annotated[str, typer.Argument(help="The actor, by key or name.")],
    name: Annotated[str, typer.Argument(help="What to call them.")],
    reason: Reason = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Decide what an actor is called.

    Example: dragoman actors rename state:MMR Burma
    """
    from dragoman.archive import Archive
    from dragoman.collation.actors import Rename, choose

    with Archive(archive) as store:
        entity = choose(store.actors(), actor)
        number = store.decide(Rename(key=entity.key, name=name), reason)
    out.print(f"decision {number}: {entity.name} is called {name}", markup=False, highlight=False)


@actors_app.command("decisions")
def actors_decisions(archive: ArchivePath = DEFAULT) -> None:
    """What has been decided about actors, oldest first; `dragoman actors undo N` takes one back."""
    from dragoman.archive import Archive

    with Archive(archive, read_only=True) as store:
        made = store.decisions()
    for number, decision, reason, when in made:
        what = " ".join(str(v) for v in decision.model_dump().values())
        out.print(f"{number:>4}  {when:%Y-%m-%d %H:%M}  {what}  {reason or ''}", markup=False, highlight=False)


@actors_app.command("undo")
def actors_undo(
    number: Annotated[int, typer.Argument(help="A decision's number (see `dragoman actors decisions`).")],
    archive: ArchivePath = DEFAULT,
) -> None:
    """Take a decision back.

    Example: dragoman actors undo 3
    """
    from dragoman.archive import Archive

    with Archive(archive) as store:
        store.undecide(number)
    out.print(f"decision {number} taken back", highlight=False)


def run() -> None:
    """Entry point: the user's errors become one line and exit code 2."""
    try:
        app()
    except (DragomanError, OSError) as error:
        err.print(f"dragoman: {error}", style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(2)


@app.callback(invoke_without_command=True)
def main(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        out.print(dragoman.__version__, highlight=False)
        raise typer.Exit
