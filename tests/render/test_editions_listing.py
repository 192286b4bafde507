"""Simulated editions in lines of text and of JSON."""

import json
from datetime import UTC, date, datetime

from bot.domain.article import Article
from bot.domain.edition import Edition, EditionStory, Exclusion, LeftOut
from bot.domain.heat import Heat
from bot.domain.schedule import Slot
from bot.domain.simulation import SimulatedDay
from bot.render.edition_reasons import left_out_reason
from bot.render.editions_listing import edition_json, edition_text

DUE = datetime(2019, 12, 5, 9, tzinfo=UTC)


def article(number, title="Drones over Oslo"):
    return Article(number, f"https://site.com/{number}", title, "", f"P{number}", "", DUE)


def day(*stories, left_out=(), total=0, source="new", topics=()):
    edition = Edition("2019-12-05", DUE, source, stories, left_out, total)
    return SimulatedDay(Slot(date(2019, 12, 5), DUE), topics, edition)


def story(**fields):
    heat = Heat(quality=0.8, sources=0.4, age=-0.25, likeness=-0.001)
    return EditionStory(article(1), 1, heat, **fields)


def test_a_line_of_json_names_sources_and_related_by_address():
    answer = json.loads(edition_json(day(story(also=(article(2),), related=(article(3),)))))
    (told,) = answer["stories"]
    assert told["sources"] == ["https://site.com/2"]
    assert told["related"] == ["https://site.com/3"]
    assert told["published"] == "2019-12-05T09:00:00Z"
    assert told["reasons"] == [
        *("new since the last edition", "quality 0 +0.80", "1 other source +0.40", "age −0.25"),
        "heat 0.95",
    ]


def test_a_line_of_json_is_one_line_whatever_it_says():
    odd = EditionStory(article(1, "one\u2028two\nthree"), 1, Heat())
    line = edition_json(day(odd))
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["stories"][0]["title"] == "one\u2028two\nthree"


def test_no_more_than_fifty_are_named_and_all_are_counted():
    left_out = tuple(LeftOut(n, f"https://{n}.com", Exclusion.NOT_NEW) for n in range(80))
    answer = json.loads(edition_json(day(left_out=left_out, total=90)))
    assert len(answer["left_out"]) == 50
    assert answer["left_out"][0] == {"url": "https://0.com", "reason": "not new"}
    assert answer["left_out_total"] == 90


def test_a_reason_says_what_is_particular():
    seen = LeftOut(1, "", Exclusion.SEEN, seen_at=datetime(2019, 5, 3, 9, tzinfo=UTC))
    assert left_out_reason(seen) == "seen on 3 May 2019"
    word = LeftOut(1, "", Exclusion.EXCLUDED_WORD, "drones")
    assert left_out_reason(word) == "excluded by a word: drones"
    assert left_out_reason(LeftOut(1, "", Exclusion.RETRACTED)) == "retracted"


def test_every_exclusion_has_words():
    said = {left_out_reason(LeftOut(1, "", exclusion)) for exclusion in Exclusion}
    assert len(said) == len(Exclusion)


def test_a_day_without_news_says_so_to_people():
    lines = edition_text(day(), "UTC").splitlines()
    assert lines == [
        "Thursday, 5 December 2019, 09:00 · everything · 0 stories",
        "Nothing new: no edition.",
    ]


def test_times_are_those_of_the_zone_and_control_characters_are_spelt_out():
    odd = EditionStory(article(1, "Drones\x1b[31m"), 1, Heat())
    text = edition_text(day(odd, topics=("AI",)), "Asia/Kolkata")
    assert text.startswith("Thursday, 5 December 2019, 14:30 · AI · 1 story")
    assert "\x1b" not in text


def test_what_was_left_out_is_counted_by_its_reason():
    left_out = tuple(
        LeftOut(n, "", Exclusion.TOPIC if n else Exclusion.OVER_BUDGET) for n in range(3)
    )
    text = edition_text(day(story(), left_out=left_out, total=5), "UTC")
    assert "Left out: 5 articles (2 other topic, 1 over budget, 2 not looked at)" in text
