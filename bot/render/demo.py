"""What the simulated Discord of the demo says to people: names and the greeting."""

SERVER_NAME = "Newsdesk demo"
BOT_NAME = "Newsdesk"
GUIDE_NAME = "Demo guide"
MEMBER_NAME = "Mia (member)"
MODERATOR_NAME = "Moses (moderator)"
ADMIN_NAME = "Ada (admin)"
NEWS_TOPIC = "Ask the archive here. This is a simulation: nothing leaves this computer."
ANNOUNCEMENTS_TOPIC = "What the bot posts by itself. This is a simulation."


def greeting(rooms: dict[str, str]) -> str:
    """Say what this is and what to try; `rooms` maps the names of other pages to addresses."""
    lines = [
        "## Welcome to the Newsdesk demo",
        "**This is a simulation of Discord** on your own computer. The bot is the real one; "
        "the server, its members and this page are not. Nothing you do here reaches Discord.",
        "Try this in the message box below:",
        "1. Type `/news`, choose it, and enter `facial recognition` as the query.",
        "2. Press **Next** for the second page, **Related** for neighbouring stories and "
        "**Share** to show the card to everybody.",
        "3. Type `/help` to see everything else.",
        "Replies are yours alone until you share them. At the top of the page, *Viewing as* "
        "lets you act as a member, a moderator or an admin.",
    ]
    lines += [f"- [{name}]({address}) opens in a tab of its own." for name, address in rooms.items()]
    return "\n".join(lines)
