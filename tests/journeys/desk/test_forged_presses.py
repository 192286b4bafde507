"""Ids of buttons, choices and forms that were never shown to who uses them: nothing comes of it.

Discord checks them against the message that they stand on, but a check of ours must not lean on it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import get_args

import pytest

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import Press
from bot.domain.newsroom import Newsroom
from bot.domain.url import read_address
from bot.render import desk_ids
from bot.render.desk_ids import AddAction, ReviewAction, add_template, review_template
from bot.services.decide_submission import reject_submission
from bot.services.publish_article import publish_article
from bot.services.suggest_article import suggest_article

SECRET = "Quokkas elect a mayor"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
TYPED = {"url": "https://quokka.example/one", "title": "Mine"}
REFUSED = re.compile(r"Only this server's (?:moderators|admins) can do that")

BUTTONS = [
    "desk:queue:0",
    "desk:mend:{waiting}:{waiting}:abc",
    "desk:undecide:{decided}:{undo}",
    *(f"desk:suggested:{name}:{{waiting}}" for name in get_args(ReviewAction)),
    "desk:admin:usual",
    "desk:admin:queue",
    "desk:undo:{guild}:{undo}",
    "desk:undo:0:1",
    "desk:history:{article}",
    "desk:trail:article:{article}:0",
    "desk:trail:member:{moderator}:0",
    "desk:trail:desk:0:0",
    "desk:edit:main:{article}",
    "desk:edit:more:{article}:abc",
    "desk:settle:take:{article}:title",
    "desk:merge:{article}:{other}",
    "desk:split:{article}",
    *(f"desk:add:{name}:{{preview}}" for name in get_args(AddAction)),
]
CHOICES = ["desk:add:topics:{preview}", "desk:add:link", "desk:admin:roles"]
FORMS = [
    "desk:revise:{waiting}:{waiting}",
    "desk:reason:{waiting}",
    "desk:save:main:{article}:00",
    "desk:add:form:{preview}",
    "desk:add:details:{preview}",
]
# What members may use, who get what is theirs alone.
OF_MEMBERS = {"desk:suggested:withdraw:{waiting}", "desk:add:link"}
PRIVACY = [desk_ids.PRIVACY, desk_ids.PRIVACY_PAGE]


def test_no_id_of_the_desk_is_left_out():
    patterns = [each for each in vars(desk_ids).values() if isinstance(each, re.Pattern)]
    patterns += map(review_template, get_args(ReviewAction))
    patterns += map(add_template, get_args(AddAction))
    plain = [re.sub(r"\{[a-z]+\}", "1", each) for each in BUTTONS + CHOICES + FORMS]
    missed = [p for p in patterns if p not in PRIVACY and not any(map(p.fullmatch, plain))]
    assert missed == []


@dataclass
class Forge:
    """Puts a button, a choice or a form with any id before somebody, who uses it."""

    env: object
    read: object

    async def press(self, card, custom_id, *, by):
        self._put(card, {"type": 2, "style": 2, "label": "Press", "custom_id": custom_id})
        return await self._card(by.click(card.message, custom_id=custom_id))

    async def choose(self, card, custom_id, *, by):
        options = [{"label": "First", "value": "0"}]
        self._put(card, {"type": 3, "custom_id": custom_id, "options": options})
        return await self._card(by.select(card.message, ["0"], custom_id=custom_id))

    async def send(self, shown, custom_id, entries, *, by):
        shown.modal["custom_id"] = custom_id
        return await self._card(by.submit_modal(shown, entries))

    def _put(self, card, item):
        for messages in self.env.backend.messages.values():
            if card.message.id in messages:
                row = {"type": 1, "id": 1, "components": [{"id": 2, **item}]}
                messages[card.message.id].components = [row]

    async def _card(self, use):
        result = await use
        return None if result.modal else self.read(result.response)


@pytest.fixture
def forge(simcord_env, read):
    return Forge(simcord_env, read)


def draft_of(name):
    url = f"https://quokka.example/{name}"
    return ArticleDraft(url, url, f"{SECRET}, {name}", NOW, domain="quokka.example")


@pytest.fixture
async def ids(fill, moderator, guild, channel, store, alice):
    """Numbers of what moderators and a member did in the server, all of it that server's own."""
    here = Newsroom(guild.id)
    one, two = [
        await publish_article(store, here, draft_of(name), press=Press(moderator.id, NOW, name))
        for name in ("one", "two")
    ]
    press = Press(alice.id, NOW, SECRET)
    waiting, decided = [
        await suggest_article(
            store,
            here,
            read_address(draft_of(name).url),
            draft_of(name),
            wants_news=True,
            press=press,
        )
        for name in ("waiting", "decided")
    ]
    by_moderator = Press(moderator.id, NOW, SECRET)
    undo = await reject_submission(store, here, decided.act.number, press=by_moderator)
    card = await fill(
        await moderator.slash(channel, "article add"),
        by=moderator,
        url="https://quokka.example/preview",
        title=SECRET,
    )
    return {
        "guild": guild.id,
        "moderator": moderator.id,
        "article": one.article.id,
        "other": two.article.id,
        "waiting": waiting.act.number,
        "decided": decided.act.number,
        "undo": undo.act.number,
        "preview": card.id_of("Publish").rpartition(":")[2],
    }


@pytest.fixture
async def unchanged(store, guild, elsewhere, ids):  # noqa: ARG001 - comes before
    """Whether both desks, their settings, and what is being added are as they were."""

    async def state():
        found = []
        for guild_id in (guild.id, elsewhere.guild.id, 0):
            found += [
                await store.desk_acts.last(guild_id),
                await store.desk_settings.of(guild_id),
                await store.submissions.waiting(guild_id, skipped=0, limit=9),
            ]
        return found

    before = await state()

    async def unchanged():
        return await state() == before

    return unchanged


@pytest.mark.parametrize("forged", [each for each in BUTTONS if each not in OF_MEMBERS])
async def test_a_member_presses_in_vain(forge, ids, unchanged, desk, alice, forged):
    card = await desk("privacy", by=alice)
    told = await forge.press(card, forged.format(**ids), by=alice)
    assert REFUSED.search(told.text)
    assert SECRET not in told.text
    assert await unchanged()


@pytest.mark.parametrize("forged", [each for each in CHOICES if each not in OF_MEMBERS])
async def test_a_member_chooses_in_vain(forge, ids, unchanged, desk, alice, forged):
    card = await desk("privacy", by=alice)
    told = await forge.choose(card, forged.format(**ids), by=alice)
    assert REFUSED.search(told.text)
    assert await unchanged()


@pytest.mark.parametrize("forged", FORMS)
async def test_who_is_no_moderator_any_more_sends_in_vain(  # noqa: PLR0917 - fixtures
    forge, ids, unchanged, moderator, moderators, demote, channel, forged
):
    shown = await moderator.slash(channel, "article add")
    demote(moderators)
    told = await forge.send(shown, forged.format(**ids), TYPED, by=moderator)
    assert REFUSED.search(told.text)
    assert await unchanged()


@pytest.mark.parametrize("forged", BUTTONS)
async def test_another_server_s_moderator_presses_in_vain(
    forge, ids, unchanged, desk, elsewhere, forged
):
    eve = elsewhere.moderator
    card = await desk("article queue", by=eve, here=elsewhere.channel)
    told = await forge.press(card, forged.format(**ids), by=eve)
    assert told is None or SECRET not in told.text
    assert await unchanged()


@pytest.mark.parametrize("forged", FORMS)
async def test_another_server_s_moderator_sends_in_vain(forge, ids, unchanged, elsewhere, forged):
    eve = elsewhere.moderator
    shown = await eve.slash(elsewhere.channel, "article add")
    told = await forge.send(shown, forged.format(**ids), TYPED, by=eve)
    assert SECRET not in told.text
    assert await unchanged()


async def test_a_member_takes_back_nothing_of_others_nor_learns_of_it(
    forge, ids, unchanged, desk, colleague
):
    for number in (ids["waiting"], ids["decided"], 99):
        card = await desk("privacy", by=colleague)
        told = await forge.press(card, f"desk:suggested:withdraw:{number}", by=colleague)
        assert told.text == "This suggestion is not there any more."
    assert await unchanged()


@pytest.mark.parametrize("of", ["article", "member"])
async def test_the_greatest_number_that_an_id_may_hold_names_nothing(forge, desk, moderator, of):
    card = await desk("article queue")
    told = await forge.press(card, f"desk:trail:{of}:{9 * 10**18 - 1}:0", by=moderator)
    assert "Nothing was done yet" in told.text


def test_greater_numbers_than_databases_take_are_no_ids():
    assert not desk_ids.TRAIL.fullmatch(f"desk:trail:member:{9 * 10**18}:0")
    assert desk_ids.TRAIL.fullmatch(desk_ids.trail_id("member", 1_400_000_000_000_000_000))
