"""Every command of the desk is refused to who may not, and offers them nothing but titles."""

import pytest
from simcord import assert_error

from bot.render.desk_refusals import NotModeratorError

TITLE = "Speech synthesis clones any voice"
HIDDEN = "A chip shortage ends in Taiwan"
OPTIONS = {
    "article add": {},
    "article edit": {"article": TITLE},
    "article retract": {"article": TITLE, "reason": "a hoax"},
    "article restore": {"article": HIDDEN},
    "article history": {},
    "article pin": {"target": "topic", "name": "AI"},
    "article boost": {"target": "source", "name": "Voices Daily"},
    "article mute": {"target": "article", "name": TITLE},
    "article lift": {"what": "AI"},
    "article topic-name": {"name": "Talk", "topic": "AI"},
    "article topic-name-remove": {"name": "Talk"},
    "article queue": {},
    "article block": {"member": "colleague"},
    "article unblock": {"member": "colleague"},
    "article export": {},
    "story merge": {"story": TITLE, "other": "A city bans cameras that know faces"},
    "story split": {"article": TITLE},
}
# Options that offer something while one types, which tells what moderators did.
TELLING = [
    ("restore", "article"),
    ("history", "article"),
    ("lift", "what"),
    ("edit", "article"),
    ("topic-name-remove", "name"),
]


@pytest.fixture
def given(request):
    """The options of a command."""

    def given(command):
        members = {"colleague": request.getfixturevalue("colleague")}
        return {name: members.get(value, value) for name, value in OPTIONS[command].items()}

    return given


def test_no_command_is_left_out(simcord_env):
    groups = simcord_env.bot.desk.groups()
    assert {each.qualified_name for group in groups for each in group.walk_commands()} == {*OPTIONS}


@pytest.mark.parametrize("command", OPTIONS)
async def test_a_member_is_refused(  # noqa: PLR0917 - fixtures
    desk, given, alice, simcord_env, command, acts, guild
):
    card = await desk(command, by=alice, **given(command))
    assert_error(simcord_env, NotModeratorError)
    assert card.message.ephemeral
    assert "Only this server's moderators can do that" in card.text
    assert await acts(guild.id) == []


@pytest.mark.parametrize("command", OPTIONS)
async def test_who_lost_the_role_is_refused(  # noqa: PLR0917 - fixtures
    desk, given, simcord_env, demote, moderators, command, acts, guild
):
    demote(moderators)
    await desk(command, **given(command))
    assert_error(simcord_env, NotModeratorError)
    assert await acts(guild.id) == []


@pytest.mark.parametrize(("name", "option"), TELLING)
async def test_a_member_is_offered_nothing_that_moderators_did(desk, offered, alice, name, option):
    await desk("article retract", article=HIDDEN, reason="a hoax")
    await desk("article pin", target="topic", name="AI")
    await desk("article topic-name", name="Talk of AI", topic="AI")
    for typed in ("", "chip", "AI"):
        choices = await offered(f"article {name}", option, typed, by=alice)
        assert HIDDEN not in "".join(choices)
        assert "until" not in "".join(choices)
        assert "Talk" not in "".join(choices)
