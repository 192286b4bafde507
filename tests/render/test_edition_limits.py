"""The messages of an edition within Discord's limits, whatever its stories contain."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.article import Section
from bot.domain.desk_act import Weight
from bot.domain.edition import Edition, EditionStory
from bot.domain.heat import Heat
from bot.domain.mark import Mark
from bot.domain.subscription import MOST_STORIES, Manner, Policy, Subscription
from bot.render.digest_ids import fill_in
from bot.render.edition import ping_body, render_edition
from bot.render.limits import broken_limits
from bot.render.text import width

LONG = "*_<@everyone>[x](y)" * 300
DUE = datetime(2019, 12, 5, 8, tzinfo=UTC)
HOSTILE = (
    LONG,
    "a " * 400,
    "مرحبا بالعالم " * 60,
    "\u202eevil\u202c <@1> @here " * 40,
    "人工智能" * 100,
    "[click](https://evil.example) ](https://evil.example) [" * 20,
    "👩‍👩‍👧‍👦" * 100,
    '"custom_id":"digest:related:~:0"' * 9,
)


def make_edition(stories, **fields):
    usual = {"slot": "2019-12-05", "due": DUE, "source": "last_days", "stories": tuple(stories)}
    return Edition(**usual | fields)


def make_subscription(kind="text", topics=(LONG,) * 9, **manner):
    made = DUE - timedelta(days=1)
    policy = Policy(topics=topics)
    return Subscription(1, 2, 3, kind, made, policy=policy, manner=Manner(**manner))


@pytest.fixture
def make_story(extreme_article):
    """A story with as much of everything as there can be."""

    def make(number, text=LONG, **fields):
        body = (Section("Why it matters", (text,)), Section(text, (text,)))
        article = extreme_article(number, provider=text)
        article = type(article)(
            **{name: getattr(article, name) for name in article.__dataclass_fields__}
            | {"title": text, "body": body}
            | fields
        )
        others = tuple(extreme_article(100 + n, provider=f"{n} {text}") for n in range(5))
        pin = Mark(Weight.PIN, "topic", text, DUE)
        return EditionStory(article, number, Heat(), others, others[:9], pin)

    return make


def check(parts):
    """Assert that Discord would take every part, and answer with what they say."""
    texts = []
    for part in parts:
        body = json.loads(fill_in(part.body, 10**18 - 1))
        simple = json.loads(fill_in(part.plain, 10**18 - 1))
        for message in (body, simple):
            assert len(message.get("name", "x")) in range(1, 101)
            inner = message.get("message", message)
            assert broken_limits(inner["components"]) == []
            assert inner["allowed_mentions"] == {"parse": []}
        simple = simple.get("message", simple)
        assert 0 < width(simple["content"]) <= 2000
        texts.append(str(body) + str(simple))
    return "".join(texts)


def texts_of(body):
    """The Markdown of a card."""
    found = re.findall(
        r'"content":("(?:[^"\\\\]|\\\\.)*")', json.dumps(body, separators=(",", ":"))
    )
    return [json.loads(text) for text in found]


@pytest.mark.parametrize("stories", [1, 8, 11, MOST_STORIES])
@pytest.mark.parametrize("text", HOSTILE)
def test_the_fullest_edition_fits(make_story, stories, text):
    edition = make_edition([make_story(number, text) for number in range(stories)])
    subscription = make_subscription("forum", (text,) * 9, tag_ids=(10**18,) * 5)
    parts = render_edition(edition, subscription)
    check(parts)
    assert [at for part in parts for at in part.positions] == list(range(stories))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_pings_or_reaches_into_the_mark_up(make_story, text):
    (part,) = render_edition(make_edition([make_story(0, text)]), make_subscription())
    check([part])
    contents = [json.loads(part.plain)["content"], *texts_of(json.loads(part.body))]
    for content in contents:
        assert not re.search(r"(?<!\\)<@|@everyone|@here", content)
        assert "](https://evil" not in content


def test_eight_usual_stories_are_one_message(make_article):
    sentence = "The ministry will test the cameras at forty stations from January on, it says. "
    stories = [
        EditionStory(
            make_article(
                id=number,
                title="A headline that is as long as most of them are in practice",
                url="https://www.example.org/2019/12/05/a-headline-that-is-as-long-as-it-is",
                excerpt=sentence * 3,
            ),
            number,
            Heat(),
            (make_article(id=50, provider="Reuters"),),
            (make_article(id=60),),
        )
        for number in range(8)
    ]
    (part,) = render_edition(make_edition(stories), make_subscription(topics=("AI",)))
    told = check([part])
    assert told.count("The ministry will test the cameras") >= 8
    assert told.count("Newer: ") == 8


TEXTS = st.text(max_size=300)


@given(
    texts=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=MOST_STORIES),
    url=st.sampled_from(("https://a.org/" + "x" * 90, "https://a.org/" + "y" * 500, "nothing")),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_texts_an_edition_fits(make_article, texts, url):
    articles = [
        make_article(id=n, title=title, provider=provider, excerpt=excerpt, url=url)
        for n, (title, provider, excerpt) in enumerate(texts)
    ]
    stories = [EditionStory(one, one.id, Heat(), tuple(articles), (one,)) for one in articles]
    check(render_edition(make_edition(stories), make_subscription(topics=texts[0])))


def test_the_ping_is_for_one_role():
    body = json.loads(ping_body(10**18))
    assert body["content"].startswith(f"<@&{10**18}> ")
    assert body["allowed_mentions"] == {"parse": [], "roles": [str(10**18)]}
