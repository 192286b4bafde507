"""What a load would say, without any archive."""

import pytest

from bot.errors import MissingPathError
from bot.services.lint_corpus import lint_corpus


async def test_the_report_is_that_of_a_first_load(seeds, corpus):
    (corpus / "bad").write_text("---\n")
    report = await lint_corpus([seeds, corpus])
    assert (report.files, report.articles, report.related) == (6, 4, 7)
    assert [(q.path, q.line) for q in report.quarantined] == [(str(corpus / "bad"), 1)]


async def test_nothing_is_left_behind(seeds, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    await lint_corpus([seeds])
    assert list(tmp_path.iterdir()) == []


async def test_a_missing_path_is_an_error(tmp_path):
    with pytest.raises(MissingPathError):
        await lint_corpus([tmp_path / "missing"])
