"""A hostile web on loopback: what tests take for public lies on 127.0.0.2, secrets elsewhere."""

import asyncio
import contextlib
import socket
from ipaddress import ip_network

import pytest
from aiohttp.abc import AbstractResolver

from bot.fetch.pages import PageFetcher, PageLimits
from bot.fetch.reach import Reach

PUBLIC = "127.0.0.2"
SECRET = ("127.0.0.1", "127.0.0.3", "::1")
HTML = b"Content-Type: text/html; charset=utf-8\r\n"
PAGE = b"<!doctype html><title>A page</title>"


class Web:
    """A server whose answers are scripted by path: bytes, or an async generator of them."""

    def __init__(self):
        self.answers = {}
        self.requests = []
        self.intruders = []
        self.port = 0
        self._servers = []
        self._tasks = set()

    def answer(self, path, body=PAGE, *, status="200 OK", headers=HTML):
        """Script a whole HTTP answer."""
        length = f"Content-Length: {len(body)}\r\n".encode()
        head = f"HTTP/1.1 {status}\r\n".encode() + headers + length + b"Connection: close\r\n\r\n"
        self.answers[path] = head + body
        return self.url(path)

    def redirect(self, path, location, status="302 Found"):
        header = f"Location: {location}\r\n".encode("utf-8", "surrogateescape")
        return self.answer(path, b"", status=status, headers=header)

    def stream(self, path, pieces, *, headers=HTML):
        """Script an answer whose body ends when the pieces do."""

        async def reply():
            yield b"HTTP/1.1 200 OK\r\n" + headers + b"Connection: close\r\n\r\n"
            async for piece in pieces():
                yield piece

        self.answers[path] = reply
        return self.url(path)

    def url(self, path="/", host="site.test"):
        return f"http://{host}:{self.port}{path}"

    async def start(self):
        public = await asyncio.start_server(self._serve, PUBLIC, 0)
        self.port = public.sockets[0].getsockname()[1]
        self._servers.append(public)
        for host in SECRET:
            with contextlib.suppress(OSError):
                self._servers.append(await asyncio.start_server(self._intrude, host, self.port))

    async def stop(self):
        for server in self._servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _intrude(self, _reader, writer):
        self.intruders.append(writer.get_extra_info("sockname")[0])
        writer.write(b"HTTP/1.1 200 OK\r\n" + HTML + b"\r\n<title>secret</title>")
        await self._finish(writer)

    async def _serve(self, reader, writer):
        self._tasks.add(asyncio.current_task())
        over = (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError)
        with contextlib.suppress(*over):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.requests.append(head)
            reply = self.answers.get(
                head.split(" ")[1], b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
            )
            if isinstance(reply, bytes):
                writer.write(reply)
            else:
                async for piece in reply():
                    writer.write(piece)
                    await writer.drain()
        await self._finish(writer)

    async def _finish(self, writer):
        writer.close()
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            await writer.wait_closed()


class Names(AbstractResolver):
    """Names by a table; a list of lists is one answer a look-up, the last for ever."""

    def __init__(self, table):
        self.table = table
        self.asked = []

    async def resolve(self, host, port=0, family=socket.AF_UNSPEC):  # noqa: ARG002 - aiohttp names it
        self.asked.append(host)
        answers = self.table.get(host)
        if answers is None:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        if isinstance(answers[0], list):
            answers = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            {
                "hostname": host,
                "host": address,
                "port": port,
                "family": socket.AF_INET6 if ":" in address else socket.AF_INET,
                "proto": 0,
                "flags": 0,
            }
            for address in answers
        ]

    async def close(self):
        pass


@pytest.fixture
async def web():
    served = Web()
    await served.start()
    yield served
    await served.stop()


@pytest.fixture
def names():
    return Names({"site.test": [PUBLIC]})


@pytest.fixture
def reach(web):
    """127.0.0.2 is public and the server's port the web's."""
    return Reach(ports=frozenset({web.port}), also_public=(ip_network(f"{PUBLIC}/32"),))


@pytest.fixture
def fetcher(reach, names):
    return PageFetcher(reach, PageLimits(seconds=2.0), resolver=names)
