"""Weather warnings of a fictional prefecture, municipality by municipality."""

from collections.abc import Callable

import pytest

from alerts.report import AreaClaim, Code, Hazard, MessageType, Official, Report, Text
from alerts.sources.jma.weather_hazards import MAX_SAID
from alerts.sources.reading import read

Make = Callable[..., bytes]

TOWNS = "気象・地震・火山情報／市町村等"
DISTRICTS = "気象情報／府県予報区・細分区域等"
RAIN = "気象警報・注意報（Ｒ０６）（大雨）"
_BODY = '<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/meteorology1/">{}</Body>'


def kind(code: str, name: str, status: str = "発表", last: str = "") -> str:
    """One `Kind`; `last` is "code name" of what was in force before."""
    named = f"<Name>{name}</Name><Code>{code}</Code>" if name else ""
    before, _, called = last.partition(" ")
    then = f"<LastKind><Name>{called}</Name><Code>{before}</Code></LastKind>" if last else ""
    return f"<Kind>{named}<Status>{status}</Status>{then}</Kind>"


def item(kinds: str, *areas: str) -> str:
    """One `Item`; each area is "code name"."""
    written = "".join(
        f"<Area><Name>{name}</Name><Code>{code}</Code></Area>"
        for code, _, name in (one.partition(" ") for one in areas)
    )
    return f"<Item>{kinds}{written}</Item>"


def warning(level: str, *items: str) -> str:
    return f'<Warning type="気象警報・注意報（{level}）">{"".join(items)}</Warning>'


def body(*lists: str) -> str:
    return _BODY.format("".join(lists))


def town(code: str, name: str) -> AreaClaim:
    return AreaClaim(description=name, geocodes=(Code(name=TOWNS, value=code),))


def only(raw: bytes) -> Report:
    (report,) = read(raw)
    assert isinstance(report, Report)
    return report


def _said(hazard: Hazard) -> str:
    assert hazard.official is not None
    return f"{hazard.part}/{hazard.official.strength}"


def parts(report: Report) -> list[tuple[str, str, list[str]]]:
    """Part, response and the names of the areas of each hazard."""
    return [
        (_said(one), one.response_types[0], [area.description for area in one.areas])
        for one in report.hazards
    ]


PREFECTURE = warning("府県予報区等", item(kind("43", "レベル４大雨危険警報"), "990000 鐘県"))


def test_a_warning_becomes_one_hazard_with_all_its_municipalities(telegram: Make) -> None:
    rain = kind("43", "レベル４大雨危険警報")
    towns = warning("市町村等", item(rain, "9920100 鐘市"), item(rain, "9920200 山町"))
    said = body(PREFECTURE, towns, "<Comment><Text>崖に近づかないでください。</Text></Comment>")

    report = only(telegram(kind=RAIN, body=said, headline="鐘県では厳重に警戒してください。"))

    (found,) = report.hazards
    assert report.stream == "warnings/990000/大雨"
    assert report.not_public == ""
    assert found.areas == (town("9920100", "鐘市"), town("9920200", "山町"))
    assert found.official == Official(kind="flood", strength="leave", names_level=True)
    assert _said(found) == "大雨/leave"
    assert found.texts == (
        Text(
            language="ja",
            event="レベル４大雨危険警報",
            headline="鐘県では厳重に警戒してください。",
            description="崖に近づかないでください。",
            sender_name="鐘町気象台",
        ),
    )
    assert found.event_codes == (Code(name=RAIN, value="43"),)
    assert (found.categories, found.response_types) == (("Met",), ("Evacuate",))


def test_level_five_reads_as_protect(telegram: Make) -> None:
    # Synthetic: level 5 in the new form is not in the agency's samples; made from level 4.
    towns = warning("市町村等", item(kind("33", "レベル５大雨特別警報"), "9920100 鐘市"))

    report = only(telegram(kind=RAIN, body=body(towns)))

    assert parts(report) == [("大雨/protect", "Shelter", ["鐘市"])]


def test_different_strengths_of_one_phenomenon_are_several_hazards(telegram: Make) -> None:
    towns = warning(
        "市町村等",
        item(kind("43", "レベル４大雨危険警報"), "9920100 鐘市"),
        item(kind("10", "レベル２大雨注意報", "継続"), "9920200 山町"),
        item(kind("43", "レベル４大雨危険警報"), "9920300 川村"),
    )

    report = only(telegram(kind=RAIN, body=body(towns)))

    assert parts(report) == [
        ("大雨/leave", "Evacuate", ["鐘市", "川村"]),
        ("大雨/ready", "Prepare", ["山町"]),
    ]


@pytest.mark.parametrize(
    "lifted",
    [
        kind("03", "レベル３大雨警報", "解除"),
        kind("03", "レベル３大雨警報", "解除", "03 レベル３大雨警報"),
        kind("00", "解除", "解除", "03 レベル３大雨警報"),
        kind("", "", "発表警報・注意報はなし", "03 レベル３大雨警報"),
    ],
)
def test_what_is_lifted_is_an_all_clear_of_the_part_where_it_ended(
    telegram: Make, lifted: str
) -> None:
    towns = warning("市町村等", item(lifted, "9920100 鐘市"))

    report = only(telegram(kind=RAIN, body=body(towns)))

    (found,) = report.hazards
    assert report.message_type is MessageType.UPDATE
    assert parts(report) == [("大雨/know", "AllClear", ["鐘市"])]
    assert found.official == Official(kind="flood", strength="know")
    assert found.urgency == "Past"


def test_a_weaker_warning_of_the_same_phenomenon_is_a_change_and_no_all_clear(
    telegram: Make,
) -> None:
    both = kind("03", "大雨警報", "解除") + kind("10", "大雨注意報", "警報から注意報")
    towns = warning("市町村等", item(both, "9920100 鐘市"))

    report = only(telegram(kind="気象特別警報・警報・注意報", body=body(towns)))

    assert parts(report) == [("大雨/ready", "Prepare", ["鐘市"])]


def test_a_lifting_that_does_not_say_of_what_ends_nothing_and_is_noted(telegram: Make) -> None:
    towns = warning("市町村等", item(kind("00", "解除", "解除"), "9920100 鐘市"))

    report = only(telegram(kind=RAIN, body=body(towns)))

    assert report.hazards == ()
    assert [note for note in report.notes if "without saying which one" in note]


def test_a_municipality_without_warnings_is_not_mentioned(telegram: Make) -> None:
    towns = warning("市町村等", item(kind("", "", "発表警報・注意報はなし"), "9920100 鐘市"))

    report = only(telegram(kind=RAIN, body=body(towns)))

    assert (report.hazards, report.notes) == ((), ())


def test_without_municipalities_the_next_finest_areas_are_warned(telegram: Make) -> None:
    rain = kind("43", "レベル４大雨危険警報")
    part_of_it = warning("一次細分区域等", item(rain, "990010 北部"))

    report = only(telegram(kind=RAIN, body=body(PREFECTURE, part_of_it)))

    (found,) = report.hazards
    assert found.areas == (
        AreaClaim(description="北部", geocodes=(Code(name=DISTRICTS, value="990010"),)),
    )


def test_areas_without_codes_are_passed_over_for_coarser_ones_that_have_them(
    telegram: Make,
) -> None:
    towns = warning("市町村等", "<Item><Kind/><Area><Name>鐘市</Name></Area></Item>")

    report = only(telegram(kind=RAIN, body=body(PREFECTURE, towns)))

    assert parts(report) == [("大雨/leave", "Evacuate", ["鐘県"])]


def test_an_unknown_code_is_read_by_its_level_and_noted_once(telegram: Make) -> None:
    unknown = kind("77", "レベル５大雨特別警報")
    towns = warning("市町村等", item(unknown, "9920100 鐘市"), item(unknown, "9920200 山町"))

    report = only(telegram(kind=RAIN, body=body(towns)))

    assert parts(report) == [("大雨/protect", "Shelter", ["鐘市", "山町"])]
    assert len([note for note in report.notes if "“77”" in note]) == 1


def test_a_cancelled_telegram_names_its_stream_and_no_hazards(telegram: Make) -> None:
    report = only(telegram(kind=RAIN, body=body(PREFECTURE), info_type="取消"))

    assert (report.message_type, report.hazards) == (MessageType.CANCEL, ())
    assert report.stream == "warnings/990000/大雨"


def test_a_telegram_without_any_area_still_has_a_stream(telegram: Make) -> None:
    report = only(telegram(kind="気象警報・注意報（Ｈ２７）"))

    assert (report.hazards, report.stream) == ((), "warnings/鐘町気象台")


def test_the_form_without_special_warnings_never_steps_down_the_stream_of_the_others(
    telegram: Make,
) -> None:
    said = body(PREFECTURE)

    old = only(telegram(kind="気象警報・注意報", body=said))
    newer = only(telegram(kind="気象特別警報・警報・注意報", body=said))
    newest = only(telegram(kind="気象警報・注意報（Ｈ２７）", body=said))

    assert old.stream == "warnings/990000/VPWW50"
    assert newer.stream == newest.stream == "warnings/990000"


@pytest.mark.parametrize(
    ("reported", "is_heard"),
    [("2026-05-31T23:59:59+09:00", True), ("2026-06-01T00:00:00+09:00", False)],
)
@pytest.mark.parametrize(
    "form", ["気象警報・注意報", "気象特別警報・警報・注意報", "気象警報・注意報（Ｈ２７）"]
)
def test_the_older_forms_speak_as_long_as_no_other_does(
    telegram: Make, form: str, reported: str, is_heard: bool
) -> None:
    towns = warning("市町村等", item(kind("03", "大雨警報"), "9920100 鐘市"))
    raw = telegram(kind=form, body=body(towns)).replace(
        b"2026-07-01T12:00:00+09:00</ReportDateTime>", f"{reported}</ReportDateTime>".encode()
    )

    report = only(raw)

    assert parts(report) == [("大雨/leave_if_slow", "Prepare", ["鐘市"])]
    assert (report.not_public == "") is is_heard
    assert is_heard or "VPWW55 to VPWW61" in report.not_public


def test_both_names_of_the_last_new_form_are_one_stream(telegram: Make) -> None:
    said = body(warning("市町村等", item(kind("14", "雷注意報"), "9920100 鐘市")), PREFECTURE)

    one = only(telegram(kind="気象警報・注意報（Ｒ０６）（その他注意報）", body=said))
    other = only(telegram(kind="気象警報・注意報（Ｒ０６）（その他の注意報）", body=said))

    assert one.stream == other.stream == "warnings/990000/その他注意報"


def test_the_notice_of_a_special_warning_is_for_the_page_alone(telegram: Make) -> None:
    information = (
        '<Information type="気象特別警報報知（市町村等）"><Item>'
        "<Kind><Name>大雨特別警報</Name><Code>33</Code></Kind>"
        f'<Areas codeType="{TOWNS}"><Area><Name>鐘市</Name><Code>9920100</Code></Area></Areas>'
        "</Item></Information>"
    )

    report = only(telegram(kind="気象特別警報報知", information=information))

    (found,) = report.hazards
    assert isinstance(found, Hazard)
    assert found.areas == (town("9920100", "鐘市"),)
    assert _said(found) == "大雨/protect"
    assert "is what people hear of" in report.not_public


def test_an_item_that_multiplies_kinds_by_areas_costs_no_more_than_its_bound(
    telegram: Make,
) -> None:
    kinds = "".join(kind(str(number), f"第{number}注意報") for number in range(300))
    areas = [f"99{number:05} 第{number}町" for number in range(300)]

    report = only(telegram(kind=RAIN, body=body(warning("市町村等", item(kinds, *areas)))))

    assert sum(len(one.areas) for one in report.hazards) == MAX_SAID
    assert [note for note in report.notes if "far beyond any real one" in note]
