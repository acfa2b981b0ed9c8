"""A sender process: `python -m service.sending.process DESCRIPTOR`, started by the service alone.

It holds no store and no VAPID key, and loads little: one runs on every core. It ends when its end
of the socket pair, the open DESCRIPTOR, is closed by the writing process or by its death.
"""

import gc
import signal
import socket
import sys
from pathlib import Path

import certifi

from service.push.curl_wire import CurlWire
from service.push.reaching import Reach
from service.sending.frames import ORDERS, BrokenFrame, SetUp, first
from service.sending.loop import Loop

_SELDOM = 50_000


def main(arguments: list[str]) -> None:
    # A terminal's Ctrl-C is for the writing process, which ends its senders in good order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=int(arguments[0]))
    set_up = _set_up(control)
    if set_up is None:
        return
    reach = Reach(set_up.services, set_up.stand_ins)
    trusted = Path(set_up.ca_file or certifi.where())
    wire = CurlWire(reach, set_up.timeout_s, trusted, set_up.most_streams)
    # What is made per push is no garbage that has to be looked for: it goes by itself.
    gc.freeze()
    gc.set_threshold(_SELDOM)
    Loop(control, wire).run()


def _set_up(control: socket.socket) -> SetUp | None:
    """None if there is nobody any more. Raises BrokenFrame."""
    with control.makefile("rb", buffering=0) as stream:
        order = first(stream, ORDERS)
    if order is None or isinstance(order, SetUp):
        return order
    raise BrokenFrame("a batch came before the set-up")


if __name__ == "__main__":
    main(sys.argv[1:])
