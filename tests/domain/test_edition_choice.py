"""Which stories an edition takes."""

from datetime import UTC, datetime

from bot.domain.article import Article
from bot.domain.edition import Exclusion
from bot.domain.edition_choice import choose_stories
from bot.domain.heat import Heat
from bot.domain.lead import Lead
from bot.domain.report import weights
from bot.domain.retelling import Retellings, Told
from bot.domain.subscription import Policy
from bot.domain.vocabulary import Vocabulary

NOW = datetime(2019, 12, 5, tzinfo=UTC)
SAID = ("zebra", "quarry", "harbour", "lantern", "velvet", "orchard", "basalt", "falcon")


def lead(number, heat=1.0, *, provider=None, title=None):
    words = " ".join(f"{word}{number}" for word in SAID[:4])
    name = f"Provider {number}" if provider is None else provider
    article = Article(number, f"https://{number}.com", title or words, "", name, "", NOW)
    return Lead(article, number, Heat(quality=heat))


def choose(leads, *, told=(), **policy):
    retellings = Retellings(weights(Vocabulary({}, 0)), tuple(Told(one, NOW) for one in told))
    return choose_stories(leads, Policy(**policy), retellings)


def ids(choice):
    return [one.story_id for one in choice.chosen]


def test_the_hottest_come_first_and_the_rest_is_over_budget():
    choice = choose([lead(n, n) for n in range(1, 6)], stories=2)
    assert ids(choice) == [5, 4]
    assert {left.exclusion for left in choice.left.values()} == {Exclusion.OVER_BUDGET}


def test_equally_hot_ones_come_by_their_ids_in_whatever_order_they_are_given():
    leads = [lead(n) for n in (3, 1, 2)]
    assert ids(choose(leads)) == ids(choose(leads[::-1])) == [1, 2, 3]


def test_a_provider_that_is_full_makes_room_for_others():
    leads = [lead(n, 10 - n, provider="Wire") for n in range(1, 5)] + [lead(9, 0.1)]
    choice = choose(leads, stories=3, per_provider=2)
    assert ids(choice) == [1, 2, 9]
    assert {n: left.exclusion for n, left in choice.left.items()} == {
        3: Exclusion.PROVIDER_CAP,
        4: Exclusion.PROVIDER_CAP,
    }


def test_a_provider_of_very_many_does_not_hide_the_others():
    leads = [lead(n, 5, provider="Wire") for n in range(1, 400)] + [lead(500), lead(501)]
    assert ids(choose(leads, stories=5, per_provider=2)) == [1, 2, 500, 501]


def test_what_is_like_a_story_above_it_gives_way_to_another_subject():
    like = "Quasar falcon basalt bridge opens"
    leads = [
        lead(1, 2.0, title=like),
        lead(2, 1.9, title="Quasar falcon basalt towers fall"),
        lead(3, 1.5),
        *(lead(n, 0.1) for n in range(10, 20)),
    ]
    choice = choose(leads, stories=2)
    assert ids(choice) == [1, 3]


def test_what_was_told_says_when():
    title = "Quasar Robotics buys Nimbus Drones of Tromso for four billion"
    told = lead(1, title=title).article
    choice = choose([lead(2, 2.0, title=title), lead(3)], told=[told])
    assert ids(choice) == [3]
    assert choice.left[2] == (Exclusion.SEEN, NOW)


def test_nothing_to_choose_from_makes_no_choice():
    assert choose([]).chosen == ()
