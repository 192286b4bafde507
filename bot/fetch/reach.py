"""How far a fetch may reach: public addresses and the web's ports.

Decided on the final address of each connection, so that no spelling of a host, no redirect and no
change of a name between look-up and connection leads elsewhere.
"""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# What IANA's special-purpose registries (RFC 6890 and its updates) keep from the public internet,
# named here because `is_global` of Python 3.11 takes multicast, 6to4 and NAT64 for public.
_NOT_PUBLIC_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carriers' NAT
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, where clouds keep their credentials
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
# Everything public lies in here; mapped, NAT64, unique local, link-local and multicast don't.
_UNICAST_V6 = IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which carries any IPv4 address
        "3fff::/20",  # documentation
    )
)
_WEB_PORTS = frozenset({80, 443})


@dataclass(frozen=True, slots=True)
class Reach:
    """Which ports and addresses may be fetched from.

    `also_public` and other ports are for tests and the demo, whose pages lie on loopback.
    """

    ports: frozenset[int] = _WEB_PORTS
    also_public: tuple[IPv4Network | IPv6Network, ...] = ()

    def allows(self, address: str) -> bool:
        """Whether a connection to this numeric address may be made."""
        try:
            ip = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        return _is_public(ip) or any(ip in network for network in self.also_public)


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in _NOT_PUBLIC_V4)
    return ip in _UNICAST_V6 and not any(ip in network for network in _NOT_PUBLIC_V6)
