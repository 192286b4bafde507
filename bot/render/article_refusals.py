"""What is refused to moderators who name an article that can't be told for sure."""

from collections.abc import Sequence

from bot.domain.article_choice import ArticleChoice
from bot.render.desk_refusals import DeskRefusalError
from bot.render.refusal_words import NOT_TRUSTED
from bot.render.text import escape

_MAX_TEXT = 120
_MAX_TITLE = 120
_MOST_NEAR = 3


class UnknownArticleError(DeskRefusalError):
    """No article is meant for sure; `near` may be."""

    def __init__(self, text: str, near: Sequence[ArticleChoice] = ()) -> None:
        titles = [f"- {escape(each.title, _MAX_TITLE)}" for each in near[:_MOST_NEAR]]
        sentence = (
            f"I can't tell which article “{escape(text, _MAX_TEXT)}” is. Nothing was changed: pick "
            "one from what is offered while you type, or give its address."
        )
        lines = [sentence, *(["Near to it:", *titles] if titles else [])]
        super().__init__("\n".join(lines))


class NoArticleError(DeskRefusalError):
    """The article of a button or form is not there any more, for this server."""

    def __init__(self) -> None:
        super().__init__("This article is not in the archive any more. Nothing was changed.")


class NotTrustedError(DeskRefusalError):
    """An act on the archive of all servers, in a server that may no longer act for all."""

    def __init__(self) -> None:
        super().__init__(NOT_TRUSTED)


class NotRetractedError(DeskRefusalError):
    """There is nothing retracted that this could mean."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"Nothing that is retracted here is called “{escape(text, _MAX_TEXT)}”. Pick one from "
            "what is offered while you type."
        )


class NoSuchWeightError(DeskRefusalError):
    """Nothing of this name is pinned, boosted or muted now."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"Nothing that is pinned, boosted or muted here now is called “{_quoted(text)}”. Pick "
            "one from what is offered while you type."
        )


class NoSuchNameError(DeskRefusalError):
    """Nobody here gave a topic this name."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"No topic was given the name “{_quoted(text)}” in this server. Names that all servers "
            "share stay. Pick one from what is offered while you type."
        )


def _quoted(text: str) -> str:
    return escape(text, _MAX_TEXT)
