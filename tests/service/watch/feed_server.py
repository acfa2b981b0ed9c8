"""A server on the loopback that answers each connection with the bytes that a test wrote down."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Answer = Callable[[socket.socket], None]


@dataclass
class FeedServer:
    """`asked`: the heads of the requests so far."""

    port: int
    asked: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/feed.xml"


def bytes_of(status: str, body: bytes = b"", **head: str) -> Answer:
    """An answer as it should be: `Content_Type="…"` becomes a header."""
    lines = [f"{name.replace('_', '-')}: {said}" for name, said in head.items()]
    text = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *lines, "", ""])
    return lambda peer: peer.sendall(text.encode("latin-1") + body)


@contextmanager
def serving(answer: Answer) -> Iterator[FeedServer]:
    """Until the block ends; one connection after the other."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = FeedServer(port=listener.getsockname()[1])
        thread = threading.Thread(target=_serve, args=(listener, server, answer), daemon=True)
        thread.start()
        yield server
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def _serve(listener: socket.socket, server: FeedServer, answer: Answer) -> None:
    with suppress(OSError):
        while True:
            peer, _ = listener.accept()
            with peer, suppress(OSError):
                peer.settimeout(10)
                head = b""
                while b"\r\n\r\n" not in head and (piece := peer.recv(4096)):
                    head += piece
                server.asked.append(head.decode("latin-1"))
                answer(peer)
