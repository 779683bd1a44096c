"""Which network addresses are public: the only ones that outside words may lead to."""

from __future__ import annotations

import ipaddress

# Parts of the IPv6 space that lead to an IPv4 address of their sender's choice, or to this site.
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(block)
    for block in (
        "::/96",  # IPv4-compatible
        "::ffff:0:0/96",  # IPv4-mapped
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64 of one's own
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "fec0::/10",  # site-local
    )
)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network, for one receiver, and hides no other address in it."""
    found = ipaddress.ip_address(address.split("%")[0])
    hidden = found.version == 6 and any(found in block for block in _NOT_PUBLIC)
    return found.is_global and not found.is_multicast and not found.is_reserved and not hidden
