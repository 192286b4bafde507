"""A moderator gives an article another link, and that one is known from then on."""

import pytest

from bot.services.load_corpus import load_corpus

TITLE = "Speech synthesis clones any voice"
MOVED = "https://voices.example/2019/clones"


@pytest.fixture(autouse=True)
async def _moved(moderator, channel, fill):
    form = await moderator.slash(channel, "article edit", article=TITLE)
    await fill(form, by=moderator, url=MOVED)


@pytest.fixture
def bring(newspaper, store):
    """Load a file on what stands at the new link."""

    async def bring(title):
        text = (newspaper / "voices.md").read_text()
        text = text.replace("https://voices.example/news/voices", MOVED).replace(TITLE, title)
        (newspaper / "late.md").write_text(text)
        await load_corpus(store, [newspaper])

    return bring


async def test_who_adds_the_new_link_is_told_that_it_is_there(desk):
    card = await desk("article add", url=f"{MOVED}?utm_source=mail")
    assert "## You have this already" in card.text
    assert card.titles == [TITLE]


async def test_who_suggests_it_is_told_so_too_and_nothing_waits(suggest, waiting):
    card = await suggest(MOVED)
    assert TITLE in card.text
    assert list(await waiting()) == []


async def test_the_article_is_named_by_its_new_link(desk):
    card = await desk("article retract", article=MOVED, reason="a hoax")
    assert f"Retracted {TITLE}" in card.text.replace("**", "")


async def test_members_who_paste_it_find_the_article(search):
    assert await search(MOVED) == [TITLE]


async def test_another_server_may_suggest_it(suggest, elsewhere, waiting):
    await suggest(MOVED, by=elsewhere.moderator, here=elsewhere.channel)
    assert [entry.state.url for entry in await waiting(elsewhere.guild)] == [MOVED]


async def test_a_file_that_comes_under_the_new_link_is_shown_with_the_article(
    bring, offered, desk, use, moderator
):
    await bring("Cloned voices, once more")
    found = await offered("article edit", "article")
    name = next(iter(found))
    assert name == f"Another is under its link: {TITLE}"
    card = await desk("article edit", article=found[name])
    assert "Cloned voices, once more" in card.text
    assert card.labels[:2] == ["Open the other", "Correct the other…"]
    assert "Cloned voices, once more" in (await use(card, "Open the other", by=moderator)).text


async def test_it_is_settled_once_one_of_the_two_is_retracted(bring, desk, offered):
    await bring("Cloned voices, once more")
    await desk("article retract", article="Cloned voices, once more", reason="the same")
    found = await offered("article edit", "article")
    assert not any(name.startswith("Another is under its link") for name in found)
