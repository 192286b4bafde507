"""Remember which commands Discord was told of last."""

from bot.storage.store import Store

_FACT = "commands_digest"


async def commands_changed(store: Store, digest: str) -> bool:
    """Whether the commands differ from those recorded last."""
    return await store.facts.get(_FACT) != digest


async def record_commands(store: Store, digest: str) -> None:
    """Record that Discord now knows the commands with this digest."""
    async with store.writing() as tables:
        await tables.facts.put(_FACT, digest)
