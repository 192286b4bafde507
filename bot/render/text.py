"""Makes text from outside harmless in Discord; owns cleaning, escaping and cutting, nothing else.

Discord's own limits are counted here in UTF-16 units, the stricter of the two ways to count.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from bot.domain.highlight import matched_spans

ELLIPSIS = "…"
BOLD = "**"
# A heading is bold as a whole, so that bold words would not stand out in it.
BOLD_IN_HEADING = "__**"

# https://support.discord.com/hc/en-us/articles/210298617: what Markdown reacts to anywhere, plus
# "@" and "<" (mentions, emoji, timestamps) and ":" (bare links, emoji names).
_ANYWHERE = re.compile(r"[\\*_~`|\[\]()<>#@:]")
# List markers count only where a line begins; text here is always a single line.
_LIST_MARKER = re.compile(r"[-+]|\d+\.")
# Escaped or not, these two words ring for everyone if a reader ever overlooks the backslash.
_EVERYONE = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_GUARD = "\u200b"

_JOINERS = "\u200c\u200d"
# A joiner is of use between two visible characters only; elsewhere it hides things.
_STRAY_JOINERS = re.compile(rf"(?:^|(?<=\s))[{_JOINERS}]+|[{_JOINERS}]+(?=\s|$)|[{_JOINERS}]{{2,}}")
# Letters that show nothing: Hangul fillers, Khmer inherent vowels, the blank Braille cell.
_BLANKS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_DROPPED = frozenset({"Cc", "Cf", "Co", "Cs"})
# Four marks on a letter carry every living script; towers of them run over the lines around.
_MAX_MARKS = 4


class _Cluster(NamedTuple):
    """What a reader sees as one character: as it reads, as it is written, whether it stands out."""

    read: str
    written: str
    is_marked: bool = False


def plain(text: str) -> str:
    """Return `text` on one line, NFC, without controls, bidi overrides or invisible characters.

    For places where Discord shows characters as they are: labels, choices, alt text.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    visible = "".join(_visible(" ".join(text.split())))
    return unicodedata.normalize("NFC", " ".join(_STRAY_JOINERS.sub("", visible).split()))


def _visible(text: str) -> Iterator[str]:
    marks = _MAX_MARKS  # none at the start or after a space: it would land on our own markup
    for char in text:
        if char == " " or char in _BLANKS or ord(char) & 0xFFFE == 0xFFFE:
            marks = _MAX_MARKS
            yield " "
        elif char in _JOINERS:
            yield char
        elif (category := unicodedata.category(char)) not in _DROPPED:
            marks = marks + 1 if category in ("Mn", "Me") else 0
            if marks <= _MAX_MARKS:
                yield char


def width(text: str) -> int:
    """Count `text` in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, limit: int) -> str:
    """Return `text` plain, cut at a word to at most `limit` units with an ellipsis."""
    return _fit((_Cluster(cluster, cluster) for cluster in _clusters(plain(text))), limit)


def escape(text: str, limit: int, *, words: Collection[str] = (), mark: str = BOLD) -> str:
    """Return `text` so that Discord shows it literally, at most `limit` units with its escapes.

    Nothing of it pings, links, formats or starts a block, wherever on a line it is put; no escape
    and no letter with its marks is cut in two. The folded `words` stand between `mark` and its
    mirror image, which count too.
    """
    shown = plain(text)
    spans = matched_spans(shown, words) if words else ()
    return _fit(_escaped_clusters(shown, spans), limit, mark)


def _escaped_clusters(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[_Cluster]:
    marked = {position for start, end in spans for position in range(start, end)}
    list_marker = _LIST_MARKER.match(text)
    start = list_marker.end() - 1 if list_marker else -1
    position = 0
    for cluster in _clusters(text):
        end = position + len(cluster)
        is_marked = bool(marked) and not marked.isdisjoint(range(position, end))
        if position == start:
            yield _Cluster(cluster, "\\" + cluster, is_marked)
        elif cluster.isalnum():  # most are, and there is nothing to escape
            yield _Cluster(cluster, cluster, is_marked)
        else:
            guard = _GUARD if _EVERYONE.match(text, position) else ""
            yield _Cluster(cluster, _ANYWHERE.sub(r"\\\g<0>", cluster) + guard, is_marked)
        position = end


def _clusters(text: str) -> Iterator[str]:
    """Split into what a reader sees as one character, near enough to Unicode's UAX 29.

    The whole annex needs a table of its own; this covers marks, emoji with joiners, modifiers and
    variation selectors, and flags.
    """
    if text.isascii():
        yield from text
        return
    cluster = ""
    for char in text:
        if cluster and not _continues(cluster, char):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def _continues(cluster: str, char: str) -> bool:
    category = unicodedata.category(char)
    if char in _JOINERS or (cluster[-1] == "\u200d" and category == "So"):
        return True
    if _is_regional(char):
        return len(cluster) == 1 and _is_regional(cluster)
    is_skin_tone = "\U0001f3fb" <= char <= "\U0001f3ff"
    return is_skin_tone or category in ("Mn", "Mc", "Me")


def _is_regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _fit(text: Iterable[_Cluster], limit: int, mark: str = "") -> str:
    """Write clusters with their marks, up to `limit` units."""
    # Each takes a unit at least: one more than that can't be written, and the rest neither.
    clusters = list(islice(text, limit + 1))
    costs = _costs(clusters, mark)
    if sum(costs) <= limit:
        return _written(clusters, mark)
    kept, used = 0, width(ELLIPSIS)
    while used + costs[kept] <= limit:
        used += costs[kept]
        kept += 1
    kept = _word_end(clusters, kept)
    return _written(clusters[:kept], mark) + (ELLIPSIS if limit > 0 else "")


def _costs(clusters: Sequence[_Cluster], mark: str) -> list[int]:
    """The units that each cluster takes; the first of a marked run takes those of both marks."""
    costs = [width(cluster.written) for cluster in clusters]
    was_marked = False
    for at, cluster in enumerate(clusters):
        if cluster.is_marked and not was_marked:
            costs[at] += 2 * width(mark)
        was_marked = cluster.is_marked
    return costs


def _written(clusters: Iterable[_Cluster], mark: str) -> str:
    runs = groupby(clusters, key=lambda cluster: cluster.is_marked)
    texts = ((is_marked, "".join(c.written for c in run)) for is_marked, run in runs)
    return "".join(f"{mark}{text}{mark[::-1]}" if is_marked else text for is_marked, text in texts)


def _word_end(clusters: Sequence[_Cluster], kept: int) -> int:
    """Move a cut back to the last word, unless that would cost over a fifth of the text."""
    for end in range(kept, kept * 4 // 5, -1):
        if clusters[end].read == " ":
            return end
    return kept - 1 if kept and clusters[kept - 1].read == " " else kept
