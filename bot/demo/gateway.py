"""Discord's gateway on a loopback socket: handshake, heartbeats, resume, zlib-stream.

Close codes and opcodes: https://discord.com/developers/docs/topics/opcodes-and-status-codes
"""

import asyncio
import json
import zlib
from contextlib import ExitStack
from enum import IntEnum
from typing import Any

import discord
from aiohttp import WSMessage, web
from simcord.backend import Backend
from simcord.intents import PRIVILEGED_INTENTS

from bot.demo.gateway_session import GatewaySession
from bot.demo.traffic import Traffic

GATEWAY_PATH = "/gateway"
HEARTBEAT_MILLISECONDS = 41_250
# discord.py notes when it sent a heartbeat after sending it, in another thread. An answer that
# is faster than that thread looks to it like one to the heartbeat before, 41 s late.
ACKNOWLEDGE_SECONDS = 0.1
# How long a client may take to answer a close before it is cut off.
CLOSE_SECONDS = 1.0


class Opcode(IntEnum):
    """The part of the gateway's opcodes that a bot without voice and members needs."""

    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    RESUME = 6
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class CloseCode(IntEnum):
    """Why the gateway hangs up; a client reconnects after the first and stops after the rest."""

    UNKNOWN_ERROR = 4000
    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    DISALLOWED_INTENTS = 4014


class Gateway:
    """All gateway sessions and open connections of one simulated Discord."""

    def __init__(self, backend: Backend, token: str, traffic: Traffic) -> None:
        self.url = ""
        self.token = token
        self._backend = backend
        self._traffic = traffic
        self._sessions: dict[str, GatewaySession] = {}
        self._sockets: dict[web.WebSocketResponse, web.Request] = {}

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection for as long as the client keeps it."""
        if request.query.get("compress", "zlib-stream") != "zlib-stream":
            raise web.HTTPBadRequest(
                text="This simulated gateway compresses with zlib-stream only."
            )
        socket = web.WebSocketResponse(timeout=CLOSE_SECONDS)
        await socket.prepare(request)
        self._sockets[socket] = request
        try:
            await _Connection(self, socket, compressed="compress" in request.query).run()
        finally:
            del self._sockets[socket]
        return socket

    async def disconnect(self, code: int) -> None:
        """Hang up on every client; their sessions can still be resumed."""
        for socket in tuple(self._sockets):
            await socket.close(code=code)

    def drop(self) -> None:
        """Break every connection without a word; the sessions can still be resumed."""
        for request in self._sockets.values():
            if request.transport is not None:
                request.transport.abort()

    def close(self) -> None:
        """End every session: none can be resumed, and who comes back must identify anew."""
        for session in self._sessions.values():
            session.close()
        self._sessions.clear()

    @property
    def is_in_use(self) -> bool:
        """Whether a client has ever identified."""
        return bool(self._sessions)

    def open_session(self, intents: discord.Intents) -> GatewaySession:
        """Begin a session that follows the world from READY on; abandoned ones end."""
        for session_id in [id_ for id_, known in self._sessions.items() if not known.is_followed]:
            # Its bot has died or gone; each that is kept costs a copy of every event.
            self._sessions.pop(session_id).close()
        session = GatewaySession(self._backend, intents)
        self._sessions[session.id] = session
        session.open(self.url)
        self._traffic.wake()
        return session

    def find_session(self, session_id: str, sequence: int) -> GatewaySession | None:
        """Give back a session whose events after the sequence number are all kept."""
        session = self._sessions.get(session_id)
        return session if session is not None and session.can_replay(sequence) else None


class _Connection:
    """One WebSocket: reads commands, and sends its session's events once it has one."""

    def __init__(
        self, gateway: Gateway, socket: web.WebSocketResponse, *, compressed: bool
    ) -> None:
        self._gateway = gateway
        self._socket = socket
        self._deflate = zlib.compressobj() if compressed else None
        self._sender: asyncio.Task[None] | None = None
        self._following = ExitStack()

    async def run(self) -> None:
        await self._send(Opcode.HELLO, {"heartbeat_interval": HEARTBEAT_MILLISECONDS})
        try:
            async for message in self._socket:
                await self._receive(message)
        finally:
            self._following.close()
            if self._sender is not None:
                self._sender.cancel()
                await asyncio.wait({self._sender})

    async def _receive(self, message: WSMessage) -> None:
        try:
            command = json.loads(message.data)
            opcode, data = command["op"], command.get("d")
        except (ValueError, TypeError, KeyError):
            await self._socket.close(code=CloseCode.DECODE_ERROR)
        else:
            await self._obey(opcode, data)

    async def _obey(self, opcode: int, data: Any) -> None:
        if opcode == Opcode.HEARTBEAT:
            await self._acknowledge()
        elif opcode == Opcode.IDENTIFY:
            await self._identify(data)
        elif opcode == Opcode.RESUME:
            await self._resume(data)
        elif opcode != Opcode.PRESENCE:
            await self._socket.close(code=CloseCode.UNKNOWN_OPCODE)
        elif self._sender is None:
            await self._socket.close(code=CloseCode.NOT_AUTHENTICATED)

    async def _acknowledge(self) -> None:
        if self._sender is not None:
            await asyncio.sleep(ACKNOWLEDGE_SECONDS)
        await self._send(Opcode.HEARTBEAT_ACK, None)

    async def _identify(self, data: dict[str, Any]) -> None:
        intents = discord.Intents.none()
        intents.value = data["intents"]
        if data["token"] != self._gateway.token:
            await self._socket.close(code=CloseCode.AUTHENTICATION_FAILED)
        elif any(getattr(intents, name) for name in PRIVILEGED_INTENTS):
            # Newsdesk promises to ask for none; here none has been granted.
            await self._socket.close(code=CloseCode.DISALLOWED_INTENTS)
        else:
            self._follow(self._gateway.open_session(intents), after=0)

    async def _resume(self, data: dict[str, Any]) -> None:
        if data["token"] != self._gateway.token:
            await self._socket.close(code=CloseCode.AUTHENTICATION_FAILED)
            return
        session = self._gateway.find_session(data["session_id"], data["seq"])
        if session is None:
            await self._send(Opcode.INVALID_SESSION, False)
            return
        session.resume()
        self._follow(session, after=data["seq"])

    def _follow(self, session: GatewaySession, *, after: int) -> None:
        self._following.enter_context(session.followed())
        self._sender = asyncio.create_task(self._send_events(session, after))

    async def _send_events(self, session: GatewaySession, sent: int) -> None:
        while True:
            session.arrived.clear()
            for sequence, frame in session.after(sent):
                await self._send_text(frame)
                sent = sequence
            await session.arrived.wait()

    async def _send(self, opcode: Opcode, data: Any) -> None:
        await self._send_text(json.dumps({"op": opcode, "d": data, "s": None, "t": None}))

    async def _send_text(self, text: str) -> None:
        if self._deflate is None:
            await self._socket.send_str(text)
            return
        packed = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
        await self._socket.send_bytes(packed)
