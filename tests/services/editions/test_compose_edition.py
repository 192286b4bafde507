"""Editions of a channel: what is new, what it has been told, and what its policy wants."""

from datetime import timedelta

from bot.domain.edition import Exclusion

DAY = timedelta(days=1)
SAME = {
    "title": "Quasar Robotics buys Nimbus Drones for four billion",
    "excerpt": "Quasar Robotics said it buys Nimbus Drones of Tromso.",
}


def ids(edition):
    return [story.article.id for story in edition.stories]


def reasons(edition):
    return {one.article_id: one.exclusion for one in edition.left_out}


async def test_the_first_edition_is_the_best_of_the_last_days(publish, channel):
    await publish(n1={"hours": 100}, n2={"hours": 60}, n3={"hours": 2})
    edition = await (await channel()).compose()
    assert (edition.source, ids(edition)) == ("last_days", [3, 2])


async def test_the_first_edition_of_an_old_archive_is_the_best_of_its_last_fortnight(
    publish, channel
):
    await publish(
        n1={"hours": 3000, "quality": 900},
        n2={"hours": 2100, "quality": 40},
        n3={"hours": 2000, "quality": 30},
    )
    edition = await (await channel()).compose()
    assert (edition.source, ids(edition)) == ("archive", [2, 3])


async def test_an_empty_archive_makes_an_edition_of_nothing(channel):
    edition = await (await channel()).compose()
    assert (edition.stories, edition.left_out_total, edition.watermark) == ((), 0, 0)


async def test_what_an_edition_told_is_not_told_again(publish, channel):
    await publish(n1={}, n2={})
    one = await channel()
    await one.deliver()
    await publish(n3={"hours": -20})
    assert ids(await one.deliver(one_day := (await one.compose()).due + DAY)) == [3]
    assert ids(await one.compose(one_day + DAY)) == []


async def test_what_comes_in_late_is_new_whatever_its_date(publish, channel):
    await publish(n1={})
    one = await channel()
    await one.deliver()
    await publish(n2={"hours": 200})
    assert ids(await one.compose((await one.compose()).due + DAY)) == [2]


async def test_what_is_older_than_a_month_is_no_news(publish, channel, noon):
    await publish(n1={})
    one = await channel()
    await one.deliver()
    await publish(n2={"hours": 24 * 31})
    edition = await one.compose(noon + DAY)
    assert (ids(edition), reasons(edition)) == ([], {2: Exclusion.NOT_NEW})


async def test_what_is_dated_later_waits_for_its_day(publish, channel, noon):
    await publish(n1={}, n2={"hours": -30})
    one = await channel()
    assert reasons(await one.deliver()) == {}
    await publish(n3={"hours": -1}, n4={"hours": -40})
    second = await one.deliver(noon + DAY)
    assert (ids(second), reasons(second)) == ([3], {4: Exclusion.LATER})
    assert ids(await one.compose(noon + 2 * DAY)) == [4, 2]


async def test_another_report_of_a_told_story_is_seen_and_says_when(publish, channel, noon):
    await publish(n1=SAME)
    one = await channel()
    await one.deliver()
    await publish(n2={**SAME, "hours": -1, "quality": 90})
    edition = await one.compose(noon + DAY)
    (left,) = edition.left_out
    assert (left.article_id, left.exclusion, left.seen_at) == (2, Exclusion.SEEN, noon)


async def test_a_story_is_told_once_with_its_other_sources(publish, channel):
    await publish(n1=SAME, n2={**SAME, "quality": 90}, n3={})
    edition = await (await channel()).compose()
    told = {story.article.id: [a.id for a in story.also] for story in edition.stories}
    assert told == {2: [1], 3: []}
    assert edition.left_out_total == 0


async def test_only_articles_of_the_topics_are_taken_by_any_of_their_names(publish, channel):
    await publish(
        n1={"topics": ("Artificial Intelligence",)}, n2={"topics": ("Robots",)}, n3={"topics": ()}
    )
    edition = await (await channel(topics=("AI",))).compose()
    assert ids(edition) == [1]
    assert reasons(edition) == {2: Exclusion.TOPIC, 3: Exclusion.TOPIC}


async def test_words_and_phrases_decide_whatever_their_case_and_accents(publish, channel):
    await publish(
        n1={"title": "The CAFÉ of drones opens"},
        n2={"title": "A cafe without them opens"},
        n3={"excerpt": "It has a Self-Driving car in it."},
        n4={"title": "Self taught driving"},
    )
    one = await channel(exclude=("cafe of", "self driving"))
    edition = await one.compose()
    assert sorted(ids(edition)) == [2, 4]
    details = {left.article_id: left.detail for left in edition.left_out}
    assert details == {1: "cafe of", 3: "self driving"}


async def test_only_what_has_an_included_word_is_taken(publish, channel):
    await publish(n1={"title": "Drones over Oslo"}, n2={})
    edition = await (await channel(include=("drones",))).compose()
    assert (ids(edition), reasons(edition)) == ([1], {2: Exclusion.NO_INCLUDED_WORD})


async def test_what_is_below_quality_is_left_out_with_its_figure(publish, channel):
    await publish(n1={"quality": 60}, n2={"quality": 59})
    edition = await (await channel(least_quality=60)).compose()
    (left,) = edition.left_out
    assert (ids(edition), left.exclusion, left.detail) == ([1], Exclusion.LOW_QUALITY, "59")


async def test_a_provider_has_so_many_stories_at_most(publish, channel):
    await publish(**{f"n{n}": {"provider": "Wire", "quality": 50 + n} for n in range(1, 5)})
    edition = await (await channel(per_provider=2)).compose()
    assert ids(edition) == [4, 3]
    capped = {(left.exclusion, left.detail) for left in edition.left_out}
    assert capped == {(Exclusion.PROVIDER_CAP, "Wire")}


async def test_what_there_is_no_room_for_is_over_budget(publish, channel):
    await publish(**{f"n{n}": {"quality": 10 * n} for n in range(1, 5)})
    edition = await (await channel(stories=2)).compose()
    assert ids(edition) == [4, 3]
    assert reasons(edition) == {2: Exclusion.OVER_BUDGET, 1: Exclusion.OVER_BUDGET}


async def test_a_retracted_article_is_never_taken(publish, channel):
    await publish(n1={"is_removed": True}, n2={})
    edition = await (await channel()).compose()
    assert (ids(edition), reasons(edition)) == ([2], {1: Exclusion.RETRACTED})


async def test_where_nothing_is_new_the_archive_stands_in_if_that_is_wanted(publish, channel, noon):
    await publish(n1={}, n2={"hours": 90})
    one = await channel(from_archive=True, stories=1)
    assert ids(await one.deliver()) == [1]
    edition = await one.compose(noon + DAY)
    assert (edition.source, ids(edition)) == ("archive", [2])


async def test_without_that_there_is_no_edition_but_its_watermark_holds(publish, channel, noon):
    await publish(n1={}, n2={"hours": 90})
    one = await channel(stories=1)
    await one.deliver()
    edition = await one.compose(noon + DAY)
    assert (edition.stories, edition.watermark) == ((), 2)


async def test_related_coverage_is_newer_than_its_story_and_not_later_than_the_edition(
    publish, channel
):
    event = "Quasar Robotics Nimbus Drones"
    await publish(
        n1={"title": f"{event} begins takeover", "hours": 30, "quality": 90},
        n2={"title": f"{event} questioned by ministers", "hours": 60},
        n3={"title": f"Workers of {event} strike in Tromso harbour", "hours": 4},
        n4={"title": f"Court of Oslo rules on {event}", "hours": -4},
        **{f"n{n}": {"hours": 200} for n in range(10, 60)},
    )
    edition = await (await channel(stories=1, per_provider=5)).compose()
    (story,) = edition.stories
    assert (story.article.id, [one.id for one in story.related]) == (1, [3])


BOTH = {
    "n1": {"title": "Quasar Robotics opens its Tromso yard", "hours": 20, "quality": 90},
    "n2": {"title": "Velvet Lantern Orchard sold to Basalt", "hours": 20, "quality": 80},
    "n3": {
        "title": "Inspectors of Narvik visit Quasar Robotics, Velvet Lantern and falconers",
        "hours": 4,
        "quality": 1,
    },
    **{f"n{n}": {"hours": 200} for n in range(10, 60)},
}


async def test_what_is_related_to_two_stories_is_shown_with_one_and_not_called_left_out(
    publish, channel
):
    await publish(**BOTH)
    edition = await (await channel(stories=2)).compose()
    related = sorted([one.id for one in story.related] for story in edition.stories)
    assert related == [[], [3]]
    assert edition.left_out_total == 0


async def test_what_an_edition_showed_as_related_is_not_shown_again(publish, channel, noon):
    await publish(**BOTH)
    one = await channel(stories=1)
    first = await one.deliver()
    assert [[other.id for other in story.related] for story in first.stories] == [[3]]
    await publish(n61={**BOTH["n2"], "title": "Basalt sells Velvet Lantern Orchard", "hours": 19})
    second = await one.compose(noon + DAY)
    assert ids(second) == [61]
    assert [story.related for story in second.stories] == [()]


async def test_a_source_that_is_later_than_the_edition_is_not_shown_with_its_story(
    publish, channel
):
    await publish(n1=SAME, n2={**SAME, "hours": -1})
    (story,) = (await (await channel()).compose()).stories
    assert story.also == ()


async def test_where_the_archive_stands_in_the_reasons_for_what_is_new_stay(publish, channel, noon):
    await publish(n1={}, n2={"hours": 90, "title": "Drones over Oslo"})
    one = await channel(from_archive=True, stories=1, exclude=("quasar",))
    await one.deliver()
    await publish(n3={"title": "Quasar over Tromso", "hours": -1}, n4={"hours": -200})
    edition = await one.compose(noon + DAY)
    assert (edition.source, ids(edition)) == ("archive", [2])
    assert reasons(edition) == {
        1: Exclusion.SEEN,
        3: Exclusion.EXCLUDED_WORD,
        4: Exclusion.LATER,
    }


async def test_an_event_that_counts_as_two_stories_is_told_once(publish, channel, noon):
    await publish(
        n1={
            "title": "DHS wants to expand airport face scans to include US citizens",
            "excerpt": "Homeland Security proposes facial recognition at airports for all.",
            "hours": 2,
        }
    )
    one = await channel()
    await one.deliver()
    await publish(
        n2={
            "title": "Homeland Security wants face scans of US citizens at every airport",
            "excerpt": "DHS proposes that facial recognition at airports include citizens.",
            "hours": -100,
        }
    )
    edition = await one.compose(noon + 4.5 * DAY)
    assert (ids(edition), reasons(edition)) == ([], {2: Exclusion.SEEN})


async def test_a_server_sees_its_own_articles_and_not_those_of_others(publish, channel, rows):
    await publish(n1={}, n2={}, n3={})
    rows("UPDATE articles SET guild_id = 9 WHERE id = 1")
    rows("UPDATE articles SET guild_id = 8 WHERE id = 2")
    edition = await (await channel()).compose()
    assert (sorted(ids(edition)), edition.left_out_total) == ([1, 3], 0)


async def test_a_channel_that_subscribes_again_begins_with_a_first_edition(
    publish, channel, noon, rows
):
    await publish(n1={}, n2={"hours": 30}, n3={"hours": 10})
    one = await channel(stories=1)
    first = ids(await one.deliver())
    rows("UPDATE subscriptions SET made_at = ?", int((noon + DAY / 2).timestamp()))
    edition = await one.compose(noon + DAY)
    assert (edition.source, first) == ("last_days", [1])
    assert 1 not in ids(edition)
    assert edition.stories


async def test_two_channels_that_were_told_the_same_get_equal_editions(publish, channel, noon):
    await publish(**{f"n{n}": {"quality": n} for n in range(1, 20)})
    one, other = await channel(stories=3), await channel(stories=3, channel_id=2)
    assert (await one.deliver()).stories == (await other.deliver()).stories
    await publish(n30={"hours": -3}, n31={"hours": -2})
    assert await one.compose(noon + DAY) == await other.compose(noon + DAY)


async def test_a_bulk_load_is_looked_at_in_part_and_counted_in_whole(
    publish, channel, noon, monkeypatch
):
    monkeypatch.setattr("bot.services.draft_edition.MOST_CANDIDATES", 5)
    await publish(n1={})
    one = await channel(stories=3)
    await one.deliver()
    await publish(**{f"n{n}": {"hours": -n / 10} for n in range(2, 22)})
    await publish(**{f"n{n}": {"hours": -100} for n in range(22, 32)})
    edition = await one.compose(noon + DAY)
    assert set(ids(edition)) <= {17, 18, 19, 20, 21}
    assert (len(edition.stories), edition.left_out_total) == (3, 27)
