"""What the command line says of an archive's index: that it is made anew, and its health."""

import json
from collections.abc import Sequence

from bot.domain.condition import Condition, State
from bot.domain.health import Aspect, Check
from bot.render.condition import condition_sentence
from bot.render.words import count

INDEXING = "Making the index"
INDEXING_UNIT = "article"
GROUPING = "Finding stories"
OUTDATED = "the index is of an older version and is made anew"
HEALTHY = "Nothing is wrong."
_LABELS = {State.OK: "ok", State.NOTE: "note", State.WRONG: "WRONG"}
_REINDEX = "run `newsdesk reindex`"
_REPLAY = "run `newsdesk desk replay`"
_RESTORE = "put a backup in its place with `newsdesk restore FILE`"
# What is said of each aspect where all is well, and where not, with the mend.
_SOUND = {
    Aspect.FILE: "the file is sound",
    Aspect.LINKS: "every row that another refers to is there",
    Aspect.SCHEMA: "the schema is that of this version",
    Aspect.FORMAT: "the index is made as this version makes it",
    Aspect.TALLIES: "topics and sources are counted rightly",
    Aspect.STORIES: "every article is in one story, or waits for it",
    Aspect.WAITING: "articles that wait to be placed in a story",
    Aspect.UNINDEXED: "every article is in the index",
    Aspect.STRAYS: "every indexed article is there",
    Aspect.SIZE: "the index knows its size",
    Aspect.WORDS: "articles' words are indexed as they are",
    Aspect.BLOCKS: "blocks of postings are in order",
    Aspect.POSTINGS: "lists of postings agree with the articles' words",
    Aspect.COUNTS: "words are counted as the postings have it",
    Aspect.DESK_LOG: "each desk's log replays to what is stored of it",
    Aspect.DESK_MADE: "readers are told what desks made",
}
_WRONG = {
    Aspect.FILE: ("the file is damaged", f"start the bot, which mends that, or {_RESTORE}"),
    Aspect.LINKS: ("rows refer to others that are not there", _RESTORE),
    Aspect.FORMAT: ("the index is not made as this version makes it", _REINDEX),
    Aspect.TALLIES: ("topics or sources are counted wrongly", _REINDEX),
    Aspect.STORIES: ("articles are in no story, or in a wrong one", _REINDEX),
    Aspect.UNINDEXED: ("articles are missing from the index", _REINDEX),
    Aspect.STRAYS: ("indexed articles were removed or are gone", _REINDEX),
    Aspect.SIZE: ("the index does not know its size", _REINDEX),
    Aspect.WORDS: ("articles are indexed otherwise than they are", _REINDEX),
    Aspect.BLOCKS: ("blocks of postings are out of order", _REINDEX),
    Aspect.POSTINGS: ("lists of postings are not what the articles' words make them", _REINDEX),
    Aspect.COUNTS: ("words are counted otherwise than the postings have it", _REINDEX),
    Aspect.DESK_LOG: ("desks are not what their logs make", _REPLAY),
    Aspect.DESK_MADE: ("readers are told otherwise than desks have it", _REPLAY),
}


def reindexed(articles: int, *, seconds: float) -> str:
    """What `reindex` did."""
    return f"{count(articles, 'article')} indexed in {seconds:.1f} seconds."


def is_healthy(checks: Sequence[Check], conditions: Sequence[Condition]) -> bool:
    """Whether nothing is wrong with the archive, nor with the machine."""
    is_sound = not any(check.problems for check in checks)
    return is_sound and not any(c.state is State.WRONG for c in conditions)


def health_report(checks: Sequence[Check], conditions: Sequence[Condition]) -> str:
    """A line for each check, what is wrong with its mend and examples; the machine's first."""
    lines = [*map(_condition_line, conditions), *map(_line, checks)]
    return "\n".join([*lines, HEALTHY] if is_healthy(checks, conditions) else lines)


def health_json(checks: Sequence[Check], conditions: Sequence[Condition]) -> str:
    """The same as one JSON object."""
    return json.dumps(
        {
            "healthy": is_healthy(checks, conditions),
            "machine": [
                {"name": c.finding.value, "state": c.state.value, "says": condition_sentence(c)}
                for c in conditions
            ],
            "checks": [
                {
                    "name": check.aspect.value,
                    "problems": check.problems,
                    "examples": check.examples,
                    "looked_at": check.looked_at,
                    "says": _sentence(check),
                }
                for check in checks
            ],
        },
        ensure_ascii=False,
    )


def _condition_line(condition: Condition) -> str:
    return f"{_LABELS[condition.state]:5}  {_printable(condition_sentence(condition))}"


def _line(check: Check) -> str:
    if not check.problems:
        return f"ok     {_sentence(check)}"
    examples = "".join(f"\n         {_printable(example)}" for example in check.examples)
    return f"WRONG  {_sentence(check)}{examples}"


def _sentence(check: Check) -> str:
    if not check.problems:
        looked_at = "" if check.looked_at is None else f" ({check.looked_at:,})"
        return f"{_SOUND[check.aspect]}{looked_at}"
    problem, mend = _WRONG[check.aspect]
    return f"{problem} ({check.problems:,}); {mend}"


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
