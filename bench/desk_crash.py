"""Acts of moderators that are killed before each of their statements, and what is found then.

    python bench/desk_crash.py [--deed NAME ...] [--step 1]

Each deed is done by processes of its own on the same archive: one that is let alone, and one for
each of the statements that took, which is killed by SIGKILL before it. The archive must then be, in
every row of every table, as before or as after, and healthy; the same press once more must make it
as after, by one act. Exit code 1 if not.
"""

import argparse
import asyncio
import hashlib
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import Press, Weight
from bot.domain.desk_outcome import Done, Outcome
from bot.domain.newsroom import Newsroom
from bot.domain.url import Address, read_address
from bot.services.check_archive import check_archive
from bot.services.decide_submission import approve_submission
from bot.services.edit_article import edit_article
from bot.services.load_corpus import load_corpus
from bot.services.open_article import open_article
from bot.services.publish_article import publish_article
from bot.services.retract_article import retract_article
from bot.services.suggest_article import suggest_article
from bot.services.undo_act import undo_act
from bot.services.weigh import weigh
from bot.storage.database import Connection
from bot.storage.store import Store, open_snapshot, open_store

ONE, TRUSTED = Newsroom(1), Newsroom(7, is_trusted=True)
MORNING = datetime(2026, 11, 2, tzinfo=UTC)
PRESS = Press(5, MORNING, "not so", "the press")
_DOCUMENT = """---
title: A story of files
sourceUrl: https://site.example/story
publishedDateTime: 2026-11-01
topics: [AI, China]
---
"""


def draft(slug: str) -> ArticleDraft:
    """What a moderator writes."""
    address = read_address(f"https://site.example/{slug}")
    if address is None:
        raise ValueError(slug)
    title = f"About {slug}"
    return ArticleDraft(address.key, address.shown, title, MORNING, domain=address.host)


async def suggest(store: Store, newsroom: Newsroom, slug: str) -> None:
    """Have it wait in the server's queue."""
    suggested, press = draft(slug), Press(9, MORNING - timedelta(hours=1))
    address = Address(suggested.key, suggested.url, suggested.domain)
    await suggest_article(store, newsroom, address, suggested, wants_news=True, press=press)


async def approve(store: Store) -> Outcome:
    """Publish the suggestion that waits."""
    return await approve_submission(store, ONE, 1, press=PRESS)


async def publish(store: Store) -> Outcome:
    """Add an article for all."""
    return await publish_article(store, TRUSTED, draft("more"), press=PRESS)


async def edit(store: Store) -> Outcome:
    """Correct for all what a server has a version of."""
    article = await open_article(store, TRUSTED, 1)
    if article is None:
        raise LookupError("the story")
    now = replace(article.draft, title="A corrected story")
    return await edit_article(store, TRUSTED, 1, article.draft, now, press=PRESS)


async def retract(store: Store) -> Outcome:
    """Hide the story from one server."""
    return await retract_article(store, ONE, 1, press=PRESS)


async def undo(store: Store) -> Outcome:
    """Take a server's version away again."""
    return await undo_act(store, ONE, 1, 2, press=PRESS)


async def approve_for_all(store: Store) -> Outcome:
    """Publish for all the suggestion that waits in a trusted server."""
    return await approve_submission(store, TRUSTED, 1, press=PRESS)


async def undo_for_all(store: Store) -> Outcome:
    """Take what a trusted server approved from all servers, and have it wait again."""
    return await undo_act(store, TRUSTED, TRUSTED.guild_id, 3, press=PRESS)


async def pin(store: Store) -> Outcome:
    """Put a topic first."""
    return await weigh(store, ONE, Weight.PIN, "topic", "AI", 3, press=PRESS)


DEEDS: Mapping[str, Callable[[Store], Awaitable[Outcome]]] = {
    deed.__name__: deed
    for deed in (approve, approve_for_all, publish, edit, retract, undo, undo_for_all, pin)
}


async def prepare(database: Path, corpus: Path) -> None:
    """An archive with a file's story, a server's version of it, and suggestions that wait.

    One of the trusted server is approved already.
    """
    (corpus / "story.txt").write_text(_DOCUMENT)
    async with open_store(database) as store:
        await load_corpus(store, [corpus / "story.txt"])
        early = Press(9, MORNING - timedelta(hours=1))
        await suggest(store, ONE, "new")
        await suggest(store, TRUSTED, "for-all")
        await suggest(store, TRUSTED, "published")
        await approve_submission(store, TRUSTED, 2, press=early)
        article = await open_article(store, ONE, 1)
        if article is None:
            raise LookupError("the story")
        now = replace(article.draft, excerpt="As this server has it")
        await edit_article(store, ONE, 1, article.draft, now, press=early)


def die_before(statement: int | None, telling: int) -> None:
    """Have this process be killed before so many statements from now on; it tells each."""
    done = 0

    def mortal(method: Callable[..., Any]) -> Callable[..., Any]:
        async def run(self: Connection, *values: Any) -> Any:
            nonlocal done
            if done == statement:
                os.kill(os.getpid(), signal.SIGKILL)
            done += 1
            os.write(telling, b".")
            return await method(self, *values)

        return run

    # `one` and `value` go through `all`.
    for name in ("run", "run_many", "all"):
        setattr(Connection, name, mortal(getattr(Connection, name)))


async def do(database: Path, name: str) -> bool:
    """Do the deed, or press again; whether it was done."""
    async with open_store(database) as store:
        return isinstance(await DEEDS[name](store), Done)


async def do_and_die(database: Path, name: str, statement: int | None, telling: int) -> None:
    """Do the deed in a process that is killed before so many of its statements."""
    async with open_store(database) as store:
        die_before(statement, telling)
        await DEEDS[name](store)


def forked(database: Path, name: str, statement: int | None) -> int:
    """Do the deed in a process of its own; how many statements that began."""
    told, telling = os.pipe()
    pid = os.fork()
    if not pid:
        asyncio.run(do_and_die(database, name, statement, telling))
        os._exit(0)
    os.close(telling)
    os.waitpid(pid, 0)
    with os.fdopen(told, "rb") as stream:
        return len(stream.read())


def copied(before: Path, database: Path) -> None:
    """Put the archive in its place as it was before."""
    for end in ("", "-wal", "-shm"):
        Path(f"{database}{end}").unlink(missing_ok=True)
    shutil.copy(before, database)


def contents(database: Path) -> bytes:
    """A digest of every row of every table."""
    digest = hashlib.blake2b()
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        ).fetchall()
        for (table,) in tables:
            rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - ours
            digest.update(repr((table, sorted(rows, key=repr))).encode())
    return digest.digest()


async def problems(database: Path) -> int:
    """How many things a doctor finds."""
    async with open_snapshot(database) as archive:
        return sum(check.problems for check in await check_archive(archive))


def found(before: Path, database: Path, name: str, after: bytes) -> str:
    """What a killed deed left, and what the same press makes of it."""
    state, was = contents(database), contents(before)
    if state not in {was, after} or asyncio.run(problems(database)):
        return "broken"
    if not asyncio.run(do(database, name)) or contents(database) != after:
        return "not done by the next press"
    return "as before" if state == was else "as after"


def main() -> int:
    """Print what became of the deeds."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--deed", action="append", choices=sorted(DEEDS))
    parser.add_argument("--step", type=int, default=1, help="kill before each so manieth only")
    arguments = parser.parse_args()
    names = arguments.deed or sorted(DEEDS)
    is_sound = True
    with tempfile.TemporaryDirectory() as folder:
        before, database = Path(folder, "before.db"), Path(folder, "killed.db")
        asyncio.run(prepare(before, Path(folder)))
        for name in names:
            copied(before, database)
            statements = forked(database, name, None)
            after = contents(database)
            outcomes: Counter[str] = Counter()
            for statement in range(0, statements, arguments.step):
                copied(before, database)
                forked(database, name, statement)
                outcomes[found(before, database, name, after)] += 1
            said = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
            print(f"{name}, of {statements} statements, killed {outcomes.total()} times: {said}")
            is_sound &= outcomes.keys() <= {"as before", "as after"} and after != contents(before)
    return int(not is_sound)


if __name__ == "__main__":
    sys.exit(main())
