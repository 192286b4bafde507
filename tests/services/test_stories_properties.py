"""Stories keep their promises whatever comes, changes and goes, in whatever batches."""

import sqlite3
from contextlib import closing

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.health import Aspect
from bot.services.check_archive import check_archive
from bot.services.group_stories import group_stories
from bot.services.load_corpus import load_corpus
from bot.storage.store import open_store

TITLES = (
    "Acme buys the robot maker Robo for $2 billion",
    "Robot maker Robo bought by Acme for $2bn",
    "Acme drops plan to buy the robot maker Robo",
    "Zeta sells weather satellites to Chippy",
    "Chippy gets the weather satellites of Zeta",
)
ARTICLES = st.lists(
    st.tuples(
        st.sampled_from(TITLES),
        st.integers(0, 3),
        st.integers(27, 30),
        st.sampled_from(("Axios", "Wired", "")),
    ),
    min_size=1,
    max_size=8,
)
FATES = st.lists(st.sampled_from(("kept", "removed", "deleted", "changed")), min_size=8, max_size=8)


def write(folder, number, article, *, is_removed=False):
    title, quality, day, provider = article
    lines = [
        "---",
        f"title: {title}",
        f"sourceUrl: https://site.com/{number}",
        f"publishedDateTime: 2019-11-{day}",
        f"quality: {quality}",
        *([f"provider: {provider}"] if provider else []),
        *(["removed: true"] if is_removed else []),
    ]
    (folder / f"{number}.txt").write_text("\n".join([*lines, "---", ""]))


def grouped(path):
    """The stories of the archive, by the addresses of leaders and members."""
    with closing(sqlite3.connect(path)) as connection:
        return dict(
            connection.execute(
                "SELECT member.url, leader.url FROM story_members"
                " JOIN articles AS member ON member.id = article_id"
                " LEFT JOIN articles AS leader ON leader.id = story_id"
            ).fetchall()
        )


async def regrouped(store, path):
    """The same, all placed anew."""
    async with store.writing() as tables:
        await tables.unplaced.regroup()
    await group_stories(store)
    return grouped(path)


@given(articles=ARTICLES, fates=FATES, batch=st.integers(1, 4))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_however_an_archive_came_about_its_stories_are_the_same(
    tmp_path_factory, empty_database, articles, fates, batch
):
    folder = tmp_path_factory.mktemp("stories")
    path = folder / "news.db"
    path.write_bytes(empty_database)
    for number, article in enumerate(articles):
        write(folder, number, article)
    async with open_store(path) as store:
        await load_corpus(store, [folder])
        await group_stories(store, batch=batch)
        assert grouped(path) == await regrouped(store, path)
        for number, (article, fate) in enumerate(zip(articles, fates, strict=False)):
            if fate == "deleted":
                (folder / f"{number}.txt").unlink()
            elif fate != "kept":
                changed = (TITLES[number % len(TITLES)], *article[1:])
                write(folder, number, changed, is_removed=fate == "removed")
        await load_corpus(store, [folder], prune=True)
        await group_stories(store, batch=batch)
        assert grouped(path) == await regrouped(store, path)
        checks = {check.aspect: check for check in await check_archive(store)}
        assert checks[Aspect.STORIES].problems == checks[Aspect.WAITING].looked_at == 0
        assert len(grouped(path)) == await store.articles.total()
