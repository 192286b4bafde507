"""The forms in which settings of a subscription are entered; each has five items at most."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.domain.search import Tally
from bot.domain.subscription import Subscription
from bot.domain.subscription_draft import MOST_TAGS, MOST_TOPICS
from bot.render.digest_ids import FormName, save_id
from bot.render.digest_words import days
from bot.render.text import clip, plain, width

# https://discord.com/developers/docs/components/reference
_MAX_OPTIONS = 25
_MAX_OPTION = 100
_MAX_DEFAULT = 3000
_TITLES: dict[FormName, str] = {
    "topics": "Topics of the digest",
    "when": "When it is posted",
    "words": "Words and quality",
    "posting": "How it is posted",
}
SILENT, THREAD, CROSSPOST = "silent", "thread", "crosspost"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What a form offers: the archive's topics, and the tags of a forum as (id, name).

    `role_id` is the role that is pinged, if the server still has it.
    """

    topics: Sequence[Tally] = ()
    tags: Sequence[tuple[int, str]] = ()
    role_id: int | None = None


def make_form(name: FormName, subscription: Subscription, facts: FormFacts) -> ui.Modal:
    """Return a form, filled in with what holds now."""
    custom_id = save_id(name, subscription.id)
    modal = ui.Modal(title=_TITLES[name], custom_id=custom_id, timeout=None)
    fields = {
        "topics": _topic_fields,
        "when": _time_fields,
        "words": _word_fields,
        "posting": _manner_fields,
    }
    for label in fields[name](subscription, facts):
        modal.add_item(label)
    return modal


def _topic_fields(subscription: Subscription, facts: FormFacts) -> Iterator[ui.Label[Any]]:
    chosen = subscription.policy.topics
    offered = {plain(topic): f"{plain(topic)}" for topic in chosen}
    for tally in facts.topics:
        name = plain(tally.name)
        offered.setdefault(name, f"{name} ({tally.count:,})")
    options = [
        discord.SelectOption(
            label=clip(label, _MAX_OPTION),
            value=name,
            default=at < len(chosen),
        )
        for at, (name, label) in enumerate(offered.items())
        if name and width(name) <= _MAX_OPTION
    ][:_MAX_OPTIONS]
    if options:
        select: ui.Select[Any] = ui.Select(
            custom_id="topics",
            options=options,
            min_values=0,
            max_values=min(len(options), MOST_TOPICS),
            required=False,
            placeholder="All topics",
        )
        yield ui.Label(text="Topics", description="None means all", component=select)
    others = _text("others", "", placeholder="AI, Robotics")
    yield ui.Label(text="Others", description="By name, with commas between", component=others)


def _time_fields(subscription: Subscription, _: FormFacts) -> Iterator[ui.Label[Any]]:
    timing = subscription.timing
    at = _text("time", f"{timing.at:%H:%M}", required=True, most=20)
    yield ui.Label(text="Time", description="9, 9:30, 21:30 or 9pm", component=at)
    zone = _text("timezone", timing.zone, required=True, most=100)
    yield ui.Label(
        text="Time zone", description="Europe/Berlin, or a city such as Berlin", component=zone
    )
    group: ui.CheckboxGroup[Any] = ui.CheckboxGroup(
        custom_id="days",
        options=[
            discord.CheckboxGroupOption(label=day, value=str(at), default=at in timing.weekdays)
            for at, day in enumerate(_WEEKDAYS)
        ],
        min_values=1,
        max_values=len(_WEEKDAYS),
    )
    yield ui.Label(text="Days", description=f"Now: {days(timing.weekdays)}", component=group)


def _word_fields(subscription: Subscription, _: FormFacts) -> Iterator[ui.Label[Any]]:
    policy = subscription.policy
    include = _text("include", ", ".join(policy.include), placeholder="robot, self-driving car")
    yield ui.Label(
        text="Only with one of these",
        description="Words or phrases, commas between",
        component=include,
    )
    exclude = _text("exclude", ", ".join(policy.exclude), placeholder="sponsored, horoscope")
    yield ui.Label(
        text="Never with one of these",
        description="Words or phrases, commas between",
        component=exclude,
    )
    quality = _text("quality", str(policy.least_quality), most=4)
    yield ui.Label(
        text="Least quality",
        description="A figure of the publisher's, mostly 0 to 100; 0 takes everything",
        component=quality,
    )


def _manner_fields(subscription: Subscription, facts: FormFacts) -> Iterator[ui.Label[Any]]:
    manner = subscription.manner
    offered = [(SILENT, "Silent: no push on phones", manner.is_silent)]
    if subscription.kind in ("text", "announcement"):
        offered.append((THREAD, "Start a thread under each edition", manner.starts_thread))
    if subscription.kind == "announcement":
        offered.append((CROSSPOST, "Publish to servers that follow", manner.crossposts))
    group: ui.CheckboxGroup[Any] = ui.CheckboxGroup(
        custom_id="how",
        options=[
            discord.CheckboxGroupOption(label=label, value=value, default=is_on)
            for value, label, is_on in offered
        ],
        min_values=0,
        max_values=len(offered),
        required=False,
    )
    yield ui.Label(text="How", component=group)
    role = None if facts.role_id is None else discord.Object(facts.role_id, type=discord.Role)
    roles: ui.RoleSelect[Any] = ui.RoleSelect(
        custom_id="role", min_values=0, required=False, default_values=[role] if role else []
    )
    yield ui.Label(text="Role to ping", description="None pings nobody", component=roles)
    if facts.tags:
        yield ui.Label(text="Tags", component=_tags(facts.tags, manner.tag_ids))


def _tags(tags: Sequence[tuple[int, str]], chosen: Sequence[int]) -> ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=clip(name, _MAX_OPTION) or str(tag_id),
            value=str(tag_id),
            default=tag_id in chosen,
        )
        for tag_id, name in tags[:_MAX_OPTIONS]
    ]
    return ui.Select(
        custom_id="tags",
        options=options,
        min_values=0,
        max_values=min(MOST_TAGS, len(options)),
        required=False,
        placeholder="No tag",
    )


def _text(
    custom_id: str,
    now: str,
    *,
    placeholder: str | None = None,
    required: bool = False,
    most: int = 4000,
) -> ui.TextInput[Any]:
    is_long = most > 100
    return ui.TextInput(
        custom_id=custom_id,
        style=discord.TextStyle.paragraph if is_long else discord.TextStyle.short,
        default=clip(now, _MAX_DEFAULT) or None,
        placeholder=placeholder,
        required=required,
        max_length=most,
    )
