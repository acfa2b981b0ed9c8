"""CAP of ours: what stands in it, what it refuses, and what makes it trustworthy."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from lxml import etree

from alerts.channels.approved import Approved
from alerts.channels.cap_alert import CapAlert
from alerts.channels.cap_content import Voice, cap_alert
from alerts.channels.cap_writer import NAMESPACE, NotWritable, cap_time, write_cap
from alerts.meaning import strength_of
from alerts.model import Kind, Mode, Order, Origin, Phase, Strength
from alerts.report import MessageType, Report, ReportKey, Status, Text
from alerts.sources.reading import read
from tests.approvals import ORDER, SENT, approved, every_approved, order, warning
from tests.factories import DESK

VOICE = Voice(relay="relay@town.example")
TOWN = Origin(sender=DESK, source="desk", part="flood:1")
AGENCY = Origin(sender="weather@agency.example", source="", part="flood:1")
SIMPLE = CapAlert(
    sender=DESK,
    identifier="o-1",
    sent=SENT,
    mode=Mode.REAL,
    kind=Kind.FLOOD,
    strength=Strength.LEAVE,
    order=Order.EVACUATE,
    area=ORDER.area,
    texts=(Text(language="ja", event="避難指示", area_description="港町"),),
    review=SENT + timedelta(hours=6),
    time_zone="Asia/Tokyo",
)


def changed(**changes: object) -> CapAlert:
    return msgspec.structs.replace(SIMPLE, **changes)


def put_out(stored: Approved, origin: Origin = TOWN) -> CapAlert:
    earlier = [(n, SENT - timedelta(hours=1)) for n in range(1, stored.revision.number)]
    return cap_alert(stored, origin, VOICE, earlier, {"ja": "machine draft"})


def taken(alert: CapAlert) -> Report:
    (report,) = read(write_cap(alert))
    assert isinstance(report, Report)
    return report


def value(alert: CapAlert, path: str) -> list[str]:
    found = etree.fromstring(write_cap(alert)).iterfind(
        "/".join(f"{{{NAMESPACE}}}{part}" for part in path.split("/"))
    )
    return [one.text or "" for one in found]


def test_an_order_is_written_with_its_codes_its_review_time_and_its_ground() -> None:
    assert value(SIMPLE, "info/eventCode/value") == ["flood", "evacuate"]
    assert value(SIMPLE, "info/parameter/value") == ["leave", "2026-11-22T20:02:00+09:00"]
    assert value(SIMPLE, "info/responseType") == ["Evacuate"]
    assert value(SIMPLE, "info/area/polygon") == ["35,139 35,139.01 35.01,139.01 35.01,139 35,139"]


def test_utc_is_written_as_cap_asks_and_never_with_a_letter() -> None:
    when = datetime(2026, 11, 22, 5, 0, 0, 999_999, tzinfo=UTC)

    assert cap_time(when, "UTC") == "2026-11-22T05:00:00-00:00"
    assert cap_time(when, "Asia/Kathmandu") == "2026-11-22T10:45:00+05:45"


@pytest.mark.parametrize(
    ("alert", "reason"),
    [
        (changed(identifier="a b"), "identifier"),
        (changed(sender="<desk>"), "sender"),
        (changed(area=None), "area"),
        (changed(texts=()), "words"),
        (changed(phase=Phase.ALL_CLEAR), "references"),
        (changed(phase=Phase.WITHDRAWN, area=None), "references"),
        (changed(texts=(Text(language="ja", event="", area_description="港町"),)), "event"),
        (changed(texts=(Text(language="ja", event="避難指示"),)), "area's name"),
    ],
)
def test_what_no_reader_could_take_in_is_refused_and_says_why(alert: CapAlert, reason: str) -> None:
    with pytest.raises(NotWritable, match=reason):
        write_cap(alert)


def test_an_all_clear_is_an_update_that_says_all_clear_and_past() -> None:
    alert = put_out(approved(order(phase=Phase.ALL_CLEAR, number=2)))

    report = taken(alert)

    assert report.message_type is MessageType.UPDATE
    assert report.hazards[0].response_types == ("AllClear",)
    assert report.hazards[0].urgency == "Past"
    assert report.references == (
        ReportKey(sender=DESK, identifier="abcdefgh23456789.1", sent=SENT - timedelta(hours=1)),
    )


def test_a_withdrawal_is_a_cancel_with_the_note() -> None:
    alert = put_out(approved(order(phase=Phase.WITHDRAWN, number=2, note="The area was wrong.")))

    report = taken(alert)

    assert (report.message_type, report.note) == (MessageType.CANCEL, "The area was wrong.")


def test_a_withdrawal_that_nobody_explained_says_at_least_that_it_is_one() -> None:
    alert = put_out(approved(order(phase=Phase.WITHDRAWN, number=2)))

    assert taken(alert).note == (
        "先ほどの避難情報は誤って発信されたもので、取り消します。災害の種類：洪水。"
    )


@pytest.mark.parametrize("mode", [Mode.DRILL, Mode.TRAINING])
def test_an_exercise_says_so_in_its_status_and_in_its_note(mode: Mode) -> None:
    report = taken(put_out(approved(order(mode=mode))))

    assert report.status is Status.EXERCISE
    assert report.note == "Exercise abcdefgh23456789"


def test_a_warning_is_passed_on_and_nobody_speaks_as_the_agency() -> None:
    alert = put_out(approved(warning()), AGENCY)

    assert (alert.sender, alert.source) == ("relay@town.example", "weather@agency.example")
    assert {text.sender_name for text in alert.texts} == {"Weather Agency"}


def test_every_line_that_was_pushed_stands_in_the_cap_once() -> None:
    stored = approved(ORDER)

    alert = put_out(approved(ORDER))

    for text in alert.texts:
        said = stored.said(text.language)
        written = [*text.description.split("\n"), text.instruction]
        assert sorted(written) == sorted(said.lines)
        assert text.instruction == said.lines[said.do or 0]


def test_easy_japanese_has_its_own_tag_and_every_text_its_state() -> None:
    alert = put_out(approved(ORDER))

    assert value(alert, "info/language") == ["ja", "ja-simple", "en"]
    assert value(alert, "info/parameter/valueName").count("hansho:text_state") == 1


def test_three_languages_are_read_as_one_hazard() -> None:
    for one in every_approved():
        report = taken(put_out(one))

        assert (len(report.hazards), report.notes, report.faults) == (1, (), ())


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("strength", Strength)
def test_urgency_severity_certainty_and_response_say_the_strength(
    kind: Kind, strength: Strength
) -> None:
    """What a reader makes of it who knows no code of ours. A tsunami leaves nobody time."""
    plain = (Text(language="en", event="Notice", area_description="Minato"),)

    (hazard,) = taken(changed(kind=kind, strength=strength, order=None, texts=plain)).hazards

    urgent = kind is Kind.TSUNAMI and strength in (Strength.PROTECT, Strength.LEAVE_IF_SLOW)
    assert strength_of(hazard, kind) is (Strength.LEAVE if urgent else strength)
