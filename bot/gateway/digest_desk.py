"""What commands, buttons and forms of those who manage digests have in common."""

from collections.abc import Iterable
from typing import TypeAlias

import discord
from discord import ui

from bot.domain.subscription import Activity, Subscription
from bot.gateway.admission import admit
from bot.gateway.client import Newsdesk
from bot.gateway.places import find_place, seen_place
from bot.gateway.replies import patience, reply
from bot.render.digest_explanation import explanation_card, no_article_card
from bot.render.digest_preview import previews, sent_card
from bot.render.digest_refusals import NotSubscribedError, SubscriptionGoneError, UnknownTopicError
from bot.render.digest_status import PAGE_SIZE, history_card, status_card
from bot.render.edition import render_edition
from bot.services.explain_article import explain_article
from bot.services.find_subscription import find_subscription, get_subscription
from bot.services.preview_edition import preview_edition
from bot.services.read_history import read_history
from bot.services.read_status import read_status
from bot.services.resolve_topics import near_topics, resolve_topics
from bot.services.send_now import send_now
from bot.services.set_activity import set_activity

Interaction: TypeAlias = discord.Interaction[Newsdesk]
# Editions of a month, in which those are looked for that were not posted for sure.
_RECENT = 31


async def of_channel(interaction: Interaction, channel_id: int | None) -> Subscription:
    """The subscription of a channel, or of the one where the member is; a refusal for others."""
    guild_id = await admit(interaction)
    wanted = channel_id or interaction.channel_id or 0
    store = interaction.client.store
    subscription = await find_subscription(store, wanted, guild_id=guild_id)
    if subscription is None:
        raise NotSubscribedError(wanted)
    return subscription


async def by_id(interaction: Interaction, subscription_id: int) -> Subscription:
    """The subscription that a button concerns; refused to those who may no longer manage it."""
    guild_id = await admit(interaction)
    store = interaction.client.store
    subscription = await get_subscription(store, subscription_id, guild_id=guild_id)
    if subscription is None:
        raise SubscriptionGoneError
    return subscription


async def known_topics(interaction: Interaction, texts: Iterable[str]) -> tuple[str, ...]:
    """The topics that the texts name, or a refusal that says what is near to the first unknown."""
    store, guild_id = interaction.client.store, interaction.guild_id
    found = await resolve_topics(store, texts, guild_id=guild_id)
    for text in found.unknown:
        raise UnknownTopicError(text, await near_topics(store, text, guild_id=guild_id))
    return found.names


async def status_view(interaction: Interaction, subscription: Subscription) -> ui.LayoutView:
    """How a subscription stands, with what the bot lacks in the channel now."""
    store, key, guild_id = interaction.client.store, subscription.id, subscription.guild_id
    status = await read_status(store, key, guild_id=guild_id, now=interaction.created_at)
    history = await read_history(store, key, guild_id=guild_id, limit=_RECENT)
    if status is None or history is None:
        raise SubscriptionGoneError
    place = seen_place(interaction.guild, subscription.channel_id)
    missing = None if place is None else place.lacking(subscription.manner)
    return status_card(status, missing=missing, recent=history.editions)


async def history_view(
    interaction: Interaction, subscription: Subscription, number: int = 0
) -> ui.LayoutView:
    """A page (from 0) of what a subscription posted and missed."""
    history = await read_history(
        interaction.client.store,
        subscription.id,
        guild_id=subscription.guild_id,
        limit=(number + 1) * PAGE_SIZE + 1,
    )
    if history is None:
        raise SubscriptionGoneError
    return history_card(history, number)


async def show_preview(interaction: Interaction, subscription: Subscription) -> None:
    """Answer with the next edition as it would look; changes nothing."""
    async with patience(interaction):
        store, now = interaction.client.store, interaction.created_at
        edition = await preview_edition(store, subscription, now)
        views = previews(edition, subscription)
    for view in views:
        await reply(interaction, view)


async def show_explanation(
    interaction: Interaction, subscription: Subscription, article: str
) -> None:
    """Answer with what editions made of an article, by its address or title; changes nothing."""
    async with patience(interaction):
        store, now = interaction.client.store, interaction.created_at
        found = await store.at_once(explain_article, store, subscription, article, now)
    view = no_article_card(article) if found is None else explanation_card(found, subscription)
    await reply(interaction, view)


async def post_now(interaction: Interaction, subscription: Subscription) -> None:
    """Have an edition posted at once, and say what became of it."""
    find_place(interaction.guild, subscription.channel_id).require(subscription.manner)
    async with patience(interaction):
        record = await send_now(
            interaction.client.store,
            render_edition,
            subscription.id,
            guild_id=subscription.guild_id,
            now=interaction.created_at,
        )
    if record is None:
        raise SubscriptionGoneError
    await reply(interaction, sent_card(record, subscription))


async def change_activity(
    interaction: Interaction, subscription: Subscription, activity: Activity
) -> Subscription:
    """Pause, resume or end a subscription; it is resumed only where the bot may post."""
    if activity is Activity.ACTIVE:
        find_place(interaction.guild, subscription.channel_id).require(subscription.manner)
    async with patience(interaction):
        changed = await set_activity(
            interaction.client.store,
            subscription.id,
            activity,
            guild_id=subscription.guild_id,
            now=interaction.created_at,
        )
    if changed is None:
        raise SubscriptionGoneError
    return changed
