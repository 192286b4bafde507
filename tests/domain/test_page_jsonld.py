"""JSON-LD: which node is about the page, and what it says, however it is nested."""

import json

import pytest

from bot.domain.article import Image
from bot.domain.page import Said
from bot.domain.page_jsonld import plain_address, read_jsonld

URL = "https://site.example/story"
KEYS = frozenset({plain_address(URL)})
ARTICLE = {"@type": "NewsArticle", "headline": "Ours", "url": URL}
OTHER = {"@type": "NewsArticle", "headline": "Another", "url": "https://site.example/other"}


def read(*values, titles=("Ours and more",)):
    scripts = [value if isinstance(value, str) else json.dumps(value) for value in values]
    return read_jsonld(scripts, titles=titles, keys=KEYS)


@pytest.mark.parametrize(
    "value",
    [
        ARTICLE,
        [ARTICLE],
        {"@graph": [ARTICLE]},
        [{"@graph": [{"@type": "WebSite"}, ARTICLE]}],
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {"@type": "WebPage", "mainEntity": {"@id": "#a"}, "@graph": [ARTICLE | {"@id": "#a"}]},
        ARTICLE | {"@type": ["Thing", "http://schema.org/NewsArticle"]},
        ARTICLE | {"@type": "schema:BlogPosting"},
        ARTICLE | {"@type": "LIVEBLOGPOSTING"},
        [OTHER, ARTICLE, OTHER | {"headline": "Third"}],
        [OTHER, ARTICLE | {"url": "/relative"}],
        f"<!--{json.dumps(ARTICLE)}-->",
        f"//<![CDATA[\n{json.dumps(ARTICLE)};\n//]]>",
        json.dumps(ARTICLE)[:-1] + ",}",
        '{"@type": "Article", "headline": "Ours", "description": "line\nbreak"}',
    ],
)
def test_the_article_of_the_page_is_found(value):
    assert read(value).titles == ("Ours",)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "null",
        "7",
        '"text"',
        "{",
        "[" * 100_000,
        '{"a":' * 100_000,
        "9" * 10_000,
        {"@type": "Organization", "name": "Ours"},
        {"@type": "ItemList", "itemListElement": [ARTICLE]},
        {"@type": "Comment", "headline": "Ours"},
        [OTHER, OTHER | {"headline": "Third"}],
        {"@type": 7},
        {"@type": [[ARTICLE]]},
    ],
)
def test_where_none_is_nothing_is_said(value):
    assert read(value) == Said()


def test_one_article_is_the_pages_even_if_its_address_is_wrong():
    assert read(OTHER).titles == ("Another",)


def test_a_video_is_the_pages_where_there_is_no_article():
    video = {"@type": "VideoObject", "name": "Ours", "uploadDate": "2026-11-20"}
    said = read(video)
    assert (said.kind, said.published, said.is_article) == ("video", ("2026-11-20",), True)


def test_an_article_comes_before_a_video_of_the_same_title():
    assert read([ARTICLE | {"@type": "VideoObject"}, ARTICLE]).kind == "article"


def test_a_web_page_says_less_than_an_article():
    said = read({"@type": "WebPage", "name": "Ours", "datePublished": "2026-11-20"})
    assert (said.is_article, said.kind, said.published) == (False, None, ("2026-11-20",))


def test_references_are_followed():
    graph = [
        ARTICLE | {"publisher": {"@id": "#p"}, "image": [{"@id": "#i"}]},
        {"@id": "#p", "@type": "Organization", "name": "Site", "logo": {"url": "/logo.png"}},
        {"@id": "#i", "@type": "ImageObject", "url": "/a.jpg", "width": "800px", "height": 600},
    ]
    said = read({"@graph": graph})
    assert (said.providers, said.images) == (("Site",), (Image("/a.jpg", 800, 600),))


def test_references_in_a_circle_end():
    assert read({"@graph": [ARTICLE | {"@id": "#a", "mainEntity": {"@id": "#a"}}]}).titles == (
        "Ours",
    )


def test_a_publishers_logo_is_no_picture():
    article = ARTICLE | {"image": "/logo.png", "publisher": {"logo": {"url": "/logo.png"}}}
    assert read(article).images == ()


@pytest.mark.parametrize(
    "value", ["/a.jpg", {"contentUrl": "/a.jpg"}, [{"url": ["/a.jpg"]}], {"@id": "/a.jpg"}]
)
def test_a_picture_is_written_in_many_ways(value):
    assert read(ARTICLE | {"image": value}).images[0].url == "/a.jpg"


@pytest.mark.parametrize("value", [None, [], {}, 7.5, True, [[]], {"name": {}}, [{"@id": []}]])
def test_values_of_the_wrong_kind_say_nothing(value):
    names = ("description", "datePublished", "image", "publisher", "keywords", "inLanguage")
    said = read(ARTICLE | dict.fromkeys(names, value))
    assert (said.titles, said.excerpts, said.published) == (("Ours",), (), ())


@pytest.mark.parametrize(
    "lock",
    [
        {"isAccessibleForFree": False},
        {"isAccessibleForFree": "False"},
        {"hasPart": [{"@type": "WebPageElement", "isAccessibleForFree": "false"}]},
    ],
)
def test_a_lock_is_noticed(lock):
    assert read(ARTICLE | lock).is_locked


def test_a_graph_without_measure_is_read_in_part():
    crowd = [{"@type": "Thing", "@id": f"#{n}"} for n in range(50_000)]
    assert read({"@graph": [ARTICLE, *crowd]}).titles == ("Ours",)
