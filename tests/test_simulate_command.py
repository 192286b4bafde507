"""`newsdesk simulate` as an operator meets it."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main

SEEDS = str(Path(__file__).parent.parent / "seeds")
SPAN = ("--from", "2021-04-28", "--days", "4")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder without settings of who runs the tests."""
    monkeypatch.chdir(tmp_path)
    for key in ("DISCORD_TOKEN", "NEWSDESK_DATABASE", "NEWSDESK_CORPUS", "NEWSDESK_LOG_LEVEL"):
        monkeypatch.delenv(key, raising=False)
    return tmp_path


def newsdesk(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def simulate(*arguments: str) -> list[dict[str, Any]]:
    result = newsdesk("simulate", "--json", "--corpus", SEEDS, *arguments)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_day_is_a_line_of_the_documented_fields_also_when_empty() -> None:
    days = simulate(*SPAN)
    assert [day["slot"] for day in days] == [f"2021-0{d}" for d in ("4-28", "4-29", "4-30", "5-01")]
    fields = ["slot", "topics", "stories", "left_out", "left_out_total"]
    assert all(list(day) == fields for day in days)
    (empty,) = simulate("--from", "1999-12-31")
    assert empty == dict(zip(fields, ("1999-12-31", [], [], [], 0), strict=True))
    story = next(story for day in days for story in day["stories"])
    assert list(story) == [
        *("url", "title", "provider", "published", "sources", "related", "reasons"),
    ]
    narrow = simulate(*SPAN, "--stories", "1", "--exclude", "biometric")
    left_out = next(one for day in narrow for one in day["left_out"])
    assert list(left_out) == ["url", "reason"]
    help_text = newsdesk("simulate", "--help").stdout
    assert all(field in help_text for field in (*fields, *story, *left_out))


def test_nothing_is_later_than_its_edition() -> None:
    for day in simulate("--from", "2020-01-01", "--days", "30"):
        assert all(s["published"] <= f"{day['slot']}T09:00:00Z" for s in day["stories"])


def test_a_span_is_simulated_alike_each_time() -> None:
    assert simulate(*SPAN) == simulate(*SPAN)


def test_the_archive_is_read_and_never_written(folder: Path) -> None:
    newsdesk("load", SEEDS)
    database = folder / "data" / "newsdesk.db"
    before = hashlib.sha256(database.read_bytes()).digest()
    result = newsdesk("simulate", "--json", *SPAN)
    assert [json.loads(line) for line in result.stdout.splitlines()] == simulate(*SPAN)
    assert hashlib.sha256(database.read_bytes()).digest() == before


def test_a_corpus_leaves_nothing_behind(folder: Path) -> None:
    simulate(*SPAN)
    assert list(folder.iterdir()) == []


def test_topics_go_by_any_of_their_names_and_by_commas() -> None:
    (day,) = simulate("--from", "2021-05-01", "--topics", "computer vison, AI")
    assert day["topics"] == ["Computer Vision", "AI"]
    (other,) = simulate("--from", "2021-05-01", "--topic", "computer vision", "--topic", "ai")
    assert other == day


def test_options_are_those_of_a_subscription() -> None:
    (day,) = simulate("--from", "2021-05-01", "--stories", "1", "--exclude", "biometric")
    assert len(day["stories"]) <= 1
    reasons = {one["reason"] for one in day["left_out"]}
    assert "excluded by a word: biometric" in reasons


def test_an_edition_is_due_on_the_clocks_of_its_zone() -> None:
    line = newsdesk(
        *("simulate", "--corpus", SEEDS, "--from", "2021-05-01"),
        *("--zone", "Asia/Kolkata", "--time", "07:30"),
    ).stdout.splitlines()[0]
    assert line.startswith("Saturday, 1 May 2021, 07:30")


def test_for_people_each_story_says_why_it_is_in_and_what_was_left_out() -> None:
    text = newsdesk(
        "simulate", "--corpus", SEEDS, "--from", "2021-05-01", "--exclude", "biometric"
    ).stdout
    assert "  1. " in text
    assert "why: first edition" in text
    assert "Left out: " in text
    assert " excluded by a word" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "yesterday"), "no date"),
        (("--from", "9999-12-31"), "from 1970 to 2200"),
        (("--from", "2021-05-01", "--zone", "Mars/Olympus"), "no IANA time zone"),
        (("--from", "2021-05-01", "--time", "25:00"), "no time of day"),
        (("--from", "2021-05-01", "--stories", "16"), "16"),
        (("--from", "2021-05-01", "--topic", "Cheesemaking"), "is not a topic of the archive"),
        (("--from", "2021-05-01", "--database", "x.db"), "either --database FILE or --corpus"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_mend(arguments: tuple[str], said: str) -> None:
    result = newsdesk("simulate", "--corpus", SEEDS, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_without_an_archive_it_says_how_to_make_one(folder: Path) -> None:
    result = newsdesk("simulate", *SPAN)
    assert result.exit_code == 2
    assert "newsdesk load" in result.stderr
    assert list(folder.iterdir()) == []


def test_a_corpus_that_is_not_there_is_an_error() -> None:
    result = newsdesk("simulate", "--corpus", "nowhere", *SPAN)
    assert result.exit_code == 2
    assert "no such file or folder" in result.stderr


def test_an_empty_corpus_has_a_line_a_day(folder: Path) -> None:
    (folder / "empty").mkdir()
    result = newsdesk("simulate", "--corpus", "empty", "--json", *SPAN)
    assert [json.loads(line)["stories"] for line in result.stdout.splitlines()] == [[]] * 4
    assert "nothing was loaded" in result.stderr
