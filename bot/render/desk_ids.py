"""The ids of buttons, selects and forms of the desk; see custom_ids for the rules."""

import re
from typing import Literal, TypeAlias, get_args

# What can be done with a suggestion from its card.
ReviewAction: TypeAlias = Literal["open", "approve", "edit", "reject", "block", "withdraw"]
# What can be done with an article from its preview, before anything of it is stored.
AddAction: TypeAlias = Literal[
    "publish", "related", "update", "edit", "more", "queue", "again", "cancel"
]

_NUMBER = r"(?P<number>[0-9]{1,15})"
# The last act on what filled a form, by its number.
_SEEN = r"(?P<seen>[0-9]{1,15})"

# -- queue (cogs/queue.py, cogs/suggest.py)
QUEUE_PAGE = re.compile(r"desk:queue:(?P<page>[0-9]{1,6})")
REVISE_FORM = re.compile(rf"desk:revise:{_NUMBER}:{_SEEN}")
# What was typed and could not be taken is kept for a while under a name.
MEND_FORM = re.compile(rf"desk:mend:{_NUMBER}:{_SEEN}:(?P<kept>[A-Za-z0-9_-]{{1,24}})")
REJECT_FORM = re.compile(rf"desk:reason:{_NUMBER}")
REVIEW_UNDO = re.compile(rf"desk:undecide:{_NUMBER}:{_SEEN}")

# -- settings (cogs/desk_settings.py)
ROLES_ID, USUAL_ROLES_ID, NO_CHANNEL_ID = "desk:admin:roles", "desk:admin:usual", "desk:admin:queue"
ROLES, USUAL_ROLES = re.compile(ROLES_ID), re.compile(USUAL_ROLES_ID)
NO_CHANNEL = re.compile(NO_CHANNEL_ID)

# -- acts on articles and stories, and their trail (cogs/article.py, cogs/story_desk.py)
EditForm: TypeAlias = Literal["main", "more"]
TrailOf: TypeAlias = Literal["article", "member", "desk"]
Settling: TypeAlias = Literal["keep", "take"]
_ARTICLE = r"(?P<article_id>[0-9]{1,18})"
_FORM = r"(?P<form>main|more)"
_OTHER = r"(?P<other_id>[0-9]{1,18})"
_DESK = r"(?P<desk_id>[0-9]{1,20})"
UNDO = re.compile(rf"desk:undo:{_DESK}:{_NUMBER}")
HISTORY = re.compile(rf"desk:history:{_ARTICLE}")
TRAIL = re.compile(
    # Ids of Discord have up to 19 digits; greater numbers than this the database doesn't take.
    r"desk:trail:(?P<of>article|member|desk):(?P<of_id>[1-8]?[0-9]{1,18}):(?P<page>[0-9]{1,5})"
)
# What was typed and could not be taken is kept for a while under a name.
EDIT = re.compile(rf"desk:edit:{_FORM}:{_ARTICLE}(?::(?P<kept>[A-Za-z0-9_-]{{1,24}}))?")
# A mark of each field that filled the form, in the order of its fields.
SAVE = re.compile(rf"desk:save:{_FORM}:{_ARTICLE}:(?P<marks>[0-9a-f]{{1,48}})")
SETTLE = re.compile(rf"desk:settle:(?P<settling>keep|take):{_ARTICLE}:(?P<field>[a-z]{{1,12}})")
MERGE = re.compile(rf"desk:merge:{_ARTICLE}:{_OTHER}")
SPLIT = re.compile(rf"desk:split:{_ARTICLE}")
PRIVACY_PAGE = re.compile(r"desk:privacy:page:(?P<page>[0-9]{1,5})")
PRIVACY = re.compile(r"desk:privacy:(?P<step>ask|delete|keep)")

# -- add (cogs/article_add.py); a preview is known while the process lives, "-" is none
_PREVIEW = r"(?P<preview_id>[A-Za-z0-9_-]{1,32})"
ADD_TOPICS = re.compile(rf"desk:add:topics:{_PREVIEW}")
ADD_FORM = re.compile(rf"desk:add:form:{_PREVIEW}")
ADD_DETAILS = re.compile(rf"desk:add:details:{_PREVIEW}")
ADD_LINK = re.compile(r"desk:add:link")


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


def mend_form_id(number: int, seen: int, kept: str) -> str:
    """Open that form again with what was typed."""
    return f"desk:mend:{number}:{seen}:{kept}"


def reject_form_id(number: int) -> str:
    """Turn a suggestion down for the reason that is entered."""
    return f"desk:reason:{number}"


def undo_id(desk_id: int, number: int) -> str:
    """Take back an act of a desk."""
    return f"desk:undo:{desk_id}:{number}"


def history_id(article_id: int) -> str:
    """Show what was done to an article."""
    return f"desk:history:{article_id}"


def trail_id(of: TrailOf, of_id: int, page: int = 0) -> str:
    """Turn to page `page` (from 0) of what was done to an article, by a member, or at all."""
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


def add_template(action: AddAction) -> re.Pattern[str]:
    """The ids of one action on a preview."""
    return re.compile(rf"desk:add:{action}:{_PREVIEW}")


def add_id(action: AddAction, preview_id: str) -> str:
    """Do something with an article that is being added."""
    return f"desk:add:{action}:{preview_id}"


def add_topics_id(preview_id: str) -> str:
    """Choose the topics of an article that is being added."""
    return f"desk:add:topics:{preview_id}"


def add_form_id(preview_id: str = "-") -> str:
    """Show what was entered as an article that may be added."""
    return f"desk:add:form:{preview_id}"


def add_details_id(preview_id: str) -> str:
    """Show it with what was entered in the second form."""
    return f"desk:add:details:{preview_id}"


def add_link_id() -> str:
    """Choose one of several links to be added."""
    return "desk:add:link"


def read_edit_form(text: str) -> EditForm:
    """The form that an id names; the first for anything else."""
    return next((name for name in get_args(EditForm) if name == text), "main")


def read_trail_of(text: str) -> TrailOf:
    """Whose trail an id names; that of the desk for anything else."""
    return next((name for name in get_args(TrailOf) if name == text), "desk")
