"""What an address leads to: a page, or a file that says nothing of itself."""

import re

from bot.errors import Media

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_FEEDS = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
# How files begin, whatever the server calls them.
_SIGNATURES: tuple[tuple[bytes, Media], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"RIFF", "image"),
    (b"PK\x03\x04", "file"),
    (b"\x1f\x8b", "file"),
    (b"<rss", "feed"),
    (b"<feed", "feed"),
)
_FAMILIES: dict[str, Media] = {"image": "image", "video": "video", "audio": "audio"}
_MARKUP = re.compile(rb"\s*<(?:!doctype html|html|head|body|!--)", re.IGNORECASE)
_XML_HEAD = re.compile(rb"\s*<\?xml[^>]{0,200}\?>\s*")


def judge_media(media_type: str, head: bytes = b"") -> Media | None:
    """What the content is, None for a page.

    `media_type` is the server's word in lower case without parameters, "" where it gave none;
    `head` is how the content begins, as far as it was read.
    """
    begin = _XML_HEAD.sub(b"", head.removeprefix(b"\xef\xbb\xbf"), count=1).lstrip()
    for signature, media in _SIGNATURES:
        if begin.startswith(signature):
            return media
    if media_type in _PAGES or (not media_type and _MARKUP.match(begin)):
        return None
    if media_type == "application/pdf":
        return "pdf"
    if media_type in _FEEDS:
        return "feed"
    return _FAMILIES.get(media_type.partition("/")[0], "file")
