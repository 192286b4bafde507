"""Measure how well topics are told: names, neighbours and a trained model, on what came later.

    python bench/topics.py DATABASE --train-until 2019-12-01 --test-until 2020-01-01 [--json]

Trains on what the files state of articles before the one date, and tests on those up to the other.
"frozen" knows nothing of the time after the training; "rolling" lets the neighbours be all articles
that came out before the tested one, as in a bot that keeps loading, with the model of the training.
Topics that nearly all articles bear ("AI") are left out of F1 and recall. The database is copied.
"""

import argparse
import asyncio
import json
import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.topic_text import read_topic_text
from bot.domain.topic_training import Example, Judged, best_thresholds, learnable
from bot.services.fit_topics import fit_model
from bot.services.suggest_topics import suggest_topics
from bot.services.train_topics import train_topics
from bot.storage.store import Store, open_store

NEARLY_ALL = 0.9
EVERY = 10**6
TOP = 3
LEAST = 0.05


@dataclass(frozen=True)
class Told:
    """What was told of an article: topics taken, how likely each is, and those it bears."""

    taken: set
    likely: dict
    truth: set

    @property
    def ranked(self):
        return sorted(self.likely, key=self.likely.get, reverse=True)


def f1(told, topics):
    right = sum(len(t.taken & t.truth & topics) for t in told)
    wrong = sum(len((t.taken - t.truth) & topics) for t in told)
    left = sum(len((t.truth - t.taken) & topics) for t in told)
    return 2 * right / (2 * right + wrong + left) if right else 0.0


def figures(told, topics):
    asked = [t for t in told if t.truth & topics]
    found = sum(
        len(t.truth & topics & set([n for n in t.ranked if n in topics][:TOP])) for t in asked
    )
    return {
        "micro": round(f1(told, topics), 3),
        "macro": round(sum(f1(told, {name}) for name in topics) / len(topics), 3),
        "recall_of_three": round(found / sum(len(t.truth & topics) for t in asked), 3),
        "off": round(calibration_error(told, topics), 3),
        "by_topic": {name: round(f1(told, {name}), 3) for name in sorted(topics)},
    }


def calibration_error(told, topics):
    """By how much probabilities of a tenth differ from how often they are right, on average.

    Those below 0.05 are left out: nine in ten of all pairs are, and told rightly.
    """
    bins = [[] for _ in range(10)]
    for t in told:
        for name, probability in t.likely.items():
            if name in topics and probability >= LEAST:
                bins[min(9, int(probability * 10))].append((probability, name in t.truth))
    number = sum(map(len, bins))
    return sum(abs(sum(p - right for p, right in one)) for one in bins) / max(1, number)


async def articles(store, until):
    names = await store.known_topics.names(guild_id=None)
    texts = await store.topics.labelled(until=until, limit=EVERY)
    return [(t, frozenset(map(names.reader_name, t.topics))) for t in texts]


async def by_rules(store, tested):
    rules = store.known_topics.rules(await store.known_topics.names(guild_id=None))
    for text, truth in tested:
        found = rules.found_in(text.title, text.excerpt)
        yield Told(set(found), found, truth)


async def suggested(store, tested, rolling):
    for text, truth in tested:
        before = text.published if rolling else None
        likely = await suggest_topics(
            store, text.title, text.excerpt, guild_id=None, limit=EVERY, before=before
        )
        taken = {s.name for s in likely if s.is_likely}
        yield Told(taken, {s.name: s.probability for s in likely}, truth)


def by_model(trained, tested):
    """The model's word alone, with thresholds that the last quarter of the training sets."""
    examples = [Example(read_topic_text(t.title, t.excerpt), truth) for t, truth in trained]
    topics, cut = learnable(examples), len(examples) * 3 // 4
    earlier = fit_model(examples[:cut], topics)
    judged = [Judged(e.topics, earlier.probabilities(e.text)) for e in examples[cut:]]
    thresholds = best_thresholds(judged, topics)
    model = fit_model(examples, topics)
    for text, truth in tested:
        said = model.probabilities(read_topic_text(text.title, text.excerpt))
        taken = {name for name, p in said.items() if p >= thresholds[name]}
        yield Told(taken, said, truth)


async def times(store, tested):
    taken, cpu = [], time.process_time()
    for text, _ in tested:
        began = time.perf_counter()
        await suggest_topics(store, text.title, text.excerpt, guild_id=None)
        taken.append((time.perf_counter() - began) * 1e3)
    cpu = (time.process_time() - cpu) / len(taken) * 1e3
    taken.sort()
    return {
        "p50_ms": round(taken[len(taken) // 2], 2),
        "p95_ms": round(taken[len(taken) * 95 // 100], 2),
        "cpu_ms": round(cpu, 2),
    }


async def forget_since(store: Store, day):
    rows = await store.articles.after(0, limit=EVERY)
    later = [article.id for article in rows if article.published >= day]
    async with store.writing() as tables:
        await tables.indexing.delete(later)
        await tables.articles.delete(later)


async def measure(path, train_until, test_until):
    async with open_store(path) as full:
        known = await articles(full, test_until)
    trained = [(t, truth) for t, truth in known if t.published < train_until]
    tested = [(t, truth) for t, truth in known if t.published >= train_until]
    bearing = {name for _, truth in tested for name in truth}
    topics = {
        name
        for name in bearing
        if sum(name in truth for _, truth in tested) < NEARLY_ALL * len(tested)
    }
    result = {"trained_on": len(trained), "tested_on": len(tested), "topics": len(topics)}
    cut = path.with_name("cut.db")
    shutil.copy(path, cut)
    methods = {"model alone": list(by_model(trained, tested))}
    async with open_store(cut) as frozen, open_store(path) as rolling:
        await forget_since(frozen, train_until)
        methods["rules"] = [t async for t in by_rules(frozen, tested)]
        methods["untrained, frozen"] = [t async for t in suggested(frozen, tested, False)]
        methods["untrained, rolling"] = [t async for t in suggested(rolling, tested, True)]
        result["untrained"] = await times(rolling, tested[:500])
        report = await train_topics(frozen, now=datetime.now(UTC))
        result |= {"model_bytes": report.size, "model_words": report.words}
        result |= {"model_held_out_micro": round(report.micro_f1, 3)}
        async with rolling.writing() as tables:
            model = await frozen.topic_models.get()
            await tables.topic_models.put(model, trained_at=1, articles=len(trained))
        methods["trained, frozen"] = [t async for t in suggested(frozen, tested, False)]
        methods["trained, rolling"] = [t async for t in suggested(rolling, tested, True)]
        result["trained"] = await times(rolling, tested[:500])
    result["methods"] = {name: figures(told, topics) for name, told in methods.items()}
    return result


def table(result):
    methods = result.pop("methods")
    for name, value in result.items():
        print(f"{name:22} {value}")
    print(f"\n{'':22} {'micro F1':>9} {'macro F1':>9} {'recall@3':>9} {'off by':>9}")
    for name, row in methods.items():
        print(
            f"{name:22} {row['micro']:9.3f} {row['macro']:9.3f}"
            f" {row['recall_of_three']:9.3f} {row['off']:9.3f}"
        )
    print()
    for topic in next(iter(methods.values()))["by_topic"]:
        print(f"{topic:30}", *(f"{row['by_topic'][topic]:6.3f}" for row in methods.values()))


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("database", type=Path)
    parser.add_argument("--train-until", default="2019-12-01")
    parser.add_argument("--test-until", default="2020-01-01")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    until = [
        datetime.fromisoformat(day).replace(tzinfo=UTC)
        for day in (options.train_until, options.test_until)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "full.db"
        shutil.copy(options.database, path)
        result = asyncio.run(measure(path, *until))
    print(json.dumps(result)) if options.json else table(result)


if __name__ == "__main__":
    main()
