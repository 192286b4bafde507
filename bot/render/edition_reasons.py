"""Why an article is in an edition or isn't, in words, in Discord and on the command line."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.edition import EditionStory, Exclusion, LeftOut, Source
from bot.domain.mark import Mark
from bot.render.words import count

_SOURCES: dict[Source, str] = {
    "new": "new since the last edition",
    "last_days": "first edition: the best of the last days",
    "archive": "from the archive, as nothing is new",
}
_EXCLUSIONS = {
    Exclusion.RETRACTED: "retracted",
    Exclusion.LATER: "later than the edition",
    Exclusion.MUTED: "muted by moderators",
    Exclusion.SEEN: "seen before",
    Exclusion.NOT_NEW: "not new",
    Exclusion.TOPIC: "other topic",
    Exclusion.EXCLUDED_WORD: "excluded by a word",
    Exclusion.NO_INCLUDED_WORD: "has no included word",
    Exclusion.LOW_QUALITY: "below quality",
    Exclusion.SAME_STORY: "same story",
    Exclusion.PROVIDER_CAP: "over the provider's cap",
    Exclusion.OVER_BUDGET: "over budget",
}
_LEAST_SAID = 0.005


def exclusion_phrase(exclusion: Exclusion) -> str:
    """A reason to be left out, without what is particular: "over the provider's cap"."""
    return _EXCLUSIONS[exclusion]


def left_out_reason(left_out: LeftOut) -> str:
    """Why an article isn't in: "seen on 3 May 2019", "excluded by a word: drones"."""
    if left_out.seen_at is not None:
        return f"seen on {_day(left_out.seen_at)}"
    phrase = exclusion_phrase(left_out.exclusion)
    if left_out.mute is not None:
        return f"{phrase}{_on(left_out.mute)}"
    return f"{phrase}: {left_out.detail}" if left_out.detail else phrase


def story_reasons(story: EditionStory, source: Source) -> tuple[str, ...]:
    """Why a story is in, and why at its place: what it gained and lost, and what that makes."""
    pinned = () if story.pin is None else (f"pinned by moderators{_on(story.pin)}",)
    return (_SOURCES[source], *pinned, *_terms(story), f"heat {story.heat.total:.2f}")


def _on(mark: Mark) -> str:
    """What a weight lies on, and until when: " (source Wired) until 3 May 2019"."""
    named = {"article": "", "provider": f" (source {mark.name})", "topic": f" (topic {mark.name})"}
    return f"{named[mark.target]} until {_day(mark.until)}"


def _terms(story: EditionStory) -> Iterator[str]:
    heat = story.heat
    providers = {article.provider for article in story.also} - {story.article.provider}
    terms = (
        (heat.quality, f"quality {story.article.quality}"),
        (heat.sources, count(len(providers), "other source") if providers else "other sources"),
        (heat.prior, "kind of text"),
        (heat.age, "age"),
        (heat.likeness, "like another story"),
        (heat.boost, "boosted by moderators"),
    )
    for value, said in terms:
        if abs(value) >= _LEAST_SAID:
            yield f"{said} {'+' if value > 0 else '−'}{abs(value):.2f}"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
