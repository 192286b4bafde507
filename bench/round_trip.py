"""Whether an archive that is exported and loaded again is the same, field by field.

    python bench/round_trip.py FOLDER... [--acts 0]

Loads the folders, has moderators of a trusted server and of another add, correct, retract, restore
and undo at random, writes the archive out, loads what was written into another, and compares every
column of every article, its topics, its related lists, and the tallies; then likewise what the
other server made. Exits with 1 where one is other than it was.
"""

import argparse
import asyncio
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain.article import Statement
from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import Press
from bot.domain.desk_outcome import DeskArticle, Done, Outcome
from bot.domain.desk_overlay import draft_of
from bot.domain.newsroom import Newsroom
from bot.services.edit_article import edit_article
from bot.services.export_articles import export_articles
from bot.services.load_corpus import load_corpus
from bot.services.open_article import open_article
from bot.services.publish_article import publish_article
from bot.services.retract_article import restore_article, retract_article
from bot.services.undo_act import undo_act
from bot.storage.store import Store, open_store

Contents = dict[str, list[tuple[object, ...]]]

_RELATED = (
    "SELECT DISTINCT parent.key, entry.position, child.key FROM mentions AS head"
    " JOIN statements AS own ON own.id = head.statement_id AND head.position = 0"
    " JOIN articles AS parent ON parent.id = own.article_id"
    " JOIN mentions AS entry ON entry.file_id = head.file_id AND entry.position > 0"
    " JOIN statements AS stated ON stated.id = entry.statement_id"
    " JOIN articles AS child ON child.id = stated.article_id ORDER BY 1, 2, 3"
)
_TOPICS = (
    "SELECT key, position, name FROM article_topics JOIN articles ON articles.id = article_id"
    " JOIN topics ON topics.id = topic_id WHERE {} AND digest <> x'' ORDER BY key, position"
)
_TALLIES = (
    "SELECT kind, name, articles FROM tallies WHERE articles <> 0 AND guild_id = 0 ORDER BY 1, 2"
)
# What a desk added and took back is kept for old buttons, without a digest.
_ARTICLES = "SELECT * FROM articles WHERE {} AND digest <> x'' ORDER BY key"
_TRUSTED, _SERVER = Newsroom(1, is_trusted=True), Newsroom(2)
_NOW = datetime(2020, 1, 1, tzinfo=UTC)
# Whose an article is, and what of it no file states.
_APART = {"id", "guild_id", "stands_for"}


def contents(path: Path) -> Contents:
    """What an archive holds that all share, whatever the ids of its articles."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            **articles_of(connection, "guild_id = 0", _APART),
            "related entries": connection.execute(_RELATED).fetchall(),
            "tallies": connection.execute(_TALLIES).fetchall(),
        }


def own_contents(path: Path, guild_id: int) -> Contents:
    """What members of a server see that is its own, or (0) of an archive that was made of that.

    Of a version files state less: not that its topics are those of who lists it, nor that it had no
    file before.
    """
    apart = {*_APART, "digest", "topics_inferred", "has_file"}
    with closing(sqlite3.connect(path)) as connection:
        return articles_of(connection, f"guild_id = {guild_id} AND is_removed = 0", apart)


def articles_of(connection: sqlite3.Connection, which: str, apart: set[str]) -> Contents:
    """Articles but for some columns, and their topics."""
    articles = connection.execute(_ARTICLES.format(which))
    names = [column[0] for column in articles.description]
    kept = [at for at, name in enumerate(names) if name not in apart]
    return {
        "articles": [tuple(row[at] for at in kept) for row in articles],
        "topics of articles": connection.execute(_TOPICS.format(which)).fetchall(),
    }


@dataclass(slots=True)
class Moderators:
    """Acts at random on an archive, and counts what was done."""

    store: Store
    done: Counter[str] = field(default_factory=Counter)
    rng: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - no secret
    _acts: list[Done] = field(default_factory=list)

    async def act(self, newsroom: Newsroom, number: int) -> None:
        """Do one thing."""
        press = Press(1, _NOW + timedelta(minutes=number), "", str(number))
        outcome = await self._outcome(newsroom, number, press)
        if isinstance(outcome, Done):
            self.done[outcome.act.kind] += 1
            self._acts.append(outcome)

    async def _outcome(self, newsroom: Newsroom, number: int, press: Press) -> Outcome | None:
        chance = self.rng.random()
        if chance < 0.15:
            draft = draft_of(made_up(number))
            return await publish_article(self.store, newsroom, draft, press=press)
        if chance < 0.3 and self._acts:
            done = self.rng.choice(self._acts)
            return await undo_act(self.store, newsroom, done.desk_id, done.act.number, press=press)
        most = await self.store.articles.next_id()
        article = await open_article(self.store, newsroom, self.rng.randrange(1, most))
        if article is None:
            return None
        if article.retraction is not None:
            return await restore_article(self.store, newsroom, article.id, press=press)
        if chance < 0.5:
            return await retract_article(self.store, newsroom, article.id, press=press)
        now = await self._corrected(article, number)
        return await edit_article(self.store, newsroom, article.id, article.draft, now, press=press)

    async def _corrected(self, article: DeskArticle, number: int) -> ArticleDraft:
        """Some fields otherwise; topics only where no other article takes them over."""
        changes: dict[str, Any] = {
            "title": f'Corrected "{number}": {article.draft.title}'[:300],
            "excerpt": f'• Better: {number} &amp; "more" ---',
            "provider": f"Source {number % 7}",
            "published": article.draft.published + timedelta(hours=number % 50),
            "kind": "video",
            "image": None,
        }
        listed, _ = await self.store.neighbours.stored(article.id, guild_id=None, limit=1)
        if not listed:
            changes["topics"] = ("AI", f"Made up {number % 5}")
        names = self.rng.sample(sorted(changes), self.rng.randint(1, 3))
        return replace(article.draft, **{name: changes[name] for name in names})


def made_up(number: int) -> Statement:
    """An article that no file states."""
    url = f"https://desk.example/{number}"
    return Statement(
        key=url,
        url=url,
        title=f"Added by hand: {number}",
        published=_NOW,
        is_own=True,
        excerpt="What: a thing",
        provider="The desk",
        domain="desk.example",
        topics=("AI",),
    )


async def travel(folders: Sequence[Path], place: Path, acts: int) -> tuple[Path, Path, Path]:
    """An archive of the folders, one of its export, and one of a server's."""
    there, back, out = place / "there.db", place / "back.db", place / "out"
    async with open_store(there) as store:
        await load_corpus(store, folders)
        moderators = Moderators(store)
        for number in range(acts):
            await moderators.act(_SERVER if number % 3 else _TRUSTED, number)
        print("acts:", dict(moderators.done))
        began = time.perf_counter()
        documents = await export_articles(store, out, "markdown")
        own = await export_articles(store, place / "own", "markdown", guild_id=_SERVER.guild_id)
    took = time.perf_counter() - began
    size = sum(path.stat().st_size for path in out.iterdir())
    print(f"{documents:,} documents, {size / 2**20:.1f} MiB, written in {took:.1f} s")
    async with open_store(back) as store:
        report = await load_corpus(store, [out])
    print(f"loaded again: {report.repaired} repaired, {len(report.quarantined)} left out")
    async with open_store(place / "back of own.db") as store:
        await load_corpus(store, [place / "own"])
    print(f"{own:,} documents of a server")
    return there, back, place / "back of own.db"


def main() -> None:
    """Compare."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--acts", type=int, default=0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        there, back, own = asyncio.run(travel(arguments.folders, Path(place), arguments.acts))
        pairs = (
            ("all", contents(there), contents(back)),
            ("a server", own_contents(there, _SERVER.guild_id), own_contents(own, 0)),
        )
    for whose, one, other in pairs:
        for name, rows in one.items():
            differing = sum(a != b for a, b in zip(rows, other[name], strict=False))
            differing += abs(len(rows) - len(other[name]))
            print(f"{name} of {whose}: {len(rows):,}, {differing:,} differ")
    sys.exit(0 if all(one == other for _, one, other in pairs) else 1)


if __name__ == "__main__":
    main()
