"""What Newsdesk says about itself: /help, the welcome, and the descriptions of its commands."""

from collections.abc import Mapping

from discord import ui

from bot.render.card import note
from bot.render.desk_guide import ADD_MENU

NEWS = "Ask the news archive"
NEWS_QUERY = 'Words, "a phrase", -without, topic:AI source:Axios after:2019-12, or an address'
NEWS_TOPIC = "Only news on this topic"
NEWS_SOURCE = "Only news from this source, by name or domain"
NEWS_AFTER = "Only news since then: 2019-12-05, december 2019, last week, 7 days"
NEWS_BEFORE = "Only news before then: 2019-12-05, december 2019, 2020, yesterday"
NEWS_ON = "Only news of that day, month or year: 2019-12-05, december 2019, 2019"
NEWS_SORT = "What comes first"
BEST_FIRST, NEWEST_FIRST = "Best match", "Newest first"
BRIEFING = "What happened on a topic: its top stories, who reports them, and how loud it has been"
BRIEFING_TOPIC = "A topic, or any words; everything without one"
BRIEFING_PERIOD = "Which time: 7 days, last week, december 2019, 2019"
BRIEFING_ON = "Which day, month or year, or the day on which the period ends: 2019-12-05"
BRIEFING_STORIES = "How many stories a page shows: 1 to 10, usually 5"
TOPICS = "Which topics there is news on, and how fresh it is"
TRENDING = "Topics and stories that are louder than usual"
TRENDING_PERIOD = "Which time: 7 days, yesterday, december 2019; the last week without it"
RELATED_MENU = "Find related news"
HELP = "What Newsdesk does and how to use it"


_IN_A_QUERY = (
    "### In the query itself\n"
    '- `"face recognition"` wants these words side by side, as they are spelt.\n'
    "- `-school` leaves out what has the word.\n"
    '- `topic:AI` `source:"MIT Technology Review"` `after:2019-12` `before:2020` '
    "`on:yesterday` narrow the answer as the options do.\n"
    "- The address of an article finds that article."
)

# Discord shows a link to these as unavailable to whoever may not use them.
_ADMINS_COMMANDS = frozenset({"digest", "settings"})


def help_card(command_ids: Mapping[str, int], *, manages: bool = True) -> ui.LayoutView:
    """Explain the commands; those whose ids are known, and that the reader may use, are clickable.

    `manages` is whether the reader may manage the server.
    """
    if not manages:
        command_ids = {k: v for k, v in command_ids.items() if k not in _ADMINS_COMMANDS}
    news, own = _mention("news", command_ids), _mention("help", command_ids)
    briefing = _mention("briefing", command_ids)
    topics, trending = _mention("topics", command_ids), _mention("trending", command_ids)
    return note(
        "## Newsdesk\n"
        "An archive of technology news that you can ask. It finds articles by title, summary and "
        "text, also when a word is misspelt or not yet finished.\n"
        f"- {news} `query:facial recognition` finds articles, five on a page. **Open** goes to the "
        "article, **Story** shows who reports it and what came before and after, **Next** and "
        "**Previous** turn the page, "
        "and **Why this order?** says what each story owes its place to.\n"
        f"- {briefing} `topic:Computer Vision` says what happened: the top stories, who reports "
        "them, what they follow, and how loud the topic has been. Any words will do for a topic; "
        "`period:december 2019` or `on:2019-12-04` goes back in time.\n"
        f"- {topics} lists the topics and how fresh they are; {trending} names those that are "
        "louder than usual, with the figures.\n"
        f"- In {news}, `topic`, `source`, `after`, `before` and `on` narrow the answer; `sort` "
        "brings the newest first.\n"
        "- Answers are for your eyes only, until you press **Share to channel**.\n"
        f"- On any message, **Apps → {RELATED_MENU}** looks up its links and its words, "
        f"and **Apps → {ADD_MENU}** adds what it links to, or proposes it.\n"
        "- Who manages the server can have a channel get the news every day: "
        f"{_mention('digest subscribe', command_ids)}, and "
        f"{_mention('digest status', command_ids)} to see how it stands. "
        f"{_mention('settings show', command_ids)} says who moderates, and how to change it.\n"
        f"- Anyone proposes an article with {_mention('suggest', command_ids)}. Moderators publish "
        f"it from {_mention('article queue', command_ids)}, add their own with "
        f"{_mention('article add', command_ids)}, and {_mention('article edit', command_ids)} or "
        f"{_mention('article retract', command_ids)} what is there; "
        f"{_mention('article history', command_ids)} shows all that was done, each with Undo.\n"
        f"- {_mention('privacy', command_ids)} shows what I store about you, and deletes it. "
        f"{_mention('about', command_ids)} says how large and how fresh the archive is.\n"
        f"- {own} shows this card.\n" + _IN_A_QUERY
    )


def welcome_card(command_ids: Mapping[str, int]) -> ui.LayoutView:
    """Greet a server that has just added the bot, naming the first commands."""
    news, own = _mention("news", command_ids), _mention("help", command_ids)
    digest = _mention("digest subscribe", command_ids)
    return note(
        "## Hello, I am Newsdesk\n"
        "I keep an archive of technology news for this server.\n"
        f"- Ask it: {news} `query:facial recognition`\n"
        f"- Have this channel get its news every day: {digest}\n"
        f"- See what else I do: {own}"
    )


def _mention(name: str, command_ids: Mapping[str, int]) -> str:
    root = name.partition(" ")[0]
    return f"</{name}:{command_ids[root]}>" if root in command_ids else f"/{name}"
