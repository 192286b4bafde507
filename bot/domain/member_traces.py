"""What is stored about a member, in all servers."""

from dataclasses import dataclass

from bot.domain.desk_act import DeskAct

# As many acts stand on a card.
TRACES_SIZE = 4


@dataclass(frozen=True, slots=True)
class MemberTraces:
    """Acts are the `total` that name the member as who made them, of which `acts` are a page.

    Each comes with its desk, the newest first. `blocked_in` are the servers that take no
    suggestions of them, `once_blocked_in` those that took none; `feedback` counts editions that
    they found of no use, `searches` answers of the last week that bear their mark.
    """

    acts: tuple[tuple[int, DeskAct], ...] = ()
    total: int = 0
    suggestions: int = 0
    desks: tuple[int, ...] = ()
    blocked_in: tuple[int, ...] = ()
    feedback: int = 0
    searches: int = 0
    once_blocked_in: tuple[int, ...] = ()

    @property
    def can_be_deleted(self) -> bool:
        """Whether there is anything but blocks, which stay."""
        return bool(self.total or self.once_blocked_in or self.feedback or self.searches)
