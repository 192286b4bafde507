"""The name under which Discord knows a post."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.nonce import make_nonce

IDS = st.integers(0, 2**63)
KEYS = st.tuples(IDS, IDS, st.text(), st.integers(0, 99))


def nonce(key: tuple[int, int, str, int]) -> str:
    subscription_id, channel_id, slot, part = key
    return make_nonce(subscription_id=subscription_id, channel_id=channel_id, slot=slot, part=part)


def test_a_nonce_never_changes() -> None:
    """A version that made others would post twice what the one before it has posted."""
    assert nonce((1, 2, "2024-05-05", 1)) == "T6lYmBjC9nGTvLV6j1c4JLm-"


@given(key=KEYS, other=KEYS)
def test_nonces_fit_discord_and_differ_with_anything_in_their_key(
    key: tuple[int, int, str, int], other: tuple[int, int, str, int]
) -> None:
    assert len(nonce(key)) <= 25
    assert (nonce(key) == nonce(other)) == (key == other)
