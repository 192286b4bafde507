"""What files state becomes articles: one for each address, whatever comes when."""

import asyncio
import errno
import os
from pathlib import Path

import pytest

from bot.errors import MissingPathError


def counts(report):
    return (report.added, report.updated, report.unchanged)


async def test_an_empty_folder_is_loaded(load):
    report = await load()
    assert (report.files, report.articles, report.quarantined) == (0, 0, ())


async def test_a_path_that_is_not_there_is_an_error(load, corpus):
    with pytest.raises(MissingPathError, match="no such file or folder"):
        await load(corpus / "missing")


async def test_one_file_alone_can_be_loaded(load, write):
    assert (await load(write("a"))).articles == 1


async def test_progress_is_told_until_all_files_are_done(load, write):
    for number in range(130):
        write(f"story-{number}")
    told = []
    await load(on_files=lambda done, of: told.append((done, of)))
    assert told[-1] == (130, 130)
    assert told == sorted(told)
    assert len(told) > 1


COPIES = {
    "http": "http://site.com/a",
    "www": "https://www.site.com/a",
    "slash": "https://site.com/a/",
    "tracking": "https://site.com/a?utm_source=x&fbclid=y",
    "amp host": "https://amp.site.com/a",
    "amp path": "https://site.com/amp/a",
    "amp cache": "https://site-com.cdn.ampproject.org/c/s/site.com/a",
    "port": "https://site.com:443/a#top",
}


async def test_all_copies_of_an_address_are_one_article(load, write):
    for name, url in COPIES.items():
        write("a", name=name, sourceUrl=url)
    report = await load()
    assert (report.files, report.articles, report.added) == (8, 1, 1)


async def test_parameters_that_identify_make_articles_of_their_own(load, write):
    for number in range(3):
        write(f"v{number}", sourceUrl=f"https://video.com/watch?v={number}")
    assert (await load()).articles == 3


@pytest.mark.parametrize("parent", ["a-parent", "z-parent"])
async def test_a_file_beats_a_nested_copy_whatever_the_order(load, write, titles, parent):
    nested = {"title": "Nested zebra", "excerpt": "Longer.", "updatedDateTime": "2030-01-01"}
    write(parent, related=[("m-story", nested)])
    write("m-story", title="Own zebra")
    report = await load()
    assert (report.articles, report.related) == (2, 0)
    assert await titles("zebra") == ["Own zebra"]


async def test_the_later_update_wins_then_the_fuller_file(load, write, titles, rows):
    write("a", name="1", title="Zebra old", updatedDateTime="2020-01-01", category="news")
    write("a", name="2", title="Zebra new", updatedDateTime="2021-01-01")
    write("b", name="3", title="Yak bare", sourceUrl="http://site.com/b")
    write("b", name="4", title="Yak full", excerpt="Yes.")
    await load()
    assert await titles("zebra") == ["Zebra new"]
    assert await titles("yak") == ["Yak full"]
    assert rows("SELECT category FROM articles WHERE title = 'Zebra new'") == [("news",)]


async def test_empty_fields_are_filled_from_the_nested_copy(load, write, ask):
    write("parent", related=[("story", {"excerpt": "Filled in."})])
    write("story", title="Zebra")
    await load()
    assert (await ask("zebra")).hits[0].article.excerpt == "Filled in."


async def test_a_related_article_loses_the_mark_when_its_own_file_arrives(load, write, ask):
    write("parent", topics="[AI, Vision]", related=["story"])
    report = await load()
    assert (report.articles, report.related) == (1, 1)
    story = (await ask("title of story")).hits[0].article
    assert (story.has_file, story.topics, story.topics_inferred) == (False, ("AI", "Vision"), True)
    write("story", topics="[Health]")
    report = await load()
    assert (report.articles, report.related) == (2, 0)
    assert counts(report) == (0, 1, 1)
    own = (await ask("title of story")).hits[0].article
    assert (own.id, own.has_file) == (story.id, True)
    assert (own.topics, own.topics_inferred) == (("Health",), False)


async def test_inferred_topics_follow_those_of_all_parents(load, write, ask):
    write("one", topics="[AI]", related=["story"])
    write("two", topics="[Cloud]", related=["story"])
    await load()
    assert (await ask("title of story")).hits[0].article.topics == ("AI", "Cloud")
    write("one", topics="[Games]", related=["story"])
    assert counts(await load()) == (0, 2, 1)
    assert (await ask("title of story")).hits[0].article.topics == ("Cloud", "Games")


async def test_the_same_entry_in_many_files_is_one_article(load, write):
    for number in range(5):
        write(f"parent-{number}", related=["story", "story", f"parent-{number}"])
    report = await load()
    assert (report.articles, report.related) == (5, 1)


async def test_a_changed_file_updates_its_article(load, write, titles):
    write("a", title="Zebra crossing")
    await load()
    write("a", title="Yak crossing")
    assert counts(await load()) == (0, 1, 0)
    assert await titles("crossing") == ["Yak crossing"]
    assert await titles("zebra ") == []


async def test_a_file_that_only_says_it_otherwise_changes_nothing(load, write):
    path = write("a")
    await load()
    path.write_text(path.read_text() + "\n\n")
    assert counts(await load()) == (0, 0, 1)


async def test_a_file_with_another_address_is_another_article(load, write, titles):
    write("a", name="file", title="Zebra one")
    await load()
    write("b", name="file", title="Zebra two")
    report = await load()
    assert (report.articles, counts(report)) == (1, (1, 0, 0))
    assert await titles("zebra") == ["Zebra two"]


async def test_a_renamed_file_states_the_same(load, write):
    path = write("a")
    await load()
    path.rename(path.with_name("renamed"))
    report = await load()
    assert (report.files, report.articles, counts(report)) == (1, 1, (0, 0, 1))


async def test_a_removed_article_is_hidden_and_comes_back(load, write, titles, store):
    write("parent", related=["story"])
    write("story", title="Zebra", topics="[Animals]")
    assert (await load()).articles == 2
    write("story", title="Zebra", topics="[Animals]", removed="true")
    report = await load()
    assert (report.articles, report.related, counts(report)) == (1, 0, (0, 0, 1))
    assert await titles("zebra") == []
    assert [tally.name for tally in await store.topics.tallies(guild_id=None)] == []
    assert [tally.count for tally in await store.topics.sources(guild_id=None)] == [1]
    assert await store.titles.newest(guild_id=None, limit=9) == ["Title of parent"]
    assert await store.articles.by_ids([1, 2], guild_id=None) == (
        await store.articles.by_ids([1], guild_id=None)
    )
    write("story", title="Zebra", topics="[Animals]")
    assert counts(await load()) == (1, 0, 1)
    assert await titles("zebra") == ["Zebra"]


async def test_a_removed_entry_is_hidden_unless_a_file_of_its_own_says_otherwise(load, write):
    write("parent", related=[("story", {"removed": "true"})])
    report = await load()
    assert (report.articles, report.related) == (1, 0)
    write("story")
    assert (await load()).articles == 2


async def test_a_vanished_file_keeps_its_article_unless_pruned(load, write, titles):
    write("a", title="Zebra", related=["b"])
    path = write("c", title="Yak")
    await load()
    path.unlink()
    report = await load()
    assert (report.files, report.articles, counts(report)) == (1, 2, (0, 0, 2))
    assert await titles("yak") == ["Yak"]
    report = await load(prune=True)
    assert (report.articles, report.related) == (1, 1)
    assert await titles("yak ") == []


async def test_pruning_leaves_files_elsewhere_alone(load, write, corpus, tmp_path):
    path = write("a")
    elsewhere = tmp_path / "corpus-2"
    elsewhere.mkdir()
    path.rename(elsewhere / "a")
    gone = write("b")
    await load(corpus, elsewhere)
    gone.unlink()
    (elsewhere / "a").unlink()
    assert (await load(prune=True)).articles == 1
    assert (await load(corpus, elsewhere, prune=True)).articles == 0


async def test_pruning_a_file_turns_its_article_into_a_related_one(load, write, ask):
    write("parent", topics="[AI]", related=[("story", {"title": "Nested zebra"})])
    path = write("story", title="Own zebra", topics="[Health]")
    await load()
    path.unlink()
    report = await load(prune=True)
    assert (report.articles, report.related, counts(report)) == (1, 1, (0, 1, 1))
    story = (await ask("zebra")).hits[0].article
    assert (story.title, story.has_file, story.topics) == ("Nested zebra", False, ("AI",))


async def test_pruning_a_parent_takes_what_only_it_knew(load, write, rows):
    path = write("parent", related=["one", "two"])
    write("two")
    await load()
    path.unlink()
    report = await load(prune=True)
    assert (report.articles, report.related) == (1, 0)
    assert rows("SELECT count(*) FROM statements") == [(1,)]
    assert rows("SELECT count(*) FROM article_words") == [(1,)]
    assert rows("PRAGMA foreign_key_check") == []


async def test_pruning_spares_what_lies_in_a_folder_that_cannot_be_listed(
    load, write, corpus, monkeypatch
):
    (corpus / "deep").mkdir()
    write("a", name="deep/a")
    gone = write("b")
    await load()
    gone.unlink()
    scandir = os.scandir

    def refuse(path):
        # Tests may run as root, whom no rights of a folder keep out.
        if Path(path).name == "deep":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    report = await load(prune=True)
    assert report.articles == 1
    assert [Path(q.path).name for q in report.quarantined] == ["deep"]
    assert "a folder that can't be listed; allow reading it" in report.quarantined[0].reason
    monkeypatch.undo()
    assert counts(await load(prune=True)) == (0, 0, 1)


async def test_ids_of_articles_that_went_are_never_given_again(load, write, rows):
    path = write("a")
    await load()
    path.unlink()
    await load(prune=True)
    write("b")
    await load()
    assert rows("SELECT id FROM articles") == [(2,)]


async def test_a_file_that_broke_keeps_its_article_and_is_named(load, write, titles):
    path = write("a", title="Zebra")
    await load()
    good = path.read_text()
    path.write_text("---\ntitle: [Zebra\n---\n")
    for _ in range(2):
        report = await load()
        assert (report.articles, counts(report)) == (1, (0, 0, 1))
        assert [(q.path, q.line) for q in report.quarantined] == [(str(path), 3)]
        assert await titles("zebra") == ["Zebra"]
    path.write_text(good)
    assert (await load()).quarantined == ()
    path.unlink()
    assert (await load(prune=True)).articles == 0


async def test_a_broken_file_that_is_mended_is_loaded(load, write, corpus):
    (corpus / "a").write_text("---\ntitle: [a\n---\n")
    report = await load()
    assert (report.articles, len(report.quarantined)) == (0, 1)
    write("a", name="a")
    report = await load()
    assert (report.articles, report.quarantined) == (1, ())


async def test_repairs_are_counted_when_a_file_is_read_anew(load, write):
    write("a", title="Fish &amp; chips", excerpt="worldâ€™s", related=[("b", {"title": "x\\ny"})])
    assert (await load()).repaired == 3
    assert (await load()).repaired == 0


AMP = "https://amp.other.com/shared"


async def test_a_common_amp_copy_joins_two_files_and_parts_them_when_a_file_changes(
    load, write, rows, titles
):
    write("a-story", title="Zebra one", ampUrl=AMP)
    write("b", title="Zebra two", cdnAmpUrl=AMP, updatedDateTime="2020-01-01")
    report = await load()
    assert (report.articles, report.added) == (1, 1)
    assert await titles("zebra") == ["Zebra two"]
    assert rows("SELECT key FROM articles") == [("https://site.com/b",)]
    write("b", title="Zebra two", updatedDateTime="2020-01-01")
    report = await load()
    assert (report.articles, counts(report)) == (2, (1, 0, 1))
    assert sorted(await titles("zebra")) == ["Zebra one", "Zebra two"]
    write("b", title="Zebra two", ampUrl=AMP)
    assert (await load()).articles == 1
    assert rows("PRAGMA foreign_key_check") == []


async def test_a_file_on_the_amp_copy_itself_is_the_article(load, write, rows):
    write("a", ampUrl="https://amp.other.com/copy")
    write("copy", sourceUrl="https://other.com/copy")
    assert (await load()).articles == 1
    assert rows("SELECT key FROM articles") == [("https://site.com/a",)]


async def test_articles_joined_later_by_an_amp_copy_become_one(load, write, titles):
    write("a", title="Zebra one")
    write("b", title="Zebra two")
    assert (await load()).articles == 2
    write("a", title="Zebra one", ampUrl=AMP)
    write("b", title="Zebra two", ampUrl=AMP)
    assert (await load()).articles == 1
    assert len(await titles("zebra")) == 1


async def test_loads_of_one_store_at_once_do_each_file_once(load, write):
    for number in range(20):
        write(f"story-{number}", related=[f"story-{number + 1}"])
    reports = await asyncio.gather(*(load() for _ in range(3)))
    assert {report.articles for report in reports} == {20}
    assert {report.related for report in reports} == {1}


async def test_files_are_read_anew_by_a_reader_that_reads_otherwise(
    load, write, store, titles, monkeypatch
):
    write("a", title="The headline")
    await load()
    async with store.writing() as tables:
        await tables.indexing.delete(range(1, await tables.articles.next_id()))
    assert await titles("headline") == []
    for reader in ("bot.services.read_corpus.READING", "bot.storage.article_rows.READING"):
        monkeypatch.setattr(reader, b"another")
    assert counts(await load()) == (0, 1, 0)
    assert await titles("headline") == ["The headline"]


async def test_an_address_is_enough_to_remove_an_article(load, write, corpus, titles):
    write("story", title="Zebra")
    await load()
    (corpus / "kill.txt").write_text("---\nwebUrl: https://site.com/story\nremoved: true\n---\n")
    report = await load()
    assert report.quarantined == ()
    assert report.articles == 0
    assert await titles("zebra") == []
