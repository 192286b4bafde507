"""A bot that is started over the archive of an older Newsdesk."""

import pytest


@pytest.fixture
def corpus():
    """Nothing is loaded: what is found was in the archive."""
    return ()


@pytest.fixture
def settings(settings, old_database):
    settings.database.write_bytes(old_database)
    return settings


async def test_it_answers_from_the_articles_that_were_there(ask):
    assert "Facial Recognition" in (await ask("facial recognition")).text


@pytest.mark.usefixtures("simcord_env")
async def test_it_says_that_it_makes_the_index_anew(caplog):
    assert "the index is of an older version and is made anew" in [
        record.message for record in caplog.get_records("setup") if record.levelname == "WARNING"
    ]
