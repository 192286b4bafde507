"""The language of /news."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.query_text import QueryText, read_query
from bot.domain.text import has_controls
from bot.domain.words import fold_words

NOW = datetime(2019, 12, 5, 15, 30, tzinfo=UTC)


def read(text):
    return read_query(text, now=NOW)


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("", "facial recognition", "facial ", "covid-19 e-mail", "face - scan", "--face", "x --"),
        *(
            "topic:",
            "topic: AI",
            "source :x",
            "foo:bar",
            "my-topic:AI",
            "before:noon",
            "on:31.2.19",
        ),
        *("AND OR NOT NEAR(a, b)", "face*", "^face", "{title}: x", "a -", "- ", "don't", "2019"),
    ],
)
def test_ordinary_words_stay_as_typed(text):
    assert read(text) == QueryText(text if text.strip() else "")


@pytest.mark.parametrize(
    ("text", "words"),
    [("  facial \t recognition\n", "facial recognition "), ("   ", ""), ("face\u2028", "face ")],
)
def test_white_space_is_folded_and_a_closing_space_kept(text, words):
    assert read(text).words == words


@pytest.mark.parametrize(
    ("text", "words", "phrases"),
    [
        ('"Facial Recognition" ban', "Facial Recognition ban", [("facial", "recognition")]),
        ('ban "facial recognition"', "ban facial recognition ", [("facial", "recognition")]),
        (
            "the “world’s best” and „two ones“",
            "the world’s best and two ones ",
            [("world", "best"), ("two", "ones")],
        ),
        ("«un deux» »drei vier«", "un deux drei vier ", [("un", "deux"), ("drei", "vier")]),
        ('"facial"', "facial ", [("facial",)]),
        ('"covid-19"', "covid-19 ", [("covid", "19")]),
        ('"人工智能"', "人工智能 ", [("人工", "工智", "智能")]),
        ('在"人工智能"', "在 人工智能 ", [("人工", "工智", "智能")]),
        ('"a b""c d"', "a b c d ", [("a", "b"), ("c", "d")]),
        ('("a b")', "( a b )", [("a", "b")]),
        ('"topic:AI -news"', "topic:AI -news ", [("topic", "ai", "news")]),
    ],
)
def test_what_is_quoted_is_a_phrase(text, words, phrases):
    query = read(text)
    assert (query.words, query.phrases) == (words, tuple(phrases))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"facial recog', "facial recog"),
        ('ban "facial ', "ban facial "),
        ('facial "', "facial "),
        ('a 5" or 6" screen', "a 5 or 6 screen"),
        ('"" "!?" face', "!? face"),
        ('topic:"Artificial Int', "topic: Artificial Int"),
        ('-"face id', "- face id"),
    ],
)
def test_an_open_or_empty_quote_is_no_phrase(text, words):
    assert read(text) == QueryText(words)


@pytest.mark.parametrize(
    ("text", "words", "without"),
    [
        ("face -Amazon", "face ", [("amazon",)]),
        ("-amazon face", "face", [("amazon",)]),
        ('face -"Face ID" -x scan', "face scan", [("face", "id"), ("x",)]),
        ("face -“Face ID”", "face ", [("face", "id")]),
        ("-covid-19", "", [("covid", "19")]),
        ('-"amazon"', "", [("amazon",)]),
        ("-a -b", "", [("a",), ("b",)]),
    ],
)
def test_what_follows_a_minus_is_excluded(text, words, without):
    query = read(text)
    assert (query.words, query.without, query.phrases) == (words, tuple(without), ())


@pytest.mark.parametrize("text", ["face -!?", 'face -""', "face x-ray", '(-"id")', "face –id"])
def test_a_minus_that_excludes_no_word_is_none(text):
    assert read(text).without == ()


@pytest.mark.parametrize(
    ("text", "topic", "source"),
    [
        ("topic:AI face", "AI", None),
        ("face TOPIC:ai", "ai", None),
        ('topic:"Artificial  Intelligence" face', "Artificial Intelligence", None),
        ("face source:axios", None, "axios"),
        ('source:“The Verge”topic:"AI"', None, "The Verge"),
        ("source:ft.com topic:C++", "C++", "ft.com"),
        ("topic:AI topic:Robots", "Robots", None),
        ("source:https://www.axios.com/", None, "https://www.axios.com/"),
    ],
)
def test_names_of_topic_and_source(text, topic, source):
    query = read(text)
    assert (query.topic, query.source) == (topic, source)


def test_an_operator_finishes_the_word_before_it_and_is_no_word():
    assert read("facial topic:AI").words == "facial "
    assert read("topic:AI facial").words == "facial"
    assert read("topic:AI before:2019 -x ").words == ""


@pytest.mark.parametrize("text", ['topic:""', 'source:"  "', 'before:""', 'on:"the big day"'])
def test_an_operator_without_a_value_of_its_kind_is_ordinary_words(text):
    query = read(text)
    assert query == QueryText(query.words)
    assert fold_words(query.words) == fold_words(text)


@pytest.mark.parametrize(
    ("text", "after", "before"),
    [
        ("after:2019", at(2019, 1, 1), None),
        ("before:2019-12", None, at(2019, 12, 1)),
        ("on:2019-12-05", at(2019, 12, 5), at(2019, 12, 6)),
        ('on:"december 2019"', at(2019, 12, 1), at(2020, 1, 1)),
        ('After:"last week"', NOW - timedelta(days=7), None),
        ("after:yesterday", at(2019, 12, 4), None),
        ("after:2017 before:2019 after:2018 before:2020", at(2018, 1, 1), at(2019, 1, 1)),
        ("on:2019 on:december", at(2019, 12, 1), at(2020, 1, 1)),
        ("before:2018 after:2019", at(2019, 1, 1), at(2018, 1, 1)),
    ],
)
def test_dates_limit_and_the_narrowest_counts(text, after, before):
    assert read(text) == QueryText("", after=after, before=before)


def test_only_the_next_word_is_an_unquoted_value():
    query = read("after:last week")
    assert (query.words, query.after) == ("after:last week", None)


KEY = "https://site.com/2019/facial-recognition-ban.html"


@pytest.mark.parametrize(
    "pasted",
    [
        KEY,
        "<http://www.site.com/2019/facial-recognition-ban.html?utm_source=x#top>",
        '"https://site.com/2019/facial-recognition-ban.html"',
        "https://site.com/2019/facial-recognition-ban.html.",
        "  HTTPS://amp.site.com/2019/facial-recognition-ban.html\n",
    ],
)
def test_a_pasted_address_is_its_article_and_the_words_of_its_path(pasted):
    assert read(pasted) == QueryText("facial recognition ban ", key=KEY)


def test_an_address_among_words():
    assert read(f"what is {KEY} about").words == "what is facial recognition ban about"
    assert read(f"what is {KEY} about").key == KEY


def test_of_two_addresses_the_first_counts():
    query = read(f"{KEY} https://site.com/some-other-story")
    assert (query.key, query.words) == (KEY, "facial recognition ban some other story ")


def test_an_address_that_tells_nothing_leaves_no_words():
    assert read("https://site.com/a/12345") == QueryText("", key="https://site.com/a/12345")


@pytest.mark.parametrize("text", ["site.com/story", "https://", "ftp://a.b/c", "https://u:p@a.b/c"])
def test_what_is_no_web_address_is_words(text):
    assert read(text) == QueryText(text)


def test_no_more_than_24_different_phrases_and_exclusions_count():
    words = [f"w{number}" for number in range(30)]
    query = read(" ".join(f'"{word} x" "{word} x" -{word} -{word}' for word in words))
    assert query.phrases == tuple((word, "x") for word in words[:24])
    assert query.without == tuple((word,) for word in words[:24])
    assert fold_words(query.words)[-2:] == ("w29", "x")


def test_everything_at_once():
    query = read('topic:AI "face id" -amazon scann source:axios on:2019')
    assert query == QueryText(
        words="face id scann ",
        phrases=(("face", "id"),),
        without=(("amazon",),),
        topic="AI",
        source="axios",
        after=at(2019, 1, 1),
        before=at(2020, 1, 1),
    )


@pytest.mark.parametrize(
    "text",
    [
        *(
            '"' * 10_000,
            "-" * 10_000,
            '-"' * 10_000,
            'topic:"' * 5_000,
            'x"x' * 10_000,
            '""a' * 9_999,
        ),
        *("a" * 100_000, "https://" * 9_999, "before:x " * 2_000, '-"a' * 9_999, " " * 100_000),
        *("\x00" * 10_000, "\ud800" * 10_000, "<" * 10_000, "https://a.b/" + "-a" * 1_000),
    ],
    ids=range(15),
)
def test_long_and_hostile_texts_are_read(text):
    assert isinstance(read(text), QueryText)


PIECES = st.sampled_from(
    (
        *(
            '"',
            "“",
            "”",
            "«",
            "-",
            "--",
            ":",
            " ",
            "  ",
            "\n",
            "\x00",
            "\ud800",
            "topic:",
            "source:",
        ),
        *("before:", "after:", "on:", "2019", "december", "x", "人工", "é", "covid-19", "ſource:x"),
        *("https://a.b/c-d", "<", ">", ".", "*", "(", "AND", "last week", "\x85", "\u3000"),
    )
)


@given(st.text() | st.lists(PIECES).map("".join))
def test_any_text_is_a_query(text):
    query = read(text)
    assert all(query.phrases)
    assert all(query.without)
    assert query.words == " ".join(query.words.split()) + " " * query.words.endswith(" ")
    assert query.words != " "
    for name in (query.words, query.topic or "x", query.source or "x"):
        assert not has_controls(name)
    assert query.topic != ""
    assert query.source != ""


@given(st.lists(PIECES).map("".join))
def test_every_phrase_is_among_the_words(text):
    query = read(text)
    words = fold_words(query.words)
    for phrase in query.phrases:
        assert any(words[at : at + len(phrase)] == phrase for at in range(len(words)))


PARTS = ("face", '"a b"', "-c", '-"d e"', "topic:AI", 'source:"F G"', "after:2018", "before:2019")


@given(st.permutations(PARTS))
def test_the_order_of_the_parts_does_not_count(parts):
    query = read(" ".join(parts))
    assert set(query.words.split()) == {"face", "a", "b"}
    assert (query.phrases, set(query.without)) == ((("a", "b"),), {("c",), ("d", "e")})
    assert (query.topic, query.source) == ("AI", "F G")
    assert (query.after, query.before) == (at(2018, 1, 1), at(2019, 1, 1))
