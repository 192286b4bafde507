"""What the address of an article says of its title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.slug import slug_words


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("2019/12/facial-recognition-ban.html", "facial recognition ban"),
        ("story/Facial_recognition_ban-14913387.php", "facial recognition ban"),
        ("facial-recognition-ban/5733818/index.html", "facial recognition ban"),
        ("face-ban/top-stories-from-us", "top stories from us"),
        ("five-of-our-best/top-stories", "five of our best"),
        ("en-us/face-ban", "face ban"),
        ("covid19-in-2020-and-5g-idUSKBN1Y916X", "covid19 in 2020 and 5g"),
        ("article_65145a7a-827d-51e2-be23-7c95f02a8eef.html", ""),
        ("g%C3%BCnstige-k%C3%BCnstliche-intelligenz", "gunstige kunstliche intelligenz"),
        ("caf%E9-%FF-is-open", "caf is open"),
        ("technology-50630763", ""),
        ("2019/12/05", ""),
        ("story?title=facial-recognition-ban", ""),
        ("", ""),
    ],
)
def test_the_telling_part_of_a_path(path, words):
    assert slug_words(f"https://site.com/{path}") == tuple(words.split())


def test_a_host_tells_nothing():
    assert slug_words("https://my-long-site-name.com") == ()


@given(st.text(alphabet="ab1-_/%.?é\x00\ud800", max_size=60))
def test_any_path_has_words_or_none(path):
    assert all(slug_words(f"https://site.com/{path}"))
