"""The figures of the database as metrics, read when they are asked for."""

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.domain.vitals import Vitals


class VitalsCollector(Collector):
    """Holds the vitals that were read last; without any, its metrics are left out."""

    def __init__(self) -> None:
        self.vitals: Vitals | None = None
        self.read_at: datetime | None = None

    def collect(self) -> Iterator[Metric]:
        """The metrics as of the last reading."""
        readable = GaugeMetricFamily(
            "newsdesk_database_readable", "1 if the database could be read just now, else 0"
        )
        readable.add_metric([], 0 if self.vitals is None else 1)
        yield readable
        if self.vitals is not None and self.read_at is not None:
            yield from _families(self.vitals, self.read_at)


def _families(vitals: Vitals, now: datetime) -> Iterator[Metric]:
    waiting = GaugeMetricFamily(
        "newsdesk_outbox_posts",
        "Messages of editions by state: pending (due and may be tried), sending, unknown",
        labels=["state"],
    )
    for state in ("pending", "sending"):
        waiting.add_metric([state], getattr(vitals, state))
    waiting.add_metric(["unknown"], vitals.doubts)
    yield waiting
    age = 0.0 if vitals.oldest is None else max(0.0, (now - vitals.oldest).total_seconds())
    tick = 0.0 if vitals.last_tick is None else vitals.last_tick.timestamp()
    for name, text, value in (
        (
            "newsdesk_outbox_oldest_seconds",
            "How long ago the post was due that has waited longest; 0 with none",
            age,
        ),
        (
            "newsdesk_last_tick_timestamp_seconds",
            "When the last tick planned what is due; 0 before the first",
            tick,
        ),
        (
            "newsdesk_missed_dates",
            "Local dates without their edition that were noticed in the last 24 hours",
            vitals.misses,
        ),
        (
            "newsdesk_articles_waiting_for_a_story",
            "Articles that are not placed in a story yet",
            vitals.waiting_stories,
        ),
        ("newsdesk_articles", "Articles of the archive that all servers share", vitals.articles),
        ("newsdesk_database_bytes", "Size of the database", vitals.database_bytes),
    ):
        family = GaugeMetricFamily(name, text)
        family.add_metric([], value)
        yield family
