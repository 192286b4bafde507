"""`newsdesk train-topics` as an operator runs it."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main

SEEDS = str(Path(__file__).parent.parent / "seeds")
TOPICS = {"Autos": "engine wheel driver", "Cinema": "actor screen premiere"}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run in an empty folder and without settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for key in ("NEWSDESK_DATABASE", "NEWSDESK_CORPUS", "NEWSDESK_LOG_LEVEL"):
        monkeypatch.delenv(key, raising=False)


def newsdesk(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Files of 240 articles in all, each on one of two topics."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(240):
        topic = list(TOPICS)[number % 2]
        words = TOPICS[topic].split()
        (folder / f"{number}.txt").write_text(
            f"---\ntitle: The {words[number % 3]} and the {words[number // 3 % 3]} {number}\n"
            f"sourceUrl: https://site.com/{number}\ntopics: [{topic}]\n"
            f"publishedDateTime: 2019-11-{1 + number // 9:02}\n---\n"
        )
    return folder


def test_it_says_what_was_trained_and_how_well_each_topic_is_told(corpus: Path) -> None:
    newsdesk("load", str(corpus))
    result = newsdesk("train-topics")
    assert result.exit_code == 0
    assert result.stdout.startswith("Trained on 240 articles: ")
    assert " bytes stored.\n" in result.stdout
    assert "F1 1.000 over all" in result.stdout
    assert "\nAutos " in result.stdout


def test_it_says_the_same_as_json(corpus: Path) -> None:
    newsdesk("load", str(corpus))
    report = json.loads(newsdesk("train-topics", "--json", "--until", "2020").stdout)
    assert (report["is_trained"], report["articles"]) == (True, 240)
    assert {topic["name"] for topic in report["topics"]} == {"Autos", "Cinema"}


def test_a_small_archive_is_told_to_be_one() -> None:
    newsdesk("load", SEEDS)
    result = newsdesk("train-topics")
    assert result.exit_code == 1
    assert result.stdout.startswith("No model was trained: ")
    assert "similar articles" in result.stdout
    assert json.loads(newsdesk("train-topics", "--json").stdout)["is_trained"] is False


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "bot.services.train_topics", raising=False)
    monkeypatch.delitem(sys.modules, "bot.services.fit_topics", raising=False)
    monkeypatch.setitem(sys.modules, "sklearn.feature_extraction.text", None)
    result = newsdesk("train-topics")
    assert result.exit_code == 2
    assert "pip install 'newsdesk[topics]'" in result.stderr


def test_a_time_that_is_none_is_refused(corpus: Path) -> None:
    newsdesk("load", str(corpus))
    result = newsdesk("train-topics", "--until", "the other day")
    assert result.exit_code == 2
    assert "--until" in result.stderr or "until" in result.stderr


def test_an_archive_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert newsdesk("train-topics").exit_code == 2
    assert not (tmp_path / "data").exists()
