"""Apps, Add to Newsdesk: the links of any message, for moderators and for members."""

import pytest
from simcord import assert_error

from bot.render.adding_refusals import NoLinkError

MENU = "Add to Newsdesk"
TITLE = "Harbour cranes learn to load ships by night"


@pytest.fixture
def menu(simcord_env, moderator, channel, alice, read, pages):
    """Use the menu on a message that Alice wrote, as the moderator or somebody else."""

    async def menu(text, *, by=moderator):
        simcord_env.bot.pages = pages
        message = await alice.send(channel, text)
        return read((await by.context_menu(channel, MENU, message)).response)

    return menu


async def test_the_one_link_of_a_message_is_added(menu, site, press, own_articles):
    card = await menu(f"Look at this: <{site.article()}>!")
    assert card.message.ephemeral
    assert card.titles == [TITLE]
    await press(card, "Publish")
    assert len(await own_articles()) == 1


async def test_copies_of_one_link_are_one(menu, site):
    url = site.article()
    assert (await menu(f"{url} and {url}?utm_source=x")).titles == [TITLE]


async def test_of_several_links_one_is_chosen(menu, site, pick):
    first, second = site.article("/first", headline="First"), site.article("/second")
    asked = await menu(f"{first} or [{second}]({second})?")
    assert "## Which link?" in asked.text
    assert f"1. `{first}`\n2. `{second}`" in asked.text
    card = await pick(asked, "1")
    assert card.message.id == asked.message.id
    assert card.titles == [TITLE]
    assert site.asked == ["/second"]


@pytest.fixture
def offer(simcord_env, channel):
    """Have the select of a card offer a value more: clients may send any."""

    def offer(card, value):
        stored = simcord_env.backend.get_message(channel.id, card.message.id)
        (select,) = [part for part in read_all(stored.components) if part["type"] == 3]
        select["options"].append({"label": "x", "value": value})

    return offer


def read_all(components):
    for component in components:
        yield component
        yield from read_all(component.get("components", ()))


@pytest.mark.parametrize("value", ["9", "x", "-1", "https://evil.example/"])
async def test_what_was_not_offered_is_not_read(menu, site, pick, offer, value):
    asked = await menu(f"{site.url('/a')} {site.url('/b')}")
    offer(asked, value)
    assert "not among what I offered" in (await pick(asked, value)).text
    assert site.asked == []


async def test_a_topic_that_was_not_offered_is_not_taken(menu, site, pick, offer):
    card = await menu(site.article(keywords=["Ports"]))
    offer(card, "Forged")
    assert "not among what I offered" in (await pick(card, "Forged")).text


async def test_more_links_than_fit_are_counted(menu):
    card = await menu(" ".join(f"https://x.example/{number}" for number in range(14)))
    assert "4 more don't fit here" in card.text


async def test_a_message_without_a_link_has_nothing_to_add(menu, simcord_env):
    assert "There is no link in that message" in (await menu("Nothing here, javascript:1")).text
    assert_error(simcord_env, NoLinkError)


async def test_a_member_suggests_the_link_instead(menu, site, alice, acts, guild, own_articles):
    card = await menu(site.article(), by=alice)
    assert card.message.ephemeral
    assert await acts(guild.id) == [("suggest", alice.id, "")]
    assert await own_articles() == []


async def test_a_member_who_chooses_one_of_several_suggests_it(
    menu, site, alice, pick, acts, guild
):
    asked = await menu(f"{site.article()} {site.url('/b')}", by=alice)
    await pick(asked, "0", by=alice)
    assert await acts(guild.id) == [("suggest", alice.id, "")]


async def test_who_lost_the_role_before_choosing_suggests(
    menu, site, pick, demote, moderators, acts
):
    asked = await menu(f"{site.article()} {site.url('/b')}")
    demote(moderators)
    await pick(asked, "0")
    assert [kind for kind, _, _ in await acts(moderators.guild.id)] == ["suggest"]
