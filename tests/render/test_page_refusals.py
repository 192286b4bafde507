"""Why a page can't be read: each way in a sentence of its own, with what to do."""

from typing import get_args

import pytest

from bot.domain.page import Verdict
from bot.errors import (
    LargePageError,
    Media,
    NoPageError,
    PageAddressError,
    PageError,
    PageStatusError,
    PrivateAddressError,
    RedirectLoopError,
    SlowPageError,
    UnreachablePageError,
    UnreadablePageError,
)
from bot.render.page_refusals import page_sentence, verdict_sentence
from bot.render.text import width

URL = "https://evil.example/@everyone"
STATUSES = (401, 402, 403, 404, 410, 429, 451, 418, 500, 503, 999)
ERRORS = [
    *(PageAddressError(URL, problem) for problem in ("form", "port")),
    PrivateAddressError(URL, "10.0.0.1"),
    *(UnreachablePageError(URL, problem) for problem in ("name", "connection", "certificate")),
    SlowPageError(URL, 10.0),
    RedirectLoopError(URL, 5),
    *(PageStatusError(URL, status) for status in STATUSES),
    LargePageError(URL, 2 * 2**20),
    *(NoPageError(URL, media) for media in get_args(Media)),
    UnreadablePageError(URL),
]
STAND_INS = [v for v in get_args(Verdict) if v not in ("page", "paywall")]


def test_every_kind_of_error_is_among_them():
    kinds = {type(error) for error in ERRORS}
    assert kinds == set(PageError.__subclasses__())


def test_each_has_a_sentence_of_its_own():
    sentences = [*map(page_sentence, ERRORS), *map(verdict_sentence, STAND_INS)]
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize("error", ERRORS, ids=str)
def test_each_says_that_it_can_be_typed_in_and_says_nothing_of_the_page(error):
    said = page_sentence(error)
    assert said.endswith(" You can also type in what the page says.")
    assert "evil" not in said
    assert width(said) <= 250


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (SlowPageError(URL, 10.0), "not there after 10 seconds"),
        (LargePageError(URL, 2 * 2**20), "larger than 2 MiB"),
        (RedirectLoopError(URL, 5), "more than 5 times"),
        (PageStatusError(URL, 418), "(it answers 418)"),
        (PageStatusError(URL, 503), "trouble of its own (it answers 503)"),
    ],
)
def test_figures_are_named(error, said):
    assert said in page_sentence(error)


def test_the_bots_own_network_is_not_told():
    said = page_sentence(PrivateAddressError(URL, "10.0.0.1"))
    assert "not on the public internet" in said
    assert "10" not in said


@pytest.mark.parametrize("verdict", STAND_INS)
def test_what_stands_in_a_pages_place_is_named(verdict):
    said = verdict_sentence(verdict)
    assert said.endswith(" You can also type in what the page says.")
    assert width(said) <= 250
