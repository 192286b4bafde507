"""What the doctor says of the machine: each finding in a sentence, with the mend if it has one."""

from bot.domain.condition import Condition, Finding

_SENTENCES = {
    Finding.SETTINGS_READ: "the settings can be used",
    Finding.SETTING_WRONG: "{key} (read from {origin}) {rule}",
    Finding.TOKEN_SHAPED: "the token is built like one of Discord's",
    Finding.TOKEN_MISSING: (
        "no token is set, which only a bot needs; get one at"
        " https://discord.com/developers/applications (your application, Bot, Reset Token)"
        " and put it in DISCORD_TOKEN"
    ),
    Finding.TOKEN_MISSHAPEN: (
        "the token isn't built like one of Discord's; copy it whole from"
        " https://discord.com/developers/applications (your application, Bot, Reset Token)"
    ),
    Finding.SECRET_READABLE: (
        "{path} holds the token and others on this machine may read it; run `chmod 600 {path}`"
    ),
    Finding.FOLDER_WRITABLE: "{path} can be written to",
    Finding.FOLDER_CLOSED: (
        "{path} can't be written to; allow it, or name another place in NEWSDESK_DATABASE"
    ),
    Finding.ROOM_ENOUGH: "the disk has {free:,} MiB left",
    Finding.ROOM_LITTLE: (
        "the disk of {path} has {free:,} MiB left, and the archive with its backup may need"
        " {need:,}; free space"
    ),
    Finding.BOT_SERVES: "a bot serves from the archive (process {pid})",
    Finding.BOT_NONE: "no bot serves from the archive now",
    Finding.BACKUP_GOOD: "the newest backup is sound, of {made_at}",
    Finding.BACKUP_OLD: (
        "the newest backup is of {made_at}; a bot makes one every day, `newsdesk backup` now"
    ),
    Finding.BACKUP_NONE: (
        "there is no backup in {path} yet; a bot makes one every day, `newsdesk backup` now"
    ),
    Finding.BACKUP_DAMAGED: (
        "the newest backup {path} is damaged; make another with `newsdesk backup`,"
        " and check the disk"
    ),
    Finding.CORPUS_THERE: "the corpus {path} has {files:,} files",
    Finding.CORPUS_EMPTY: "the corpus {path} has no files; put articles there",
    Finding.CORPUS_MISSING: "the corpus {path} is not there; mend NEWSDESK_CORPUS",
    Finding.ZONES_KNOWN: "{zones:,} time zones are known",
    Finding.ZONES_MISSING: "no time zones are known; run `pip install tzdata`",
    Finding.CLOCK_STEADY: "the clock goes steadily, it is {now}",
    Finding.CLOCK_LEAPS: (
        "the clock leapt by {seconds} s while this ran; see that only one service sets it (NTP)"
    ),
    Finding.CLOCK_BEHIND: "the clock says {now}, and it was {known} before; set it (NTP)",
    Finding.CLOCK_OFF: "the clock is {seconds} s off Discord's; set it (NTP)",
    Finding.DISCORD_ANSWERS: "{address} answers, within {milliseconds:,} ms",
    Finding.DISCORD_REFUSES: (
        "{address} refuses the token; get another at https://discord.com/developers/applications"
        " (your application, Bot, Reset Token)"
    ),
    Finding.DISCORD_FAILS: (
        "{address} answers with status {status}; see https://discordstatus.com, and try again"
    ),
    Finding.DISCORD_AWAY: (
        "{address} can't be reached: {reason}; look at the network, its names (DNS) and firewall"
    ),
    Finding.ARCHIVE_CLOSED: "{reason}",
}


def condition_sentence(condition: Condition) -> str:
    """The finding and what mends it."""
    return _SENTENCES[condition.finding].format(**condition.facts)
