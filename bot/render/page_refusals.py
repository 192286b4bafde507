"""Why a page can't be read, and what to do about it: one sentence for each way it can fail."""

from collections.abc import Mapping

from bot.domain.page import Verdict
from bot.errors import (
    LargePageError,
    Media,
    NoPageError,
    PageAddressError,
    PageError,
    PageStatusError,
    PrivateAddressError,
    RedirectLoopError,
    SlowPageError,
    UnreachablePageError,
    UnreadablePageError,
)

# Where it leads is not said: names of a network behind the bot are nobody's business.
_PRIVATE = (
    "That address leads to a place that is not on the public internet, so I don't go there. Link "
    "the public page"
)
_MEDIA: Mapping[Media, str] = {
    "pdf": "There is a PDF at that address, and I read web pages only. Link the page about it",
    "image": "There is a picture at that address, not a page. Link the article it belongs to",
    "video": "There is a video file at that address, not a page. Link the page that shows it",
    "audio": "There is a sound file at that address, not a page. Link the page that plays it",
    "feed": "There is a feed at that address, not a page. Link one of its articles",
    "file": "There is a file at that address, not a web page. Link the page about it",
    "damaged": "The page came damaged: it says it is packed and can't be unpacked. Try again later",
}
_PROBLEMS: Mapping[str, str] = {
    "form": (
        "That is no address I fetch: it must begin with http:// or https://, name a site, and "
        "carry no user name. Check the address"
    ),
    "port": "I fetch pages from the web's own ports only (80 and 443). Link the public page",
    "name": "There is no site of that name. Check the address for a slip",
    "connection": "The site doesn't answer. Check the address or try again later",
    "certificate": (
        "The site's certificate can't be trusted, so I didn't read it. Check the address"
    ),
}
_STATUSES: Mapping[int, str] = {
    401: "The site wants a login for that page",
    402: "The site wants to be paid for that page",
    403: "The site doesn't let me read that page; it may still open in a browser",
    404: "The site has no such page (404). Check the address",
    410: "The site has taken that page down for good (410)",
    429: "The site is answering too many requests and wants me to wait. Try again later",
    451: "The site may not show that page for legal reasons (451)",
}
_VERDICTS: Mapping[Verdict, str] = {
    "consent": "The site shows a page about cookies or consent in the article's place",
    "login": "The site shows a login in the article's place",
    "challenge": "The site checks whether I am human, and I am not",
    "missing": "The site answers, but only to say that there is no such article",
    "failure": "The site answers with an error page instead of the article",
    "empty": "The page names no title; it may need a browser to show itself",
}
_TYPE_IT_IN = ". You can also type in what the page says."


def page_sentence(error: PageError) -> str:
    """Why the page can't be had and what to do, in Markdown of at most about 250 characters."""
    return f"{_said(error)}{_TYPE_IT_IN}"


def _said(error: PageError) -> str:
    match error:
        case PrivateAddressError():
            return _PRIVATE
        case PageAddressError() | UnreachablePageError():
            return _PROBLEMS[error.problem]
        case NoPageError():
            return _MEDIA[error.media]
        case PageStatusError():
            return _STATUSES.get(error.status) or _status(error.status)
        case _:
            return _measure(error)


def _measure(error: PageError) -> str:
    """What took too long, led too far or was too much."""
    match error:
        case SlowPageError():
            return f"The page was not there after {error.seconds:g} seconds. Try again later"
        case RedirectLoopError():
            return (
                f"The address leads on more than {error.limit} times and never to a page. Link "
                "the page itself"
            )
        case LargePageError():
            return f"The page is larger than {error.limit / 2**20:g} MiB, which is more than I read"
        case UnreadablePageError():
            return "I gave up reading the page: its markup is too much or too broken"
        case _:
            return "The page can't be read. Try again later"


def _status(status: int) -> str:
    if status >= 500:
        return f"The site has trouble of its own (it answers {status}). Try again later"
    return f"The site doesn't give me that page (it answers {status}). Check the address"


def verdict_sentence(verdict: Verdict) -> str:
    """What stands in the page's place, or what is missing from it."""
    return f"{_VERDICTS.get(verdict, _VERDICTS['empty'])}{_TYPE_IT_IN}"
