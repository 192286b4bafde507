"""What is left of a member once what is stored about them is deleted: nothing but blocks."""

from dataclasses import replace

import pytest

from bot.domain.desk_act import ActKind, Reason, Stage
from bot.domain.desk_outcome import Done
from bot.domain.member_traces import MemberTraces
from bot.domain.search import SearchQuery
from bot.domain.url import read_address
from bot.services.ask_news import ask_news
from bot.services.decide_submission import (
    approve_submission,
    block_member,
    reject_submission,
    revise_submission,
)
from bot.services.read_member import read_member
from bot.services.redact_member import redact_member
from bot.services.settle_desk import settle_channel
from bot.services.suggest_article import suggest_article, withdraw_submission
from bot.services.undo_act import undo_act

MEMBER, MODERATOR = 876_543_210_987_654_321, 123_456_789_012_345_678
OWN_WORDS = "my cousin wrote it"


@pytest.fixture
def suggest(store, press):
    """Suggest a page of a site."""

    async def suggest(newsroom, slug, by=MEMBER):
        address = read_address(f"https://pages.example/{slug}")
        said = press(by, OWN_WORDS)
        return await suggest_article(store, newsroom, address, wants_news=True, press=said)

    return suggest


@pytest.fixture
async def suggested(store, draft, press, suggest, newsrooms):
    """A member whose suggestions in three servers were decided on, taken back, and undone."""
    for newsroom in newsrooms:
        await settle_channel(store, newsroom.guild_id, 99)
        made = [await suggest(newsroom, slug) for slug in "abcd"]
        rejected, approved, withdrawn, undone = (each.act.number for each in made)
        by_moderator = press(MODERATOR, "as moderators do")
        await reject_submission(store, newsroom, rejected, press=by_moderator)
        filled = replace(draft("b"), key="https://pages.example/b", url="https://pages.example/b")
        await revise_submission(store, newsroom, approved, None, filled, press=press(MODERATOR))
        done = await approve_submission(store, newsroom, approved, press=press(MODERATOR))
        desk_id = newsroom.guild_id
        await undo_act(store, newsroom, desk_id, done.act.number, press=press(MODERATOR))
        await withdraw_submission(store, newsroom, withdrawn, press=press(MEMBER, OWN_WORDS))
        await undo_act(store, newsroom, desk_id, undone, press=press(MEMBER))


@pytest.fixture
async def busy(suggested, store, desk, press, one):  # noqa: ARG001 - comes before
    """The same member, who also asked the archive, as a moderator did."""
    await desk.publish(one, "robots")
    now, query = press().at, SearchQuery("robots")
    for member_id in (MEMBER, MODERATOR):
        await ask_news(store, query, guild_id=one.guild_id, member_id=member_id, now=now)


@pytest.fixture
def stored(rows):
    """All that the database holds, as text."""

    def stored():
        tables = [name for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = (rows(f"SELECT * FROM {table}") for table in tables)  # noqa: S608 - its own names
        return "\n".join(repr(row) for table in found for row in table)

    return stored


@pytest.mark.usefixtures("busy")
async def test_neither_their_id_nor_their_words_are_stored_any_more(store, stored, press, problems):
    assert str(MEMBER) in stored()
    assert OWN_WORDS in stored()
    assert await redact_member(store, MEMBER, now=press().at) == 3 * 6
    assert str(MEMBER) not in stored()
    assert OWN_WORDS not in stored()
    assert await problems() == []


@pytest.mark.usefixtures("busy")
async def test_others_and_their_reasons_stay(store, stored, press):
    await redact_member(store, MEMBER, now=press().at)
    assert str(MODERATOR) in stored()
    assert "as moderators do" in stored()
    assert len(await store.result_lists.marks()) == 1


@pytest.mark.usefixtures("busy")
async def test_what_was_suggested_stays_where_it_was(store, press, one):
    before = {(row.number, row.stage) for row in await store.submissions.all()}
    await redact_member(store, MEMBER, now=press().at)
    assert {(row.number, row.stage) for row in await store.submissions.all()} == before
    assert await store.submissions.waiting(one.guild_id, skipped=0, limit=9) != []


@pytest.mark.usefixtures("busy")
async def test_cards_of_their_suggestions_are_drawn_anew(store, press):
    cards = await store.review_cards.due(2**40, 100)
    for card in cards:
        await store.write(
            lambda tables, card=card: tables.review_cards.record(
                card, message_id=7, shown=card.wanted
            )
        )
    assert await store.review_cards.due(2**40, 100) == []
    await redact_member(store, MEMBER, now=press().at)
    assert len(await store.review_cards.due(2**40, 100)) == len(cards)


@pytest.mark.usefixtures("busy")
async def test_a_decision_after_it_is_told_to_nobody(store, press, one):
    await redact_member(store, MEMBER, now=press().at)
    (number,) = await store.submissions.waiting(one.guild_id, skipped=0, limit=1)
    done = await reject_submission(store, one, number, press=press(MODERATOR))
    assert done.act.changes[0].after.stage is Stage.REJECTED
    assert not await store.notices.are_pending()


@pytest.mark.usefixtures("busy")
async def test_an_undo_after_it_brings_nothing_of_them_back(store, stored, press, one, problems):
    await redact_member(store, MEMBER, now=press().at)
    acts = await store.desk_acts.after(one.guild_id, 0, limit=100)
    rejected = next(act.number for act in acts if act.kind is ActKind.REJECT)
    await undo_act(store, one, one.guild_id, rejected, press=press(MODERATOR))
    assert str(MEMBER) not in stored()
    assert await problems() == []


@pytest.fixture
async def unblocked(store, press, one):
    """A member who was blocked, which was lifted."""
    for is_blocked in (True, False):
        await block_member(store, one, MEMBER, is_blocked=is_blocked, press=press(MODERATOR))


@pytest.mark.usefixtures("unblocked")
async def test_a_block_that_was_lifted_is_told_and_leaves_nothing_of_them(
    store, stored, press, one, problems
):
    traces = await read_member(store, MEMBER)
    assert (traces.blocked_in, traces.once_blocked_in) == ((), (one.guild_id,))
    assert traces.can_be_deleted
    await redact_member(store, MEMBER, now=press().at)
    assert str(MEMBER) not in stored()
    assert await read_member(store, MEMBER) == MemberTraces()
    assert await problems() == []


@pytest.mark.usefixtures("unblocked")
async def test_undone_after_that_it_blocks_nobody_and_a_new_one_holds(
    store, press, one, suggest, problems
):
    await redact_member(store, MEMBER, now=press().at)
    await undo_act(store, one, one.guild_id, 2, press=press(MODERATOR))
    assert isinstance(await suggest(one, "x"), Done)
    await block_member(store, one, MEMBER, is_blocked=True, press=press(MODERATOR))
    assert (await suggest(one, "y")).refusal.reason is Reason.BLOCKED
    assert await problems() == []


async def test_a_block_stays_and_goes_on_holding(store, stored, press, one, suggest):
    await block_member(store, one, MEMBER, is_blocked=True, press=press(MODERATOR))
    await redact_member(store, MEMBER, now=press().at)
    assert str(MEMBER) in stored()
    assert (await read_member(store, MEMBER)).blocked_in == (one.guild_id,)
    assert (await suggest(one, "x")).refusal.reason is Reason.BLOCKED


@pytest.mark.usefixtures("busy")
async def test_all_of_it_can_be_read_before(store):
    traces = await read_member(store, MEMBER)
    assert (traces.total, traces.suggestions, len(traces.desks)) == (18, 12, 3)
    assert traces.searches == 1
    pages = [await read_member(store, MEMBER, page=page) for page in range(6)]
    assert sum(len(page.acts) for page in pages) == 18
    times = [act.press.at for page in pages for _, act in page.acts]
    assert times == sorted(times, reverse=True)
