"""The rounds of the desk while the bot runs: soon, through trouble, and to an end."""

import asyncio
import time

import pytest

from bot.demo.faults import Delay
from bot.errors import StorageError
from bot.gateway import desk_rounds
from bot.gateway.desk_rounds import running_desk_rounds

POST = "/channels/*/messages"


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(desk_rounds, "_IDLE_SECONDS", 0.02)
    monkeypatch.setattr(desk_rounds, "_TROUBLE_SECONDS", 0.02)
    monkeypatch.setattr(desk_rounds, "_STOP_SECONDS", 0.2)


async def test_cards_are_posted_and_members_told_while_it_runs(reviews):
    async with running_desk_rounds(reviews.desk.client):
        number = await reviews.suggest()
        await reviews.desk.until(lambda: len(reviews.cards()) == 1)
        await reviews.reject(number)
        await reviews.desk.until(lambda: "Rejected" in reviews.cards()[0])
        await reviews.desk.until(lambda: len(reviews.letters()) == 1)


@pytest.mark.parametrize("error", [StorageError("x.db", "is full"), RuntimeError("a fault")])
async def test_trouble_is_waited_out(reviews, monkeypatch, error):
    tend, failed = desk_rounds.tend_review_cards, []

    async def fail_once(client, *, now):
        if not failed:
            failed.append(error)
            raise error
        return await tend(client, now=now)

    monkeypatch.setattr(desk_rounds, "tend_review_cards", fail_once)
    async with running_desk_rounds(reviews.desk.client):
        await reviews.suggest()
        await reviews.desk.until(lambda: len(reviews.cards()) == 1)
    assert failed == [error]


async def test_a_stop_waits_no_longer_than_it_must_and_makes_no_second_card(reviews, fail):
    fail(Delay(5.0), path=POST, times=1)
    await reviews.suggest()
    async with running_desk_rounds(reviews.desk.client):
        await reviews.desk.until(lambda: reviews.rows() == [(0, 0, 1)])
        await asyncio.sleep(0)
        begun = time.monotonic()
    assert time.monotonic() - begun < 2
    await reviews.round(minutes=2)
    assert len(reviews.cards()) == 1
    assert reviews.rows() == [(1, 1, 0)]
