"""A moderator gets what the desk made as a file."""

import io
import json
import zipfile

import pytest
from simcord import assert_error

from bot.render.desk_refusals import NotModeratorError

TITLE = "Speech synthesis clones any voice"


@pytest.fixture
def correct(moderator, channel, fill):
    """Correct the title of an article."""

    async def correct(name=TITLE, title="Voices are cloned"):
        shown = await moderator.slash(channel, "article edit", article=name)
        return await fill(shown, by=moderator, title=title)

    return correct


@pytest.fixture
def export(moderator, channel):
    """Ask for the file; returns the message."""

    async def export(*, by=moderator, here=channel, **options):
        return (await by.slash(here, "article export", **options)).response

    return export


@pytest.fixture
def content():
    """The bytes of the file that goes with a message."""

    async def content(message):
        (attachment,) = message.attachments
        return await attachment.read()

    return content


async def test_without_articles_of_its_own_there_is_no_file(export, read):
    message = await export()
    assert message.ephemeral
    assert "no articles of its own yet" in read(message).text
    assert message.attachments == []


async def test_documents_come_as_a_zip(correct, export, content, read):
    await correct()
    message = await export()
    assert message.ephemeral
    assert "Export of 1 article" in read(message).text
    with zipfile.ZipFile(io.BytesIO(await content(message))) as packed:
        (name,) = packed.namelist()
        assert b'title: "Voices are cloned"' in packed.read(name)


async def test_lines_of_json_are_one_file(correct, export, content):
    await correct()
    message = await export(format="json")
    assert json.loads(await content(message))["title"] == "Voices are cloned"


async def test_rows_are_for_spreadsheets(correct, export, content):
    await correct()
    assert b"Voices are cloned" in await content(await export(format="csv"))


async def test_what_is_too_large_for_discord_says_who_can_help(correct, export, read, monkeypatch):
    monkeypatch.setattr("cogs.article_export.MOST_BYTES", 10)
    await correct()
    message = await export()
    assert "newsdesk export --server" in read(message).text
    assert message.attachments == []


async def test_another_servers_articles_are_not_in_it(correct, export, read, elsewhere):
    await correct()
    message = await export(by=elsewhere.moderator, here=elsewhere.channel)
    assert "no articles of its own yet" in read(message).text


async def test_members_are_refused(correct, export, read, alice, simcord_env):
    await correct()
    message = await export(by=alice)
    assert "Only this server's moderators" in read(message).text
    assert message.attachments == []
    assert_error(simcord_env, NotModeratorError)
