"""Feeds and distributions: one answer for each message inside, whatever became of its neighbours."""

import pytest

from alerts.report import Report, Scope, Unreadable
from alerts.sources.reading import read

CAP = 'xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2"'
ATOM = f'<feed xmlns="http://www.w3.org/2005/Atom" {CAP}><title>T</title>%s</feed>'
RSS = f'<rss version="2.0" {CAP}><channel><title>T</title>%s</channel></rss>'
FLAT = """<cap:identifier>town-9</cap:identifier><cap:sender>desk@town.example</cap:sender>
<cap:sent>2026-08-01T09:00:00+09:00</cap:sent><cap:status>Actual</cap:status>
<cap:msgType>Alert</cap:msgType><cap:scope>Public</cap:scope><cap:event>Flood</cap:event>
<cap:urgency>Immediate</cap:urgency><cap:severity>Severe</cap:severity>
<cap:certainty>Observed</cap:certainty><cap:areaDesc>Harbour</cap:areaDesc>
<cap:polygon>35.6,139.7 35.6,139.8 35.7,139.8 35.6,139.7</cap:polygon>"""


@pytest.fixture
def bare(alert: str) -> str:
    """The valid warning without its XML declaration."""
    return alert.split("?>", 1)[1]


def names(parts: tuple[Report | Unreadable, ...]) -> list[str]:
    return [part.identifier if isinstance(part, Report) else "refused" for part in parts]


@pytest.mark.parametrize(
    "feed",
    [
        ATOM % '<entry><content type="text/xml">%s</content></entry>',
        RSS % "<item><description>%s</description></item>",
        '<d:EDXLDistribution xmlns:d="urn:oasis:names:tc:emergency:EDXL:DE:1.0"><d:contentObject>'
        "<d:xmlContent><d:embeddedXMLContent>%s</d:embeddedXMLContent></d:xmlContent>"
        "</d:contentObject></d:EDXLDistribution>",
    ],
)
def test_an_enclosed_warning_is_the_warning(alert: str, bare: str, feed: str) -> None:
    assert read((feed % bare).encode()) == read(alert.encode())


def test_a_bad_message_is_one_refusal_and_the_rest_goes_on(bare: str) -> None:
    bad = bare.replace("<status>Actual</status>", "")
    entries = "".join(
        f"<entry><content>{part}</content></entry>"
        for part in (bare, bad, bare.replace("town-1", "town-2"))
    )

    assert names(read((ATOM % entries).encode())) == ["town-1", "refused", "town-2"]


def test_several_warnings_in_one_entry_are_several_messages(bare: str) -> None:
    entry = f"<entry><content>{bare}{bare.replace('town-1', 'town-2')}</content></entry>"

    assert names(read((ATOM % entry).encode())) == ["town-1", "town-2"]


def test_a_warning_hidden_in_another_is_not_read(bare: str) -> None:
    nested = bare.replace("<info>", f"<note>{bare}</note><info>", 1).replace("town-1", "town-0", 1)

    assert names(read(f"<wrapping>{nested}</wrapping>".encode())) == ["town-0"]


def test_warnings_in_unknown_xml_are_read_and_said(bare: str) -> None:
    (part,) = read(f"<soap><body>{bare}</body></soap>".encode())

    assert isinstance(part, Report)
    assert part.notes == ("The alert stood inside other XML; it was read by itself.",)


def test_an_entry_of_flat_elements_that_holds_a_whole_warning_is_read() -> None:
    (part,) = read((ATOM % f"<entry><title>Flood</title>{FLAT}</entry>").encode())

    assert isinstance(part, Report)
    assert (part.identifier, part.scope, part.hazards[0].texts[0].event) == (
        "town-9",
        Scope.PUBLIC,
        "Flood",
    )
    assert len(part.hazards[0].areas[0].polygons) == 1
    assert part.notes == ("The warning stood in single elements of a feed entry.",)


@pytest.mark.parametrize("missing", ["identifier", "sender", "sent", "status", "msgType", "scope"])
def test_an_index_entry_is_a_pointer_and_no_second_warning(missing: str) -> None:
    flat = FLAT.replace(f"cap:{missing}>", "cap:note>")
    link = '<link href="https://town.example/9.xml"/>'

    (part,) = read((ATOM % f"<entry><title>Flood</title>{link}{flat}</entry>").encode())

    assert part == Unreadable(
        format="atom",
        reason="The entry “Flood” only points to a warning and does not hold it. Read the warning "
        "itself: https://town.example/9.xml",
    )


@pytest.mark.parametrize("feed", [ATOM % "", RSS % ""])
def test_a_feed_without_entries_holds_no_warning(feed: str) -> None:
    (part,) = read(feed.encode())

    assert isinstance(part, Unreadable)
    assert part.reason == (
        "The feed holds no warning. Nothing is to be done unless one was expected."
    )
    assert part.is_empty


@pytest.mark.parametrize("page", ["<html/>", ATOM % "<entry><title>Flood</title></entry>"])
def test_what_holds_no_warning_is_not_for_that_a_feed_in_quiet_times(page: str) -> None:
    (part,) = read(page.encode())

    assert isinstance(part, Unreadable)
    assert not part.is_empty
