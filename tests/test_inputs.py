"""What people have is read: 25 files of 20 kinds and more in one command, each kind with what it says of itself."""

import csv
import datetime as dt
import gzip
import io
import json
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.errors import NotRead, SourceError
from dragoman.model import Article
from dragoman.sources import Options, articles, dates, find, page, pdf, tables
from dragoman.sources.decoding import encoding_of

COUNTRIES = """
    Peru Chile Kenya Malawi Norway Sweden Ghana Togo Jordan Oman Fiji Samoa Nepal Bhutan Malta Cyprus Panama Cuba
    Qatar Kuwait Laos Vietnam Spain Portugal Latvia Estonia Gabon Angola Haiti Jamaica
""".split()  # noqa: SIM905


def story(number: int) -> str:
    """A short report, another one for each number."""
    one, other = COUNTRIES[number % 30], COUNTRIES[(number * 7 + 1) % 30]
    return (
        f"{one} and {other} held talks about fishing on Monday, their foreign ministries said in report {number}. "
        f"{one} promised to publish the draft of the agreement within three weeks of the meeting."
    )


def zipped(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def html(body: str, head: str = "") -> str:
    return f"<html><head><title>Talks</title>{head}</head><body>{body}</body></html>"


def docx(text: str, **about: object) -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title = "Talks"
    document.core_properties.created = dt.datetime(2025, 3, 12)
    document.add_paragraph(text)
    document.add_paragraph("A crowd outside the ministry. Photo: A. Nother", style="Caption")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Vessels allowed"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def odt(text: str) -> bytes:
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "meta")
    )
    note = "<text:note><text:note-body><text:p>A note at the foot.</text:p></text:note-body></text:note>"
    content = f"<text:h>Talks</text:h><text:p>{text[:40]}{note}<text:span>{text[40:]}</text:span></text:p>"
    meta = "<meta:creation-date>2025-03-12T08:00:00</meta:creation-date><dc:title>Talks</dc:title>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content{spaces}><office:body><office:text>{content}</office:text>"
            "</office:body></office:document-content>",
            "meta.xml": f'<office:document-meta{spaces} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>{meta}'
            "</office:meta></office:document-meta>",
        }
    )


def rtf(text: str) -> bytes:
    return (r"{\rtf1\ansi{\info{\title Talks}{\author A. Writer}}\pard " + text + r" Caf\'e9.\par}").encode("ascii")


def mail(text: str, number: int = 0, *, page: bool = False, attached: bool = False) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "Press Office <press@ministry.example>", f"Talks {number}"
    message["Date"] = "Wed, 12 Mar 2025 10:00:00 +0000"
    message.set_content(html(f"<p>{text}</p>") if page else f"{text}\n-- \nPress Office\n", "html" if page else "plain")
    if attached:
        message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="annex.pdf")
    return message


def mbox(*texts: str) -> bytes:
    lines = []
    for number, text in enumerate(texts):
        lines.append(b"From press@ministry.example Wed Mar 12 10:00:00 2025\n" + mail(text, number).as_bytes() + b"\n")
    return b"".join(lines)


def epub(*texts: str) -> bytes:
    items = "".join(f'<item id="c{n}" href="c{n}.xhtml"/>' for n in range(len(texts)))
    refs = "".join(f'<itemref idref="c{n}"/>' for n in range(len(texts)))
    about = "<dc:publisher>Lake Herald</dc:publisher><dc:date>2025-03-12</dc:date>"
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{about}'
        f"</metadata><manifest>{items}</manifest><spine>{refs}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    )
    chapters: dict[str, str | bytes] = {
        f"OPS/c{n}.xhtml": html(f"<h1>Chapter {n}</h1><p>{text}</p>") for n, text in enumerate(texts)
    }
    return zipped(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OPS/book.opf": package} | chapters
    )


def made_pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines, and the day on which it was made."""
    shown = " T* ".join(f"({line.replace('(', '').replace(')', '')}) Tj" for line in lines)
    stream = f"BT /F1 10 Tf 12 TL 40 700 Td {shown} ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</CreationDate(D:20250312100000Z)>>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{one}\nendobj\n"
    table = "0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 7\n{table}trailer\n<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + end).encode("latin-1")


def warc(text: str) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    body = io.BytesIO(html(f"<article><p>{text}</p></article>").encode())
    address = "https://wire.example/2025/03/12/talks"
    writer.write_record(writer.create_warc_record(address, "response", payload=body, http_headers=head))
    return out.getvalue()


def table(rows: list[list[str]], separator: str, encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def workbook(rows: list[list[object]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(text: str) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({"text": [text], "date": [dt.date(2025, 3, 12)]}), out)
    return out.getvalue()


def files() -> dict[str, bytes]:
    """25 files of 22 kinds, 28 reports."""
    item = (
        "<item><title>Talks</title><pubDate>Wed, 12 Mar 2025 10:00:00 GMT</pubDate><description>{}</description></item>"
    )
    entry = "<entry><title>Talks</title><updated>2025-03-12T10:00:00Z</updated><summary>{}</summary></entry>"
    rows = [["Datum", "Titel", "Text"], ["12.03.2025", "Gespräche", story(10)], ["31.02.2025", "Talks", story(11)]]
    report = {"content": story(17), "publishedAt": "2025-03-12T08:00:00Z", "source": {"id": None, "name": "Wire"}}
    news = {"status": "ok", "articles": [report]}
    return {
        "a.txt": f"LIMA, 12 March 2025 (Agency) - {story(0)}".encode(),
        "2025-03-12-talks.text": story(1).encode(),
        "a.md": story(2).encode(),
        "a.html": html(f"<article><p>{story(3)}</p></article>", '<meta name="date" content="2025-03-12">').encode(),
        "b.htm": html(f"<article><p>{story(4)}</p></article>").encode("utf-16"),
        "a.pdf": made_pdf(*story(5).split(" about "), "an agree-", "ment of the two."),
        "a.rss": f'<rss version="2.0"><channel><title>Wire</title>{item.format(story(6))}</channel></rss>'.encode(),
        "a.atom": f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>{entry.format(story(7))}</feed>'.encode(),
        "a.warc": warc(story(8)),
        "a.warc.gz": gzip.compress(warc(story(9))),
        "a.csv": table(rows, ";", "cp1252"),
        "b.csv": table([["body", "day"], [story(12), "03/31/2025"]], ","),
        "a.tsv": table([["texto", "fecha"], [story(13), "12 de marzo de 2025"]], "\t"),
        "a.jsonl": json.dumps({"texte": story(14), "date de publication": "12 mars 2025"}).encode(),
        "a.jsonl.gz": gzip.compress(json.dumps({"text": story(15), "timestamp": 1741773600}).encode()),
        "a.ndjson": json.dumps({"content": story(16), "date": "12 Mar 2025"}).encode(),
        "a.json": json.dumps(news).encode(),
        "a.parquet": parquet(story(18)),
        "a.xlsx": workbook([["Text", "Date"], [story(19), dt.date(2025, 3, 12)]]),
        "a.docx": docx(story(20)),
        "a.odt": odt(story(21)),
        "a.rtf": rtf(story(22)),
        "a.eml": mail(story(23), page=True, attached=True).as_bytes(),
        "a.mbox": mbox(story(24), story(25)),
        "a.epub": epub(story(26) + " " + story(26), story(27) + " " + story(27)),
    }


def test_25_files_of_20_kinds_in_one_command(tmp_path: Path, dragoman) -> None:  # type: ignore[no-untyped-def]
    made = files()
    assert len(made) == 25 and len({"".join(Path(name).suffixes) for name in made}) >= 20
    for name, data in made.items():
        Path("inputs", name).parent.mkdir(exist_ok=True)
        Path("inputs", name).write_bytes(data)
    Path("inputs/photo.png").write_bytes(b"\x89PNG")
    Path("inputs/old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    Path("inputs/.hidden").write_bytes(b"x")
    code, _, err = dragoman("read", "inputs", "--reader", "fast", "--jobs", "1")
    assert code == 0
    assert "28 kept, 0 already there, 0 skipped, 2 passed over; archive dragoman.duckdb" in err
    assert "inputs/photo.png: passed over: .png files are not read" in err
    assert "inputs/old.doc: passed over: .doc files are not read" in err
    assert "1 passed over: .png files are not read" in err
    assert "inputs/a.csv:2: kept without a date: '31.02.2025' in column 'Datum' cannot be read as one" in err
    assert "inputs/b.csv: dates such as 03/31/2025 are read as month, day, year" in err
    assert "inputs/a.eml: attachments passed over: annex.pdf" in err
    assert "publication dates: 9 from metadata, 2 from addresses, 1 from datelines, 1 from file names" in err
    assert err.count("without a publication date") == 1
    assert '4 without a publication date, so that "on Friday" is no day there; give it with --published' in err
    with Archive("dragoman.duckdb", read_only=True) as store:
        read = {
            int(report.article.text.split("report ")[1].split(".")[0]): report.article for report in store.reports()
        }
    assert sorted(read) == list(range(28))
    undated = {number for number, article in read.items() if article.published is None}
    assert undated == {2, 4, 11, 22}
    days = {number: str(article.published_date) for number, article in read.items() if number not in undated}
    assert days == dict.fromkeys(set(range(28)) - undated, "2025-03-12") | {12: "2025-03-31"}
    assert "agreement of the two" in read[5].text
    assert "Photo:" not in read[20].text and "Vessels allowed" in read[20].text
    assert "at the foot" not in read[21].text and "their foreign ministries" in read[21].text
    assert "Café." in read[22].text and (read[22].title, read[22].author) == ("Talks", "A. Writer")
    assert (read[17].publisher, read[26].publisher) == ("Wire", "Lake Herald")
    assert read[24].author == "Press Office" and "-- " not in read[24].text
    assert read[10].title == "Gespräche"


def test_a_zip_is_a_folder(tmp_path: Path, dragoman) -> None:  # type: ignore[no-untyped-def]
    inner = zipped({"deep.txt": story(3)})
    held: dict[str, str | bytes] = {
        "news/a.txt": story(1),
        "news/b.docx": docx(story(2)),
        "news/bad.txt": b"\x7fELF\x02" + b"\x00" * 300,
    }
    held |= {"photo.png": b"x", "more.zip": inner, "__MACOSX/._a.txt": "x", "../../up.txt": story(4)}
    Path("a.zip").write_bytes(zipped(held))
    found = list(articles(Path("a.zip"), Options()))
    assert sorted(
        int(i.article.text.split("report ")[1].split(".")[0]) for i in found if isinstance(i.article, Article)
    ) == [1, 2, 4]
    assert {str(i.article) for i in found if isinstance(i.article, SourceError)} == {
        "a.zip/news/bad.txt: binary, not text",
        "a.zip/photo.png: passed over: .png files are not read",
        "a.zip/more.zip: passed over: a zip in a zip is not opened",
    }
    assert sum(isinstance(i.article, NotRead) for i in found) == 2
    assert not (tmp_path.parent / "up.txt").exists() and not Path("/up.txt").exists()


def only_error(name: str, data: bytes) -> str:
    Path(name).write_bytes(data)
    (item,) = articles(Path(name), Options())
    assert isinstance(item.article, SourceError), item
    return item.article.why


def bomb(name: str, before: dict[str, str]) -> bytes:
    return zipped({**before, name: b" " * 60_000_000})


@pytest.mark.parametrize(
    ("name", "inner", "before"),
    [
        ("a.docx", "word/document.xml", {}),
        ("a.odt", "content.xml", {"mimetype": "application/vnd.oasis.opendocument.text"}),
        ("a.epub", "OPS/a.xhtml", {"mimetype": "application/epub+zip"}),
        ("a.xlsx", "xl/sharedStrings.xml", {}),
        ("a.zip", "a.txt", {}),
    ],
)
def test_bombs_are_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, inner: str, before: dict[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "become 60,000,000, which no text does" in only_error(name, bomb(inner, before))


def test_no_entity_multiplies_or_reads_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("secret.txt").write_text("the launch code")
    many = "".join(f'<!ENTITY x{n + 1} "{f"&x{n};" * 10}">' for n in range(9))
    for doctype in (
        f'<!ENTITY y SYSTEM "file://{tmp_path}/secret.txt">',
        f'<!ENTITY x0 "lol">{many}<!ENTITY y "&x9;">',
    ):
        plain = odt(story(1))
        with zipfile.ZipFile(io.BytesIO(plain)) as archive:
            parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        content = bytes(parts["content.xml"]).decode()  # type: ignore[arg-type]
        parts["content.xml"] = f"<!DOCTYPE d [{doctype}]>" + content.replace("Talks</text:h>", "Talks &y;</text:h>")
        Path("a.odt").write_bytes(zipped(parts))
        (item,) = articles(Path("a.odt"), Options())
        assert "launch code" not in str(item.article) and len(str(item.article)) < 10_000


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub", "a.xlsx", "a.rtf", "a.eml", "a.mbox", "a.json", "a.zip"])
def test_a_broken_file_is_named_and_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for data in (b"", b"PK\x03\x04 nothing", zipped({"x": "y"}), b"{\\rtf1", b"\x00" * 500):
        Path(name).write_bytes(data)
        for item in articles(Path(name), Options()):
            assert isinstance(item.article, SourceError), (data[:10], item)
            assert str(item.article).startswith(name) and "\n" not in str(item.article)


def test_a_locked_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = bytearray(zipped({"a.txt": story(1)}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1  # says that it is encrypted
    assert "cannot be unpacked" in only_error("a.zip", bytes(data))


@pytest.fixture
def site() -> Iterator[str]:
    pages = {
        "/robots.txt": b"User-agent: *\nDisallow: /private",
        "/2025/03/12/talks": html(f"<article><p>{story(1)}</p></article>").encode(),
        "/world": html("".join(teaser(n) for n in range(4))).encode(),
        "/release.pdf": made_pdf(story(2)),
        "/list.csv": table([["text"], [story(5)]], ";"),
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path in pages else 404)
            self.end_headers()
            self.wfile.write(pages.get(self.path, b""))

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def teaser(number: int) -> str:
    head = f'<h2><a href="/{number}">Talks number {number}</a></h2>'
    return f'<article>{head}<p>{story(number)}</p><a href="/">More</a></article>'


def test_addresses(site: str, dragoman, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("dragoman.sources.feed.time.sleep", lambda seconds: None)
    names = ("2025/03/12/talks", "release.pdf", "list.csv", "world", "private/x", "nowhere")
    code, _, err = dragoman(
        "read", *(f"{site}/{name}" for name in names), "--allow-private", "--reader", "fast", "--jobs", "1"
    )
    assert code == 1
    assert "3 kept, 0 already there, 3 skipped" in err
    assert f"skipped {site}/world: an index page of 4 teasers, not a report" in err
    assert f"skipped {site}/private/x: robots.txt asks not to fetch it" in err
    assert f"skipped {site}/nowhere: answered 404" in err
    with Archive("dragoman.duckdb", read_only=True) as store:
        found = {report.article.url: report.article for report in store.reports()}
    article = found[f"{site}/2025/03/12/talks"]
    assert (article.published, article.published_source) == (dt.date(2025, 3, 12), "address")
    assert found[f"{site}/release.pdf"].published_source == "metadata"
    code, _, err = dragoman("read", f"{site}/2025/03/12/talks")
    assert code == 2 and "leads to a private address, which is not fetched" in err


def test_an_index_is_refused_and_a_report_with_teasers_below_is_not() -> None:
    index = html("".join(teaser(n) for n in range(4)))
    with pytest.raises(SourceError, match="index page of 4 teasers"):
        page.article_in(index, "x")
    paragraphs = "".join(f"<p>{story(n)}</p>" for n in range(10, 16))
    report = html(f"<article><h1>Talks</h1>{paragraphs}</article><aside>{''.join(map(teaser, range(4)))}</aside>")
    assert story(10)[:60] in page.article_in(report, "x").text


@pytest.mark.parametrize(
    ("paragraph", "notice"),
    [
        ("We use cookies to improve your experience. By continuing you agree to our policy.", True),
        ("This site uses cookies. Accept all / Manage preferences", True),
        ("Nous utilisons des cookies : acceptez pour poursuivre votre navigation.", True),
        (
            "The regulator fined the company for tracking cookies that it had set without a banner, the court said.",
            False,
        ),
        ("The minister offered his guests tea and cookies before the talks.", False),
    ],
)
def test_cookie_notices_are_left_out_and_reports_on_cookies_are_not(paragraph: str, notice: bool) -> None:
    assert page.is_notice(paragraph) is notice
    body = html(f"<article><p>{story(1)}</p><p>{paragraph}</p><p>{story(2)}</p></article>")
    assert (paragraph in page.article_in(body, "x").text) is not notice


def test_captions_are_left_out() -> None:
    caption = "Soldiers stand guard at the bridge on Sunday. Photo: J. Doe"
    for element in ("figcaption", "p class='wp-caption-text'", "div class='image-Caption'"):
        body = f"<article><p>{story(1)}</p><figure><img src='a'><{element}>{caption}</{element.split()[0]}></figure>"
        assert caption not in page.article_in(html(f"{body}<p>{story(2)}</p></article>"), "x").text


@pytest.mark.parametrize(
    ("split", "whole"),
    [
        ("an inter-\nnational court", "an international court"),
        ("the Anglo-\nSaxon world", "the Anglo-Saxon world"),
        ("a long-\nterm plan; a long road; the term of office", "a long-term plan; a long road; the term of office"),
        ("a cease-\nfire held. The cease-fire", "a cease-fire held. The cease-fire"),
        ("the min\u00ad\nister and the min\u00adister", "the minister and the minister"),
        ("from 2019-\n2021", "from 2019-2021"),
    ],
)
def test_words_split_over_two_lines(split: str, whole: str) -> None:
    assert pdf.joined(split) == whole


@pytest.mark.parametrize(
    ("value", "order", "day"),
    [
        ("2025-03-12", "DMY", dt.date(2025, 3, 12)),
        ("20250312", "DMY", dt.date(2025, 3, 12)),
        ("12/03/2025", "DMY", dt.date(2025, 3, 12)),
        ("03/12/2025", "MDY", dt.date(2025, 3, 12)),
        ("12.3.25", "DMY", dt.date(2025, 3, 12)),
        ("2025/03/12", "DMY", dt.date(2025, 3, 12)),
        ("12. März 2025", "DMY", dt.date(2025, 3, 12)),
        ("12 de março de 2025", "DMY", dt.date(2025, 3, 12)),
        ("March 12, 2025", "DMY", dt.date(2025, 3, 12)),
        ("1er juin 2025", "DMY", dt.date(2025, 6, 1)),
        ("03/12/2025 4:05 PM", "MDY", dt.datetime(2025, 3, 12, 16, 5)),
        ("20250312101500", "DMY", dt.datetime(2025, 3, 12, 10, 15)),
        (1741773600000, "DMY", dt.datetime(2025, 3, 12, 10, tzinfo=dt.UTC)),
    ],
)
def test_dates_as_people_write_them(value: object, order: dates.Order, day: dt.date) -> None:
    assert dates.parse(value, order) == day


@pytest.mark.parametrize("value", ["soon", "31/02/2025", "0001-01-01", "March 2025", "3 pm", True, "99999999"])
def test_no_dates(value: object) -> None:
    with pytest.raises(ValueError):
        dates.parse(value)


@pytest.mark.parametrize("header", [",text", "text,", "text,,title", ",,text,url", '"",text'])
def test_a_column_without_a_name_is_no_field(tmp_path: Path, header: str) -> None:
    cells = ("never", "other", "=A1")
    row = [f'"{story(1)}"' if name == "text" else cells[at % 3] for at, name in enumerate(header.split(","))]
    (tmp_path / "a.csv").write_text(f"{header}\n{','.join(row)}\n", "utf-8")
    (item,) = articles(tmp_path / "a.csv", Options())
    assert isinstance(item.article, Article) and item.article.published is None and item.article.publisher is None
    assert not item.notes


def test_the_order_of_a_columns_dates_is_guessed_from_those_that_tell_it() -> None:
    assert dates.dating(["03/04/2025", "03/14/2025"]).order == "MDY"
    assert dates.dating(["03/04/2025", "14/03/2025"]).order == "DMY"
    unsure = dates.dating(["03/04/2025", "05/06/2025"])
    assert not unsure.sure and "--date-format" in str(unsure.said())
    assert dates.dating(["2025-03-04", "4 March 2025", None, 7]).said() is None


def test_a_given_form_of_dates_goes_before_any_guess(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'text,date\n"{story(1)}",03/04/2025\n"{story(2)}",2025-03-04\n', "utf-8")
    first, second = tables.rows(tmp_path / "a.csv", date_format="%m/%d/%Y")
    assert first.row["published"] == dt.date(2025, 3, 4) and not first.notes  # type: ignore[index]
    assert second.row["published"] is None and "kept without a date" in second.notes[0]  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("LIMA, 3 June 2025 (AP) - Peru will reopen the border.", "2025-06-03"),
        ("LA PAZ, Bolivia, June 3, 2025 — Peru will reopen the border.", "2025-06-03"),
        ("PARIS, 3 juin 2025 – Le ministre a parlé.", "2025-06-03"),
        ("Peru and Chile talk\nPublished on 3 June 2025 at 10:15\nPeru held talks.", "2025-06-03"),
        ("Talks\nTuesday, 3 June 2025\nPeru held talks.", "2025-06-03"),
        ("Peru held talks.\n\nUpdated: 2025-06-03", "2025-06-03"),
        ("LIMA - Peru said on 3 June 2025 that it would talk.", "None"),
        ("Talks were held on 3 June 2025.\nPeru was content.", "None"),
        ("Peru signed the treaty on 3 June 1990 - and left it.", "None"),
    ],
)
def test_the_day_that_a_text_names_as_its_own(text: str, day: str) -> None:
    assert str(dates.in_text(text)) == day


def test_days_in_addresses_and_names() -> None:
    assert dates.in_address("https://x.example/world/2025/03/12/talks") == dt.date(2025, 3, 12)
    assert dates.in_address("https://x.example/id/20250312") is None  # a number may be any
    assert dates.in_name("20250312_talks.txt") == dt.date(2025, 3, 12)
    assert dates.in_name("2999-01-01.txt") is None and dates.in_name("2025-13-41.txt") is None


def test_json_of_many_shapes(tmp_path: Path) -> None:
    one = {
        "fields": {"bodyText": story(1), "byline": "A. Writer"},
        "webTitle": "Talks",
        "webUrl": "https://x.example/1",
    }
    shapes = [[one], {"response": {"status": "ok", "results": [one]}}, {"text": story(1), "title": "Talks"}]
    for shape in shapes:
        (tmp_path / "a.json").write_text(json.dumps(shape), "utf-8")
        (item,) = articles(tmp_path / "a.json", Options())
        assert isinstance(item.article, Article), item
        assert (item.article.text, item.article.title) == (story(1), "Talks")
    (tmp_path / "a.json").write_text(json.dumps({"items": [{"content_html": f"<p>{story(2)}</p>"}]}), "utf-8")
    (item,) = articles(tmp_path / "a.json", Options())
    assert isinstance(item.article, Article) and item.article.text == story(2)
    for text, why in (
        ("{", "not JSON"),
        ("{}", "no list of articles"),
        ("[]", "no list of articles"),
        ("[1]", "not a JSON object"),
    ):
        (tmp_path / "a.json").write_text(text)
        (item,) = articles(tmp_path / "a.json", Options())
        assert isinstance(item.article, SourceError) and why in item.article.why


def test_a_spreadsheets_own_mark_and_wide_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"sep=|\nTitre|Texte\nCafé|{story(1)}\n", "utf-16")
    (item,) = articles(tmp_path / "a.csv", Options())
    assert isinstance(item.article, Article) and item.article.title == "Café"


def test_what_standard_input_is_is_told_from_its_first_bytes(tmp_path: Path) -> None:
    code = (
        "from dragoman.sources import Options, articles\n"
        "print([getattr(i.article, 'obtained', i.article) for i in articles(None, Options())])"
    )
    for data, kind in (
        (docx(story(1)), "docx"),
        (odt(story(2)), "odt"),
        (rtf(story(3)), "rtf"),
        (made_pdf(story(4)), "pdf"),
    ):
        done = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True)
        assert done.stdout.decode().strip() == f"['{kind}']"


def test_hidden_files_of_a_folder_are_left_aside_and_others_told(tmp_path: Path) -> None:
    for name in ("a.txt", "b.exe", "noname", ".git/x.txt", ".DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    told: list[NotRead] = []
    assert [p.name for p in find([tmp_path], told.append)] == ["a.txt"]
    assert [Path(e.where).name for e in told] == ["b.exe", "noname"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Titre;Texte\nL’été à Genève, « oui »\n", "cp1252"),
        ("Titel;Text\nGespräche über Öl\n", "cp1252"),
        ("Заголовок;Текст\nПеру и Чили провели переговоры\n", "cp1251"),
        ("Titre;Texte\nL’été à Genève\n", "utf-8"),
    ],
)
def test_the_encoding_of_a_table_is_told_from_its_beginning(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert data.decode(encoding_of(data)) == text
    assert encoding_of("é".encode() * 100 + b"\xc3") == "utf-8"  # the beginning may end within a character


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Talks end at the ferry port\n\nLIMA - Peru met Chile.", "Talks end at the ferry port"),
        ("\n  \n Bridge is shut \nPeru closed it.", "Bridge is shut"),
        ("Peru and Chile " * 20, "Peru and Chile " * 6 + "Peru and …"),
        ("ferry" * 50, "ferry" * 20 + " …"),
        ("", ""),
    ],
)
def test_a_report_without_a_title_is_called_by_its_first_line(text: str, headline: str) -> None:
    assert Article.make(text).headline == headline
    assert Article.make(text, title="Its own title").headline == "Its own title"
