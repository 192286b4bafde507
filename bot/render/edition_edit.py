"""A posted part of an edition as it should be now: retracted stories struck through, corrected ones
put right, all else as it was posted.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from bot.domain.article import Article
from bot.domain.edited_part import ArticleNow, ComposedPart, PartStory
from bot.render.custom_ids import story_id
from bot.render.digest_ids import RELATED_BUTTONS
from bot.render.edition import encoded, plain_room
from bot.render.limits import MAX_TEXT
from bot.render.links import button_url
from bot.render.retold_story import retold, retold_plainly
from bot.render.text import clip, width

_ROW, _BUTTON, _SECTION, _TEXT, _THUMBNAIL = 1, 2, 9, 10, 11
_LINK = 5
_PICTURE = "Picture: "
_MAX_PICTURED = 200
_Component = dict[str, Any]


def edit_part(part: ComposedPart) -> bytes:
    """The payload of the part as it should be now; the very same bytes where nothing changed."""
    payload: _Component = json.loads(part.payload)
    message = payload.get("message", payload)
    if part.is_plain:
        message["content"] = _content(message["content"], part)
        rows = message["components"]
    else:
        (container,) = message["components"]
        header, *stories, rows = container["components"]
        room = MAX_TEXT - 1 - sum(map(width, _texts(container["components"])))
        share = max(0, room // max(1, len(part.stories)))
        edited = _stories(stories, part, share)
        container["components"] = [header, *edited, rows]
        rows = [rows]
    if not _is_any_left(part):
        _disable_related(rows)
    is_same = payload == json.loads(part.payload)
    return part.payload if is_same else encoded(payload)


def _content(content: str, part: ComposedPart) -> str:
    header, *blocks = content.split("\n\n")
    room = plain_room(header, len(blocks))
    told = (
        retold_plainly(block, part.now.get(story.article_id), room)
        for block, story in zip(blocks, part.stories, strict=True)
    )
    return "\n\n".join((header, *told))


def _texts(components: Iterable[_Component]) -> Iterator[str]:
    for each in components:
        if each["type"] == _TEXT:
            yield each["content"]
        yield from _texts(each.get("components", ()))


def _stories(items: Iterable[_Component], part: ComposedPart, share: int) -> Iterator[_Component]:
    """The items between header and buttons; each text may grow by its share of the room."""
    stories = {story_id(story.article_id): story for story in part.stories}
    block: list[_Component] = []
    for item in items:
        block.append(item)
        story = next((stories[i] for i in _button_ids(item) if i in stories), None)
        if story is not None:
            yield from _story(block, story, part, share)
            block = []
    yield from block


def _button_ids(item: _Component) -> Iterator[str]:
    for each in (*item.get("components", ()), item.get("accessory", {})):
        yield each.get("custom_id", "")


def _story(
    block: list[_Component], story: PartStory, part: ComposedPart, share: int
) -> Iterator[_Component]:
    """What stands before a story, its text, and where it leads below that its buttons."""
    now = part.now.get(story.article_id)
    related = [part.now.get(article_id) for article_id in story.related_ids]
    for item in block:
        text = next(_texts([item]), None)
        if text is not None:
            said = retold(text, now, related, width(text) + share)
            yield _told(item, said, now)
        elif item["type"] != _ROW or now is None:
            yield item
        elif now.article is not None:
            yield _row(item, now.article)


def _told(item: _Component, text: str, now: ArticleNow | None) -> _Component:
    """The text with what stands beside it, alone if it is of what is retracted."""
    shown = {"type": _TEXT, "content": text}
    if item["type"] == _TEXT or (now is not None and now.article is None):
        return shown
    accessory = item["accessory"]
    if accessory["type"] == _THUMBNAIL and now is not None and now.article is not None:
        accessory = _pictured(accessory, now.article)
    return item | {"components": [item["components"][0] | shown], "accessory": accessory}


def _pictured(picture: _Component, article: Article) -> _Component:
    """The picture, described by the article's title where it was before."""
    if not picture.get("description", "").startswith(_PICTURE):
        return picture
    return picture | {"description": f"{_PICTURE}{clip(article.title, _MAX_PICTURED)}"}


def _row(row: _Component, article: Article) -> _Component:
    """The lead's buttons; the one that opens the article leads to where it is now."""
    url = button_url(article.url)
    others = [button for button in row["components"] if button["style"] != _LINK]
    links = [button for button in row["components"] if button["style"] == _LINK]
    opening = links[0] if links else {"type": _BUTTON, "style": _LINK, "label": "Open"}
    return row | {"components": [*([opening | {"url": url}] if url else []), *others]}


def _is_any_left(part: ComposedPart) -> bool:
    """Whether some story of the part may still be asked for what is related to it."""
    states = (part.now.get(story.article_id) for story in part.stories)
    return any(now is None or now.article is not None for now in states)


def _disable_related(rows: Iterable[_Component]) -> None:
    for row in rows:
        for button in row["components"]:
            if button.get("custom_id", "").startswith(RELATED_BUTTONS):
                button["disabled"] = True
