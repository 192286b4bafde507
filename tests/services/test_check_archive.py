"""What `newsdesk doctor` finds, each thing made wrong by itself."""

import sqlite3
from contextlib import closing

import pytest

from bot.domain.health import Aspect
from bot.services.check_archive import check_archive
from bot.services.check_postings import check_postings
from bot.services.group_stories import group_stories
from bot.services.reindex import reindex
from bot.storage.store import open_snapshot

BORDER = "Facial Recognition at the Border Is Fueling Other Forms of Surveillance, Report Says"


@pytest.fixture
def check(path):
    """What is wrong with the archive: the number and some examples by aspect."""

    async def run():
        async with open_snapshot(path) as archive:
            checks = await check_archive(archive)
        return {c.aspect: (c.problems, c.examples) for c in checks if c.problems}

    return run


@pytest.fixture
def border(archive, rows):
    """The id of one of the archive's articles."""
    assert archive
    return rows("SELECT id FROM articles WHERE title = ?", BORDER)[0][0]


@pytest.mark.usefixtures("archive")
async def test_a_loaded_archive_is_healthy(check):
    assert await check() == {}


@pytest.mark.usefixtures("store")
async def test_an_empty_archive_is_healthy(check):
    assert await check() == {}


async def test_of_a_damaged_file_no_more_is_said(path, seeded_database, check):
    data = bytearray(seeded_database)
    # The header of the page that the table of statements begins at.
    path.parent.mkdir()
    path.write_bytes(seeded_database)
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'statements_by_key'"
        ).fetchone()
    data[4096 * (page - 1) + 3 : 4096 * (page - 1) + 5] = b"\x00\x00"
    path.write_bytes(data)
    ((aspect, (problems, examples)),) = (await check()).items()
    assert aspect == Aspect.FILE
    assert problems == len(examples) > 0


async def test_all_aspects_are_looked_at_in_order(archive):
    assert {c.aspect for c in await check_archive(archive)} == set(Aspect)


async def test_an_article_that_is_not_indexed_is_named(border, rows, check):
    rows("DELETE FROM article_words WHERE article_id = ?", border)
    found = await check()
    assert found[Aspect.UNINDEXED] == (1, (BORDER,))
    assert found[Aspect.SIZE] == (1, ())


async def test_an_indexed_article_that_was_removed_is_named(border, rows, check):
    rows("UPDATE articles SET is_removed = 1 WHERE id = ?", border)
    assert (await check())[Aspect.STRAYS] == (1, (BORDER,))


@pytest.mark.usefixtures("archive")
async def test_an_indexed_article_that_is_gone_is_numbered(rows, check):
    rows("INSERT INTO article_words VALUES (77, '', x'', x'', x'', x'')")
    assert (await check())[Aspect.STRAYS] == (1, ("article 77",))


@pytest.mark.parametrize("column", ["title", "excerpt", "provider"])
async def test_an_article_that_says_something_else_than_is_indexed_is_named(
    border, rows, check, column
):
    rows(f"UPDATE articles SET {column} = 'Another one' WHERE id = ?", border)  # noqa: S608 - ours
    problems, examples = (await check())[Aspect.WORDS]
    assert problems == 1
    assert examples == ("Another one" if column == "title" else BORDER,)


async def test_a_title_that_is_sorted_wrongly_is_named(border, rows, check):
    rows("UPDATE article_words SET start = 'border' WHERE article_id = ?", border)
    assert await check() == {Aspect.WORDS: (1, (BORDER,))}


@pytest.mark.usefixtures("archive")
async def test_a_list_that_lacks_an_article_is_named_by_its_word(rows, check):
    rows(
        "UPDATE postings SET ids = substr(ids, 1, length(ids) - 4) WHERE key >> 32 ="
        " (SELECT 2 * id FROM words WHERE word = 'recognition')"
    )
    assert await check() == {
        Aspect.POSTINGS: (1, ("recognition (in titles)",)),
        Aspect.COUNTS: (1, ("recognition",)),
    }


@pytest.mark.usefixtures("archive")
async def test_a_list_of_no_word_is_numbered(rows, check):
    rows("INSERT INTO postings VALUES ((2 * 9999 << 32) + 1, x'01000000')")
    assert await check() == {Aspect.POSTINGS: (1, ("word 9999 (in titles)",))}


@pytest.mark.usefixtures("archive")
async def test_a_word_that_is_counted_wrongly_is_named(rows, check):
    rows("UPDATE words SET others = others + 1 WHERE word = 'border'")
    assert await check() == {Aspect.COUNTS: (1, ("border",))}


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("ids", [b"", b"\x01\x00\x00", b"\x01\x00\x00\x00" * 1001])
async def test_a_block_that_cant_be_is_found_and_lists_are_not_compared(rows, check, ids):
    rows("INSERT INTO postings VALUES (5, ?)", ids)
    assert await check() == {Aspect.BLOCKS: (1, ("block 5",))}


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    "blocks",
    [
        [(3, b"\x04\x00\x00\x00")],
        [(4, b"\x04\x00\x00\x00\x04\x00\x00\x00")],
        [(4, b"\x04\x00\x00\x00\x09\x00\x00\x00"), (6, b"\x06\x00\x00\x00")],
    ],
    ids=["under another key", "not ascending", "overlapping"],
)
async def test_blocks_out_of_order_are_found(rows, check, blocks):
    for start, ids in blocks:
        rows("INSERT INTO postings VALUES ((20000 << 32) + ?, ?)", start, ids)
    assert (await check())[Aspect.BLOCKS][0] == 1


async def test_words_that_are_no_numbers_are_found(border, rows, check):
    rows("UPDATE article_words SET topics = x'010203' WHERE article_id = ?", border)
    assert await check() == {Aspect.WORDS: (1, (f"article {border}",))}


@pytest.mark.usefixtures("archive")
async def test_an_index_that_knows_another_size_is_found(rows, check):
    rows("UPDATE facts SET value = '12' WHERE name = 'index_size'")
    assert await check() == {Aspect.SIZE: (1, ())}


@pytest.mark.usefixtures("archive")
async def test_topics_and_sources_that_are_counted_wrongly_are_named(rows, check):
    rows("UPDATE tallies SET articles = 70 WHERE name = 'AI'")
    rows("INSERT INTO tallies VALUES (1, 0, 'Nobody', 3), (1, 0, 'None', 0)")
    assert await check() == {Aspect.TALLIES: (2, ("AI", "Nobody"))}


async def test_articles_that_wait_for_a_story_are_counted_and_nothing_wrong(archive):
    checks = {check.aspect: check for check in await check_archive(archive)}
    assert checks[Aspect.STORIES].problems == checks[Aspect.WAITING].problems == 0
    assert checks[Aspect.WAITING].looked_at == await archive.articles.total()


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE articles SET is_removed = 1 WHERE id = ?",
        "UPDATE story_members SET story_id = 999 WHERE article_id = ?",
        "DELETE FROM story_members WHERE article_id = ?",
        "INSERT INTO unplaced_articles VALUES (?)",
    ],
    ids=["removed", "dead leader", "in none", "placed and waiting"],
)
async def test_an_article_in_a_wrong_story_is_named(archive, border, rows, check, wrong):
    await group_stories(archive)
    assert await check() == {}
    rows(wrong, border)
    problems, examples = (await check())[Aspect.STORIES]
    assert (problems, examples) == (1, (BORDER,))


@pytest.mark.usefixtures("archive")
async def test_a_row_that_refers_to_none_is_found(rows, check):
    rows("INSERT INTO mentions VALUES (999, 0, 1)")
    problems, (example,) = (await check())[Aspect.LINKS]
    assert problems == 1
    assert example == "mentions None names a missing row of files"


@pytest.mark.usefixtures("archive")
async def test_of_an_index_of_another_version_no_more_is_said(rows, check):
    rows("UPDATE facts SET value = 'another' WHERE name = 'index_format'")
    rows("DELETE FROM postings")
    assert await check() == {Aspect.FORMAT: (1, ())}


@pytest.mark.usefixtures("archive")
async def test_no_more_than_ten_examples_are_given(rows, check):
    rows("DELETE FROM article_words")
    problems, examples = (await check())[Aspect.UNINDEXED]
    assert (problems, len(examples)) == (11, 10)


async def test_what_reindex_can_mend_it_mends(archive, rows, check):
    rows("DELETE FROM postings WHERE key % 3 = 0")
    rows("UPDATE words SET titles = 3")
    rows("DELETE FROM article_words WHERE article_id % 2 = 0")
    rows("DELETE FROM tallies WHERE kind = 1")
    assert len(await check()) > 4
    await reindex(archive)
    assert await check() == {}


async def test_what_is_written_meanwhile_doesnt_disturb(archive, path, rows):
    async with open_snapshot(path) as snapshot:
        assert {c.problems for c in await check_archive(snapshot)} == {0}
        async with archive.writing() as tables:
            await tables.facts.put("index_size", "7")
        rows("DELETE FROM postings")
        assert {c.problems for c in await check_archive(snapshot)} == {0}


async def test_holding_few_lists_at_a_time_finds_the_same(archive, rows):
    rows("UPDATE words SET others = others + 1 WHERE word = 'border'")
    rows("DELETE FROM postings WHERE key >> 32 = (SELECT 2 * id FROM words WHERE word = 'china')")
    words = await archive.inspection.words()
    at_once = await check_postings(archive, words)
    assert [check.problems for check in at_once] == [0, 1, 2]
    assert await check_postings(archive, words, most_held=20) == at_once
