"""What was confirmed or posted, held against what is stored and what stands in channels."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desk_crowd import Bureau, Confirmed, ids_of
from newsroom import Desk as Channel
from newsroom import posted, rows

from bot.demo.loopback import LoopbackDiscord

_CARD = re.compile(r"desk:(?:suggested:open|suggested:approve|undecide):([0-9]+)")
# As desk_crowd.py makes the addresses of suggestions; a member is told by a message that has it.
_SUGGESTED = re.compile(r"http://127\.0\.0\.1/[0-9-]+")


@dataclass(slots=True)
class Kept:
    """What is not as it must be, each in words; and how many of each kind were found."""

    found: Counter[str] = field(default_factory=Counter)
    lost: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)

    def compare(self, database: Path, confirmed: Confirmed) -> None:
        """Note what was confirmed and is not stored, and what is stored twice."""
        # What is confirmed while rows are read may not be in them yet.
        acts, channels = set(confirmed.acts), set(confirmed.channels)
        stored = rows(database, "SELECT guild_id, number, why FROM desk_acts")
        gone = acts - {(guild_id, number) for guild_id, number, _ in stored}
        self.lost |= {f"act {number} of desk {guild_id}" for guild_id, number in gone}
        kept = {row[0] for row in rows(database, "SELECT channel_id FROM subscriptions")}
        self.lost |= {f"the digest of channel {each}" for each in channels - kept}
        self._note("acts", {"the desks": [why for _, _, why in stored if why]})

    def look(
        self, server: LoopbackDiscord, channels: Iterable[Channel], bureaus: Iterable[Bureau]
    ) -> None:
        """Note what stands twice in channels and direct messages."""
        editions = {str(each.channel_id): posted(server, each) for each in channels}
        self._note("messages of editions", editions)
        cards = {str(at.guild_id): list(_cards(server, at)) for at in bureaus}
        self._note("review cards", cards)
        self._note("outcomes told", {"direct messages": list(_told(server))})

    def count_editions(
        self, server: LoopbackDiscord, database: Path, channels: Iterable[Channel]
    ) -> int:
        """Note editions that are not in their channel; how many there should be."""
        wanted = rows(
            database,
            "SELECT channel_id, edition_id, part FROM outbox"
            " JOIN editions ON editions.id = edition_id"
            " JOIN subscriptions ON subscriptions.id = subscription_id",
        )
        there = {each.channel_id: set(posted(server, each)) for each in channels}
        for channel_id, edition_id, part in wanted:
            if f"digest:related:{edition_id}:{part}" not in there.get(channel_id, ()):
                self.lost.add(f"part {part} of edition {edition_id}")
        without = there.keys() - {channel_id for channel_id, *_ in wanted}
        self.lost |= {f"any edition in {channel_id}" for channel_id in without}
        return len(wanted)

    def _note(self, kind: str, places: Mapping[str, Sequence[str]]) -> None:
        self.found[kind] = sum(len(there) for there in places.values())
        self.doubled |= {
            f"{kind}: {each} in {place}"
            for place, there in places.items()
            for each, times in Counter(there).items()
            if times > 1
        }


def _cards(server: LoopbackDiscord, at: Bureau) -> Iterator[str]:
    for message in server.backend.messages.get(at.review_id, {}).values():
        if not message.is_ephemeral:
            yield from {
                found[1] for one in ids_of(message.components) if (found := _CARD.match(one))
            }


def _told(server: LoopbackDiscord) -> Iterator[str]:
    for channel_id, messages in server.backend.messages.items():
        if server.backend.get_channel(channel_id).guild_id is None:
            for message in messages.values():
                yield from set(_SUGGESTED.findall(str(message.components)))
