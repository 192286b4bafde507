"""Time zones by what people call them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.zone_search import meant_zone, read_offset, search_zones, zones_at

NAMES = (
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Europe/Berlin",
    "Europe/London",
    "GB",
    "US/Pacific",
    "UTC",
)
WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("berl", "Europe/Berlin"),
        ("europe/b", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("new_y", "America/New_York"),
        ("munich", "Europe/Berlin"),
        ("são paulo", "America/Sao_Paulo"),
        ("pacific", "US/Pacific"),
    ],
)
def test_a_city_leads_to_its_zone(typed, first):
    assert search_zones(typed, NAMES)[0] == first


def test_before_anything_is_typed_the_servers_choice_comes_first():
    assert search_zones("", NAMES, usual=("Asia/Tokyo",))[:2] == ("Asia/Tokyo", "UTC")


def test_what_no_zone_is_called_finds_none():
    assert search_zones("atlantis", NAMES) == ()


@pytest.mark.parametrize(
    ("text", "hours"),
    [("+2", 2), ("UTC+5:30", 5.5), ("gmt-3", -3), ("-0330", -3.5), ("utc +1", 1)],
)
def test_a_distance_from_utc_is_read(text, hours):
    assert read_offset(text) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["", "utc", "2", "berlin", "+", "+123"])
def test_other_texts_are_no_distance(text):
    assert read_offset(text) is None


def test_zones_are_found_by_what_their_clocks_show():
    found = zones_at(timedelta(hours=-8), NAMES, ZoneInfo, now=WINTER)
    assert found == ("America/Los_Angeles", "US/Pacific")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("los angeles", "America/Los_Angeles"),
        ("Mumbai", "Asia/Kolkata"),
        ("utc", "UTC"),
        ("atlantis", None),
        ("", None),
    ],
)
def test_a_zone_is_understood_without_being_picked(typed, meant):
    assert meant_zone(typed, NAMES) == meant
