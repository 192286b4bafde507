"""Titles made to ping, to lead elsewhere, to turn text around or to break the card."""

import pytest

HOSTILE = {
    "ping": "@everyone @here <@1> <@&2> <#3> robots",
    "link": "[Click](https://evil.example) <https://evil.example> https://evil.example",
    "markup": "# **bold** __x__ ~~y~~ ||z|| `code` ```block``` > quote",
    "address": "`https://evil.example/`",
    "reversed": "\u202egnp.exe\u202c \u2066safe\u2069",
    "zalgo": "Z" + "\u0301" * 200 + "algo",
    "long": "long " * 2000,
    "lines": "one\ntwo\r\nthree\u2028four",
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_titles_do_nothing_on_the_card(name, site, add, press, own_articles):
    title = HOSTILE[name]
    card = await add(site.article(headline=title, description=title, keywords=[title[:60]]))
    markdown = card.markdown.replace(f"`{site.url()}`", "")
    assert "@everyone" not in markdown.replace("@\u200beveryone", "")
    assert "](" not in markdown
    assert "https://evil" not in markdown
    assert "<@1>" not in markdown.replace("\\", "\0")
    assert "\u202e" not in markdown
    assert "\u0301" * 6 not in markdown
    assert len(markdown) <= 4000
    done = await press(card, "Publish")
    assert "Added" in done.text
    (article,) = await own_articles()
    assert len(article.title) <= 300


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_titles_fill_the_form(name, site, add, opened, fill):
    title = HOSTILE[name]
    card = await add(site.article(headline=title, description=title))
    again = await fill(await opened(card, "Edit…"))
    assert "## Add this article?" in again.text


async def test_a_title_can_not_say_which_address_is_read_again(site, add, press, simcord_env):
    url = site.article(headline="`https://evil.example/`", description="`http://evil.example/`")
    card = await add(url)
    simcord_env.bot.previews.__init__()
    again = await press(card, "Publish")
    assert f"`{url}`" in again.text
    assert site.asked == ["/story", "/story"]


async def test_a_picture_on_a_private_address_is_not_shown(site, add):
    card = await add(site.article(image="http://10.0.0.1/camera.jpg"))
    assert not [part for part in card.parts if part["type"] == 11]
