"""The ids of buttons that belong to digests; see custom_ids for the rules.

In a rendered edition `~` stands for the edition's id, put in by `fill_in`.
"""

import re
from collections.abc import Iterable
from typing import Literal, TypeAlias, get_args

Action: TypeAlias = Literal[
    "preview", "edit", "now", "pause", "resume", "status", "history", "end", "keep"
]
Setting: TypeAlias = Literal["stories", "cap", "empty"]
FormName: TypeAlias = Literal["topics", "when", "words", "posting"]

# Once a message is edited, how many times that was wanted stands behind the part.
_EDITION = r"(?P<edition_id>[0-9]{1,18}):(?P<part>[0-9]{1,2})(?::[0-9]{1,9})?"

RELATED_BUTTONS = "digest:related:"
RELATED = re.compile(rf"{RELATED_BUTTONS}{_EDITION}")
MORE = re.compile(rf"digest:more:{_EDITION}")
USELESS = re.compile(rf"digest:useless:{_EDITION}")
_ID = r"(?P<subscription_id>[0-9]{1,18})"
LIST = re.compile(r"digest:list:(?P<number>[0-9]{1,4})")
HISTORY = re.compile(rf"digest:past:{_ID}:(?P<number>[0-9]{{1,2}})")
HERE = re.compile(r"digest:here:(?P<list_id>[A-Za-z0-9_-]{1,48})")
SETTING = re.compile(rf"digest:set:(?P<setting>{'|'.join(get_args(Setting))}):{_ID}")
FORM = re.compile(rf"digest:form:(?P<form>{'|'.join(get_args(FormName))}):{_ID}")
SAVE = re.compile(rf"digest:save:(?P<form>{'|'.join(get_args(FormName))}):{_ID}")
PICK_RELATED = re.compile(r"digest:pick:related")
PICK_TOPIC = re.compile(r"digest:pick:topic")

# Within JSON a quote in a text has a backslash before it, so no text can look like this.
_OPEN = re.compile(rb'("custom_id":"digest:[a-z]+:)~(:[0-9]{1,2})(?=")')
_NUMBER = re.compile(r"digest:(?:related|more|useless):([0-9]{1,18}):([0-9]{1,2}):([0-9]{1,9})")


def action_template(action: Action) -> re.Pattern[str]:
    """The ids of one action."""
    return re.compile(rf"digest:do:{action}:{_ID}")


def read_form_name(text: str) -> FormName:
    """The form that an id names."""
    return next(name for name in get_args(FormName) if name == text)


def read_setting(text: str) -> Setting:
    """The setting that an id names."""
    return next(name for name in get_args(Setting) if name == text)


def edition_related_id(edition: str, part: int) -> str:
    """Show what is related to a story of this part (from 0) of an edition."""
    return f"{RELATED_BUTTONS}{edition}:{part}"


def edition_more_id(edition: str, part: int) -> str:
    """Brief on a topic of an edition."""
    return f"digest:more:{edition}:{part}"


def edition_useless_id(edition: str, part: int) -> str:
    """Note that a member found an edition of no use."""
    return f"digest:useless:{edition}:{part}"


def edition_marker(edition_id: int, part: int) -> str:
    """The id by which the posted part (from 0) is found in a channel's history."""
    return edition_related_id(str(edition_id), part)


def is_marked(custom_ids: Iterable[str], edition_id: int, part: int) -> bool:
    """Whether a message with these ids is the part, however often it was edited."""
    marker = edition_marker(edition_id, part)
    return any(each == marker or each.startswith(f"{marker}:") for each in custom_ids)


def edit_number(custom_ids: Iterable[str], edition_id: int, part: int) -> int:
    """The number of the edit that a message with these ids shows, 0 as it was posted."""
    found = filter(None, map(_NUMBER.fullmatch, custom_ids))
    place = str(edition_id), str(part)
    return max((int(each[3]) for each in found if each.group(1, 2) == place), default=0)


def fill_in(payload: bytes, edition_id: int, edit: int = 0) -> bytes:
    """The payload of a part with its edition's id in the buttons, and the number of its edit."""
    number = b":%d" % edit if edit else b""
    return _OPEN.sub(rb"\g<1>%d\g<2>%b" % (edition_id, number), payload)


def action_id(action: Action, subscription_id: int) -> str:
    """Do something with a subscription."""
    return f"digest:do:{action}:{subscription_id}"


def setting_id(setting: Setting, subscription_id: int) -> str:
    """Choose a value for a setting of a subscription."""
    return f"digest:set:{setting}:{subscription_id}"


def form_id(form: FormName, subscription_id: int) -> str:
    """Open a form for settings of a subscription."""
    return f"digest:form:{form}:{subscription_id}"


def save_id(form: FormName, subscription_id: int) -> str:
    """Store what was entered in that form."""
    return f"digest:save:{form}:{subscription_id}"


def list_id(number: int) -> str:
    """Turn to page `number` (from 0) of a server's subscriptions."""
    return f"digest:list:{number}"


def history_id(subscription_id: int, number: int) -> str:
    """Turn to page `number` (from 0) of a subscription's history."""
    return f"digest:past:{subscription_id}:{number}"


def subscribe_here_id(briefing_id: str) -> str:
    """Subscribe the channel of the press to what a remembered briefing is on."""
    return f"digest:here:{briefing_id}"
