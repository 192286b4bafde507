"""What is said of a training of the model that suggests topics, on the command line."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from bot.domain.topic_training import (
    FEWEST_ARTICLES,
    FEWEST_OF_TOPIC,
    TopicScore,
    TrainingReport,
)
from bot.render.cli import printable
from bot.render.words import count

EXTRA_MISSING = (
    "training needs scikit-learn, which is not installed: pip install 'newsdesk[topics]'. "
    "Topics are suggested without it too, by similar articles"
)
_WIDTH = 40


def training_report(report: TrainingReport) -> str:
    """Say how well each topic is told by the model, which is stored; or why there is none."""
    return "\n".join(_lines(report))


def training_json(report: TrainingReport) -> str:
    """The same as one JSON object; shares are of 0 to 1."""
    return json.dumps({"is_trained": bool(report.size), **asdict(report)}, ensure_ascii=False)


def _lines(report: TrainingReport) -> Iterator[str]:
    if not report.size:
        yield (
            f"No model was trained: {count(report.articles, 'article')} with a file of their own "
            f"are too few; {FEWEST_ARTICLES} are needed, with {FEWEST_OF_TOPIC} on a topic."
        )
        yield "Topics are suggested by similar articles and by their names, as before."
        return
    yield (
        f"Trained on {count(report.articles, 'article')}: {count(report.words, 'word')} for "
        f"{count(len(report.topics), 'topic')}, {report.size:,} bytes stored."
    )
    yield (
        f"Of {count(report.held_out, 'later article')} that were held out: "
        f"F1 {report.micro_f1:.3f} over all, {report.macro_f1:.3f} on average over topics."
    )
    yield f"{'topic':{_WIDTH}} articles  precision  recall     F1  taken from"
    yield from map(_row, report.topics)


def _row(score: TopicScore) -> str:
    name = printable(score.name)
    shown = name if len(name) <= _WIDTH else f"{name[: _WIDTH - 1]}…"
    return (
        f"{shown:{_WIDTH}} {score.articles:8,}  {score.precision:9.3f}  {score.recall:6.3f}  "
        f"{score.f1:5.3f}  {score.threshold:10.2f}"
    )
