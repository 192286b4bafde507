"""The one codec of button ids: what a press asks for, written into at most 100 characters.

Ids outlive the process that sent them, so a form once used may be added to but never reread.
"""

import re

# https://discord.com/developers/docs/components/reference#anatomy-of-a-component
MAX_CUSTOM_ID = 100

_LIST_ID = r"[A-Za-z0-9_-]{1,48}"
_PAGE_NUMBER = r"[0-9]{1,4}"

PAGE = re.compile(rf"news:page:(?P<list_id>{_LIST_ID}):(?P<number>{_PAGE_NUMBER})")
SHARE = re.compile(rf"news:share:(?P<list_id>{_LIST_ID}):(?P<number>{_PAGE_NUMBER})")
RELATED = re.compile(r"news:related:(?P<article_id>[0-9]{1,18})")
RETRY = re.compile(r"news:try:(?P<text>.{1,91})")


def page_id(list_id: str, number: int) -> str:
    """Turn to page `number` (from 0) of a remembered answer."""
    return f"news:page:{list_id}:{number}"


def share_id(list_id: str, number: int) -> str:
    """Post page `number` (from 0) of a remembered answer for everyone."""
    return f"news:share:{list_id}:{number}"


def related_id(article_id: int) -> str:
    """Show what is related to an article."""
    return f"news:related:{article_id}"


def retry_id(text: str) -> str | None:
    """Ask for `text` instead; None where it does not fit."""
    custom_id = f"news:try:{text}"
    return custom_id if len(custom_id.encode("utf-16-le")) // 2 <= MAX_CUSTOM_ID else None
