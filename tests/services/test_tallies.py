"""Counts of topics and sources: kept beside the articles, never out of date."""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.search import Tally
from bot.services.load_corpus import load_corpus
from bot.storage.store import open_store
from bot.storage.tallies import DOMAIN, SOURCE, TOPIC


async def test_counts_follow_a_load(load, write, store):
    write("a", topics="[AI]")
    await load()
    assert await store.topics.tallies(guild_id=None) == [Tally("AI", 1)]
    write("b", topics="[AI]")
    await load()
    assert await store.topics.tallies(guild_id=None) == [Tally("AI", 2)]


async def test_counts_are_the_same_for_each_of_many_servers(load, write, store):
    write("a", topics="[AI]")
    await load()
    for guild_id in [*range(1, 100), 1]:
        assert await store.topics.tallies(guild_id=guild_id) == [Tally("AI", 1)]
        assert [tally.count for tally in await store.topics.sources(guild_id=guild_id)] == [1]


async def test_an_article_that_changes_is_counted_where_it_belongs_now(load, write, store):
    write("a", topics="[AI]", provider="Times")
    await load()
    write("a", topics="[Robots]", provider="Post")
    await load()
    assert await store.topics.tallies(guild_id=None) == [Tally("Robots", 1)]
    assert await store.topics.sources(guild_id=None) == [Tally("Post", 1)]


async def test_an_article_that_goes_is_counted_no_more(load, write, store):
    write("a", topics="[AI]")
    path = write("b", topics="[AI]")
    await load()
    path.unlink()
    await load(prune=True)
    assert await store.topics.tallies(guild_id=None) == [Tally("AI", 1)]
    write("a", topics="[AI]", removed="true")
    await load()
    assert await store.topics.tallies(guild_id=None) == []
    assert await store.topics.sources(guild_id=None) == []
    assert await store.topics.providers_of_domain("site.com", guild_id=None) == ()


async def test_counted_anew_they_are_the_same(archive, path, contents_of):
    before = contents_of(path)
    async with archive.writing() as tables:
        await tables.tallies.recount()
    assert contents_of(path) == before


SLUGS = st.sampled_from("abcde")
DOCUMENTS = st.fixed_dictionaries(
    {
        "slug": SLUGS,
        "topics": st.sets(st.sampled_from(("AI", "Robots", "Vision"))),
        "provider": st.sampled_from(("Axios", "Wired", "The Verge")),
        "domain": st.sampled_from(("site.com", "www.site.com", "other.com")),
        "copy": st.none() | st.sampled_from(("x", "y")),
        "is_removed": st.booleans(),
        "related": st.sets(SLUGS, max_size=3),
    }
)
STEPS = st.lists(
    st.tuples(st.lists(DOCUMENTS, max_size=3), st.sets(SLUGS, max_size=2), st.booleans()),
    min_size=1,
    max_size=5,
)


def document(*, slug, topics, provider, domain, copy, is_removed, related):
    lines = [
        *("---", f"title: Title of {slug}", f"sourceUrl: https://{domain}/{slug}"),
        *("publishedDateTime: 2019-11-27", f"provider: {provider}"),
        f"topics: [{', '.join(sorted(topics))}]",
        *([f"ampUrl: https://amp.copies.com/{copy}"] if copy else []),
        *(["removed: true"] if is_removed else []),
        *(["related:"] if related else []),
    ]
    for entry in sorted(related):
        lines += (
            f"  - title: Title of {entry}",
            f"    sourceUrl: https://site.com/{entry}",
            "    publishedDateTime: 2019-11-26",
        )
    return "\n".join((*lines, "---", ""))


BY_SOURCE = "SELECT guild_id, provider, count(*) FROM articles WHERE NOT is_removed GROUP BY 1, 2"
BY_DOMAIN = BY_SOURCE.replace("provider", "domain || ' ' || provider")
BY_TOPIC = (
    "SELECT guild_id, name, count(*) FROM articles JOIN article_topics ON article_id = articles.id"
    " JOIN topics ON topics.id = topic_id WHERE NOT is_removed GROUP BY 1, 2"
)
COUNTED = {SOURCE: BY_SOURCE, DOMAIN: BY_DOMAIN, TOPIC: BY_TOPIC}


@given(steps=STEPS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_whatever_is_loaded_in_whatever_order_every_count_is_right(
    tmp_path, empty_database, steps
):
    folder = Path(mkdtemp(dir=tmp_path))
    corpus, path = folder / "corpus", folder / "news.db"
    corpus.mkdir()
    path.write_bytes(empty_database)
    async with open_store(path) as store:
        for documents, gone, prunes in steps:
            for fields in documents:
                (corpus / f"{fields['slug']}.txt").write_text(document(**fields))
            for slug in gone:
                (corpus / f"{slug}.txt").unlink(missing_ok=True)
            await load_corpus(store, [corpus], prune=prunes)
            with closing(sqlite3.connect(path)) as connection:
                for kind, counted in COUNTED.items():
                    stored = "SELECT guild_id, name, articles FROM tallies WHERE kind = ?"
                    kept = {row for row in connection.execute(stored, (kind,)) if row[2]}
                    assert kept == set(connection.execute(counted))
            assert await store.tallies.wrong() == []
