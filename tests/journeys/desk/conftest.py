"""A server with an admin, moderators and a member, and a moderator of another server."""

from dataclasses import dataclass

import discord
import pytest
from simcord import assert_error
from simcord.backend.models import Overwrite
from simcord.builders import ChannelHandle
from simcord.enums import OverwriteType

from bot.app import create_bot
from bot.fetch.pages import PageFetcher
from bot.fetch.reach import Reach
from bot.services.load_corpus import load_corpus
from bot.services.read_page import PageSource
from bot.services.read_queue import read_queue


@pytest.fixture
def corpus(newspaper):
    """What else there is, the desk brings."""
    return (newspaper,)


@pytest.fixture
def pages():
    """No page of the web can be read; a module may let some be."""
    return PageSource(PageFetcher(Reach(ports=frozenset())))


@pytest.fixture
async def simcord_bot(settings, pages):
    bot = create_bot(settings, pages)
    yield bot
    await bot.close()


@pytest.fixture
def guild(channel):
    return channel.guild


@pytest.fixture
def admins(guild):
    return guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))


@pytest.fixture
def admin(simcord_env, guild, admins):
    return guild.add_member(simcord_env.create_user("ada"), roles=[admins])


@pytest.fixture
def moderators(guild):
    return guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))


@pytest.fixture
def moderator(simcord_env, guild, moderators):
    return guild.add_member(simcord_env.create_user("mod"), roles=[moderators])


@pytest.fixture
def colleague(simcord_env, guild, moderators):
    """A second moderator of the same server."""
    return guild.add_member(simcord_env.create_user("max"), roles=[moderators])


@pytest.fixture
def thread(simcord_env, channel, alice):
    """A thread that Alice opened."""
    made = simcord_env.backend.create_thread(channel.id, "Robots", alice.id)
    return ChannelHandle(simcord_env, channel.guild, made)


@dataclass
class Elsewhere:
    """Another server: a channel, and a moderator who is none of ours."""

    channel: object
    moderator: object

    @property
    def guild(self):
        return self.channel.guild


@pytest.fixture
def elsewhere(simcord_env):
    guild = simcord_env.create_guild("Elsewhere")
    role = guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    eve = guild.add_member(simcord_env.create_user("eve"), roles=[role])
    return Elsewhere(guild.create_text_channel("general"), eve)


@pytest.fixture
def demote(simcord_env, guild):
    """Take all permissions of a role away."""

    def demote(role):
        none = discord.Permissions.none().value
        simcord_env.backend.edit_role(guild.id, role.id, {"permissions": none})

    return demote


@pytest.fixture
def deny(simcord_env, guild):
    """Take permissions in a channel from the bot, or give them back."""
    (role_id,) = simcord_env.backend.get_member(guild.id, simcord_env.backend.bot_user.id).role_ids

    def deny(channel, *flags):
        value = discord.Permissions(**dict.fromkeys(flags, True)).value
        overwrite = Overwrite(role_id, OverwriteType.ROLE, deny=value)
        simcord_env.backend.edit_channel(channel.id, {}, overwrites=[overwrite])

    return deny


@pytest.fixture
def store(simcord_env):
    return simcord_env.bot.store


@pytest.fixture
def use(read):
    """Press a button of a card as somebody; returns the card that they get."""

    async def use(card, label, *, by):
        return read((await by.click(card.message, custom_id=card.id_of(label))).response)

    return use


@pytest.fixture
def choose(read):
    """Choose roles in a card's select as somebody; returns the card that they get."""

    async def choose(card, roles, *, by):
        (select,) = [part for part in card.parts if part["type"] == 6]
        result = await by.select(card.message, roles, custom_id=select["custom_id"])
        return read(result.response)

    return choose


ARTICLES = {
    "weld": ("Robots learn to weld", "2019-11-27", "Robotics"),
    "weld-too": ("Robots learn how to weld", "2019-11-27", "Robotics"),
    "chips": ("A chip shortage ends in Taiwan", "2019-12-02", "Hardware"),
    "voices": ("Speech synthesis clones any voice", "2019-12-05", "AI"),
    "cameras": ("A city bans cameras that know faces", "2019-12-06", "AI"),
}


def write_article(folder, slug, **fields):
    """Write an article's file, or write it anew with other fields."""
    title, date, topic = ARTICLES[slug]
    values = {"title": title, "excerpt": f"All about {slug}.", **fields}
    (folder / f"{slug}.md").write_text(
        f"""---
title: "{values["title"]}"
excerpt: "{values["excerpt"]}"
publishedDateTime: {date}T09:00:00Z
webUrl: "https://{slug}.example/news/{slug}"
type: article
provider:
  name: "{slug.title()} Daily"
  domain: {slug}.example
topics:
  - {topic}
---
"""
    )


@pytest.fixture
def newspaper(tmp_path):
    """A folder of five articles by five sources, two of them of the same event."""
    folder = tmp_path / "newspaper"
    folder.mkdir()
    for slug in ARTICLES:
        write_article(folder, slug)
    return folder


@pytest.fixture
def rewrite(newspaper, simcord_env):
    """Write an article's file with other fields, and load it."""

    async def rewrite(slug, **fields):
        write_article(newspaper, slug, **fields)
        await load_corpus(simcord_env.bot.store, [newspaper])

    return rewrite


@pytest.fixture
def desk(moderator, channel, read):
    """Type a command of the desk as the moderator, or as somebody else; returns the card."""

    async def desk(command, *, by=moderator, here=channel, **options):
        return read((await by.slash(here, command, **options)).response)

    return desk


@pytest.fixture
def refused(desk, simcord_env):
    """Type a command that is refused with an error; returns the card that says so."""

    async def refused(error, command, **given):
        card = await desk(command, **given)
        assert_error(simcord_env, error)
        return card

    return refused


@pytest.fixture
def offered(moderator, channel):
    """What is offered while the moderator, or somebody else, types into an option."""

    async def offered(command, option, typed="", *, by=moderator, here=channel, **filled):
        choices = await by.autocomplete(here, command, option, typed, **filled)
        return {choice["name"]: choice["value"] for choice in choices}

    return offered


@pytest.fixture
def fill(read):
    """Change fields of a form that somebody was shown, and send it; returns the card."""

    async def fill(shown, *, by, **entries):
        return read((await by.submit_modal(shown, {**filled_in(shown), **entries})).response)

    return fill


def filled_in(shown):
    """What stands in the fields of a form."""
    fields = [label["component"] for label in shown.modal["components"]]
    return {field["custom_id"]: _standing(field) for field in fields}


def _standing(field):
    chosen = [option["value"] for option in field.get("options", []) if option.get("default")]
    return chosen[0] if chosen else field.get("value") or ""


@pytest.fixture
def form():
    """The fields of a form that was shown."""
    return filled_in


@pytest.fixture
def search(ask):
    """Titles that members find, as Alice sees them."""

    async def search(query):
        return (await ask(query)).titles

    return search


@pytest.fixture
def acts(store):
    """The log of a desk, by default that of the server: kind and maker of each act."""

    async def acts(desk_id):
        found = await store.desk_acts.after(desk_id, 0, limit=100)
        return [(act.kind.value, act.press.by, act.press.why) for act in found]

    return acts


@pytest.fixture
def suggest(alice, channel, read):
    """Type /suggest as Alice, or as somebody else; returns the card that they get."""

    async def suggest(url="https://site.example/news", *, by=alice, here=channel, **options):
        return read((await by.slash(here, "suggest", url=url, **options)).response)

    return suggest


@pytest.fixture
def waiting(store, guild):
    """Read what waits in the server's queue."""

    async def waiting(where=guild):
        return (await read_queue(store, where.id, page=0, size=100)).entries

    return waiting


@pytest.fixture
def restart(simcord_env, settings, pages):
    """Stop the bot as SIGTERM does, and start another, which the environment closes."""

    async def restart():
        await simcord_env.bot.close()
        await simcord_env.restart_bot(create_bot(settings, pages))

    return restart


@pytest.fixture
def review(moderator, channel, read):
    """Open the card of the suggestion that waits longest, as the moderator or somebody else."""

    async def review(*, by=moderator, here=channel):
        queue = read((await by.slash(here, "article queue")).response)
        return read((await by.click(queue.message, custom_id=queue.id_of("Review"))).response)

    return review


@pytest.fixture
def reject(fill):
    """Reject from a card for a reason; returns the card that comes of it."""

    async def reject(card, reason="Too thin", *, by):
        shown = await by.click(card.message, custom_id=card.id_of("Reject"))
        return await fill(shown, by=by, reason=reason)

    return reject
