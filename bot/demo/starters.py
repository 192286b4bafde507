"""The first message of a thread in a forum, which has the thread's id; SimCord gives it another.

https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel
"""

import re
from typing import Any

from simcord.backend import Backend

from bot.demo.traffic import ApiCall

_THREADS = re.compile(r"/channels/\d+/threads")


def number_starter(backend: Backend, call: ApiCall, result: Any) -> Any:
    """What a call came to; where it opened a thread in a forum, its message has the thread's id."""
    if call.method != "POST" or not _THREADS.fullmatch(call.path) or "message" not in result:
        return result
    thread_id = int(result["id"])
    messages = backend.messages[thread_id]
    ((old_id, starter),) = messages.items()
    starter.id = thread_id
    messages[thread_id] = messages.pop(old_id)
    backend.get_channel(thread_id).last_message_id = thread_id
    return result | {"message": result["message"] | {"id": str(thread_id)}}
