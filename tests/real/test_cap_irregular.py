"""Every row of IRREGULAR.md: what we make of it, and why. Real files, as their senders wrote them."""

import re
from pathlib import Path

import msgspec
import pytest

from alerts.report import Report, Scope, Unreadable, Verdict
from alerts.sources.reading import read


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """Words that must stand in notes, faults or reason; an empty tuple means that there are none.

    `shapes` are faults of areas, `faults` those of the whole message; `refused` the reason.
    """

    why: str
    notes: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    refused: str = ""
    scope: Scope = Scope.PUBLIC
    signature: Verdict = Verdict.ABSENT


OLD = "CAP 1.1, older than CAP 1.2"
LACKS = "is not complete; it was passed over"
ORDER = "another order than CAP's"
EMPTY = "A polygon was left out: it is empty."
SIGNED = "the signature's own bits were changed; it must never come out valid"
NO_SENDER = "without a sender nobody can say whose warning it is, nor update it"

EXPECTED = {
    "alerts/goog__earthquake.cap": Expected(
        why="a style sheet is no part of the warning; a radius of 0 is kept for a later stage",
        notes=(OLD,),
    ),
    "alerts/goog__earthquake_signed.cap": Expected(
        why="CAP 1.1's schema has no place for the signature, CAP 1.1's text has; only a bare key",
        notes=(OLD,),
        signature=Verdict.NOT_CHECKABLE,
    ),
    "alerts/goog__invalid.cap": Expected(
        why="what nobody called public is not made public; the rest is readable",
        notes=("scope is missing",),
        scope=Scope.PRIVATE,
    ),
    "envelopes/goog__no_entries.atom": Expected(
        why="a real warning outside the feed's entries is still a warning; its point is no area",
        notes=("outside the feed's entries", ORDER, "“Point” is not part of CAP"),
    ),
    "alerts/goog__noaa_errors.cap": Expected(
        why="commas at the end of pairs can be taken two ways, so the ring is refused, not mended",
        notes=(
            OLD,
            "“urgency” is missing",
            "“severity” is missing",
            "“certainty” is missing",
            f"“SAME” {LACKS}",
            f"“WMOHEADER” {LACKS}",
            f"“TIME...MOT...LOC” {LACKS}",
            EMPTY,
        ),
        shapes=("“+40.85,-118.09,” is not a pair",),
    ),
    "alerts/goog__noaa_errors~2.cap": Expected(
        why="as its twin, without the empty polygon",
        notes=(
            OLD,
            "“urgency” is missing",
            "“severity” is missing",
            "“certainty” is missing",
            f"“SAME” {LACKS}",
            f"“WMOHEADER” {LACKS}",
            f"“TIME...MOT...LOC” {LACKS}",
        ),
        shapes=("“+40.85,-118.09,” is not a pair",),
    ),
    "alerts/goog__earthquake~2.cap": Expected(
        why="two languages of one hazard; sp-US is no language, but it is what they wrote",
        notes=(OLD,),
    ),
    "alerts/goog__australia~3.cap": Expected(
        why="prefixes and radius 0 are allowed by CAP; an empty parameter says nothing",
        notes=(f"“AllocatedResources” {LACKS}",),
    ),
    "alerts/goog__earthquake~3.cap": Expected(
        why="one byte is Windows-1252 in UTF-8; losing a letter is better than losing a warning",
        notes=("is not at 1 place(s)", OLD),
    ),
    "envelopes/cplib__bushfire_valid.edxlde": Expected(
        why="59 warnings in one EDXL-DE distribution, each a message of its own",
        notes=(f"“AllocatedResources” {LACKS}", f"“Evacuation” {LACKS}"),
    ),
    "alerts/cplib__earthquake.cap": Expected(why="as Google's", notes=(OLD,)),
    "envelopes/cplib__pelmorex.atom": Expected(
        why="an index in mixed encodings: readable, but it only points to the warning",
        refused="only points to a warning",
    ),
    "alerts/cplib__sweden.cap": Expected(
        why="its areas are written in elements of its own, which are not CAP's: text only",
        notes=(ORDER, "“Type” is not part of CAP", "“Polygon” is not part of CAP"),
    ),
    "alerts/cplib__tmp0000.cap": Expected(why="as Google's earthquake", notes=(OLD,)),
    "alerts/cplib__weather.cap": Expected(
        why="NOAA writes an empty polygon beside its codes; the codes are read",
        notes=(
            OLD,
            f"“SAME” {LACKS}",
            f"“WMOHEADER” {LACKS}",
            f"“TIME...MOT...LOC” {LACKS}",
            EMPTY,
        ),
    ),
    "alerts/cplib__weather~2.cap": Expected(
        why="as its twin",
        notes=(
            OLD,
            f"“SAME” {LACKS}",
            f"“WMOHEADER” {LACKS}",
            f"“TIME...MOT...LOC” {LACKS}",
            EMPTY,
        ),
    ),
    "alerts/wmoval__sc_invalid_certificate.xml": Expected(why=SIGNED, signature=Verdict.BROKEN),
    "alerts/wmoval__sc_invalid_digest.xml": Expected(why=SIGNED, signature=Verdict.BROKEN),
    "alerts/wmoval__sc_invalid_signature.xml": Expected(why=SIGNED, signature=Verdict.BROKEN),
    "alerts/wmoval__bz_invalid_certificate.xml": Expected(why=SIGNED, signature=Verdict.BROKEN),
    "alerts/wmoval__bz_invalid_digest.xml": Expected(why=SIGNED, signature=Verdict.BROKEN),
    "alerts/wmoval__bz_invalid_schema.xml": Expected(why=NO_SENDER, refused="has no sender"),
    "alerts/wmoval__bz_invalid_signature.xml": Expected(why=SIGNED, signature=Verdict.BROKEN),
    "alerts/wmoval__cm_invalid_certificate.xml": Expected(why=SIGNED, signature=Verdict.BROKEN),
    "alerts/wmoval__cm_invalid_digest.xml": Expected(why=SIGNED, signature=Verdict.BROKEN),
    "alerts/wmoval__cm_invalid_schema.xml": Expected(
        why="without a status it may be an exercise, and is never taken for a real warning",
        refused="has no status",
    ),
    "alerts/wmoval__cm_invalid_signature.xml": Expected(why=SIGNED, signature=Verdict.BROKEN),
    "alerts/wmoval__sc_incorrect_digest.xml": Expected(why=SIGNED, signature=Verdict.BROKEN),
    "alerts/wmoval__sc_incorrect_signature.xml": Expected(why=SIGNED, signature=Verdict.BROKEN),
    "alerts/oasiscap__nws-5c2cf27b1f56885d61654dc47fa411d5.xml": Expected(
        why="an empty polygon beside codes",
        notes=(OLD, f"“WMOHEADER” {LACKS}", f"“TIME...MOT...LOC” {LACKS}", EMPTY),
    ),
    "alerts/atphp__template.cap": Expected(
        why="a form to be filled in, not a warning", refused="has no identifier, sender, sent"
    ),
    "alerts/atphp__test.cap.xml": Expected(
        why="no area at all is allowed by CAP; that nobody can be warned is found later"
    ),
    "alerts/atphp__2.0.0.1.AT.1482843637.152AT003.cap.xml": Expected(
        why="an empty alert says nothing",
        refused="has no identifier, sender, sent, status, msgType",
    ),
    "alerts/atphp__2.49.0.20.0.AT.151005121527.91.cap": Expected(
        why="two corners instead of a centre and a radius are no circle; the text is kept",
        shapes=("is not “latitude,longitude radius”",),
        scope=Scope.PRIVATE,
    ),
    "alerts/atphp__2.49.0.20.0.AT.150929155632.6.cap": Expected(
        why=NO_SENDER, refused="has no sender"
    ),
    "alerts/atphp__2.49.0.20.0.AT.150929155655.7.cap": Expected(
        why=NO_SENDER, refused="has no sender"
    ),
    "alerts/atphp__2.49.0.20.0.AT.150929155739.8.cap": Expected(
        why=NO_SENDER, refused="has no sender"
    ),
    "alerts/atphp__2.49.0.20.0.AT.150930163728.21.cap": Expected(
        why=NO_SENDER, refused="has no sender"
    ),
    "alerts/atphp__2.49.0.20.0.AT.150930163907.23.cap": Expected(
        why=NO_SENDER, refused="has no sender"
    ),
    "alerts/fpas__test_cap_data_1.xml": Expected(
        why="a straight last edge is the only one an open ring can mean",
        notes=("closed with a straight line",),
    ),
    "alerts/fpas__test_cap_data_expired_alert.xml": Expected(
        why="as its twin; that it has expired is for triage to say",
        notes=("closed with a straight line",),
    ),
    "alerts/fpas__alertswiss-POA-1222963954-5.xml": Expected(
        why="AlertSwiss writes its own order, several instructions and no certainty",
        notes=(ORDER, "2 elements “instruction”; they were joined", "“certainty” is missing"),
    ),
    "alerts/fpas__noaa-2.49.0.1.840.0.bde6c30c43ead9c23c42bea7977652a7de76d87d.002.1.xml": Expected(
        why="polygons after geocodes read as well; a ring that crosses itself is for geo to judge",
        notes=(ORDER,),
    ),
}


@pytest.fixture(scope="module")
def collection(shared_data: Path) -> Path:
    return shared_data / "cap" / "open"


def test_every_row_of_the_list_is_answered_for(collection: Path) -> None:
    text = (collection / "IRREGULAR.md").read_text(encoding="utf-8")

    listed = set(
        re.findall(r"^\| ((?:alerts|envelopes|mexico2014|split)\S*) \|", text, re.MULTILINE)
    )

    assert listed == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_an_irregular_file_is_read_or_refused_as_argued(collection: Path, name: str) -> None:
    expected = EXPECTED[name]

    parts = read((collection / name).read_bytes())

    reports = [part for part in parts if isinstance(part, Report)]
    areas = [area for report in reports for hazard in report.hazards for area in hazard.areas]
    reasons = {part.reason for part in parts if isinstance(part, Unreadable)}
    assert [
        *_unlike("reason", reasons, (expected.refused,) if expected.refused else ()),
        *_unlike("note", {note for report in reports for note in report.notes}, expected.notes),
        *_unlike("shape", {fault for area in areas for fault in area.faults}, expected.shapes),
        *_unlike(
            "fault", {fault for report in reports for fault in report.faults}, expected.faults
        ),
    ] == []
    assert {report.scope for report in reports} <= {expected.scope}
    assert {report.signature.verdict for report in reports} <= {expected.signature}


def _unlike(name: str, said: set[str], wanted: tuple[str, ...]) -> list[str]:
    """Every sentence said must be wanted, and every one wanted must be said."""
    unsaid = [f"{name}: not said: {words}" for words in wanted if not any(words in s for s in said)]
    excess = [f"{name}: {sentence}" for sentence in said if not any(w in sentence for w in wanted)]
    return unsaid + excess
