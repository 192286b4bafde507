"""Who may add: checked at the command, at every press, choice and form that is sent."""

import pytest
from simcord import assert_error

from bot.render.desk_refusals import NotModeratorError

REFUSED = "Only this server's moderators can do that"


@pytest.fixture
async def card(site, add):
    return await add(site.article(keywords=["Ports"]))


async def test_a_member_is_told_who_may_and_what_they_can_do(site, add, alice, simcord_env):
    card = await add(site.article(), by=alice)
    assert_error(simcord_env, NotModeratorError)
    assert REFUSED in card.text
    assert "/suggest" in card.text
    assert site.asked == []


async def test_a_member_gets_no_form(alice, channel, read, simcord_env):
    refused = await alice.slash(channel, "article add")
    assert_error(simcord_env, NotModeratorError)
    assert refused.modal is None
    assert REFUSED in read(refused.response).text


BUTTONS = ["Publish", "Edit…", "More…", "Add to queue", "Cancel"]


@pytest.mark.parametrize("label", BUTTONS)
async def test_who_lost_the_role_since_can_press_nothing(
    card, demote, moderators, press, nothing_stored, label
):
    demote(moderators)
    assert REFUSED in (await press(card, label)).text
    assert await nothing_stored()


async def test_who_lost_the_role_since_can_choose_nothing(card, demote, moderators, pick):
    demote(moderators)
    assert REFUSED in (await pick(card, "Ports")).text


@pytest.mark.parametrize("label", ["Edit…", "More…"])
async def test_who_lost_the_role_since_can_send_no_form(
    card, opened, demote, moderators, fill, label
):
    shown = await opened(card, label)
    demote(moderators)
    assert REFUSED in (await fill(shown)).text
    assert card.titles == ["Harbour cranes learn to load ships by night"]


@pytest.mark.parametrize("label", ["Try again", "Type it in…", "Cancel"])
async def test_nor_on_the_card_of_a_page_that_was_not_read(
    site, add, demote, moderators, press, label
):
    card = await add(site.url("/none"))
    demote(moderators)
    assert REFUSED in (await press(card, label)).text


async def test_nor_on_the_card_of_what_is_known(add, rewrite, demote, moderators, press):
    await rewrite("weld")
    card = await add("https://weld.example/news/weld")
    demote(moderators)
    assert REFUSED in (await press(card, "Update it")).text


async def test_nor_add_as_related(site, add, press, demote, moderators, own_articles):
    await press(await add(site.article()), "Publish")
    card = await add(site.article("/copy"))
    demote(moderators)
    for label in ("Add as related", "Update that one"):
        assert REFUSED in (await press(card, label)).text
    assert len(await own_articles()) == 1


@pytest.fixture
async def editor(simcord_env, guild, store):
    """A member of the one role that an admin named to moderate."""
    editors = guild.create_role("Editors")
    await store.write(lambda tables: tables.desk_settings.set_roles(guild.id, (editors.id,)))
    return guild.add_member(simcord_env.create_user("bob"), roles=[editors])


async def test_roles_that_an_admin_named_may_add_and_so_may_admins(site, add, editor, admin):
    assert (await add(site.article(), by=editor)).titles
    assert (await add(site.url(), by=admin)).titles


@pytest.mark.usefixtures("editor")
async def test_who_may_manage_messages_may_no_longer_then(site, add, simcord_env):
    assert REFUSED in (await add(site.article())).text
    assert_error(simcord_env, NotModeratorError)


@pytest.fixture
def borrow(simcord_env):
    """Have a card name what another card is about."""

    def stored(card):
        channels = simcord_env.backend.messages.values()
        return next(
            messages[card.message.id] for messages in channels if card.message.id in messages
        )

    def borrow(card, other):
        stored(card).components = stored(other).components

    return borrow


async def test_what_another_servers_moderator_is_adding_is_not_found_here(
    site, add, elsewhere, press, borrow, nothing_stored
):
    theirs = await add(site.article(), by=elsewhere.moderator, here=elsewhere.channel)
    ours = await add(site.article("/ours", headline="Ours"))
    borrow(ours, theirs)
    again = await press(ours, "Publish")
    assert "so I have read the page again" in again.text
    assert await nothing_stored()
