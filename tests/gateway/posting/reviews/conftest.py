"""Suggestions of a server with a review channel, and rounds of the desk at real sockets."""

from dataclasses import dataclass

import pytest

from bot.domain.desk_act import Press
from bot.domain.newsroom import Newsroom
from bot.domain.url import read_address
from bot.gateway.notices import tell_outcomes
from bot.gateway.review_cards import tend_review_cards
from bot.services.decide_submission import reject_submission
from bot.services.settle_desk import settle_channel
from bot.services.suggest_article import suggest_article

MODERATOR = 42


@dataclass
class Reviews:
    """Suggests, decides, goes rounds, and says what readers see of it."""

    desk: object
    channel_id: int
    member_id: int

    @property
    def newsroom(self):
        return Newsroom(self.desk.guild_id)

    async def suggest(self, path="news"):
        """The number of a new suggestion."""
        address = read_address(f"https://site.example/{path}")
        press = Press(self.member_id, self.desk.clock())
        store = self.desk.store
        done = await suggest_article(store, self.newsroom, address, wants_news=True, press=press)
        return done.act.number

    async def reject(self, number):
        press = Press(MODERATOR, self.desk.clock(), "Too thin")
        return await reject_submission(self.desk.store, self.newsroom, number, press=press)

    async def round(self, **later):
        """Go one round after winding the clock; how many cards were taken."""
        self.desk.clock.wind(**later)
        return await tend_review_cards(self.desk.client, now=self.desk.clock())

    async def tell(self):
        return await tell_outcomes(self.desk.client)

    def cards(self):
        """What each card shows."""
        return [str(message.components) for message in self.desk.messages(self.channel_id)]

    def letters(self):
        """What the member was sent directly."""
        channel = self.desk.backend.get_dm_channel(self.member_id)
        return [str(message.components) for message in self.desk.messages(channel.id)]

    def rows(self):
        sql = "SELECT message_id IS NOT NULL, wanted = shown, attempts FROM review_cards"
        return self.desk.rows(sql)


@pytest.fixture
async def reviews(desk):
    member = desk.backend.make_user("member")
    desk.backend.add_member(desk.guild_id, member.id)
    channel_id = desk.add_channel()
    await desk.client_knows(channel_id)
    await settle_channel(desk.store, desk.guild_id, channel_id)
    return Reviews(desk, channel_id, member.id)
