"""A made corpus whose texts try to ping, forge links, break out of the card and read backwards."""

import re

import pytest

TITLES = {
    "ping": "Robots @everyone <@123456789012345678> <@&123456789012345678> @here",
    "link": "Robots [click here](https://evil.example) https://evil.example <https://evil.example>",
    "break": "Robots ** __ ~~ ||hidden|| ``` `code` \\\\ end",
    "block": "# Robots",
    "quote": ">>> Robots - quote",
    "emoji": "Robots <:fake:123456789012345678> <t:0:R> </news:1>",
    "bidi": "Robots \u202egnp.exe\u2066 \u200b\u200d end",
}


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number, (name, title) in enumerate(TITLES.items()):
        (folder / f"{name}.md").write_text(_document(name, title, number), "utf-8")
    return (folder,)


def _document(name, title, number):
    text = title.replace("\\", "\\\\").replace('"', '\\"')
    return f"""---
title: "{text}"
excerpt: "- item\\n# heading @everyone [x](https://evil.example)"
publishedDateTime: 2020-01-0{number + 1}T00:00:00Z
webUrl: "https://news.example/{name}"
originalUrl: "https://news.example/{name}"
type: article
provider:
  name: "**Bold** @here"
  domain: news.example
topics:
  - "[Robots](https://evil.example)"
images:
  - url: "javascript:alert(1)"
    width: 10
    height: 10
---
"""


@pytest.fixture
async def shown(ask, press):
    """All the Markdown and all the links of two pages, and of the first one shared."""
    card = await ask("robots")
    shared = await press(card, "Share to channel")
    markdown, links = card.markdown + "\n" + shared.markdown, card.links + shared.links
    card = await press(card, "Next")
    return markdown + "\n" + card.markdown, links + card.links


async def test_every_hostile_title_is_shown(shown):
    assert len(set(shown[1])) == len(TITLES)


async def test_nothing_pings(shown, channel):
    message = channel.last_message
    assert not message.role_mentions
    assert not message.mention_everyone
    assert not re.search("@(everyone|here)", shown[0])


async def test_only_who_shared_it_is_mentioned(shown, alice):
    assert set(re.findall(r"(?<!\\)<(?!t:\d+:[DR]>).*?>", shown[0])) == {alice.mention}


async def test_no_link_but_the_articles_own_survives(shown):
    markdown, links = shown
    assert "](" not in markdown
    assert "https:" not in markdown
    assert all(link.startswith("https://news.example/") for link in links)


async def test_no_line_is_the_articles_to_format(shown):
    ours = ("## News about", "-# ", "### ", "\\- item")
    assert [line for line in shown[0].splitlines() if not line.startswith(ours)] == []


async def test_nothing_reads_backwards(shown):
    assert not {"\u202e", "\u2066", "\u200d"} & set(shown[0])


async def test_a_hostile_question_is_only_quoted(ask):
    card = await ask("](https://evil.example) @everyone **x** <@1>")
    assert "@everyone" not in card.markdown
    assert "https:" not in card.markdown
    assert "<@" not in card.markdown


async def test_a_picture_with_a_script_for_address_is_left_out(ask):
    card = await ask("robots")
    assert all(part["type"] != 11 for part in card.parts)
