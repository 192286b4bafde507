"""Members are told once what became of their suggestions, if they wish."""

import pytest
from simcord.results import ResponseMessage

from bot.gateway.notices import tell_outcomes

URL = "https://site.example/news"


@pytest.fixture
def tell(simcord_env):
    """Tell who waits for it; returns how many those are."""

    async def tell():
        return await tell_outcomes(simcord_env.bot)

    return tell


@pytest.fixture
def letters(simcord_env, read, alice):
    """What Alice was sent directly."""

    def letters(to=alice):
        channel = simcord_env.backend.get_dm_channel(to.id)
        found = simcord_env.backend.messages.get(channel.id, {}).values()
        return [read(ResponseMessage(simcord_env, message)) for message in found]

    return letters


@pytest.fixture
def approve(review, moderator, fill, use):
    """Approve what waits longest, under a title."""

    async def approve(title="A new chip", *, by=moderator):
        card = await review(by=by)
        shown = await by.click(card.message, custom_id=card.id_of("Edit"))
        return await use(await fill(shown, by=by, title=title), "Approve", by=by)

    return approve


async def test_an_approval_is_told_once_without_who_decided(
    suggest, approve, tell, letters, moderator
):
    await suggest(URL)
    assert await tell() == 0
    await approve()
    assert await tell() == 1
    assert await tell() == 0
    (letter,) = letters()
    assert "was published in Test Guild, thank you" in letter.text.replace("**", "")
    assert "A new chip" in letter.text
    assert letter.links == [URL]
    assert moderator.mention not in letter.markdown


async def test_a_rejection_is_told_with_its_reason(
    suggest, review, reject, moderator, tell, letters
):
    await suggest(URL)
    await reject(await review(), "An advertisement", by=moderator)
    await tell()
    (letter,) = letters()
    assert "was not taken in Test Guild" in letter.text.replace("**", "")
    assert "Reason: An advertisement" in letter.text


async def test_who_wishes_no_message_gets_none(suggest, approve, tell, letters):
    await suggest(URL, tell_me=False)
    await approve()
    assert await tell() == 0
    assert not letters()


async def test_who_withdrew_gets_none(suggest, use, alice, tell):
    await use(await suggest(URL), "Withdraw", by=alice)
    assert await tell() == 0


async def test_what_was_undone_before_it_was_told_is_not_told(
    suggest, approve, use, moderator, tell, letters
):
    await suggest(URL)
    await use(await approve(), "Undo", by=moderator)
    assert await tell() == 0
    assert not letters()


async def test_a_second_decision_is_not_told_again(  # noqa: PLR0917 - fixtures
    suggest, approve, use, moderator, tell, letters, reject
):
    await suggest(URL)
    approved = await approve()
    await tell()
    await reject(await use(approved, "Undo", by=moderator), by=moderator)
    assert await tell() == 0
    assert len(letters()) == 1


async def test_closed_messages_are_not_knocked_at_twice(
    simcord_env, suggest, approve, tell, store, guild
):
    await suggest(URL)
    await approve()
    simcord_env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
    assert await tell() == 1
    assert await tell() == 0
    assert await store.notices.state_of(guild.id, 1) == "failed"


async def test_who_decides_on_their_own_suggestion_is_told_nothing(
    suggest, approve, moderator, tell, letters
):
    await suggest(URL, by=moderator)
    await approve(by=moderator)
    await tell()
    assert not letters(moderator)


async def test_a_notice_survives_a_restart(suggest, approve, tell, letters, restart):
    await suggest(URL)
    await approve()
    await restart()
    assert await tell() == 1
    assert len(letters()) == 1


async def test_one_that_was_taken_by_a_process_that_was_killed_is_not_sent_again(
    suggest, approve, tell, letters, store
):
    await suggest(URL)
    await approve()
    await store.write(lambda tables: tables.notices.take(10))
    assert await tell() == 0
    assert not letters()


async def test_hostile_titles_and_reasons_are_shown_as_they_are(  # noqa: PLR0917 - fixtures
    suggest, review, reject, approve, moderator, tell, letters
):
    await suggest(URL)
    await approve("@everyone <@1> [x](https://evil.example)")
    await suggest(f"{URL}/2")
    await reject(await review(), "@here `x` \u202etxet", by=moderator)
    await tell()
    for letter in letters():
        assert "@everyone" not in letter.markdown
        assert "@here" not in letter.markdown
        assert "<@1>" not in letter.markdown
        assert "\u202e" not in letter.markdown
