"""What is live, and what was over within three days, as an Atom feed (RFC 4287).

An entry's id is the address of its CAP, which never changes; `updated` is when its newest revision
was issued. Texts are those that were pushed.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast

import msgspec
from lxml import etree

from alerts.channels.approved import Approved, Said
from alerts.sources.cap_block import Notes, clean

NAMESPACE = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
CAP_TYPE = "application/cap+xml"

# lxml takes None for the namespace without prefix; its stubs do not know.
_AS_DEFAULT = cast("dict[str, str]", {None: NAMESPACE})
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """What the feed says of itself. `updated`: when anything in it last changed."""

    address: str
    page: str
    title: str
    author: str
    updated: datetime
    lang: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One alert in the feed's language. `cap` is the address of its CAP."""

    approved: Approved
    said: Said
    published: datetime
    cap: str


def atom(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """UTF-8 with XML declaration; entries in the order given."""
    root = etree.Element(f"{{{NAMESPACE}}}feed", {_LANG: feed.lang}, nsmap=_AS_DEFAULT)
    _text(root, "id", feed.address)
    _text(root, "title", feed.title)
    _text(root, "updated", _time(feed.updated))
    _person(root, feed.author)
    _link(root, "self", MEDIA_TYPE, feed.address)
    _link(root, "alternate", "text/html", feed.page)
    for entry in entries:
        _entry(root, entry)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _entry(root: etree._Element, entry: Entry) -> None:
    revision, said = entry.approved.revision, entry.said
    element = etree.SubElement(root, f"{{{NAMESPACE}}}entry", {_LANG: said.lang})
    _text(element, "id", entry.cap)
    _text(element, "title", said.title)
    _text(element, "updated", _time(revision.issued))
    _text(element, "published", _time(entry.published))
    _person(element, revision.issuer)
    _link(element, "alternate", "text/html", said.web)
    _link(element, "alternate", CAP_TYPE, entry.cap)
    for name, value in (
        ("kind", revision.kind),
        ("strength", revision.strength),
        ("phase", revision.phase),
        ("mode", revision.mode),
        ("order", revision.order),
    ):
        if value is not None:
            scheme = f"urn:hansho:{name}"
            etree.SubElement(
                element, f"{{{NAMESPACE}}}category", {"term": value.value, "scheme": scheme}
            )
    _text(element, "summary", "\n".join(said.lines))


def _person(parent: etree._Element, name: str) -> None:
    author = etree.SubElement(parent, f"{{{NAMESPACE}}}author")
    _text(author, "name", name)


def _link(parent: etree._Element, relation: str, media_type: str, address: str) -> None:
    what = {"rel": relation, "type": media_type, "href": address}
    etree.SubElement(parent, f"{{{NAMESPACE}}}link", what)


def _text(parent: etree._Element, name: str, value: str) -> None:
    etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = clean(value, Notes())


def _time(when: datetime) -> str:
    return f"{when.astimezone(UTC).replace(microsecond=0):%Y-%m-%dT%H:%M:%SZ}"
