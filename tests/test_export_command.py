"""`newsdesk export` as an operator types it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main

SEEDS = str(Path(__file__).parent.parent / "seeds")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run in an empty folder and without settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for key in ("NEWSDESK_DATABASE", "NEWSDESK_CORPUS", "NEWSDESK_LOG_LEVEL"):
        monkeypatch.delenv(key, raising=False)


@pytest.fixture
def loaded(_elsewhere: None) -> None:
    newsdesk("load", SEEDS)


def newsdesk(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.usefixtures("loaded")
def test_an_archive_goes_out_and_comes_back(tmp_path: Path) -> None:
    done = newsdesk("export", "out")
    assert (done.exit_code, done.output) == (0, "5 documents written to out.\n")
    again = json.loads(newsdesk("load", "out", "--database", "again.db", "--json").output)
    assert (again["articles"], again["quarantined"]) == (4, [])
    assert len(list((tmp_path / "out").iterdir())) == 5


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("kind", ["json", "csv"])
def test_a_file_is_written_whole_and_not_over_another(tmp_path: Path, kind: str) -> None:
    assert newsdesk("export", "--format", kind, "out").exit_code == 0
    before = (tmp_path / "out").read_bytes()
    refused = newsdesk("export", "--format", kind, "out")
    assert refused.exit_code == 2
    assert "out: is there already; name another path, or add --force" in refused.output
    assert newsdesk("export", "--format", kind, "--force", "out").exit_code == 0
    assert (tmp_path / "out").read_bytes() == before


def test_without_an_archive_nothing_is_written(tmp_path: Path) -> None:
    refused = newsdesk("export", "out")
    assert refused.exit_code == 2
    assert "newsdesk load" in refused.output
    assert not (tmp_path / "out").exists()
