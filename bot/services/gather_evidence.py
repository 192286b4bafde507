"""Gather what speaks for each topic that a text may be on."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.topic import TopicNames
from bot.domain.topic_evidence import Evidence
from bot.domain.topic_model import TopicModel
from bot.domain.topic_text import NameRules, read_topic_text
from bot.services.poll_neighbours import poll_neighbours
from bot.storage.store import Tables


@dataclass(frozen=True, slots=True)
class Judges:
    """Who is asked beside the neighbours: names of topics, and a model where one is trained."""

    names: TopicNames
    rules: NameRules
    model: TopicModel | None = None


async def gather_evidence(
    tables: Tables,
    title: str,
    excerpt: str,
    judges: Judges,
    *,
    guild_id: int | None,
    before: datetime | None = None,
) -> dict[str, Evidence]:
    """What speaks for each topic, by the name readers see, that anything speaks for.

    Neighbours are articles that came out before `before`, where that is given.
    """
    text = read_topic_text(title, excerpt)
    model = judges.model.probabilities(text) if judges.model else {}
    rules = judges.rules.found_in(title, excerpt)
    neighbours: dict[str, float] = {}
    votes = await poll_neighbours(tables, text, guild_id=guild_id, before=before)
    for name, share in votes.items():
        shown = judges.names.reader_name(name)
        neighbours[shown] = min(1.0, neighbours.get(shown, 0.0) + share)
    return {
        name: Evidence(model.get(name), neighbours.get(name, 0.0), rules.get(name, 0.0))
        for name in {*model, *rules, *neighbours}
    }
