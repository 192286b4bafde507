"""A moderator writes an article without an address to copy it from; no network is needed."""

import pytest


async def test_the_form_is_empty(blank, form):
    shown = await blank()
    assert shown.modal["title"] == "Add an article"
    assert form(shown) == {"url": "", "title": "", "excerpt": "", "topics": "", "date": ""}


async def test_what_is_typed_is_shown_and_then_published(blank, fill, press, own_articles):
    card = await fill(
        await blank(),
        url="https://paper.example/typed?utm_source=x",
        title="A typed title",
        excerpt="And an excerpt.",
        topics="Robotics, Harbours",
        date="2019-12-04 12:30",
    )
    assert card.message.ephemeral
    assert card.titles == ["A typed title"]
    assert await own_articles() == []
    await press(card, "Publish")
    (article,) = await own_articles()
    assert (article.url, article.title, article.excerpt, article.topics, article.provider) == (
        "https://paper.example/typed",
        "A typed title",
        "And an excerpt.",
        ("Robotics", "Harbours"),
        "paper.example",
    )
    assert article.published.isoformat() == "2019-12-04T12:30:00+00:00"


async def test_topics_are_suggested_where_none_were_typed(blank, fill, rewrite, topics_of):
    for slug in ("weld", "weld-too"):
        await rewrite(slug)
    card = await fill(
        await blank(), url="https://paper.example/x", title="Robots learn to weld ships"
    )
    assert "Robotics" in topics_of(card)[1]


async def test_topics_that_are_taken_out_again_stay_out(
    blank, fill, rewrite, opened, press, own_articles
):
    for slug in ("weld", "weld-too"):
        await rewrite(slug)
    card = await fill(
        await blank(), url="https://paper.example/x", title="Robots learn to weld ships"
    )
    emptied = await fill(await opened(card, "Edit…"), topics="")
    await press(emptied, "Publish")
    (article,) = await own_articles()
    assert article.topics == ()


async def test_what_the_archive_has_is_known_before_it_is_published(blank, fill, rewrite):
    await rewrite("weld")
    card = await fill(await blank(), url="https://weld.example/news/weld/", title="Anything")
    assert "## You have this already" in card.text


async def test_what_was_typed_brings_it_up_to_date(blank, fill, rewrite, press, site):
    await rewrite("weld")
    card = await fill(await blank(), url="https://weld.example/news/weld/", title="Anything")
    update = await press(card, "Update it")
    assert update.titles == ["Anything"]
    assert site.asked == []


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({"url": "x"}, "**address** must be an http(s) address"),
        ({"title": "\u202e\u200b"}, "**title** has 0 characters and must have 1 to 300"),
        ({"date": "2099"}, "**date** must"),
        ({"topics": ",".join(map(str, range(12)))}, "**topics** must be at most 10 names"),
    ],
)
async def test_faults_are_told_and_nothing_is_stored(blank, fill, nothing_stored, entries, said):
    usual = {"url": "https://paper.example/x", "title": "A title"}
    card = await fill(await blank(), **{**usual, **entries})
    assert said in card.text
    assert await nothing_stored()


async def test_forms_are_not_kept_by_the_library(simcord_env, blank, fill):
    await fill(await blank(), url="https://paper.example/x", title="A title")
    assert not simcord_env.bot._connection._view_store._modals
