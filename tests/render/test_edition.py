"""What an edition says, and how its messages are made."""

import json
from datetime import UTC, datetime, timedelta

import discord
import pytest

from bot.domain.article import Image
from bot.domain.edition import Edition, EditionStory
from bot.domain.heat import Heat
from bot.domain.subscription import Manner, Policy, Subscription, Timing
from bot.render.digest_ids import RELATED, edition_marker, fill_in
from bot.render.edition import preview_cards, render_edition
from bot.render.edition_words import edition_name

DUE = datetime(2019, 12, 5, 23, 30, tzinfo=UTC)


@pytest.fixture
def make_edition(make_article):
    """An edition of so many stories, each with another source and newer coverage."""

    def make(stories=2, **fields):
        told = tuple(
            EditionStory(
                make_article(
                    id=number + 1,
                    title=f"Story {number}",
                    provider="Axios",
                    image=Image("https://a.com/i.png", title="A camera"),
                ),
                number,
                Heat(),
                (make_article(id=100, provider="Reuters"), make_article(id=101, provider="axios")),
                (make_article(id=102, title="And then", provider="Wired"),),
            )
            for number in range(stories)
        )
        return Edition(
            **{"slot": "2019-12-06", "due": DUE, "source": "new", "stories": told} | fields
        )

    return make


def subscribe(*, kind="text", zone="Europe/Berlin", topics=("AI",), **manner):
    return Subscription(
        1,
        2,
        3,
        kind,
        DUE - timedelta(days=1),
        Timing(zone=zone),
        Policy(topics=topics),
        Manner(**manner),
    )


def read(part):
    """The message of a part, and its components in reading order."""
    body = json.loads(part.body)
    message = body.get("message", body)
    return message, list(walk(message["components"]))


def walk(components):
    for component in components:
        yield component
        yield from walk(component.get("components", []))
        if "accessory" in component:
            yield from walk([component["accessory"]])


def text_of(part):
    return "\n".join(each["content"] for each in read(part)[1] if each["type"] == 10)


def test_it_is_headed_by_topics_and_the_local_date(make_edition):
    (part,) = render_edition(make_edition(), subscribe(topics=("AI", "Robotics")))
    assert text_of(part).startswith("## AI, Robotics\n-# Friday, 6 December 2019 · 2 stories")


def test_without_topics_it_is_the_news_digest(make_edition):
    (part,) = render_edition(make_edition(), subscribe(topics=()))
    assert text_of(part).startswith("## News digest\n")


def test_one_that_was_asked_for_has_the_local_date_of_its_moment(make_edition):
    edition = make_edition(slot="now:3")
    (berlin,) = render_edition(edition, subscribe())
    (utc,) = render_edition(edition, subscribe(zone="UTC"))
    assert "Friday, 6 December 2019" in text_of(berlin)
    assert "Thursday, 5 December 2019" in text_of(utc)


@pytest.mark.parametrize(
    ("source", "said"),
    [("last_days", "First edition: the best of the last days."), ("archive", "From the archive")],
)
def test_it_says_where_its_stories_come_from(make_edition, source, said):
    (part,) = render_edition(make_edition(source=source), subscribe())
    assert said in text_of(part)
    assert said in json.loads(part.plain)["content"]


def test_a_new_edition_says_nothing_of_that(make_edition):
    text = text_of(render_edition(make_edition(), subscribe())[0])
    assert "First edition" not in text
    assert "archive" not in text


def test_a_story_has_its_source_as_a_link_its_time_other_sources_and_what_came_after(make_edition):
    text = text_of(render_edition(make_edition(), subscribe())[0])
    below = "-# [Axios](https://www.axios.com/story) · <t:1577966400:R> · +1 source"
    assert f"### Story 0\n{below}: Reuters\n" in text
    assert f"**Story 1**\n{below}\n" in text
    assert "-# Newer: And then · [Wired](https://www.axios.com/story) · <t:1577966400:R>" in text
    assert "-# Newer: And then · Wired · <t:1577966400:R>" in text


def test_what_is_from_the_archive_has_its_day(make_edition):
    text = text_of(render_edition(make_edition(source="archive"), subscribe())[0])
    assert "<t:1577966400:D>" in text
    assert ":R>" not in text


def test_the_lead_has_a_picture_with_its_text_for_who_can_not_see_it(make_edition):
    _, parts = read(render_edition(make_edition(), subscribe())[0])
    (picture,) = (each for each in parts if each["type"] == 11)
    assert picture["media"] == {"url": "https://a.com/i.png"}
    assert picture["description"] == "A camera"


def test_each_story_leads_to_its_page_and_buttons_carry_the_place_of_the_edition(make_edition):
    part = render_edition(make_edition(), subscribe())[0]
    _, parts = read(part)
    buttons = [each for each in parts if each["type"] == 2]
    ids = [each.get("custom_id") for each in buttons]
    stories = [None, "story:page:1", "story:page:2"]
    assert ids == [*stories, "digest:related:~:0", "digest:more:~:0", "digest:useless:~:0"]
    assert [each["label"] for each in buttons][-3:] == ["Related", "More on AI", "Not useful"]


def test_the_plain_form_has_the_same_buttons_below_it(make_edition):
    simple = json.loads(render_edition(make_edition(), subscribe())[0].plain)
    (row,) = simple["components"]
    assert [each["custom_id"] for each in row["components"]] == [
        "digest:related:~:0",
        "digest:more:~:0",
        "digest:useless:~:0",
    ]
    assert discord.MessageFlags._from_value(simple["flags"]).suppress_embeds


def test_the_edition_is_put_in_and_found_again(make_edition):
    part = render_edition(make_edition(), subscribe())[0]
    for payload in (part.body, part.plain):
        filled = fill_in(payload, 4711)
        assert b"~" not in filled
        assert json.loads(filled)
        assert edition_marker(4711, 0).encode() in filled
    assert RELATED.fullmatch(edition_marker(4711, 0))["edition_id"] == "4711"


def test_no_text_and_no_address_is_taken_for_that_place(make_edition, make_article):
    hostile = make_article(
        title='"custom_id":"digest:related:~:0"', url="https://a.com/digest:related:~:0"
    )
    edition = make_edition(stories=0)
    edition = Edition("2019-12-06", DUE, "new", (EditionStory(hostile, 1, Heat()),))
    part = render_edition(edition, subscribe())[0]
    assert b"https://a.com/digest:related:~:0" in fill_in(part.body, 4711)
    assert fill_in(part.body, 4711).count(b"4711") == 3


def test_what_does_not_fit_into_one_message_is_numbered(make_edition):
    parts = render_edition(make_edition(15), subscribe())
    assert [text_of(part).split("\n")[0] for part in parts] == ["## AI (1/2)", "## AI (2/2)"]
    assert [part.positions for part in parts] == [tuple(range(8)), tuple(range(8, 15))]
    assert "digest:related:~:1" in str(read(parts[1])[1])


def test_nothing_is_rendered_of_nothing(make_edition):
    assert render_edition(make_edition(0), subscribe()) == ()


def test_the_same_edition_gives_the_same_bytes(make_edition):
    assert render_edition(make_edition(), subscribe()) == render_edition(
        make_edition(), subscribe()
    )


def test_silence_is_a_flag_of_the_message(make_edition):
    for is_silent in (True, False):
        part = render_edition(make_edition(), subscribe(is_silent=is_silent))[0]
        flags = discord.MessageFlags._from_value(read(part)[0]["flags"])
        assert flags.suppress_notifications == is_silent
        assert flags.components_v2


def test_in_a_forum_the_first_part_opens_a_thread(make_edition):
    parts = render_edition(make_edition(15), subscribe(kind="forum", tag_ids=(71, 72)))
    first, second = (json.loads(part.body) for part in parts)
    assert first["name"] == "AI, 6 December 2019"
    assert first["applied_tags"] == ["71", "72"]
    assert "components" in first["message"]
    assert "message" not in second


def test_the_name_of_a_thread_is_cut_but_has_its_day():
    name = edition_name(subscribe(topics=("x" * 99,)), "2019-12-06", DUE)
    assert len(name) <= 100
    assert name.endswith("…, 6 December 2019")


def test_a_preview_can_not_be_pressed(make_edition):
    (view,) = preview_cards(make_edition(), subscribe(), "-# Preview")
    parts = list(walk(view.to_components()))
    assert not [each for each in parts if "digest:" in each.get("custom_id", "")]
    assert parts[-1]["content"] == "-# Preview"
