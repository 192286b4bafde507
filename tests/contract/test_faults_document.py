"""Each test and bench that the table of faults names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FAULTS = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
PROOFS = re.findall(r"`((?:tests|bench)/[\w/]+\.py)(?:::(\w+))?`", FAULTS)


@pytest.mark.parametrize(("path", "name"), sorted(set(PROOFS)))
def test_what_shows_a_fault_is_there(path: str, name: str) -> None:
    code = (ROOT / path).read_text(encoding="utf-8")
    assert not name or re.search(rf"^(?:async )?def {name}\(", code, re.MULTILINE)


def test_every_row_says_what_shows_it() -> None:
    rows = [line for line in FAULTS.splitlines() if line.startswith("| ")]
    heads = {line for line in rows if set(line) <= set("| -") or line.endswith("shown by |")}
    assert [row for row in rows if row not in heads and not re.search(r"\.py\S*` \|$", row)] == []


def test_every_test_of_faults_stands_in_a_row() -> None:
    written = {
        (str(path.relative_to(ROOT)), name)
        for path in (ROOT / "tests" / "faults").glob("test_*.py")
        for name in re.findall(r"^(?:async )?def (test_\w+)", path.read_text(), re.MULTILINE)
    }
    assert written <= set(PROOFS)
