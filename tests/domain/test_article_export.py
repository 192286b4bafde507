"""What is exported reads back as the very article, whatever stands in it."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.article import Image, Section, Statement
from bot.domain.article_export import (
    CSV_COLUMNS,
    body_text,
    csv_row,
    document_text,
    json_line,
)
from bot.domain.body import read_sections
from bot.domain.document import Document, DocumentReader, PlainText
from bot.domain.statement import read_statement
from bot.errors import FieldError

NOW = datetime(2019, 11, 27, 9, 41, tzinfo=UTC)
NASTY = [
    "&amp;", "&amp;amp;lt;", "&lt;b&gt;", "&#39;", "&", "&notit;", "Ã©", "â€™", "&Atilde;&copy;",
    "\\", "\\n", "\\r\\n", '"', "'", ": ", " #", "- ", "---", "...", "|", ">", "{}", "[x]", "*a",
    "&a", "!t", "%", "@", "`", "null", "~", "true", "\u2028", "\x85", "\x97", "\xa0", "\u200b",
    "\u202e", "\ufeff", "\ud800", "\U0001f600", "\x00", "\t", "\r", "\n", "Why it matters: ",
    "• ", "* ", "Leave a comment", "Jane Doe is a reporter", "أخبار", "新闻", "é", "<@1>", "||",
]  # fmt: skip
texts = st.lists(st.sampled_from(NASTY) | st.text(max_size=12), max_size=6).map("".join)
urls = st.sampled_from(
    [
        "https://www.site.example/a",
        "http://site.example:8080/a b/?id=1&x=%22",
        "https://xn--bcher-kva.example/ü?q=ö#part",
        "https://site.example/?utm_source=x&v=1",
        "https://site.example/story.amp.html",
        'https://site.example/"quoted"\\/',
    ]
)
numbers = st.integers(-10, 2_000_000).map(str)
times = st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat)
flags = st.sampled_from(["true", "false", "no", ""])
amps = st.sampled_from(
    ["https://amp.other.example/a", "https://other.example/amp/b?id=2", "https://c.example/x/amp"]
)
images = st.lists(
    st.fixed_dictionaries(
        {"url": urls, "width": numbers, "title": texts}, optional={"height": numbers}
    ),
    max_size=3,
)
fields = st.fixed_dictionaries(
    {"webUrl": urls, "title": texts, "publishedDateTime": times},
    optional={
        "excerpt": texts, "updatedDateTime": times, "type": st.sampled_from(["video", "x"]),
        "category": texts, "locale": texts, "quality": numbers, "heat": numbers,
        "published": flags, "removed": flags, "images": images,
        "topics": st.lists(texts, max_size=4),
        "provider": st.fixed_dictionaries({}, optional={"name": texts, "domain": texts}),
        "tags": st.lists(texts, max_size=4), "ampWebUrl": amps, "cdnAmpWebUrl": amps,
        "ampUrl": amps,
    },
)  # fmt: skip


def state(values, *, is_own, body=()):
    """What hostile front matter states, as far as it is taken."""
    try:
        return read_statement(values, is_own=is_own, body=body)[0]
    except FieldError:
        assume(False)


def read(text):
    return DocumentReader().read(text.encode())


@settings(deadline=None)
@given(fields, st.lists(fields, max_size=3), st.lists(texts, max_size=8).map("\n".join))
def test_a_document_reads_back_as_what_it_was_made_of(values, listed, text):
    own = state(values, is_own=True, body=read_sections(text)[0])
    related = [state(entry, is_own=False) for entry in listed]
    document = read(document_text(own, related))
    assert isinstance(document, Document)
    assert (document.own, document.related, document.faults) == (own, tuple(related), ())


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=8).map("\n".join))
def test_a_plain_text_reads_back_as_its_body(text):
    sections = read_sections(text)[0]
    assume(sections)
    document = read(body_text(sections))
    assert isinstance(document, PlainText)
    assert document.sections == sections


@settings(deadline=None)
@given(fields)
def test_a_json_line_is_one_line_with_the_article_in_it(values):
    s = state(values, is_own=True)
    line = json_line(s)
    assert line.count("\n") == 1
    article = json.loads(line)
    assert (article["webUrl"], article["title"]) == (s.url, s.title)
    assert tuple(article.get("topics", ())) == s.topics
    assert datetime.fromisoformat(article["publishedDateTime"]) == s.published


@settings(deadline=None)
@given(fields)
def test_a_csv_row_has_a_cell_for_each_column_and_no_formula(values):
    s = state(values, is_own=True)
    file = io.StringIO()
    csv.writer(file).writerow(csv_row(s))
    (row,) = csv.reader(io.StringIO(file.getvalue()))
    assert len(row) == len(CSV_COLUMNS)
    assert row[1].removeprefix("'") == s.title.removeprefix("'")
    assert not any(cell[:1] in "=+@\t" for cell in row if cell)


@pytest.mark.parametrize("title", ["=1+1", "+1", "-cmd", "@SUM(A1)"])
def test_a_title_is_no_formula(title):
    s = Statement("https://a.example/", "https://a.example/", title, NOW, is_own=True)
    assert csv_row(s)[1] == f"'{title}"


def test_a_document_is_easy_to_read():
    s = Statement(
        "https://site.example/a", "https://www.site.example/a", 'A "title"', NOW, is_own=True,
        excerpt="In short.", provider="The Site", domain="site.example", quality=7,
        topics=("AI", "Robots"), images=(Image("https://i.example/1.jpg", 10, 20),),
        twins=("https://amp.example/a",),
        body=(Section("", ("Text.",)), Section("Go", ("On.",), ("1",))),
    )  # fmt: skip
    entry = replace(s, twins=(), images=(), topics=(), body=(), is_own=False)
    assert document_text(s, [entry]).splitlines() == [
        "---",
        'webUrl: "https://www.site.example/a"',
        'ampWebUrl: "https://amp.example/a?amp=0"',
        'title: "A \\"title\\""',
        'excerpt: "In short."',
        "publishedDateTime: 2019-11-27T09:41:00Z",
        "type: article",
        "quality: 7",
        "heat: 0",
        "published: false",
        "provider:",
        '  name: "The Site"',
        '  domain: "site.example"',
        "topics:",
        '  - "AI"',
        '  - "Robots"',
        "images:",
        '  - url: "https://i.example/1.jpg"',
        "    width: 10",
        "    height: 20",
        "related:",
        '  - webUrl: "https://www.site.example/a"',
        '    title: "A \\"title\\""',
        '    excerpt: "In short."',
        "    publishedDateTime: 2019-11-27T09:41:00Z",
        "    type: article",
        "    quality: 7",
        "    heat: 0",
        "    published: false",
        "    provider:",
        '      name: "The Site"',
        '      domain: "site.example"',
        "---",
        "",
        "Text.",
        "Go: On.",
        "• 1",
    ]
