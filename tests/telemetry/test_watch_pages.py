"""What those who watch over the process read, over real sockets."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.domain.vitals import Vitals
from bot.errors import StorageError
from bot.telemetry.health import Health
from bot.telemetry.metrics import Metrics, route_of
from bot.telemetry.server import WatchAddressError, watch_pages


class Watched:
    """A process as its pages tell of it."""

    def __init__(self):
        self.metrics = Metrics()
        self.health = Health(self.metrics, now=datetime.now(UTC))
        self.vitals = Vitals(last_tick=datetime.now(UTC), pending=3, articles=12)
        self.health.read_vitals = self._read
        self.error = None

    async def _read(self, _):
        if self.error is not None:
            raise self.error
        return self.vitals

    async def get(self, path):
        async with (
            watch_pages(self.metrics, self.health, host="127.0.0.1", port=0) as port,
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{port}{path}") as answer,
        ):
            return answer.status, await answer.text()

    async def health_of(self, path="/healthz"):
        status, text = await self.get(path)
        told = json.loads(text)
        assert told["ok"] == (status == 200)
        return status, told["ailments"]


@pytest.fixture
def watched():
    return Watched()


async def test_a_process_is_ready_only_while_the_gateway_is_there(watched):
    assert await watched.health_of("/readyz") == (503, ["starting"])
    watched.health.gateway_is_up()
    assert await watched.health_of("/readyz") == (200, [])
    watched.health.gateway_is_down(datetime.now(UTC))
    assert await watched.health_of("/readyz") == (503, ["gateway_away"])


async def test_a_short_break_of_the_gateway_is_no_ailment_and_a_long_one_is(watched):
    watched.health.gateway_is_up()
    watched.health.gateway_is_down(datetime.now(UTC))
    assert await watched.health_of() == (200, [])
    watched.health.gateway_is_up()
    watched.health.gateway_is_down(datetime.now(UTC) - timedelta(minutes=11))
    watched.health.gateway_is_down(datetime.now(UTC))
    assert await watched.health_of() == (503, ["gateway_away"])


async def test_a_database_that_cannot_be_read_is_an_ailment(watched, tmp_path):
    watched.error = StorageError(tmp_path, "is locked")
    assert await watched.health_of() == (503, ["no_database"])


async def test_posts_that_wait_for_long_are_an_ailment(watched):
    watched.health = Health(Metrics(), now=datetime.now(UTC) - timedelta(days=1))
    watched.health.read_vitals = watched._read
    watched.health.gateway_is_up()
    watched.vitals = Vitals(
        last_tick=datetime.now(UTC), pending=1, oldest=datetime.now(UTC) - timedelta(hours=1)
    )
    assert await watched.health_of() == (503, ["posts_wait"])


async def test_metrics_tell_what_was_counted_and_what_the_database_says(watched):
    watched.health.gateway_is_up()
    watched.metrics.interactions.labels("/news").observe(0.02)
    watched.metrics.note_answer("POST", "/channels/123456789012345678/messages", 429)
    with watched.metrics.searching():
        pass
    status, text = await watched.get("/metrics")
    assert status == 200
    lines = text.splitlines()
    assert 'newsdesk_interaction_seconds_bucket{journey="/news",le="0.025"} 1.0' in lines
    assert (
        'newsdesk_discord_answers_total{code="429",route="POST /channels/{id}/messages"} 1.0'
        in lines
    )
    assert "newsdesk_search_seconds_count 1.0" in lines
    assert 'newsdesk_outbox_posts{state="pending"} 3.0' in lines
    assert "newsdesk_articles 12.0" in lines
    assert "newsdesk_gateway_ready 1.0" in lines


async def test_metrics_are_told_also_without_a_database(watched, tmp_path):
    watched.error = StorageError(tmp_path, "is damaged")
    status, text = await watched.get("/metrics")
    assert status == 200
    assert "newsdesk_database_readable 0.0" in text.splitlines()


async def test_an_address_that_is_taken_is_named_with_the_mend(watched):
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    pages = watch_pages(watched.metrics, watched.health, host="127.0.0.1", port=port)
    with pytest.raises(WatchAddressError, match=rf"NEWSDESK_WATCH=127.0.0.1:{port} .*another port"):
        await pages.__aenter__()
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/channels/123456789012345678/messages", "/channels/{id}/messages"),
        ("/webhooks/123456789012345678/a-token/messages/@original",
         "/webhooks/{id}/{token}/messages/@original"),
        ("/interactions/123456789012345678/a-token/x", "/interactions/{id}/{token}/x"),
        ("/users/@me", "/users/@me"),
    ],
)  # fmt: skip
def test_routes_bear_neither_ids_nor_tokens(path, route):
    assert route_of(path) == route
