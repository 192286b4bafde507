"""What outlives the bot."""

from typing import Any

from simcord.actors import MemberActor
from simcord.builders import ChannelHandle


async def test_a_button_works_after_a_restart_of_the_bot(
    member: MemberActor, news: ChannelHandle, start_bot: Any
) -> None:
    async with start_bot():
        card = (await member.slash(news, "card", query="faces")).response
    assert card is not None
    async with start_bot():
        await member.click(card, label="Next")
    assert "Page 2" in str(card.components)
