"""Suggestions as cards in a review channel, kept up to date wherever they are decided on."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from simcord.results import ResponseMessage

from bot.domain.desk_act import Stage
from bot.gateway.review_cards import tend_review_cards
from bot.services.read_queue import read_submission

URL = "https://site.example/news"
BUTTONS = ["Approve", "Edit", "Reject", "Block member"]


@dataclass
class Room:
    """A channel, what is posted in it for all to see, and the rounds in which that is posted."""

    env: object
    channel: object
    read: object

    def cards(self, channel=None):
        """The cards, the oldest first."""
        found = self.env.backend.messages.get((channel or self.channel).id, {}).values()
        posted = [ResponseMessage(self.env, message) for message in found]
        return [self.read(message) for message in posted if not message.ephemeral]

    def card(self):
        """The only card."""
        (found,) = self.cards()
        return found

    async def round(self, **later):
        """Go one round, at a time from now; how many cards were taken."""
        return await tend_review_cards(self.env.bot, now=self.env.now() + timedelta(**later))

    async def delete(self):
        """Delete the channel; the bot has been told when this returns."""
        self.env.backend.delete_channel(self.channel.id)
        await self.env.settle()


@pytest.fixture
def settle_channel(desk, admin):
    """Name a review channel as the admin; returns the card."""

    async def settle_channel(channel):
        return await desk("settings desk-channel", by=admin, channel=channel)

    return settle_channel


@pytest.fixture
def shown(desk, admin):
    """What the admin reads in the settings."""

    async def shown():
        return (await desk("settings show", by=admin)).text

    return shown


@pytest.fixture
def bare(simcord_env, guild, read):
    """A channel that isn't named yet."""
    return Room(simcord_env, guild.create_text_channel("desk"), read)


@pytest.fixture
async def room(bare, settle_channel):
    """The channel in which suggestions are reviewed."""
    await settle_channel(bare.channel)
    return bare


@pytest.fixture
async def posted(suggest, room):
    """The card of a suggestion whose title is not known."""
    await suggest(URL, why="Worth it")
    await room.round()
    return room.card()


@pytest.fixture
async def ready(posted, moderator, fill, room):
    """The card of a suggestion that can be approved."""
    form = await moderator.click(posted.message, custom_id=posted.id_of("Edit"))
    await fill(form, by=moderator, title="A new chip")
    return room.card()


@pytest.fixture
def decide(review, reject, moderator):
    """Reject in the queue what waits longest."""

    async def decide():
        await reject(await review(), "An advertisement", by=moderator)

    return decide


async def test_each_suggestion_is_posted_once_as_a_card(posted, room, alice):
    assert alice.mention in posted.markdown
    assert "> Worth it" in posted.text
    assert posted.labels == [*BUTTONS, "Open"]
    assert await room.round() == 0
    assert len(room.cards()) == 1


async def test_a_card_pings_nobody(posted, simcord_env, room):
    stored = simcord_env.backend.get_message(room.channel.id, posted.message.id)
    assert not (stored.ping_user_ids + stored.ping_role_ids)


async def test_what_waits_already_is_posted_once_there_is_a_channel(suggest, bare, settle_channel):
    await suggest(URL)
    assert await bare.round() == 0
    await settle_channel(bare.channel)
    assert await bare.round() == 1
    assert URL in bare.card().text


async def test_an_approval_shows_on_the_card_at_once(ready, use, moderator, room, search):
    await use(ready, "Approve", by=moderator)
    assert f"**Approved** by {moderator.mention}" in room.card().markdown
    assert room.card().labels == ["Undo", "Open story", "Open"]
    assert "A new chip" in await search("chip")
    assert await room.round() == 0


@pytest.mark.usefixtures("posted")
async def test_what_is_decided_in_the_queue_shows_after_a_round(room, decide, moderator):
    await decide()
    assert "Waits" in room.card().text
    assert await room.round() == 1
    assert f"**Rejected** by {moderator.mention}" in room.card().markdown
    assert "Reason: An advertisement" in room.card().text
    assert room.card().labels == ["Undo", "Open"]


async def test_a_withdrawal_shows_on_the_card(suggest, use, alice, room):
    confirmed = await suggest(URL)
    await room.round()
    await use(confirmed, "Withdraw", by=alice)
    await room.round()
    assert "**Withdrawn** by the member who suggested it" in room.card().markdown
    assert room.card().labels == ["Open"]


async def test_an_undone_decision_shows_on_the_card(ready, use, moderator, colleague, room):
    await use(ready, "Approve", by=moderator)
    await use(room.card(), "Undo", by=colleague)
    assert f"Undone by {colleague.mention}" in room.card().markdown
    assert "Approve" in room.card().labels


async def test_what_is_decided_before_its_card_is_posted_gets_none(suggest, decide, room):
    await suggest(URL)
    await decide()
    await room.round()
    assert not room.cards()


async def test_a_late_press_on_the_card_is_told_who_was_first(
    ready, review, use, moderator, colleague, room
):
    await use(await review(), "Approve", by=moderator)
    result = await colleague.click(ready.message, custom_id=ready.id_of("Approve"))
    (told,) = result.followups
    assert told.ephemeral
    assert f"{moderator.mention} approved" in room.read(told).markdown
    assert "**Approved**" in room.card().markdown


@pytest.mark.parametrize("label", BUTTONS)
async def test_members_who_see_the_card_press_in_vain(ready, use, alice, store, guild, label):
    refused = await use(ready, label, by=alice)
    assert "Only this server's moderators" in refused.text
    assert refused.message.ephemeral
    assert (await read_submission(store, guild.id, 1)).state.stage is Stage.SUGGESTED


@pytest.mark.parametrize("label", BUTTONS)
async def test_who_lost_the_role_after_the_card_was_posted_presses_in_vain(  # noqa: PLR0917
    ready, use, moderator, moderators, demote, room, label
):
    demote(moderators)
    assert "Only this server's moderators" in (await use(ready, label, by=moderator)).text
    assert "Waits" in room.card().text


async def test_cards_work_after_a_restart(posted, restart, reject, moderator, room, use):
    await restart()
    await reject(posted, by=moderator)
    assert "**Rejected**" in room.card().markdown
    await restart()
    await use(room.card(), "Undo", by=moderator)
    assert "Waits" in room.card().text


@pytest.mark.usefixtures("posted")
async def test_cards_are_brought_up_to_date_after_a_restart(restart, decide, room):
    await decide()
    await restart()
    await room.round()
    assert "**Rejected**" in room.card().markdown


async def test_what_the_bot_may_not_post_is_in_the_queue_and_told(
    suggest, room, deny, desk, shown, simcord_env
):
    deny(room.channel, "send_messages")
    await suggest(URL)
    before = len(simcord_env.http_requests)
    assert await room.round() == 1
    assert len(simcord_env.http_requests) == before
    assert "I lack **Send Messages**" in await shown()
    assert "1 suggestion waiting" in (await desk("article queue")).text


async def test_it_is_posted_once_the_bot_may(suggest, room, deny, shown):
    deny(room.channel, "send_messages")
    await suggest(URL)
    await room.round()
    assert await room.round() == 0
    deny(room.channel)
    assert await room.round(minutes=11) == 1
    assert len(room.cards()) == 1
    assert "can't post" not in await shown()


@pytest.mark.usefixtures("posted")
async def test_a_channel_that_is_gone_leaves_the_queue(room, desk, shown, suggest):
    await room.delete()
    await suggest(f"{URL}/2")
    await room.round()
    assert "it is gone, or I can't see it" in await shown()
    assert "2 suggestions waiting" in (await desk("article queue")).text


@pytest.mark.usefixtures("posted")
async def test_a_new_channel_gets_the_cards_of_one_that_is_gone(room, guild, settle_channel):
    await room.delete()
    other = guild.create_text_channel("desk-2")
    await settle_channel(other)
    await room.round()
    assert URL in room.cards(other)[0].text


async def test_a_card_that_a_moderator_deleted_stays_away(simcord_env, posted, decide, room):
    simcord_env.backend.delete_message(posted.message.channel_id, posted.message.id)
    await decide()
    assert await room.round() == 1
    assert await room.round(hours=1) == 0
    assert not room.cards()


async def test_after_a_move_what_was_posted_stays_where_it_is(  # noqa: PLR0917 - fixtures
    posted, room, guild, settle_channel, suggest, reject, moderator
):
    other = guild.create_text_channel("desk-2")
    await settle_channel(other)
    await suggest(f"{URL}/2")
    await room.round()
    assert len(room.cards(other)) == 1
    await reject(posted, by=moderator)
    assert "**Rejected**" in room.card().markdown


@pytest.mark.usefixtures("posted")
async def test_without_a_channel_posted_cards_go_on_and_no_other_comes(
    desk, admin, use, suggest, room, decide
):
    await use(await desk("settings desk-channel", by=admin), "In the queue only", by=admin)
    await suggest(f"{URL}/2")
    await decide()
    await room.round()
    assert "**Rejected**" in room.card().markdown


async def test_a_thread_may_hold_the_cards(thread, bare, settle_channel, suggest):
    await settle_channel(thread)
    await suggest(URL)
    await bare.round()
    assert any(URL in card.text for card in bare.cards(thread))
