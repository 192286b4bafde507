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

# -- settings (cogs/desk_settings.py)
ROLES = re.compile(r"desk:roles")
USUAL_ROLES = re.compile(r"desk:roles:usual")


def review_template(action: ReviewAction) -> re.Pattern[str]:
    """The ids of one action on a suggestion."""
    return re.compile(rf"desk:suggested:{action}:{_NUMBER}")


def review_id(action: ReviewAction, number: int) -> str:
    """Do something with the suggestion that the act of this number made."""
    return f"desk:suggested:{action}:{number}"


def queue_page_id(page: int) -> str:
    """Turn to page `page` (from 0) of the queue."""
    return f"desk:queue:{page}"


def revise_form_id(number: int, seen: int) -> str:
    """Store what was entered for a suggestion; `seen` was the last act on it."""
    return f"desk:revise:{number}:{seen}"


def reject_form_id(number: int) -> str:
    """Turn a suggestion down for the reason that is entered."""
    return f"desk:reason:{number}"
