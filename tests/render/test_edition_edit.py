"""A posted part whose stories were retracted or corrected, within Discord's limits."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.article import Image, Section
from bot.domain.edited_part import ArticleNow, ComposedPart, PartStory
from bot.domain.edition import Edition, EditionStory
from bot.domain.heat import Heat
from bot.domain.subscription import Policy, Subscription
from bot.render.digest_ids import MORE, RELATED, USELESS, edit_number, fill_in, is_marked
from bot.render.edition import render_edition
from bot.render.edition_edit import edit_part
from bot.render.limits import broken_limits
from bot.render.text import width

LONG = "*_<@everyone>[x](y)~~ · " * 100
DUE = datetime(2019, 12, 5, 8, tzinfo=UTC)
BACKSLASHED = re.compile(r"\\(.)")


def compose(stories, kind="text", topics=("AI",), source="new"):
    """The parts of an edition with what is known of each: as cards, then plain."""
    edition = Edition("2019-12-05", DUE, source, tuple(stories))
    made = DUE - timedelta(days=1)
    parts = render_edition(edition, Subscription(1, 2, 3, kind, made, policy=Policy(topics=topics)))
    for is_plain in (False, True):
        for part in parts:
            told = tuple(
                PartStory(at, stories[at].article.id, tuple(one.id for one in stories[at].related))
                for at in part.positions
            )
            payload = part.plain if is_plain else part.body
            yield ComposedPart(payload, is_plain=is_plain, stories=told)


def message_of(payload):
    body = json.loads(payload)
    return body.get("message", body)


def said(payload):
    """All the Markdown of a message."""

    def walk(components):
        for each in components:
            yield each.get("content", "") if each["type"] == 10 else ""
            yield from walk(each.get("components", ()))

    message = message_of(payload)
    return "\n".join([message.get("content", ""), *walk(message["components"])])


def check(payload):
    """Assert that Discord would take the message."""
    message = message_of(fill_in(payload, 10**18 - 1, 10**9 - 1))
    if "content" in message:
        assert 0 < width(message["content"]) <= 2000
    assert broken_limits(message["components"]) == []
    assert message["allowed_mentions"] == {"parse": []}
    assert message["flags"] == message_of(payload)["flags"]


def retract(part, *ids, reason="wrong"):
    return replace(part, now={i: ArticleNow(None, reason) for i in ids})


@pytest.fixture
def make_story(make_article):
    """A story with a picture, another source, and newer coverage."""

    def make(number, **fields):
        article = make_article(
            id=number,
            title=f"Story {number}",
            url=f"https://a.com/{number}",
            image=Image("https://a.com/i.png"),
            **fields,
        )
        newer = make_article(id=number + 100, title=f"Newer {number}", url="https://b.com/new")
        return EditionStory(
            article, number, Heat(), (make_article(id=50, provider="Wired"),), (newer,)
        )

    return make


def test_what_did_not_change_stays_the_very_same_bytes(make_story):
    stories = [make_story(number) for number in (1, 2, 3)]
    articles = [one for story in stories for one in (story.article, *story.related)]
    for part in compose(stories):
        assert edit_part(part) == part.payload
        told = replace(part, now={one.id: ArticleNow(one) for one in articles})
        assert edit_part(told) == part.payload


def test_a_retracted_lead_keeps_its_title_struck_through_and_loses_links_and_picture(make_story):
    card, plain = compose([make_story(1), make_story(2)])
    text = said(edit_part(retract(card, 1, reason="It *never* happened")))
    assert text.count("### ~~Story 1~~\n-# Axios · <t:1577966400:R> · +1 source: Wired\n") == 1
    assert "-# Retracted: It \\*never\\* happened" in text
    assert "a.com/1" not in json.dumps(message_of(edit_part(retract(card, 1))))
    assert "i.png" not in edit_part(retract(card, 1)).decode()
    assert "A district" not in text.partition("Story 2")[0]
    simple = said(edit_part(retract(plain, 1, reason="It *never* happened")))
    assert "**~~Story 1~~**\nAxios · <t:1577966400:R> · +1 source\n-# Retracted: It" in simple
    assert "https://a.com/1>" not in simple


def test_without_a_reason_it_says_only_that_it_is_retracted(make_story):
    for part in compose([make_story(1), make_story(2)]):
        lines = said(edit_part(retract(part, 2, reason=""))).splitlines()
        assert "-# Retracted" in lines


def test_newer_coverage_that_is_retracted_goes_and_what_is_corrected_is_put_right(make_story):
    card, _ = compose([make_story(1), make_story(2)])
    assert "Newer 1" not in said(edit_part(retract(card, 101)))
    better = make_story(1).related[0]
    better = replace(better, title="Better", url="https://c.com/x")
    text = said(edit_part(replace(card, now={101: ArticleNow(better)})))
    assert "-# Newer: Better · [Axios](https://c.com/x) · <t:1577966400:R>" in text


def test_a_corrected_title_is_also_that_of_the_picture(make_story):
    story = make_story(1)
    card, _ = compose([story])
    article = replace(story.article, title="Better")
    payload = edit_part(replace(card, now={1: ArticleNow(article)}))
    assert '"description":"Picture: Better"' in payload.decode()
    assert "### Better\n" in said(payload)


def test_an_address_that_may_not_be_linked_takes_link_and_button_away(make_story):
    story = make_story(1)
    card, _ = compose([story])
    article = replace(story.article, url="javascript:alert(1)")
    payload = edit_part(replace(card, now={1: ArticleNow(article)}))
    assert "### Story 1\n-# Axios · <t:" in said(payload)
    assert '"label":"Open"' not in payload.decode()


def test_a_source_that_looks_like_the_line_around_it_is_taken_for_what_it_is(make_article):
    hostile = "Press · <t:1:R> · [x](https://evil.com)"
    article = make_article(id=1, provider=hostile, url="https://a.com/1")
    for part in compose([EditionStory(article, 1, Heat())]):
        assert edit_part(replace(part, now={1: ArticleNow(article)})) == part.payload
        text = said(edit_part(retract(part, 1)))
        assert "](https://" not in text
        assert "Retracted: wrong" in text


def test_an_edited_part_is_found_by_its_place_and_number(make_story):
    card, _ = compose([make_story(1)])
    payload = fill_in(edit_part(retract(card, 1)), 12, 3)
    ids = set(re.findall(r'"custom_id":"([^"]+)"', payload.decode()))
    assert is_marked(ids, 12, 0)
    assert not is_marked(ids, 1, 0)
    assert edit_number(ids, 12, 0) == 3
    assert edit_number(ids, 12, 1) == 0


@pytest.mark.parametrize("template", [RELATED, MORE, USELESS])
def test_its_buttons_still_work(make_story, template):
    card, _ = compose([make_story(1)])
    ids = re.findall(r'"custom_id":"([^"]+)"', fill_in(card.payload, 12, 3).decode())
    (pressed,) = filter(None, map(template.fullmatch, ids))
    assert pressed.groupdict() == {"edition_id": "12", "part": "0"}


TEXTS = st.one_of(st.text(max_size=250), st.just(LONG), st.just("x"), st.just(" · "))
ADDRESSES = st.sampled_from(
    ("https://a.org/x", "https://a.org/" + "y" * 250, "nothing", "https://a.org/(~)")
)
FATES = st.sampled_from(("same", "retracted", "corrected", "unknown"))


@given(
    told=st.lists(st.tuples(TEXTS, TEXTS, TEXTS, ADDRESSES, FATES), min_size=1, max_size=15),
    better=st.tuples(TEXTS, TEXTS, ADDRESSES),
    kind=st.sampled_from(("text", "forum")),
    source=st.sampled_from(("new", "archive")),
    reason=TEXTS,
)
@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_becomes_of_whatever_stories_the_message_fits(
    make_article, told, better, kind, source, reason
):
    title, provider, url = better
    stories, now = [], {}
    for number, (name, press, excerpt, address, fate) in enumerate(told, start=1):
        body = (Section("Why it matters", (excerpt,)), Section(name, (excerpt,)))
        article = make_article(
            id=number, title=name, provider=press, excerpt=excerpt, url=address, body=body
        )
        newer = replace(article, id=number + 100)
        stories.append(EditionStory(article, number, Heat(), (article,), (newer,)))
        fates = {
            "same": ArticleNow(article),
            "retracted": ArticleNow(None, reason),
            "corrected": ArticleNow(replace(article, title=title, provider=provider, url=url)),
        }
        if fate in fates:
            now |= {number: fates[fate], number + 100: fates[fate]}
    for part in compose(stories, kind, (told[0][0],), source):
        edited = edit_part(replace(part, now=now))
        check(edited)
        struck = sum(
            story.article_id in now and now[story.article_id].article is None
            for story in part.stories
        )
        text = BACKSLASHED.sub("", said(edited))
        assert len(re.findall(r"(?m)^(?:### |\*\*)~~.*~~(?:\*\*)?$", text)) == struck
        assert len(re.findall(r"(?m)^-# Retracted", text)) == struck
        if all(fate in {"same", "unknown"} for *_, fate in told):
            assert edited == part.payload
