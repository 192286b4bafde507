"""What Newsdesk says about itself: /help, the welcome, and the descriptions of its commands."""

from collections.abc import Mapping

from discord import ui

from bot.render.card import note

NEWS = "Ask the news archive"
NEWS_QUERY = "What to look for; typing mistakes are fine"
NEWS_TOPIC = "Only news on this topic"
NEWS_SOURCE = "Only news from this source"
NEWS_SINCE = "Only news since then: 2019-12-01, 2019, “7 days”, “last week”"
HELP = "What Newsdesk does and how to use it"


def help_card(command_ids: Mapping[str, int]) -> ui.LayoutView:
    """Explain the commands; those whose ids are known become clickable."""
    news, own = _mention("news", command_ids), _mention("help", command_ids)
    return note(
        "## Newsdesk\n"
        "An archive of technology news that you can ask. It finds articles by title, summary and "
        "text, also when a word is misspelt.\n"
        f"- {news} `query:facial recognition` finds articles, five on a page. **Open** goes to the "
        "article, **Related** shows what belongs to it, **Next** and **Previous** turn the page.\n"
        f"- {news} also takes `topic`, `source` and `since`, to narrow the answer.\n"
        "- Answers are for your eyes only, until you press **Share to channel**.\n"
        f"- {own} shows this card."
    )


def welcome_card(command_ids: Mapping[str, int]) -> ui.LayoutView:
    """Greet a server that has just added the bot, naming the first two commands."""
    news, own = _mention("news", command_ids), _mention("help", command_ids)
    return note(
        "## Hello, I am Newsdesk\n"
        "I keep an archive of technology news for this server.\n"
        f"- Ask it: {news} `query:facial recognition`\n"
        f"- See what else I do: {own}"
    )


def _mention(name: str, command_ids: Mapping[str, int]) -> str:
    return f"</{name}:{command_ids[name]}>" if name in command_ids else f"/{name}"
