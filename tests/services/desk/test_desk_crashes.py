"""A process that is killed at any statement of an act leaves all of the act, or nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DEEDS = ("approve", "approve_for_all", "edit", "pin", "publish", "retract", "undo", "undo_for_all")


# Every ninth statement of each deed; without --step it is killed before each of the 700.
@pytest.mark.parametrize("deed", DEEDS)
def test_a_killed_act_is_done_whole_or_not_at_all_and_can_be_pressed_again(deed):
    command = [sys.executable, "bench/desk_crash.py", "--deed", deed, "--step", "9"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    killed = subprocess.run(  # noqa: S603 - ours
        command, cwd=ROOT, env=environment, check=False, capture_output=True, timeout=60, text=True
    )
    assert killed.returncode == 0, killed.stdout + killed.stderr
    assert "as before" in killed.stdout
