"""The name under which Discord knows a post, so that a repeat is not posted twice."""

import base64
import hashlib

# Discord takes 25 characters; 18 bytes are 24 of them.
_BYTES = 18


def make_nonce(*, subscription_id: int, channel_id: int, slot: str, part: int) -> str:
    """The same 24 characters for the same part of the same edition, whoever asks and when.

    `slot` is the local date, or what else names the edition among its subscription's.
    """
    return nonce_of(f"{subscription_id} {channel_id} {part} {slot}")


def nonce_of(key: str) -> str:
    """The same 24 characters for the same key."""
    digest = hashlib.sha256(key.encode()).digest()
    return base64.urlsafe_b64encode(digest[:_BYTES]).decode()
