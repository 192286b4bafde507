"""Which addresses from outside may be linked or shown; for a bad one Discord refuses it all."""

import re

from yarl import URL

# https://discord.com/developers/docs/components/reference: link buttons, and media items.
MAX_BUTTON_URL = 512
MAX_MEDIA_URL = 2048

# A public name as IDNA writes it, or an IPv4 address; Discord refuses a host without a dot.
_PUBLIC_HOST = re.compile(r"[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})+\.?")


def button_url(url: str) -> str | None:
    """Return `url` in the form a link button takes, or None where it may not be linked."""
    return _web_url(url, MAX_BUTTON_URL)


def media_url(url: str) -> str | None:
    """Return `url` in the form a thumbnail takes, or None where it may not be shown."""
    return _web_url(url, MAX_MEDIA_URL)


def _web_url(url: str, limit: int) -> str | None:
    """Percent-encode `url`; refuse what is not http(s), names no public host, or carries a login.

    A login ("https://bank.example@evil.example") is there to mislead.
    """
    try:
        parsed = URL(url)
        host = parsed.raw_host or ""
    except (ValueError, IndexError):  # yarl raises the second for "http://[::1]@"
        return None
    is_public = bool(_PUBLIC_HOST.fullmatch(host)) and "@" not in parsed.raw_authority
    encoded = str(parsed)
    is_web = parsed.scheme in ("http", "https") and encoded.isascii() and len(encoded) <= limit
    return encoded if is_public and is_web else None
