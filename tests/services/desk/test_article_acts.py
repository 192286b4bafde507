"""Acts on articles: what each server reads afterwards, and what is stored."""

import sqlite3

import pytest

from bot.domain.desk_act import ActKind, Reason
from bot.domain.desk_outcome import Done, Refused
from bot.services.edit_article import edit_article
from bot.services.open_article import open_article
from bot.services.publish_article import publish_article
from bot.services.retract_article import retract_article

pytestmark = pytest.mark.usefixtures("on_file")


@pytest.fixture(autouse=True)
async def stays_healthy(problems):
    yield
    assert await problems() == []


async def test_a_server_s_addition_is_seen_there_alone(desk, one, seen_by):
    done = await desk.publish(one, "new")
    assert (done.desk_id, done.act.kind, done.act.number) == (1, ActKind.ADD, 1)
    assert done.article.draft.title == "Desk's new"
    assert await seen_by("new") == ["Desk's new", None, None]


async def test_a_trusted_server_adds_for_all(desk, trusted, seen_by, titles):
    assert (await desk.publish(trusted, "new")).desk_id == 0
    assert await seen_by("new") == ["Desk's new"] * 3
    assert await titles("desk's new", guild_id=5) == ["Desk's new"]


async def test_what_a_file_states_can_t_be_added(desk, one, trusted):
    for newsroom in (one, trusted):
        refused = await desk.publish(newsroom, "file")
        assert isinstance(refused, Refused)
        assert refused.refusal.reason is Reason.EXISTS
        assert refused.article.draft.title == "Title of file"


async def test_what_was_retracted_can_t_be_added_but_restored(desk, one):
    await desk.publish(one, "new")
    done = await desk.retract(one, "new")
    refused = await desk.publish(one, "new")
    assert (refused.refusal.reason, refused.refusal.act) == (Reason.EXISTS, done.act)
    assert refused.article.retraction == "wrong"


async def test_a_server_corrects_a_shared_article_for_itself(desk, one, seen_by, titles):
    await desk.edit(one, "file", title="Corrected here")
    assert await seen_by("file") == ["Corrected here", "Title of file", "Title of file"]
    assert await titles("corrected", guild_id=1) == ["Corrected here"]
    assert await titles("corrected", guild_id=2) == []
    assert await titles("title of file", guild_id=1) == ["Corrected here"]


async def test_a_version_stands_for_the_shared_article_which_is_hidden(desk, one, rows):
    await desk.edit(one, "file", title="Corrected here")
    assert rows("SELECT guild_id, id, stands_for, has_file FROM articles") == [
        (0, 1, None, 1),
        (1, 2, 1, 1),
    ]
    assert rows("SELECT guild_id, article_id FROM hidden_articles") == [(1, 1)]


async def test_a_version_keeps_what_wasn_t_corrected(desk, one, rows):
    await desk.edit(one, "file", title="Corrected here")
    assert rows("SELECT excerpt FROM articles WHERE guild_id = 1") == [("What the file says",)]


async def test_a_trusted_server_corrects_for_all(desk, trusted, seen_by, rows):
    await desk.edit(trusted, "file", title="Corrected")
    assert await seen_by("file") == ["Corrected"] * 3
    assert rows("SELECT count(*) FROM articles") == [(1,)]


async def test_a_correction_for_all_reaches_versions_but_for_what_they_corrected(
    desk, one, trusted, rows
):
    await desk.edit(one, "file", title="Corrected here")
    await desk.edit(trusted, "file", title="Corrected", excerpt="Better")
    shown = rows("SELECT guild_id, title, excerpt FROM articles ORDER BY guild_id")
    assert shown == [(0, "Corrected", "Better"), (1, "Corrected here", "Better")]


async def test_topics_that_a_desk_wrote_are_no_longer_inferred(desk, load, write, trusted, rows):
    write("parent", topics="[Robots]", related=["child"])
    await load()
    assert rows("SELECT topics_inferred FROM articles WHERE title = 'Title of child'") == [(1,)]
    await desk.edit(trusted, "child", topics=("AI",))
    assert rows("SELECT topics_inferred FROM articles WHERE title = 'Title of child'") == [(0,)]


async def test_a_retraction_hides_the_shared_article_from_its_server_alone(desk, one, seen_by):
    done = await desk.retract(one, "file")
    assert done.article.retraction == "wrong"
    assert await seen_by("file") == [None, "Title of file", "Title of file"]


async def test_a_trusted_server_retracts_for_all_versions_too(desk, one, trusted, seen_by, rows):
    await desk.edit(one, "file", title="Corrected here")
    await desk.retract(trusted, "file")
    assert await seen_by("file") == [None, None, None]
    assert rows("SELECT count(*) FROM article_words") == [(0,)]


async def test_what_is_restored_is_as_before(desk, one, trusted, seen_by):
    await desk.edit(one, "file", title="Corrected here")
    for newsroom in (one, trusted):
        await desk.retract(newsroom, "file")
    for newsroom in (one, trusted):
        assert isinstance(await desk.restore(newsroom, "file"), Done)
    assert await seen_by("file") == ["Corrected here", "Title of file", "Title of file"]


async def test_a_retraction_for_all_isn_t_restored_by_one(desk, one, trusted):
    await desk.retract(trusted, "file", why="hoax")
    refused = await desk.restore(one, "file")
    assert refused.refusal.reason is Reason.TAKEN
    assert refused.article.retraction == "hoax"


async def test_who_comes_second_is_told_who_was_first(desk, one):
    first = await desk.retract(one, "file")
    assert (await desk.retract(one, "file")).refusal.act == first.act


async def test_two_correct_two_fields_at_once_but_not_the_same(desk, one, open_):
    was = (await open_(one, "file")).draft
    await desk.edit(one, "file", title="New title")
    assert isinstance(await desk.edit(one, "file", was, excerpt="New excerpt"), Done)
    refused = await desk.edit(one, "file", was, title="Another title")
    assert (refused.refusal.reason, refused.refusal.fields) == (Reason.CHANGED, ("title",))
    draft = (await open_(one, "file")).draft
    assert (draft.title, draft.excerpt) == ("New title", "New excerpt")


async def test_an_address_is_corrected_under_the_old_key(desk, one, key, open_):
    await desk.edit(one, "file", url="https://site.com/moved", key=key("moved"))
    article = await open_(one, "file")
    assert (article.draft.key, article.draft.url) == (key("file"), "https://site.com/moved")
    again = await desk.edit(one, "file", url="https://site.com/file", key=key("file"))
    assert isinstance(again, Done)


async def test_another_article_s_address_is_refused_with_that_article(desk, one, key):
    await desk.publish(one, "new")
    refused = await desk.edit(one, "file", url="https://site.com/new", key=key("new"))
    assert refused.refusal.reason is Reason.EXISTS
    assert refused.article.draft.key == key("new")


async def test_a_server_can_t_touch_what_another_added(desk, one, other, store, press, draft):
    article = (await desk.publish(one, "new")).article
    assert await open_article(store, other, article.id) is None
    retracted = await retract_article(store, other, article.id, press=press())
    edited = await edit_article(
        store, other, article.id, article.draft, draft("new", title="Mine"), press=press()
    )
    assert {retracted.refusal.reason, edited.refusal.reason} == {Reason.GONE}
    assert retracted.article is edited.article is None


async def test_two_servers_add_the_same_each_for_itself(desk, one, other, seen_by):
    await desk.publish(one, "new", title="Of one")
    await desk.publish(other, "new", title="Of the other")
    assert await seen_by("new") == ["Of one", "Of the other", None]


async def test_an_addition_for_all_leaves_those_of_servers_as_versions(
    desk, one, trusted, seen_by, rows
):
    await desk.publish(one, "new", title="Of one")
    await desk.publish(trusted, "new", title="Of all")
    assert await seen_by("new") == ["Of one", "Of all", "Of all"]
    assert rows("SELECT stands_for FROM articles WHERE guild_id = 1") == rows(
        "SELECT id FROM articles WHERE title = 'Of all'"
    )


async def test_who_became_trusted_acts_on_the_version_that_they_see(desk, one, seen_by):
    await desk.edit(one, "file", title="Corrected here")
    now_trusted = type(one)(1, is_trusted=True)
    done = await desk.edit(now_trusted, "file", title="Corrected again")
    assert done.desk_id == 1
    assert await seen_by("file") == ["Corrected again", "Title of file", "Title of file"]


async def test_an_old_button_leads_to_the_version(desk, one, other, store):
    await desk.edit(one, "file", title="Corrected here")
    assert (await open_article(store, one, 1)).draft.title == "Corrected here"
    assert (await open_article(store, other, 1)).draft.title == "Title of file"
    assert await open_article(store, other, 2) is None
    assert await open_article(store, one, 99) is None


async def test_a_press_that_comes_twice_is_one_act(store, one, draft, press, rows):
    pressed = press()
    first = await publish_article(store, one, draft("new"), press=pressed)
    again = await publish_article(store, one, draft("new"), press=pressed)
    assert again == first
    assert rows("SELECT count(*) FROM desk_acts") == [(1,)]


async def test_a_press_that_comes_again_after_its_article_is_gone_is_told_the_same_act(
    store, desk, one, press, rows
):
    added = await desk.publish(one, "new")
    pressed = press(why="wrong")
    done = await retract_article(store, one, added.article.id, press=pressed)
    await desk.undo(one, done)
    await desk.undo(one, added)
    again = await retract_article(store, one, added.article.id, press=pressed)
    assert again.act == done.act
    assert rows("SELECT count(*) FROM desk_acts") == [(4,)]


async def test_the_log_has_who_when_where_and_why(store, trusted, open_, press, rows):
    article = await open_(trusted, "file")
    pressed = press(by=42, why="a hoax")
    await retract_article(store, trusted, article.id, press=pressed)
    assert rows("SELECT guild_id, number, kind, made_in, made_by, made_at, why FROM desk_acts") == [
        (0, 1, "retract", 7, 42, int(pressed.at.timestamp()), "a hoax")
    ]


async def test_nothing_changes_or_deletes_an_act(desk, one, rows):
    await desk.edit(one, "file", title="Corrected here")
    for statement in (
        "UPDATE desk_acts SET why = 'otherwise'",
        "UPDATE desk_acts SET number = 7, redacted_at = 1",
        "DELETE FROM desk_acts",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="acts of the desk are never"):
            rows(statement)
