"""What one mapping of front matter states."""

from datetime import UTC, datetime

import pytest

from bot.domain.article import Image
from bot.domain.statement import read_statement
from bot.errors import FieldError


def read(fields):
    return read_statement(fields, is_own=True)[0]


def test_all_fields_are_read(fields):
    statement, repaired = read_statement(
        fields(
            excerpt="Cameras &amp; faces",
            provider={"name": "TechNode", "domain": "TechNode.com"},
            type="video",
            category="news",
            locale="en-us",
            quality="23",
            heat="-1",
            published="True",
            removed="false",
            updatedDateTime="2019-11-28T10:00:00+02:00",
            topics=["AI", "Vision", "AI", None],
            tags="china, cameras,,",
            images=[{"url": "https://x.com/a.png", "width": "700", "height": "490", "title": "A"}],
            ampUrl="https://amp.site.com/other",
            secured="mRj6L/tR98LBSPeRR0D7Ps9tqJVSC2yaU",
        ),
        is_own=False,
    )
    assert repaired == 1
    assert statement.excerpt == "Cameras & faces"
    assert (statement.provider, statement.domain) == ("TechNode", "technode.com")
    assert (statement.kind, statement.category, statement.locale) == ("video", "news", "en-us")
    assert (statement.quality, statement.heat) == (23, -1)
    assert statement.is_featured
    assert not statement.is_removed
    assert not statement.is_own
    assert statement.updated == datetime(2019, 11, 28, 8, tzinfo=UTC)
    assert statement.topics == ("AI", "Vision")
    assert statement.tags == ("china", "cameras")
    assert statement.images == (Image("https://x.com/a.png", 700, 490, "A"),)
    assert statement.twins == ("https://site.com/other",)
    assert "mRj6L" not in repr(statement)


def test_few_fields_will_do(fields):
    statement = read(fields())
    assert statement.provider == statement.domain == "site.com"
    assert statement.kind == "article"
    assert statement.topics == statement.images == statement.twins == ()
    assert statement.updated is None


@pytest.mark.parametrize(
    ("addresses", "url"),
    [
        ({"webUrl": "https://a.com/1", "sourceUrl": "https://b.com"}, "https://a.com/1"),
        ({"sourceUrl": "https://b.com/2", "originalUrl": "https://c.com"}, "https://b.com/2"),
        ({"originalUrl": "https://c.com/3", "sourceUrl": " "}, "https://c.com/3"),
    ],
)
def test_the_address_is_the_first_field_that_holds_one(fields, addresses, url):
    assert read(fields(**{"sourceUrl": None, **addresses})).url == url


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"title": None}, "title", "no `title`; write the headline"),
        ({"title": "\\r\\n&#32;"}, "title", "no `title`"),
        ({"title": ["a"]}, "title", "list or mapping; write one text"),
        ({"title": "x" * 20_001}, "title", "20,001 characters; 20,000 are taken"),
        ({"sourceUrl": None}, "sourceUrl", "no address; write `sourceUrl:"),
        ({"sourceUrl": "javascript:alert(1)"}, "sourceUrl", "no http"),
        ({"webUrl": "ftp://a.com"}, "webUrl", "no http"),
        ({"publishedDateTime": None}, "publishedDateTime", "write when it came out"),
        ({"publishedDateTime": "yesterday"}, "publishedDateTime", "`publishedDateTime: yesterday`"),
        ({"publishedDateTime": "0001-01-01T00:00:00+14:00"}, "publishedDateTime", "is no date"),
        ({"updatedDateTime": "2019-13-01"}, "updatedDateTime", "like 2019-11-27T09:41:00Z"),
        ({"quality": "good"}, "quality", "no number"),
        ({"quality": "nan"}, "quality", "no number"),
        ({"heat": "inf"}, "heat", "no number"),
        ({"published": "maybe"}, "published", "neither true nor false"),
        ({"removed": ["true"]}, "removed", "write one text"),
        ({"topics": {"a": "b"}}, "topics", "write a list of names"),
        ({"topics": [["a"]]}, "topics", "write one text"),
        ({"topics": ["a"] * 101}, "topics", "101 names; 100 are taken"),
        ({"tags": ",".join("ab" * 500)}, "tags", "1,000 names"),
        ({"provider": ["a"]}, "provider", "write one text"),
        ({"provider": {"name": ["a"]}}, "provider", "write one text"),
        ({"provider": {"domain": "x" * 20_001}}, "provider", "20,001 characters"),
        ({"ampUrl": ["a"]}, "ampUrl", "write one text"),
    ],
)
def test_what_a_field_does_not_take_is_named_with_its_mend(fields, changes, field, reason):
    with pytest.raises(FieldError) as caught:
        read(fields(**changes))
    assert caught.value.field == field
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("number", "stored"),
    [("1e300", 1_000_000), ("-1e300", -1_000_000), ("22.6", 23), ("1" * 400, None), ("", 0)],
)
def test_numbers_stay_within_what_a_database_takes(fields, number, stored):
    if stored is None:
        with pytest.raises(FieldError, match="no number"):
            read(fields(quality=number))
    else:
        assert read(fields(quality=number)).quality == stored


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2019-11-27", datetime(2019, 11, 27, tzinfo=UTC)),
        ("2019-11-27 09:41", datetime(2019, 11, 27, 9, 41, tzinfo=UTC)),
        ("2019-11-27T09:41:00-08:00", datetime(2019, 11, 27, 17, 41, tzinfo=UTC)),
        (" 2019-11-27T09:41:00Z ", datetime(2019, 11, 27, 9, 41, tzinfo=UTC)),
    ],
)
def test_times_are_utc_where_nothing_else_is_said(fields, text, time):
    assert read(fields(publishedDateTime=text)).published == time


@pytest.mark.parametrize(
    "image",
    [
        "a.png",
        {},
        {"url": "javascript:x"},
        {"url": ["https://x.com"]},
        {"url": "https://x/\ud800"},
        {"url": "http://[::1]@"},
        {"url": "https://user:pass@x.com/a.png"},
    ],
)
def test_a_broken_image_is_left_out_and_not_the_article(fields, image):
    assert read(fields(images=[image, {"url": "https://x.com/b.png"}])).images == (
        Image("https://x.com/b.png"),
    )


def test_images_that_are_no_list_are_none(fields):
    assert read(fields(images="https://x.com/a.png")).images == ()


@pytest.mark.parametrize("size", ["wide", "-1", "9" * 5000, "12345678", None, ["1"]])
def test_a_size_that_is_none_is_unknown(fields, size):
    image = {"url": "https://x.com/a.png", "width": size, "title": "x" * 20_001}
    assert read(fields(images=[image])).images == (Image("https://x.com/a.png"),)


def test_only_the_first_images_are_kept(fields):
    images = [{"url": f"https://x.com/{number}.png"} for number in range(60)]
    assert len(read(fields(images=images)).images) == 50


def test_a_provider_may_be_a_name_alone(fields):
    assert read(fields(provider="TechNode")).provider == "TechNode"


def test_amp_copies_of_the_article_itself_join_nothing(fields):
    twins = {
        "ampUrl": "https://amp.site.com/story",
        "cdnAmpUrl": "https://site-com.cdn.ampproject.org/c/s/amp.site.com/story",
        "ampWebUrl": "https://site.com/no-copy-by-its-look",
        "cdnAmpWebUrl": "not an address of amp",
    }
    assert read(fields(**twins)).twins == ()


def test_a_cached_copy_names_the_copied_page(fields):
    cached = "https://other-com.cdn.ampproject.org/c/s/www.other.com/amp/a"
    assert read(fields(cdnAmpUrl=cached)).twins == ("https://other.com/a",)
    both = fields(cdnAmpUrl=cached, ampUrl="https://www.other.com/amp/a")
    assert read(both).twins == ("https://other.com/a",)


def test_the_first_page_of_an_amp_site_is_no_copy(fields):
    assert read(fields(ampUrl="https://amp.other.com/", cdnAmpUrl="https://x.com/amp")).twins == ()
