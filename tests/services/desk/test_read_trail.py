"""Who did what, as moderators read it."""

import pytest

from bot.domain.desk_act import ActKind, Weight
from bot.services.list_retracted import list_retracted
from bot.services.read_trail import read_trail
from bot.services.weigh import weigh

pytestmark = pytest.mark.usefixtures("on_file")


@pytest.fixture
def trail(store):
    """Desk, kind and whether it may be undone, of each act, the newest first."""

    async def run(newsroom, **asked):
        found = await read_trail(store, newsroom, **asked)
        return [(e.desk_id, e.act.kind, e.may_undo) for e in found.entries]

    return run


async def test_an_article_s_trail_has_all_acts_on_it(desk, store, one, press, trail):
    edited = await desk.edit(one, "file", title="Corrected here")
    await desk.publish(one, "new")
    await weigh(store, one, Weight.PIN, "article", "1", 3, press=press())
    await desk.undo(one, edited)
    assert await trail(one, article_id=1) == [
        (1, ActKind.UNDO, True),
        (1, ActKind.PIN, True),
        (1, ActKind.EDIT, False),
    ]


async def test_the_version_s_id_tells_the_same(desk, one, store):
    article = (await desk.edit(one, "file", title="Corrected here")).article
    of_version = await read_trail(store, one, article_id=article.id)
    assert of_version == await read_trail(store, one, article_id=1)
    assert of_version.article.draft.title == "Corrected here"


async def test_only_trusted_servers_read_the_archive_s_desk(desk, one, other, trusted, trail):
    await desk.edit(trusted, "file", title="Corrected")
    await desk.edit(one, "file", title="Corrected here")
    assert await trail(one, article_id=1) == [(1, ActKind.EDIT, True)]
    assert await trail(trusted, article_id=1) == [(0, ActKind.EDIT, True)]
    assert await trail(other, article_id=1) == []


async def test_of_another_server_s_article_nothing_is_told(desk, one, other, store):
    article = (await desk.publish(one, "new")).article
    found = await read_trail(store, other, article_id=article.id)
    assert (found.entries, found.total, found.article) == ((), 0, None)


async def test_an_undone_addition_still_has_its_trail(desk, one, trail):
    added = await desk.publish(one, "new")
    await desk.undo(one, added)
    assert await trail(one, article_id=added.article.id) == [
        (1, ActKind.UNDO, True),
        (1, ActKind.ADD, False),
    ]


async def test_a_member_s_trail_has_pages(desk, one, store):
    for number in range(7):
        await desk.publish(one, f"story-{number}")
    first = await read_trail(store, one, member_id=1)
    rest = await read_trail(store, one, member_id=1, page=1)
    assert [entry.act.number for entry in first.entries + rest.entries] == [7, 6, 5, 4, 3, 2, 1]
    assert first.total == 7
    assert (await read_trail(store, one, member_id=2)).total == 0


async def test_retracted_articles_are_found_by_their_titles(desk, one, other, trusted, store):
    await desk.retract(one, "file")
    await desk.publish(trusted, "new", title="Óf all")
    await desk.retract(trusted, "new")

    async def found(newsroom, text):
        return [c.title for c in await list_retracted(store, newsroom, text, 25)]

    assert await found(one, "TITLE") == ["Title of file"]
    assert await found(other, "") == []
    assert await found(trusted, "of all") == ["Óf all"]
