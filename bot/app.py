"""The composition root: puts the bot together and owns how long each part lives."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import cast

import aiohttp
import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.config import Settings
from bot.errors import NewsdeskError, StorageDamagedError, TokenError
from bot.fetch.supervisor import Supervisor
from bot.gateway.client import Newsdesk
from bot.gateway.commands import publish_commands
from bot.gateway.desk_rounds import running_desk_rounds
from bot.gateway.message_editor import running_editor
from bot.gateway.poster import running_poster
from bot.render.archive import OUTDATED
from bot.scheduler import running_jobs
from bot.services.read_page import PageSource
from bot.services.reload_corpus import reload_corpus
from bot.services.renew_index import renew_index
from bot.storage.store import open_store
from bot.telemetry.lag import measured_lag
from bot.telemetry.server import watch_pages
from bot.upkeep import Upkeep
from cogs.about import About
from cogs.article import Articles
from cogs.article_add import ArticleAdd
from cogs.article_export import ArticleExports
from cogs.briefing import Briefings
from cogs.departures import Departures
from cogs.desk_settings import DeskSettingsCog
from cogs.digest_cards import DigestCards
from cogs.digests import Digests
from cogs.editions import Editions
from cogs.help import Help
from cogs.news import News
from cogs.privacy import Privacy
from cogs.queue import Queue
from cogs.stories import Stories
from cogs.story_desk import StoryDesk
from cogs.suggest import Suggestions
from cogs.topic_names import TopicNames
from cogs.topics import Topics
from cogs.trail import Trails
from cogs.weights import Weights

log = logging.getLogger(__name__)

SIGNALS = (signal.SIGTERM, signal.SIGINT)
# https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
_AUTHENTICATION_FAILED = 4004
_WHERE = (
    "get one at https://discord.com/developers/applications (your application, Bot, Reset Token)"
)


def create_bot(settings: Settings, pages: PageSource | None = None) -> Newsdesk:
    """Return the bot unconnected; it opens the archive at login and closes it in `close()`.

    Pages of the web are read with `pages`, those of the public web alone without it.
    """
    return Newsdesk(partial(_opened, settings), trusted_guilds=settings.trusted_guilds, pages=pages)


@asynccontextmanager
async def _opened(settings: Settings, bot: Newsdesk) -> AsyncIterator[None]:
    async with open_store(settings.database) as store:
        await renew_index(store, on_outdated=partial(log.warning, "%s", OUTDATED))
        bot.store = store
        await bot.add_cog(News(bot))
        await bot.add_cog(Stories(bot))
        await bot.add_cog(Briefings(bot))
        await bot.add_cog(Topics(bot))
        await bot.add_cog(Digests(bot))
        await bot.add_cog(DigestCards(bot))
        await bot.add_cog(Editions(bot))
        await bot.add_cog(Suggestions(bot))
        await bot.add_cog(Queue(bot))
        await bot.add_cog(DeskSettingsCog(bot))
        await bot.add_cog(ArticleAdd(bot))
        await bot.add_cog(Articles(bot))
        await bot.add_cog(Weights(bot))
        await bot.add_cog(TopicNames(bot))
        await bot.add_cog(Trails(bot))
        await bot.add_cog(StoryDesk(bot))
        await bot.add_cog(ArticleExports(bot))
        await bot.add_cog(Privacy(bot))
        await bot.add_cog(Departures(bot))
        await bot.add_cog(Help(bot))
        await bot.add_cog(About(bot))
        for group in bot.desk.groups():
            bot.tree.add_command(group)
        async with _loaded(bot, settings):
            await publish_commands(bot)
            yield


@asynccontextmanager
async def _loaded(bot: Newsdesk, settings: Settings) -> AsyncIterator[None]:
    """Load the corpus: before the block into an empty archive, else beside it."""
    loading = asyncio.create_task(_load(bot, settings), name="load corpus")
    try:
        if any(await bot.store.articles.counts(guild_id=None)):
            loading.add_done_callback(_log_failure)
        else:
            await loading
        yield
    finally:
        loading.cancel()
        await asyncio.wait({loading})


def _log_failure(loading: asyncio.Task[None]) -> None:
    """What was loaded before still answers, so the bot goes on."""
    if not loading.cancelled() and (error := loading.exception()):
        log.error("the corpus could not be loaded: %s", error)


async def _load(bot: Newsdesk, settings: Settings) -> None:
    report = await reload_corpus(bot.store, settings.corpus)
    bot.metrics.corpus_loaded.set_to_current_time()
    log.info("corpus loaded: %s", report)


@asynccontextmanager
async def running_bot(
    settings: Settings, pages: PageSource | None = None
) -> AsyncIterator[Newsdesk]:
    """Log in, connect, and do what is due by the clock while the block lasts; closes in order.

    Raises TokenError where the token is missing or refused.
    """
    if not settings.token:
        raise TokenError(f"DISCORD_TOKEN is not set; {_WHERE}")
    _set_up_library(settings)
    async with create_bot(settings, pages) as bot:
        await _log_in(bot, settings.token)
        try:
            async with (
                _watched(bot, settings),
                bot.connected(),
                running_poster(bot, bot.store),
                running_desk_rounds(bot),
                running_editor(bot, bot.store),
                running_jobs(bot.store, bot.metrics, bot.guild_ids),
            ):
                yield bot
        except discord.ConnectionClosed as error:
            raise _why_closed(error) from error


@asynccontextmanager
async def _watched(bot: Newsdesk, settings: Settings) -> AsyncIterator[None]:
    """Measure the event loop and tell metrics and health at the address of the settings."""
    bot.health.read_vitals = bot.store.vitals.read
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(measured_lag(bot.metrics))
        if (at := settings.watch) is not None:
            pages = watch_pages(bot.metrics, bot.health, host=at.host, port=at.port)
            port = await stack.enter_async_context(pages)
            log.info("metrics and health are told on http://%s:%d", at.host, port)
        yield


def _why_closed(error: discord.ConnectionClosed) -> NewsdeskError:
    if error.code == _AUTHENTICATION_FAILED:
        return TokenError(f"Discord no longer takes DISCORD_TOKEN; {_WHERE}")
    return NewsdeskError(f"Discord ended the connection: {error}")


async def _log_in(bot: Newsdesk, token: str) -> None:
    try:
        await bot.login(token)
    except discord.LoginFailure as error:
        raise TokenError(f"Discord refused DISCORD_TOKEN; {_WHERE}") from error
    except discord.HTTPException as error:
        raise NewsdeskError(
            f"Discord answered {error.status} while the bot logged in ({error.text}); "
            "see https://discordstatus.com, and start it again"
        ) from error
    except aiohttp.ClientConnectionError as error:
        raise NewsdeskError(f"Discord can't be reached at {Route.BASE}: {error}") from error


def _set_up_library(settings: Settings) -> None:
    """Send discord.py to another server than Discord's, and spare the log its hints on voice.

    It keeps all of this in class attributes, so this holds for the whole process: never in
    `create_bot`, which tests call many times.
    """
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    if settings.api_base:
        Route.BASE = settings.api_base
    if settings.gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = URL(settings.gateway_url)


async def run(settings: Settings, pages: PageSource | None = None) -> None:
    """Serve until SIGTERM or SIGINT, then close everything in order; raises TokenError.

    A database that turns out damaged is recovered, and served from again.
    """
    upkeep = Upkeep(settings, Supervisor(os.environ))
    async with _until_signalled(), upkeep.alone():
        while not await _has_served(settings, pages, upkeep):
            log.error("the database is damaged; serving ends, and begins again with another one")


async def _has_served(settings: Settings, pages: PageSource | None, upkeep: Upkeep) -> bool:
    """Serve to the end; False where the database turned out damaged before that."""
    await upkeep.prepare()
    try:
        async with running_bot(settings, pages) as bot:
            await upkeep.beside(bot, bot.disconnected())
    except StorageDamagedError:
        if not await upkeep.confirms_damage():
            raise
        return False
    return True


@asynccontextmanager
async def _until_signalled() -> AsyncIterator[None]:
    """End the block at the first signal, as if it were done; a second one ends the process."""
    loop = asyncio.get_running_loop()
    task = cast("asyncio.Task[None]", asyncio.current_task())  # a coroutine always runs in one
    caught: list[signal.Signals] = []

    def stop(number: signal.Signals) -> None:
        caught.append(number)
        _release_signals(loop)
        task.cancel()

    for number in SIGNALS:
        loop.add_signal_handler(number, stop, number)
    try:
        yield
    except asyncio.CancelledError:
        if not caught or task.uncancel():
            raise
        log.info("stopped by %s", caught[0].name)
    finally:
        _release_signals(loop)


def _release_signals(loop: asyncio.AbstractEventLoop) -> None:
    for number in SIGNALS:
        loop.remove_signal_handler(number)
