"""Pages that can't be read: each says why, and leaves the form with what is known."""

import pytest
from simcord import assert_error

from bot.gateway.page_gate import GUILD_PAGES
from bot.render.adding_refusals import ManyPagesError


def redirect(site, path, to):
    site.answers[path] = (
        f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    ).encode()
    return site.url(path)


TROUBLES = {
    "no such page": (lambda site: site.url("/none"), "The site has no such page (404)"),
    "gone": (lambda site: site.show(status="410 Gone"), "taken that page down for good (410)"),
    "forbidden": (lambda site: site.show(status="403 No"), "doesn't let me read that page"),
    "trouble": (lambda site: site.show(status="503 Oh"), "trouble of its own (it answers 503)"),
    "PDF": (lambda site: site.show(media="application/pdf"), "There is a PDF at that address"),
    "picture": (lambda site: site.show(media="image/png"), "There is a picture at that address"),
    "private": (lambda site: site.url(host="127.0.0.1"), "not on the public internet"),
    "redirect to private": (
        lambda site: redirect(site, "/r", site.url(host="127.0.0.3")),
        "not on the public internet",
    ),
    "metadata service": (
        lambda _: "http://169.254.169.254/latest/meta-data/",
        "not on the public internet",
    ),
    "decimal host": (lambda _: "http://2130706433/", "That is no address I fetch"),
    "port": (lambda _: "http://127.0.0.2:22/", "from the web's own ports only"),
    "loop": (lambda site: redirect(site, "/l", "/l"), "leads on more than 5 times"),
    "large": (lambda site: site.show(body="x" * 3_000_000), "larger than 2 MiB"),
    "soft 404": (
        lambda site: site.show(head="<title>Page not found</title>", body="<h1>Not found</h1>"),
        "only to say that there is no such article",
    ),
    "error page": (
        lambda site: site.show(head="<title>500 Internal Server Error</title>"),
        "an error page instead of the article",
    ),
    "consent": (
        lambda site: site.show(head="<title>Before you continue</title>", body="<h1>Cookies</h1>"),
        "a page about cookies or consent",
    ),
    "challenge": (
        lambda site: site.show(head="<title>Just a moment...</title>"),
        "whether I am human",
    ),
    "empty": (lambda site: site.show(), "The page names no title"),
}


@pytest.mark.parametrize("name", TROUBLES)
async def test_each_has_its_sentence_and_the_form(name, site, add, nothing_stored):
    prepare, said = TROUBLES[name]
    url = prepare(site)
    card = await add(url)
    assert "## I can't read that page" in card.text
    assert said in card.text
    assert f"`{url}`" in card.text
    assert card.labels[0] == "Type it in…"
    assert await nothing_stored()


@pytest.mark.parametrize(
    "text", ["robots", "javascript:alert(1)", "ftp://x.example/", "https://me:pw@x.example/", "//"]
)
async def test_what_is_no_address_is_said_and_stands_in_the_form(text, add, opened, form):
    card = await add(text)
    assert "it must begin with http:// or https://" in card.text
    assert form(await opened(card, "Type it in…"))["url"] == text


async def test_what_is_known_stands_in_the_form(site, add, opened, form):
    card = await add(site.url("/none"))
    assert form(await opened(card, "Type it in…"))["url"] == site.url("/none")


async def test_what_is_typed_in_instead_is_published(site, add, opened, fill, press, own_articles):
    card = await add(site.url("/none"))
    shown = await opened(card, "Type it in…")
    ready = await fill(shown, title="Typed in", date="2019-12-01")
    assert ready.titles == ["Typed in"]
    await press(ready, "Publish")
    (article,) = await own_articles()
    assert (article.title, article.url) == ("Typed in", site.url("/none"))


async def test_it_can_be_tried_again(site, add, press):
    card = await add(site.url("/late"))
    assert "no such page" in card.text
    site.article("/late")
    again = await press(card, "Try again")
    assert again.message.id == card.message.id
    assert again.titles == ["Harbour cranes learn to load ships by night"]


async def test_a_server_has_so_many_pages_read_in_a_minute(site, add, simcord_env, blank, fill):
    url = site.url("/none")
    for _ in range(GUILD_PAGES):
        await add(url)
    refused = await add(site.article())
    assert_error(simcord_env, ManyPagesError)
    assert "This server has had 20 pages read within a minute" in refused.text
    assert "/story" not in site.asked
    # Typing goes on, and so do others after a while.
    assert (await fill(await blank(), url="https://paper.example/x", title="Typed")).titles
    await simcord_env.advance_time(61)
    assert (await add(site.url())).titles
