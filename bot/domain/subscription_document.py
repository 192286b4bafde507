"""Subscriptions as a JSON document, to be kept or taken to another server."""

import json
from collections.abc import Iterable
from typing import Any

from bot.domain.document_entry import DocumentEntry, EntryReader
from bot.domain.subscription import Subscription
from bot.errors import NewsdeskError

FORMAT = 1
MOST_BYTES = 256 * 1024
MOST_SUBSCRIPTIONS = 200
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class SubscriptionDocumentError(NewsdeskError):
    """A document that can't be taken; each of the problems names a field and its mend."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


def write_document(subscriptions: Iterable[Subscription]) -> bytes:
    """The document of subscriptions, in UTF-8."""
    document = {"newsdesk": FORMAT, "subscriptions": [_entry(each) for each in subscriptions]}
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _entry(subscription: Subscription) -> dict[str, Any]:
    timing, policy, manner = subscription.timing, subscription.policy, subscription.manner
    return {
        "channel": str(subscription.channel_id),
        "time": f"{timing.at:%H:%M}",
        "timezone": timing.zone,
        "days": [_DAYS[day] for day in sorted(timing.weekdays)],
        "topics": list(policy.topics),
        "stories": policy.stories,
        "per_provider": policy.per_provider,
        "least_quality": policy.least_quality,
        "include": list(policy.include),
        "exclude": list(policy.exclude),
        "when_empty": "archive" if policy.from_archive else "skip",
        "role": None if manner.role_id is None else str(manner.role_id),
        "silent": manner.is_silent,
        "thread": manner.starts_thread,
        "crosspost": manner.crossposts,
        "tags": [str(tag_id) for tag_id in manner.tag_ids],
    }


def read_document(data: bytes) -> tuple[DocumentEntry, ...]:
    """The subscriptions of a document; raises SubscriptionDocumentError with all its problems.

    A field that is left out is as usual, but for the channel. Ranges and names are not looked at.
    """
    entries = _listed(_parsed(data))
    problems: list[str] = []
    read = [
        EntryReader(f"subscriptions[{at}]", one, problems).read() for at, one in enumerate(entries)
    ]
    channels = [entry.channel_id for entry in read]
    problems += [
        f"{entry.place}.channel: is there twice; keep one entry for a channel"
        for entry in read
        if entry.channel_id and channels.count(entry.channel_id) > 1
    ]
    if problems:
        raise SubscriptionDocumentError(problems)
    return tuple(read)


def _parsed(data: bytes) -> Any:
    if len(data) > MOST_BYTES:
        raise SubscriptionDocumentError([f"the file has more than {MOST_BYTES // 1024} KiB"])
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object)
    except UnicodeDecodeError:
        raise SubscriptionDocumentError(["the file isn't text in UTF-8"]) from None
    except RecursionError:
        raise SubscriptionDocumentError(["the file nests too deeply"]) from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise SubscriptionDocumentError([f"{where}: is no JSON: {error.msg}"]) from None
    except ValueError:
        raise SubscriptionDocumentError(["the file has a number that is too long"]) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise SubscriptionDocumentError([f"{name[:40]}: is there twice; keep one"])
        found[name] = value
    return found


def _listed(document: Any) -> list[Any]:
    if not isinstance(document, dict) or "subscriptions" not in document:
        raise SubscriptionDocumentError(
            ["subscriptions: is missing; the file must be one that /digest export wrote"]
        )
    version = document.get("newsdesk")
    if version != FORMAT or isinstance(version, bool):
        raise SubscriptionDocumentError([f"newsdesk: must be {FORMAT}, the format of this version"])
    entries = document["subscriptions"]
    if not isinstance(entries, list) or not 1 <= len(entries) <= MOST_SUBSCRIPTIONS:
        rule = f"must be a list of 1 to {MOST_SUBSCRIPTIONS} subscriptions"
        raise SubscriptionDocumentError([f"subscriptions: {rule}"])
    return entries
