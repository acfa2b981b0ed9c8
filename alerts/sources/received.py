"""What came from a source, opened as far as anybody can who does not know its format yet.

XML becomes a tree and JSON a value, once and at a bounded cost; everything else stays bytes. A
format says by a `Source` how it knows its own among these and how it reads them.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from lxml import etree

from alerts.report import Report, Unreadable
from alerts.sources.geojson_mapping import Mapping
from alerts.sources.markup import MAX_BYTES, Markup, Refusal, parse

MAX_VALUES = 500_000
"""Counts `,`, `[`, `{` before parsing: each becomes a value of 24 to 120 bytes in memory."""


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """`markup` is the XML or why it is none; `json` an object, None where the bytes are no JSON.

    `arrived`: when the bytes came, for formats that do not say when they were sent; aware.
    `mapping`: what the properties of this source's GeoJSON mean.
    """

    raw: bytes
    markup: Markup | Refusal
    json: dict[str, Any] | None = None
    arrived: datetime | None = None
    mapping: Mapping | None = None


class Source(msgspec.Struct, frozen=True):
    """A format: whether these bytes are of it, and what they say (at least one message)."""

    recognises: Callable[[Received], bool]
    read: Callable[[Received], tuple[Report | Unreadable, ...]]


def of_xml(
    recognises: Callable[[etree._Element], object],
    read: Callable[[etree._Element, tuple[str, ...]], Report | Unreadable],
) -> Source:
    """A format whose files are one XML element, and one message. `read` gets the notes so far."""
    return Source(
        lambda got: isinstance(got.markup, Markup) and bool(recognises(got.markup.root)),
        lambda got: (
            (read(got.markup.root, got.markup.notes),) if isinstance(got.markup, Markup) else ()
        ),
    )


def opened(raw: bytes, arrived: datetime | None, mapping: Mapping | None) -> Received:
    """Opens any bytes. Never raises; what is neither XML nor JSON has both reasons to be none."""
    start = raw[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{"):
        return Received(raw=raw, markup=parse(raw), arrived=arrived, mapping=mapping)
    found = _object(raw)
    if isinstance(found, Refusal):
        return Received(raw=raw, markup=found, arrived=arrived, mapping=mapping)
    no_xml = Refusal(
        reason="The JSON cannot be read: it is of no kind that is read here. Check the address of "
        "the source."
    )
    return Received(raw=raw, markup=no_xml, json=found, arrived=arrived, mapping=mapping)


def _object(raw: bytes) -> dict[str, Any] | Refusal:
    if len(raw) > MAX_BYTES:
        return Refusal(
            reason=f"The file is {len(raw) / 2**20:.0f} MB; more than {MAX_BYTES // 2**20} MB is "
            "not read. Ask the sender for a smaller extract."
        )
    if sum(raw.count(sign) for sign in (b",", b"[", b"{")) > MAX_VALUES:
        return Refusal(
            reason=f"The file holds more than {MAX_VALUES} values, far beyond any real warning. It "
            "is not read; ask the sender for simpler shapes."
        )
    try:
        return msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return Refusal(
            reason="The JSON cannot be read: the file is cut off or damaged. Fetch it again or ask "
            "the sender."
        )


def nothing_in(received: Received, reason: str, format: str) -> Unreadable:
    """Of GeoJSON without a feature; empty only where it says so by a list without members."""
    is_empty = received.json is not None and received.json.get("features") == []
    return Unreadable(reason=reason, format=format, is_empty=is_empty)
