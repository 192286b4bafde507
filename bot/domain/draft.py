"""A draft of an edition: what was chosen of the stories that it may take, and what was left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.article import Article
from bot.domain.edition import Exclusion, LeftOut, Source
from bot.domain.edition_choice import Choice, Rejection, choose_stories
from bot.domain.lead import Lead
from bot.domain.retelling import Retellings
from bot.domain.subscription import Policy

# What was nearly in comes first among what was left out.
_ORDER = {
    exclusion: place
    for place, exclusion in enumerate(
        (
            Exclusion.PROVIDER_CAP,
            Exclusion.OVER_BUDGET,
            Exclusion.SAME_STORY,
            Exclusion.SEEN,
            Exclusion.LOW_QUALITY,
            Exclusion.EXCLUDED_WORD,
            Exclusion.NO_INCLUDED_WORD,
            Exclusion.MUTED,
            Exclusion.RETRACTED,
            Exclusion.LATER,
            Exclusion.TOPIC,
            Exclusion.NOT_NEW,
        )
    )
}


@dataclass(frozen=True, slots=True)
class Gathered:
    """The stories that an edition may take, by their `leads`, and what it may not, with the reason.

    `members` are all articles of a story that can be shown, the best first. `tellers` are the
    articles of each lead's story that the edition could have taken for it. `unread` counts further
    articles that weren't looked at, as they are too many. `repeated` are stories that an edition
    has told, and when it was due, but that a pin lets lead again.
    """

    leads: tuple[Lead, ...] = ()
    members: Mapping[int, tuple[Article, ...]] = field(default_factory=dict)
    tellers: Mapping[int, tuple[Article, ...]] = field(default_factory=dict)
    left_out: Mapping[int, LeftOut] = field(default_factory=dict)
    unread: int = 0
    repeated: Mapping[int, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """The stories chosen, the best first, each with the other articles that tell it.

    `left_out` are by article, what was nearly in first, and `unread` as in Gathered.
    """

    source: Source
    stories: tuple[tuple[Lead, tuple[Article, ...]], ...]
    left_out: Mapping[int, LeftOut]
    unread: int = 0

    def after(self, before: "Draft") -> "Draft":
        """This draft, made because the one before came to nothing."""
        chosen = {a.id for lead, also in self.stories for a in (lead.article, *also)}
        left_out = {**before.left_out, **self.left_out}
        kept = {i: one for i, one in left_out.items() if i not in chosen}
        return replace(self, left_out=_in_order(kept), unread=before.unread)


def make_draft(
    source: Source, gathered: Gathered, policy: Policy, retellings: Retellings, *, most_also: int
) -> Draft:
    """Choose from the stories gathered; `most_also` others are shown with a story at most."""
    choice = _chosen(gathered, policy, retellings)
    stories = tuple((lead, _also(lead, gathered)[:most_also]) for lead in choice.chosen)
    left_out = dict(_left_over(gathered, choice.left)) | dict(gathered.left_out)
    for lead, also in stories:
        for article in (lead.article, *also):
            left_out.pop(article.id, None)
    return Draft(source, stories, _in_order(left_out), gathered.unread)


def _chosen(gathered: Gathered, policy: Policy, retellings: Retellings) -> Choice:
    """What is chosen; what is only told again makes no edition, nor keeps news out of one."""
    choice = choose_stories(gathered.leads, policy, retellings)
    if any(lead.story_id not in gathered.repeated for lead in choice.chosen):
        return choice
    fresh = [lead for lead in gathered.leads if lead.story_id not in gathered.repeated]
    choice = choose_stories(fresh, policy, retellings)
    seen = {story: Rejection(Exclusion.SEEN, at) for story, at in gathered.repeated.items()}
    return replace(choice, left={**choice.left, **seen})


def _also(lead: Lead, gathered: Gathered) -> tuple[Article, ...]:
    """The other articles that tell the lead's story, also if they weren't placed in it yet."""
    known = {a.id: a for a in gathered.members.get(lead.story_id, ())}
    known |= {a.id: a for a in gathered.tellers[lead.story_id]}
    known.pop(lead.article.id, None)
    return tuple(known.values())


def _left_over(gathered: Gathered, left: Mapping[int, Rejection]) -> Iterator[tuple[int, LeftOut]]:
    """Why an article isn't in that could have led a story: the hottest stories first."""
    for lead in sorted(gathered.leads, key=lambda lead: (-lead.heat.total, lead.article.id)):
        rejection = left.get(lead.story_id)
        for article in gathered.tellers[lead.story_id]:
            if rejection is not None:
                exclusion, seen_at = rejection
                detail = lead.article.provider if exclusion is Exclusion.PROVIDER_CAP else ""
                yield article.id, LeftOut(article.id, article.url, exclusion, detail, seen_at)
            else:
                yield article.id, LeftOut(article.id, article.url, Exclusion.SAME_STORY)


def _in_order(left_out: Mapping[int, LeftOut]) -> dict[int, LeftOut]:
    return dict(sorted(left_out.items(), key=lambda item: _ORDER[item[1].exclusion]))
