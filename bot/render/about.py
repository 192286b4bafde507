"""What the bot is, for all, and how it is, for who runs it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import discord
from discord import ui

from bot.domain.day_figures import DayFigures, Figures, total
from bot.domain.vitals import Ailment, Running, Vitals
from bot.render.ailments import ailment_line
from bot.render.card import card, note
from bot.render.figures_chart import figures_alt
from bot.render.story import Item
from bot.render.words import count, moment

ABOUT = "What Newsdesk is, what it keeps of you, and how fresh its archive is"
STATUS = "How the bot is: for who runs it"
CHART_FILE = "figures.png"
_NOT_OWNER = (
    "That is for who runs this bot. "
    "Who manages a server sees how its digests stand by /digest status."
)
_MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Facts:
    """What anyone may know: `articles` that they can find, and when the newest is from."""

    version: str
    articles: int
    newest: datetime | None


def about_card(facts: Facts) -> ui.LayoutView:
    """Return what the bot is."""
    newest = f", the newest from {moment(facts.newest, 'D')}" if facts.newest else ""
    return note(
        f"## Newsdesk {facts.version}\n"
        "The newsroom of a Discord server: a curated archive of technology news that answers, "
        "briefs, and posts one edited digest a day.\n"
        f"- In the archive here: {count(facts.articles, 'article')}{newest}\n"
        "- What you ask is kept for a week, so that you can page through answers; /privacy shows "
        "what is stored about you, and deletes it.\n"
        "- /help tells what I do."
    )


@dataclass(frozen=True, slots=True)
class OwnerStatus:
    """How the bot is: what is not well, and figures; `vitals` is None if unreadable."""

    ailments: tuple[Ailment, ...]
    vitals: Vitals | None
    running: Running
    guilds: int
    days: Sequence[DayFigures]


def owner_status_card(status: OwnerStatus, *, version: str) -> ui.LayoutView:
    """Return how the bot is, with its chart attached as `CHART_FILE`."""
    return card(_status(status, version))


def not_owner_card() -> ui.LayoutView:
    """Return what those are told who don't run the bot."""
    return note(_NOT_OWNER)


def _status(status: OwnerStatus, version: str) -> Iterator[Item]:
    heading = "all is well" if not status.ailments else "somebody should look"
    lines = [f"## Status: {heading}", *(f"- ⚠ {ailment_line(one)}" for one in status.ailments)]
    lines.append(
        f"- Newsdesk {version}, in {count(status.guilds, 'server')}, started "
        f"{moment(status.running.started, 'R')}"
    )
    lines.extend(_vitals(status.vitals))
    yield ui.TextDisplay("\n".join(lines))
    if status.days:
        yield ui.TextDisplay(_sums(total(day.figures for day in status.days), len(status.days)))
        yield ui.MediaGallery(
            discord.MediaGalleryItem(
                f"attachment://{CHART_FILE}", description=figures_alt(status.days)
            )
        )


def _vitals(vitals: Vitals | None) -> Iterator[str]:
    if vitals is None:
        return
    if vitals.last_tick is not None:
        yield f"- Last tick {moment(vitals.last_tick, 'R')}"
    waiting = count(vitals.pending + vitals.sending, "message")
    oldest = f", the oldest due {moment(vitals.oldest, 'R')}" if vitals.oldest else ""
    yield f"- Outbox: {waiting} waiting{oldest}; {count(vitals.doubts, 'message')} in doubt"
    yield f"- Missed in the last 24 hours: {count(vitals.misses, 'date')}"
    size = vitals.database_bytes / _MEBIBYTE
    yield f"- Archive: {count(vitals.articles, 'article')}, a database of {size:,.1f} MiB"


def _sums(figures: Figures, days: int) -> str:
    return (
        f"In the last {days} days: {count(round(figures.searches), 'search', 'searches')}, "
        f"{count(round(figures.answers), 'answer')} in {figures.mean_milliseconds:.0f} ms on "
        f"average, {count(round(figures.faults), 'fault')}; "
        f"{count(round(figures.posts), 'message')} of editions posted, "
        f"{round(figures.lost_posts):,} not."
    )
