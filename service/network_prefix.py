"""A network's prefix under a salt: enough to count by; nothing leads back to an address."""

import hashlib
import ipaddress

_IPV4_PREFIX = 24
_IPV6_PREFIX = 48


def salted_prefix(address: str, salt: bytes) -> bytes:
    """16 bytes: equal for addresses of one IPv4 /24 or IPv6 /48. What is no address counts as one
    network. `salt`: at most 64 random bytes that die with the process or the day."""
    return hashlib.blake2b(_prefix(address), key=salt, digest_size=16).digest()


def _prefix(address: str) -> bytes:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return b"unknown"
    length = _IPV4_PREFIX if parsed.version == 4 else _IPV6_PREFIX
    return ipaddress.ip_network(f"{address}/{length}", strict=False).network_address.packed
