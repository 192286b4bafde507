"""Suggest topics for a text, for somebody to choose from."""

from datetime import datetime

from bot.domain.topic_evidence import TopicSuggestion, suggestion
from bot.services.gather_evidence import Judges, gather_evidence
from bot.storage.store import Tables

SUGGESTED = 3


async def suggest_topics(
    tables: Tables,
    title: str,
    excerpt: str,
    *,
    guild_id: int | None,
    limit: int = SUGGESTED,
    before: datetime | None = None,
) -> tuple[TopicSuggestion, ...]:
    """The likeliest topics of a text, the likeliest first, each with its probability.

    By the trained model where there is one, by the topics of similar articles (only such that came
    out before `before`, where that is given), and by names of topics that stand in the text.
    """
    return await tables.at_once(
        _suggest, tables, title, excerpt, guild_id=guild_id, limit=limit, before=before
    )


async def _suggest(
    tables: Tables,
    title: str,
    excerpt: str,
    *,
    guild_id: int | None,
    limit: int,
    before: datetime | None,
) -> tuple[TopicSuggestion, ...]:
    names = await tables.known_topics.names(guild_id=guild_id)
    model = await tables.topic_models.get()
    judges = Judges(names, tables.known_topics.rules(names), model)
    evidence = await gather_evidence(
        tables, title, excerpt, judges, guild_id=guild_id, before=before
    )
    counts = {topic.name: topic.count for topic in names.topics}
    trained = dict(zip(model.topics, model.thresholds, strict=True)) if model else {}
    suggestions = [
        suggestion(
            name,
            found,
            articles=counts.get(name, 0),
            blend=model.blend if model and name in trained else None,
            threshold=trained.get(name),
        )
        for name, found in evidence.items()
    ]
    likely = sorted(filter(None, suggestions), key=lambda s: (-s.probability, s.name))
    return tuple(likely[:limit])
