"""What is suggested is read where its page can be had soon, and kept in any case."""

import pytest

from bot.gateway import suggesting

TITLE = "Harbour cranes learn to load ships by night"


async def test_moderators_see_what_the_page_says(site, suggest, review):
    card = await suggest(site.article())
    assert TITLE in card.text
    shown = await review()
    assert f"### {TITLE}" in shown.text
    assert "The Harbour Gazette" in shown.text
    assert "A port lets its cranes work without light" in shown.text


async def test_such_a_suggestion_is_approved_by_one_press(site, suggest, review, use, moderator):
    await suggest(site.article())
    assert "**Approved**" in (await use(await review(), "Approve", by=moderator)).markdown


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops"])
async def test_a_page_that_is_not_there_may_be_suggested_all_the_same(
    site, suggest, waiting, status
):
    url = site.show(status=status)
    assert "Suggested, thank you" in (await suggest(url)).text
    (entry,) = await waiting()
    assert (entry.state.draft, entry.state.url) == (None, url)


async def test_a_page_that_is_not_there_in_time_is_not_waited_for(
    site, suggest, waiting, monkeypatch
):
    monkeypatch.setattr(suggesting, "PAGE_SECONDS", 0)
    assert "Suggested, thank you" in (await suggest(site.article())).text
    (entry,) = await waiting()
    assert entry.state.draft is None


async def test_an_address_within_reach_of_the_bot_alone_is_not_read(site, suggest, waiting):
    url = site.url(host="127.0.0.1")
    await suggest(url)
    (entry,) = await waiting()
    assert entry.state.draft is None
    assert site.asked == []


async def test_for_what_is_refused_no_page_is_read(site, suggest, desk, alice):
    await desk("article block", member=alice)
    assert "take no suggestions from you" in (await suggest(site.article())).text
    assert site.asked == []


async def test_a_page_of_what_was_suggested_under_another_address_is_not_suggested_again(
    site, suggest, waiting
):
    first = site.article("/one")
    await suggest(first)
    copy = site.article("/two", url=first, mainEntityOfPage=first)
    card = await suggest(copy)
    assert "already" in card.text
    assert len(await waiting()) == 1
