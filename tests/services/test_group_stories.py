"""Articles are placed in stories as they come, change and go."""

import pytest

from bot.services.group_stories import group_stories
from bot.services.reindex import reindex

BUYS = "Acme buys the robot maker Robo for $2 billion"
SELLS = "Zeta sells its weather satellites to Chippy"


@pytest.fixture
def stories(store, rows):
    """The stories by the last letters of their members' addresses, leaders first."""

    async def run():
        await group_stories(store)
        names = {i: url.rpartition("/")[2] for i, url in rows("SELECT id, url FROM articles")}
        found = {}
        for article, story in rows("SELECT article_id, story_id FROM story_members"):
            found.setdefault(story, []).append(article)
        return {names[s]: sorted(names[i] for i in members) for s, members in found.items()}

    return run


@pytest.fixture
async def loaded(load, write):
    write("a", title=BUYS, provider="Axios", quality=50)
    write("b", title="Robot maker Robo bought by Acme for $2bn", provider="Reuters", quality=40)
    write("c", title="UPDATE 2-" + BUYS, provider="Wired", quality=30)
    write("z", title=SELLS, provider="Axios", quality=60)
    await load()


@pytest.mark.usefixtures("loaded")
async def test_articles_on_one_event_are_one_story_led_by_the_best(stories):
    assert await stories() == {"a": ["a", "b", "c"], "z": ["z"]}


@pytest.mark.usefixtures("loaded")
async def test_a_better_article_that_comes_later_leads(stories, load, write):
    await stories()
    write("d", title=BUYS, provider="Times", quality=90)
    await load()
    assert await stories() == {"d": ["a", "b", "c", "d"], "z": ["z"]}


@pytest.mark.usefixtures("loaded")
async def test_what_was_loaded_before_is_placed_the_same_by_another_load(stories, load, rows):
    before = await stories()
    await load()
    assert rows("SELECT count(*) FROM unplaced_articles") == [(0,)]
    assert await stories() == before


@pytest.mark.usefixtures("loaded")
async def test_an_article_whose_title_is_corrected_is_placed_anew(stories, load, write):
    await stories()
    write("c", title=SELLS, provider="Wired", quality=30)
    await load()
    assert await stories() == {"a": ["a", "b"], "z": ["c", "z"]}


@pytest.mark.usefixtures("loaded")
async def test_what_a_retracted_article_led_is_led_by_the_next_best(stories, load, write):
    await stories()
    write("a", title=BUYS, provider="Axios", quality=50, removed="true")
    await load()
    assert await stories() == {"b": ["b", "c"], "z": ["z"]}


async def test_what_a_pruned_article_led_is_led_by_the_next_best(stories, load, write):
    path = write("a", title=BUYS, provider="Axios", quality=50)
    write("b", title=BUYS, provider="Reuters", quality=40)
    write("c", title=BUYS, provider="Wired", quality=30)
    await load()
    assert await stories() == {"a": ["a", "b", "c"]}
    path.unlink()
    await load(prune=True)
    assert await stories() == {"b": ["b", "c"]}


@pytest.mark.usefixtures("loaded")
async def test_a_new_index_groups_all_anew(stories, store, rows):
    before = await stories()
    rows("UPDATE story_members SET story_id = 999 WHERE rowid = 1")
    await reindex(store)
    assert await stories() == before


@pytest.mark.usefixtures("loaded")
async def test_a_process_that_ends_between_batches_has_lost_nothing(store, stories, rows):
    class KilledError(Exception):
        pass

    def kill(*_):
        raise KilledError

    with pytest.raises(KilledError):
        await group_stories(store, batch=1, on_articles=kill)
    ((left,),) = rows("SELECT count(*) FROM unplaced_articles")
    assert 0 < left < 4
    assert await stories() == {"a": ["a", "b", "c"], "z": ["z"]}


@pytest.mark.usefixtures("loaded")
async def test_what_is_removed_and_waits_is_forgotten(store, rows):
    rows("UPDATE articles SET is_removed = 1 WHERE title = ?", SELLS)
    assert await group_stories(store) == 4
    assert rows("SELECT count(*) FROM unplaced_articles") == [(0,)]
    assert len(rows("SELECT * FROM story_members")) == 3


@pytest.mark.usefixtures("loaded")
async def test_a_servers_own_article_joins_but_never_leads_what_all_see(store, stories, rows):
    rows("UPDATE articles SET guild_id = 42, quality = 99 WHERE title LIKE 'UPDATE%'")
    assert await stories() == {"a": ["a", "b", "c"], "z": ["z"]}
    (story,) = rows("SELECT story_id FROM story_members GROUP BY 1 HAVING count(*) > 1")[0]
    assert len((await store.stories.members([story], guild_id=None))[story]) == 2
    assert len((await store.stories.members([story], guild_id=42))[story]) == 3


async def test_two_servers_articles_are_never_one_story(load, write, rows, stories):
    write("a", title=BUYS)
    write("b", title=BUYS)
    await load()
    rows("UPDATE articles SET guild_id = id")
    assert await stories() == {"a": ["a"], "b": ["b"]}


@pytest.mark.usefixtures("loaded")
async def test_a_search_is_collapsed_by_stories(stories, ask):
    """Titles that look unlike are one hit, once they are placed; the best match is shown."""
    await stories()
    (hit,) = (await ask("robot maker robo acme", collapses=True)).hits
    assert hit.article.url.endswith("/b")
    assert len(hit.also) == 2
    assert len((await ask("robot maker robo acme")).hits) == 3
