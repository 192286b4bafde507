"""Front matter and statements to vary."""

from datetime import UTC, datetime

import pytest

from bot.domain.article import Statement

FIELDS = {
    "title": "Facial recognition comes of age",
    "publishedDateTime": "2019-11-27T09:41:00Z",
    "sourceUrl": "https://site.com/story",
}


@pytest.fixture
def fields():
    """The fewest fields that state an article, changed as asked; None leaves one out."""

    def build(**changes):
        return {name: value for name, value in {**FIELDS, **changes}.items() if value is not None}

    return build


@pytest.fixture
def document(fields):
    """A document's bytes: the fewest fields, changed as asked, more lines, and a body."""

    def build(*lines, body="", **changes):
        front = [f"{name}: {value}" for name, value in fields(**changes).items()]
        return "\n".join(["---", *front, *lines, "---", body]).encode()

    return build


@pytest.fixture
def statement():
    def build(**changes):
        values = {
            "key": "https://site.com/story",
            "url": "https://site.com/story",
            "title": "Facial recognition comes of age",
            "published": datetime(2019, 11, 27, tzinfo=UTC),
            "is_own": True,
        }
        return Statement(**{**values, **changes})

    return build
