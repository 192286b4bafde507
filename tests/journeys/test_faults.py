"""What a member sees when something of ours breaks."""

import logging

import pytest
from simcord import assert_error


@pytest.fixture
async def broken(simcord_env, ask):
    """An answer whose bot has lost its archive since."""
    answer = await ask("facial recognition")
    simcord_env.bot.store = None
    return answer


@pytest.mark.usefixtures("broken")
async def test_a_command_that_fails_is_told_with_a_reference_that_stands_in_the_log(
    simcord_env, ask, caplog
):
    with caplog.at_level(logging.ERROR):
        card = await ask("facial recognition")
    assert "Something went wrong on my side" in card.text
    reference = card.text.rsplit("`", 2)[1]
    assert f"fault {reference} in /news" in caplog.text
    assert card.message.ephemeral
    assert_error(simcord_env)


async def test_a_button_that_fails_is_told_the_same_way(broken, press, caplog):
    with caplog.at_level(logging.ERROR):
        card = await press(broken, "Next")
    assert "Something went wrong on my side" in card.text
    assert f"fault {card.text.rsplit('`', 2)[1]} in news:page" in caplog.text


@pytest.mark.usefixtures("broken")
async def test_what_was_typed_is_not_logged(simcord_env, ask, caplog):
    await ask("my private question")
    assert not any("private" in record.getMessage() for record in caplog.records)
    assert_error(simcord_env)


async def test_an_error_that_can_not_be_answered_is_logged(simcord_env, broken, alice, caplog):
    simcord_env.inject_error("POST", "/interactions/*", status=404, code=10062)
    with caplog.at_level(logging.WARNING):
        await alice.click(broken.message, custom_id=broken.id_of("Next"))
    assert "an error could not be answered" in caplog.text
