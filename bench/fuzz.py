"""Coverage-guided fuzzing of everything that reads what outsiders write.

    python bench/fuzz.py [TARGET...] [--minutes 5] [--corpus data/fuzz]

Each target runs in a process of its own for so many minutes, from what is in its folder of the corpus
and beside it the seeds; what found new code is kept there. A target reads bytes or text, may refuse
them by its own error only, and what it takes must hold what its check asks. The first that doesn't is
written beside the corpus, and ends the run with 1.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 5, 1, tzinfo=UTC)


def documents(data: bytes) -> None:
    """Front matter and plain texts."""
    from bot.domain.document import DocumentReader
    from bot.errors import DocumentError

    try:
        read = DocumentReader().read(data)
    except DocumentError as error:
        assert str(error)
        return
    assert DocumentReader().read(data) == read


def addresses(data: bytes) -> None:
    """URLs: what is taken is http(s) without blanks, and stays what it is."""
    from bot.domain.url import read_address

    address = read_address(data.decode("utf-8", "replace"))
    if address is None:
        return
    assert address.shown.startswith(("http://", "https://"))
    assert not any(sign.isspace() for sign in address.shown)
    again = read_address(address.shown)
    assert again is not None
    assert again.key == address.key


def texts(data: bytes) -> None:
    """The text encoder: nothing pings, links or reverses, and nothing is longer than asked."""
    from bot.render.text import escape, width

    text, limit = data[1:].decode("utf-8", "replace"), (data[0] if data else 0) + 20
    shown = escape(text, limit)
    assert width(shown) <= 3 * limit
    bare = shown.replace("\\", "")
    assert not {"\u202e", "\u2066", "\u200f"} & set(shown)
    for sign in ("<@", "<#", "<t:", "@everyone", "@here", "]("):
        assert sign not in shown, (sign, shown, bare)


def ids(data: bytes) -> None:
    """Custom ids: whatever matches is read without a fault."""
    import re

    from bot.domain.journey import press_name
    from bot.render import custom_ids, desk_ids, digest_ids

    text = data.decode("utf-8", "replace")[: custom_ids.MAX_CUSTOM_ID]
    assert len(press_name(text)) <= 41
    for module in (custom_ids, desk_ids, digest_ids):
        for pattern in vars(module).values():
            is_text = isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str)
            match = pattern.fullmatch(text) if is_text else None
            if match is None:
                continue
            parts = match.groupdict("")
            for name in ("number", "page", "article_id", "edition_id", "part"):
                assert int(parts.get(name) or 0) < 2**63
            if pattern is custom_ids.RETRY:
                custom_ids.retried(parts)


def options(data: bytes) -> None:
    """Options of commands: understood, or refused with what they take."""
    from bot.domain.period import parse_period
    from bot.domain.query_text import read_query
    from bot.domain.timing_text import read_days, read_time
    from bot.errors import QueryError

    text = data.decode("utf-8", "replace")[:6000]
    read_query(text, now=NOW)
    for read in (
        lambda: parse_period(text, option="on", now=NOW),
        lambda: read_time(text),
        lambda: read_days(text),
    ):
        try:
            read()
        except QueryError as error:
            assert error.expected


def forms(data: bytes) -> None:
    """A moderator's form: what is taken reads back as the same."""
    from bot.domain.article_draft import ArticleDraft, ArticleForm, form_of, read_form

    parts = [part.decode("utf-8", "replace") for part in data.split(b"\0")]
    draft = read_form(ArticleForm(*parts[:6]), now=NOW)
    if not isinstance(draft, ArticleDraft):
        assert draft
        return
    assert read_form(form_of(draft), now=NOW, base=draft) == draft


def imports(data: bytes) -> None:
    """Documents of subscriptions."""
    from bot.domain.subscription_document import read_document
    from bot.errors import NewsdeskError

    try:
        read_document(data)
    except NewsdeskError as error:
        assert str(error)


def pages(data: bytes) -> None:
    """Pages of the web."""
    from bot.domain.page_reading import read_page

    page = read_page(data, url="https://site.com/a", charset="", now=NOW)
    assert len(page.title) <= 10_000


TARGETS: Mapping[str, tuple[Callable[[bytes], None], str]] = {
    "documents": (documents, "seeds/*"),
    "addresses": (addresses, ""),
    "texts": (texts, ""),
    "ids": (ids, ""),
    "options": (options, ""),
    "forms": (forms, ""),
    "imports": (imports, ""),
    "pages": (pages, "tests/domain/pages/*.html"),
}
_WORDS = {
    "addresses": ("https://www.site.com/a?b=c#d", "http://[::1]:80/", "//x", "https://a.b/amp/"),
    "texts": ("<@1>", "[a](https://b.c)", "@everyone", "**a** __b__ `c`", "\u202ea", "# h\n> q"),
    "ids": (
        "news:page:abc:1",
        "news:again:0:1::AI|x|words",
        "story:view:all:1:2",
        "desk:review:approve:1",
        "digest:useless:1:0:1",
        "brief:about:AI",
    ),
    "options": ('"a b" -c topic:AI after:2019-12', "december 2019", "last 7 days", "9:30pm", "mon"),
    "forms": ("https://a.b/c\0Title\0Excerpt\0AI, ML\0002019-11-27 09:41\0Source",),
    "imports": ('{"format": "newsdesk subscriptions", "version": 1, "subscriptions": []}',),
}


def fuzz(name: str, seconds: float, corpus: Path) -> None:
    """Run one target in this process, until the time is over or it fails."""
    import atheris

    target, _ = TARGETS[name]
    with atheris.instrument_imports(include=["bot"]):
        target(b"")
    folder = corpus / name
    seeds = _write_seeds(name, folder.with_name(f"{name}-seeds"))
    folder.mkdir(parents=True, exist_ok=True)
    flags = (f"-max_total_time={seconds:.0f}", "-max_len=20000", "-print_final_stats=1")
    found = f"-artifact_prefix={corpus}/{name}-found-"
    atheris.Setup([sys.argv[0], *flags, found, "-timeout=20", str(folder), str(seeds)], target)
    atheris.Fuzz()


def _write_seeds(name: str, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    pattern = TARGETS[name][1]
    for number, path in enumerate(sorted(ROOT.glob(pattern)) if pattern else ()):
        (folder / f"file-{number}").write_bytes(path.read_bytes())
    for number, text in enumerate(_WORDS.get(name, ())):
        (folder / f"word-{number}").write_bytes(text.encode("utf-8", "surrogatepass"))
    return folder


def main() -> None:
    """Run the targets one after the other, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--corpus", type=Path, default=Path("data/fuzz"))
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        fuzz(arguments.targets[0], 60 * arguments.minutes, arguments.corpus)
        return
    failed = []
    for name in arguments.targets or TARGETS:
        print(f"== {name}", flush=True)
        command = [sys.executable, __file__, name, "--inside", "--minutes", str(arguments.minutes)]
        done = subprocess.run([*command, "--corpus", str(arguments.corpus)], check=False)
        failed += [name] if done.returncode else []
    print(f"failed: {', '.join(failed) or 'none'}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
