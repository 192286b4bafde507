"""Changes settings of a subscription by what was chosen on its card or entered in a form."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.listed_names import split_names
from bot.domain.subscription import Manner, Policy, Subscription, Timing
from bot.domain.subscription_draft import PolicyError
from bot.domain.timing_text import read_time
from bot.gateway.digest_desk import Interaction, known_topics
from bot.gateway.forms import Entries, text_of
from bot.gateway.places import find_place
from bot.render.digest_editor import ARCHIVE
from bot.render.digest_forms import CROSSPOST, SILENT, THREAD
from bot.render.digest_ids import FormName, Setting
from bot.render.digest_refusals import SubscriptionGoneError
from bot.services.complete_zone import find_meant_zone
from bot.services.edit_subscription import edit_subscription

_A_NUMBER = "a whole number"
_LONGEST_NUMBER = 6


async def choose_setting(
    interaction: Interaction, subscription: Subscription, setting: Setting, value: str
) -> Subscription:
    """Change the setting that a select on the card is for."""
    policy = subscription.policy
    match setting:
        case "stories":
            policy = replace(policy, stories=_number("stories", value))
        case "cap":
            policy = replace(policy, per_provider=_number("per_provider", value))
        case "empty":
            policy = replace(policy, from_archive=value == ARCHIVE)
    return await _edit(interaction, subscription, policy=policy)


async def save_form(
    interaction: Interaction, subscription: Subscription, form: FormName, entries: Entries
) -> Subscription:
    """Change what a form is for; a refusal changes nothing."""
    match form:
        case "topics":
            topics = await _topics(interaction, subscription, entries)
            policy = replace(subscription.policy, topics=topics)
            return await _edit(interaction, subscription, policy=policy)
        case "when":
            return await _edit(interaction, subscription, timing=await _timing(entries))
        case "words":
            return await _edit(interaction, subscription, policy=_words(subscription, entries))
        case "posting":
            manner = _manner(interaction, subscription, entries)
            return await _edit(interaction, subscription, manner=manner)


async def _edit(
    interaction: Interaction,
    subscription: Subscription,
    *,
    timing: Timing | None = None,
    policy: Policy | None = None,
    manner: Manner | None = None,
) -> Subscription:
    edited = await edit_subscription(
        interaction.client.store,
        subscription.id,
        guild_id=subscription.guild_id,
        now=interaction.created_at,
        timing=timing,
        policy=policy,
        manner=manner,
    )
    if edited is None:
        raise SubscriptionGoneError
    return edited


async def _topics(
    interaction: Interaction, subscription: Subscription, entries: Entries
) -> tuple[str, ...]:
    chosen = (*entries.get("topics", ()), *split_names(text_of(entries, "others")))
    # What was chosen before stays, also if the archive has nothing of it any more.
    kept = [name for name in subscription.policy.topics if name in chosen]
    new = await known_topics(interaction, [name for name in chosen if name not in kept])
    return tuple(dict.fromkeys((*kept, *new)))


async def _timing(entries: Entries) -> Timing:
    return Timing(
        read_time(text_of(entries, "time")),
        await find_meant_zone(text_of(entries, "timezone")),
        frozenset(_number("days", day) for day in entries.get("days", ())),
    )


def _words(subscription: Subscription, entries: Entries) -> Policy:
    return replace(
        subscription.policy,
        include=split_names(text_of(entries, "include")),
        exclude=split_names(text_of(entries, "exclude")),
        least_quality=_number("quality", text_of(entries, "quality") or "0"),
    )


def _manner(interaction: Interaction, subscription: Subscription, entries: Entries) -> Manner:
    """The manner as it fits the channel, if the bot may post so."""
    how, roles = entries.get("how", ()), entries.get("role", ())
    place = find_place(interaction.guild, subscription.channel_id)
    manner = place.fitting(
        Manner(
            role_id=_id("role", roles),
            is_silent=SILENT in how,
            starts_thread=THREAD in how,
            crossposts=CROSSPOST in how,
            tag_ids=tuple(int(tag) for tag in entries.get("tags", ()) if tag.isdecimal()),
        )
    )
    place.require(manner)
    return manner


def _id(field: str, values: Sequence[str]) -> int | None:
    if not values:
        return None
    if not values[0].isdecimal():
        raise PolicyError(field, "a role of this server")
    return int(values[0])


def _number(field: str, text: str) -> int:
    """A number that was chosen or typed; its range is looked at when it is stored."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER
    if not is_number:
        raise PolicyError(field, _A_NUMBER)
    return int(text)
