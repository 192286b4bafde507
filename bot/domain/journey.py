"""What an interaction is called in logs and metrics, and the reference it is known by."""

import hashlib
import re

OTHER = "other"
# Ends the names of completions, which come by the dozen while a member types.
TYPING = " (typing)"
# Ids of ours say their kind in the first two parts: "news:page:...".
_ID_KIND = re.compile(r"([a-z]{1,20}:[a-z-]{1,20})(?::|\Z)")


def reference_of(interaction_id: int) -> str:
    """Eight signs that a member can read out, and that every log line of the journey has."""
    return hashlib.blake2s(str(interaction_id).encode(), digest_size=4).hexdigest()


def press_name(custom_id: str) -> str:
    """What a button, select or form is called: few names, whatever the id holds."""
    kind = _ID_KIND.match(custom_id)
    return kind[1] if kind else OTHER
