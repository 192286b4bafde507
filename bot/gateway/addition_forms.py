"""The forms and the choice of topics by which an article is written that is being added."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.article_draft import ArticleDraft, ArticleForm
from bot.domain.article_preview import Addition
from bot.domain.draft_details import DetailsForm, details_of, read_details
from bot.domain.newsroom import Newsroom
from bot.gateway.adding import NEW_TITLE, Interaction, find_addition, read_again, show_addition
from bot.gateway.forms import show_form
from bot.gateway.replies import patience
from bot.render.adding_refusals import NotOfferedError, PreviewGoneError
from bot.render.article_forms import article_form, details_form
from bot.render.desk_ids import add_details_id, add_form_id
from bot.render.text import plain
from bot.services.look_up_article import add_typed

_UPDATE_TITLE = "Bring an article up to date"
_MORE_TITLE = "More of the article"


async def open_form(interaction: Interaction, name: str, addition: Addition) -> None:
    """Show the form with all that is known."""
    title = _UPDATE_TITLE if addition.is_update else NEW_TITLE
    await show_form(interaction, article_form(add_form_id(name), title, addition.form))


async def open_details(interaction: Interaction, name: str, addition: Addition) -> None:
    """Show the second form, with what was typed before if that could not be taken."""
    if addition.preview is None:
        raise PreviewGoneError
    details = addition.typed_details or details_of(addition.preview.draft)
    await show_form(interaction, details_form(add_details_id(name), _MORE_TITLE, details))


async def take_form(
    interaction: Interaction, newsroom: Newsroom, name: str, form: ArticleForm
) -> None:
    """Show the article as it was typed, or what is wrong; a form needs no card that is known."""
    before = find_addition(interaction, newsroom, name)
    async with patience(interaction):
        addition = await add_typed(
            interaction.client.store, newsroom, form, before, now=interaction.created_at
        )
    await show_addition(interaction, newsroom, addition, name=name if before else None)


async def take_details(
    interaction: Interaction, newsroom: Newsroom, name: str, form: DetailsForm
) -> None:
    """Show the article with what was typed into the second form, or what is wrong with that."""
    addition = find_addition(interaction, newsroom, name)
    if addition is None or addition.preview is None:
        await read_again(interaction, newsroom)
        return
    preview = addition.preview
    draft = read_details(form, base=preview.draft)
    if isinstance(draft, ArticleDraft):
        preview = replace(preview, draft=draft)
        addition = replace(addition, preview=preview, typed_details=None, faults=())
    else:
        addition = replace(addition, typed_details=form, faults=draft)
    await show_addition(interaction, newsroom, addition, name=name)


async def choose_topics(
    interaction: Interaction,
    newsroom: Newsroom,
    name: str,
    addition: Addition,
    values: Sequence[str],
) -> None:
    """Take the topics that were chosen of those offered."""
    preview = addition.preview
    if preview is None:
        raise PreviewGoneError
    by_label = {plain(topic): topic for topic in (*preview.offered, *preview.draft.topics)}
    if any(value not in by_label for value in values):
        raise NotOfferedError
    topics = tuple(by_label[value] for value in values)
    preview = replace(preview, draft=replace(preview.draft, topics=topics))
    await show_addition(interaction, newsroom, replace(addition, preview=preview), name=name)
