"""Articles leave the archive while answers that show them live on."""

import shutil
from pathlib import Path

import pytest

from bot.services.load_corpus import load_corpus

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def corpus(tmp_path):
    return (shutil.copytree(SEEDS, tmp_path / "corpus"),)


@pytest.fixture
async def answer(simcord_env, ask, corpus):
    """An answer all of whose articles have gone since."""
    card = await ask("facial recognition")
    for path in corpus[0].iterdir():
        path.unlink()
    await load_corpus(simcord_env.bot.store, corpus, prune=True)
    return card


async def test_the_story_of_an_article_that_has_gone(answer, press):
    told = await press(answer, "Story")
    assert told.text == "This article is no longer in the archive."
    assert told.message.ephemeral


async def test_a_page_whose_articles_have_gone(answer, press):
    assert (
        "What was on this page is no longer in the archive." in (await press(answer, "Next")).text
    )
