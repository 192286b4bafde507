"""Which cards of suggestions are to be posted or edited, and what became of that."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.desk_act import DeskAct, Stage, SubmissionState
from bot.domain.desk_state import Record
from bot.domain.failure import Cause, Failure, Remedy, leaves_doubt, remedy_for
from bot.domain.review_card import ReviewCard
from bot.domain.submission import submission_subject
from bot.services.find_published import find_published
from bot.services.settle_desk import lose_review_channel
from bot.storage.store import Store, Tables

# Longer than a call may take; then it is not known what became of it.
_LEASE = timedelta(minutes=1)
_LATER = timedelta(minutes=10)
# Discord, or the server at Discord, can't be reached.
_AWAY = timedelta(minutes=1)
_PAUSE = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(minutes=10)
# What a moderator did to the card or the channel, which trying again doesn't mend.
_ENDED = frozenset({Cause.MESSAGE_GONE, Cause.BAD_PAYLOAD, Cause.BLOCKED})
_TROUBLES = frozenset({Cause.NO_ACCESS, Cause.NO_PERMISSION, Cause.FORBIDDEN, Cause.THREAD_CLOSED})


@dataclass(frozen=True, slots=True)
class TakenCard:
    """A card with what it is to show: the suggestion's state, the last act on it, what it became.

    `card.attempts` are those before this one.
    """

    card: ReviewCard
    state: SubmissionState | None
    last: DeskAct | None
    article_id: int | None = None

    @property
    def is_in_doubt(self) -> bool:
        """Whether it may have been posted, though nobody knows."""
        return self.card.message_id is None and self.card.attempts > 0


async def take_review_cards(store: Store, *, now: datetime, limit: int) -> list[TakenCard]:
    """Cards that are behind their suggestions; each is this caller's for a minute.

    A card that was never sent is not posted any more once its suggestion doesn't wait.
    """
    seconds = int(now.timestamp())
    if not await store.review_cards.due(seconds, 1):
        return []

    async def work(tables: Tables) -> list[TakenCard]:
        due = await tables.review_cards.due(seconds, limit)
        taken = [await _with_state(tables, card) for card in due]
        until = int((now + _LEASE).timestamp())
        wanted = []
        for one in taken:
            if _is_pointless(one):
                await tables.review_cards.drop(one.card.guild_id, [one.card.number])
            else:
                await tables.review_cards.start(one.card, until=until)
                wanted.append(one)
        return wanted

    return await store.write(work, is_durable=True)


async def _with_state(tables: Tables, card: ReviewCard) -> TakenCard:
    subject = submission_subject(card.number)
    records = await tables.desk_records.get(card.guild_id, [subject])
    record = records.get(subject, Record(None, 0, 0))
    acts = await tables.desk_acts.get(card.guild_id, [record.touched])
    state = record.state if isinstance(record.state, SubmissionState) else None
    article_id = await find_published(tables, card.guild_id, state)
    return TakenCard(card, state, acts.get(record.touched), article_id)


def _is_pointless(taken: TakenCard) -> bool:
    is_waiting = taken.state is not None and taken.state.stage is Stage.SUGGESTED
    return taken.card.message_id is None and not taken.is_in_doubt and not is_waiting


async def record_review_card(store: Store, taken: TakenCard, message_id: int) -> None:
    """Note that Discord has the card as it was taken, and that its channel can be posted in."""
    card, shown = taken.card, taken.last.number if taken.last else taken.card.wanted

    async def work(tables: Tables) -> None:
        await tables.review_cards.record(card, message_id=message_id, shown=shown)
        await tables.desk_settings.note_trouble(card.guild_id, card.channel_id, "")

    await store.write(work, is_durable=True)


async def note_redrawn(
    store: Store, guild_id: int, number: int, *, message_id: int, shown: int
) -> None:
    """Note that a press redrew the suggestion's card, if that message is the card."""

    async def work(tables: Tables) -> None:
        await tables.review_cards.note_redrawn(guild_id, number, message_id=message_id, shown=shown)

    await store.write(work)


async def drop_review_card(store: Store, taken: TakenCard) -> None:
    """Forget a card that nobody needs any more."""

    async def work(tables: Tables) -> None:
        await tables.review_cards.drop(taken.card.guild_id, [taken.card.number])

    await store.write(work)


async def fail_review_card(
    store: Store, taken: TakenCard, failure: Failure, *, now: datetime
) -> None:
    """Note why the card was not taken: it is tried again later, or given up.

    What is wrong with the channel is kept for the admins.
    """
    card, cause = taken.card, failure.cause
    if cause is Cause.NO_CHANNEL:
        await lose_review_channel(store, card.guild_id, card.channel_id, cause)
    elif cause in _ENDED:
        await drop_review_card(store, taken)
    else:
        await _postpone(store, card, failure, now)


async def _postpone(store: Store, card: ReviewCard, failure: Failure, now: datetime) -> None:
    cause = failure.cause
    until = int((now + _pause(card, failure)).timestamp())
    attempts = card.attempts + leaves_doubt(cause)

    async def work(tables: Tables) -> None:
        await tables.review_cards.postpone(card, until=until, attempts=attempts)
        if cause in _TROUBLES:
            await tables.desk_settings.note_trouble(card.guild_id, card.channel_id, cause)

    await store.write(work)


def _pause(card: ReviewCard, failure: Failure) -> timedelta:
    if remedy_for(failure.cause) is not Remedy.RETRY:
        return _LATER
    if not failure.has_left:
        return _AWAY
    grown = min(_PAUSE * (1 << min(card.attempts, 10)), _LONGEST_PAUSE)
    return max(grown, timedelta(seconds=failure.retry_after))
