"""Which article a plain text is the body of, by the words that both share."""

from dataclasses import dataclass

from bot.domain.body import Sections, body_text
from bot.domain.words import fold_words

# A shorter text may stand in any article; the shortest honest excerpt that identified has 9 words.
_FEWEST_EXCERPT_WORDS = 8
_FEWEST_TITLE_WORDS = 4
_TITLE_WITHIN_WORDS = 40


@dataclass(frozen=True, slots=True)
class BodyText:
    """The folded words of a body, folded once for all articles that it is held against."""

    words: tuple[str, ...]
    text: str
    beginning: str

    @staticmethod
    def of(sections: Sections) -> "BodyText":
        """The words of the body with these sections."""
        words = fold_words(body_text(sections))
        return BodyText(words, _spaced(words), _spaced(words[:_TITLE_WITHIN_WORDS]))

    @property
    def beginning_words(self) -> tuple[str, ...]:
        """The words among which the owner's title may stand."""
        return self.words[:_TITLE_WITHIN_WORDS]

    def matching_words(self, *, title: str, excerpt: str) -> int:
        """How many words show that the body belongs to the article with this title and excerpt.

        0 means it doesn't. The excerpt must stand in the body word by word, or the title among
        the body's first 40 words.
        """
        wanted = fold_words(excerpt)
        # An excerpt is often cut in the middle of a word.
        for excerpt_words in (wanted, wanted[:-1]):
            is_long = len(excerpt_words) >= _FEWEST_EXCERPT_WORDS
            if is_long and _spaced(excerpt_words) in self.text:
                return len(excerpt_words)
        title_words = fold_words(title)
        is_long = len(title_words) >= _FEWEST_TITLE_WORDS
        return len(title_words) if is_long and _spaced(title_words) in self.beginning else 0


def _spaced(words: tuple[str, ...]) -> str:
    return f" {' '.join(words)} "
