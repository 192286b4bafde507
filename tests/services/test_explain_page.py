"""Why the hits of a page stand in their order."""

from datetime import timedelta

import pytest

from bot.domain.terms import _BEST
from bot.services.explain_page import explain_page


@pytest.fixture
def explained(store, first_page, now):
    """The first page of an answer with its terms."""

    async def run(text, *, number=0, **options):
        page = await first_page(text, **options)
        return await explain_page(store, page.results.id, number, guild_id=None, now=now)

    return run


def summed(terms):
    rest = terms.closeness + terms.order + terms.own_file + terms.topic
    words = sum(word.value for word in terms.words)
    return (words + rest + terms.recency + terms.quality) / _BEST + terms.same_title


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    "text",
    [
        "facial recognition",
        "facal recogniton",
        "facial recog zzqq",
        "facialrecognition china",
        '"facial recognition" -china topic:AI',
        "From AI to facial recognition: how China is setting the rules in new tech",
    ],
)
async def test_the_terms_of_every_hit_add_up_to_the_score_that_ordered_it(ask, explained, text):
    page = await explained(text)
    scores = {hit.article.id: hit.score for hit in (await ask(text)).hits}
    assert page.hits
    for hit in page.hits:
        assert summed(hit.terms) == pytest.approx(hit.terms.score)
        assert hit.terms.score == pytest.approx(scores[hit.article.id], abs=0.0001)
    points = [hit.terms.score for hit in page.hits]
    assert points == sorted(points, reverse=True)


@pytest.mark.usefixtures("archive")
async def test_each_word_is_told_with_what_it_matched_and_where(explained):
    page = await explained("facal tencent zzqqxx")
    words = {word.typed: word for word in page.hits[0].terms.words}
    assert words["facal"].alternative.words == ("facial",)
    assert words["facal"].field == 1
    assert words["tencent"].alternative.words == ("tencent",)
    assert words["tencent"].field == 0.5
    assert (words["zzqqxx"].alternative, words["zzqqxx"].value) == (None, 0)


@pytest.mark.usefixtures("archive")
async def test_the_explained_page_is_the_page(store, first_page, now):
    page = await first_page("facial recognition")
    second = await explain_page(store, page.results.id, 1, guild_id=None, now=now)
    assert (second.number, second.pages) == (1, page.pages)
    assert not {h.article.id for h in second.hits} & {h.article.id for h in page.hits}
    assert all(hit.terms for hit in second.hits)


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    "text",
    [
        "topic:ai",
        "* topic:ai",
        "https://technode.com/2019/11/27/china-tech-facial-recogntion-standards/",
    ],
)
async def test_what_was_not_ranked_has_no_terms(explained, text):
    page = await explained(text)
    assert page.hits
    assert {hit.terms for hit in page.hits} == {None}


@pytest.mark.usefixtures("archive")
async def test_a_literal_question_is_explained_literally(explained):
    page = await explained("facial recog", is_literal=True)
    first, second = page.hits[0].terms.words
    assert (first.alternative.words, second.alternative) == (("facial",), None)


async def test_an_answer_that_is_forgotten_is_not_explained(store, now):
    assert await explain_page(store, "unknown", 0, guild_id=None, now=now) is None


@pytest.mark.usefixtures("archive")
async def test_a_page_is_explained_while_the_archive_changes(store, first_page, load, write, now):
    page = await first_page("facial recognition")
    for number in range(30):
        write(f"facial-{number}", title="Facial recognition")
    await load()
    again = await explain_page(
        store, page.results.id, 0, guild_id=None, now=now + timedelta(hours=1)
    )
    assert [h.article.id for h in again.hits] == [h.article.id for h in page.hits]
    assert all(summed(hit.terms) == pytest.approx(hit.terms.score) for hit in again.hits)
