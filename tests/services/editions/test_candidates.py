"""Which articles an edition may be chosen from."""

from datetime import timedelta

HOUR = timedelta(hours=1)


async def test_articles_come_by_the_order_in_which_they_came_in(publish, store, noon):
    await publish(n1={"hours": 1}, n2={"hours": 900}, n3={"hours": -900})
    found = await store.candidates.numbered(1, 3, until=noon, limit=10, guild_id=None)
    assert (sorted(found.ids), found.total) == ([2, 3], 2)


async def test_of_too_many_the_latest_are_taken_and_all_are_counted(publish, store, noon):
    await publish(**{f"n{n}": {"hours": n - 3} for n in range(1, 21)})
    found = await store.candidates.numbered(0, 20, until=noon, limit=2, guild_id=None)
    assert (found.ids, found.total) == ((3, 4), 20)


async def test_a_span_begins_after_its_first_moment_and_has_its_last(publish, store, noon):
    await publish(n1={"hours": 2}, n2={"hours": 1}, n3={"hours": 0}, n4={"hours": -1})
    found = await store.candidates.between(noon - 2 * HOUR, noon, last_id=9, limit=9, guild_id=None)
    assert (found.ids, found.total) == ((3, 2), 2)


async def test_articles_of_other_servers_are_neither_counted_nor_read(publish, store, rows, noon):
    await publish(n1={}, n2={}, n3={})
    rows("UPDATE articles SET guild_id = 7 WHERE id = 1")
    found = await store.candidates.between(noon - 9 * HOUR, noon, last_id=9, limit=9, guild_id=8)
    assert found.total == 2
    read = await store.candidates.read([1, 2, 3], guild_id=8)
    assert [one.article.id for one in read] == [2, 3]
    own = await store.candidates.between(noon - 9 * HOUR, noon, last_id=9, limit=9, guild_id=7)
    assert own.total == 3


async def test_a_removed_article_is_found_under_its_address(publish, store):
    await publish(n1={"is_removed": True})
    found = await store.candidates.id_of("https://site1.com/a", guild_id=None)
    (stored,) = await store.candidates.read([found], guild_id=None)
    assert stored.is_removed


async def test_an_empty_archive_has_no_newest_article(store):
    assert await store.candidates.newest_id() == 0
