"""Pin, boost or mute an article, a source or a topic for some days, or let it be again."""

from collections.abc import Callable

from bot.domain.desk_act import Press, Reason, Refusal, Weight
from bot.domain.desk_outcome import Outcome, Refused
from bot.domain.desk_weight import Lift, Target, Weigh
from bot.domain.newsroom import Newsroom
from bot.domain.words import fold
from bot.services.carry_out import act_once, carry_out, outcome_of
from bot.services.resolve_topic import resolve_topic
from bot.services.view_article import view_article, view_article_of
from bot.storage.store import Store, Tables

# SQLite's integers have 64 bits; no article gets an id of more digits.
_LONGEST_ID = 18


async def weigh(  # noqa: PLR0913 - what a moderator says in one command
    store: Store,
    newsroom: Newsroom,
    weight: Weight,
    target: Target,
    name: str,
    days: int,
    *,
    press: Press,
) -> Outcome:
    """Give it the weight in this server, for so many days from now.

    The name is an article's id or key, or that of a source or topic of the archive however it is
    spelt; refused as gone where the server sees none.
    """
    return await _act(
        store, newsroom, target, name, lambda known: Weigh(weight, target, known, days), press=press
    )


async def lift_weight(
    store: Store, newsroom: Newsroom, weight: Weight, target: Target, name: str, *, press: Press
) -> Outcome:
    """Take the weight away before its time; the name likewise, or as it was weighed."""
    return await _act(
        store, newsroom, target, name, lambda known: Lift(weight, target, known), press=press
    )


async def _act(
    store: Store,
    newsroom: Newsroom,
    target: Target,
    name: str,
    deed_of: Callable[[str], Weigh | Lift],
    *,
    press: Press,
) -> Outcome:
    async def work(tables: Tables) -> Outcome:
        desk_id = newsroom.guild_id
        known = await _known_name(tables, newsroom, target, name)
        if known is None:
            return Refused(desk_id, Refusal(Reason.GONE))
        result = await carry_out(tables, newsroom, desk_id, deed_of(known), press=press)
        key = known if target == "article" else None
        return await outcome_of(tables, newsroom, desk_id, result, key=key)

    return await act_once(store, newsroom, work, press=press)


async def _known_name(tables: Tables, newsroom: Newsroom, target: Target, name: str) -> str | None:
    """The name as the archive spells it; what bears a weight is known as it was weighed."""
    if target == "article":
        return await _article_key(tables, newsroom, name)
    known = await _source(tables, newsroom, name) if target == "provider" else None
    if target == "topic":
        topic = await resolve_topic(tables, name, guild_id=newsroom.guild_id)
        known = None if topic is None or topic.how == "spelling" else topic.name
    if known is None and await tables.weights.has(newsroom.guild_id, target, name):
        return name
    return known


async def _article_key(tables: Tables, newsroom: Newsroom, name: str) -> str | None:
    if name.isdecimal() and len(name) <= _LONGEST_ID:
        view = await view_article_of(tables, newsroom, int(name))
    else:
        view = await view_article(tables, newsroom, name)
    return None if view is None or view.article is None else view.article.draft.key


async def _source(tables: Tables, newsroom: Newsroom, name: str) -> str | None:
    wanted = fold(name).strip()
    sources = await tables.topics.sources(guild_id=newsroom.guild_id)
    names = [tally.name for tally in sources]
    return name if name in names else next((n for n in names if fold(n) == wanted), None)
