"""From the bytes of a file to what it states, or to the line that is to blame."""

import re
from pathlib import Path

import pytest

from bot.domain.document import MAX_BYTES, Document, DocumentReader, PlainText
from bot.errors import DocumentError

SEEDS = Path(__file__).parents[2] / "seeds"
ENTRY = """\
  - title: {title}
    sourceUrl: https://other.com/{title}
    publishedDateTime: 2019-11-27"""


def read(data):
    return DocumentReader().read(data)


def entry(title):
    return ENTRY.format(title=title)


@pytest.mark.parametrize("path", sorted(SEEDS.iterdir()), ids=lambda path: path.name[:3])
def test_the_seeds_are_read_without_fault(path):
    document = read(path.read_bytes())
    if path.name.startswith("001"):
        assert isinstance(document, PlainText)
    else:
        assert isinstance(document, Document)
        assert document.faults == ()
        assert document.repaired == path.name.startswith("000")
        assert len(document.related) == {"000": 1, "002": 2, "003": 2, "004": 2}[path.name[:3]]


def test_a_document_states_its_article_its_related_list_and_its_body(document):
    read_document = read(document("related:", entry("one"), entry("two"), body="First.\nWhy: b."))
    assert [s.title for s in read_document.related] == ["one", "two"]
    assert not any(s.is_own for s in read_document.related)
    assert read_document.own.is_own
    assert [section.label for section in read_document.own.body] == ["", "Why"]


@pytest.mark.parametrize("newline", [b"\r\n", b"\r"])
def test_line_ends_of_any_system_will_do(document, newline):
    data = document("related:", entry("one"), body="First.").replace(b"\n", newline)
    read_document = read(data)
    assert read_document.repaired == 0
    assert read_document.related[0].title == "one"


def test_a_byte_order_mark_will_do(document):
    assert read(b"\xef\xbb\xbf" + document()).own.title == "Facial recognition comes of age"


def test_the_related_list_may_be_written_in_any_way_of_yaml(document):
    flow = "related: [{title: one, sourceUrl: https://o.com/1, publishedDateTime: 2019-01-01}]"
    assert read(document(flow)).related[0].title == "one"


def test_a_related_list_that_only_stands_in_a_quoted_text_is_none(document):
    lines = ('excerpt: "quoted', "related:", "  - one", '  - two"')
    read_document = read(document(*lines))
    assert read_document.related == ()
    assert read_document.own.excerpt == "quoted related: - one - two"


def test_controls_of_windows_are_mended_and_counted(document):
    related = entry("a").replace("title: a", "title: a\x92s")
    read_document = read(document("excerpt: one \x97 two", "related:", related))
    assert read_document.own.excerpt == "one — two"
    assert read_document.related[0].title == "a’s"
    assert read_document.repaired == 2


def test_repairs_of_an_entry_that_stands_in_many_files_count_once(document):
    reader = DocumentReader()
    data = document("related:", entry("a&amp;b"))
    assert [reader.read(data).repaired for _ in range(3)] == [1, 0, 0]


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        (["  - title: a", "    sourceUrl: https://o.com"], 6, "no `publishedDateTime`"),
        ([entry("a"), "  - title: b", "    sourceUrl: javascript:x"], 10, "no http"),
        (["  - title: a", "    quality: good", entry("b")], 6, "no address"),
    ],
)
def test_a_related_entry_that_cannot_be_taken_is_left_out_and_named(document, lines, line, reason):
    read_document = read(document("related:", *lines))
    (fault,) = read_document.faults
    assert fault.line == line
    assert fault.reason.startswith("a related entry was left out: ")
    assert reason in fault.reason
    assert len(read_document.related) == len([x for x in lines if x.count("\n") == 2])


def test_the_same_bad_entry_is_named_in_each_file_with_its_own_line(document):
    reader = DocumentReader()
    bad = "  - title: a"
    lines = [reader.read(document(*above, "related:", bad)).faults[0].line
             for above in ([], ["heat: 1"])]  # fmt: skip
    assert lines == [6, 7]


def test_entries_that_are_no_mappings_are_named(document):
    faults = read(document("related:", "  - just text", "  - [a]", entry("one"))).faults
    assert [fault.line for fault in faults] == [5, 5]
    assert all("is no mapping" in fault.reason for fault in faults)


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", None, "the file is empty; delete it or write an article into it"),
        (b" \n\r\n\t", None, "the file is empty"),
        (b"Leave a comment\n\nRelated:\n", None, "nothing but a site's boilerplate; delete"),
        (b"---\ntitle: a\n", 1, "never closed; put a line `---` below it"),
        (b"---\n- a\n---\n", 2, "no mapping; write one `key: value` a line"),
        (b"---\n---\n", 2, "no address; write"),
        (b"---\ntitle: a\nsourceUrl: ftp://a\n---\n", 3, "no http(s) address"),
        (b"---\ntitle: a\nsourceUrl: https://a.com\npublishedDateTime: soon\n---\n", 4, "no date"),
        (b"---\ntitle: a\nb: [c\n---\n", 4, "not valid YAML"),
        (b"---\ntitle: a\ntitle: b\n---\n", 3, "stands twice; keep one"),
        (b"---\ntitle: a\nb: &c d\n---\n", 3, "aliases are not taken; write the value out"),
        (b"---\ntitle: a\nb: !x d\n---\n", 3, "not taken; leave it out"),
        (b"---\ntitle: a\nb: " + b"[" * 30_000 + b"\n---\n", 3, "nested deeper than 16 levels"),
        (b"text\nmore\0text", 2, "a NUL byte: this is no text; save it as UTF-8"),
        (b"one\ntwo\ncaf\xe9\n", 3, "not valid UTF-8; save the file as UTF-8"),
        (b"\xff\xfe-\0-\0", 1, "the text is in UTF-16; save it as UTF-8"),
        ("---\ntitle: a".encode("utf-16-be"), 1, "a NUL byte"),
        (b"x" * (MAX_BYTES + 1), None, "larger than 8 MiB; split the file"),
        (b"word " * 110_000, None, "550,000 characters; 524,288 are taken, an article begins with"),
    ],
)
def test_what_cannot_be_taken_is_named_with_line_and_mend(data, line, reason):
    with pytest.raises(DocumentError) as caught:
        read(data)
    assert reason in caught.value.reason
    assert caught.value.line == line


def test_a_body_far_too_long_is_refused_below_front_matter_too(document):
    with pytest.raises(DocumentError, match="524,288 are taken, shorten it"):
        read(document(body="word " * 110_000))


def test_a_fault_of_an_entry_read_with_the_whole_is_named_by_line(document):
    with pytest.raises(DocumentError, match="`related` is no list") as caught:
        read(document("related: text"))
    assert caught.value.line == 5


def test_the_error_says_its_line_first():
    assert re.match("line 3: not valid UTF-8", str(_error(b"one\ntwo\ncaf\xe9\n")))


def _error(data):
    with pytest.raises(DocumentError) as caught:
        read(data)
    return caught.value
