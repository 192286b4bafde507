"""A folder of hostile files: each that can't be taken is named, the others are loaded."""

import json
import os
import subprocess
import sys
import textwrap
import time

import pytest

HEAD = "title: {title}\nsourceUrl: https://site.com/{title}\npublishedDateTime: 2019-11-27\n"


def document(*lines, title="bad", body=""):
    return "\n".join(["---", HEAD.format(title=title).rstrip(), *lines, "---", body])


def bomb(levels, form):
    return "\n".join(form.format(n=n, m=n - 1) for n in range(1, levels))


REFUSED = {
    "brackets": (document("x: " + "[" * 30_000), 5, "nested deeper than 16 levels; flatten"),
    "braces": (document("x: " + "{a: " * 30_000), 5, "nested deeper"),
    "indented": (
        document("x:", *(" " * depth + "a:" for depth in range(1, 300))), 21, "nested deeper"),
    "aliases": (document("a0: &a0 [x]", bomb(30, "a{n}: &a{n} [*a{m}, *a{m}]")), 5, "write the"),
    "merges": (
        document("a0: &a0 {x: y}", bomb(25, "a{n}: &a{n} {{<<: [*a{m}, *a{m}]}}")), 5, "aliases"),
    "duplicate": (document("heat: 1", "heat: 2"), 6, "`heat` stands twice; keep one"),
    "python": (document("x: !!python/object/apply:os.system ['touch owned']"), 5, "leave it out"),
    "tag": (document("x: !x y"), 5, "the tag !x is not taken; leave it out"),
    "unclosed": ("---\ntitle: a\n", 1, "put a line `---` below it"),
    "list": ("---\n- a\n- b\n---\n", 2, "no mapping; write one `key: value` a line"),
    "scalar": ("---\njust text\n---\n", 2, "no mapping"),
    "nothing": ("---\n---\n", 2, "no address; write `sourceUrl"),
    "url": (document().replace("https://site.com/bad", "javascript:alert(1)"), 3, "no http(s)"),
    "host": (document().replace("site.com", "[::1]@"), 3, "no http(s) address"),
    "title": (document().replace("title: bad", "title:"), 2, "no `title`; write the headline"),
    "date": (document().replace("2019-11-27", "someday"), 4, "no date; write one like 2019"),
    "number": (document("quality: lots"), 5, "no number; write 0 or more"),
    "flag": (document("removed: perhaps"), 5, "neither true nor false"),
    "empty": ("", None, "delete it or write an article into it"),
    "blank": ("\n \n", None, "delete it or write"),
    "nul": (document("x: \0"), 5, "a NUL byte: this is no text; save it as UTF-8"),
    "latin": (document("x: café").encode("latin-1"), 5, "not valid UTF-8; save the file as UTF-8"),
    "utf-16": (document().encode("utf-16"), 1, "in UTF-16; save it as UTF-8"),
    "surrogate": (document('x: "\\ud800"'), 5, "not valid YAML"),
    "stranger": ("Text that belongs to nobody, as long as it may be.", 1, "load its article, or"),
    "scalar-8m": (document("excerpt: " + "x" * 8_000_000), 5, "`excerpt` has 8,000,000 char"),
    "quoted-8m": (document('excerpt: "' + "\\n" * 4_000_000 + '"'), 5, "20,000 are taken, short"),
    "spaces-8m": (
        document("excerpt: " + "x" * 20_001, " " * 8_000_000), 5, "20,000 are taken, shorten it"),
    "lines-8m": (document("\n" * 8_000_000), 100_002, "100,000 are taken, split the file"),
    "keys": (document(*(f"k{n}: v" for n in range(300_000))), 100_002, "split the file"),
    "flow": (document("x: [" + "a," * 200_000 + "]"), 5, "more than 100,000 values; split"),
    "related": (
        document("related:", *(f"  - title: {n}" for n in range(100_000))), 100_002, "split the"),
    "topics": (document("topics: " + "a," * 1_000_000), 5, "100 are taken, shorten it"),
    "body": (document(body="word\n" * 200_000), None, "524,288 are taken, shorten it"),
    "notes": (document(body="Jane Doe is a reporter.\n" * 100_000), None, "524,288 are taken"),
    "text": ("word " * 200_000, None, "an article begins with a line `---`"),
}  # fmt: skip

TAKEN = {
    "crlf": (document(title="crlf").replace("\n", "\r\n"), 0),
    "cr": (document(title="cr").replace("\n", "\r"), 0),
    "bom": ("\ufeff" + document(title="bom"), 0),
    "c1": (document("excerpt: one \x97 two", title="c1"), 1),
    "private": (document("excerpt: a \ue000 b", title="private"), 0),
    "escapes": (document('excerpt: "\\u0000\\x07bell"', title="escapes"), 1),
    "numbers": (document("quality: 1e300", "heat: -1e300", title="numbers"), 0),
    "sizes": (
        document(f"images: [{{url: 'https://x.com/a.png', width: '{'9' * 5000}'}}]", title="s"), 0),
    "deep": (document("x: " + "[" * 12 + "]" * 12, title="deep"), 0),
    "entries": (
        document("related:", *(HEAD.format(title=f"e{n}").replace("title", "  - title")
        .replace("\ns", "\n    s").replace("\np", "\n    p").rstrip()
        for n in range(2000)), title="entries"), 0),
    "authors": (document(body="Text.\n" + "Jane Doe is a reporter.\n" * 20_000, title="a"), 0),
}  # fmt: skip


def put(folder, name, content):
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    (folder / name).write_bytes(data)


@pytest.mark.parametrize("name", REFUSED)
async def test_a_file_that_cannot_be_taken_is_named_with_line_and_mend(load, write, corpus, name):
    content, line, reason = REFUSED[name]
    put(corpus, name, content)
    write("good")
    start = time.process_time()
    report = await load()
    assert time.process_time() - start < 2
    assert report.articles == 1
    (found,) = report.quarantined
    assert (found.path, found.line) == (str(corpus / name), line)
    assert reason in found.reason
    assert not (corpus / "owned").exists()


@pytest.mark.parametrize("name", TAKEN)
async def test_an_odd_file_is_taken(load, corpus, name):
    content, repaired = TAKEN[name]
    put(corpus, name, content)
    start = time.process_time()
    report = await load()
    assert time.process_time() - start < 2
    assert (report.articles, report.repaired, report.quarantined) == (1, repaired, ())


async def test_controls_of_windows_become_what_they_stand_for(load, corpus, ask):
    put(corpus, "c1", TAKEN["c1"][0])
    await load()
    assert (await ask("one two")).hits[0].article.excerpt == "one — two"


async def test_bad_related_entries_are_left_out_and_the_article_taken(load, write):
    bad = [("x", {"sourceUrl": "ftp://x"}), ("y", {"publishedDateTime": "never"}), "z"]
    path = write("a", related=bad)
    report = await load()
    assert (report.articles, report.related) == (1, 1)
    assert [(q.path, q.line) for q in report.quarantined] == [(str(path), 7), (str(path), 11)]
    assert (await load()).quarantined == report.quarantined


async def test_nobody_waits_for_what_is_no_file(load, write, corpus):
    write("good")
    os.mkfifo(corpus / "fifo")
    (corpus / "device").symlink_to("/dev/zero")
    (corpus / "loop").symlink_to("loop")
    (corpus / "folders").mkdir()
    (corpus / "folders" / "up").symlink_to(corpus)
    (corpus / "dangling").symlink_to("nowhere")
    with (corpus / "large").open("wb") as file:
        file.truncate(60 * 2**20)
    start = time.process_time()
    report = await load()
    assert time.process_time() - start < 2
    assert report.articles == 1
    reasons = {os.path.basename(q.path): q.reason for q in report.quarantined}  # noqa: PTH119 - text
    assert sorted(reasons) == ["dangling", "device", "fifo", "large", "loop"]
    assert "a FIFO, not a regular file; move it out of the corpus" in reasons["fifo"]
    assert "a device" in reasons["device"]
    assert "larger than 8 MiB; split the file" in reasons["large"]
    assert all("mend the file" in reasons[name] for name in ("dangling", "loop"))


async def test_a_name_that_is_no_utf8_is_loaded_and_named_in_letters(load, write, corpus):
    write("good", name=os.fsdecode(b"caf\xe9"))
    (corpus / os.fsdecode(b"\xff")).write_text("")
    for _ in range(2):
        report = await load()
        assert report.articles == 1
        assert [q.path for q in report.quarantined] == [f"{corpus}/\\xff"]


SCRIPT = """
    import asyncio, json, re, resource, sys
    from pathlib import Path
    from bot.services.load_corpus import load_corpus
    from bot.storage.store import open_store

    # What took more would fail here before it troubled the machine.
    resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))

    async def main():
        async with open_store(Path(sys.argv[1])) as store:
            report = await load_corpus(store, [Path(sys.argv[2])])
        # Not ru_maxrss, which begins with what the parent process took.
        peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
        print(json.dumps([report.articles, len(report.quarantined), peak]))

    asyncio.run(main())
"""


def test_all_hostile_files_together_take_little_memory(path, corpus):
    for name, (content, *_) in {**REFUSED, **TAKEN}.items():
        put(corpus, name, content)
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", textwrap.dedent(SCRIPT), str(path), str(corpus)],
        capture_output=True,
        check=True,
        timeout=20,
    )
    articles, quarantined, peak = json.loads(done.stdout)
    assert (articles, quarantined) == (len(TAKEN), len(REFUSED))
    assert peak < 300 * 1024
