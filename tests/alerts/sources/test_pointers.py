"""Feeds that point to warnings: each entry once, absolute, bounded, and never an exception."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.sources.markup import Refusal
from alerts.sources.pointers import MAX_POINTERS, Pointer, Pointers, pointers

BASE = "https://feeds.example.org/xml/eqvol.xml"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'
ENTRY = """<entry><title>震源・震度に関する情報</title><id>urn:1</id>
<updated>2026-11-22T03:00:00Z</updated><link type="application/xml" href="{}"/></entry>"""


def read(text: str) -> Pointers:
    found = pointers(text.encode(), BASE)
    assert isinstance(found, Pointers)
    return found


def test_an_entry_says_what_lies_where_and_since_when() -> None:
    found = read(ATOM.format(ENTRY.format("https://feeds.example.org/data/1.xml")))

    assert found == Pointers(
        found=(
            Pointer(
                name="urn:1",
                address="https://feeds.example.org/data/1.xml",
                title="震源・震度に関する情報",
                updated=datetime(2026, 11, 22, 3, tzinfo=UTC),
            ),
        )
    )


def test_a_relative_link_is_of_the_feed_s_own_place() -> None:
    (one,) = read(ATOM.format(ENTRY.format("../data/1.xml"))).found

    assert one.address == "https://feeds.example.org/data/1.xml"


def test_the_warning_is_taken_and_not_the_page_about_it() -> None:
    links = (
        '<link rel="alternate" type="text/html" href="page.html"/>'
        '<link rel="self" type="application/xml" href="entry.xml"/>'
        '<link rel="alternate" type="application/xml" href="plain.xml"/>'
        '<link rel="enclosure" type="application/cap+xml" href="warning.cap"/>'
    )

    (one,) = read(ATOM.format(f"<entry><id>urn:1</id>{links}</entry>")).found

    assert one.address == "https://feeds.example.org/xml/warning.cap"


def test_an_item_of_rss_is_read_likewise() -> None:
    item = (
        "<item><title>Flood</title><guid>7</guid><link>https://a.example/7.xml</link>"
        "<pubDate>Sun, 22 Nov 2026 03:00:00 +0000</pubDate></item>"
    )

    (one,) = read(f"<rss><channel>{item}</channel></rss>").found

    assert one == Pointer(
        name="7",
        address="https://a.example/7.xml",
        title="Flood",
        updated=datetime(2026, 11, 22, 3, tzinfo=UTC),
    )


def test_an_entry_that_stands_twice_is_one() -> None:
    entry = ENTRY.format("1.xml")

    assert len(read(ATOM.format(entry + entry)).found) == 1


def test_an_entry_that_leads_nowhere_is_named() -> None:
    found = read(ATOM.format("<entry><title>鐘</title><id>urn:1</id></entry>"))

    assert found == Pointers(found=(), notes=("The entry “鐘” leads to no warning.",))


def test_of_a_feed_without_end_the_first_entries_are_taken_and_it_is_said() -> None:
    entries = "".join(
        f'<entry><id>{n}</id><link href="{n}.xml"/></entry>' for n in range(MAX_POINTERS + 5)
    )

    found = read(ATOM.format(entries))

    assert len(found.found) == MAX_POINTERS
    assert found.notes == (
        f"The feed points to more than {MAX_POINTERS} warnings; the rest waits.",
    )


@pytest.mark.parametrize("raw", [b"<html/>", b"<feed/>", b"<x><rss/></x>"])
def test_a_page_in_the_place_of_a_feed_is_no_feed_without_entries(raw: bytes) -> None:
    assert pointers(raw, BASE) == Refusal(
        reason="What lies there is no Atom or RSS feed. Check the feed's address."
    )


@pytest.mark.parametrize("raw", [b"", b"no feed", b"<feed>", b"<!DOCTYPE feed><feed/>"])
def test_what_is_no_xml_is_refused_with_a_reason(raw: bytes) -> None:
    found = pointers(raw, BASE)

    assert isinstance(found, Refusal)
    assert found.reason


@given(href=st.text(max_size=80), updated=st.text(max_size=40))
def test_whatever_an_entry_says_nothing_is_raised(href: str, updated: str) -> None:
    def safe(text: str) -> str:
        return "".join(c for c in text if c.isprintable()).translate(
            {ord(c): f"&#{ord(c)};" for c in "<>&\"'"}
        )

    entry = (
        f'<entry><id>1</id><updated>{safe(updated)}</updated><link href="{safe(href)}"/></entry>'
    )

    assert isinstance(pointers(ATOM.format(entry).encode(), BASE), Pointers)
