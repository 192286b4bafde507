"""Render editions of an archive's longest articles and hold each message against Discord's limits.

    python bench/edition_limits.py --openapi OPENAPI.json --database FILE

Validates bodies and plain forms against Discord's OpenAPI document
(https://github.com/discord/discord-api-spec) and against what that leaves out (bot.render.limits).
Exit code 1 on any violation.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema_rs

from bot.domain.article import Article
from bot.domain.edition import Edition, EditionStory
from bot.domain.heat import Heat
from bot.domain.subscription import MOST_STORIES, Manner, Policy, Subscription
from bot.render.digest_ids import fill_in
from bot.render.edition import render_edition
from bot.render.limits import broken_limits
from bot.render.text import width
from bot.storage.store import open_archive

LONGEST = 50
BATCH = 2000
DUE = datetime(2019, 12, 5, 9, tzinfo=UTC)
SNOWFLAKE = 1_500_000_000_000_000_000


async def longest_articles(database: Path) -> list[Article]:
    """The articles with most to show."""
    best: list[Article] = []
    async with open_archive(database) as tables:
        last = await tables.articles.next_id()
        for first in range(1, last, BATCH):
            ids = range(first, min(first + BATCH, last))
            articles = await tables.articles.by_ids(ids, guild_id=None)
            best = sorted([*best, *articles], key=_length, reverse=True)[:LONGEST]
    return best


def _length(article: Article) -> int:
    return sum(map(len, (article.title, article.excerpt, article.provider, article.url)))


def editions(articles: list[Article]) -> Iterator[tuple[Edition, Subscription]]:
    """Editions of every size, each with further sources and newer coverage, in every manner."""
    also = tuple(articles[:12])
    for size in range(1, MOST_STORIES + 1):
        for first in range(0, len(articles) - size, size):
            shown = articles[first : first + size]
            stories = tuple(EditionStory(a, a.id, Heat(), also, also[:3]) for a in shown)
            edition = Edition("2019-12-05", DUE, "last_days", stories)
            for kind in ("text", "forum"):
                policy = Policy(topics=tuple(a.title[:100] for a in articles[:10]))
                manner = Manner(is_silent=True, tag_ids=(SNOWFLAKE,))
                yield (
                    edition,
                    Subscription(1, 2, 3, kind, DUE, policy=policy, manner=manner),
                )


def problems(payload: dict[str, Any], schemas: dict[str, Any]) -> Iterator[str]:
    """What Discord would refuse of a message, or of a thread with its first message."""
    is_thread = "message" in payload
    schema = schemas["CreateForumThreadRequest" if is_thread else "MessageCreateRequest"]
    if not is_thread:
        payload = payload | {"nonce": "x" * 24, "enforce_nonce": True}
    yield from (error.message for error in schema.iter_errors(payload))
    message = payload.get("message", payload)
    yield from broken_limits(message["components"])
    if width(message.get("content", "")) > 2000:
        yield "more than 2,000 characters of content"


def main() -> int:
    """Print the violations and one line of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--openapi", type=Path, required=True, help="Discord's openapi.json")
    parser.add_argument("--database", type=Path, required=True, help="an archive")
    arguments = parser.parse_args()
    components = json.loads(arguments.openapi.read_bytes())["components"]
    schemas = {
        name: jsonschema_rs.Draft202012Validator(
            {"$ref": f"#/components/schemas/{name}", "components": components},
            validate_formats=True,
        )
        for name in ("MessageCreateRequest", "CreateForumThreadRequest")
    }
    articles = asyncio.run(longest_articles(arguments.database))
    rendered, messages, found = 0, 0, 0
    for edition, subscription in editions(articles):
        rendered += 1
        for part in render_edition(edition, subscription):
            for payload in (part.body, part.plain):
                messages += 1
                for problem in problems(json.loads(fill_in(payload, SNOWFLAKE)), schemas):
                    found += 1
                    sys.stderr.write(f"{problem}\n")
    print(f"{rendered} editions, {messages} messages, {found} violations")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
