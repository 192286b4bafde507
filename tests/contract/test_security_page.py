"""Each proof that the threat model names is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_test_that_it_names_exists():
    named = re.findall(r"`((?:tests|bench|docs)/[\w/]+\.(?:py|md))", PAGE)
    assert len(named) > 25
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_danger_has_a_proof():
    rows = [row for row in PAGE.splitlines() if row.startswith("| ") and "---" not in row]
    dangers = [row for row in rows if not re.match(r"\| (tries|happens) \|", row)]
    assert [row for row in dangers if "`" not in row.split("|")[-2]] == []
