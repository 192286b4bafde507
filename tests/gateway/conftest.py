"""Interactions as Discord describes them, for the decisions of the gateway."""

import discord
import pytest

SERVER = 900
MEMBER = 42
TEXT = 0
NO_COUNTS = {"message_count": 0, "member_count": 0}
OPEN_THREAD = {
    "archived": False,
    "auto_archive_duration": 60,
    "archive_timestamp": "2020-01-01T00:00:00+00:00",
}
NOT_NUMBERED = {"type": 3, "version": 1, "token": "t", "application_id": "1", "locale": "en-US"}


def _user(user_id):
    return {"id": str(user_id), "username": "m", "discriminator": "0", "avatar": None}


@pytest.fixture
def interaction():
    """Make the press of a button at a time in seconds, by a member with some permissions."""
    state = discord.Client(intents=discord.Intents(guilds=True))._connection
    state.user = discord.ClientUser(state=state, data=_user(1))

    def make(*allowed, at=1000, member=MEMBER, server=SERVER, channel=TEXT, app_owners=None):
        user = _user(member)
        place = {"id": "5", "type": channel, "name": "c", "position": 0, "parent_id": "6"}
        place |= {"owner_id": "7", "thread_metadata": OPEN_THREAD, **NO_COUNTS}
        data = {
            **NOT_NUMBERED,
            "id": str(discord.utils.time_snowflake(discord.utils.utcnow().fromtimestamp(at))),
            "data": {"component_type": 2, "custom_id": "x"},
            "channel_id": "5",
            "channel": place,
            "entitlements": [],
            "attachment_size_limit": 0,
            "authorizing_integration_owners": app_owners or {"0": str(server or 0)},
        }
        if server is None:
            return discord.Interaction(data={**data, "user": user}, state=state)
        held = discord.Permissions(**dict.fromkeys(allowed, True))
        member_data = {"user": user, "roles": [], "joined_at": None, "deaf": False, "mute": False}
        member_data |= {"permissions": str(held.value), "flags": 0}
        data |= {"guild_id": str(server), "member": member_data}
        return discord.Interaction(data=data, state=state)

    return make
