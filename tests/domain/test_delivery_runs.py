"""Posts that live through crashes and answers of every kind, at a Discord with nonces."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.delivery import NONCE_TRUST, SEND_SECONDS, Post, State, Step, advance, next_step
from bot.domain.delivery_event import (
    Absent,
    Accepted,
    Claimed,
    Failed,
    Found,
    GivenUp,
    Interrupted,
    LookFailed,
    Unreadable,
)
from bot.domain.failure import Cause, Failure

DUE = datetime(2024, 5, 5, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
# No longer than the code must be able to rely on.
WINDOW = NONCE_TRUST + SEND_SECONDS * SECOND
REFUSALS = ((429, 0), (403, 50013), (403, 50013), (404, 10003), (400, 50035))


class Channel:
    """Messages that requests with one nonce have made; a request may take a while to arrive."""

    def __init__(self, window: timedelta) -> None:
        self.made: list[datetime] = []
        self._window = window
        self._under_way: list[datetime] = []

    def request(self, arrives: datetime) -> None:
        self._under_way.append(arrives)

    def pass_time(self, now: datetime) -> None:
        for arrives in sorted(self._under_way):
            if arrives <= now:
                self._under_way.remove(arrives)
                if not self.made or arrives - self.made[-1] >= self._window:
                    self.made.append(arrives)


class Run:
    """One post, and a poster that dies and starts again."""

    def __init__(self, window: timedelta = WINDOW, *, takes_nonce: bool = True) -> None:
        self.channel = Channel(window)
        self.now = DUE
        self.post = Post(DUE, DUE, takes_nonce=takes_nonce)

    def go_on(self, wait: float, fate: str, delay: float, refusal: tuple[int, int]) -> None:
        """Wait, start again after a crash, and do the next step, with this fate."""
        self._pass(wait)
        if self.post.state is State.SENDING:
            self.post = advance(self.post, Interrupted(self.now))
        match next_step(self.post, self.now):
            case Step.SEND:
                self.post = advance(self.post, Claimed(self.now))
                self._send(fate, delay, refusal)
            case Step.LOOK:
                self._look(fate)
            case Step.GIVE_UP:
                self.post = advance(self.post, GivenUp(Cause.LATE))
            case Step.NOTHING:
                pass

    def has_a_step_when_it_is_to_be_tried_again(self) -> bool:
        is_pending = self.post.state is State.PENDING
        return not is_pending or next_step(self.post, self.post.not_before) is not Step.NOTHING

    def _send(self, fate: str, delay: float, refusal: tuple[int, int]) -> None:
        if fate in ("taken", "answer lost", "died after"):
            self.channel.request(self.now + delay * SECOND)
        if fate.startswith("died"):
            return
        self._pass(delay)
        if fate == "taken":
            self.post = advance(self.post, Accepted(1))
        else:
            status, code = refusal if fate == "refused" else (None, 0)
            self.post = advance(self.post, Failed(Failure(status, code), self.now, 0.5))

    def _look(self, fate: str) -> None:
        if fate == "refused":
            self.post = advance(self.post, Unreadable())
        elif fate == "request lost":
            self.post = advance(self.post, LookFailed(self.now, 0.5))
        elif not fate.startswith("died"):
            found = Found(1) if self.channel.made else Absent(self.now)
            self.post = advance(self.post, found)

    def _pass(self, seconds: float) -> None:
        self.now += seconds * SECOND
        self.channel.pass_time(self.now)


FATES = ("taken", "answer lost", "request lost", "died before", "died after", "refused", "refused")
STEPS = st.tuples(
    st.sampled_from([0, 5, 30, 60, 89, 90, 91, 150, 600, 22_000]),
    st.sampled_from(FATES),
    st.integers(0, SEND_SECONDS - 1),
    st.sampled_from(REFUSALS),
)


@given(steps=st.lists(STEPS, max_size=40), takes_nonce=st.booleans())
@settings(max_examples=400)
def test_whatever_happens_there_is_at_most_one_message_and_a_dead_post_has_none(
    steps: list[tuple[int, str, int, tuple[int, int]]], takes_nonce: bool
) -> None:
    run = Run(WINDOW if takes_nonce else timedelta(0), takes_nonce=takes_nonce)
    for wait, fate, delay, refusal in steps:
        run.go_on(wait, fate, delay, refusal)
    run.channel.pass_time(run.now + WINDOW)
    made = len(run.channel.made)
    assert made <= 1
    if run.post.state is State.SENT:
        assert made == 1
    if run.post.state is State.DEAD:
        assert made == 0


@given(steps=st.lists(STEPS, max_size=20))
def test_a_post_is_never_asked_for_before_there_is_something_to_do(
    steps: list[tuple[int, str, int, tuple[int, int]]],
) -> None:
    """Else many of them would crowd out, at the head of the outbox, those that can be sent."""
    run = Run()
    for wait, fate, delay, refusal in steps:
        run.go_on(wait, fate, delay, refusal)
        assert run.has_a_step_when_it_is_to_be_tried_again()


@given(steps=st.lists(STEPS, max_size=20))
def test_whatever_happened_once_discord_answers_a_post_comes_to_its_end(
    steps: list[tuple[int, str, int, tuple[int, int]]],
) -> None:
    run = Run()
    for wait, fate, delay, refusal in steps:
        run.go_on(wait, fate, delay, refusal)
    for _ in range(8):
        run.go_on(1_000, "taken", 0, (429, 0))
    assert run.post.state in (State.SENT, State.UNKNOWN, State.DEAD)


@given(
    steps=st.lists(STEPS.filter(lambda step: step[1] != "refused" and step[0] < 600), max_size=9)
)
def test_lost_answers_and_crashes_alone_lose_no_post(
    steps: list[tuple[int, str, int, tuple[int, int]]],
) -> None:
    run = Run()
    for wait, fate, delay, refusal in steps:
        run.go_on(wait, fate, delay, refusal)
    for _ in range(8):
        run.go_on(1_000, "taken", 0, (429, 0))
    assert (run.post.state, len(run.channel.made)) == (State.SENT, 1)


def test_without_a_memory_for_nonces_a_lost_answer_doubles() -> None:
    """The negative control."""
    run = Run(window=timedelta(0))
    run.go_on(0, "answer lost", 1, (429, 0))
    run.go_on(5, "taken", 1, (429, 0))
    assert len(run.channel.made) == 2
