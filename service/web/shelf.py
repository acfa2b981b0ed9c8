"""Shelf: what was rendered since the last change, ready to be handed out. Bounded whoever asks.

For the event loop's thread alone.
"""

from collections import OrderedDict
from datetime import datetime

import msgspec

from service.web.rendered import Pairs, Rendered

MOST_ENTRIES = 4096
MOST_BYTES = 64 * 2**20
# Headers and the objects around the bytes.
_AROUND = 8 * 1024
_CODINGS = ("", "br", "gzip")


class Ready(msgspec.Struct, frozen=True):
    """One packing as ASGI takes it: headers with 200 and with 304, bytes."""

    etag: str
    found: Pairs
    unchanged: Pairs
    body: bytes


class Entry(msgspec.Struct, frozen=True):
    """Good at `since` and later, but not at `until`: a clock that was set back finds nothing."""

    since: datetime
    until: datetime
    forms: dict[str, Ready]
    size: int


class Shelf:
    """Entries of one state of what anybody may read; with the next state all of them go."""

    def __init__(self, entries: int = MOST_ENTRIES, size: int = MOST_BYTES) -> None:
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._most = entries, size
        self._state = -1
        self.size = 0

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, key: str, state: int, now: datetime) -> Entry | None:
        if state != self._state:
            self._turn(state)
        entry = self._entries.get(key)
        if entry is None or not entry.since <= now < entry.until:
            return None
        self._entries.move_to_end(key)
        return entry

    def put(self, key: str, state: int, entry: Entry) -> None:
        """Nothing, if there was a change since `state`. What was asked for longest ago goes."""
        if state != self._state:
            return
        self._drop(self._entries.pop(key, None))
        self._entries[key] = entry
        self.size += entry.size
        count, size = self._most
        while self._entries and (len(self._entries) > count or self.size > size):
            self._drop(self._entries.popitem(last=False)[1])

    def _turn(self, state: int) -> None:
        self._state = state
        self._entries.clear()
        self.size = 0

    def _drop(self, entry: Entry | None) -> None:
        self.size -= 0 if entry is None else entry.size


def entry_of(rendered: Rendered, since: datetime, until: datetime) -> Entry:
    """Every packing of it, made ready."""
    forms = {}
    for coding in _CODINGS:
        form = rendered.form(coding)
        forms[coding] = Ready(form.etag, _pairs(form.found), _pairs(form.unchanged), form.body)
    packed = sum(map(len, rendered.packed.values()))
    return Entry(since, until, forms, len(rendered.plain) + packed + _AROUND)


def _pairs(headers: dict[str, str]) -> Pairs:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]
