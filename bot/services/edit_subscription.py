"""Changes the settings of a subscription."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.domain.subscription import Activity, Manner, Policy, Subscription, Timing
from bot.services.change_subscription import serve_subscription
from bot.services.check_draft import check_draft
from bot.storage.store import Store, Tables


async def edit_subscription(  # noqa: PLR0913  each is a setting that may stay as it is
    store: Store,
    subscription_id: int,
    *,
    guild_id: int,
    now: datetime,
    timing: Timing | None = None,
    policy: Policy | None = None,
    manner: Manner | None = None,
) -> Subscription | None:
    """Change what is given; None if the server has no such subscription.

    One that isn't active stays so. Raises PolicyError for settings that can't be.
    """
    check_draft(timing or Timing(), policy or Policy(), manner or Manner())
    changes = _Changes(timing, policy, manner)
    return await store.write(
        partial(_edit, key=subscription_id, guild_id=guild_id, changes=changes, now=now)
    )


@dataclass(frozen=True, slots=True)
class _Changes:
    timing: Timing | None
    policy: Policy | None
    manner: Manner | None

    def of(self, old: Subscription) -> Subscription:
        return replace(
            old,
            timing=self.timing or old.timing,
            policy=self.policy or old.policy,
            manner=self.manner or old.manner,
        )


async def _edit(
    tables: Tables, *, key: int, guild_id: int, changes: _Changes, now: datetime
) -> Subscription | None:
    old = await tables.subscriptions.get(key, guild_id=guild_id)
    if old is None or old.activity is Activity.ENDED:
        return None
    new = changes.of(old)
    if new.activity is Activity.ACTIVE:
        return await serve_subscription(tables, new, now=now)
    await tables.subscriptions.set(new, now=now)
    return new
