"""Reading in a process of its own: what a page does to it, and what it can't do to the bot."""

import asyncio
import gc
import os
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime

import msgspec
import pytest

from bot.domain.page import PageMetadata
from bot.domain.page_reading import read_page
from bot.errors import UnreadablePageError
from bot.fetch import page_reader
from bot.fetch.page_reader import PageReader
from bot.fetch.page_worker import run_errand
from bot.fetch.pages import FetchedPage

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://site.test/story"
BODY = """<html lang=de><title>Größe</title><link rel=canonical href=/story>
<meta property=article:published_time content=2026-11-20T08:00:00Z>
<meta property=og:image content=/a.jpg><p>Text""".encode()
# Markup that takes its parser minutes, or the room it takes as a tree.
HOSTILE = {
    "nesting": b"<div>" * 800_000,
    "attributes": b"<a " + b" ".join(b"a%d=1" % i for i in range(400_000)) + b">",
    "text in text": b"<article><p>a<time>x" * 180_000,
    "open links": b"<a>" * 1_300_000,
    "tables": b"<table>" * 560_000,
    "JSON": b"<script type=application/ld+json>" + b"[" * 1_000_000 + b"</script>",
    "long words": b"<title>" + b"&amp;" * 800_000,
}
TRIES = 6


def fetched(body=BODY, charset="utf-8"):
    return FetchedPage(URL, URL, body, charset)


async def read(body, **options):
    return await PageReader(**options).read(fetched(body), now=NOW)


async def longest_lag(work):
    """How long the loop was held up at most while the work was done, and its outcome."""
    lag = 0.0
    task = asyncio.create_task(work)
    while not task.done():
        before = time.perf_counter()
        await asyncio.sleep(0.005)
        lag = max(lag, time.perf_counter() - before - 0.005)
    return lag, (await asyncio.gather(task, return_exceptions=True))[0]


async def test_it_finds_what_reading_here_would():
    assert await read(BODY) == read_page(BODY, url=URL, charset="utf-8", now=NOW)


async def test_from_a_link_to_what_its_page_says(fetcher, web):
    """The whole way over real sockets: a short link, a redirect, a page in an old charset."""
    header = b"Content-Type: text/html; charset=windows-1252\r\n"
    web.answer("/story", BODY.decode().encode("cp1252"), headers=header)
    page = await fetcher.fetch(web.redirect("/s/1", "/story"))
    found = await PageReader().read(page, now=NOW)
    assert (found.title, found.canonical_url) == ("Größe", web.url("/story"))


async def test_metadata_come_back_whole():
    found = await read(BODY)
    assert (found.title, found.language) == ("Größe", "de")
    assert found.published == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert found.image.url == "https://site.test/a.jpg"


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_page_of_four_megabytes_holds_up_nothing(name):
    for attempt in range(TRIES):
        lag, outcome = await longest_lag(read(HOSTILE[name], seconds=2))
        if lag < 0.1 or attempt == TRIES - 1:
            break
    assert lag < 0.1
    assert isinstance(outcome, PageMetadata | UnreadablePageError)


async def test_a_page_over_time_is_told_with_the_mend():
    with pytest.raises(UnreadablePageError) as refusal:
        await read(HOSTILE["nesting"], seconds=0.5)
    assert str(refusal.value) == f"{URL}: its markup can't be read; type what it says"


async def test_after_a_page_that_kills_its_reader_the_next_is_read():
    reader = PageReader(seconds=1)
    with pytest.raises(UnreadablePageError):
        await reader.read(fetched(HOSTILE["nesting"]), now=NOW)
    assert (await reader.read(fetched(), now=NOW)).title == "Größe"


async def test_no_process_outlives_its_page():
    children = f"/proc/{os.getpid()}/task/{os.getpid()}/children"
    with pytest.raises(UnreadablePageError):
        await read(HOSTILE["nesting"], seconds=0.3)
    gc.collect()
    with open(children) as listed:  # noqa: PTH123, ASYNC230 - a file of the kernel's
        assert listed.read().split() == []


async def test_a_cancelled_reading_ends_its_process():
    task = asyncio.create_task(read(HOSTILE["nesting"]))
    await asyncio.sleep(0.3)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    with open(f"/proc/{os.getpid()}/task/{os.getpid()}/children") as listed:  # noqa: PTH123, ASYNC230 - a file of the kernel's
        assert listed.read().split() == []


async def test_several_at_once_are_all_read():
    reader = PageReader()
    found = await asyncio.gather(*(reader.read(fetched(), now=NOW) for _ in range(5)))
    assert {page.title for page in found} == {"Größe"}


@pytest.mark.parametrize(
    "code",
    [
        "raise SystemExit(3)",
        "import os; os.kill(os.getpid(), 11)",
        "pass",
        "print('no json')",
        "print('{\"canonical_url\": 1}')",
        "print('x' * 10_000_000)",
        "import sys; sys.stdin.close()",
    ],
)
async def test_whatever_a_reader_answers_it_is_a_refusal(monkeypatch, tmp_path, code):
    """A parser that was taken over may answer anything, or nothing."""
    (tmp_path / "traitor.py").write_text(code)
    monkeypatch.setattr(page_reader, "_WORKER", "traitor")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(UnreadablePageError):
        await read(BODY, seconds=3)


async def test_no_secret_of_ours_is_in_the_readers_environment(monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    assert "secret" not in str(page_reader._environment())


def test_a_page_that_wants_more_memory_than_there_is_ends_its_process_alone():
    code = (
        "from bot.fetch.page_worker import confine; confine(); held = bytearray(1 << 30); print(1)"
    )
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert "MemoryError" in done.stderr
    assert done.stdout == ""


def test_a_confined_process_writes_no_file(tmp_path):
    path = tmp_path / "left"
    code = (
        "import sys; from bot.fetch.page_worker import confine; confine();"
        "open(sys.argv[1], 'w').write('something')"
    )
    subprocess.run([sys.executable, "-c", code, path], capture_output=True, check=False)  # noqa: S603 - our own code
    assert path.read_bytes() == b""


def test_the_errand_is_answered_in_json():
    errand = {"url": URL, "asked": URL, "charset": "utf-8", "now": NOW}
    answer = msgspec.json.decode(run_errand(msgspec.json.encode(errand), BODY))
    assert (answer["title"], answer["verdict"]) == ("Größe", "page")


def test_the_confinement_holds_only_for_the_reader():
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
