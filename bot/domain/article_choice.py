"""An article as somebody chooses it while typing."""

import re
from dataclasses import dataclass
from datetime import datetime

_CHOSEN = re.compile(r"#([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class ArticleChoice:
    """An article by what tells it from others of its title."""

    id: int
    title: str
    source: str
    published: datetime

    @property
    def value(self) -> str:
        """What stands for it once it is chosen."""
        return chosen_value(self.id)


def chosen_value(article_id: int) -> str:
    """What stands for an article once it is chosen; nobody would type it for a title."""
    return f"#{article_id}"


def chosen_id(text: str) -> int | None:
    """The id of the article that was chosen; None where something was typed."""
    chosen = _CHOSEN.fullmatch(text.strip())
    return None if chosen is None else int(chosen[1])
