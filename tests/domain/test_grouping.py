"""Grouping: the best leads, whatever the order in which articles come."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.grouping import Grouping, Neighbours, Standing

_SIZE = 9


@st.composite
def worlds(draw):
    """Articles by their standings, likenesses of pairs, groups bound together, and pairs apart."""
    count = draw(st.integers(1, _SIZE))
    ids = range(1, count + 1)
    standings = {
        i: Standing(i, draw(st.sampled_from([0, 0, 7])), draw(st.integers(0, 3)), 0) for i in ids
    }
    pairs = [(a, b) for a in ids for b in ids if a < b]
    likeness = {pair: draw(st.sampled_from([None, None, 0.5, 1.0])) for pair in pairs}
    groups = draw(st.lists(st.integers(0, 3 * count), min_size=count, max_size=count))
    bound = {}
    for i in ids:
        group = tuple(
            j
            for j in ids
            if groups[j - 1] == groups[i - 1] and standings[j].guild_id == standings[i].guild_id
        )
        if len(group) > 1:
            bound[i] = group
    apart = {
        pair
        for pair in pairs
        if draw(st.integers(0, 5)) == 0 and pair[1] not in bound.get(pair[0], ())
    }
    return standings, likeness, bound, apart


class World:
    """Answers what a grouping wants to know, and stores what it decides."""

    def __init__(self, standings, likeness, bound, apart):
        self.standings, self.bound = standings, bound
        self.matches = {i: {} for i in standings}
        for (a, b), score in likeness.items():
            if score is not None:
                self.matches[a][b] = self.matches[b][a] = score
        self.apart = {i: set() for i in standings}
        for a, b in apart:
            self.apart[a].add(b)
            self.apart[b].add(a)
        self.stories = {}

    def rank(self, i):
        return min(self.standings[j].rank() for j in self.bound.get(i, (i,)))

    def group(self, ids):
        grouping = Grouping(ids)
        while wanted := grouping.wanted():
            grouping.learn(
                Neighbours(
                    {i: self.matches[i] for i in wanted},
                    self.standings,
                    dict(self.stories),
                    self.bound,
                    self.apart,
                )
            )
        self.stories |= grouping.placed


@settings(max_examples=400, deadline=None)
@given(worlds(), st.data())
def test_the_order_and_batches_dont_matter(world, data):
    at_once, in_turn = World(*world), World(*world)
    at_once.group(at_once.standings)
    order = data.draw(st.permutations(list(in_turn.standings)))
    while order:
        size = data.draw(st.integers(1, 3))
        batch, order = order[:size], order[size:]
        in_turn.group(batch)
    assert in_turn.stories == at_once.stories


@settings(max_examples=400, deadline=None)
@given(worlds())
def test_each_article_is_like_the_leader_of_its_story_or_half_of_what_is_better(world):
    one = World(*world)
    one.group(one.standings)
    assert one.stories.keys() == one.standings.keys()
    for article, story in one.stories.items():
        assert one.stories[story] == story
        unit, leaders = one.bound.get(article, (article,)), one.bound.get(story, (story,))
        rank, guild = one.rank(article), one.standings[article].guild_id
        better = {
            i
            for i, s in one.stories.items()
            if s == story and one.rank(i) < rank and one.standings[i].guild_id in {0, guild}
        }
        like = {i for i in better if any(i in one.matches[a] for a in unit)}
        assert story in unit or like.intersection(leaders) or 0 < len(better) <= 2 * len(like)
        assert one.rank(story) <= rank


@settings(max_examples=400, deadline=None)
@given(worlds())
def test_rulings_are_obeyed(world):
    one = World(*world)
    one.group(one.standings)
    for article, unit in one.bound.items():
        assert {one.stories[i] for i in unit} == {one.stories[article]}
    for article, others in one.apart.items():
        assert one.stories[article] not in {one.stories[i] for i in others}


@settings(max_examples=400, deadline=None)
@given(worlds(), st.data())
def test_no_dead_story_is_left_when_articles_go(world, data):
    """What was in a story with one that goes waits, and is placed as if that had never been."""
    one = World(*world)
    one.bound, one.apart = {}, {i: set() for i in one.standings}
    one.group(one.standings)
    gone = data.draw(st.sets(st.sampled_from(list(one.standings))))
    left = {one.stories[i] for i in gone}
    waiting = {i for i, story in one.stories.items() if story in left} - gone
    for i in gone:
        del one.standings[i], one.matches[i]
    for near in one.matches.values():
        for i in gone & near.keys():
            del near[i]
    one.stories = {i: s for i, s in one.stories.items() if i not in gone | waiting}
    one.group(waiting)
    kept = dict(one.stories)
    one.stories = {}
    one.group(one.standings)
    assert kept == one.stories


def test_a_better_article_takes_over_and_what_is_unlike_it_goes_its_own_way():
    """1 led 2 and 3; 4 is better and like 1 and 2 alone."""
    standings = {i: Standing(i, 0, quality, 0) for i, quality in enumerate((50, 40, 30, 90), 1)}
    likeness = {(1, 2): 1.0, (1, 3): 1.0, (1, 4): 1.0, (2, 4): 1.0}
    one = World(standings, likeness, {}, set())
    one.group([1, 2, 3])
    assert one.stories == {1: 1, 2: 1, 3: 1}
    one.group([4])
    assert one.stories == {1: 4, 2: 4, 3: 3, 4: 4}


def test_an_article_of_one_server_never_leads_what_all_see():
    standings = {1: Standing(1, 7, 99, 0), 2: Standing(2, 0, 1, 0)}
    one = World(standings, {(1, 2): 1.0}, {}, set())
    one.group([1])
    one.group([2])
    assert one.stories == {1: 2, 2: 2}
