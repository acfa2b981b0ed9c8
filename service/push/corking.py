"""Many small writes of libcurl leave as few large segments: Linux's TCP_CORK, let go once a turn.

libcurl writes every push to its connection by itself. Corked, the kernel gathers what one turn has
written; both ends then work less. Nothing waits for longer than the turn.
"""

import socket


class Corks:
    """Descriptors that libcurl owns. Used by one thread; `let_go` never closes one."""

    def __init__(self) -> None:
        self._sockets: dict[int, socket.socket] = {}

    def put_on(self, descriptor: int) -> None:
        """Nothing happens for what is no connection: libcurl also waits for its resolver."""
        self.take_off(descriptor)  # an older object of this number would close it
        try:
            made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0, fileno=descriptor)
        except OSError:
            return
        self._sockets[descriptor] = made

    def take_off(self, descriptor: int) -> None:
        """Before libcurl closes it."""
        made = self._sockets.pop(descriptor, None)
        if made is not None:
            made.detach()

    def let_go(self) -> None:
        """Everything written so far leaves; what comes is gathered anew."""
        for one in self._sockets.values():
            try:
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 0)
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
            except OSError:
                continue  # it is broken, which libcurl will find out

    def close(self) -> None:
        for descriptor in tuple(self._sockets):
            self.take_off(descriptor)
