"""People of the simulated server and a bot behind sockets, talking to each other."""

from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.demo.room import Room
from bot.demo.world import World

pytestmark = pytest.mark.usefixtures("small_bot")


def shown_text(components: Any) -> str:
    """Everything that the text displays of a message say."""
    if isinstance(components, list):
        return "\n".join(filter(None, map(shown_text, components)))
    text = components.get("content") or ""
    return f"{text}{shown_text(components.get('components', []))}"


async def test_autocomplete_offers_what_the_bot_answers(
    member: MemberActor, news: ChannelHandle
) -> None:
    choices = await member.autocomplete(news, "card", "query", "face")
    assert choices == [{"name": "face!", "value": "face"}]


async def test_a_deferred_reply_is_waited_for(member: MemberActor, news: ChannelHandle) -> None:
    result = await member.slash(news, "card", query="faces")
    assert result.response is not None
    assert shown_text(result.response.components) == "Page 1: faces"


async def test_an_ephemeral_reply_is_seen_by_its_asker_alone(
    room: Room, world: World, member: MemberActor, news: ChannelHandle
) -> None:
    await member.slash(news, "card", query="faces")
    admin = room.member(world.guild_id, world.admin_id)
    assert len(news.history(viewer=member)) == 1
    assert len(news.history(viewer=admin)) == 0


async def test_a_button_changes_the_card_it_is_on(member: MemberActor, news: ChannelHandle) -> None:
    card = (await member.slash(news, "card", query="faces")).response
    assert card is not None
    await member.click(card, label="Next")
    assert shown_text(card.components) == "Page 2: more"


async def test_a_modal_is_shown_filled_and_answered(
    member: MemberActor, news: ChannelHandle
) -> None:
    shown = await member.slash(news, "form")
    answer = await member.submit_modal(shown, {"name": "Zoe"})
    assert answer.response is not None
    assert answer.response.content == "Hello Zoe"


async def test_a_command_works_in_a_direct_message(room: Room, world: World) -> None:
    result = await room.user(world.member_id).slash("card", query="faces")
    assert result.response is not None
    assert shown_text(result.response.components) == "Page 1: faces"


async def test_an_interaction_says_that_the_app_was_installed_in_the_server(
    small_bot: Any, member: MemberActor, news: ChannelHandle
) -> None:
    seen: list[Any] = []
    small_bot.tree.interaction_check = _remember(seen)
    await member.slash(news, "card", query="faces")
    assert seen[0].is_guild_integration()
    assert not seen[0].is_user_integration()


async def test_an_interaction_in_a_direct_message_may_send_embeds(
    small_bot: Any, room: Room, world: World
) -> None:
    seen: list[Any] = []
    small_bot.tree.interaction_check = _remember(seen)
    await room.user(world.member_id).slash("card", query="faces")
    assert seen[0].app_permissions.embed_links


async def test_a_room_is_idle_again_after_an_action(
    room: Room, member: MemberActor, news: ChannelHandle
) -> None:
    await member.slash(news, "card", query="faces")
    await room.until_idle()
    assert room.is_idle


def _remember(seen: list[Any]) -> Any:
    async def check(interaction: Any) -> bool:
        seen.append(interaction)
        return True

    return check
