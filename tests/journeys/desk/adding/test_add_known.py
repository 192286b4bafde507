"""What a moderator adds and the archive has already, or has of the same story."""

from contextlib import asynccontextmanager

import pytest

TITLE = "Harbour cranes learn to load ships by night"


@pytest.fixture
def published(site, add, press):
    """Publish a page as the moderator; returns the card of the act."""

    async def published(path="/story", **fields):
        return await press(await add(site.article(path, **fields)), "Publish")

    return published


@pytest.fixture
def still_shown(simcord_env, channel):
    """Leave a card as it is whatever is done: to its reader a change may come late."""

    @asynccontextmanager
    async def still_shown(card):
        stored = simcord_env.backend.get_message(channel.id, card.message.id)
        components = stored.components
        yield
        stored.components = components

    return still_shown


async def test_the_same_address_is_known_without_reading_the_page(published, site, add):
    await published()
    asked = len(site.asked)
    card = await add(site.url() + "?utm_source=feed#top")
    assert "## You have this already" in card.text
    assert card.titles == [TITLE]
    assert card.labels == ["Open page", "Update it", "Edit…", "Story", "Cancel"]
    assert len(site.asked) == asked


async def test_an_article_of_the_corpus_is_known(add, rewrite):
    await rewrite("weld")
    card = await add("https://weld.example/news/weld")
    assert "## You have this already" in card.text
    assert card.titles == ["Robots learn to weld"]


async def test_a_page_that_names_a_known_address_as_its_own_is_known(published, site, add):
    await published()
    head = f'<link rel="canonical" href="{site.url()}"><title>{TITLE}</title>'
    card = await add(site.show("/print", head=head))
    assert "## You have this already" in card.text


async def test_what_was_published_elsewhere_is_not_known_here(
    site, add, press, elsewhere, own_articles
):
    card = await add(site.article(), by=elsewhere.moderator, here=elsewhere.channel)
    await press(card, "Publish", by=elsewhere.moderator)
    card = await add(site.url())
    assert "## Add this article?" in card.text
    await press(card, "Publish")
    assert len(await own_articles()) == 1


async def test_it_is_brought_up_to_what_its_page_says_today(
    published, site, add, press, own_articles
):
    await published()
    site.article(headline="Harbour cranes fail at night", description=None)
    update = await press(await add(site.url()), "Update it")
    assert "## Bring this article up to date?" in update.text
    assert "**Update** changes: title." in update.text
    (before,) = await own_articles()
    assert before.title == TITLE
    done = await press(update, "Update")
    assert "Corrected" in done.text
    (article,) = await own_articles()
    assert article.title == "Harbour cranes fail at night"
    assert article.excerpt == "A port lets its cranes work without light."


@pytest.fixture
def titles_seen(store):
    """All titles that a server sees."""

    async def titles_seen(guild):
        ids = [one.id for one in await store.articles.after(0, limit=100)]
        return [one.title for one in await store.articles.by_ids(ids, guild_id=guild.id)]

    return titles_seen


@pytest.fixture
def rewritten(add, press, opened, fill):
    """Update an article of a page that can't be read, by typing it in."""

    async def rewritten(url, **entries):
        trouble = await press(await add(url), "Update it")
        assert "## I can't read that page" in trouble.text
        ready = await fill(await opened(trouble, "Type it in…"), **entries)
        return await press(ready, "Update")

    return rewritten


async def test_a_shared_article_is_updated_for_this_server_alone(
    rewrite, rewritten, titles_seen, guild, elsewhere
):
    await rewrite("weld")
    done = await rewritten("https://weld.example/news/weld", title="Robots weld")
    assert "Corrected" in done.text
    ours, theirs = await titles_seen(guild), await titles_seen(elsewhere.guild)
    assert ("Robots weld" in ours, "Robots learn to weld" in ours) == (True, False)
    assert ("Robots weld" in theirs, "Robots learn to weld" in theirs) == (False, True)


async def test_where_nothing_is_new_there_is_nothing_to_update(published, site, add, press):
    await published()
    update = await press(await add(site.url()), "Update it")
    assert "there is nothing to update" in update.text
    assert update.is_off("Update")


async def test_what_is_retracted_is_said_to_be(published, site, add, desk):
    await published()
    await desk("article retract", article=site.url(), reason="A hoax")
    card = await add(site.url())
    assert "It was retracted: A hoax. /article restore brings it back." in card.text
    assert card.labels == ["Open page", "Cancel"]


async def test_the_same_title_at_another_address_is_shown(published, site, add):
    await published()
    card = await add(site.article("/copy", datePublished="2020-05-05"))
    assert "**The archive has this title already**" in card.markdown
    assert {"Add as related", "Update that one"} <= set(card.labels)


async def test_the_one_of_that_title_can_be_updated_instead(
    published, site, add, press, own_articles
):
    await published()
    card = await add(site.article("/copy", description="Now with more light."))
    update = await press(card, "Update that one")
    assert "**Update** changes: excerpt." in update.text
    await press(update, "Update")
    (article,) = await own_articles()
    assert (article.url, article.excerpt) == (site.url(), "Now with more light.")


async def test_other_reports_of_the_event_are_shown_and_can_be_opened(published, site, add):
    await published()
    card = await add(
        site.article("/other", headline="Cranes of the harbour load ships by night, a first")
    )
    assert "**The same story in the archive**" in card.markdown
    assert TITLE in card.text
    assert site.url() in card.links


@pytest.fixture
def stories(store, guild, own_articles):
    """The stories of what was published, as the server reads them."""

    async def stories():
        ids = [one.id for one in await own_articles()]
        placed = await store.stories.of(ids, guild_id=guild.id)
        return {placed.get(article_id, article_id) for article_id in ids}

    return stories


async def test_added_as_related_it_is_in_one_story_with_what_there_was(
    published, site, add, press, stories
):
    await published()
    card = await add(site.article("/other", headline="Cranes of the harbour load ships by night"))
    done = await press(card, "Add as related")
    assert "Added **Cranes of the harbour" in done.text
    assert "in one story with what the archive had of it" in done.text
    assert len(await stories()) == 1


@pytest.fixture
async def bound(published, site, add, press):
    """The card of an article that is bound to one of the same title, of another year."""
    await published()
    card = await add(site.article("/copy", datePublished="2020-05-05"))
    return await press(card, "Add as related")


async def test_what_would_not_be_one_story_by_itself_is_bound(bound, stories):
    assert "Merged the stories of" in bound.text
    assert "Undo binding" in bound.labels
    assert len(await stories()) == 1


async def test_the_binding_is_undone_by_itself(bound, press, own_articles, stories):
    await press(bound, "Undo binding")
    assert len(await own_articles()) == 2
    assert len(await stories()) == 2


async def test_a_double_press_publishes_once_and_says_who_did(
    site, add, press, moderator, acts, still_shown
):
    card = await add(site.article())
    async with still_shown(card):
        await press(card, "Publish")
    second = await press(card, "Publish")
    assert f"The archive has **{TITLE}** already" in second.text
    assert f"<@{moderator.id}>" in second.text
    assert len(await acts(moderator.guild.id)) == 1


async def test_of_two_moderators_who_add_the_same_the_second_is_told_who_was_first(
    site, add, press, colleague, moderator, own_articles
):
    own = await add(site.article())
    theirs = await add(site.url(), by=colleague)
    await press(own, "Publish")
    late = await press(theirs, "Publish", by=colleague)
    assert f"<@{moderator.id}>" in late.text
    assert "already" in late.text
    assert len(await own_articles()) == 1
