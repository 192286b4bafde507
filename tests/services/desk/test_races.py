"""Moderators of three servers at once: the log makes all that is stored, whoever was first."""

import asyncio
import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.desk_act import Weight
from bot.domain.desk_outcome import Done, Refused
from bot.domain.url import read_address
from bot.services.decide_submission import (
    approve_submission,
    block_member,
    reject_submission,
    revise_submission,
)
from bot.services.edit_article import edit_article
from bot.services.load_corpus import load_corpus
from bot.services.open_article import find_desk_article
from bot.services.publish_article import publish_article
from bot.services.replay_desks import replay_desks
from bot.services.retract_article import restore_article, retract_article
from bot.services.suggest_article import suggest_article, withdraw_submission
from bot.services.undo_act import undo_act
from bot.services.weigh import lift_weight, weigh
from bot.storage.store import open_store

ROUNDS = 8
MOST_AT_ONCE = 4
SLUGS = ("file", "other", "new", "newer")
# What tells two archives apart, whatever the ids in them are.
ARTICLES = """
    SELECT guild_id, key, url, title, excerpt, provider, domain, kind, locale, published,
        topics_inferred, images, body, has_file,
        (SELECT key FROM articles AS shared WHERE shared.id = articles.stands_for),
        (SELECT group_concat(name) FROM (SELECT name FROM article_topics
            JOIN topics ON topics.id = topic_id WHERE article_id = articles.id ORDER BY position))
    FROM articles WHERE is_removed = 0
"""
STATE = (
    ARTICLES,
    "SELECT hidden.guild_id, key FROM hidden_articles AS hidden JOIN articles ON id = article_id",
    "SELECT guild_id, kind, name, state, version, touched FROM desk_records",
    "SELECT guild_id, kind, name, number FROM desk_subjects",
    "SELECT guild_id, key FROM desk_conflicts",
    "SELECT guild_id, key, address FROM desk_addresses",
    "SELECT guild_id, target, name, weight, until FROM weights",
    "SELECT guild_id, number, key, stage, suggested_by, suggested_at FROM submissions",
    "SELECT kind, guild_id, name, articles FROM tallies WHERE articles <> 0",
)
# Acts of one press on two desks of which one doesn't know the other, or is undone alone.
ALONE = """
    SELECT one.guild_id, one.number FROM desk_acts AS one LEFT JOIN desk_acts AS other
    ON other.guild_id = one.beside_guild AND other.number = one.beside
        AND other.beside_guild = one.guild_id AND other.beside = one.number
        AND other.token = one.token
    WHERE one.beside IS NOT NULL AND (other.number IS NULL
        OR EXISTS (SELECT 1 FROM desk_acts WHERE guild_id = one.guild_id AND undoes = one.number)
        <> EXISTS (SELECT 1 FROM desk_acts WHERE guild_id = other.guild_id
            AND undoes = other.number))
"""


def state_of(path):
    with closing(sqlite3.connect(path)) as connection:
        return [sorted(connection.execute(sql).fetchall(), key=repr) for sql in STATE]


def alone_in(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(ALONE).fetchall()


class Moderators:
    """Presses of several people in three servers, chosen at random, some of them at once."""

    def __init__(self, store, rng, newsrooms, draft, press):
        self.store, self.rng, self.newsrooms = store, rng, newsrooms
        self.draft, self.press, self.outcomes = draft, press, []
        self.deeds = [
            self.publish, self.edit, self.edit, self.edit, self.retract, self.retract,
            self.restore, self.undo, self.undo, self.undo, self.suggest, self.suggest,
            self.suggest, self.approve, self.approve, self.approve, self.reject, self.revise,
            self.withdraw, self.block, self.weigh, self.lift,
        ]  # fmt: skip

    async def work(self):
        """Some rounds; in each, forms are opened first and come back together."""
        for _ in range(ROUNDS):
            deeds = self.rng.choices(self.deeds, k=self.rng.randint(1, MOST_AT_ONCE))
            presses = [await deed(self.rng.choice(self.newsrooms)) for deed in deeds]
            if self.rng.random() < 0.2:
                # Discord hands a press over twice.
                presses.append(presses[0])
            done = await asyncio.gather(*(submit() for submit in presses if submit))
            self.outcomes += done

    def pressed(self):
        return self.press(by=self.rng.randint(1, 3), why=self.rng.choice(["", "wrong", "hoax"]))

    def on(self, service, newsroom, *args, **options):
        pressed = self.pressed()
        return lambda: service(self.store, newsroom, *args, **options, press=pressed)

    async def opened(self, newsroom):
        key = self.draft(self.rng.choice(SLUGS)).key
        return await find_desk_article(self.store, newsroom, key)

    def written(self, *slugs):
        title, topics = self.rng.choice("TUV"), self.rng.choice([(), ("AI",), ("AI", "China")])
        return self.draft(self.rng.choice([*SLUGS, *slugs]), title=title, topics=topics)

    async def publish(self, newsroom):
        return self.on(publish_article, newsroom, self.written())

    async def edit(self, newsroom):
        article = await self.opened(newsroom)
        if article is None:
            return None
        fields = {
            "title": self.rng.choice("TUV"),
            "excerpt": self.rng.choice("EF"),
            "topics": self.rng.choice([(), ("AI",), ("Robots", "AI")]),
            "url": self.rng.choice(["https://site.com/moved", article.draft.url + "-2"]),
            "published": article.draft.published + timedelta(days=1),
        }
        chosen = self.rng.sample(sorted(fields), k=self.rng.randint(1, 2))
        now = replace(article.draft, **{name: fields[name] for name in chosen})
        return self.on(edit_article, newsroom, article.id, article.draft, now)

    async def retract(self, newsroom):
        article = await self.opened(newsroom)
        return article and self.on(retract_article, newsroom, article.id)

    async def restore(self, newsroom):
        article = await self.opened(newsroom)
        return article and self.on(restore_article, newsroom, article.id)

    async def undo(self, newsroom):
        desk_id = self.rng.choice([newsroom.guild_id, 0])
        last = await self.store.desk_acts.last(desk_id)
        earliest = self.rng.choice([1, max(1, last - 2)])
        return self.on(undo_act, newsroom, desk_id, self.rng.randint(earliest, last or 1))

    async def suggest(self, newsroom):
        # Mostly of what nobody has yet.
        written = self.written(*(f"new-{self.rng.randint(1, 999)}" for _ in SLUGS * 2))
        draft = self.rng.choice([written, written, None])
        address = read_address(written.url)
        return self.on(suggest_article, newsroom, address, draft, wants_news=True)

    async def number(self, newsroom):
        waiting = await self.store.submissions.waiting(newsroom.guild_id, skipped=0, limit=9)
        return self.rng.choice([*waiting, *waiting, 1, 2])

    async def approve(self, newsroom):
        return self.on(approve_submission, newsroom, await self.number(newsroom))

    async def reject(self, newsroom):
        return self.on(reject_submission, newsroom, await self.number(newsroom))

    async def revise(self, newsroom):
        number = await self.number(newsroom)
        return self.on(revise_submission, newsroom, number, None, self.written())

    async def withdraw(self, newsroom):
        return self.on(withdraw_submission, newsroom, await self.number(newsroom))

    async def block(self, newsroom):
        is_blocked = self.rng.random() < 0.3
        return self.on(block_member, newsroom, self.rng.randint(1, 3), is_blocked=is_blocked)

    async def weigh(self, newsroom):
        target, name = self.rng.choice([("topic", "AI"), ("article", "1"), ("article", "2")])
        days, weight = self.rng.randint(1, 4), self.rng.choice(list(Weight))
        return self.on(weigh, newsroom, weight, target, name, days)

    async def lift(self, newsroom):
        return self.on(lift_weight, newsroom, self.rng.choice(list(Weight)), "topic", "AI")


@pytest.fixture
def moderators(store, newsrooms, draft, press):
    def make(seed):
        rng = random.Random(seed)  # noqa: S311 - no secret
        return Moderators(store, rng, newsrooms, draft, press)

    return make


@pytest.fixture
def from_log(tmp_path, empty_database, rows, corpus, press):
    """The state of a new archive that is made of the files and of the desks' logs alone."""

    async def make():
        path = tmp_path / "replayed.db"
        path.write_bytes(empty_database)
        acts = rows("SELECT * FROM desk_acts")
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.executemany(
                "INSERT INTO desk_acts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", acts
            )
        async with open_store(path) as fresh:
            await load_corpus(fresh, [corpus])
            replayed = await replay_desks(fresh, now=press().at)
        assert (replayed.acts, replayed.broken) == (len(acts), {})
        return state_of(path)

    return make


@pytest.fixture
def write_and_load(load, write):
    async def run(**fields):
        write("file", related=["other"], **fields)
        await load()

    return run


@pytest.mark.parametrize("seed", range(200))
async def test_files_and_log_alone_make_all_that_is_stored(
    moderators, write_and_load, path, from_log, problems, seed
):
    everybody = moderators(seed)
    await write_and_load(topics="[AI]")
    await everybody.work()
    await write_and_load(topics="[China]", title="The file changed")
    await everybody.work()
    assert await problems() == []
    assert alone_in(path) == []
    assert state_of(path) == await from_log()


async def test_the_presses_do_and_are_refused_all_sorts_of_things(moderators, write_and_load, rows):
    await write_and_load(topics="[AI]")
    outcomes = []
    for seed in range(1000, 1020):
        everybody = moderators(seed)
        await everybody.work()
        outcomes += everybody.outcomes
    done = [outcome for outcome in outcomes if isinstance(outcome, Done)]
    assert len(done) > len(outcomes) / 4
    assert len({outcome.act.kind for outcome in done}) > 14
    refused = [outcome.refusal for outcome in outcomes if isinstance(outcome, Refused)]
    assert len({refusal.reason for refusal in refused}) > 6
    together = rows("SELECT DISTINCT kind FROM desk_acts WHERE beside IS NOT NULL")
    assert {kind for (kind,) in together} == {"approve", "add", "undo"}


async def test_of_twenty_who_approve_at_once_one_does(store, one, draft, press):
    new = draft("new")
    suggested = await suggest_article(
        store, one, read_address(new.url), new, wants_news=True, press=press(by=9)
    )
    number = suggested.act.number
    outcomes = await asyncio.gather(
        *(approve_submission(store, one, number, press=press(by=by)) for by in range(20, 40))
    )
    (done,) = [outcome for outcome in outcomes if isinstance(outcome, Done)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert {outcome.refusal.act for outcome in refused} == {done.act}


async def test_of_two_processes_that_undo_at_once_one_does(store, path, one, draft, press):
    published = await publish_article(store, one, draft("new"), press=press())
    number = published.act.number
    async with open_store(path) as beside:
        outcomes = await asyncio.gather(
            *(undo_act(each, one, 1, number, press=press()) for each in (store, beside) * 3)
        )
    (done,) = [outcome for outcome in outcomes if isinstance(outcome, Done)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert {outcome.refusal.act for outcome in refused} == {done.act}
