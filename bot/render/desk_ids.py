"""The ids of buttons, selects and forms of the desk; see custom_ids for the rules."""

import re
from typing import Literal, TypeAlias

# What can be done with a suggestion from its card.
ReviewAction: TypeAlias = Literal["open", "approve", "edit", "reject", "block", "withdraw"]

_NUMBER = r"(?P<number>[0-9]{1,15})"
# The last act on what filled a form, by its number.
_SEEN = r"(?P<seen>[0-9]{1,15})"

# -- queue (cogs/queue.py, cogs/suggest.py)
QUEUE_PAGE = re.compile(r"desk:queue:(?P<page>[0-9]{1,6})")
REVISE_FORM = re.compile(rf"desk:revise:{_NUMBER}:{_SEEN}")
REJECT_FORM = re.compile(rf"desk:reason:{_NUMBER}")
REVIEW_UNDO = re.compile(rf"desk:undecide:{_NUMBER}:{_SEEN}")

# -- settings (cogs/desk_settings.py)
ROLES = re.compile(r"desk:admin:roles")
USUAL_ROLES = re.compile(r"desk:admin:usual")
NO_CHANNEL = re.compile(r"desk:admin:queue")

# -- acts on articles and stories, and their trail (cogs/article.py, cogs/story_desk.py)
EditForm: TypeAlias = Literal["main", "more"]
TrailOf: TypeAlias = Literal["article", "member"]
Settling: TypeAlias = Literal["keep", "take"]
_ARTICLE = r"(?P<article_id>[0-9]{1,18})"
_FORM = r"(?P<form>main|more)"
_OTHER = r"(?P<other_id>[0-9]{1,18})"
_DESK = r"(?P<desk_id>[0-9]{1,20})"
UNDO = re.compile(rf"desk:undo:{_DESK}:{_NUMBER}")
TRAIL = re.compile(r"desk:trail:(?P<of>article|member):(?P<of_id>[0-9]{1,20}):(?P<page>[0-9]{1,5})")
# What was typed and could not be taken is kept for a while under a name.
EDIT = re.compile(rf"desk:edit:{_FORM}:{_ARTICLE}(?::(?P<kept>[A-Za-z0-9_-]{{1,24}}))?")
# A mark of each field that filled the form, in the order of its fields.
SAVE = re.compile(rf"desk:save:{_FORM}:{_ARTICLE}:(?P<marks>[0-9a-f]{{1,48}})")
SETTLE = re.compile(rf"desk:settle:(?P<settling>keep|take):{_ARTICLE}:(?P<field>[a-z]{{1,12}})")
MERGE = re.compile(rf"desk:merge:{_ARTICLE}:{_OTHER}")
SPLIT = re.compile(rf"desk:split:{_ARTICLE}")
PRIVACY_PAGE = re.compile(r"desk:privacy:page:(?P<page>[0-9]{1,5})")
PRIVACY = re.compile(r"desk:privacy:(?P<step>ask|delete|keep)")


def review_template(action: ReviewAction) -> re.Pattern[str]:
    """The ids of one action on a suggestion."""
    return re.compile(rf"desk:suggested:{action}:{_NUMBER}")


def review_id(action: ReviewAction, number: int) -> str:
    """Do something with the suggestion that the act of this number made."""
    return f"desk:suggested:{action}:{number}"


def review_undo_id(number: int, act: int) -> str:
    """Take back the act that ended a suggestion."""
    return f"desk:undecide:{number}:{act}"


def queue_page_id(page: int) -> str:
    """Turn to page `page` (from 0) of the queue."""
    return f"desk:queue:{page}"


def revise_form_id(number: int, seen: int) -> str:
    """Store what was entered for a suggestion; `seen` was the last act on it."""
    return f"desk:revise:{number}:{seen}"


def reject_form_id(number: int) -> str:
    """Turn a suggestion down for the reason that is entered."""
    return f"desk:reason:{number}"


def undo_id(desk_id: int, number: int) -> str:
    """Take back an act of a desk."""
    return f"desk:undo:{desk_id}:{number}"


def trail_id(of: TrailOf, of_id: int, page: int = 0) -> str:
    """Turn to page `page` (from 0) of what was done to an article, or by a member."""
    return f"desk:trail:{of}:{of_id}:{page}"


def edit_id(form: EditForm, article_id: int, kept: str = "") -> str:
    """Open a form that corrects an article, filled in with what was typed before and kept."""
    return f"desk:edit:{form}:{article_id}{f':{kept}' if kept else ''}"


def save_id(form: EditForm, article_id: int, marks: str) -> str:
    """Store what was entered in that form, which was filled in with fields of these marks."""
    return f"desk:save:{form}:{article_id}:{marks}"


def settle_id(settling: Settling, article_id: int, field: str) -> str:
    """Keep the desk's value of a field, or take that of the file that changed."""
    return f"desk:settle:{settling}:{article_id}:{field}"


def merge_id(article_id: int, other_id: int) -> str:
    """Make one story of those that the two articles tell."""
    return f"desk:merge:{article_id}:{other_id}"


def split_id(article_id: int) -> str:
    """Take an article out of its story."""
    return f"desk:split:{article_id}"


def privacy_id(step: Literal["ask", "delete", "keep"]) -> str:
    """Delete what is stored about the member who presses; asked first."""
    return f"desk:privacy:{step}"


def privacy_page_id(page: int) -> str:
    """Turn to page `page` (from 0) of what is stored about the member who presses."""
    return f"desk:privacy:page:{page}"
