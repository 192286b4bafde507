"""What is not well, and what to do about it: on the command line and in Discord."""

from bot.domain.vitals import Ailment

_LINES = {
    Ailment.STARTING: "It is still starting. If that lasts: look at the log's last lines.",
    Ailment.NO_TICK: "Nothing was planned for over 5 minutes. Look for errors in the log, and "
    "restart the bot.",
    Ailment.POSTS_WAIT: "A message of an edition has waited for over half an hour. `newsdesk "
    "digests` says why; often Discord is down, see https://discordstatus.com.",
    Ailment.GATEWAY_AWAY: "Discord's gateway is not connected. If https://discordstatus.com is "
    "green: check this machine's network.",
    Ailment.NO_DATABASE: "The database could not be read within 5 seconds. `newsdesk doctor` says "
    "why.",
}


def ailment_line(ailment: Ailment) -> str:
    """One line, Markdown."""
    return _LINES[ailment]
