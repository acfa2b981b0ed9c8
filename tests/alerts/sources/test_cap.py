"""The head of an alert: who speaks, which message it is, whether it is real, and for whom."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from alerts.report import (
    Code,
    MessageType,
    Report,
    ReportKey,
    Scope,
    Status,
    Unreadable,
)
from alerts.sources.reading import read

Altered = Callable[[str, str], bytes]
SENT = datetime(2026, 8, 1, 0, 0, tzinfo=UTC)


def report_of(raw: bytes) -> Report:
    (part,) = read(raw)
    assert isinstance(part, Report), part
    return part


def test_the_head_is_read_whole(altered: Altered) -> None:
    report = report_of(
        altered(
            "<scope>Public</scope>",
            "<source>gauge 7</source><scope>Public</scope><note>Second</note>"
            "<references>desk@town.example,town-0,2026-08-01T08:00:00+09:00\n"
            " desk@town.example,town-x,2026-08-01T07:00:00-00:00</references>"
            '<incidents>"river north" 17</incidents>',
        ).replace(b"<msgType>Alert", b"<msgType>Update")
    )

    assert report.key == ReportKey(sender="desk@town.example", identifier="town-1", sent=SENT)
    assert (report.source, report.note) == ("gauge 7", "Second")
    assert report.message_type is MessageType.UPDATE
    assert report.incidents == ("river north", "17")
    assert [(key.identifier, key.sent.hour) for key in report.references] == [
        ("town-0", 23),
        ("town-x", 7),
    ]
    assert report.notes == ()


@pytest.mark.parametrize("name", ["identifier", "sender", "sent", "status", "msgType"])
def test_an_alert_without_a_part_of_its_identity_is_refused_by_name(
    altered: Altered, name: str
) -> None:
    (part,) = read(
        altered(f"<{name}>", f"<{name}/><note>").replace(f"</{name}>".encode(), b"</note>")
    )

    assert isinstance(part, Unreadable)
    assert part.reason.startswith(f"The alert has no {name}:")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("<status>Actual", "<status>Real", "may be an exercise"),
        ("<msgType>Alert", "<msgType>Warning", "may be an exercise"),
        ("<sent>2026-08-01T09", "<sent>soon", "time of sending cannot be read"),
        ("<sent>2026-08-01", "<sent>2026-13-41", "time of sending cannot be read"),
        ("<sent>2026-08-01T09:00", "<sent>2026-08-01T24:01", "time of sending cannot be read"),
        ("<sent>2026-08-01T09:00:00+09:00", "<sent>2026-08-01T09:00:00+09:75", "time of sending"),
        ("<sent>2026-08-01T09:00:00+09:00", "<sent>2026-08-01T09:00:00+99:00", "time of sending"),
        ("<sent>2026-08-01T09:00:00+09:00", "<sent>0001-01-01T00:00:00+14:00", "time of sending"),
        ("<status>", "<status>Exercise</status><status>", "status more than once"),
        ("<sender>", "<sender>other@town.example</sender><sender>", "sender more than once"),
    ],
)
def test_what_cannot_be_told_for_certain_is_refused(
    altered: Altered, old: str, new: str, words: str
) -> None:
    (part,) = read(altered(old, new))

    assert isinstance(part, Unreadable)
    assert words in part.reason


@pytest.mark.parametrize("written", ["EXERCISE", " Exercise ", "exercise\n"])
def test_an_exercise_is_one_in_any_spelling(altered: Altered, written: str) -> None:
    assert report_of(altered("Actual", written)).status is Status.EXERCISE


def test_a_status_of_another_vocabulary_does_not_count(altered: Altered) -> None:
    (part,) = read(
        altered("<status>Actual</status>", '<s:status xmlns:s="urn:s">Actual</s:status>')
    )

    assert isinstance(part, Unreadable)


@pytest.mark.parametrize(
    "scope",
    ["", "<scope/>", "<scope>Everyone</scope>", "<scope>Public</scope><scope>Private</scope>"],
)
def test_what_is_not_clearly_public_is_private(altered: Altered, scope: str) -> None:
    report = report_of(altered("<scope>Public</scope>", scope))

    assert report.scope is Scope.PRIVATE
    assert "taken for Private" in " ".join(report.notes)


@pytest.mark.parametrize(
    "name", ["town 1", "town,1", "town&lt;1", "town&amp;1", "town\n1", "town\u202e1"]
)
def test_an_identifier_that_references_cannot_name_is_a_fault(altered: Altered, name: str) -> None:
    report = report_of(altered("town-1", name))

    assert len(report.faults) == 1
    assert report.faults[0].startswith("The identifier ")


def test_both_names_can_be_at_fault(altered: Altered) -> None:
    raw = altered("town-1", "town 1").replace(b"desk@town.example", b"the desk")

    assert [fault.split()[1] for fault in report_of(raw).faults] == ["identifier", "sender"]


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("desk@town.example,town-0", "no time"),
        ("desk@town.example,town-0,yesterday", "no time"),
        (",town-0,2026-08-01T08:00:00+09:00", "no sender"),
        ("desk@town.example,,2026-08-01T08:00:00+09:00", "no identifier"),
        ("a,b,c,2026-08-01T08:00:00+09:00", "four parts"),
    ],
)
def test_a_reference_that_cannot_be_read_is_noted_and_not_guessed(
    altered: Altered, item: str, reason: str
) -> None:
    report = report_of(altered("<info>", f"<references>{item}</references><info>"))

    assert report.references == ()
    assert report.notes == (f"A reference to an earlier warning cannot be read (“{item}”).",)


@pytest.mark.parametrize(
    ("written", "hour", "noted"),
    [
        ("2026-08-01T09:00:00+09:00", 0, ""),
        ("2026-08-01T00:00:00-00:00", 0, ""),
        ("2026-08-01T00:00:00Z", 0, "“Z”"),
        ("2026-08-01T00:00:00", 0, "no offset"),
        ("2026-08-01 00:00:00+00:00", 0, ""),
        ("2026-08-01T00:00:00.123456+00:00", 0, ""),
        ("2026-08-01T09:00+09:00", 0, "no seconds"),
        ("2026-08-01T09:00:00+0900", 0, ""),
        ("2026-07-31T24:00:00+00:00", 0, ""),
        ("2026-07-31T17:30:00-06:30", 0, ""),
    ],
)
def test_times_are_read_in_the_forms_that_senders_write(
    altered: Altered, written: str, hour: int, noted: str
) -> None:
    report = report_of(altered("<sent>2026-08-01T09:00:00+09:00", f"<sent>{written}"))

    assert report.sent == SENT.replace(hour=hour)
    assert all(noted and noted in note for note in report.notes)
    assert bool(report.notes) == bool(noted)


@pytest.mark.parametrize(
    ("namespace", "form", "noted"),
    [
        ("urn:oasis:names:tc:emergency:cap:1.1", "cap-1.1", "CAP 1.1, older than CAP 1.2"),
        ("http://www.incident.com/cap/1.0", "cap-1.0", "CAP 1.0, older than CAP 1.2"),
        ("", "cap-1.2", "names no CAP namespace"),
    ],
)
def test_older_versions_are_read_and_said(
    altered: Altered, namespace: str, form: str, noted: str
) -> None:
    report = report_of(altered("urn:oasis:names:tc:emergency:cap:1.2", namespace))

    assert report.format == form
    assert len(report.notes) == 1
    assert noted in report.notes[0]


def test_codes_of_cap_1_0_are_split_at_their_equals_sign(altered: Altered) -> None:
    raw = altered("<area>", "<parameter>HSAS=ORANGE</parameter><area>")

    assert report_of(raw).hazards[0].parameters == (Code(name="HSAS", value="ORANGE"),)


def test_prefixes_comments_and_instructions_change_nothing(alert: str) -> None:
    plain = report_of(alert.encode())
    prefixed = (
        alert.replace("</", "</c:")
        .replace("<c:", "<!c:")
        .replace("<", "<c:")
        .replace("<c:!c:", "<c:")
        .replace("<c:/c:", "</c:")
        .replace("<c:?", "<?")
        .replace("xmlns=", "xmlns:c=")
        .replace("is rising", "is <!-- not --><?x y?>rising")
    )

    assert report_of(prefixed.encode()) == plain


def test_children_without_the_alerts_namespace_are_read_and_said(alert: str) -> None:
    raw = (
        alert.replace("<alert xmlns=", "<c:alert xmlns:c=").replace("</alert>", "</c:alert>")
    ).encode()

    report = report_of(raw)

    assert report.hazards[0].texts[0].event == "Flood"
    assert report.notes == (
        "Some elements are in another CAP namespace than the alert; they were read.",
    )


def test_a_flood_of_departures_is_cut_off_and_said(altered: Altered) -> None:
    report = report_of(altered("<info>", "".join(f"<x{n}/>" for n in range(200)) + "<info>"))

    assert len(report.notes) == 101
    assert report.notes[-1] == "More was read over than is listed here."


def test_very_likely_of_cap_1_0_is_likely(altered: Altered) -> None:
    report = report_of(altered("Observed", "Very Likely"))

    assert report.hazards[0].certainty == "Likely"
    assert report.notes == ("“certainty” is written “Very Likely” instead of “Likely”.",)
