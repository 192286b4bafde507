"""Answers made to exhaust: each ends soon, with its reason, and the loop and memory stay free."""

import asyncio
import contextlib
import gc
import gzip
import socket
import time
import tracemalloc
import zlib

import pytest

from bot.errors import (
    LargePageError,
    NoPageError,
    PageError,
    PageStatusError,
    SlowPageError,
    UnreachablePageError,
)
from bot.fetch.pages import PageFetcher, PageLimits
from bot.fetch.reach import Reach

MIB = 2**20
HTML = b"Content-Type: text/html\r\n"
# A machine may be busy with other work; what is slow by itself is so each time.
TRIES = 6


class Lag:
    """How long the event loop was held up at most, in seconds."""

    async def __aenter__(self):
        self.seconds = 0.0
        self._watch = asyncio.create_task(self._tick())
        return self

    async def __aexit__(self, *_):
        self._watch.cancel()

    async def _tick(self):
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            self.seconds = max(self.seconds, time.perf_counter() - before - 0.005)


@contextlib.contextmanager
def memory():
    """The Python memory taken at most, in bytes, as the one item of a list."""
    gc.collect()
    tracemalloc.start()
    peak = []
    try:
        yield peak
    finally:
        peak.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()


def bomb(wbits, unpacked=1024 * MIB):
    """A stream that unpacks to that much, made of one packed MiB over and over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    first = packer.compress(b"\0" * MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b"\0" * MIB) + packer.flush(zlib.Z_FULL_FLUSH)

    async def pieces():
        yield first
        for _ in range(unpacked // MIB):
            yield block

    return pieces


async def endless():
    while True:
        yield b"<p>more and more</p>" * 3000


async def hundred_mib():
    for _ in range(1600):
        yield b"x" * 65536


async def drip():
    yield b"<!doctype html><title>"
    while True:
        yield b"."
        await asyncio.sleep(0.05)


async def silence():
    await asyncio.Event().wait()
    yield b""


async def chunks():
    """A chunked body of one byte a chunk, so that framing outweighs what it frames."""
    while True:
        yield b"1\r\nx\r\n" * 5000


def encoded(name):
    return HTML + f"Content-Encoding: {name}\r\n".encode()


STREAMS = {
    "gzip bomb": (bomb(31), encoded("gzip"), LargePageError),
    "zlib bomb": (bomb(15), encoded("deflate"), LargePageError),
    "deflate bomb": (bomb(-15), encoded("deflate"), LargePageError),
    "endless": (endless, HTML, LargePageError),
    "100 MiB": (hundred_mib, HTML, LargePageError),
    "100 MiB announced": (hundred_mib, HTML + b"Content-Length: 104857600\r\n", LargePageError),
    "drip": (drip, HTML, SlowPageError),
    "silence": (silence, HTML, SlowPageError),
    "tiny chunks": (
        chunks,
        HTML + b"Transfer-Encoding: chunked\r\n",
        (SlowPageError, LargePageError),
    ),
}


@pytest.fixture
def quick(reach, names):
    return PageFetcher(reach, PageLimits(seconds=1), resolver=names)


@pytest.mark.parametrize("name", STREAMS)
async def test_a_body_without_measure_is_stopped_and_holds_up_nothing(quick, web, name):
    pieces, headers, refusal = STREAMS[name]
    url = web.stream("/", pieces, headers=headers)
    for attempt in range(TRIES):
        async with Lag() as lag:
            with pytest.raises(refusal):
                await quick.fetch(url)
        if lag.seconds < 0.1 or attempt == TRIES - 1:
            break
    assert lag.seconds < 0.1


@pytest.mark.parametrize("name", STREAMS)
async def test_it_takes_little_memory(quick, web, name):
    pieces, headers, _ = STREAMS[name]
    url = web.stream("/", pieces, headers=headers)
    with memory() as peak, pytest.raises(PageError):
        await quick.fetch(url)
    assert peak[0] < 16 * MIB


async def test_a_head_that_never_ends_is_stopped(fetcher, web):
    async def reply():
        yield b"HTTP/1.1 200 OK\r\n"
        while True:
            yield b"X-More: and more\r\n" * 100

    web.answers["/"] = reply
    with pytest.raises(UnreachablePageError):
        await fetcher.fetch(web.url())


async def test_a_head_that_drips_is_stopped(quick, web):
    async def reply():
        yield b"HTTP/1.1 200 OK\r\nX-Slow: "
        while True:
            yield b"."
            await asyncio.sleep(0.05)

    web.answers["/"] = reply
    with pytest.raises(SlowPageError) as refusal:
        await quick.fetch(web.url())
    assert "not there after 1 s; try again later" in str(refusal.value)


async def test_the_time_counts_for_all_redirects_together(reach, web, names):
    async def reply():
        await asyncio.sleep(0.15)
        yield b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"

    web.answers["/"] = reply
    fetcher = PageFetcher(reach, PageLimits(seconds=0.4), resolver=names)
    with pytest.raises(SlowPageError):
        await fetcher.fetch(web.url())


async def test_a_name_that_is_never_answered_is_given_up(reach, names):
    names.resolve = lambda *_, **__: asyncio.Event().wait()
    fetcher = PageFetcher(reach, PageLimits(seconds=0.2), resolver=names)
    with pytest.raises(SlowPageError):
        await fetcher.fetch(f"http://site.test:{next(iter(reach.ports))}/")


async def test_a_page_of_just_the_limit_is_taken(reach, web, names):
    fetcher = PageFetcher(reach, PageLimits(max_bytes=1000), resolver=names)
    page = await fetcher.fetch(web.answer("/", b"<p>".ljust(1000, b"x")))
    assert len(page.body) == 1000


async def test_a_page_of_one_byte_more_is_not(reach, web, names):
    fetcher = PageFetcher(reach, PageLimits(max_bytes=1000), resolver=names)
    with pytest.raises(LargePageError) as refusal:
        await fetcher.fetch(web.answer("/", b"<p>".ljust(1001, b"x")))
    assert refusal.value.limit == 1000


@pytest.mark.parametrize(
    ("name", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("identity", bytes)],
)
async def test_honest_bodies_are_unpacked(fetcher, web, name, pack):
    body = b"<!doctype html><title>Packed</title>" + b"<p>text</p>" * 500
    page = await fetcher.fetch(web.answer("/", pack(body), headers=encoded(name)))
    assert page.body == body


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
async def test_a_body_that_can_not_be_unpacked_is_damaged(fetcher, web, name):
    body = b"<!doctype html><title>not packed at all</title>"
    with pytest.raises(NoPageError) as refusal:
        await fetcher.fetch(web.answer("/", body, headers=encoded(name)))
    assert refusal.value.media == "damaged"


@pytest.mark.parametrize(
    ("content_type", "body", "media"),
    [
        ("application/pdf", b"%PDF-1.7", "pdf"),
        ("text/html", b"%PDF-1.7", "pdf"),
        ("image/jpeg", b"\xff\xd8\xff\xe0", "image"),
        ("text/html", b"\x89PNG\r\n\x1a\n", "image"),
        ("image/svg+xml", b"<svg/>", "image"),
        ("video/mp4", b"\0\0\0\x18ftyp", "video"),
        ("audio/mpeg", b"ID3", "audio"),
        ("application/rss+xml", b"<rss/>", "feed"),
        ("text/html", b'<?xml version="1.0"?><rss version="2.0"/>', "feed"),
        ("text/plain", b"<title>x</title>", "file"),
        ("application/json", b"{}", "file"),
        ("application/octet-stream", b"<title>x</title>", "file"),
        ("text/html", b"PK\x03\x04", "file"),
        ("nonsense", b"<title>x</title>", "file"),
    ],
)
async def test_what_is_no_page_is_said_to_be_what_it_is(fetcher, web, content_type, body, media):
    headers = f"Content-Type: {content_type}\r\n".encode()
    with pytest.raises(NoPageError) as refusal:
        await fetcher.fetch(web.answer("/", body, headers=headers))
    assert refusal.value.media == media


@pytest.mark.parametrize(
    "content_type", ["text/html", "TEXT/HTML;charset=utf-8", "application/xhtml+xml"]
)
async def test_pages_are_taken(fetcher, web, content_type):
    page = await fetcher.fetch(
        web.answer("/", headers=f"Content-Type: {content_type}\r\n".encode())
    )
    assert b"A page" in page.body


async def test_a_page_without_a_content_type_is_known_by_its_markup(fetcher, web):
    page = await fetcher.fetch(web.answer("/", headers=b""))
    assert b"A page" in page.body


async def test_the_headers_charset_comes_with_the_page(fetcher, web):
    page = await fetcher.fetch(
        web.answer("/", headers=b'Content-Type: text/html; charset="Shift_JIS"\r\n')
    )
    assert page.charset == "shift_jis"


@pytest.mark.parametrize("status", [204, 304, 400, 401, 403, 404, 410, 429, 500, 503])
async def test_an_error_status_is_told(fetcher, web, status):
    with pytest.raises(PageStatusError) as refusal:
        await fetcher.fetch(web.answer("/", b"", status=f"{status} Whatever"))
    assert refusal.value.status == status


async def test_a_name_that_is_none_is_told(fetcher, web):
    with pytest.raises(UnreachablePageError) as refusal:
        await fetcher.fetch(web.url(host="nowhere.test"))
    assert refusal.value.problem == "name"


async def test_a_closed_port_is_told(reach, names):
    with socket.socket() as closed:
        closed.bind(("127.0.0.2", 0))
        port = closed.getsockname()[1]
        closing = PageFetcher(Reach(frozenset({port}), reach.also_public), resolver=names)
        with pytest.raises(UnreachablePageError) as refusal:
            await closing.fetch(f"http://site.test:{port}/")
    assert refusal.value.problem == "connection"


async def test_https_without_tls_is_told(reach, names):
    async def greet(_reader, writer):
        writer.write(b"220 mail.test ready\r\n")
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.2", 0)
    port = server.sockets[0].getsockname()[1]
    fetcher = PageFetcher(Reach(frozenset({port}), reach.also_public), resolver=names)
    async with server:
        with pytest.raises(UnreachablePageError) as refusal:
            await fetcher.fetch(f"https://site.test:{port}/")
    assert refusal.value.problem == "certificate"


@pytest.mark.parametrize(
    "garbage", [b"", b"\0\1\2\3", b"HTTP/9.9 what\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Len"]
)
async def test_what_is_no_http_is_told(fetcher, web, garbage):
    web.answers["/"] = garbage
    with pytest.raises(UnreachablePageError):
        await fetcher.fetch(web.url())


async def test_a_body_cut_short_is_told(fetcher, web):
    web.answers["/"] = b"HTTP/1.1 200 OK\r\n" + HTML + b"Content-Length: 500\r\n\r\n<title>x"
    with pytest.raises(UnreachablePageError):
        await fetcher.fetch(web.url())


async def test_after_many_refusals_nothing_is_left_open(reach, names, web):
    web.stream("/", drip)
    hasty = PageFetcher(reach, PageLimits(seconds=0.02), resolver=names)
    tasks = len(asyncio.all_tasks())
    for _ in range(25):
        with pytest.raises(SlowPageError):
            await hasty.fetch(web.url())
    await web.stop()
    await asyncio.sleep(0)
    assert len(asyncio.all_tasks()) <= tasks
