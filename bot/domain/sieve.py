"""Which articles a subscription's policy and its server's mutes let through, and why not others."""

from collections.abc import Collection
from typing import NamedTuple

from bot.domain.article import Article
from bot.domain.edition import Exclusion
from bot.domain.subscription import Policy
from bot.domain.weighting import Weighting
from bot.domain.words import fold_words


class Objection(NamedTuple):
    """Why an article is left out, and the word that says so, or the provider."""

    exclusion: Exclusion
    detail: str = ""


class Sieve:
    """A policy, ready to be held against many articles.

    `topics` are the names in the archive of the topics that it wants, None for any; `weighting` is
    what its server's moderators put forward or leave out.
    """

    def __init__(
        self,
        policy: Policy,
        topics: Collection[str] | None,
        weighting: Weighting | None = None,
    ) -> None:
        self.weighting = weighting or Weighting()
        self._least_quality = policy.least_quality
        self._topics = None if topics is None else frozenset(topics)
        self._include = _phrases(policy.include)
        self._exclude = _phrases(policy.exclude)

    @property
    def topics(self) -> tuple[str, ...] | None:
        """The names in the archive of the topics that are wanted, None for any."""
        return None if self._topics is None else tuple(sorted(self._topics))

    def objection(self, article: Article, *, is_wanted: bool = False) -> Objection | None:
        """Why the policy doesn't want the article, None if it does.

        One that moderators want needn't have the quality that others must have.
        """
        if self._topics is not None and self._topics.isdisjoint(article.topics):
            return Objection(Exclusion.TOPIC)
        objection = self.to_showing(article, is_wanted=is_wanted)
        if objection is None and self._include and not self._held(self._include, article):
            return Objection(Exclusion.NO_INCLUDED_WORD)
        return objection

    def to_showing(self, article: Article, *, is_wanted: bool = False) -> Objection | None:
        """Why it isn't even to be shown beside a story of the edition."""
        if self.weighting.mute(article) is not None:
            return Objection(Exclusion.MUTED)
        word = self.excluded_word(article)
        if word is not None:
            return Objection(Exclusion.EXCLUDED_WORD, word)
        if article.quality < self._least_quality and not is_wanted:
            return Objection(Exclusion.LOW_QUALITY, str(article.quality))
        return None

    def may_be_seen(self, article: Article) -> bool:
        """Whether it may stand among the sources of a story, whatever its topic and quality."""
        return self.weighting.mute(article) is None and self.excluded_word(article) is None

    def excluded_word(self, article: Article) -> str | None:
        """The word, as the policy has it, for which nothing is to be seen of the article."""
        return self._held(self._exclude, article)

    def _held(self, phrases: dict[str, str], article: Article) -> str | None:
        """The first of the phrases that its title or its excerpt holds."""
        if not phrases:
            return None
        # What is no word keeps a phrase from beginning in one and ending in the other.
        words = (*fold_words(article.title), "|", *fold_words(article.excerpt))
        text = f" {' '.join(words)} "
        return next((said for folded, said in phrases.items() if folded in text), None)


def _phrases(words: Collection[str]) -> dict[str, str]:
    """The words and phrases as they are looked for, each with how it was written."""
    folded = {said: " ".join(fold_words(said)) for said in words}
    return {f" {phrase} ": said for said, phrase in folded.items() if phrase}
