"""Whether a story was told already, though it counts as another one: in other words, or a day on.

What is grouped into stories must not be wrong, as it hides articles for good; readers of an edition
would rather miss the second report of an event than read it twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.domain.article import Article
from bot.domain.headline import bare_title, is_reversal, is_roundup
from bot.domain.report import FUNCTION_WORDS, Report, Weigh, read_report, stem
from bot.domain.same_story import Guard, compare
from bot.domain.words import fold_words

# Of pairs of two corpora that score more than this all but a few tell one event (read by eye): of
# those that share a rare word of their titles, of those that don't, and of two that both tell of
# something given up, which are alike in that already. Days between them don't count.
_ENOUGH, _ENOUGH_WITHOUT, _ENOUGH_TO_END = 1.0, 2.5, 0.5
_ONE_DAY = datetime(2000, 1, 1, tzinfo=UTC)
# Readers remember for so long what happened, and what they have read word for word.
EVENTS, TEXTS = timedelta(days=7), timedelta(days=30)
# Titles are one text if they share so much of their words, and have a few of them.
_ALIKE, _FEWEST = 0.85, 4


@dataclass(frozen=True, slots=True)
class Told:
    """An article that led a story of an earlier edition, due `at`."""

    article: Article
    at: datetime


@dataclass(frozen=True, slots=True)
class Retellings:
    """Knows what was `told` up to a time; the first telling of something is the one that counts.

    `weigh` says how much words weigh in the archive.
    """

    weigh: Weigh
    told: tuple[Told, ...] = ()
    until: datetime = _ONE_DAY
    _reports: dict[int, Report] = field(default_factory=dict)
    _titles: dict[int, frozenset[str]] = field(default_factory=dict)

    def told_at(self, article: Article) -> datetime | None:
        """When an edition told the event of the article, None if none did that is remembered."""
        words = self._words(article)
        for told in self.told:
            if _is_one_text(words, self._words(told.article)) or (
                self.until - told.at < EVENTS and self._is_one(article, told.article)
            ):
                return told.at
        return None

    def is_among(self, article: Article, others: Iterable[Article]) -> bool:
        """Whether any of the others tells the event of the article."""
        return any(self._is_one(article, other) for other in others)

    def _is_one(self, article: Article, other: Article) -> bool:
        ends = is_reversal(article.title)
        if ends and not is_reversal(f"{other.title}\n{other.excerpt}"):
            # That a plan was given up is news to those who read of the plan.
            return False
        likeness = compare(self._report(article), self._report(other))
        if likeness.guard not in (None, Guard.KEYS):
            return False
        enough = _ENOUGH if likeness.guard is None else _ENOUGH_WITHOUT
        return likeness.score >= (_ENOUGH_TO_END if ends else enough)

    def _words(self, article: Article) -> frozenset[str]:
        words = self._titles.get(article.id)
        if words is None:
            words = self._titles[article.id] = _title_words(article)
        return words

    def _report(self, article: Article) -> Report:
        report = self._reports.get(article.id)
        if report is None:
            read = read_report(
                article.id,
                article.title,
                article.excerpt,
                article.provider,
                article.published,
                self.weigh,
            )
            report = self._reports[article.id] = replace(read, published=_ONE_DAY)
        return report


def _title_words(article: Article) -> frozenset[str]:
    """The stems of the title that say something; none of what bears the same title each week."""
    title = bare_title(article.title, article.provider)
    if is_roundup(title):
        return frozenset()
    return frozenset(stem(word) for word in fold_words(title) if word not in FUNCTION_WORDS)


def _is_one_text(words: frozenset[str], others: frozenset[str]) -> bool:
    shared = len(words & others)
    return shared >= _FEWEST and shared >= _ALIKE * len(words | others)
