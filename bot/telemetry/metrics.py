"""What is counted and timed while Newsdesk runs, in Prometheus's terms."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from bot.domain.day_figures import Figures
from bot.domain.journey import TYPING

# Discord waits 3 seconds for a first answer; a search is to take some milliseconds.
_ANSWER_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0)
_SEARCH_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)
_LAG_BUCKETS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)
_TEXTS = {
    "interaction_seconds": "From receiving an interaction to Discord's taking of the first answer,"
    " by journey",
    "interactions_unanswered": "Interactions whose first answer Discord didn't take, or that had"
    " none in 15 minutes",
    "faults": "Interactions that ended in a fault, with a reference",
    "search_seconds": "Time to answer a question from the archive, without Discord",
    "discord_answers": "What Discord answered to calls, by route and status; 0 is no answer",
    "posts": "Messages of editions that ended, by how: sent, failed, unknown",
    "event_loop_lag_seconds": "How late the event loop woke up, twice a second",
    "tasks": "Tasks of the event loop, twice a second",
    "gateway_ready": "1 while the gateway is connected, else 0",
    "gateway_drops": "How often the connection to the gateway was lost",
    "backup_timestamp_seconds": "When the newest backup was made; 0 without one",
    "corpus_loaded_timestamp_seconds": "When the corpus was last loaded whole",
}
_IDS = re.compile(r"\d{15,20}")
_AFTER_ID = re.compile(r"(webhooks|interactions)/\{id\}/[^/]+")
_NAMED = re.compile(r"(reactions|invites)/[^/]+")


class Metrics:
    """All metrics of one bot, in a registry of their own: tests run many bots in a process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.interactions = self._histogram("interaction_seconds", _ANSWER_BUCKETS, "journey")
        self.unanswered = self._counter("interactions_unanswered", "journey")
        self.faults = self._counter("faults", "journey")
        self._searches = self._histogram("search_seconds", _SEARCH_BUCKETS)
        self._answers = self._counter("discord_answers", "route", "code")
        self.posts = self._counter("posts", "outcome")
        self.loop_lag = self._histogram("event_loop_lag_seconds", _LAG_BUCKETS)
        self.tasks = self._gauge("tasks")
        self.gateway_ready = self._gauge("gateway_ready")
        self.gateway_drops = self._counter("gateway_drops")
        self.backup_made = self._gauge("backup_timestamp_seconds")
        self.corpus_loaded = self._gauge("corpus_loaded_timestamp_seconds")

    def _histogram(self, name: str, buckets: Sequence[float], *labels: str) -> Histogram:
        text, full = _TEXTS[name], f"newsdesk_{name}"
        return Histogram(full, text, labels, buckets=buckets, registry=self.registry)

    def _counter(self, name: str, *labels: str) -> Counter:
        return Counter(f"newsdesk_{name}", _TEXTS[name], labels, registry=self.registry)

    def _gauge(self, name: str) -> Gauge:
        return Gauge(f"newsdesk_{name}", _TEXTS[name], registry=self.registry)

    @contextmanager
    def searching(self) -> Iterator[None]:
        """Time a question to the archive."""
        with self._searches.time():
            yield

    def figures(self) -> Figures:
        """The totals since the start that the owner is shown; completions count for nothing."""
        return Figures(
            searches=_sum(self._searches, "_count"),
            answers=_sum(self.interactions, "_count"),
            answer_seconds=_sum(self.interactions, "_sum"),
            faults=_sum(self.faults, "_total") + _sum(self.unanswered, "_total"),
            posts=_sum(self.posts, "_total", outcome="sent"),
            lost_posts=_sum(self.posts, "_total", outcome="failed")
            + _sum(self.posts, "_total", outcome="unknown"),
        )

    def note_answer(self, method: str, path: str, status: int) -> None:
        """Count what Discord answered to a call; status 0 where it didn't."""
        self._answers.labels(f"{method} {route_of(path)}", str(status)).inc()


def _sum(metric: Counter | Histogram, suffix: str, **labels: str) -> float:
    """All of a metric's samples of this kind with these labels, added up."""
    return sum(
        sample.value
        for family in metric.collect()
        for sample in family.samples
        if sample.name.endswith(suffix) and _counts(sample.labels, labels)
    )


def _counts(has: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    is_typing = has.get("journey", "").endswith(TYPING)
    return not is_typing and all(has.get(name) == value for name, value in wanted.items())


def route_of(path: str) -> str:
    """The route of a path of Discord's API, so that few are told apart: ids and tokens left out."""
    route = _IDS.sub("{id}", path)
    route = _AFTER_ID.sub(r"\1/{id}/{token}", route)
    return _NAMED.sub(r"\1/{name}", route)
