"""What a search says where of all that was asked for only words stand that name nothing."""

import pytest


@pytest.fixture(autouse=True)
async def _told(load, write):
    titles = ("Robots by the sea", "Speech by phone", "It is over")
    for number, title in enumerate(titles):
        write(f"story-{number}", title=f'"{title}"', excerpt='"By and by."')
    await load()


@pytest.mark.parametrize("typed", ["parcels by touch", "parcels by", "by qqzzqq", "qqzzqq teh by "])
async def test_what_was_named_is_nowhere_so_nothing_is_found(ask, typed):
    result = await ask(typed)
    assert (result.total, result.hits, result.corrected) == (0, (), None)


async def test_what_was_named_and_misspelt_is_still_offered(ask):
    assert "robots" in (await ask("rabits by")).spellings


async def test_with_what_was_named_only_what_holds_it_is_found(ask):
    result = await ask("robots by qqzzqq")
    assert [hit.article.title for hit in result.hits] == ["Robots by the sea"]
    assert result.corrected == "robots by"


async def test_small_words_alone_are_still_searched_for(ask):
    assert [hit.article.title for hit in (await ask("it is")).hits] == ["It is over"]
    assert (await ask("by")).total == 3


async def test_small_words_that_were_quoted_are_meant(ask):
    result = await ask('"by the" qqzzqq')
    assert [hit.article.title for hit in result.hits] == ["Robots by the sea"]
