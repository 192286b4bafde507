"""A moderator adds an article by its address."""

import pytest

TITLE = "Harbour cranes learn to load ships by night"


@pytest.fixture
async def card(site, add):
    return await add(site.article(keywords=["Robotics", "Harbours"]))


async def test_the_card_shows_what_was_found_and_nothing_is_stored(
    site, card, nothing_stored, own_articles
):
    assert card.message.ephemeral
    assert "## Add this article?" in card.text
    assert card.titles == [TITLE]
    assert "A port lets its cranes work without light." in card.text
    assert "The Harbour Gazette · <t:1575367200:f> · <t:1575367200:R> · language en-GB" in card.text
    assert "Found: title, excerpt, time, picture, source, language in JSON-LD." in card.text
    assert f"`{site.url()}`" in card.text
    assert card.labels == ["Publish", "Edit…", "More…", "Add to queue", "Cancel", "Open page"]
    assert card.links == [site.url()]
    assert await nothing_stored()
    assert await own_articles() == []


async def test_its_picture_is_shown_with_words(card):
    (picture,) = [part for part in card.parts if part["type"] == 11]
    assert picture["media"]["url"] == "https://pictures.example/crane.jpg"
    assert picture["description"] == f"Picture: {TITLE}"


async def test_what_was_found_elsewhere_or_not_at_all_is_said(site, add):
    head = '<title>A plain page</title><meta name="description" content="Short.">'
    card = await add(site.show(head=head, body="<h1>A plain page</h1>"))
    assert "Found: excerpt, language in other meta tags; title in the text; source in" in card.text
    assert "Not found: time, picture." in card.text
    assert "The page names no time, so it would be dated now" in card.text


async def test_published_it_is_seen_by_this_server_and_can_be_undone(
    card, press, own_articles, acts, moderator, elsewhere
):
    done = await press(card, "Publish")
    assert done.message.id == card.message.id
    assert f"Added **{TITLE}**, in this server." in done.text
    assert done.labels[:2] == ["Undo", "Open story"]
    (article,) = await own_articles()
    assert (article.title, article.provider) == (TITLE, "The Harbour Gazette")
    assert article.published.isoformat() == "2019-12-03T10:00:00+00:00"
    assert article.image.url == "https://pictures.example/crane.jpg"
    assert await acts(moderator.guild.id) == [("add", moderator.id, "")]
    assert await own_articles(elsewhere.guild.id) == []


async def test_members_find_what_was_published(card, press, search):
    await press(card, "Publish")
    assert await search("harbour cranes") == [TITLE]


async def test_undo_takes_it_back(card, press, own_articles):
    done = await press(card, "Publish")
    await press(done, "Undo")
    assert await own_articles() == []


async def test_topics_of_the_archive_that_the_page_names_are_chosen(add, site, rewrite, topics_of):
    await rewrite("weld")
    card = await add(site.article(keywords=["Robotics", "Harbours"]))
    offered, chosen = topics_of(card)
    assert "Robotics" in chosen
    assert "Harbours" in offered
    assert "Harbours" not in chosen


async def test_topics_are_chosen_on_the_card(card, pick, press, own_articles, topics_of):
    chosen = await pick(card, "Harbours", "Robotics")
    assert chosen.message.id == card.message.id
    assert topics_of(chosen)[1] == ["Harbours", "Robotics"]
    await press(chosen, "Publish")
    (article,) = await own_articles()
    assert article.topics == ("Harbours", "Robotics")


async def test_topics_can_all_be_taken_away(card, pick, press, own_articles):
    await pick(card, "Harbours")
    await press(await pick(card), "Publish")
    (article,) = await own_articles()
    assert article.topics == ()


async def test_the_form_is_filled_with_what_was_found(card, opened, form):
    fields = form(await opened(card, "Edit…"))
    assert fields["title"] == TITLE
    assert fields["excerpt"] == "A port lets its cranes work without light."
    assert fields["date"] == "2019-12-03 10:00"
    assert fields["url"].endswith("/story")


async def test_what_is_edited_is_shown_and_then_published(card, opened, fill, press, own_articles):
    shown = await opened(card, "Edit…")
    edited = await fill(
        shown, title="Cranes by night", topics="Ports; Ports, AI", date="2019-12-01"
    )
    assert edited.message.id == card.message.id
    assert edited.titles == ["Cranes by night"]
    assert await own_articles() == []
    await press(edited, "Publish")
    (article,) = await own_articles()
    assert (article.title, article.topics) == ("Cranes by night", ("Ports", "AI"))
    assert article.published.isoformat() == "2019-12-01T00:00:00+00:00"
    # What the form doesn't hold is as it was found.
    assert article.provider == "The Harbour Gazette"
    assert article.image is not None


async def test_the_second_form_is_filled_with_the_rest(card, opened, form):
    assert form(await opened(card, "More…")) == {
        "provider": "The Harbour Gazette",
        "kind": "article",
        "locale": "en-GB",
        "image": "https://pictures.example/crane.jpg",
    }


async def test_what_is_entered_there_is_published(card, opened, fill, press, own_articles):
    shown = await opened(card, "More…")
    edited = await fill(shown, provider="Gazette", kind="video", image="")
    assert "Gazette · video" in edited.text
    await press(edited, "Publish")
    (article,) = await own_articles()
    assert (article.provider, article.kind, article.image) == ("Gazette", "video", None)


async def test_what_can_not_be_taken_is_said_and_what_was_typed_is_kept(
    card, opened, fill, form, own_articles
):
    shown = await opened(card, "Edit…")
    wrong = await fill(shown, title="Kept", date="soon", url="ftp://x")
    assert "## Not yet" in wrong.text
    assert "- **date** must be a day or time" in wrong.text
    assert "- **address** must be an http(s) address" in wrong.text
    again = await opened(wrong, "Back to the form…")
    fields = form(again)
    assert (fields["title"], fields["date"], fields["url"]) == ("Kept", "soon", "ftp://x")
    mended = await fill(again, date="2019-12-02", url="https://x.example/kept")
    assert mended.titles == ["Kept"]
    assert await own_articles() == []


async def test_faults_of_the_second_form_lead_back_to_it(card, opened, fill, form):
    shown = await opened(card, "More…")
    wrong = await fill(shown, locale="English", provider="Kept")
    assert "- **language** must be a tag" in wrong.text
    again = await opened(wrong, "Back to the form…")
    assert form(again)["provider"] == "Kept"
    assert (await fill(again, locale="de")).titles == [TITLE]


async def test_added_to_the_queue_it_waits(card, press, acts, guild, moderator, own_articles):
    queued = await press(card, "Add to queue")
    assert "Suggested" in queued.text
    assert await own_articles() == []
    assert await acts(guild.id) == [("suggest", moderator.id, "")]


async def test_a_moderator_adds_more_to_the_queue_than_a_member_may(site, add, press, waiting):
    for number in range(11):
        await press(await add(site.article(f"/story-{number}")), "Add to queue")
    assert len(await waiting()) == 11


@pytest.fixture
async def _blocked(desk, moderator, colleague):
    """The moderator may suggest nothing."""
    await desk("article block", member=moderator, by=colleague)


@pytest.mark.usefixtures("_blocked")
async def test_a_moderator_who_is_blocked_adds_to_the_queue_all_the_same(site, add, press, waiting):
    await press(await add(site.article()), "Add to queue")
    assert len(await waiting()) == 1


async def test_cancelled_it_was_never_there(card, press, nothing_stored):
    assert "Cancelled. Nothing was stored." in (await press(card, "Cancel")).text
    assert await nothing_stored()


async def test_a_page_behind_a_paywall_is_added_by_what_it_shows(site, add, press, own_articles):
    card = await add(site.article(isAccessibleForFree=False))
    assert "It is behind a paywall" in card.text
    await press(card, "Publish")
    assert len(await own_articles()) == 1


async def test_an_admin_may_add_as_well(site, add, admin, press, own_articles):
    card = await add(site.article(), by=admin)
    await press(card, "Publish", by=admin)
    assert len(await own_articles()) == 1


async def test_a_moderator_of_another_server_adds_for_theirs_alone(
    site, add, elsewhere, press, own_articles
):
    card = await add(site.article(), by=elsewhere.moderator, here=elsewhere.channel)
    await press(card, "Publish", by=elsewhere.moderator)
    assert await own_articles() == []
    assert len(await own_articles(elsewhere.guild.id)) == 1


@pytest.fixture
def trusted(simcord_env, guild):
    """The operator trusts the moderators of this server."""
    simcord_env.bot.trusted_guilds = frozenset({guild.id})


@pytest.mark.usefixtures("trusted")
async def test_what_a_trusted_server_adds_all_servers_see(
    site, add, press, elsewhere, own_articles
):
    card = await add(site.article())
    assert "**Publish** adds it for all servers." in card.markdown
    assert "for all servers" in (await press(card, "Publish")).text
    assert len(await own_articles(elsewhere.guild.id)) == 1
