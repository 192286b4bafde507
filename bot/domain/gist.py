"""What a story says beyond its title, in two lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.article import Article, Section
from bot.domain.boilerplate import is_author_note, is_boilerplate
from bot.domain.sentences import split_sentences
from bot.domain.words import fold_words

LINES = 2
# Labels that say most, most telling first; others follow in the order of the text.
_FIRST_LABELS = ("why it matters", "what's new", "driving the news", "the big picture", "details")
_MOST_LABEL = 40
_SHORTEST, _LONGEST = 40, 260
# A second line that is worth less is better left out.
_LEAST = 0.35
# Where, when and by whom a report begins, one behind the other: "SHANGHAI (Reuters) - ",
# "MONCTON, NB, Dec. 5, 2019 /CNW/ -", "WASHINGTON — ", "By Dylan Martin December 16, 2019".
_DATELINES = (
    re.compile(
        r"^[^!?]{0,90}?(?:\((?:Reuters|AP|AFP|Bloomberg|CNN|IANS|ANI|UPI|Xinhua|Kyodo(?: News)?"
        r"|[^()]{3,40} via [A-Z]+|BUSINESS WIRE)\)|/[A-Za-z]{2,} ?[A-Za-z]{3,20}/|\(?GLOBE"
        r" ?NEWSWIRE\)?)\s*(?:--?|–|—|:)*\s*"
    ),
    # Also of a station: "PORTLAND, Ore. (KOIN) — ".
    re.compile(
        r"^[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][\w. ]{1,20}){0,2}"
        r"\s*\([A-Z][A-Z0-9/ ]{1,12}\)\s*[—–-]+\s*"
    ),
    re.compile(r"^By [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,2}(?= [A-Z][a-z]{2,8}\.? \d|,)[, ]+"),
    re.compile(
        r"^(?:(?:[A-Z][a-z]+day,? )?[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}"
        r"|\d{1,2} [A-Z][a-z]{2,8} \d{4})"
        r"\b[,\s]*(?:[|·–—-]+|(?:at )?\d\d?:\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?)?\s+"
    ),
    re.compile(r"^[A-Z][^.!?]{3,60}\d{4}\)?\s*(?:--|—|–)\s*"),
    re.compile(r"^[A-Z][A-Z .'’-]{3,30}(?:, [A-Z][\w. ]{1,20}){0,2}(?:\s*--\s*|\s+[—–-]\s+|:\s+)"),
    re.compile(r"^(?:\([A-Za-z ]{3,30}\)|[A-Z][a-z]{2,3}\. ?\d{1,2}(?:, \d{4})?)\s*--+\s*"),
    re.compile(r"^(?:UPDATED?:|\.\.\.|…)\s*", re.IGNORECASE),
)
_FURNITURE = re.compile(
    r"^(?:read (?:more|the full|our)|click here|sign up|subscribe|download (?:this|the|our|now)"
    r"|learn more|find out more|see also|watch|listen|register|join us|follow us|get the|check out"
    r"|photo(?: by)?|image(?: credit)?|credit|source|\(?(?:photo|image|credit)\b|advertis"
    r"|this (?:article|post|story) (?:was|is|first|originally)|view (?:the|original)|share this"
    r"|we use cookies|all rights|by (?:using|clicking)|disclosure|editor's note|tags?:|related:"
    r"|thanks for|welcome (?:back |to )|good (?:morning|afternoon)"
    r"|in this (?:article|post|video|episode)"
    r"|(?:copyright|©)\b)"
    r"|\bhttps?://|\bwww\.|\S@\S+\.\w|\bcomtex"
    r"|\bcookies?\b|\bclick (?:here|below)\b|\bnewsletter\b",
    re.IGNORECASE,
)
# What the excerpt was cut off behind.
_WHOLE = re.compile(r"""(?:(?<!\.)[.!?؟।]|[。！？｡])["'”’»)\]」』）]*$""")
# No publisher cuts a summary that is shorter, other than behind a comma or a small word.
_CUT_FROM = 190
_STATED = re.compile(
    r"[a-zA-Z0-9\u00c0-\u052f](?<!\ba)(?<!\b(?:an|as|at|by|in|is|of|on|or|to))(?<!\b(?:the|and|for))$"
)
_CUT_END = re.compile(r"(?:(?<=\w)\s+\w*(?:…|\.{3}))?$|[\s.,;:…–-]*$")
_ASKED = re.compile(r"[?!]\W*$")
_FIGURE = re.compile(r"\d")
# A sentence that leans on one before it says little alone.
_LEANING = re.compile(
    r"^(?:but|and|so|or|it|its|this|that|these|those|he|she|they|their|his|her|such|also"
    r"|however|here|there|then|sure|yes|no|indeed|well|instead|one of (?:those|these|them)"
    r"|in a statement|for example|moreover|meanwhile)\b",
    re.IGNORECASE,
)
# What stands under a photograph: "A man walks past a camera in Beijing, April 26, 2018."
_CAPTION = re.compile(
    r",? (?:on )?[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\.$|\b(?:file photo|is seen|are seen|pictured)\b"
)
# Who wrote it, and who said what stands before or behind.
_BYWORD = re.compile(
    r"^(?:[A-Z][\w.'’-]+ ){2,3}(?:is|was) (?:an?|the|chief|vice|CEO|founder|co-founder)\b.{0,90}"
    r"\b(?:analyst|CEO|editor|author|professor|founder|director|president|officer|consultant"
    r"|columnist|fellow|leader)\b|^.{0,60}\b(?:said|says|added|wrote)\.$"
)
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I’m|my|me|we thank|our article)\b")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a story says; `label` is "" where its text has none."""

    label: str
    text: str


def gist(article: Article) -> tuple[Line, ...]:
    """At most two lines: labelled sections of the body, else the excerpt's best sentences."""
    lines = tuple(_labelled(article.body))[:LINES]
    if lines:
        return lines
    text = article.excerpt or " ".join(p for section in article.body for p in section.paragraphs)
    return tuple(Line("", sentence) for sentence in _best(article.title, text))


def _labelled(body: tuple[Section, ...]) -> Iterator[Line]:
    for section in sorted((s for s in body if s.label), key=_label_rank):
        said = (*section.paragraphs, *section.bullets)
        sentences = [s for text in said for s in split_sentences(text) if _is_news(s)]
        if sentences and len(section.label) <= _MOST_LABEL:
            yield Line(section.label, sentences[0])


def _label_rank(section: Section) -> int:
    label = section.label.casefold().replace("’", "'")
    return _FIRST_LABELS.index(label) if label in _FIRST_LABELS else len(_FIRST_LABELS)


def _best(title: str, text: str) -> list[str]:
    """The two sentences that say most, in their order; a cut one only where there is no other."""
    sentences = [
        s for s in split_sentences(_without_title(without_dateline(text), title)) if _is_news(s)
    ]
    if sentences and len(text) < _CUT_FROM and _STATED.search(sentences[-1]):
        # A summary that only lacks its full stop.
        sentences[-1] += "."
    known = frozenset(fold_words(title))
    ranked = sorted(
        ((_worth(s, at, known), -at, s) for at, s in enumerate(sentences)), reverse=True
    )
    chosen = ranked[:1] + [one for one in ranked[1:LINES] if one[0] >= _LEAST]
    return [_ended(s) for _, _, s in sorted(chosen, key=lambda one: -one[1])]


def _ended(sentence: str) -> str:
    """The sentence, with an ellipsis where it was cut off."""
    return sentence if _WHOLE.search(sentence) else f"{_CUT_END.sub('', sentence)}…"


def without_dateline(text: str) -> str:
    """The text without where, when and by whom it was sent."""
    for pattern in _DATELINES:
        found = pattern.match(text)
        if found and len(text) - found.end() >= _SHORTEST:
            text = text[found.end() :].lstrip(" -–—:|")
    return text


def _without_title(text: str, title: str) -> str:
    """The text without the title that it begins with."""
    begins = bool(title) and text.casefold().startswith(title.casefold())
    rest = text[len(title) :].lstrip(" -–—:|.") if begins else ""
    return rest if len(rest) >= _SHORTEST else text


def _is_news(sentence: str) -> bool:
    """Whether it says something, and isn't a page's furniture."""
    return (
        any(map(str.isalpha, sentence))
        and not is_boilerplate(sentence)
        and not is_author_note(sentence)
        and _FURNITURE.search(sentence) is None
    )


def _worth(sentence: str, at: int, known: frozenset[str]) -> float:
    """What a sentence is worth to who has read the title."""
    words = frozenset(fold_words(sentence))
    fresh = len(words - known) / len(words) if words else 0.0
    return (
        1.0
        - 0.15 * at
        + 0.1 * (_FIGURE.search(sentence) is not None)
        - 0.7 * (_WHOLE.search(sentence) is None)
        - 0.3 * sentence[0].islower()
        - 0.6 * (len(sentence) < _SHORTEST)
        - 0.8 * (_CAPTION.search(sentence) is not None)
        - 0.8 * (_BYWORD.search(sentence) is not None)
        - 0.2 * (len(sentence) > _LONGEST)
        - 0.3 * (_LEANING.match(sentence) is not None)
        - 0.3 * (_FIRST_PERSON.search(sentence) is not None)
        - 0.2 * (_ASKED.search(sentence) is not None)
        - 0.3 * (sentence.count("”") > sentence.count("“"))
        - 1.0 * (fresh < 0.25)
    )
