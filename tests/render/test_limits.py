"""Every card within Discord's limits, whatever its articles contain; and the checker itself."""

from datetime import UTC, datetime

import pytest

from bot.domain.related import MessageNews, Reason, RelatedArticle, RelatedNews
from bot.domain.search import SearchHit, SearchQuery, SearchResult
from bot.domain.spelling import Alternative
from bot.domain.terms import Terms, WordTerm
from bot.render.guide import help_card, welcome_card
from bot.render.limits import broken_limits
from bot.render.related import message_card, related_card
from bot.render.results import answer_card, page_card, shared_card
from bot.render.why import why_card

LONG = "*_<@everyone>[x](y)" * 300
# As many words to stand out as a text can have.
WORDS = (*"abcdefghijklmnopqrstuvwxyz", "everyone", "topic")
AFTER, BEFORE = datetime(1900, 1, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, 1, tzinfo=UTC)


@pytest.fixture
def longest_page(make_page, extreme_article):
    """Five stories of the longest kind, with everything around them that there can be."""

    def longest_page(terms=None, **options):
        query = SearchQuery(LONG, LONG, LONG, AFTER, BEFORE, by_date=True, **options)
        hits = tuple(
            SearchHit(
                extreme_article(number),
                1.0,
                terms,
                tuple(extreme_article(number + at, provider=f"{at} {LONG}") for at in range(1, 9)),
            )
            for number in range(5)
        )
        return make_page(
            hits,
            number=1,
            pages=20,
            total=10**9,
            is_more=True,
            query=query,
            corrected=LONG,
            words=WORDS,
            id="x" * 48,
        )

    return longest_page


@pytest.mark.parametrize("is_literal", [True, False])
def test_the_fullest_page_fits(longest_page, is_literal):
    page = longest_page(is_literal=is_literal)
    assert broken_limits(page_card(page).to_components()) == []
    assert broken_limits(shared_card(page, sharer_id=10**19).to_components()) == []


@pytest.mark.parametrize("letters", ["a- ", "ab x ", "人 x ", "😀a x "])
def test_a_page_full_of_matched_words_fits(make_page, make_article, letters):
    articles = tuple(make_article(id=n, title=letters * 99, excerpt=letters * 99) for n in range(5))
    components = page_card(make_page(articles, words=("a", "ab", "人"))).to_components()
    assert str(components).count("**") > 5 * 60
    assert broken_limits(components) == []


def test_the_fullest_explanation_fits(longest_page):
    meant = Alternative(("y" * 300, "z" * 300), 1.0, is_correction=True)
    known = [WordTerm("x" * 500, 1 / 16, meant, field) for field in (1.0, 0.5, 0.3)] * 4
    lacking = [WordTerm("v", share, None, 0.0) for share in (0.0, 0.1)] * 2
    unknown = [WordTerm("w" * 500, 0.0, None, 0.0)] * 8
    page = longest_page(Terms((*lacking, *known, *unknown), 0.5, 1.0, *[0.01] * 6))
    assert broken_limits(why_card(page).to_components()) == []


def test_the_fullest_related_card_fits(extreme_article):
    reason = Reason("follow_up", 99_999, (LONG, LONG, LONG), is_listed=True)
    also = tuple(extreme_article(number, provider=f"{number} {LONG}") for number in range(10, 20))
    related = tuple(
        RelatedArticle(extreme_article(number), 1.0, reason, also) for number in range(1, 6)
    )
    card = related_card(RelatedNews(extreme_article(0), related))
    assert broken_limits(card.to_components()) == []


def test_the_fullest_card_about_a_message_fits(extreme_article):
    reason = Reason("follow_up", 99_999, (LONG, LONG, LONG), is_listed=True)
    also = tuple(extreme_article(number, provider=f"{number} {LONG}") for number in range(10, 20))
    related = tuple(RelatedArticle(extreme_article(n), 1.0, reason, also) for n in range(1, 6))
    linked = tuple(map(extreme_article, range(3)))
    for found in (related, ()):
        for known in (linked, ()):
            news = MessageNews(known, 10**6, (LONG,) * 6, found)
            assert broken_limits(message_card(news).to_components()) == []


def test_the_fullest_card_of_nothing_fits(extreme_article):
    names = tuple(f"{number} {LONG}"[:length] for number, length in enumerate((5, 40, 95, 5000)))
    text = f'"{"x" * 90}" -"{"y" * 90}" {LONG}'
    query = SearchQuery(text, "Robots", "Axios", AFTER, BEFORE, is_literal=True)
    newest = tuple(map(extreme_article, range(3)))
    result = SearchResult(query, 0, (), spellings=names * 3, topics=names[::-1] * 3, newest=newest)
    assert broken_limits(answer_card(result, now=AFTER).to_components()) == []


def test_the_texts_about_newsdesk_fit():
    ids = {"news": 10**19, "help": 10**19}
    assert broken_limits(help_card(ids).to_components()) == []
    assert broken_limits(welcome_card(ids).to_components()) == []


def _text(content="x"):
    return {"type": 10, "content": content}


def _button(**given):
    return {"type": 2, "style": 1, "label": "x", "custom_id": "y", **given}


def _link(url):
    return {"type": 2, "style": 5, "label": "x", "url": url}


def _row(*buttons):
    return {"type": 1, "components": list(buttons)}


def _picture(**given):
    media = {"url": given.pop("url", "https://a.com/i.png")}
    return {"type": 11, "media": media, "description": "x", **given}


def _section(*texts, accessory):
    return {"type": 9, "components": list(texts), "accessory": accessory}


@pytest.mark.parametrize(
    ("components", "problem"),
    [
        ([_text() for _ in range(41)], "41 components, at most 40"),
        ([_text("x" * 2001), _text("y" * 2000)], "4001 display characters, at most 4000"),
        ([_row(_button(), _button())], "custom_id twice: y"),
        ([_row(*(_button(custom_id=str(n)) for n in range(6)))], "6 buttons in a row, at most 5"),
        ([_row()], "empty row"),
        ([_row(_button(label="x" * 81))], "81 characters of label, at most 80"),
        ([_row(_button(label=""))], "no label"),
        ([_row(_button(custom_id=""))], "button without custom_id"),
        ([_row(_button(custom_id="y" * 101))], "101 characters of custom_id, at most 100"),
        (
            [_row(_link("javascript:x"))],
            "unusable address (http, https, at most 512): javascript:x",
        ),
        ([_section(accessory=_picture())], "section without 1 to 3 texts"),
        (
            [_section(_text(), accessory=_picture(url="http://x"))],
            "unusable address (http, https, at most 2048): http://x",
        ),
        (
            [_section(_text(), accessory=_picture(description="x" * 1025))],
            "1025 characters of alt text, at most 1024",
        ),
        ([_section(_text(), accessory=_picture(description=None))], "no alt text"),
        ([{"type": 17, "components": []}], "empty container"),
        ([_text(" \n")], "empty text"),
    ],
)
def test_a_broken_limit_is_named(components, problem):
    assert broken_limits(components) == [problem]


def test_what_discord_takes_breaks_none():
    section = _section(_text(), accessory=_picture())
    container = {"type": 17, "components": [section, {"type": 14}, _row(_button())]}
    assert broken_limits([container, _row(_link("https://a.com/"))]) == []
