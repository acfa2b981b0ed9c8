"""Starting a sender process: plain exec, one end of a socket pair, nothing else of ours."""

import socket
import subprocess
import sys
from collections.abc import Callable

from service.sending.child import Running
from service.sending.frames import SetUp, packed

_PATIENCE_S = 1.0


def sender_processes(set_up: SetUp) -> Callable[[], Running]:
    """A function that starts one more. `-P`: modules of the folder it runs in are not ours."""

    def spawn() -> Running:
        ours, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", "service.sending.process", str(number)],
                pass_fds=[number],
                stdin=subprocess.DEVNULL,
            )
        ours.sendall(packed(set_up))
        return Running(ours, lambda: _end(process), process.pid)

    return spawn


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Its socket is closed already, so it ends by itself; unless it hangs."""
    try:
        process.wait(_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
