"""What becomes of an article's preview: published, put in the queue, or nothing.

The store takes a press once, and an address once: whoever is second is told who was first, and the
card stays as it is.
"""

from dataclasses import replace

from bot.domain.article_preview import Addition
from bot.domain.desk_outcome import Done, Outcome
from bot.domain.newsroom import Newsroom
from bot.domain.url import read_address
from bot.gateway.adding import Interaction
from bot.gateway.desk_press import press_of
from bot.gateway.replies import patience, redraw, reply
from bot.render.act_card import act_card, refused_card
from bot.render.adding_refusals import PreviewGoneError
from bot.render.addition_cards import related_card
from bot.services.edit_article import edit_article
from bot.services.merge_stories import merge_stories
from bot.services.publish_article import publish_article
from bot.services.suggest_article import suggest_freely


async def publish(interaction: Interaction, newsroom: Newsroom, addition: Addition) -> None:
    """Store the article, or what is new of one that is known, and say so on the card."""
    async with patience(interaction):
        outcome = await _store(interaction, newsroom, addition)
    await tell(interaction, outcome)


async def publish_as_related(
    interaction: Interaction, newsroom: Newsroom, addition: Addition
) -> None:
    """Store the article, and have it be one story with what the archive has of it.

    These are two acts: the binding can be undone by itself.
    """
    async with patience(interaction):
        outcome = await _store(interaction, newsroom, addition)
        bound = await _bind(interaction, newsroom, addition, outcome)
    if isinstance(outcome, Done) and bound is not None:
        await redraw(interaction, related_card(outcome, bound))
    else:
        await tell(interaction, outcome)


async def _bind(
    interaction: Interaction, newsroom: Newsroom, addition: Addition, outcome: Outcome
) -> Outcome | None:
    """What became of the binding; None where nothing was published."""
    other = addition.related
    if other is None or not isinstance(outcome, Done) or outcome.article is None:
        return None
    store, press = interaction.client.store, press_of(interaction)
    # A press is taken once in a log, and this is the second act of one.
    press = replace(press, token=f"{press.token}:story")
    return await merge_stories(store, newsroom, outcome.article.id, other.id, press=press)


async def _store(interaction: Interaction, newsroom: Newsroom, addition: Addition) -> Outcome:
    store, press, preview = interaction.client.store, press_of(interaction), addition.preview
    if preview is None:
        raise PreviewGoneError
    known = addition.known
    if known is None or not addition.is_update:
        return await publish_article(store, newsroom, preview.draft, press=press)
    was, now = known.draft, preview.draft
    return await edit_article(store, newsroom, known.id, was, now, press=press)


async def put_in_queue(interaction: Interaction, newsroom: Newsroom, addition: Addition) -> None:
    """Put the article among what members suggest, and say so on the card."""
    preview = addition.preview
    address = None if preview is None else read_address(preview.draft.url)
    if preview is None or address is None:
        raise PreviewGoneError
    async with patience(interaction):
        outcome = await suggest_freely(
            interaction.client.store,
            newsroom,
            address,
            preview.draft,
            # Who put it there will see what becomes of it.
            wants_news=False,
            press=press_of(interaction),
        )
    await tell(interaction, outcome)


async def tell(interaction: Interaction, outcome: Outcome) -> None:
    """Show what was done in place of the preview, or beside it why it was not."""
    if isinstance(outcome, Done):
        await redraw(interaction, act_card(outcome))
    else:
        await reply(interaction, refused_card(outcome))
