"""A corpus made up for measuring where no real one is at hand: the same sizes, invented words."""

import random
from pathlib import Path

_SYLLABLES = ("ka", "ro", "mi", "ten", "sol", "var", "pel", "dun", "ari", "ost", "lek", "bru")
_ENTRY = """\
  - title: "{title}"
    excerpt: "{excerpt}"
    publishedDateTime: {published}
    webUrl: "{url}"
    ampWebUrl: "{url}?amp=1"
    type: article
    provider:
      name: {provider}
      domain: {provider}.example
    quality: {quality}
    images:
      - url: "https://images.{provider}.example/{number}.jpg"
        width: 1200
        height: 630
        isCached: true
"""


def make_corpus(folder: Path, *, files: int, seed: int = 1) -> Path:
    """Write files of some 15 KB, each with about 16 related entries that many of them share."""
    rng = random.Random(seed)  # noqa: S311  not for secrets
    vocabulary = ["".join(rng.choices(_SYLLABLES, k=rng.randint(1, 4))) for _ in range(8_000)]
    entries = [_entry(rng, vocabulary, number) for number in range(files)]
    for number in range(files):
        related = "".join(rng.choices(entries, k=rng.randint(0, 32)))
        own = _entry(rng, vocabulary, files + number).replace("\n    ", "\n")[4:]
        text = f"---\ncategory: news\n{own}topics:\n  - AI\n\nrelated:\n{related}---\n"
        (folder / f"{number:06}.md").write_text(text, encoding="utf-8")
    return folder


def _entry(rng: random.Random, vocabulary: list[str], number: int) -> str:
    provider = f"provider{int(rng.paretovariate(1)) % 500}"
    return _ENTRY.format(
        title=" ".join(rng.choices(vocabulary, k=10)).capitalize(),
        excerpt=" ".join(rng.choices(vocabulary, k=45)).capitalize(),
        published=f"2019-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}T09:00:00Z",
        url=f"https://www.{provider}.example/{number}",
        provider=provider,
        quality=rng.randint(0, 200),
        number=number,
    )
