"""The command line as an operator meets it: what it prints, where, and with which exit code."""

import json
import os
import pty
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.__main__ import main

SEEDS = str(Path(__file__).parent.parent / "seeds")
ARTICLE = """\
---
title: "A made-up headline"
publishedDateTime: 2020-01-02T03:04:05Z
webUrl: https://example.org/made-up
---
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run in an empty folder and without settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for key in ("DISCORD_TOKEN", "NEWSDESK_DATABASE", "NEWSDESK_CORPUS", "NEWSDESK_LOG_LEVEL"):
        monkeypatch.delenv(key, raising=False)


def newsdesk(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_load_json_prints_one_object_and_nothing_else() -> None:
    result = newsdesk("load", SEEDS, "--json")
    assert json.loads(result.stdout) == {
        "files": 5,
        "articles": 4,
        "related": 7,
        "added": 11,
        "updated": 0,
        "unchanged": 0,
        "repaired": 1,
        "quarantined": [],
    }
    assert result.exit_code == 0


def test_load_tells_people_what_it_did() -> None:
    result = newsdesk("load", SEEDS)
    assert "5 files read. The archive has 4 articles and 7 known only from related" in result.stdout
    assert "11 added, 0 updated, 0 unchanged; 1 field repaired." in result.stdout


def test_a_quarantined_file_is_named_with_line_reason_and_mend(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(ARTICLE)
    (tmp_path / "bad.md").write_text(ARTICLE.replace("2020-01-02T03:04:05Z", "soon"))
    result = newsdesk("load", str(tmp_path / "good.md"), str(tmp_path / "bad.md"))
    assert f"{tmp_path}/bad.md:3: `publishedDateTime: soon` is no date; write one" in result.stdout
    assert result.exit_code == 0


def test_names_of_files_cant_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "bad\x1b[2Jname").touch()
    assert "bad\\x1b[2Jname: the file is empty" in newsdesk("lint", str(tmp_path)).stdout


def test_strict_exits_with_1_where_something_was_left_out(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(ARTICLE)
    (tmp_path / "empty.md").touch()
    assert newsdesk("load", str(tmp_path), "--strict").exit_code == 1


def test_strict_exits_with_0_where_nothing_was_left_out() -> None:
    assert newsdesk("load", SEEDS, "--strict").exit_code == 0


def test_loading_nothing_exits_with_1(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = newsdesk("load", str(tmp_path / "empty"))
    assert result.exit_code == 1
    assert "nothing was loaded" in result.stderr


def test_loading_what_is_unchanged_exits_with_0() -> None:
    newsdesk("load", SEEDS)
    result = newsdesk("load", SEEDS, "--json")
    assert json.loads(result.stdout)["unchanged"] == 11
    assert result.exit_code == 0


def test_prune_forgets_articles_of_files_that_are_gone(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "kept.md").write_text(ARTICLE.replace("made-up", "kept"))
    (folder / "gone.md").write_text(ARTICLE)
    newsdesk("load", str(folder))
    (folder / "gone.md").unlink()
    assert json.loads(newsdesk("load", str(folder), "--json").stdout)["articles"] == 2
    assert json.loads(newsdesk("load", str(folder), "--prune", "--json").stdout)["articles"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["load", "nowhere"], "newsdesk: nowhere: no such file or folder"),
        (["lint", "nowhere"], "newsdesk: nowhere: no such file or folder"),
        (["load", SEEDS, "--database", "/dev/null/x.db"], "newsdesk: /dev/null/x.db: its folder"),
        (["search", "x"], "newsdesk: data/newsdesk.db: no archive is there; make one with"),
        (["search", "x", "--after", "soon"], "newsdesk: after 'soon' is not a date: write"),
        (["search", "x", "--before", "soon"], "newsdesk: before 'soon' is not a date: write"),
        (["search", "x", "--on", "soon"], "newsdesk: on 'soon' is not a date: write"),
    ],
)
def test_what_the_operator_can_mend_is_one_line_and_exit_code_2(
    arguments: list[str], message: str
) -> None:
    result = newsdesk(*arguments)
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert result.exit_code == 2


def test_a_missing_token_has_an_exit_code_of_its_own() -> None:
    """So that a service manager doesn't start it again and again."""
    result = newsdesk("run")
    assert result.stderr.startswith(
        "newsdesk: DISCORD_TOKEN is not set; get one at https://discord.com/"
    )
    assert result.stderr.count("\n") == 1
    assert result.exit_code == 78


def test_every_wrong_setting_is_named_in_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("NEWSDESK_LOG_FORMAT=xml\n")
    monkeypatch.setenv("NEWSDESK_LOG_LEVEL", "loud")
    result = newsdesk("load", SEEDS)
    assert "NEWSDESK_LOG_LEVEL (read from the environment): must be one of DEBUG" in result.stderr
    assert "NEWSDESK_LOG_FORMAT (read from .env): must be one of auto, text" in result.stderr
    assert result.exit_code == 2


def test_lint_reports_like_a_load_and_stores_nothing(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("---\ntitle: x\n")
    result = newsdesk("lint", SEEDS, str(tmp_path / "bad.txt"), "--json")
    report = json.loads(result.stdout)
    assert (report["files"], report["articles"], report["related"]) == (6, 4, 7)
    assert report["quarantined"][0]["line"] == 1
    assert not (tmp_path / "data").exists()
    assert result.exit_code == 0


def test_lint_strict_exits_with_1_where_something_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("---\ntitle: x\n")
    result = newsdesk("lint", str(tmp_path / "bad.txt"), "--strict")
    assert "1 left out:" in result.stdout
    assert result.exit_code == 1


def test_lint_says_so_where_nothing_is_wrong() -> None:
    assert "Nothing to mend." in newsdesk("lint", SEEDS).stdout


@pytest.fixture
def seeded(seeded_database: bytes, tmp_path: Path) -> None:
    """An archive of the owner's documents, where commands look for one."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "newsdesk.db").write_bytes(seeded_database)


@pytest.fixture(scope="module")
def seeded_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("loaded") / "newsdesk.db"
    newsdesk("load", SEEDS, "--database", str(path))
    return path.read_bytes()


def found(*arguments: str) -> list[str]:
    """The titles of a search's hits."""
    answer = json.loads(newsdesk("search", "--json", *arguments).stdout)
    return [hit["title"] for hit in answer["hits"]]


@pytest.mark.usefixtures("seeded")
def test_search_json_has_the_promised_shape() -> None:
    answer = json.loads(newsdesk("search", "lockport", "gunz", "--json").stdout)
    assert answer.keys() == {"query", "corrected", "total", "hits"}
    assert answer["query"] == "lockport gunz"
    assert answer["corrected"] == "lockport guns"
    assert answer["total"] == 1
    (hit,) = answer["hits"]
    fields = {"url", "title", "score", "provider", "published", "topics", "excerpt", "also"}
    assert hit.keys() == fields
    assert hit["provider"] == "The Buffalo News"
    assert hit["published"] == "2019-11-24T10:01:00Z"
    assert hit["topics"] == ["AI", "Natural Language Processing"]
    assert hit["also"] == []


@pytest.mark.usefixtures("seeded")
def test_search_lists_hits_for_people() -> None:
    shown = newsdesk("search", "facal", "recogniton", "--limit", "2").stdout
    start = 'Showing results for "facial recognition".\n11 articles found:\n  1. '
    assert shown.startswith(start)
    assert "\n     The Financial Times · 7 Oct 2020\n     https://www.ft.com/content/" in shown
    assert "  3. " not in shown


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    "options",
    [
        ["--topic", "computer vision", "--source", "ft.com", "--after", "2020"],
        ["--source", "ft.com", "--on", "october 2020"],
        ["--source", "financial times", "--after", "2020", "--before", "2021-01-01"],
        ["--on", "2020", "--before", "2021", "--source=The Financial Times"],
        ["source:ft.com", "on:2020"],
        ["on:2020", "--source", "ft.com"],
    ],
)
def test_search_takes_limits_by_topic_source_and_time(options: list[str]) -> None:
    answer = json.loads(newsdesk("search", "facial", "--json", *options).stdout)
    assert [hit["published"] for hit in answer["hits"]] == ["2020-10-07T04:00:00Z"]


@pytest.mark.usefixtures("seeded")
def test_search_sorts_by_date_on_request() -> None:
    hits = json.loads(newsdesk("search", "facial", "--sort", "date", "--json").stdout)["hits"]
    published = [hit["published"] for hit in hits]
    assert published == sorted(published, reverse=True)
    assert found("facial") == found("facial", "--sort", "best") != found("facial", "--sort=date")


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    "arguments",
    [
        ['"facial recognition" -china -lockport'],
        ['"facial recognition"', "-china", "-lockport"],
        ["-china", "-lockport", '"facial recognition"'],
        ["--", "-china", '"facial recognition"', "-lockport"],
        ["-china -lockport", "--limit", "10", '"facial recognition"'],
    ],
)
def test_words_may_begin_with_a_dash_wherever_they_stand(arguments: list[str]) -> None:
    titles = found(*arguments)
    assert titles
    assert not any("China" in title or "Lockport" in title for title in titles)
    assert set(titles) < set(found('"facial recognition"', "--limit", "50"))


@pytest.mark.usefixtures("seeded")
def test_after_a_double_dash_everything_is_words() -> None:
    assert json.loads(newsdesk("search", "--json", "--", "--limit", "-h").stdout)["query"] == (
        "--limit -h"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["facial", "--tpic", "AI"], "No such option '--tpic'"),
        (["facial", "--topic"], "Option '--topic' requires an argument."),
        (["facial", "--sort", "newest"], "'newest' is not one of 'best', 'date'"),
        (["facial", "--limit", "101"], "101 is not in the range 1<=x<=100"),
        (["--batch", "nowhere.txt"], "'nowhere.txt': No such file"),
        ([], "give either WORDS or --batch FILE"),
        (["words", "--batch", "-"], "give either WORDS or --batch FILE"),
    ],
)
def test_a_search_that_is_asked_for_wrongly_says_so(arguments: list[str], message: str) -> None:
    result = newsdesk("search", *arguments)
    assert message in result.stderr
    assert result.stdout == ""
    assert result.exit_code == 2


@pytest.mark.usefixtures("seeded")
def test_search_that_finds_nothing_offers_spellings_topics_and_the_newest() -> None:
    result = newsdesk("search", "zzrecognitionzz", "--topic", "vision")
    assert result.stdout.startswith('Nothing found for "zzrecognitionzz".\n')
    assert "Topics: Computer Vision" in result.stdout
    newest = result.stdout.partition("The newest on Computer Vision:\n")[2].splitlines()
    assert len(newest) == 3
    assert all(" · https://" in line for line in newest)
    assert "near to yours: recognition" in newsdesk("search", "zxqv recognizzzion").stdout
    assert result.exit_code == 0


@pytest.mark.usefixtures("seeded")
def test_what_was_typed_cant_steer_the_terminal() -> None:
    shown = newsdesk("search", "zzqq\u202e\u2028qq").stdout
    assert 'Nothing found for "zzqq\\u202e\\u2028qq".' in shown


@pytest.fixture
def wire(tmp_path: Path) -> None:
    """An archive of one story from three sources, and another story."""
    articles = {
        "one": ("Acme buys the robot maker Robo", "2020-01-02", "Axios"),
        "two": ("Acme buys the robot maker Robo - report", "2020-01-03", "Reuters"),
        "three": ("ACME buys the robot maker Robo", "2020-01-02", "Wired"),
        "other": ("Zeta sells the chip maker Chippy", "2020-01-02", "Axios"),
    }
    for slug, (title, published, provider) in articles.items():
        (tmp_path / f"{slug}.md").write_text(
            f"---\ntitle: {title}\npublishedDateTime: {published}\nprovider: {provider}\n"
            f"webUrl: https://example.org/{slug}\n---\n"
        )
    newsdesk("load", *(f"{slug}.md" for slug in articles))


@pytest.mark.usefixtures("wire")
def test_one_story_is_listed_once_on_request_with_its_sources() -> None:
    assert len(found("acme", "robot", "robo")) == 3
    shown = newsdesk("search", "acme robo", "--collapse").stdout
    assert "+2 sources: " in shown
    assert "  2. " not in shown
    answer = json.loads(newsdesk("search", "acme buys robot", "--collapse", "--json").stdout)
    (hit,) = answer["hits"]
    addresses = {hit["url"], *hit["also"]}
    assert addresses == {f"https://example.org/{slug}" for slug in ("one", "two", "three")}
    assert len(hit["also"]) == 2


@pytest.mark.usefixtures("seeded")
def test_a_score_is_taken_apart_for_people() -> None:
    shown = newsdesk("search", "facal", "lockport", "zzqqxx", "--explain").stdout
    lines = [line.strip() for line in shown.splitlines()]
    (total,) = (line for line in lines if line.endswith(" points"))
    parts = lines[lines.index(total) + 1 :]
    assert parts[0].endswith("  facal: facial, in the title")
    assert parts[1].endswith("  lockport: in the title")
    assert parts[2].endswith("  zzqqxx: unknown to the archive")
    assert any(line.endswith("order of the words") for line in parts)
    earned = sum(round(10 * float(line.split()[0])) for line in parts)
    assert earned == round(10 * float(total.split()[0]))


@pytest.mark.usefixtures("seeded")
def test_a_score_is_taken_apart_for_machines() -> None:
    answer = json.loads(newsdesk("search", "facal", "lockport", "--explain", "--json").stdout)
    (hit,) = answer["hits"]
    first, second = hit["explain"].pop("words")
    assert first.items() >= {"word": "facal", "matched": "facial", "where": "title"}.items()
    assert second.items() >= {"word": "lockport", "matched": "lockport", "where": "title"}.items()
    ties = {"closeness", "order", "own_file", "topic", "recency", "quality", "same_title"}
    assert hit["explain"].keys() == ties
    total = first["points"] + second["points"] + sum(hit["explain"].values())
    assert total == pytest.approx(hit["score"], abs=0.001)


@pytest.mark.usefixtures("seeded")
def test_where_nothing_was_ranked_no_score_is_taken_apart() -> None:
    address = "https://technode.com/2019/11/27/china-tech-facial-recogntion-standards/"
    answer = json.loads(newsdesk("search", address, "--explain", "--json").stdout)
    assert [hit["explain"] for hit in answer["hits"]] == [None]
    assert "not ranked" in newsdesk("search", "topic:ai", "--explain").stdout


def test_progress_is_shown_on_a_terminal() -> None:
    terminal, end = pty.openpty()
    termios.tcsetwinsize(end, (24, 80))
    command = [sys.executable, "-m", "bot", "lint", SEEDS]
    environment = {**os.environ, "PYTHONPATH": str(Path(SEEDS).parent)}
    done = subprocess.run(  # noqa: S603  our own program
        command, check=True, stdout=subprocess.PIPE, stderr=end, env=environment
    )
    shown = os.read(terminal, 65_536)  # before the end is closed, which would hang up
    os.close(end)
    os.close(terminal)
    assert b"Reading the corpus" in shown
    assert done.stdout.startswith(b"5 files read")


def batch(lines: bytes, *arguments: str) -> list[dict[str, Any]]:
    """The answers to lines on standard input."""
    result = CliRunner().invoke(main, ["search", "--batch", "-", *arguments], input=lines)
    assert result.exception is None
    assert result.stdout.endswith("\n") or not lines
    assert result.stdout.isascii()
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.usefixtures("seeded")
def test_a_batch_answers_each_line_in_order() -> None:
    Path("queries.txt").write_text("lockport guns\n\nface biometric standards\n")
    shown = newsdesk("search", "--batch", "queries.txt", "--limit", "1").stdout
    answers = [json.loads(line) for line in shown.splitlines()]
    assert [answer["query"] for answer in answers] == [
        "lockport guns",
        "",
        "face biometric standards",
    ]
    assert [len(answer["hits"]) for answer in answers] == [1, 0, 1]
    assert all(answer["ms"] > 0 for answer in answers)


@pytest.mark.usefixtures("seeded")
def test_a_line_of_a_batch_has_the_promised_shape() -> None:
    (answer,) = batch(b"lockport gunz")
    assert list(answer) == ["query", "ms", "corrected", "total", "hits"]
    assert answer["corrected"] == "lockport guns"
    fields = ["url", "title", "score", "provider", "published", "topics", "excerpt", "also"]
    assert list(answer["hits"][0]) == fields


@pytest.mark.usefixtures("wire")
def test_a_batch_lists_every_article_unless_it_is_told_to_collapse() -> None:
    (answer,) = batch(b"acme robo\n")
    assert [hit["also"] for hit in answer["hits"]] == [[], [], []]
    (answer,) = batch(b"acme robo\n", "--collapse")
    assert [len(hit["also"]) for hit in answer["hits"]] == [2]


@pytest.mark.usefixtures("wire")
def test_options_hold_for_every_line_of_a_batch() -> None:
    answers = batch(b"acme\nmaker\n", "--source", "axios", "--explain", "--sort", "date")
    assert [[hit["url"] for hit in answer["hits"]] for answer in answers] == [
        ["https://example.org/one"],
        ["https://example.org/one", "https://example.org/other"],
    ]
    assert all(hit["explain"]["words"] for answer in answers for hit in answer["hits"])


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("line", "query"),
    [
        (b"facial\r\n", "facial"),
        (b"facial\rrecognition\x0b\x0c\x1c\n", "facial\rrecognition\x0b\x0c\x1c"),
        ("facial\u2028recognition\x85\n".encode(), "facial\u2028recognition\x85"),
        (b"fac\x00ial\n", "fac\x00ial"),
        (b"\xff\xfefacial\xed\xa0\x80\n", "\ufffd\ufffdfacial\ufffd\ufffd\ufffd"),
        (b"   \n", "   "),
        (b'"facial\n', '"facial'),
        ("人工智能 🎉".encode(), "人工智能 🎉"),
    ],
)
def test_whatever_a_line_consists_of_it_is_one_query(line: bytes, query: str) -> None:
    assert [answer["query"] for answer in batch(line)] == [query]


LINES = st.binary(max_size=30) | st.lists(
    st.sampled_from((b"facial", b"-china", b'"', b"topic:AI", b"\xff", b"\x00", b" ", b"\r", b"1"))
).map(b" ".join)


@pytest.mark.usefixtures("seeded")
@given(lines=st.lists(LINES.filter(lambda line: b"\n" not in line), max_size=9))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_lines_are_answered_in_order_whatever_they_are(lines: list[bytes]) -> None:
    answers = batch(b"".join(line + b"\n" for line in lines), "--limit", "1")
    texts = [line.rstrip(b"\r").decode(errors="replace") for line in lines]
    assert [answer["query"] for answer in answers] == texts


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    "piece", [b"facial ", b"x", b'"', b"-a ", b"topic:a ", b"\xff", b"https://a/"]
)
def test_a_line_of_a_megabyte_is_one_query(piece: bytes) -> None:
    line = piece * (1_000_000 // len(piece))
    first, second = batch(line + b"\nlockport\n", "--limit", "1")
    assert len(first["query"].encode()) >= 990_000
    assert second["total"] == 1


@pytest.mark.usefixtures("seeded")
def test_an_empty_batch_answers_nothing() -> None:
    assert batch(b"") == []


def test_a_total_that_is_a_lower_bound_says_so() -> None:
    for number in range(130):
        Path(f"{number}.md").write_text(ARTICLE.replace("made-up", f"made-up-{number}"))
    newsdesk("load", ".")
    (answer,) = batch(b"after:2001\n")
    assert (answer["total"], answer["more"]) == (100, True)
    assert newsdesk("search", "after:2001").stdout.startswith("more than 100 articles found:\n")
    (answer,) = batch(b"made-up\n")
    assert answer["total"] == 130
    assert "more" not in answer


@pytest.mark.usefixtures("seeded")
def test_a_batch_answers_a_line_before_it_reads_the_next() -> None:
    command = [sys.executable, "-m", "bot", "search", "--batch", "-"]
    environment = {**os.environ, "PYTHONPATH": str(Path(SEEDS).parent)}
    with subprocess.Popen(  # noqa: S603  our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdin
        assert process.stdout
        for text in (b"lockport", b"sensetime"):
            process.stdin.write(text + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["query"] == text.decode()
        process.stdin.close()
        assert process.stdout.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("command", ["load", "lint", "search", "run", "demo"])
def test_every_command_takes_a_database_and_explains_itself(command: str) -> None:
    result = newsdesk(command, "--help")
    assert "--database" in result.stdout
    assert result.exit_code == 0


@pytest.mark.parametrize(
    "arguments", [["--help"], ["load", SEEDS], ["lint", SEEDS], ["search", "china"]]
)
def test_offline_commands_start_without_discord(arguments: list[str], tmp_path: Path) -> None:
    newsdesk("load", SEEDS, "--database", str(tmp_path / "data" / "newsdesk.db"))
    program = (
        "import sys\nfrom bot.__main__ import main\n"
        "try:\n    main()\nfinally:\n    sys.exit(3 if 'discord' in sys.modules else 0)\n"
    )
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONPATH": str(Path(SEEDS).parent)},
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
