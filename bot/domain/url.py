"""Addresses of articles: which of them are one and the same, and how they are shown."""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address

from yarl import URL

# Parameters that only say how a reader came: utm_* and the click ids of the large networks.
# Everything else may identify the article (v=, id=, a keyless number) and stays.
_TRACKING = re.compile(
    r"(?:utm_\w+|itm_\w+|feedname|feedtype|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid|"
    r"ocid|cmpid|ncid|ncl_id|guccounter|guce_\w+|smid|smtyp|taid|__twitter_impression|_hsenc|_hsmi|"
    r"mkt_tok|s_cid|xtor|feature=emb_\w+)$",
    re.IGNORECASE,
)
_AMP_PARAMETERS = frozenset({"amp", "outputtype", "amp_js_v", "amp_gsa", "usqp"})
_AMP_CACHE = re.compile(r"[\w.-]+\.cdn\.ampproject\.org$|cdn\.ampproject\.org$")
_AMP_CACHE_PATH = re.compile(r"/(?:[cv]|wp)/(?:s/)?(?=[^/?]+\.)")
_AMP_SEGMENT = re.compile(r"\.?amp(?:html)?$", re.IGNORECASE)
_AMP_ENDING = re.compile(r"(?<=\w)\.amp(\.html)?$", re.IGNORECASE)
# What precedes a whole name: "www.com" is one itself.
_HOST_PREFIXES = re.compile(r"^(?:(?:www|amp)\.(?=[^.]+\.))+")
_WEB = re.compile(r"https?://[^\s/?#\\]+", re.IGNORECASE)
# Spaces inside a path occur in honest files and are percent-encoded; in a host they are refused.
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
# Names as IDNA writes them, and IPv4 addresses.
_HOST = re.compile(r"[A-Za-z0-9_.-]*[A-Za-z0-9_-][A-Za-z0-9_.-]*")
# Most addresses: a plain host, and a path in which nothing is to be decoded or resolved.
_ORDINARY = re.compile(
    r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)+)(/[\w/~-]*(?:\.[\w~-][\w/~-]*)*)", re.ASCII
)
# Longer addresses are cut by browsers and refused by Discord.
_MAX_LENGTH = 2048


@dataclass(frozen=True, slots=True)
class Address:
    """An http(s) address: the key that its copies share, how it is opened, and its host."""

    key: str
    shown: str
    host: str


def read_address(text: str) -> Address | None:
    """The address that the text is, or None where `parse_url` takes it for none.

    Ordinary ones are not given to yarl, which would take ten times as long and change nothing.
    """
    text = text.strip()
    ordinary = _ORDINARY.fullmatch(text) if len(text) <= _MAX_LENGTH else None
    if ordinary is not None and not _AMP_CACHE.match(ordinary[1]):
        return Address(_key(ordinary[1], "", ordinary[2], ""), text, ordinary[1])
    url = parse_url(text)
    if url is None:
        return None
    return Address(canonical_key(url), shown_url(url), url.raw_host or "")


def parse_url(text: str) -> URL | None:
    """The address if it is an http(s) one with a host and no credentials, else None."""
    text = text.strip()
    if not looks_like_url(text):
        return None
    try:
        url = URL(text)
        # A port out of range is only noticed when it is asked for.
        is_usable = bool(url.port) and _is_host(url.raw_host or "")
    except (ValueError, IndexError):
        # yarl 1.25 fails with the latter on "http://[::1]@".
        return None
    # Percent-encoded it may be longer than it was written.
    is_short = len(str(url)) <= _MAX_LENGTH
    return url if is_usable and is_short and "@" not in url.raw_authority else None


def _is_host(host: str) -> bool:
    """Whether it is a name or an address; yarl takes anything in brackets for an IPv6 address."""
    if ":" not in host:
        return _HOST.fullmatch(host) is not None
    try:
        IPv6Address(host)
    except ValueError:
        return False
    return "%" not in host


def looks_like_url(text: str) -> bool:
    """Whether the text has the form of an http(s) address; `parse_url` has the last word."""
    return (
        len(text) <= _MAX_LENGTH
        and _WEB.match(text) is not None
        and _UNPRINTABLE.search(text) is None
    )


def shown_url(url: URL) -> str:
    """The address to open: as published, without what only tracks the reader."""
    url = _without_tracking(url)
    return str(url.with_fragment(None) if url.raw_fragment else url)


def canonical_key(url: URL) -> str:
    """The form that all copies of one article share.

    Scheme, `www.`, default port, fragment, tracking parameters, a closing slash and the marks of
    an AMP copy don't count; parameters that identify do, in any order.
    """
    url = _from_amp_cache(url)
    host = (url.host_subcomponent or "").lower().rstrip(".")
    port = "" if url.is_default_port() or url.port in (80, 443) else f":{url.port}"
    query = _identifying_query(url)
    return _key(host, port, url.raw_path, f"?{query}" if query else "")


def _key(host: str, port: str, path: str, query: str) -> str:
    return f"https://{_HOST_PREFIXES.sub('', host)}{port}{_without_amp(path)}{query}"


def _without_tracking(url: URL) -> URL:
    if not url.raw_query_string:
        return url
    kept = [p for p in url.raw_query_string.split("&") if not _TRACKING.match(p.partition("=")[0])]
    return url.with_query(None) if not kept else URL(_with_query(url, "&".join(kept)), encoded=True)


def _with_query(url: URL, query: str) -> str:
    return f"{url.with_query(None).with_fragment(None)}?{query}"


def _from_amp_cache(url: URL) -> URL:
    """An address of the AMP cache names the copied page in its path."""
    path = url.raw_path_qs
    prefix = _AMP_CACHE_PATH.match(path) if _AMP_CACHE.match(url.raw_host or "") else None
    origin = None if prefix is None else parse_url(f"https://{path[prefix.end() :]}")
    return url if origin is None else _from_amp_cache(origin)


def _without_amp(path: str) -> str:
    path = path.rstrip("/")
    if "amp" not in path.lower():
        return path
    segments = (s for s in path.split("/") if not _AMP_SEGMENT.match(s))
    shorter = _AMP_ENDING.sub(r"\1", "/".join(segments).rstrip("/"))
    # What one mark hid may be another.
    return path if shorter == path else _without_amp(shorter)


def _identifying_query(url: URL) -> str:
    if not url.raw_query_string:
        return ""
    pairs = [p for p in _without_tracking(url).raw_query_string.split("&") if p]
    return "&".join(sorted(p for p in pairs if p.partition("=")[0].lower() not in _AMP_PARAMETERS))
