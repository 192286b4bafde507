"""A member searches with all that search takes, in an archive whose answers are known."""

import pytest

WHEREVER = "Robots fold towels"
BOUGHT = "Meta buys robot startup Dexterity"
NEWS = (
    (BOUGHT, "Reuters", "2021-03-01T10:00:00Z", "Robots"),
    (f"{BOUGHT} for cash", "The Verge", "2021-03-01T12:00:00Z", "Robots"),
    ("Robots fold towels in a hotel", "Axios", "2020-06-10T08:00:00Z", "Robots"),
    ("A hotel without robots", "Axios", "2019-12-05T08:00:00Z", "Travel"),
    ("Robots watch a hotel at night", "Wired", "2019-12-06T08:00:00Z", "Travel"),
)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number, news in enumerate(NEWS):
        (folder / f"{number}.md").write_text(_document(number, *news), "utf-8")
    return (folder,)


def _document(number, title, source, published, topic):
    return f"""---
title: "{title}"
excerpt: "What {source} has learned."
publishedDateTime: {published}
webUrl: "https://news.example/{number}/about-it"
originalUrl: "https://news.example/{number}/about-it"
type: article
provider:
  name: "{source}"
  domain: news.example
topics:
  - "{topic}"
---
"""


async def test_matched_words_stand_out(ask):
    card = await ask("robots towels")
    assert "### __**Robots**__ fold __**towels**__ in a hotel\n" in card.text


async def test_a_correction_is_said_and_can_be_refused(ask, press):
    card = await ask("robts towels")
    assert "Showing results for **robots towels**; you typed “robts towels”." in card.text
    literal = await press(card, "Search for “robts towels” instead")
    assert literal.message.id == card.message.id
    assert "as typed, without corrections" in literal.text
    assert "showing results for **towels**." in literal.text


async def test_a_refused_correction_that_finds_nothing_can_be_taken_after_all(ask, press):
    corrected = await ask("robts")
    shown = corrected.titles
    literal = await press(corrected, "Search for “robts” instead")
    assert literal.text.startswith("## Nothing found for “robts”")
    assert (await press(literal, "With corrections")).titles == shown


async def test_why_explains_each_story_to_who_asks(ask, press):
    answer = await ask("robts hotel")
    why = await press(answer, "Why this order?")
    assert why.message.ephemeral
    assert why.message.id != answer.message.id
    assert why.titles == answer.titles
    assert "robts → **robots** " in why.text
    assert "(corrected)" in why.text
    assert " points**: " in why.text


async def test_the_sum_of_a_story_is_that_of_its_parts(ask, press):
    why = await press(await ask("robots hotel"), "Why this order?")
    first = why.text.split("### ")[1]
    total, *parts = [float(number) for number in _numbers(first)]
    assert total == pytest.approx(parts[0] + parts[1])
    assert total == pytest.approx(sum(parts[2:]))


def _numbers(text):
    return [
        word.strip("*,") for word in text.split() if word.strip("*,").replace(".", "").isdigit()
    ]


async def test_the_newest_come_first_where_that_is_asked_for(ask):
    card = await ask("hotel", sort="newest")
    assert "newest first" in card.text
    assert card.titles == [
        "Robots fold towels in a hotel",
        "Robots watch a hotel at night",
        "A hotel without robots",
    ]


@pytest.mark.parametrize(
    ("options", "said", "titles"),
    [
        ({"after": "2020"}, "since <t:", {"Robots fold towels in a hotel"}),
        (
            {"before": "2019-12-06"},
            "before <t:",
            {"A hotel without robots"},
        ),
        ({"on": "6 december 2019"}, "since <t:", {"Robots watch a hotel at night"}),
        (
            {"on": "december 2019", "after": "2019-12-06"},
            "since <t:1575633600:D> · before <t:",
            {"Robots watch a hotel at night"},
        ),
        ({"topic": "travel", "before": "2019-12-06"}, "topic travel", {"A hotel without robots"}),
    ],
)
async def test_options_limit_the_answer(ask, options, said, titles):
    card = await ask("hotel", **options)
    assert said in card.text
    assert set(card.titles) == titles


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ('"a hotel"', {NEWS[2][0], NEWS[3][0], NEWS[4][0]}),
        ('"hotel without"', {"A hotel without robots"}),
        ("hotel -towels -night", {"A hotel without robots"}),
        ("hotel source:wired", {"Robots watch a hotel at night"}),
        ("hotel on:2019-12-05", {"A hotel without robots"}),
    ],
)
async def test_the_query_itself_limits_the_answer(ask, typed, titles):
    assert set((await ask(typed)).titles) == titles


async def test_one_story_is_shown_once_with_its_other_sources(ask):
    card = await ask("dexterity")
    assert "2 articles in 1 story" in card.text
    assert card.titles == [BOUGHT]
    assert " · +1 source: The Verge\n" in card.text


async def test_a_topic_alone_lists_the_newest(ask):
    card = await ask("topic:travel")
    assert card.text.startswith("## Newest on travel\n-# 2 articles\n")
    assert card.titles == ["Robots watch a hotel at night", "A hotel without robots"]


async def test_an_address_finds_its_article(ask):
    card = await ask("https://www.news.example/2/about-it?utm_source=x")
    assert card.text.startswith("## The article at that address\n")
    assert card.titles == ["Robots fold towels in a hotel"]


async def test_where_nothing_is_found_the_newest_on_the_nearest_topic_are_shown(ask):
    card = await ask("zzqx", topic="Robots")
    assert card.text.startswith("## Nothing found for “zzqx”")
    assert "## Newest on Robots\n" in card.text
    assert card.labels[-1] == "Open"


async def test_what_is_offered_instead_keeps_the_options(ask, press):
    nothing = await ask("zzqx", topic="robts", before="2021", source="axios")
    assert "Limited to topic robts · source axios · before <t:" in nothing.text
    card = await press(nothing, "Robots")
    assert card.message.id == nothing.message.id
    assert card.text.startswith("## Newest on Robots from axios\n-# 1 article · before <t:")
    assert card.titles == ["Robots fold towels in a hotel"]


async def test_the_limits_can_be_left_out(ask, press):
    nothing = await ask("hotel", on="2018")
    card = await press(nothing, "Without these limits")
    assert card.text.startswith("## News about “hotel”\n-# 3 articles\n")


async def test_on_empty_input_the_newest_are_offered(alice, channel):
    choices = await alice.autocomplete(channel, "news", "query", "")
    assert choices[0]["name"] == f"{BOUGHT} for cash"


async def test_what_several_members_searched_is_offered(simcord_env, channel):
    for name in ("ann", "bea", "cem"):
        member = channel.guild.add_member(simcord_env.create_user(name))
        await member.slash(channel, "news", query="hotel robots")
    choices = await member.autocomplete(channel, "news", "query", "hot")
    assert {"name": "hotel robots · searched often", "value": "hotel robots"}.items() <= (
        choices[0].items()
    )


async def test_topics_are_offered_with_how_much_they_hold(alice, channel):
    choices = await alice.autocomplete(channel, "news", "query", "trav")
    assert ("Travel · topic, 2 articles", "Travel") in {(c["name"], c["value"]) for c in choices}
