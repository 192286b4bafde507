"""What an admin sees before anything is posted, and after asking for an edition at once."""

from collections import Counter
from collections.abc import Sequence

from discord import ui

from bot.domain.edition import Edition, LeftOut
from bot.domain.edition_record import EditionRecord, Outcome
from bot.domain.subscription import Subscription
from bot.render.card import note
from bot.render.digest_words import channel
from bot.render.edition import preview_cards
from bot.render.edition_reasons import exclusion_phrase
from bot.render.words import count

_MOST_REASONS = 4


def previews(edition: Edition, subscription: Subscription) -> tuple[ui.LayoutView, ...]:
    """The next edition as it would look now, in as many cards as it would have messages."""
    left_out = _left_out(edition.left_out, edition.left_out_total)
    if not edition.stories:
        where = channel(subscription.channel_id)
        lines = [
            f"## Preview: nothing new for {where}",
            "If it stays so, there will be no edition, and /digest status will say so.",
            left_out,
        ]
        return (note("\n".join(line for line in lines if line)),)
    footer = "-# **Preview**: nothing was posted, and what comes until then may change it."
    return preview_cards(edition, subscription, f"{footer}\n{left_out}".strip())


def _left_out(left_out: Sequence[LeftOut], total: int) -> str:
    """How much was left out, and why: of what was nearly in."""
    if not total:
        return ""
    reasons = Counter(one.exclusion for one in left_out).most_common(_MOST_REASONS)
    said = ", ".join(f"{number} {exclusion_phrase(exclusion)}" for exclusion, number in reasons)
    nearest = f"; of the {len(left_out)} nearest: " if total > len(left_out) else ": "
    return f"-# Left out: {count(total, 'article')}{nearest}{said}"


def sent_card(record: EditionRecord, subscription: Subscription) -> ui.LayoutView:
    """Say what became of an edition that was asked for."""
    where = channel(subscription.channel_id)
    if record.outcome is Outcome.SKIPPED:
        return note(
            f"Nothing is new for {where}, so nothing was posted. With “From the archive” in "
            "/digest edit, an edition comes all the same."
        )
    stories = count(record.stories, "story", "stories")
    return note(
        f"An edition of {stories} is on its way to {where}. The next one by schedule comes as "
        "planned, without these stories."
    )
