"""Japan's satellite messages (QZSS L1S) as receivers print them: how they are known.

`$QZQSM,55,…*05` (NMEA 0183, as u-blox and Spresense print) or the 63 hexadecimal digits alone.
Messages give no year, and extended ones no time at all: the time of arrival is needed.
"""

import re

from alerts.report import Report, Unreadable
from alerts.sources.received import Received, Source

FORMAT = "qzss"

_NMEA = re.compile(rb"\s*\$QZQSM,")
_HEX = re.compile(rb"\s*[0-9A-Fa-f]{63}\s*(?:\r?\n|$)")
_NO_TIME = (
    "A satellite's message does not say of which year it is. Read it with the time at which it "
    "arrived."
)


def _is_sentence(received: Received) -> bool:
    start = received.raw[:200]
    return _NMEA.match(start) is not None or _HEX.match(start) is not None


def _read(received: Received) -> tuple[Report | Unreadable, ...]:
    # Its tables are large; only whoever has a receiver loads them.
    from alerts.sources.qzss_lines import read_lines

    if received.arrived is None:
        return (Unreadable(reason=_NO_TIME, format=FORMAT),)
    return read_lines(received.raw, received.arrived)


qzss = Source(_is_sentence, _read)
