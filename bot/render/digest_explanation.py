"""Why an article was in an edition of a channel, or wasn't, and whether it is in the next."""

from collections.abc import Iterator

from discord import ui

from bot.domain.edition import Exclusion, LeftOut
from bot.domain.explanation import Appearance, Explanation, Verdict
from bot.domain.subscription import Policy, Subscription
from bot.render.card import card, note
from bot.render.digest_words import channel, names
from bot.render.edition_reasons import left_out_reason, story_reasons
from bot.render.story import headline, headline_item
from bot.render.text import escape
from bot.render.words import SEPARATOR, count, moment

_MAX_ARTICLE = 100
_MAX_REASON = 200
_MOST_SHOWN = 5


def explanation_card(explanation: Explanation, subscription: Subscription) -> ui.LayoutView:
    """Return an article with what each edition made of it, and why."""
    head = f"## Why?\n{headline(explanation.article)}"
    lines = "\n".join(_lines(explanation, subscription))
    return card([headline_item(head, explanation.article), ui.Separator(), ui.TextDisplay(lines)])


def no_article_card(text: str) -> ui.LayoutView:
    """Say that no article is meant by a text."""
    return note(
        f"The archive has no article “{escape(text, _MAX_ARTICLE)}”. Pick one that is offered "
        "while you type, or give its address."
    )


def _lines(explanation: Explanation, subscription: Subscription) -> Iterator[str]:
    yield f"In {channel(subscription.channel_id)}:"
    if explanation.is_removed:
        yield "- It was **retracted**, so no edition shows it any more."
    policy, quality = subscription.policy, explanation.article.quality
    yield f"- **Next edition**, if it were due now: {_verdict(explanation.next, policy, quality)}"
    if explanation.last is None:
        yield "- **Last edition**: there was none yet."
    else:
        due = moment(explanation.last.due, "f")
        yield f"- **Last edition**, {due}: {_verdict(explanation.last, policy, quality)}"
    if explanation.shown:
        shown = [_shown(one) for one in explanation.shown[:_MOST_SHOWN]]
        left = len(explanation.shown) - len(shown)
        more = [f"and {count(left, 'edition')} more"] if left else []
        yield f"- **Shown** on {', '.join([*shown, *more])}."


def _verdict(verdict: Verdict, policy: Policy, quality: int) -> str:
    if verdict.appearance is not None:
        place = f"{_role(verdict.appearance)} {verdict.appearance.position + 1}"
        if verdict.story is None or verdict.appearance.role == "related":
            return f"**in it**, {place}."
        # The first of the reasons is where the whole edition comes from.
        reasons = ", ".join(story_reasons(verdict.story, "new")[1:])
        return f"**in it**, {place}: {reasons}."
    if verdict.left_out is not None:
        reason = escape(left_out_reason(verdict.left_out), _MAX_REASON)
        return f"**left out**, {reason}{_beside(verdict.left_out, policy, quality)}."
    return "**not in it**; by what holds now it would have been."


def _role(appearance: Appearance) -> str:
    return {"story": "story", "source": "a source of story", "related": "related to story"}[
        appearance.role
    ]


def _beside(left_out: LeftOut, policy: Policy, quality: int) -> str:
    """What the channel's policy has to do with it."""
    match left_out.exclusion:
        case Exclusion.LOW_QUALITY:
            return f" ({quality}; {policy.least_quality} is wanted)"
        case Exclusion.PROVIDER_CAP:
            return f" ({count(policy.per_provider, 'story', 'stories')} of one source at most)"
        case Exclusion.OVER_BUDGET:
            return f" ({count(policy.stories, 'story', 'stories')} at most)"
        case Exclusion.TOPIC:
            return f" (wanted: {names(policy.topics)})"
        case Exclusion.NO_INCLUDED_WORD:
            return f" (wanted: {names(policy.include)})"
        case _:
            return ""


def _shown(appearance: Appearance) -> str:
    where = f"{_role(appearance)} {appearance.position + 1}"
    return f"{moment(appearance.due, 'D')}{SEPARATOR}{where}"
