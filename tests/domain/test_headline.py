"""What titles say beside their words."""

import pytest

from bot.domain.headline import (
    bare_title,
    is_comment,
    is_reversal,
    is_roundup,
    market_of,
    numbers_in,
)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("UPDATE 2-Acme buys Robo", "Acme buys Robo"),
        ("CORRECTED-Acme buys Robo", "Acme buys Robo"),
        ("Exclusive: Acme buys Robo", "Acme buys Robo"),
        ("Acme buys the maker Robo | Daily Robot", "Acme buys the maker Robo"),
        ("Acme buys the maker Robo - Reuters", "Acme buys the maker Robo"),
        ("Acme buys the maker Robo - report", "Acme buys the maker Robo - report"),
        ("COVID-19 closes Acme", "COVID-19 closes Acme"),
        ("A | B", "A | B"),
        ("UPDATE 1-", "UPDATE 1-"),
        ("", ""),
    ],
)
def test_what_an_agency_or_a_site_adds_is_left_out(title, bare):
    assert bare_title(title, "Reuters") == bare


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Acme pays $2bn", {"2"}),
        ("Acme pays $2 billion", {"2"}),
        ("Acme pays $2.0 million", {"2"}),
        ("A bounty of $100,000", {"100"}),
        ("A bounty of $100K", {"100"}),
        ("25 of 40 in 2019", {"25", "40"}),
        ("Windows 10X and 5G", {"10x", "5g"}),
        ("None", set()),
    ],
)
def test_numbers_are_told_however_they_are_written(text, numbers):
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    ("title", "market"),
    [
        ("Artificial Intelligence in Law Market 2019 Analysis", {"ai", "law"}),
        ("Global AI (Artificial Intelligence) in Law Market Size, Share", {"ai", "law"}),
        ("Analysis on the World Market for AI in Law, 2019-2024", {"ai", "law"}),
        ("Europe Drone Market to reach $2bn", {"europe", "drone"}),
        ("Acme opens a farmers market", None),
        ("Acme grows", None),
    ],
)
def test_a_market_report_names_its_market(title, market):
    assert market_of(title) == market


def test_what_is_given_up_is_told_from_what_is_planned():
    assert is_reversal("Acme drops plan to buy Robo")
    assert is_reversal("Acme backs away from Robo")
    assert not is_reversal("Acme plans to buy Robo")


@pytest.mark.parametrize("title", ["Robot news round-up", "Live blog: Acme", "This week in robots"])
def test_roundups_are_known(title):
    assert is_roundup(title)
    assert not is_roundup("Acme buys Robo")


@pytest.mark.parametrize("title", ["Why Acme buys Robo", "Is Acme next?", "Opinion: Acme"])
def test_comments_are_known(title):
    assert is_comment(title)
    assert not is_comment("Acme buys Robo")
