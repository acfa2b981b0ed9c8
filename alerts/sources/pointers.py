"""A feed that points to warnings (Atom, RFC 4287; RSS 2.0) → where each lies, newest as written.

JMA's feeds hold no telegram themselves, many CAP feeds neither; those that hold the warning whole
are read by `envelopes`.
"""

from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import msgspec
from lxml import etree

from alerts.sources.cap_block import Notes, clean, string_of
from alerts.sources.markup import Refusal, parse

MAX_POINTERS = 5_000
"""JMA's fullest feed, of several days, stays under 2,000."""
_LONGEST_ADDRESS = 2_000
_ENTRIES = ("{http://www.w3.org/2005/Atom}entry", "item")
_FEEDS = ("{http://www.w3.org/2005/Atom}feed", "rss")
# What a link should lead to, best first; "" where its feed does not say.
_TYPES = ("application/cap+xml", "application/xml", "text/xml", "", "application/atom+xml")


class Pointer(msgspec.Struct, frozen=True, kw_only=True):
    """An entry. `name` lasts for good (`id`, `guid`), `address` is absolute; `updated` is aware."""

    name: str
    address: str
    title: str = ""
    updated: datetime | None = None


class Pointers(msgspec.Struct, frozen=True, kw_only=True):
    """`notes`: sentences about entries that point nowhere, or that were too many."""

    found: tuple[Pointer, ...]
    notes: tuple[str, ...] = ()


def pointers(raw: bytes, base: str) -> Pointers | Refusal:
    """The entries of a feed that was read at `base`. Never raises for what a feed holds."""
    markup = parse(raw)
    if isinstance(markup, Refusal):
        return markup
    if markup.root.tag not in _FEEDS:
        return Refusal(reason="What lies there is no Atom or RSS feed. Check the feed's address.")
    found: dict[str, Pointer] = {}
    notes = Notes(markup.notes)
    for place, entry in enumerate(markup.root.iter(*_ENTRIES)):
        if place >= MAX_POINTERS:
            notes.add(f"The feed points to more than {MAX_POINTERS} warnings; the rest waits.")
            break
        pointer = _pointer(entry, base)
        if pointer is None:
            notes.add(f"The entry “{_text(entry, 'title')[:80]}” leads to no warning.")
        else:
            found.setdefault(pointer.name, pointer)
    return Pointers(found=tuple(found.values()), notes=notes.all())


def _pointer(entry: etree._Element, base: str) -> Pointer | None:
    address = _address(entry, base)
    if not address:
        return None
    return Pointer(
        name=(_text(entry, "id") or _text(entry, "guid") or address)[:_LONGEST_ADDRESS],
        address=address,
        title=_text(entry, "title")[:200],
        updated=_time(_text(entry, "updated")) or _post_time(_text(entry, "pubDate")),
    )


def _address(entry: etree._Element, base: str) -> str:
    links = [link for link in entry.iterfind("{*}link") if _is_to_it(link)]
    fitting = [link for link in links if link.get("type", "") in _TYPES]
    best = min(fitting, key=lambda link: _TYPES.index(link.get("type", "")), default=None)
    if best is None:
        return ""
    written = clean(best.get("href") or string_of(best), Notes())
    try:
        address = urljoin(base, written) if written else ""
    except ValueError:
        return ""
    return address if len(address) <= _LONGEST_ADDRESS else ""


def _is_to_it(link: etree._Element) -> bool:
    return link.get("rel", "alternate") in ("alternate", "enclosure")


def _text(entry: etree._Element, name: str) -> str:
    found = entry.find(f"{{*}}{name}")
    return "" if found is None else clean(string_of(found), Notes())


def _time(said: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _post_time(said: str) -> datetime | None:
    """RFC 5322, as RSS has it."""
    try:
        found = parsedate_to_datetime(said)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else None
