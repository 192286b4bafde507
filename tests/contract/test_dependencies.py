"""What is installed is locked by hash, names no address, and has a known licence."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / ".ci" / "requirements").glob("*.txt"))
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+?)(?: ;.*)? \\$", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def pins(lock):
    return dict(PIN.findall(lock.read_text(encoding="utf-8")))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_version_is_fixed_with_its_hashes_and_names_no_address(lock):
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    requirements = re.split(r"\n(?=\S)", text.strip())
    assert len(requirements) == len(PIN.findall(text + "\n"))
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", each) for each in requirements)


def test_the_locks_agree_on_versions():
    versions = {}
    for lock in LOCKS:
        for name, version in pins(lock).items():
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_all_that_the_bot_asks_for_is_in_the_lock_of_the_image():
    asked = (re.match(r"[\w.-]+", each)[0].lower() for each in PROJECT["dependencies"])
    wanted = {re.sub(r"[-_.]+", "-", name) for name in asked}
    assert wanted <= pins(ROOT / ".ci" / "requirements" / "run.txt").keys()


def test_the_licences_listed_are_those_of_all_that_is_installed_with_the_bot():
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| ([\w.-]+) \| (.+?) \|$", page, re.MULTILINE))
    listed = {name: text for name, text in listed.items() if text not in ("licence", "---")}
    assert listed.keys() == pins(ROOT / ".ci" / "requirements" / "run.txt").keys()
    assert all(licence.strip() for licence in listed.values())
