"""Rule that two stories are one, in one server."""

from collections.abc import Iterable, Sequence

from bot.domain.desk_act import DeskAct, Press, Reason, Refusal
from bot.domain.desk_outcome import Outcome, Refused
from bot.domain.desk_ruling import Rule, pair_subject
from bot.domain.newsroom import Newsroom
from bot.domain.story_ruling import StoryRuling, Verdict
from bot.services.carry_out import act_once, carry_out, outcome_of
from bot.storage.store import Store, Tables


async def merge_stories(
    store: Store, newsroom: Newsroom, article_id: int, other_id: int, *, press: Press
) -> Outcome:
    """Make one story of those that the two articles are in, as this server reads them.

    Only members that the server sees are spoken of. It holds from now on, whatever is loaded, and
    for those who come to be the same story as any of them. Refused as gone where it doesn't see
    both, and as the same where they are one story.
    """

    async def work(tables: Tables) -> Outcome:
        stories = await stories_of(tables, [article_id, other_id], newsroom)
        if stories is None:
            return Refused(newsroom.guild_id, Refusal(Reason.GONE))
        one, *others = [i for story in stories for i in story]
        keys = await keys_of(tables, [one, *others])
        rulings = rulings_on([keys[one]], [keys[i] for i in others], Verdict.SAME)
        if len(stories) == 1:
            return await refuse_same(tables, newsroom, rulings)
        return await rule(tables, newsroom, rulings, press=press)

    return await act_once(store, newsroom, work, press=press)


async def stories_of(
    tables: Tables, article_ids: Sequence[int], newsroom: Newsroom
) -> list[list[int]] | None:
    """The stories of the articles, each once, by the members that the server sees, best first.

    None where it doesn't see one of the articles. An article that waits is a story by itself.
    """
    shown = await tables.articles.shown_ids(article_ids, guild_id=newsroom.guild_id)
    ids = [shown.get(article_id, article_id) for article_id in article_ids]
    seen = [a.id for a in await tables.articles.by_ids(ids, guild_id=newsroom.guild_id)]
    if not seen or {*seen} != {*ids}:
        return None
    stories = await tables.stories.of(seen, guild_id=newsroom.guild_id)
    members = await tables.stories.members(stories.values(), guild_id=newsroom.guild_id)
    of = {i: tuple(members[stories[i]]) if i in stories else (i,) for i in seen}
    return [list(story) for story in dict.fromkeys(of.values())]


async def keys_of(tables: Tables, article_ids: Iterable[int]) -> dict[int, str]:
    """The articles' keys."""
    return {row.article_id: row.key for row in await tables.reports.get(article_ids)}


def rulings_on(
    keys: Iterable[str], others: Sequence[str], verdict: Verdict
) -> tuple[StoryRuling, ...]:
    """A verdict on each of the keys with each of the others, of an article with itself none."""
    pairs = {StoryRuling(one, other, verdict).keys() for one in keys for other in others}
    return tuple(StoryRuling(*pair, verdict) for pair in sorted(pairs) if pair[0] != pair[1])


async def rule(
    tables: Tables, newsroom: Newsroom, rulings: tuple[StoryRuling, ...], *, press: Press
) -> Outcome:
    """Carry out the ruling; always on the server's own desk, also where it is trusted."""
    desk_id = newsroom.guild_id
    result = await carry_out(tables, newsroom, desk_id, Rule(rulings), press=press)
    return await outcome_of(tables, newsroom, desk_id, result)


async def refuse_same(
    tables: Tables, newsroom: Newsroom, rulings: Iterable[StoryRuling]
) -> Refused:
    """Say that it is so already, and which act made it so if one did."""
    desk_id = newsroom.guild_id
    subjects = [pair_subject(ruling) for ruling in rulings]
    records = await tables.desk_records.get(desk_id, subjects)
    last = max((record.touched for record in records.values()), default=0)
    acts: dict[int, DeskAct] = await tables.desk_acts.get(desk_id, [last]) if last else {}
    return Refused(desk_id, Refusal(Reason.SAME, acts.get(last)))
