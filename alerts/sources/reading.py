"""Where reading begins: bytes of a source → its messages, each a Report or an Unreadable.

`SOURCES` is the one table of all formats; docs/howto/add-a-source.md adds a line to it.
"""

from collections.abc import Sequence
from datetime import datetime

from alerts.report import Report, Unreadable
from alerts.sources.cap import format_of, read_alert
from alerts.sources.envelopes import feeds
from alerts.sources.geojson import geojson
from alerts.sources.geojson_mapping import Mapping
from alerts.sources.jma.reading import read_telegram
from alerts.sources.jma.telegram import is_telegram
from alerts.sources.markup import Refusal
from alerts.sources.quake_geojson import quakes
from alerts.sources.qzss import qzss
from alerts.sources.received import Received, Source, of_xml, opened

# The first that recognises the bytes reads them.
SOURCES: tuple[Source, ...] = (
    qzss,
    of_xml(format_of, read_alert),
    of_xml(is_telegram, read_telegram),
    feeds,  # the last of XML: it answers for every other document, too
    quakes,
    geojson,  # the last of GeoJSON, likewise
)


def read(
    raw: bytes,
    *,
    arrived: datetime | None = None,
    mapping: Mapping | None = None,
    sources: Sequence[Source] = SOURCES,
) -> tuple[Report | Unreadable, ...]:
    """All messages in `raw`, in order; at least one item, and never an exception.

    Reads CAP 1.0 to 1.2, alone or inside Atom, RSS, EDXL-DE or other XML, JMA's telegrams, and
    GeoJSON by a mapping or of earthquakes, and sentences of Japan's satellites.
    `arrived`: when the bytes came, aware, for formats without a time of their own. `mapping`: what
    the properties of a source's own GeoJSON mean. Whatever is no warning comes back as Unreadable
    with a reason that says what to do next.
    """
    received = opened(raw, arrived, mapping)
    for source in sources:
        if source.recognises(received):
            return source.read(received)
    return (Unreadable(reason=_of_no_kind(received)),)


def _of_no_kind(received: Received) -> str:
    if isinstance(received.markup, Refusal):
        return received.markup.reason
    return "The file is of no kind that is read here. Check the address of the source."
