"""What the simulated Discord of the demo says to people: names and the greeting."""

from collections.abc import Mapping

from bot.render.text import escape

SERVER_NAME = "Newsdesk demo"
BOT_NAME = "Newsdesk"
GUIDE_NAME = "Demo guide"
MEMBER_NAME = "Mia (member)"
MODERATOR_NAME = "Moses (moderator)"
ADMIN_NAME = "Ada (admin)"
NEWS_TOPIC = "A simulation: ask the archive here, nothing leaves this computer."
ANNOUNCEMENTS_TOPIC = "A simulation: what the bot posts by itself; only it may post here."
THREAD_NAME = "Robots"
READERS_NAME = "Readers"
TAG_NAME = "Daily"
ANNOUNCEMENTS_PAGE = "#announcements"
THREAD_PAGE = "Thread “Robots”"
MESSAGES_PAGE = "Direct messages with the bot"

_GREETING = """\
## Welcome to the Newsdesk demo
**This is a simulation of Discord** on your own computer. The bot is the real one; the server, \
its people and this page are not. Nothing you do here reaches Discord.

**You are Mia, a member.** Try this in the message box below:
1. Type `/news`, press Enter, type `facial recognition`, and send it with the arrow. **Next** \
turns the page, **Story** shows who reports it and what is related, **Share to channel** shows \
the card to everybody.
2. Misspell it and limit it: `facal recogniton before:2020`. **Why this order?** explains an answer.
3. Type `/briefing`, choose `topic`, type `Computer Vision`: what happened, and how loud it was.
4. Propose an article with `/suggest`: addresses stand in the next message.

**Be Ada, the admin:** choose her at **Viewing as**, above. Type `/digest subscribe`, then press \
**Preview** and **Send now**: this channel gets its news every day. `/digest status` says how it \
stands, `/settings show` who moderates.

**Be Moses, the moderator:** the next message says how.

`/help` tells each of them what else there is. Replies are yours alone until you share them. \
Pictures are stand-ins, and times are in UTC.
"""

_DESK_GUIDE = """\
### For moderators
1. View as **Moses (moderator)** and type `/article queue`: what Mia suggested waits there. Press \
**Review** and **Approve**; she is told in her direct messages, which the message above leads to.
2. Type `/article add` with another address. Look over what was found, change it with **Edit…**, \
and press **Publish**.
3. `/article retract` takes an article out of everything, also of the digest that Ada sent. \
`/article history` says who did what, and undoes it.

These addresses are made-up pages on this computer:
"""


def greeting(pages: Mapping[str, str]) -> str:
    """Say what this is and what to try; `pages` maps the names of other pages to addresses."""
    links = " · ".join(f"[{name}](<{address}>)" for name, address in pages.items())
    return f"{_GREETING}\nMore pages: {links}"


def desk_guide(articles: Mapping[str, str]) -> str:
    """Say what a moderator can do; `articles` maps what a made-up page shows to its address."""
    pages = "\n".join(f"- `{address}` {shown}" for shown, address in articles.items())
    return f"{_DESK_GUIDE}{pages}"


def announcement(address: str) -> str:
    """Name the one address of a running demo on the terminal."""
    return f"The demo is ready: open {address} in a browser. Ctrl-C ends it."


def thread_opened(name: str, address: str) -> str:
    """Say where a thread can be read that was opened in the forum."""
    return f"A thread was opened in the forum: [{escape(name, 100)}](<{address}>)"
