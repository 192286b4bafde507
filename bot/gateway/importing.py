"""Subscribes channels to what a file says, all of them or none."""

from collections.abc import Iterator
from dataclasses import replace

import discord

from bot.domain.document_entry import DocumentEntry
from bot.domain.subscription import Manner
from bot.domain.subscription_document import MOST_BYTES, SubscriptionDocumentError, read_document
from bot.domain.subscription_draft import PolicyError, SubscriptionDraft
from bot.gateway.admission import admit
from bot.gateway.digest_desk import Interaction
from bot.gateway.places import Place, seen_place
from bot.render.digest_refusals import DigestRefusalError, ImportRefusedError
from bot.render.digest_words import NO_SUCH_CHANNEL, TOO_LARGE, UNREADABLE, no_topic
from bot.services.check_draft import check_draft
from bot.services.resolve_topics import resolve_topics
from bot.services.subscribe_channel import subscribe_channel


async def import_document(interaction: Interaction, file: discord.Attachment) -> int:
    """Subscribe every channel of the file as it says; how many. Raises ImportRefusedError."""
    guild_id = await admit(interaction)
    entries = await _read(file)
    problems: list[str] = []
    drafts = [await _draft(interaction, entry, guild_id, problems) for entry in entries]
    if problems:
        raise ImportRefusedError(problems)
    for draft in drafts:
        await subscribe_channel(interaction.client.store, draft, now=interaction.created_at)
    return len(drafts)


async def _read(file: discord.Attachment) -> tuple[DocumentEntry, ...]:
    if file.size > MOST_BYTES:
        raise ImportRefusedError([TOO_LARGE])
    try:
        return read_document(await file.read())
    except SubscriptionDocumentError as error:
        raise ImportRefusedError(error.problems) from error
    except discord.HTTPException as error:
        raise ImportRefusedError([UNREADABLE]) from error


async def _draft(
    interaction: Interaction, entry: DocumentEntry, guild_id: int, problems: list[str]
) -> SubscriptionDraft:
    """The subscription of an entry; what is wrong with it is added to the problems."""
    place = seen_place(interaction.guild, entry.channel_id)
    manner = place.fitting(entry.manner) if place else entry.manner
    problems.extend(f"{entry.place}.{problem}" for problem in _problems(entry, place, manner))
    texts = entry.policy.topics
    found = await resolve_topics(interaction.client.store, texts, guild_id=guild_id)
    problems.extend(f"{entry.place}.topics: {no_topic(text)}" for text in found.unknown)
    return SubscriptionDraft(
        guild_id,
        entry.channel_id,
        place.kind if place else "text",
        entry.timing,
        replace(entry.policy, topics=found.names),
        manner,
    )


def _problems(entry: DocumentEntry, place: Place | None, manner: Manner) -> Iterator[str]:
    try:
        check_draft(entry.timing, entry.policy, manner)
    except PolicyError as error:
        yield f"{error.field}: must be {error.expected}"
    if place is None:
        yield f"channel: {NO_SUCH_CHANNEL}"
        return
    try:
        place.require(manner)
    except DigestRefusalError as error:
        yield f"channel: {error.sentence}"
