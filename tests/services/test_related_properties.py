"""What holds of related articles, whatever the archive."""

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.words import fold_words
from bot.services.find_related import RelatedOptions, find_related
from bot.services.group_stories import group_stories

WORDS = ("clearview", "police", "face", "search", "robots", "bread", "the", "of", "Tokyo", "2019")
TITLES = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join), min_size=2, max_size=12
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(titles=TITLES, data=st.data())
async def test_related_articles(archive_of, titles, data):
    """Never itself, no story twice, nothing removed, reasons that are true, one order."""
    async with archive_of(titles) as store:
        await group_stories(store)
        ids = range(1, len(titles) + 1)
        stories = await store.stories.of(ids, guild_id=None)
        asked = data.draw(st.sampled_from(ids))
        usual = RelatedOptions(uses_stored=data.draw(st.booleans()))
        news = await find_related(store, asked, guild_id=None, limit=20, options=usual)
        listed = {
            i
            for pair in await store.neighbours.stored(asked, guild_id=None, limit=99)
            for i in pair
        }
        told = [hit.article.id for hit in news.related]
        sources = [source.id for hit in news.related for source in hit.sources]
        assert asked not in sources
        assert len(sources) == len(set(sources))
        assert len({stories[i] for i in told}) == len(told)
        assert [h.score for h in news.related] == sorted(
            (h.score for h in news.related), reverse=True
        )
        for hit in news.related:
            assert_true(news.article, hit, stories, listed if usual.uses_stored else set())
        again = await find_related(store, asked, guild_id=None, limit=20, options=usual)
        assert again == news
        few = await find_related(store, asked, guild_id=None, limit=2, options=usual)
        assert few.related == news.related[:2]


def assert_true(article, hit, stories, listed):
    reason, other = hit.reason, hit.article
    seconds = (other.published - article.published).total_seconds()
    assert abs(reason.days - seconds / 86_400) <= 0.5
    assert reason.is_listed == (other.id in listed)
    assert (reason.relation == "same_story") == (stories[other.id] == stories[article.id])
    assert reason.relation != "follow_up" or reason.days > 0
    assert reason.relation != "earlier" or reason.days < 0
    shared = set(itertools.chain(*map(fold_words, reason.words)))
    for one in (article, other):
        assert shared <= {*fold_words(one.title), *fold_words(one.excerpt)}
