"""`newsdesk brief` as an operator meets it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main

SEEDS = str(Path(__file__).parent.parent / "seeds")


@pytest.fixture(autouse=True)
def _archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The owner's documents, loaded in an empty folder without settings of who runs the tests."""
    monkeypatch.chdir(tmp_path)
    for key in ("DISCORD_TOKEN", "NEWSDESK_DATABASE", "NEWSDESK_CORPUS", "NEWSDESK_LOG_LEVEL"):
        monkeypatch.delenv(key, raising=False)
    assert newsdesk("load", SEEDS).exit_code == 0


def newsdesk(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_topic_is_briefed_on_in_lines() -> None:
    lines = newsdesk("brief", "computer", "vision").stdout.splitlines()
    assert lines[0] == "Briefing: Computer Vision"
    assert lines[1].startswith("6 stories from 5 sources from 2 May 2020 to 30 Apr 2021")
    assert lines[2].endswith("these are its last days.")
    assert lines[4].startswith("  1. ")
    assert lines[-1].startswith("Articles in four weeks, ")


def test_json_is_one_object_of_the_documented_fields() -> None:
    answer = json.loads(newsdesk("brief", "computer vision", "--json").stdout)
    assert list(answer) == [
        *("about", "subject", "period", "headline", "stories_total", "articles_total"),
        *("sources_total", "usual", "archive_ended", "stories", "follow_ups", "volume"),
    ]
    help_text = newsdesk("brief", "--help").stdout
    assert all(field in help_text for field in answer)
    assert answer["subject"] == {"kind": "topic", "name": "Computer Vision"}
    assert answer["period"] == {"start": "2020-05-02T00:00:00Z", "end": "2021-05-01T00:00:00Z"}
    within = sum(bar["articles"] for bar in answer["volume"]["bars"] if bar["in_period"])
    assert within == answer["articles_total"] == 6
    (story, *_) = answer["stories"]
    assert list(story) == [
        *("url", "title", "provider", "published", "topics", "sources", "also", "lines", "heat"),
    ]
    heat = story["heat"]
    assert heat.pop("total") == pytest.approx(sum(heat.values()), abs=0.001)


def test_the_same_question_has_the_same_answer() -> None:
    assert newsdesk("brief", "--json").stdout == newsdesk("brief", "--json").stdout


def test_as_many_stories_as_asked_for_are_listed() -> None:
    answer = json.loads(newsdesk("brief", "--stories", "2", "--json").stdout)
    assert len(answer["stories"]) == 2
    assert newsdesk("brief", "--stories", "11").exit_code == 2


def test_a_past_month_can_be_named() -> None:
    answer = json.loads(newsdesk("brief", "--period", "april 2021", "--json").stdout)
    assert answer["period"] == {"start": "2021-04-01T00:00:00Z", "end": "2021-05-01T00:00:00Z"}
    assert answer["archive_ended"] is None


def test_what_is_no_period_ends_in_one_message() -> None:
    result = newsdesk("brief", "--period", "soonish")
    assert result.exit_code == 2
    assert "period 'soonish' is not a date" in result.stderr


def test_where_nothing_fits_topics_and_the_newest_are_named() -> None:
    told = newsdesk("brief", "qqqzzzxxy").stdout
    assert told.startswith('Nothing on "qqqzzzxxy".\nTopics: ')
    assert "The newest:" in told
    answer = json.loads(newsdesk("brief", "qqqzzzxxy", "--json").stdout)
    assert (answer["subject"], answer["stories"]) == (None, [])


def test_a_day_without_news_is_named_as_a_day() -> None:
    assert newsdesk("brief", "--on", "2019-12-05").stdout.startswith("Nothing on 5 Dec 2019.\n")


def test_control_characters_that_were_typed_are_not_printed() -> None:
    assert "\x1b" not in newsdesk("brief", "zq\x1b[31mzq").stdout
