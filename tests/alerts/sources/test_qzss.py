"""Satellite messages: regions apart, codes by closed tables, the rest unreadable with what to do."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.report import Code, MessageType, Official, Report, Status, Unreadable
from alerts.sources.reading import read
from geo.area import Area, area_from_ring
from tests.alerts.sources.satellite import Fields, dcr, dcx, digits, sentence

ARRIVED = datetime(2026, 7, 1, 3, 4, 5, tzinfo=UTC)
TOWNS = "気象・地震・火山情報／市町村等"


def reports_of(fields: Fields) -> list[Report]:
    parts = read(sentence(fields), arrived=ARRIVED)
    assert all(isinstance(part, Report) for part in parts), parts
    return [part for part in parts if isinstance(part, Report)]


def reason_of(raw: bytes, arrived: datetime | None = ARRIVED) -> str:
    (part,) = read(raw, arrived=arrived)
    assert isinstance(part, Unreadable), part
    return part.reason


def said(report: Report) -> tuple[str, str, list[Code], str, tuple[str, ...]]:
    """Kind, strength, codes, stream, response types of a report with one hazard."""
    (hazard,) = report.hazards
    assert hazard.official is not None
    codes = [code for area in hazard.areas for code in area.geocodes]
    return (
        hazard.official.kind,
        hazard.official.strength,
        codes,
        report.stream,
        hazard.response_types,
    )


def tsunami(code: int, *regions: int) -> Fields:
    fields = {(80, 4): code}
    for number, region in enumerate(regions):
        fields |= {(84 + number * 26 + 12, 4): 4, (84 + number * 26 + 16, 10): region}
    return fields


def test_a_tsunami_warning_is_one_report_for_each_coast() -> None:
    first, second = reports_of(dcr(5, tsunami(3, 310, 360)))

    assert said(first) == (
        "tsunami",
        "leave",
        [Code(name="津波予報区", value="310")],
        "qzss/tsunami/310",
        (),
    )
    assert said(second)[2:4] == ([Code(name="津波予報区", value="360")], "qzss/tsunami/360")
    assert (first.sender, first.sent, first.status, first.message_type) == (
        "qzss:jma",
        datetime(2026, 7, 1, 3, 0, tzinfo=UTC),
        Status.ACTUAL,
        MessageType.ALERT,
    )
    assert [text.language for text in first.hazards[0].texts] == ["ja", "en"]


@pytest.mark.parametrize(("code", "strength"), [(3, "leave"), (4, "protect"), (5, "protect")])
def test_classes_of_tsunami_have_their_strength(code: int, strength: str) -> None:
    (report,) = reports_of(dcr(5, tsunami(code, 310)))

    assert said(report)[1] == strength


@pytest.mark.parametrize("code", [1, 2])
def test_a_lifted_tsunami_warning_ends_that_coast_alone(code: int) -> None:
    (report,) = reports_of(dcr(5, tsunami(code, 310)))

    assert (report.message_type, *said(report)[3:]) == (
        MessageType.UPDATE,
        "qzss/tsunami/310",
        ("AllClear",),
    )


@pytest.mark.parametrize(
    ("sub", "kind", "strength"),
    [
        (2, "flood", "protect"),
        (6, "storm_surge", "protect"),
        (21, "flood", "ready"),
        (22, "tornado", "ready"),
        (23, "landslide", "leave"),
    ],
)
def test_weather_is_read_for_its_forecast_region(sub: int, kind: str, strength: str) -> None:
    (report,) = reports_of(dcr(10, {(53, 3): 1, (56, 5): sub, (61, 19): 40000}))

    assert said(report)[:3] == (
        kind,
        strength,
        [Code(name="気象情報／府県予報区・細分区域等", value="040000")],
    )


def test_all_special_warnings_lifted_ends_each_of_the_six() -> None:
    reports = reports_of(dcr(10, {(53, 3): 2, (56, 5): 7, (61, 19): 40000}))

    assert [said(one)[3:] for one in reports] == [
        (f"qzss/weather/{sub}/40000", ("AllClear",)) for sub in range(1, 7)
    ]


@pytest.mark.parametrize(
    ("level", "strength", "responses"),
    [(1, "know", ("AllClear",)), (2, "leave_if_slow", ()), (3, "leave", ()), (4, "protect", ())],
)
def test_a_flood_is_read_for_its_stretch(
    level: int, strength: str, responses: tuple[str, ...]
) -> None:
    (report,) = reports_of(dcr(11, {(53, 4): level, (57, 40): 40028000100}))

    code = Code(name="指定河川洪水予報（予報区域）", value="040028000100")
    assert said(report) == ("flood", strength, [code], "qzss/flood/40028000100", responses)


@pytest.mark.parametrize(
    ("code", "strength", "stream", "responses"),
    [
        (15, "leave", "qzss/volcano/306/120200", ()),
        (13, "ready", "qzss/volcano/306/120200", ()),
        (11, "know", "qzss/volcano/306/120200", ("AllClear",)),
        (52, "protect", "qzss/eruption/306/120200", ()),
    ],
)
def test_a_volcano_is_read_for_each_town(
    code: int, strength: str, stream: str, responses: tuple[str, ...]
) -> None:
    (report,) = reports_of(dcr(8, {(69, 7): code, (76, 12): 306, (88, 23): 120200}))

    town = Code(name=TOWNS, value="0120200")
    assert said(report) == ("volcano", strength, [town], stream, responses)


def test_ash_is_over_when_its_hours_are() -> None:
    (report,) = reports_of(
        dcr(9, {(69, 2): 1, (71, 12): 506, (83, 3): 2, (86, 3): 3, (89, 23): 120200})
    )

    assert said(report)[:3] == ("volcano", "ready", [Code(name=TOWNS, value="0120200")])
    assert report.hazards[0].expires == datetime(2026, 7, 1, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(("code", "strength"), [(2, "know"), (3, "leave_if_slow"), (5, "leave")])
def test_shaking_is_told_by_prefecture(code: int, strength: str) -> None:
    (report,) = reports_of(dcr(3, {(69, 3): code, (72, 6): 17}))

    assert said(report)[:3] == ("earthquake", strength, [Code(name="jis", value="17")])


def test_an_early_warning_keeps_all_its_regions_together() -> None:
    (report,) = reports_of(dcr(1, {(130, 1): 1, (131, 1): 1}))

    assert said(report)[0:2] == ("earthquake", "protect")
    assert len(report.hazards[0].areas) == 2


@pytest.mark.parametrize("category", [2, 4, 6, 12, 14])
def test_what_names_no_place_of_ours_says_why_nobody_hears_of_it(category: int) -> None:
    (report,) = reports_of(dcr(category, {(69, 3): 1, (201, 6): 1, (207, 6): 1}))

    assert (report.hazards, report.not_public.endswith(".")) == ((), True)


def test_training_is_a_test_and_a_withdrawal_a_cancel() -> None:
    (training,) = reports_of(dcr(5, tsunami(3, 310), rank=7))
    (withdrawn,) = reports_of(dcr(5, tsunami(3, 310), kind=2))

    assert (training.status, withdrawn.message_type) == (Status.TEST, MessageType.CANCEL)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (dcr(5, tsunami(15, 310)), "その他の警報"),
        (dcr(5, tsunami(9, 310)), "code 9"),
        (dcr(10, {(53, 3): 1, (56, 5): 30, (61, 19): 40000}), "code 30"),
        (dcr(10, {(53, 3): 3, (56, 5): 2, (61, 19): 40000}), "code 3"),
        (dcr(11, {(53, 4): 15, (57, 40): 40028000100}), "code 15"),
        (dcr(8, {(69, 7): 127, (76, 12): 306, (88, 23): 120200}), "code 127"),
    ],
)
def test_an_unknown_code_is_unreadable_and_says_what_to_do(fields: Fields, words: str) -> None:
    reason = reason_of(sentence(fields))

    assert words in reason
    assert "add the code to alerts/sources/qzss_codes.py" in reason


def test_a_message_without_a_region_is_not_passed_over() -> None:
    assert "names no region" in reason_of(sentence(dcr(5, tsunami(3))))


FLOOD, MISSILE = 68, 8


def test_an_l_alert_for_a_town_is_read_by_its_code() -> None:
    (report,) = reports_of(dcx(a1=1, a3=1, a4=FLOOD, a5=2, a9=1, a11=513, ex1=17201))

    assert (report.sender, said(report)) == (
        "qzss:fmmc",
        ("flood", "leave", [Code(name="jis", value="17201")], "qzss/fmmc/68/17201", ()),
    )
    assert report.hazards[0].official == Official(kind="flood", strength="leave")
    japanese, english = report.hazards[0].texts
    assert (japanese.event, english.event) == ("Ｌアラート", "Flood")


def test_an_ellipse_is_ground_round_its_centre() -> None:
    (report,) = reports_of(
        dcx(a1=1, a3=1, a4=FLOOD, a5=2, a12=45758, a13=116396, a14=13, a15=11, a16=32)
    )

    (area,) = report.hazards[0].areas
    ground = area_from_ring(area.polygons[0])
    assert isinstance(ground, Area)
    west, south, east, north = ground.bounds
    assert west < 139.69 < east
    assert south < 35.69 < north
    assert area.geocodes == ()


def test_a_j_alert_is_one_report_for_each_prefecture() -> None:
    reports = reports_of(dcx(a1=1, a3=2, a4=MISSILE, a5=3, a9=1, a11=128, ex8=0, ex9=0b11 << 17))

    assert [said(one)[:4] for one in reports] == [
        ("attack", "protect", [Code(name="jis", value="01")], "qzss/fdma/8/01"),
        ("attack", "protect", [Code(name="jis", value="02")], "qzss/fdma/8/02"),
    ]
    assert {one.hazards[0].areas[0].description for one in reports} == {"北海道", "青森県"}
    assert "ミサイル発射" in reports[0].hazards[0].texts[0].instruction


def test_a_j_alert_for_towns_is_read_by_their_codes() -> None:
    reports = reports_of(dcx(a1=1, a3=2, a4=MISSILE, a5=3, ex8=1, ex9=17201 << 48 | 1100 << 32))

    assert [said(one)[2][0].value for one in reports] == ["17201", "01100"]


def test_a_missile_that_has_passed_asks_for_nothing_more() -> None:
    (report,) = reports_of(dcx(a1=2, a3=2, a4=MISSILE, a5=3, a9=1, a11=129, ex8=0, ex9=1 << 17))

    assert (said(report)[1], report.message_type) == ("know", MessageType.UPDATE)


def test_an_all_clear_ends_the_stream_of_its_area() -> None:
    (report,) = reports_of(dcx(a1=3, a3=1, a4=FLOOD, a5=2, ex1=17201))

    assert (report.message_type, *said(report)[3:]) == (
        MessageType.UPDATE,
        "qzss/fmmc/68/17201",
        ("AllClear",),
    )


def test_repetitions_within_ten_minutes_are_one_message() -> None:
    raw = sentence(dcx(a1=1, a3=1, a4=FLOOD, a5=2, ex1=17201))

    keys = {
        part.key
        for seconds in (0, 4, 300)
        for part in read(raw, arrived=ARRIVED.replace(minute=0) + timedelta(seconds=seconds))
        if isinstance(part, Report)
    }

    assert len(keys) == 1


def test_a_future_onset_and_its_duration_are_kept() -> None:
    wednesday_noon = 2 * 1440 + 12 * 60 + 1
    (report,) = reports_of(dcx(a1=1, a3=1, a4=FLOOD, a5=2, a7=wednesday_noon, a8=1, ex1=17201))

    hazard = report.hazards[0]
    assert hazard.onset == datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    assert hazard.expires == datetime(2026, 7, 1, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize("fields", [dcx(a1=0, a3=2, a4=MISSILE, a5=3), dcx(a1=1, a3=1, a4=113)])
def test_tests_of_the_extended_service_are_no_warnings(fields: Fields) -> None:
    (report,) = reports_of(fields)

    assert report.status is Status.TEST


def test_a_message_for_another_country_is_not_for_people_here() -> None:
    (report,) = reports_of(dcx(a1=1, a2=1, a3=1, a4=FLOOD, a5=3, a12=1, a13=1))

    assert report.not_public.startswith("It speaks of another country")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (dcx(vn=0), "nothing to say"),
        (dcx(a1=1, a3=9, a4=FLOOD), "provider (9)"),
        (dcx(a1=1, a3=1, a4=0), "hazard (0)"),
        (dcx(a1=1, a3=1, a4=120), "hazard (120)"),
    ],
)
def test_an_extended_message_that_no_table_knows_says_what_to_do(
    fields: Fields, words: str
) -> None:
    assert words in reason_of(sentence(fields))


def test_the_digits_alone_are_read_as_well() -> None:
    fields = dcr(5, tsunami(3, 310))

    assert read(digits(fields).encode(), arrived=ARRIVED) == read(sentence(fields), arrived=ARRIVED)


def test_a_damaged_line_does_not_take_the_others_with_it() -> None:
    good = sentence(dcr(5, tsunami(3, 310)))

    parts = read(good.replace(b"*", b"0*") + good, arrived=ARRIVED)

    assert [type(part) for part in parts] == [Unreadable, Report]


def test_without_a_time_of_arrival_no_year_is_guessed() -> None:
    assert "of which year" in reason_of(sentence(dcr(5, tsunami(3, 310))), arrived=None)


@given(st.binary(max_size=40), st.integers(min_value=0, max_value=2**226 - 1))
def test_no_bits_ever_raise(noise: bytes, bits: int) -> None:
    fields = {(0, 226): bits & ~(0xFF << 218) & ~(0x3F << 212), (8, 6): 43 + bits % 2}

    assert read(sentence(fields) + b"$QZQSM," + noise, arrived=ARRIVED)
