"""Pages marked up as publishers do, and what is to be read from them, by the table beside them."""

import random
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.page_media import judge_media
from bot.domain.page_reading import read_page
from bot.domain.url import parse_url

PAGES = Path(__file__).with_name("pages")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROWS = tomllib.loads((PAGES / "expected.toml").read_text(encoding="utf-8"))["page"]
SPLINTERS = [
    b"",
    b"<",
    b">",
    b'"',
    b"\0",
    b"&#x0;",
    b"\xff\xfe",
    b"{",
    b"]",
    b"<p>",
    b"<!--",
    b"//[::1]@",
]
READ = [row for row in ROWS if "media" not in row]


@pytest.fixture(scope="module")
def metadata():
    """What was read of a row's page; each is read once."""
    known = {}

    def read(row):
        if row["file"] not in known:
            known[row["file"]] = read_page(
                (PAGES / row["file"]).read_bytes(),
                url=row["url"],
                asked=row.get("asked", ""),
                charset=row.get("charset", ""),
                now=NOW,
            )
        return known[row["file"]]

    return read


def rows(of=READ):
    return pytest.mark.parametrize("row", of, ids=lambda row: row["file"])


def moment(row, name):
    return datetime.fromisoformat(row[name]) if name in row else None


@rows()
@pytest.mark.parametrize("name", ["title", "excerpt", "provider", "language"])
def test_a_text_is_read(metadata, row, name):
    found = metadata(row)
    want = row.get(name, "")
    # The table leaves them out for what stands in a page's place.
    assert getattr(found, name) == want


@rows()
@pytest.mark.parametrize("name", ["published", "updated"])
def test_a_time_is_read(metadata, row, name):
    assert getattr(metadata(row), name) == moment(row, name)


@rows()
def test_the_image_is_read(metadata, row):
    image = metadata(row).image
    assert (image.url if image else None) == row.get("image")


@rows()
def test_the_canonical_address_is_read(metadata, row):
    assert metadata(row).canonical_url == row.get("canonical", row["url"])


@rows()
def test_the_page_is_judged(metadata, row):
    assert metadata(row).verdict == row.get("verdict", "page")


@rows()
def test_its_kind_is_known(metadata, row):
    assert metadata(row).kind == row.get("kind", "article")


@rows()
def test_its_keywords_are_read(metadata, row):
    assert list(metadata(row).keywords) == row.get("keywords", [])


@rows([row for row in ROWS if "media" in row])
def test_what_is_no_page_is_known_as_what_it_is(row):
    head = (PAGES / row["file"]).read_bytes()
    assert judge_media(row["media"], head) == row["verdict"]


def test_each_page_stands_in_the_table():
    files = {path.name for path in PAGES.iterdir()} - {"expected.toml"}
    assert files == {row["file"] for row in ROWS}


@pytest.mark.parametrize("seed", range(20))
def test_no_damage_to_a_page_stops_its_reading(seed):
    """Bytes lost, doubled and exchanged: what is read stays within its limits."""
    chance = random.Random(seed)  # noqa: S311 - damage, no secret
    for row in READ:
        body = bytearray((PAGES / row["file"]).read_bytes())
        for _ in range(chance.randint(1, 60)):
            at = chance.randrange(len(body))
            body[at : at + chance.randint(0, 9)] = chance.choice(SPLINTERS)
        found = read_page(bytes(body), url=row["url"], now=NOW)
        assert len(found.title) <= 300
        assert len(found.excerpt) <= 600
        assert parse_url(found.canonical_url) is not None
        assert found.image is None or parse_url(found.image.url) is not None


@given(st.binary(max_size=300))
def test_no_bytes_stop_it(body):
    assert read_page(b"<title>" + body, url="https://site.example/a", now=NOW).canonical_url
