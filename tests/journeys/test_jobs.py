"""What the bot does by the clock."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.domain.search import SearchQuery
from bot.scheduler import running_jobs
from bot.services.ask_news import ask_news
from bot.services.load_corpus import load_corpus
from bot.services.turn_page import turn_page
from bot.storage.store import open_store
from bot.telemetry.metrics import Metrics


async def test_answers_older_than_a_week_go_and_newer_ones_stay(settings):
    now = datetime.now(UTC)
    async with open_store(settings.database) as store:
        await load_corpus(store, settings.corpus)
        query = SearchQuery("facial recognition")
        old = await ask_news(store, query, guild_id=None, now=now - timedelta(days=8))
        new = await ask_news(store, query, guild_id=None, now=now)
        async with running_jobs(store, Metrics(), set), asyncio.timeout(10):
            while await turn_page(store, old.results.id, 0, guild_id=None):
                pass
        kept = await turn_page(store, new.results.id, 0, guild_id=None)
        assert kept.results == new.results


async def test_articles_that_wait_are_placed_in_stories(settings):
    async with open_store(settings.database) as store:
        await load_corpus(store, settings.corpus)
        assert await store.unplaced.total() > 0
        async with running_jobs(store, Metrics(), set), asyncio.timeout(10):
            while await store.unplaced.total():
                pass
        assert await store.stories.of([1], guild_id=None) != {}
