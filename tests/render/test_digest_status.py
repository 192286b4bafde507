"""What the status of a subscription tells of messages that could not be edited."""

from datetime import UTC, datetime

from bot.domain.edition_record import DigestStatus
from bot.domain.failure import Cause
from bot.domain.subscription import Subscription
from bot.render.digest_status import status_card

MADE = datetime(2019, 12, 5, tzinfo=UTC)


def test_it_counts_them_by_what_kept_them(text_of):
    subscription = Subscription(1, 2, 3, "text", MADE)
    causes = (Cause.NO_PERMISSION, Cause.NO_PERMISSION, Cause.THREAD_CLOSED)
    text = text_of(status_card(DigestStatus(subscription, None, 0, (), causes)))
    said = "could not be corrected after a retraction or edit"
    assert f"- 2 messages {said}: I lack a permission in the channel" in text
    assert f"- 1 message {said}: the thread is closed" in text


def test_without_any_it_says_nothing_of_them(text_of):
    subscription = Subscription(1, 2, 3, "text", MADE)
    assert "corrected" not in text_of(status_card(DigestStatus(subscription, None, 0, ())))
