"""The card that explains the order of a page."""

import pytest

from bot.domain.search import SearchHit, SearchQuery
from bot.domain.spelling import Alternative
from bot.domain.terms import ELSEWHERE, EXCERPT, TITLE, Terms, WordTerm
from bot.render.why import why_card


def _terms(*words, **given):
    parts = dict.fromkeys(
        ("same_title", "closeness", "order", "own_file", "topic", "recency", "quality"), 0.0
    )
    return Terms(words=words, text=sum(word.value for word in words), **{**parts, **given})


def _term(typed, *meant, share=0.5, field=TITLE, weight=1.0, is_correction=False):
    alternative = Alternative(meant, weight, is_correction) if meant else None
    return WordTerm(typed, share, alternative, field if meant else 0.0)


@pytest.fixture
def explained(make_page, make_article, text_of):
    """What the card says of one story, line by line, without its title."""

    def explained(terms, **given):
        hit = SearchHit(make_article(title="Face *ID*"), 1.0, terms)
        lines = text_of(why_card(make_page((hit,), **given))).split("\n")
        assert lines[2] == "### Face \\*ID\\*"
        return lines[3:]

    return explained


def test_words_and_the_rest_make_the_sum(explained):
    terms = _terms(_term("face", "face"), _term("id", "id"), closeness=0.1, order=0.04)
    assert explained(terms) == [
        "**92.7 points**: 81.3 for words, 11.4 for the rest",
        "In the title: **face** 40.7, **id** 40.6",
        "-# The rest: nearness to the title 8.1 · order of the words 3.3",
    ]


@pytest.mark.parametrize(
    ("term", "line"),
    [
        (_term("face", "face"), "In the title: **face** 40.7"),
        (_term("face", "face", field=EXCERPT), "In the summary: **face** 20.3"),
        (_term("face", "face", field=ELSEWHERE), "Elsewhere: **face** 12.2"),
        (_term("drone"), "Not found: drone"),
        (
            _term("fcae", "face", weight=0.5, is_correction=True),
            "In the title: fcae → **face** 20.3 (corrected)",
        ),
        (
            _term("faceid", "face", "id", is_correction=True),
            "In the title: faceid → **face id** 40.7 (split)",
        ),
        (_term("fac", "facial"), "In the title: fac → **facial** 40.7 (completed)"),
        (_term("face", "faces"), "In the title: face → **faces** 40.7 (another form)"),
        (_term("cities", "city"), "In the title: cities → **city** 40.7 (another form)"),
    ],
)
def test_a_word_says_where_it_matched_and_how(explained, term, line):
    assert explained(_terms(term))[1] == line


def test_words_that_no_article_has_are_named_once(make_page, make_article, text_of):
    terms = _terms(_term("face", "face"), _term("zzqx", share=0.0), _term("qqzx", share=0.0))
    text = text_of(why_card(make_page((SearchHit(make_article(), 1.0, terms),) * 2)))
    assert text.count("Unknown to the archive: zzqx, qqzx\n") == 1
    assert text.count("zzqx") == 1


def test_words_are_listed_by_where_they_matched(explained):
    terms = _terms(_term("x"), _term("a", "a", field=EXCERPT), _term("b", "b"), _term("y"))
    assert explained(terms)[1:] == [
        "In the title: **b** 40.7",
        "In the summary: **a** 20.3",
        "Not found: x, y",
    ]


def test_a_title_that_is_the_question_says_so(explained):
    terms = _terms(_term("face", "face", share=1.0), same_title=1.0)
    assert explained(terms)[0] == "**181.3 points**: 81.3 for words, 100.0 for the rest"
    assert explained(terms)[-1] == "-# The rest: the title is your question 100.0"


def test_many_words_are_cut(explained):
    words = [_term(f"{number}{'x' * 30}", "y" * 30, is_correction=True) for number in range(24)]
    lines = explained(_terms(*words))
    assert lines[-1] == "… and 20 more words"
    assert lines[1].count("→") == 4


def test_a_story_that_was_not_weighed_says_so(make_page, make_article, text_of):
    hits = (SearchHit(make_article(), 1.0, _terms(_term("a", "a"))), SearchHit(make_article(), 0.0))
    assert text_of(why_card(make_page(hits))).endswith(
        "-# Not weighed: it comes after the stories that match best."
    )


def test_where_no_story_was_weighed_the_card_says_what_comes_first(make_page, text_of):
    assert "the newest come first" in text_of(why_card(make_page()))


def test_where_the_newest_come_first_the_points_do_not_order(make_page, make_article, text_of):
    hit = SearchHit(make_article(), 1.0, _terms(_term("a", "a")))
    page = make_page((hit,), query=SearchQuery("a", by_date=True))
    assert "You asked for the newest first." in text_of(why_card(page))
