"""What it costs to hide single shared articles from single servers, against not doing so.

    python bench/visible.py FILE [--hidden 100]

FILE is an archive as scaled.py makes it; it is copied, and 1,000 of its articles are hidden from
each of 1,000 servers (docs/adr/0014; "bound once" is what is done). Each query is asked as a server
that hid `--hidden` articles and as one that hid none; the least of nine runs counts.
"""

import argparse
import json
import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

_HIDING_NOTHING = "articles.is_removed = 0 AND +articles.guild_id IN (0, :guild)"
_UNSEEN = (
    "NOT EXISTS (SELECT 1 FROM hidden_articles AS hidden"
    " WHERE hidden.guild_id = :guild AND hidden.article_id = articles.id)"
)
_NOT_AMONG = "articles.id NOT IN (SELECT article_id FROM hidden_articles WHERE guild_id = :guild)"
# The server's id is bound once, so that no query but the condition changes.
_BOUND_ONCE = (
    "articles.is_removed = 0 AND EXISTS (SELECT 1 FROM (SELECT :guild AS guild) AS seen"
    " WHERE articles.guild_id IN (0, seen.guild) AND NOT EXISTS (SELECT 1 FROM hidden_articles"
    " AS hidden WHERE hidden.guild_id = seen.guild AND hidden.article_id = articles.id))"
)
_FORMS = {
    "no hiding": _HIDING_NOTHING,
    "NOT EXISTS": " AND ".join((_HIDING_NOTHING, _UNSEEN)),
    "bound once": _BOUND_ONCE,
    "NOT IN": " AND ".join((_HIDING_NOTHING, _NOT_AMONG)),
}
_QUERIES = {
    "32 ids (by_ids)": "SELECT title FROM json_each(:few) AS wanted CROSS JOIN articles"
    " ON articles.id = wanted.value WHERE {} ORDER BY wanted.key",
    "5,000 ids (within)": "SELECT articles.id FROM json_each(:many) AS wanted CROSS JOIN articles"
    " ON articles.id = wanted.value WHERE {}",
    "a month (by_day)": "SELECT published / 86400 AS day, count(*) FROM articles"
    " INDEXED BY articles_by_published WHERE {} AND published >= :since"
    " AND published < :since + 2592000 GROUP BY day",
    "newest 25 (titles)": "SELECT title FROM articles WHERE has_file = 1 AND {}"
    " ORDER BY published DESC, id LIMIT 25",
    "all (counts)": "SELECT has_file, count(*) FROM articles WHERE {} GROUP BY has_file",
}
_OWNER, _OTHER = 7, 5_000


def prepare(path: Path, hidden: int) -> None:
    """Hide articles, from many servers."""
    rng = random.Random(1)  # noqa: S311  not for secrets
    with closing(sqlite3.connect(path)) as connection, connection:
        (most,) = connection.execute("SELECT max(id) FROM articles").fetchone()
        connection.execute(
            "CREATE TABLE IF NOT EXISTS hidden_articles"
            " (guild_id INTEGER NOT NULL, article_id INTEGER NOT NULL,"
            " PRIMARY KEY (guild_id, article_id)) WITHOUT ROWID"
        )
        for guild_id in range(1, 1_001):
            size = hidden if guild_id == _OWNER else 1_000
            connection.executemany(
                "INSERT INTO hidden_articles VALUES (?, ?)",
                [(guild_id, i) for i in rng.sample(range(1, most + 1), size)],
            )
        connection.execute("ANALYZE hidden_articles")


def _ask(
    connection: sqlite3.Connection, sql: str, values: Mapping[str, str | int], guild_id: int
) -> list[tuple[object, ...]]:
    return connection.execute(sql, {**values, "guild": guild_id}).fetchall()


def least(ask: Callable[[], object], runs: int = 9) -> float:
    """The least milliseconds that asking takes."""
    took = []
    for _ in range(runs):
        began = time.perf_counter()
        ask()
        took.append(time.perf_counter() - began)
    return 1_000 * min(took)


def measure(connection: sqlite3.Connection) -> None:
    """Print a line for each query."""
    rng = random.Random(2)  # noqa: S311  not for secrets
    most, middle = connection.execute("SELECT max(id), avg(published) FROM articles").fetchone()
    values = {
        "few": json.dumps(rng.sample(range(1, most + 1), 32)),
        "many": json.dumps(rng.sample(range(1, most + 1), 5_000)),
        "since": int(middle),
    }
    print(f"{'ms':22}" + "".join(f"{name:>24}" for name in _FORMS))
    for name, query in _QUERIES.items():
        line = f"{name:22}"
        for condition in _FORMS.values():
            asked = partial(_ask, connection, query.format(condition), values)
            times = [least(partial(asked, guild)) for guild in (_OWNER, _OTHER)]
            line += f"{times[0]:>14.3f} /{times[1]:>8.3f}"
        print(line)


def main() -> None:
    """Measure on a copy."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("database", type=Path)
    parser.add_argument("--hidden", type=int, default=100)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.db"
        shutil.copy(arguments.database, path)
        prepare(path, arguments.hidden)
        with closing(sqlite3.connect(path)) as connection:
            measure(connection)


if __name__ == "__main__":
    main()
