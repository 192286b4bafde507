"""Find the subscription that an admin means."""

from bot.domain.subscription import Activity, Subscription
from bot.storage.store import Store


async def find_subscription(store: Store, channel_id: int, *, guild_id: int) -> Subscription | None:
    """The channel's subscription, None where it has none or has ended it."""
    found = await store.subscriptions.of_channel(guild_id, channel_id)
    return None if found is None or found.activity is Activity.ENDED else found


async def get_subscription(
    store: Store, subscription_id: int, *, guild_id: int
) -> Subscription | None:
    """The server's subscription with this id, also one that has ended."""
    return await store.subscriptions.get(subscription_id, guild_id=guild_id)


async def list_subscriptions(store: Store, *, guild_id: int) -> list[Subscription]:
    """The server's subscriptions in the order they were made."""
    return await store.subscriptions.of_guild(guild_id)


async def last_zone(store: Store, *, guild_id: int) -> str | None:
    """The time zone that was chosen last in the server."""
    return await store.subscriptions.last_zone(guild_id)
