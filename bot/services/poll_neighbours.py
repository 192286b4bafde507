"""Ask the articles that share a text's rarest words which topics they are on."""

import heapq
import math
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from bot.domain.occurrences import Occurrences
from bot.domain.topic_text import TopicText, rarest
from bot.domain.vocabulary import Vocabulary
from bot.storage.store import Tables

# So many neighbours, votes by the square of their likeness, and words by their rarity told what
# articles of December 2019 are on best from those before.
_NEIGHBOURS = 60
# The rarest of a text's words are looked up, as far as so many articles hold them. With fewer the
# words that tell a topic are left out in a small archive; more take 5 ms in a large one.
_MOST_IDS, _MOST_IDS_IN_LARGE = 10_000, 6_000
_LARGE = 30_000
# Where only older articles are asked, many of the nearest may be newer.
_LOOKED_THROUGH = 4_000
# A word in the other's title counts for more.
_IN_TITLE = 2.0


async def poll_neighbours(
    tables: Tables, text: TopicText, *, guild_id: int | None, before: datetime | None = None
) -> dict[str, float]:
    """Each topic's share of the votes of the nearest articles, by the names in the archive.

    An article votes with what it has in common with the text. Only articles that came out before
    `before` are asked, where that is given.
    """
    vocabulary = await tables.index.vocabulary()
    weights = _weights(text, vocabulary)
    likeness = _likeness(weights, await tables.index.occurrences(weights))
    most = 2 * _NEIGHBOURS if before is None else _LOOKED_THROUGH
    while True:
        nearest = heapq.nlargest(most, likeness, key=likeness.__getitem__)
        stated = await tables.topics.stated(nearest, guild_id=guild_id, before=before)
        # What others alone see must not crowd out what this server does.
        is_crowded = tables.index.has_private and len(stated) < _NEIGHBOURS
        if not is_crowded or len(nearest) < most or most >= _LOOKED_THROUGH:
            break
        most = _LOOKED_THROUGH
    voters = list(stated.items())[:_NEIGHBOURS]
    total = sum(likeness[i] ** 2 for i, _ in voters)
    votes: dict[str, float] = {}
    for article_id, names in voters:
        for name in names:
            votes[name] = votes.get(name, 0.0) + likeness[article_id] ** 2 / total
    return votes


def _weights(text: TopicText, vocabulary: Vocabulary) -> dict[str, float]:
    """The rarest words with how much it says to share them."""
    in_title = set(text.title)
    weights: dict[str, float] = {}
    most = _MOST_IDS_IN_LARGE if vocabulary.size > _LARGE else _MOST_IDS
    ids = 0
    for word in rarest([*text.title, *text.excerpt], vocabulary.words):
        documents = vocabulary.words[word]
        ids += documents
        if weights and ids > most:
            break
        rarity = math.log(1 + (vocabulary.size - documents + 0.5) / (documents + 0.5))
        weights[word] = rarity * (_IN_TITLE if word in in_title else 1.0)
    return weights


def _likeness(
    weights: Mapping[str, float], occurrences: Mapping[str, Occurrences]
) -> dict[int, float]:
    shared: defaultdict[int, float] = defaultdict(float)
    for word, weight in weights.items():
        at = occurrences[word]
        for ids, worth in ((at.titles, _IN_TITLE * weight), (at.others, weight)):
            for article_id in ids:
                shared[article_id] += worth
    return shared
