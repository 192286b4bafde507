"""Discord's REST API on a loopback socket: HTTP in, SimCord's route table, HTTP out.

What comes between is in MIDDLEWARES, from the outside in: the token, rate limits, scripted faults.
"""

import json
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from aiohttp import BodyPartReader, web
from simcord.backend import Backend
from simcord.backend.errors import BackendError
from simcord.http.router import dispatch

from bot.demo.faults import let_go_wrong
from bot.demo.nonces import NONCES, create_once
from bot.demo.rate_limits import limit_rate
from bot.demo.starters import number_starter
from bot.demo.traffic import ApiCall, Traffic, Upload

API_PREFIX = "/api/v10"
BACKEND = web.AppKey("backend", Backend)
TOKEN = web.AppKey("token", str)
TRAFFIC = web.AppKey("traffic", Traffic)

# Discord's own limit for one request is 25 MiB of files and a little JSON.
MAX_REQUEST_BYTES = 26 * 1024 * 1024

# The path of these carries a token of its own; the bot's is not sent.
_TOKEN_IN_PATH = ("/interactions/", "/webhooks/")

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_log = logging.getLogger(__name__)


def add_rest_routes(app: web.Application) -> None:
    """Serve the API of the application's BACKEND under API_PREFIX."""
    app.router.add_route("*", API_PREFIX + "/{path:.+}", _answer)


@web.middleware
async def require_token(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Refuse a wrong bot token the way Discord does, so that a login fails as it would there."""
    if request.path.startswith(API_PREFIX) and not _is_allowed(request):
        return _response(401, {"message": "401: Unauthorized", "code": 0})
    return await handler(request)


@web.middleware
async def answer_errors(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Turn refusals of the simulated world into Discord's error bodies."""
    try:
        return await handler(request)
    except ConnectionError:
        return web.Response()  # to nobody: the bot has died in mid-request
    except BackendError as error:
        if error.status == 501:
            _log.warning("The simulated Discord can't do this: %s", error.message)
        return _response(error.status, error.to_json())
    except ValueError as error:
        # Not 500: discord.py would repeat the same request five times.
        _log.warning("The simulated Discord can't read a request: %s", error)
        return _response(400, {"message": "Invalid Form Body", "code": 50035})


MIDDLEWARES = (require_token, limit_rate, let_go_wrong, answer_errors)


def _is_allowed(request: web.Request) -> bool:
    if "Origin" in request.headers:
        return False  # some web page in a browser, and no bot
    given = request.headers.get("Authorization")
    if given is None:
        return request.path.removeprefix(API_PREFIX).startswith(_TOKEN_IN_PATH)
    return given == f"Bot {request.app[TOKEN]}"


async def _answer(request: web.Request) -> web.StreamResponse:
    call, backend = await _read_call(request), request.app[BACKEND]
    carry_out = partial(_carry_out, backend, call)
    result = create_once(backend, request.app[NONCES], call, carry_out)
    request.app[TRAFFIC].note(call)
    return _response(204 if result is None else 200, result)


def _carry_out(backend: Backend, call: ApiCall) -> Any:
    result = dispatch(
        backend,
        call.method,
        call.path,
        json=call.json,
        params=dict(call.params),
        files=list(call.files),
        reason=call.reason,
    )
    return number_starter(backend, call, result)


async def _read_call(request: web.Request) -> ApiCall:
    body, files = await _read_body(request)
    reason = request.headers.get("X-Audit-Log-Reason")
    return ApiCall(
        method=request.method,
        path="/" + request.match_info["path"],
        json=body,
        params=dict(request.query),
        files=files,
        reason=unquote(reason) if reason else None,
    )


async def _read_body(request: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    if request.content_type.startswith("multipart/"):
        return await _read_multipart(request)
    raw = await request.read()
    return (json.loads(raw) if raw else None), ()


async def _read_multipart(request: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    body: Any = None
    files: list[tuple[str, bytes]] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        if part.name == "payload_json":
            body = await part.json()
        elif part.filename:
            files.append((part.filename, bytes(await part.read(decode=True))))
    described = (body or {}).get("attachments", [])
    return body, tuple(
        Upload(name, BytesIO(data), _description(described, index))
        for index, (name, data) in enumerate(files)
    )


def _description(attachments: list[dict[str, Any]], index: int) -> str | None:
    return attachments[index].get("description") if index < len(attachments) else None


def _response(status: int, payload: Any) -> web.Response:
    if status == 204:
        return web.Response(status=204)
    # discord.py parses a body as JSON only under exactly this header, without a charset.
    return web.Response(
        status=status,
        body=json.dumps(payload).encode(),
        headers={"Content-Type": "application/json"},
    )
