"""Rule that articles are not the story that they were placed in, in one server."""

from collections.abc import Iterable

from bot.domain.desk_act import Press, Reason, Refusal
from bot.domain.desk_outcome import Outcome, Refused
from bot.domain.newsroom import Newsroom
from bot.domain.story_ruling import Verdict
from bot.services.carry_out import act_once
from bot.services.merge_stories import keys_of, refuse_same, rule, rulings_on, stories_of
from bot.storage.store import Store, Tables


async def split_story(
    store: Store, newsroom: Newsroom, article_ids: Iterable[int], *, press: Press
) -> Outcome:
    """Take the articles out of their story, and keep them from all that stay, in this server.

    Whether they are one among themselves is left to the rule. Only members that the server sees
    are spoken of. Refused as gone where it doesn't see all of them, and as the same where they are
    of several stories, or nothing would stay.
    """
    asked = list(dict.fromkeys(article_ids))

    async def work(tables: Tables) -> Outcome:
        stories = await stories_of(tables, asked, newsroom)
        if stories is None:
            return Refused(newsroom.guild_id, Refusal(Reason.GONE))
        shown = await tables.articles.shown_ids(asked, guild_id=newsroom.guild_id)
        go = {shown.get(article_id, article_id) for article_id in asked}
        keys = await keys_of(tables, [i for story in stories for i in story])
        gone = [keys[i] for i in sorted(go)]
        stay = [keys[i] for i in stories[0] if i not in go]
        if len(stories) > 1 or not stay:
            others = [key for i, key in keys.items() if i not in go] or gone
            return await refuse_same(tables, newsroom, rulings_on(gone, others, Verdict.APART))
        rulings = rulings_on(gone, stay, Verdict.APART)
        return await rule(tables, newsroom, rulings, press=press)

    return await act_once(store, newsroom, work, press=press)
