"""Look whether Discord is reached from here, and takes the token."""

from datetime import UTC, datetime

from yarl import URL

from bot.domain.condition import Condition, Finding, judge_difference
from bot.fetch.discord_probe import DISCORD, Answer, probe_discord


async def check_discord(base: str | None, token: str | None) -> list[Condition]:
    """What one question to the API shows, and how our clock is beside Discord's."""
    # Whoever named another may have put a password in.
    address = str(URL(base or DISCORD).with_user(None))
    answer = await probe_discord(base, token)
    if not isinstance(answer, Answer):
        return [Condition(Finding.DISCORD_AWAY, {"address": address, "reason": answer})]
    facts: dict[str, str | int] = {
        "address": address,
        "status": answer.status,
        "milliseconds": answer.milliseconds,
    }
    conditions = [Condition(_finding(answer.status), facts)]
    if answer.date and (difference := judge_difference(datetime.now(UTC), answer.date)):
        conditions.append(difference)
    return conditions


def _finding(status: int) -> Finding:
    if status == 401:
        return Finding.DISCORD_REFUSES
    return Finding.DISCORD_ANSWERS if status == 200 else Finding.DISCORD_FAILS
