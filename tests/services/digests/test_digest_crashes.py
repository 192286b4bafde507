"""Processes that die at any statement: no edition comes twice, and none is lost."""

import itertools
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.delivery import Step
from bot.domain.delivery_event import Absent, Found
from bot.services.record_outcome import record_outcome
from bot.services.recover_posts import recover_posts
from bot.storage.database import Connection

DUE = "2024-05-05 09:00"


class DeathError(BaseException):
    """The process is killed; what it has not committed is undone."""


class Discord:
    """Makes one message of all posts with one nonce within two minutes, as it promises."""

    def __init__(self):
        self.made = []

    def post(self, claimed, now):
        """The id of the message that there is of the post now."""
        recent = [
            number
            for number, (nonce, _, when) in enumerate(self.made)
            if nonce == claimed.nonce and now - when <= timedelta(minutes=2)
        ]
        if not recent:
            place = claimed.channel_id, claimed.slot, claimed.part
            self.made.append((claimed.nonce, place, now))
        return 1 + (recent[0] if recent else len(self.made) - 1)

    def look(self, claimed, now):
        """What the channel's history has of the post."""
        numbers = [n for n, made in enumerate(self.made, 1) if made[0] == claimed.nonce]
        return Found(numbers[0]) if numbers else Absent(now)

    def posted(self):
        """Channel, slot and part of each message, in the order in which they were made."""
        return [place for _, place, _ in self.made]


@pytest.fixture
def dying(monkeypatch):
    """Die after so many statements from now on, None for never."""
    left = None
    methods = {name: getattr(Connection, name) for name in ("run", "run_many", "all")}

    def mortal(name):
        async def statement(self, *values):
            nonlocal left
            if left is not None and not self._is_dead(values):
                left -= 1
                if left < 0:
                    raise DeathError
            return await methods[name](self, *values)

        return statement

    def after(statements):
        nonlocal left
        left = statements

    # A rollback is what death does itself, and the pragma after it belongs to the connection.
    monkeypatch.setattr(
        Connection, "_is_dead", lambda _self, values: values[0].startswith("PRAGMA"), raising=False
    )
    for name in methods:
        monkeypatch.setattr(Connection, name, mortal(name))
    return after


async def live(desk, discord, moments):
    """What a process does: recover, then plan, compose, claim, send or look, and record."""
    await recover_posts(desk.store, now=desk.moment(moments[0]))
    for text in moments:
        now = desk.moment(text)
        posts = await desk.run(text)
        while posts:
            for post in posts:
                if post.step is Step.LOOK:
                    await record_outcome(desk.store, post.id, discord.look(post, now))
                else:
                    await desk.accept(post, discord.post(post, now))
            posts = await desk.claim(text)


def test_deaths_at_any_statement_neither_double_nor_lose(newsroom_of_its_own, dying):
    """Every number of statements that the whole takes, each death followed by a new process."""
    minutes = [f"2024-05-05 {8 + m // 60:02}:{m % 60:02}" for m in range(57, 70)]

    async def run(desk, _leapt, _after):
        for channel in (1, 2, 3):
            await desk.subscribe(channel, stories=channel)
        await desk.plan("2024-05-05 08:00")
        discord, at = Discord(), 0
        for statements in (*range(1, 40), None):
            dying(statements)
            try:
                await live(desk, discord, minutes[at // 8 :])
            except DeathError:
                at += 1
        expected = [(c, "2024-05-05", part) for c in (1, 2, 3) for part in range(c)]
        assert sorted(discord.posted()) == expected
        assert {state for _, _, state in desk.posts()} == {"sent"}
        assert desk.slots() == [(channel, "2024-05-05") for channel in (1, 2, 3)]

    newsroom_of_its_own(run, DUE, (), 0)


@given(deaths=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 300)), max_size=12))
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_each_day_comes_once_or_is_missed_whenever_processes_die_and_start_again(
    newsroom_of_its_own, dying, deaths
):
    async def run(desk, _leapt, hours):
        dying(None)
        for channel in (1, 2):
            await desk.subscribe(channel, stories=channel)
        await desk.plan("2024-05-05 08:00")
        discord, at = Discord(), 0
        for statements, minutes in (*deaths, (None, 0)):
            dying(statements)
            # The last process lives for a while.
            at = min(at + minutes // 60, len(hours) - 4)
            try:
                await live(desk, discord, hours[at:])
            except DeathError:
                at += 1
        posted = discord.posted()
        assert len(set(posted)) == len(posted)
        missed = {(channel, day) for channel, day, _ in desk.misses()}
        given_up = {(slot, part) for slot, part, state in desk.posts() if state == "dead"}
        for channel, date in itertools.product((1, 2), ("2024-05-05", "2024-05-06")):
            parts = [part for c, slot, part in posted if (c, slot) == (channel, date)]
            assert parts == list(range(len(parts)))
            if len(parts) < channel:
                assert (channel, date) in missed or (date, len(parts)) in given_up

    newsroom_of_its_own(run, "2024-05-05 08:00", (), 30)
