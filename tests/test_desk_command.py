"""`newsdesk desk` as an operator meets it."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Coroutine
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import Press
from bot.domain.newsroom import Newsroom
from bot.domain.url import read_address
from bot.services.decide_submission import approve_submission
from bot.services.edit_article import edit_article
from bot.services.load_corpus import load_corpus
from bot.services.open_article import open_article
from bot.services.retract_article import retract_article
from bot.services.suggest_article import suggest_article
from bot.storage.store import Store, open_store

DATABASE = Path("data/newsdesk.db")
NOW = datetime(2026, 11, 2, 9, 41, tzinfo=UTC)
ONE, TRUSTED = Newsroom(1), Newsroom(7, is_trusted=True)
DOCUMENT = """---
title: A story of files
sourceUrl: https://site.example/story
publishedDateTime: 2026-11-01
---
"""


def newsdesk(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def with_store(work: Callable[[Store], Coroutine[Any, Any, object]]) -> None:
    async def run() -> None:
        async with open_store(DATABASE) as store:
            await work(store)

    asyncio.run(run())


@pytest.fixture(autouse=True)
def _acts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A story that a server corrected for itself, and a trusted one retracted for all."""
    monkeypatch.chdir(tmp_path)
    for key in ("DISCORD_TOKEN", "NEWSDESK_DATABASE", "NEWSDESK_CORPUS", "NEWSDESK_LOG_LEVEL"):
        monkeypatch.delenv(key, raising=False)
    Path("story.txt").write_text(DOCUMENT)

    async def act(store: Store) -> None:
        await load_corpus(store, [Path("story.txt")])
        article = await open_article(store, ONE, 1)
        assert article is not None
        now = replace(article.draft, title="As we\x1b[31m have it", excerpt="Ours")
        await edit_article(store, ONE, 1, article.draft, now, press=Press(42, NOW))
        await retract_article(store, TRUSTED, 1, press=Press(43, NOW, "a hoax"))

    with_store(act)


def seen(guild_id: int) -> str | None:
    titles: list[str] = []

    async def look(store: Store) -> None:
        found = await store.articles.by_ids([1, 2], guild_id=guild_id)
        titles.extend(article.title for article in found)

    with_store(look)
    return titles[0] if titles else None


def test_the_log_says_who_did_what_when_and_why() -> None:
    log = newsdesk("desk", "log").output
    assert "1  2026-11-02 09:41 UTC  retract, by member 43, in server 7" in log
    assert "article https://site.example/story" in log
    assert "why: a hoax" in log


def test_a_server_s_log_is_its_own_and_its_titles_are_harmless() -> None:
    log = newsdesk("desk", "log", "--server", "1").output
    assert "edit, by member 42, in server 1" in log
    assert "\x1b" not in log
    assert "hoax" not in log
    assert newsdesk("desk", "log", "--server", "2").output == (
        "Nothing was done on the desk of server 2.\n"
    )


def test_the_log_for_machines_has_what_was_before_and_after() -> None:
    content = json.loads(newsdesk("desk", "log", "--server", "1", "--json").output)
    assert content["desk"] == "1"
    (act,) = content["acts"]
    assert (act["number"], act["by"], act["may_undo"]) == (1, "42", True)
    (change,) = act["changes"]
    assert change[4] is None
    assert change[5]["draft"]["excerpt"] == "Ours"


def test_an_undo_brings_the_article_back_and_is_in_the_log() -> None:
    result = newsdesk("desk", "undo", "1", "--why", "was right")
    assert (result.output, result.exit_code) == ("Act 1 is undone, by act 2.\n", 0)
    assert seen(2) == "A story of files"
    log = newsdesk("desk", "log").output
    assert "undo act 1, by nobody who is known" in log
    assert "why: was right" in log


def test_an_undo_for_one_server_touches_no_other() -> None:
    newsdesk("desk", "undo", "1")
    newsdesk("desk", "undo", "1", "--server", "1")
    assert seen(1) == "A story of files"


@pytest.fixture
def _approved() -> None:
    """A suggestion that a trusted server approved, for all."""

    async def act(store: Store) -> None:
        address = read_address("https://site.example/new")
        assert address is not None
        draft = ArticleDraft(address.key, address.shown, "News", NOW, domain=address.host)
        suggestion = Press(44, NOW)
        await suggest_article(store, TRUSTED, address, draft, wants_news=False, press=suggestion)
        await approve_submission(store, TRUSTED, 1, press=Press(43, NOW, token="approved"))

    with_store(act)


@pytest.mark.usefixtures("_approved")
def test_what_was_done_on_two_desks_is_undone_on_both_from_either() -> None:
    assert "with act 2 of the desk of server 7" in newsdesk("desk", "log").output
    result = newsdesk("desk", "undo", "2")
    expected = "Act 2 is undone, by act 3, with act 3 of the desk of server 7.\n"
    assert (result.output, result.exit_code) == (expected, 0)
    again = newsdesk("desk", "undo", "3", "--server", "7")
    expected = "Act 3 is undone, by act 4, with act 4 of the desk of the archive.\n"
    assert (again.output, again.exit_code) == (expected, 0)
    (act, *_) = json.loads(newsdesk("desk", "log", "--json").output)["acts"]
    assert act["beside"] == {"desk": "7", "number": 4}


def test_what_was_undone_already_is_told() -> None:
    newsdesk("desk", "undo", "1")
    result = newsdesk("desk", "undo", "1")
    assert result.exit_code == 1
    assert result.output == (
        "Act 1 can't be undone: act 2 (undo) of the desk of the archive was done to the same since;"
        " undo that first.\n"
    )
    missing = newsdesk("desk", "undo", "9", "--server", "5")
    assert (missing.output, missing.exit_code) == ("The desk of server 5 has no act 9.\n", 1)


def test_a_doctor_names_the_desk_and_a_replay_mends_it() -> None:
    with closing(sqlite3.connect(DATABASE)) as connection, connection:
        connection.execute("DELETE FROM hidden_articles")
        connection.execute("UPDATE desk_records SET version = 9 WHERE guild_id = 1")
    result = newsdesk("doctor")
    assert result.exit_code == 1
    assert "desk of server 1: article https://site.example/story" in result.output
    assert "run `newsdesk desk replay`" in result.output
    assert newsdesk("desk", "replay").output == "2 acts of 2 desks replayed.\n"
    assert newsdesk("doctor").exit_code == 0


def test_a_damaged_log_is_told_and_its_desk_left_alone() -> None:
    with closing(sqlite3.connect(DATABASE)) as connection, connection:
        connection.execute("DROP TRIGGER desk_acts_stay")
        connection.execute("UPDATE desk_acts SET changes = replace(changes, ',0,1,', ',5,6,')")
    assert "act 1 doesn't fit" in newsdesk("doctor").output
    result = newsdesk("desk", "replay")
    assert result.exit_code == 1
    assert "The log of the desk of server 1 is damaged: act 1 doesn't fit" in result.output
    assert seen(2) is None


def test_without_an_archive_it_says_how_to_make_one() -> None:
    result = newsdesk("desk", "undo", "1", "--database", "none.db")
    assert result.exit_code == 2
    assert "no archive is there" in result.output
