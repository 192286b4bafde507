"""What is taken from the metrics for the day's figures."""

from bot.domain.day_figures import Figures
from bot.telemetry.day_book import DayBook
from bot.telemetry.metrics import Metrics


def test_what_was_noted_is_not_taken_again_and_completions_do_not_count():
    metrics = Metrics()
    book = DayBook(metrics)
    metrics.interactions.labels("/news").observe(0.25)
    metrics.interactions.labels("news:page").observe(0.25)
    metrics.interactions.labels("/news (typing)").observe(0.25)
    metrics.posts.labels("sent").inc(3)
    metrics.posts.labels("failed").inc()
    metrics.posts.labels("unknown").inc()
    metrics.faults.labels("/news").inc()
    metrics.unanswered.labels("/news").inc()
    figures, totals = book.since_last()
    assert figures == Figures(answers=2, answer_seconds=0.5, faults=2, posts=3, lost_posts=2)
    again, _ = book.since_last()
    assert again == figures
    book.note(totals)
    metrics.posts.labels("sent").inc()
    assert book.since_last()[0] == Figures(posts=1)
