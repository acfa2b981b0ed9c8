"""Lines of a satellite receiver → Reports, one sentence a line.

`azarashi` checks the sums and names the codes; what they ask of people is said here, by closed
tables.
"""

from datetime import datetime

import azarashi
from azarashi.reports import dcr, dcx

from alerts.report import Report, Unreadable
from alerts.sources import qzss_dcr, qzss_dcx
from alerts.sources.qzss_dcr import UnknownCode

FORMAT = "qzss"
MAX_LINES = 5_000


def read_lines(raw: bytes, arrived: datetime) -> tuple[Report | Unreadable, ...]:
    """All messages in order, each for itself. `arrived`: when the bytes came, aware."""
    lines = [line.strip() for line in raw.splitlines() if line.strip()]
    found: list[Report | Unreadable] = []
    for line in lines[:MAX_LINES]:
        found += _sentence(line, arrived)
    if len(lines) > MAX_LINES:
        found.append(_unreadable(f"More than {MAX_LINES} lines; the rest was not read."))
    return tuple(found)


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
