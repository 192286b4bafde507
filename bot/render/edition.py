"""An edition as the messages that are posted: one where it fits, else numbered parts."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import discord
from discord import ui

from bot.domain.edition import Edition, EditionStory
from bot.domain.edition_part import Part
from bot.domain.subscription import Subscription
from bot.render.card import card
from bot.render.custom_ids import story_id
from bot.render.digest_ids import edition_more_id, edition_related_id, edition_useless_id
from bot.render.edition_story import StoryText, plain_story, story_text
from bot.render.edition_words import dateline, edition_name, heading
from bot.render.story import Item, open_button, pictured
from bot.render.text import clip, plain, width

# Where the edition's id belongs, which is known only when a part is posted.
_EDITION = "~"
# With a lead among them, ten stories are 40 components with all that is around them.
_MOST_STORIES = 10
_ROOM = 3780
# A story that has less room than that for its lines is better off in a further message.
_ENOUGH = 80
MAX_CONTENT = 2000
_MAX_LABEL = 80
_PINGED = "today's edition is here."
_Payload = dict[str, Any]


def render_edition(edition: Edition, subscription: Subscription) -> tuple[Part, ...]:
    """The parts in their order; none without stories. The same edition gives the same bytes."""
    page = _Page(edition, subscription)
    return tuple(page.part(share) for share in page.shares())


def preview_cards(
    edition: Edition, subscription: Subscription, footer: str
) -> tuple[ui.LayoutView, ...]:
    """The same parts as cards for one reader, with a line of text (200 characters) for buttons."""
    page = _Page(edition, subscription)
    return tuple(page.layout(share, ui.TextDisplay(footer)) for share in page.shares())


def ping_body(role_id: int) -> bytes:
    """The classic message that follows an edition to ping one role, and nobody else."""
    mentions = {"parse": [], "roles": [str(role_id)]}
    return encoded({"content": f"<@&{role_id}> {_PINGED}", "allowed_mentions": mentions})


@dataclass(frozen=True, slots=True)
class _Share:
    """What one part has of the stories; `number` and `first` count from 0, `of` is all parts."""

    number: int
    of: int
    first: int
    stories: Sequence[EditionStory]
    texts: Sequence[StoryText]


class _Page:
    """One edition, laid out for one channel."""

    def __init__(self, edition: Edition, subscription: Subscription) -> None:
        self._edition = edition
        self._subscription = subscription
        # How long ago it was says little of what is years old.
        self._is_old = edition.source == "archive"
        self._title = heading(subscription)
        self._below = f"-# {dateline(edition, subscription)}"
        self._room = _ROOM - width(self._title) - width(self._below)

    def shares(self) -> Iterator[_Share]:
        """As few as the stories fit into, none much longer than another."""
        stories = self._edition.stories
        texts = tuple(
            story_text(story, leads=not at, is_old=self._is_old) for at, story in enumerate(stories)
        )
        for parts in range(1, len(stories) + 1):
            spans = _spans(len(stories), parts)
            # A story alone always fits: see test_edition_limits.py.
            if parts == len(stories) or all(self._fits(texts[span]) for span in spans):
                for number, span in enumerate(spans):
                    yield _Share(number, parts, span.start, stories[span], texts[span])
                return

    def _fits(self, texts: Sequence[StoryText]) -> bool:
        if len(texts) > _MOST_STORIES:
            return False
        return sum(min(text.wanted, text.least + _ENOUGH) for text in texts) <= self._room

    def part(self, share: _Share) -> Part:
        """One message, as a card and plain."""
        bodies = (self._card(share), self._plain(share))
        if self._subscription.kind == "forum" and share.number == 0:
            bodies = (self._thread(bodies[0]), self._thread(bodies[1]))
        positions = tuple(range(share.first, share.first + len(share.stories)))
        return Part(encoded(bodies[0]), encoded(bodies[1]), positions)

    def layout(self, share: _Share, footer: Item) -> ui.LayoutView:
        """The card of one part, with what stands below its stories."""
        header = f"## {self._title}{_place(share)}\n{self._below}"
        texts = _fitted(share.texts, self._room)
        return card([ui.TextDisplay(header), *_stories(share, texts), footer])

    def _card(self, share: _Share) -> _Payload:
        view = self.layout(share, self._buttons(share))
        # discord.py leaves it without types.
        components = view.to_components()  # type: ignore[no-untyped-call]  # see above
        return self._message(components, components_v2=True)

    def _plain(self, share: _Share) -> _Payload:
        header = f"**{self._title}**{_place(share)}\n{self._below}"
        each = plain_room(header, len(share.stories))
        told = (plain_story(story, each, is_old=self._is_old) for story in share.stories)
        content = "\n\n".join([header, *told])
        buttons = self._buttons(share).to_component_dict()
        return {"content": content} | self._message([buttons], suppress_embeds=True)

    def _message(self, components: Sequence[Any], **flags: bool) -> _Payload:
        is_silent = self._subscription.manner.is_silent
        return {
            "flags": discord.MessageFlags(suppress_notifications=is_silent, **flags).value,
            "components": components,
            "allowed_mentions": {"parse": []},
        }

    def _thread(self, message: _Payload) -> _Payload:
        """The message as the first one of a thread in a forum."""
        name = edition_name(self._subscription, self._edition.slot, self._edition.due)
        tags = [str(tag_id) for tag_id in self._subscription.manner.tag_ids]
        return {"name": name, "applied_tags": tags, "message": message}

    def _buttons(self, share: _Share) -> ui.ActionRow[Any]:
        topics = [name for name in map(plain, self._subscription.policy.topics) if name]
        more = f"More on {topics[0]}" if len(topics) == 1 else "More on a topic"
        ids = (edition_related_id, edition_more_id, edition_useless_id)
        labels = ("Related", clip(more, _MAX_LABEL), "Not useful")
        return ui.ActionRow(
            *(
                ui.Button(label=label, custom_id=make_id(_EDITION, share.number))
                for label, make_id in zip(labels, ids, strict=True)
            )
        )


def plain_room(header: str, stories: int) -> int:
    """The characters that each of so many stories may take below a header in a plain message."""
    return (MAX_CONTENT - width(header)) // stories - 2


def _spans(stories: int, parts: int) -> list[slice]:
    size, longer = divmod(stories, parts)
    starts = [number * size + min(number, longer) for number in range(parts + 1)]
    return [slice(start, end) for start, end in pairwise(starts)]


def _place(share: _Share) -> str:
    return f" ({share.number + 1}/{share.of})" if share.of > 1 else ""


def _fitted(texts: Sequence[StoryText], room: int) -> list[str]:
    """The texts within the room; what short ones leave is for those that are cut."""
    spare = room - sum(text.least for text in texts)
    weights = sum(text.weight for text in texts)
    grants: dict[int, int] = {}
    for at in sorted(range(len(texts)), key=lambda at: texts[at].missing / texts[at].weight):
        grants[at] = min(texts[at].missing, spare * texts[at].weight // weights)
        spare -= grants[at]
        weights -= texts[at].weight
    return [text.within(text.least + grants[at]) for at, text in enumerate(texts)]


def _stories(share: _Share, texts: Sequence[str]) -> Iterator[Item]:
    for position, (story, text) in enumerate(zip(share.stories, texts, strict=True), share.first):
        button: ui.Button[Any] = ui.Button(label="Story", custom_id=story_id(story.article.id))
        if position > 0:
            yield ui.Section(ui.TextDisplay(text), accessory=button)
            continue
        opening = open_button(story.article)
        yield pictured(text, story.article)
        yield ui.ActionRow(*([opening] if opening else []), button)
        if len(share.stories) > 1:
            yield ui.Separator()


def encoded(payload: _Payload) -> bytes:
    """A payload as it is stored: the same one gives the same bytes."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
