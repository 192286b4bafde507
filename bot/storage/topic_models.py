"""The trained model that suggests topics, as it is stored; it is read when it has changed."""

from bot.domain.topic_model import TopicModel, decode_model
from bot.storage.database import Connection


class TopicModels:
    """The table of the model, which has one row or none."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: tuple[int, int] | None = None
        self._model: TopicModel | None = None

    async def get(self) -> TopicModel | None:
        """The model, if one was trained; it stays in memory until another takes its place."""
        row = await self._connection.one("SELECT trained_at, length(data) FROM topic_models")
        stored = None if row is None else (row[0], row[1])
        if stored != self._read:
            data = await self._connection.value("SELECT data FROM topic_models")
            self._model = decode_model(data) if data else None
            self._read = stored
        return self._model

    async def put(self, model: TopicModel, *, trained_at: int, articles: int) -> int:
        """Keep this model and no other; its size in bytes."""
        data = model.encode()
        await self._connection.run(
            "INSERT OR REPLACE INTO topic_models (id, trained_at, articles, data)"
            " VALUES (1, ?, ?, ?)",
            (trained_at, articles, data),
        )
        return len(data)

    async def delete(self) -> None:
        """Forget the model."""
        await self._connection.run("DELETE FROM topic_models")
