"""Who may post where."""

from bot.gateway.permissions import missing_to_post

THREAD = 11


async def test_who_may_send_messages_may_post(interaction):
    assert missing_to_post(interaction("send_messages")) is None


async def test_who_may_not_send_messages_lacks_that(interaction):
    assert missing_to_post(interaction()) == "send_messages"


async def test_a_thread_has_a_permission_of_its_own(interaction):
    here = interaction("send_messages", channel=THREAD)
    assert missing_to_post(here) == "send_messages_in_threads"


async def test_who_may_only_send_in_threads_may_post_there(interaction):
    assert missing_to_post(interaction("send_messages_in_threads", channel=THREAD)) is None


async def test_an_app_that_only_the_member_installed_needs_a_permission_more(interaction):
    installed = interaction("send_messages", app_owners={"1": "42"})
    assert missing_to_post(installed) == "use_external_apps"


async def test_an_app_of_server_and_member_needs_no_more(interaction):
    installed = interaction("send_messages", app_owners={"0": "900", "1": "42"})
    assert missing_to_post(installed) is None


async def test_in_a_direct_message_nothing_is_needed(interaction):
    assert missing_to_post(interaction(server=None)) is None
