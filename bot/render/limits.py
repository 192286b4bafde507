"""What Discord refuses in a Components V2 message although its OpenAPI document allows it.

For tests, measurements, and whoever stores a message to send it later; checks payloads, in the form
of `view.to_components()`. https://discord.com/developers/docs/components/reference
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from bot.render.custom_ids import MAX_CUSTOM_ID
from bot.render.links import MAX_BUTTON_URL, MAX_MEDIA_URL, button_url, media_url
from bot.render.story import MAX_ALT_TEXT
from bot.render.text import width

MAX_COMPONENTS = 40
MAX_TEXT = 4000
MAX_LABEL = 80
MAX_ROW = 5
MAX_PICTURES = 10

Component = Mapping[str, Any]

_ACTION_ROW, _BUTTON, _SECTION, _TEXT, _THUMBNAIL, _GALLERY, _CONTAINER = 1, 2, 9, 10, 11, 12, 17


def broken_limits(components: Iterable[Component]) -> list[str]:
    """Name every limit that a message breaks; an empty list means Discord would take it."""
    everything = list(_walk(components))
    texts = [part["content"] for part in everything if part["type"] == _TEXT]
    ids = Counter(part["custom_id"] for part in everything if "custom_id" in part)
    broken = [
        _over("components", len(everything), MAX_COMPONENTS),
        _over("display characters", sum(map(width, texts)), MAX_TEXT),
        *(f"custom_id twice: {custom_id}" for custom_id, uses in ids.items() if uses > 1),
    ]
    for part in everything:
        broken.extend(_CHECKS.get(part["type"], _nothing)(part))
    return [problem for problem in broken if problem]


def _walk(components: Iterable[Component]) -> Iterator[Component]:
    for component in components:
        yield component
        yield from _walk(component.get("components", ()))
        if "accessory" in component:
            yield from _walk([component["accessory"]])


def _over(what: str, number: int, limit: int) -> str:
    return f"{number} {what}, at most {limit}" if number > limit else ""


def _nothing(_: Component) -> list[str]:
    return []


def _row(row: Component) -> list[str]:
    children = len(row["components"])
    return [_over("buttons in a row", children, MAX_ROW), "" if children else "empty row"]


def _section(section: Component) -> list[str]:
    return [] if 1 <= len(section["components"]) <= 3 else ["section without 1 to 3 texts"]


def _container(container: Component) -> list[str]:
    return [] if container["components"] else ["empty container"]


def _text(text: Component) -> list[str]:
    return [] if text["content"].strip() else ["empty text"]


def _button(button: Component) -> list[str]:
    label, custom_id = button.get("label") or "", button.get("custom_id")
    problems = [_over("characters of label", width(label), MAX_LABEL), "" if label else "no label"]
    if "url" in button:
        return [*problems, _address(button["url"], button_url(button["url"]), MAX_BUTTON_URL)]
    length = width(custom_id or "")
    return [*problems, _over("characters of custom_id", length, MAX_CUSTOM_ID)] + (
        [] if custom_id else ["button without custom_id"]
    )


def _thumbnail(thumbnail: Component) -> list[str]:
    url, alt = thumbnail["media"]["url"], thumbnail.get("description") or ""
    return [
        _address(url, media_url(url), MAX_MEDIA_URL),
        _over("characters of alt text", width(alt), MAX_ALT_TEXT),
        "" if alt else "no alt text",
    ]


def _gallery(gallery: Component) -> list[str]:
    items = gallery["items"]
    pictures = [item for item in items if not _is_attached(item["media"]["url"])]
    return [
        "" if 1 <= len(items) <= MAX_PICTURES else "gallery without 1 to 10 pictures",
        *(problem for picture in pictures for problem in _thumbnail(picture)),
        *(
            _over("characters of alt text", width(item.get("description") or ""), MAX_ALT_TEXT)
            or ("" if item.get("description") else "no alt text")
            for item in items
        ),
    ]


def _is_attached(url: str) -> bool:
    return url.startswith("attachment://")


def _address(url: str, usable: str | None, limit: int) -> str:
    return "" if url == usable else f"unusable address (http, https, at most {limit}): {url[:80]}"


_CHECKS: Mapping[int, Callable[[Component], list[str]]] = {
    _ACTION_ROW: _row,
    _BUTTON: _button,
    _SECTION: _section,
    _TEXT: _text,
    _THUMBNAIL: _thumbnail,
    _GALLERY: _gallery,
    _CONTAINER: _container,
}
