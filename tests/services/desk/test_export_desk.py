"""What desks made is written out, and comes back the same from the files alone."""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime

import pytest

from bot.services.export_articles import export_articles
from bot.services.export_guild import TooLarge, export_guild
from bot.services.load_corpus import load_corpus
from bot.storage.store import open_store

_TOPICS = (
    "SELECT key, position, name FROM article_topics"
    " JOIN articles ON articles.id = article_id JOIN topics ON topics.id = topic_id"
)
NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)


def columns(path, where):
    """All that is stored of some articles but their ids, whose they are, and of what files."""
    with closing(sqlite3.connect(path)) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(articles)")]
        apart = {"id", "guild_id", "stands_for", "digest"}
        named = ", ".join(name for name in names if name not in apart)
        sql = f"SELECT {named} FROM articles WHERE {where} ORDER BY key"  # noqa: S608 - the table's own
        articles = connection.execute(sql).fetchall()
        topics = connection.execute(f"{_TOPICS} WHERE {where} ORDER BY 1, 2").fetchall()
        return articles, topics


@pytest.fixture
def reloaded(store, tmp_path, empty_database):
    """An archive that is made of an export alone."""

    async def run(**options):
        out, copy = tmp_path / "out", tmp_path / "copy.db"
        await export_articles(store, out, "markdown", **options)
        copy.write_bytes(empty_database)
        async with open_store(copy) as opened:
            report = await load_corpus(opened, [out])
        assert report.quarantined == ()
        return copy

    return run


@pytest.fixture
async def desks(desk, load, write, one, other, trusted):
    write("file", topics="[AI]", excerpt="What the file says", related=["near", "wrong"])
    write("near", related=[("file", {"title": "As another file has it"})])
    write("plain", body="First.\n• a point\n")
    await load()
    await desk.edit(trusted, "file", title='Corrected: "for" all', provider="Axios")
    await desk.edit(trusted, "plain", topics=("AI", "Robots"))
    await desk.retract(trusted, "wrong")
    await desk.publish(
        trusted, "new", provider="Site", excerpt="Only the desk has it", topics=("Space",)
    )
    await desk.publish(trusted, "taken", provider="Site")
    await desk.retract(trusted, "taken")
    await desk.edit(one, "plain", excerpt="As one server has it")
    await desk.edit(one, "file", title="Corrected for one")
    await desk.retract(one, "near")
    await desk.publish(one, "own", provider="Site", topics=("AI",))
    await desk.publish(one, "withdrawn", provider="Site")
    await desk.retract(one, "withdrawn")
    await desk.publish(other, "another")


@pytest.mark.usefixtures("desks")
async def test_the_archive_comes_back_with_its_desk_over_it(reloaded, path):
    copy = await reloaded()
    assert columns(copy, "true") == columns(path, "guild_id = 0")
    assert columns(copy, "is_removed")[0] != []


@pytest.mark.usefixtures("desks")
async def test_a_servers_own_comes_back_with_its_versions(reloaded, path, one, key):
    copy = await reloaded(guild_id=one.guild_id)
    assert columns(copy, "is_removed = 0") == columns(path, "guild_id = 1 AND is_removed = 0")
    async with open_store(copy) as opened:
        removed = await opened.candidates.id_of(key("near"), guild_id=None)
        (near,) = await opened.candidates.read([removed], guild_id=None)
        assert near.is_removed
        assert await opened.articles.id_of(key("withdrawn"), guild_id=None) is None
        assert await opened.candidates.id_of(key("withdrawn"), guild_id=None) is not None


@pytest.mark.usefixtures("desks")
async def test_nothing_of_a_server_is_in_what_another_or_the_archive_writes(store, tmp_path, other):
    for guild_id, kind in ((None, "json"), (other.guild_id, "json"), (other.guild_id, "csv")):
        out = tmp_path / f"{guild_id} {kind}"
        await export_articles(store, out, kind, guild_id=guild_id)
        assert "one" not in out.read_text()
        assert "Desk's own" not in out.read_text()


@pytest.mark.usefixtures("desks")
async def test_a_server_is_handed_its_own_as_documents(store, one):
    export = await export_guild(store, one.guild_id, "markdown", now=NOW)
    assert (export.name, export.articles) == ("newsdesk-2026-11-03.zip", 5)
    with zipfile.ZipFile(io.BytesIO(export.data)) as packed:
        texts = [packed.read(name).decode() for name in packed.namelist()]
    assert sum("removed: true" in text for text in texts) == 2
    assert any("As one server has it" in text for text in texts)


@pytest.mark.usefixtures("desks")
async def test_a_server_is_handed_lines_of_what_its_members_see(store, one):
    export = await export_guild(store, one.guild_id, "json", now=NOW)
    titles = {json.loads(line)["title"] for line in export.data.decode().splitlines()}
    assert titles == {"Corrected for one", "Title of plain", "Desk's own"}
    export = await export_guild(store, one.guild_id, "csv", now=NOW)
    assert (export.name, export.data.count(b"\r\n")) == ("newsdesk-2026-11-03.csv", 4)


@pytest.mark.usefixtures("desks")
async def test_a_file_that_is_too_large_is_packed_or_not_handed_out(store, one):
    whole = await export_guild(store, one.guild_id, "json", now=NOW)
    limit = len(whole.data) - 1
    packed = await export_guild(store, one.guild_id, "json", now=NOW, most_bytes=limit)
    assert packed.name == "newsdesk-2026-11-03.jsonl.zip"
    assert len(packed.data) <= limit
    none = await export_guild(store, one.guild_id, "markdown", now=NOW, most_bytes=100)
    assert none == TooLarge(5)


@pytest.mark.usefixtures("on_file")
async def test_a_server_without_anything_of_its_own_is_handed_nothing(store, one):
    for kind in ("markdown", "json", "csv"):
        assert await export_guild(store, one.guild_id, kind, now=NOW) is None
