"""Train the model that suggests topics, judge it, and store it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.topic import TopicNames
from bot.domain.topic_evidence import Blend, Evidence
from bot.domain.topic_model import TopicModel
from bot.domain.topic_text import read_topic_text
from bot.domain.topic_training import (
    Example,
    Judged,
    TrainingReport,
    best_thresholds,
    learnable,
    scores,
    windows,
)
from bot.services.fit_topics import fit_blend, fit_model
from bot.services.gather_evidence import Judges, gather_evidence
from bot.storage.store import Store
from bot.storage.topics import LabelledText

# What is older says little of what is new; more take minutes.
_MOST_ARTICLES = 40_000
# So many of each held-out part are shown to neighbours too.
_MOST_JUDGED = 400


@dataclass(frozen=True, slots=True)
class _Material:
    """What is learnt from, in order of time: texts, the same as examples, and the topics."""

    texts: Sequence[LabelledText]
    examples: Sequence[Example]
    names: TopicNames
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """A held-out article: what it is on, and what spoke for each topic."""

    topics: frozenset[str]
    evidence: dict[str, Evidence]


async def train_topics(
    store: Store, *, now: datetime, until: datetime | None = None
) -> TrainingReport:
    """Train on the newest articles before `until`, and store the model if there are enough.

    What the shared archive's files state of articles is learnt from, in order of time: each part is
    judged by what came before it, which sets the weights and thresholds of what is stored.
    """
    material = await _material(store, until)
    if not material.topics:
        return TrainingReport(len(material.examples))
    parts = [
        await _held_out(store, material, learnt, judged)
        for learnt, judged in windows(len(material.examples))
    ]
    report = await asyncio.to_thread(_judge, parts, material.topics)
    model = await asyncio.to_thread(_finished, material, parts)
    async with store.writing() as tables:
        size = await tables.topic_models.put(
            model, trained_at=int(now.timestamp()), articles=len(material.examples)
        )
    return replace(report, articles=len(material.examples), words=len(model.words), size=size)


async def _material(store: Store, until: datetime | None) -> _Material:
    texts = await store.topics.labelled(until=until, limit=_MOST_ARTICLES)
    names = await store.known_topics.names(guild_id=None)
    examples = await asyncio.to_thread(_examples, texts, names)
    return _Material(texts, examples, names, learnable(examples))


def _examples(texts: Sequence[LabelledText], names: TopicNames) -> list[Example]:
    return [
        Example(read_topic_text(t.title, t.excerpt), frozenset(map(names.reader_name, t.topics)))
        for t in texts
    ]


async def _held_out(store: Store, material: _Material, learnt: range, judged: range) -> list[_Held]:
    """What speaks for the topics of some articles, by those that came before."""
    examples = material.examples[learnt.start : learnt.stop]
    model = await asyncio.to_thread(fit_model, examples, material.topics)
    judges = Judges(material.names, store.known_topics.rules(material.names), model)
    step = max(1, len(judged) // _MOST_JUDGED)
    return [
        _Held(
            material.examples[at].topics,
            await gather_evidence(
                store,
                material.texts[at].title,
                material.texts[at].excerpt,
                judges,
                guild_id=None,
                before=material.texts[at].published,
            ),
        )
        for at in judged[::step]
    ]


def _judge(parts: Sequence[Sequence[_Held]], topics: Sequence[str]) -> TrainingReport:
    """Judge the last part with what the parts before it teach."""
    *before, last = parts
    blend, thresholds = _taught([held for part in before for held in part], topics)
    rows, micro, macro = scores(_judged(last, blend), thresholds)
    return TrainingReport(0, len(last), micro_f1=micro, macro_f1=macro, topics=rows)


def _finished(material: _Material, parts: Sequence[Sequence[_Held]]) -> TopicModel:
    """The model of all examples, with what all parts teach."""
    blend, thresholds = _taught([held for part in parts for held in part], material.topics)
    model = fit_model(material.examples, material.topics)
    chosen = tuple(round(thresholds[name], 3) for name in material.topics)
    return replace(model, blend=blend, thresholds=chosen)


def _taught(held: Sequence[_Held], topics: Sequence[str]) -> tuple[Blend, dict[str, float]]:
    """What each opinion is worth, and from which probability a topic is better taken."""
    nothing = Evidence(0.0)
    blend = fit_blend(
        [(h.evidence.get(name, nothing), name in h.topics) for h in held for name in topics]
    )
    return blend, best_thresholds(_judged(held, blend), topics)


def _judged(held: Sequence[_Held], blend: Blend) -> list[Judged]:
    return [
        Judged(h.topics, {name: blend.probability(e) for name, e in h.evidence.items()})
        for h in held
    ]
