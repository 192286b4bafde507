"""Subscribes a channel to what an admin asked for, or to the same as another."""

from dataclasses import dataclass

from bot.domain.briefing import Subject
from bot.domain.listed_names import split_names
from bot.domain.subscription import Manner, Policy, Subscription, Timing
from bot.domain.subscription_draft import SubscriptionDraft
from bot.domain.timing_text import read_days, read_time
from bot.gateway.admission import admit
from bot.gateway.digest_desk import Interaction, known_topics, of_channel
from bot.gateway.places import Place, find_place
from bot.render.digest_refusals import AlreadySubscribedError
from bot.render.digest_words import NO_ZONE_YET
from bot.services.complete_zone import find_meant_zone
from bot.services.find_subscription import find_subscription, last_zone
from bot.services.subscribe_channel import subscribe_channel

_FIRST_ZONE = "UTC"


@dataclass(frozen=True, slots=True)
class Wish:
    """A subscription as it was typed; without a channel it is the one where it was typed."""

    channel_id: int | None
    topics: str
    time: str
    timezone: str | None
    days: str
    stories: int
    role_id: int | None


async def subscribe(interaction: Interaction, wish: Wish) -> tuple[Subscription, tuple[str, ...]]:
    """The new subscription, and what its admin should know beside; a refusal changes nothing."""
    guild_id = await admit(interaction)
    place = find_place(interaction.guild, wish.channel_id or interaction.channel_id or 0)
    await _require_free(interaction, place, guild_id)
    manner = place.fitting(Manner(role_id=wish.role_id))
    place.require(manner)
    zone, notes = await _zone(interaction, wish.timezone, guild_id)
    timing = Timing(read_time(wish.time), zone, read_days(wish.days))
    topics = await known_topics(interaction, split_names(wish.topics))
    policy = Policy(topics=topics, stories=wish.stories)
    return await _store(interaction, place, timing, policy, manner), notes


async def subscribe_to(
    interaction: Interaction, subject: Subject
) -> tuple[Subscription, tuple[str, ...]]:
    """Subscribe the channel of the press to what a briefing is on, as is usual otherwise."""
    guild_id = await admit(interaction)
    place = find_place(interaction.guild, interaction.channel_id or 0)
    await _require_free(interaction, place, guild_id)
    manner = place.fitting(Manner())
    place.require(manner)
    zone, notes = await _zone(interaction, None, guild_id)
    policy = Policy(
        topics=(subject.name,) if subject.kind == "topic" else (),
        include=(subject.name,) if subject.kind == "words" else (),
    )
    return await _store(interaction, place, Timing(zone=zone), policy, manner), notes


async def _require_free(interaction: Interaction, place: Place, guild_id: int) -> None:
    store, channel_id = interaction.client.store, place.channel.id
    if await find_subscription(store, channel_id, guild_id=guild_id) is not None:
        raise AlreadySubscribedError(channel_id)


async def _zone(
    interaction: Interaction, typed: str | None, guild_id: int
) -> tuple[str, tuple[str, ...]]:
    """The zone that is meant, or that the server chose last, else UTC with a note on that."""
    if typed is not None:
        return await find_meant_zone(typed), ()
    last = await last_zone(interaction.client.store, guild_id=guild_id)
    return (last, ()) if last else (_FIRST_ZONE, (NO_ZONE_YET,))


async def _store(
    interaction: Interaction, place: Place, timing: Timing, policy: Policy, manner: Manner
) -> Subscription:
    draft = SubscriptionDraft(
        place.channel.guild.id, place.channel.id, place.kind, timing, policy, manner
    )
    return await subscribe_channel(interaction.client.store, draft, now=interaction.created_at)


async def copy_digest(interaction: Interaction, source_id: int, target_id: int) -> Subscription:
    """Have a channel get the same as another; its own subscription, if any, becomes that."""
    source = await of_channel(interaction, source_id)
    if source_id == target_id:
        raise AlreadySubscribedError(target_id)
    place = find_place(interaction.guild, target_id)
    manner = place.fitting(source.manner)
    place.require(manner)
    return await _store(interaction, place, source.timing, source.policy, manner)
