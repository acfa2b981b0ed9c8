"""Where our own connections may lead. Endpoints come from clients and names can change their
address between check and use, so the address itself is judged when a socket is opened.
"""

import socket
from collections.abc import Callable

import pycurl

from alerts.push.endpoints import is_loopback_address, is_public_address

OpenSocket = Callable[[int, tuple[int, int, int, tuple[object, ...]]], int]


def may_connect(address: str, *, loopback: bool) -> bool:
    """Whether `address` fits: this machine for a loopback service, else the internet."""
    return is_loopback_address(address) if loopback else is_public_address(address)


def guarded_socket(*, loopback: bool) -> OpenSocket:
    """For OPENSOCKETFUNCTION: asked once per connection and address, before anything is sent."""

    def open_socket(_purpose: int, target: tuple[int, int, int, tuple[object, ...]]) -> int:
        refused: int = pycurl.SOCKET_BAD
        family, kind, protocol, address = target
        if family not in (socket.AF_INET, socket.AF_INET6):
            return refused
        if not may_connect(str(address[0]), loopback=loopback):
            return refused
        # A descriptor, not an object: libcurl owns and closes it (an object would be duplicated).
        return socket.socket(family, kind, protocol).detach()

    return open_socket
