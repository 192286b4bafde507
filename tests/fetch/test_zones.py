"""The time zones of this machine."""

from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

import pytest

import bot.fetch.zones
from bot.fetch.zones import find_zone, zone_data_fingerprint, zone_names


def test_zones_are_found_by_their_names() -> None:
    assert {"Europe/Berlin", "Pacific/Apia", "UTC"} <= set(zone_names())
    assert find_zone("Europe/Berlin") == ZoneInfo("Europe/Berlin")


def test_every_name_that_is_listed_can_be_found() -> None:
    assert all(find_zone(name) for name in zone_names())


@pytest.mark.parametrize(
    "name",
    [
        *("", "Europe", "Europe/Nowhere", "../../etc/passwd", "/etc/passwd", "a\0b", "\ud800"),
        *("localtime", "Factory", "tzdata.zi", "x" * 5_000),
    ],
)
def test_what_is_no_zone_is_not_found(name: str) -> None:
    assert find_zone(name) is None


def test_the_fingerprint_stays_while_the_data_does() -> None:
    assert zone_data_fingerprint() == zone_data_fingerprint()


def test_the_fingerprint_follows_the_rules_of_one_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = zone_data_fingerprint()
    berlin = tmp_path / "Europe" / "Berlin"
    berlin.parent.mkdir()
    berlin.write_bytes(b"TZif other rules")
    monkeypatch.setattr(bot.fetch.zones, "TZPATH", (str(tmp_path), *TZPATH))
    assert zone_data_fingerprint() != before
