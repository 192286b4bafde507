"""Editions of stories that the archive has, what becomes of these, and an editor of messages."""

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from bot.domain.article import MergedArticle, Statement
from bot.domain.desk_act import ArticleState, Subject, SubjectKind
from bot.domain.desk_state import Record
from bot.gateway import message_editor
from bot.gateway.message_editor import MessageEditor
from bot.services.want_edits import want_edits
from bot.storage.article_rows import NumberedArticle, article_digest

PUBLISHED = datetime(2024, 5, 1, tzinfo=UTC)
MESSAGE = "/channels/*/messages/*"


def statement(number, **fields):
    url = f"https://site.com/{number}"
    told = {"title": f"News {number}", "provider": "Robotics", "domain": "site.com"} | fields
    return Statement(**{"key": url, "url": url, "published": PUBLISHED, "is_own": True} | told)


@dataclass
class EditDesk:
    """Retracts and corrects what was posted, has it edited, and says what readers see."""

    desk: object
    patched: list = field(default_factory=list)

    async def archive(self, numbers=range(1, 16)):
        """Store the articles that the editions tell."""
        await self.desk.store.write(lambda tables: self._put(tables, [(n, {}) for n in numbers]))

    async def _put(self, tables, articles):
        merged = [(n, MergedArticle(statement(n, **fields), False)) for n, fields in articles]
        await tables.articles.put([NumberedArticle(n, m, article_digest(m)) for n, m in merged])

    async def act(self, number, *, retraction=None, guild_id=0, **fields):
        """Have a desk state that of an article: retracted for that reason, or with these fields."""

        async def work(tables):
            if guild_id:
                change = tables.hidden.show if retraction is None else tables.hidden.hide
                await change(guild_id, [number])
            else:
                await self._put(tables, [(number, {"is_removed": retraction is not None} | fields)])
            subject = Subject(SubjectKind.ARTICLE, statement(number).key)
            state = None if retraction is None else ArticleState(retraction=retraction)
            await tables.desk_records.put(guild_id, {subject: Record(state, 1, 1)})
            return await want_edits(tables, guild_id, [number], self.desk.clock())

        return await self.desk.store.write(work)

    @asynccontextmanager
    async def editing(self):
        """Edit while the block lasts."""
        editor = MessageEditor(self.desk.client, self.desk.store, clock=self.desk.clock)
        task = asyncio.create_task(editor.run())
        try:
            yield editor
        finally:
            await editor.stop()
            await task

    async def edit(self, *states):
        """Edit until all edits stand so, or until nothing is left to be edited."""
        async with self.editing():
            await self.desk.until(lambda: self.is_settled(states))

    def is_settled(self, states):
        now = [state for state, *_ in self.edits()]
        return now == list(states) if states else not {"pending", "sending"} & set(now)

    def edits(self):
        return self.desk.rows(
            "SELECT state, wanted, done, attempts, cause FROM message_edits ORDER BY outbox_id"
        )

    def text(self, channel_id):
        """All that the messages of a channel say."""
        return "\n".join(
            "\n".join([message.content, *texts(message.components)])
            for message in self.desk.messages(channel_id)
        )


def texts(components):
    for component in components:
        if "content" in component:
            yield component["content"]
        yield from texts(component.get("components", ()))


@pytest.fixture
async def edits(desk, monkeypatch):
    for name in ("_IDLE_SECONDS", "_BUSY_SECONDS", "_TROUBLE_SECONDS"):
        monkeypatch.setattr(message_editor, name, 0.02)
    made = EditDesk(desk)

    def note(call):
        if call.method == "PATCH" and "/messages/" in call.path:
            made.patched.append((call.path, json.dumps(call.json)))

    desk.server.traffic.listen(note)
    return made


@pytest.fixture
def posted(desk, edits):
    """A channel with an edition that was posted, of stories that the archive has."""

    async def make(kind="text", *, stories=3, **manner):
        subscription = await desk.order(kind, stories=stories, **manner)
        await desk.post()
        await edits.archive(range(1, stories + 1))
        return subscription

    return make
