"""Whatever becomes of the files of a corpus, the archive stays healthy, and as if made anew."""

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.services.check_archive import check_archive
from bot.services.load_corpus import load_corpus
from bot.services.reindex import reindex
from bot.storage.schema import migrate
from bot.storage.store import open_store

NAMES = st.sampled_from("abcdef")
SHOWN = st.sampled_from(["zebra", "lion's", "Café", "人工", "AI", "a-b", "!"])
TEXTS = st.lists(SHOWN, min_size=1, max_size=5).map(" ".join)
FILES = st.fixed_dictionaries(
    {"title": TEXTS},
    optional={
        "excerpt": TEXTS,
        "topics": st.sampled_from(["[AI]", "[AI, Robots]"]),
        "provider": st.sampled_from(["Times", "Post"]),
        "removed": st.just("true"),
        "related": st.lists(NAMES, max_size=3),
        "body": TEXTS,
    },
)
# What is written to each file, None where it is deleted.
LOADS = st.lists(st.dictionaries(NAMES, st.none() | FILES), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    """A database without articles: making each anew would take most of the time."""
    path = tmp_path_factory.mktemp("blank") / "newsdesk.db"
    migrate(path)
    return path


def document(name, fields):
    fields = dict(fields)
    body, related = fields.pop("body", ""), fields.pop("related", [])
    lines = [
        f"{key}: {value!r}" if key != "topics" else f"topics: {value}"
        for key, value in fields.items()
    ]
    lines += [f"sourceUrl: https://site.com/{name}", "publishedDateTime: 2019-11-27"]
    lines += ["related:"] * bool(related)
    for entry in related:
        lines += [f"  - title: nested {entry}", f"    sourceUrl: https://site.com/{entry}"]
        lines += ["    publishedDateTime: 2019-11-26"]
    return "\n".join(["---", *lines, "---", body])


async def follow(folder, blank, loads, contents_of):
    database, corpus = folder / "newsdesk.db", folder / "corpus"
    database.write_bytes(blank.read_bytes())
    corpus.mkdir()
    async with open_store(database) as store:
        for written in loads:
            for name, fields in written.items():
                path = corpus / f"{name}.txt"
                path.unlink(missing_ok=True)
                if fields is not None:
                    path.write_text(document(name, fields))
            report = await load_corpus(store, [corpus], prune=True)
            assert report.quarantined == ()
            assert [check for check in await check_archive(store) if check.problems] == []
        kept = contents_of(database)
        await reindex(store)
        assert contents_of(database) == kept


# The fixture is a function.
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(loads=LOADS)
def test_loads_leave_the_archive_healthy(blank, contents_of, loads):
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(follow(Path(folder), blank, loads, contents_of))
