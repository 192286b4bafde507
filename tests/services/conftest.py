"""Archives to load and ask, and the files that fill them."""

import asyncio
import itertools
import json
import sqlite3
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.search import ResultPage, SearchQuery
from bot.services.ask_news import ask_news
from bot.services.load_corpus import load_corpus
from bot.services.search_news import search_news
from bot.storage.postings import decode_ids
from bot.storage.schema import migrate
from bot.storage.store import open_store

SEEDS = Path(__file__).parents[2] / "seeds"
NOW = datetime(2019, 12, 5, 12, tzinfo=UTC)
SITE = "https://site.com/"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "newsdesk.db"


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    """The bytes of a database without articles: making each anew would take most of the time."""
    path = tmp_path_factory.mktemp("blank") / "newsdesk.db"
    migrate(path)
    return path.read_bytes()


@pytest.fixture(scope="session")
def seeded_database(empty_database, tmp_path_factory):
    """The bytes of a database with the owner's documents in it."""
    path = tmp_path_factory.mktemp("loaded") / "newsdesk.db"
    path.write_bytes(empty_database)

    async def load():
        async with open_store(path) as store:
            await load_corpus(store, [SEEDS])

    asyncio.run(load())
    return path.read_bytes()


@pytest.fixture
def content(request):
    """The bytes of the database that a test begins with."""
    is_seeded = "archive" in request.fixturenames
    return request.getfixturevalue("seeded_database" if is_seeded else "empty_database")


@pytest.fixture
async def store(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    async with open_store(path) as opened:
        yield opened


@pytest.fixture
def archive(store):
    """The store with the owner's documents in it."""
    return store


@pytest.fixture
def seeds():
    return SEEDS


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


@pytest.fixture
def load(store, corpus):
    """Load the corpus folder, or the paths that are named."""

    async def run(*paths, **options):
        return await load_corpus(store, paths or [corpus], **options)

    return run


def lines_of(slug, **fields):
    url = fields.pop("sourceUrl", SITE + slug)
    values = {"title": f"Title of {slug}", "sourceUrl": url, "publishedDateTime": "2019-11-27"}
    return [f"{name}: {value}" for name, value in {**values, **fields}.items()]


@pytest.fixture
def write(corpus):
    """Write a document on the article that the slug names, with related entries and a body.

    An entry is a slug, or a slug with the fields of its nested copy.
    """

    def run(slug, *, related=(), body="", name=None, **fields):
        lines = lines_of(slug, **fields)
        entries = [(entry, {}) if isinstance(entry, str) else entry for entry in related]
        if entries:
            lines.append("related:")
        for entry, nested in entries:
            first, *rest = lines_of(entry, **nested)
            lines += [f"  - {first}", *(f"    {line}" for line in rest)]
        path = corpus / (name or f"{slug}.txt")
        path.write_text("\n".join(["---", *lines, "---", body]))
        return path

    return run


@pytest.fixture(scope="session")
def entry():
    """The front matter of the article with this number, other in source, topic and date each."""

    def lines(number, title):
        return (
            f"title: {json.dumps(title, ensure_ascii=False)}",
            f"sourceUrl: {SITE}{number}",
            f"publishedDateTime: 2019-11-{1 + number % 28:02}",
            f"provider: {('Axios', 'Reuters')[number % 2]}",
            f"topics: [{('AI', 'China', 'Robots')[number % 3]}]",
        )

    return lines


@pytest.fixture(scope="session")
def listing(entry):
    """A document with an article of each title: the first is its own, which lists the others."""

    def text(titles, *, start=0):
        lines = ["---", *entry(start, titles[0]), *(["related:"] if titles[1:] else [])]
        for number, title in enumerate(titles[1:], start=start + 1):
            first, *rest = entry(number, title)
            lines += [f"  - {first}", *(f"    {line}" for line in rest)]
        return "\n".join([*lines, "---", ""])

    return text


@pytest.fixture
def archive_of(tmp_path, empty_database, listing):
    """A new archive with an article of each title."""
    numbers = itertools.count()

    @asynccontextmanager
    async def make(titles):
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        (folder / "news.txt").write_text(listing(titles))
        (folder / "news.db").write_bytes(empty_database)
        async with open_store(folder / "news.db") as opened:
            report = await load_corpus(opened, [folder / "news.txt"])
            assert report.articles + report.related == len(titles)
            yield opened

    return make


@pytest.fixture
def ask(store):
    async def run(text, *, guild_id=None, limit=50, now=NOW, collapses=False, **options):
        query = SearchQuery(text, **options)
        return await search_news(
            store, query, guild_id=guild_id, limit=limit, now=now, collapses=collapses
        )

    return run


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def first_page(store):
    """The first page of a remembered answer."""

    async def run(text="facial recognition", *, guild_id=None, now=NOW, **options):
        query = SearchQuery(text, **options)
        page = await ask_news(store, query, guild_id=guild_id, now=now)
        assert isinstance(page, ResultPage)
        return page

    return run


@pytest.fixture
def titles(ask):
    """The titles that a search finds, best first."""

    async def run(text, **options):
        return [hit.article.title for hit in (await ask(text, **options)).hits]

    return run


@pytest.fixture
def rows(path):
    """What a statement finds in the database file, outside of the store."""

    def run(sql, *values):
        with closing(sqlite3.connect(path, timeout=10)) as connection, connection:
            return connection.execute(sql, values).fetchall()

    return run


def contents(path):
    """What an archive holds of articles, whatever their ids."""
    with closing(sqlite3.connect(path)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(articles)")]
        named = ", ".join(name for name in columns if name != "id")
        articles = connection.execute(f"SELECT {named} FROM articles ORDER BY key").fetchall()  # noqa: S608 - the names are the table's own
        topics = connection.execute(
            "SELECT key, position, name FROM article_topics"
            " JOIN articles ON articles.id = article_id JOIN topics ON topics.id = topic_id"
            " ORDER BY key, position"
        ).fetchall()
        related = connection.execute(
            "SELECT DISTINCT parent.key, entry.position, child.key FROM mentions AS head"
            " JOIN statements AS own ON own.id = head.statement_id AND head.position = 0"
            " JOIN articles AS parent ON parent.id = own.article_id"
            " JOIN mentions AS entry ON entry.file_id = head.file_id AND entry.position > 0"
            " JOIN statements AS stated ON stated.id = entry.statement_id"
            " JOIN articles AS child ON child.id = stated.article_id ORDER BY 1, 2, 3"
        ).fetchall()
        return articles, topics, related, *_indexed(connection)


def _indexed(connection):
    """The index and the tallies, words spelt out: which numbers they have doesn't matter."""
    spelt = dict(connection.execute("SELECT id, word FROM words"))
    words = [
        (key, start, *([spelt[number] for number in decode_ids(field)] for field in fields))
        for key, start, *fields in connection.execute(
            "SELECT key, start, article_words.title, article_words.excerpt, topics, rest"
            " FROM article_words JOIN articles ON articles.id = article_id ORDER BY key"
        )
    ]
    counts = connection.execute(
        "SELECT word, titles, others FROM words WHERE titles + others > 0 ORDER BY word"
    ).fetchall()
    tallies = connection.execute(
        "SELECT * FROM tallies WHERE articles > 0 ORDER BY kind, guild_id, name"
    ).fetchall()
    return words, counts, tallies


@pytest.fixture
def contents_of():
    return contents
