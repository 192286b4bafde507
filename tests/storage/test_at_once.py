"""Work that is done in the connection's thread: whole or not at all, and for the database alone."""

import asyncio
import threading

import pytest


async def test_what_is_written_at_once_is_stored(store):
    async def work(tables):
        await tables.facts.put("a", "1")
        return await tables.facts.get("a")

    assert await store.write(work) == "1"
    assert await store.facts.get("a") == "1"


async def test_work_at_once_leaves_the_event_loop_free(store):
    """Else a load of many articles would keep the bot from answering."""
    loop, met = asyncio.get_running_loop(), threading.Event()

    async def work():
        loop.call_soon_threadsafe(met.set)
        return met.wait(timeout=10)

    assert await store.at_once(work)


async def test_work_at_once_may_do_more_work_at_once(store):
    async def inner(name, *, default):
        return await store.facts.get(name) or default

    async def outer():
        return await store.at_once(inner, "a", default="none")

    assert await store.at_once(outer) == "none"


async def test_failed_work_leaves_nothing_behind(store):
    async def work(tables):
        await tables.facts.put("a", "1")
        raise LookupError

    with pytest.raises(LookupError):
        await store.write(work)
    assert await store.facts.get("a") is None


async def test_work_that_waits_for_anything_else_is_refused_and_undone(store):
    """Such as the network: nothing may keep a transaction open that long."""

    async def work(tables):
        await tables.facts.put("a", "1")
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="waited for something else"):
        await store.write(work)
    assert await store.facts.get("a") is None
    await store.write(lambda tables: tables.facts.put("b", "1"))
    assert await store.facts.get("b") == "1"


async def test_work_whose_task_is_cancelled_ends_at_its_next_statement(store):
    loop, begun, cancelled = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    async def work(tables):
        await tables.facts.put("a", "1")
        loop.call_soon_threadsafe(begun.set)
        cancelled.wait(timeout=10)
        await tables.facts.put("a", "2")

    task = asyncio.create_task(store.write(work))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    cancelled.set()
    await store.write(lambda tables: tables.facts.put("b", "1"))
    assert await store.facts.get("a") is None
    assert await store.facts.get("b") == "1"


async def test_work_whose_task_is_cancelled_before_its_turn_never_begins(store):
    loop, begun, go_on = asyncio.get_running_loop(), asyncio.Event(), threading.Event()
    done = []

    async def first():
        loop.call_soon_threadsafe(begun.set)
        go_on.wait(timeout=10)

    async def second():
        done.append("second")

    occupied = asyncio.create_task(store.at_once(first))
    await begun.wait()
    task = asyncio.create_task(store.at_once(second))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go_on.set()
    await occupied
    assert await store.facts.get("a") is None
    assert done == []
