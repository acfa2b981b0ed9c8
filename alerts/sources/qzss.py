"""Japan's satellite messages (QZSS L1S) as receivers print them: one sentence a line.

`$QZQSM,55,…*05` (NMEA 0183, as u-blox and Spresense print) or the 63 hexadecimal digits alone.
`azarashi` checks the sums and names the codes; what they ask of people is said here, by closed
tables. Messages give no year, and extended ones no time at all: the time of arrival is needed.
"""

import re
from datetime import datetime

import azarashi
from azarashi.reports import dcr, dcx

from alerts.report import Report, Unreadable
from alerts.sources import qzss_dcr, qzss_dcx
from alerts.sources.qzss_dcr import UnknownCode
from alerts.sources.received import Received, Source

FORMAT = "qzss"
MAX_LINES = 5_000

_NMEA = re.compile(rb"\s*\$QZQSM,")
_HEX = re.compile(rb"\s*[0-9A-Fa-f]{63}\s*(?:\r?\n|$)")


def _is_sentence(received: Received) -> bool:
    start = received.raw[:200]
    return _NMEA.match(start) is not None or _HEX.match(start) is not None


def _read(received: Received) -> tuple[Report | Unreadable, ...]:
    if received.arrived is None:
        return (
            _unreadable(
                "A satellite's message does not say of which year it is. Read it with the time at "
                "which it arrived."
            ),
        )
    lines = [line.strip() for line in received.raw.splitlines() if line.strip()]
    found: list[Report | Unreadable] = []
    for line in lines[:MAX_LINES]:
        found += _sentence(line, received.arrived)
    if len(lines) > MAX_LINES:
        found.append(_unreadable(f"More than {MAX_LINES} lines; the rest was not read."))
    return tuple(found)


qzss = Source(_is_sentence, _read)


def _sentence(line: bytes, arrived: datetime) -> tuple[Report | Unreadable, ...]:
    form = "nmea" if line.startswith(b"$") else "hex"
    try:
        message = azarashi.decode(line, "nmea" if form == "nmea" else "hex", timestamp=arrived)
        if isinstance(message, dcr.Base):
            return qzss_dcr.read(message)
        if isinstance(message, dcx.Base):
            return qzss_dcx.read(message, arrived)
    except UnknownCode as problem:
        return (_unreadable(str(problem)),)
    except azarashi.AzarashiException as problem:
        return (_unreadable(_damaged(problem.message)),)
    except (ValueError, KeyError, IndexError, OverflowError) as problem:
        # Codes that its tables do not have where it expects one of them.
        return (_unreadable(_damaged(type(problem).__name__)),)
    return (_unreadable("The satellite's message is of a type that is not read here."),)


def _damaged(why: str) -> str:
    return (
        f"A sentence of the receiver cannot be read ({why[:100]}). It is repeated within seconds; "
        "if none can be read, look after the receiver and its aerial."
    )


def _unreadable(reason: str) -> Unreadable:
    return Unreadable(reason=reason, format=FORMAT)
