"""Tsunami warnings: what each region is told, what is lifted, and what only weakens."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.report import AreaClaim, Code, Hazard, MessageType, Official, Report
from alerts.sources.reading import read
from geo.schemes import scheme_of

Make = Callable[..., bytes]

NAMES = {
    "00": "津波なし",
    "50": "警報解除",
    "51": "津波警報",
    "52": "大津波警報",
    "53": "大津波警報：発表",
    "60": "津波注意報解除",
    "62": "津波注意報",
    "71": "津波予報（若干の海面変動）",
    "73": "津波予報（若干の海面変動）",
}
ITEM = """<Item><Area><Name>{place}</Name><Code>{code}</Code></Area>
<Category><Kind><Name>{now}</Name><Code>{now_code}</Code></Kind>
<LastKind><Name>{before}</Name><Code>{before_code}</Code></LastKind></Category>
<FirstHeight><ArrivalTime>2026-07-01T12:20:00+09:00</ArrivalTime></FirstHeight>
<MaxHeight><eb:TsunamiHeight unit="m" description="３ｍ">3</eb:TsunamiHeight></MaxHeight></Item>"""
BODY = """<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/seismology1/"
xmlns:eb="http://xml.kishou.go.jp/jmaxml1/elementBasis1/">
<Tsunami><Forecast>{items}</Forecast></Tsunami><Earthquake>
<OriginTime>2026-07-01T11:58:00+09:00</OriginTime><Hypocenter><Area><Name>鐘沖</Name>
<eb:Coordinate>+33.2+136.0-10000/</eb:Coordinate></Area></Hypocenter>
<eb:Magnitude description="Ｍ８を超える巨大地震">NaN</eb:Magnitude></Earthquake>
<Comments><WarningComment codeType="固定付加文"><Text>ただちに避難してください。
&#x3000;
＜大津波警報＞
高台へ。
&#x3000;
＜津波注意報＞
海から上がる。
&#x3000;
警報の地域では離れないでください。</Text><Code>0149 0121 0123</Code></WarningComment></Comments></Body>"""


def item(code: str, now: str, before: str = "00", place: str = "") -> str:
    return ITEM.format(
        place=place or f"鐘海岸{code}",
        code=code,
        now=NAMES.get(now, now),
        now_code=now,
        before=NAMES.get(before, before),
        before_code=before,
    )


@pytest.fixture
def tsunami(telegram: Make) -> Callable[..., Report]:
    def made(*items: str, **parts: str) -> Report:
        whole = {
            "kind": "津波警報・注意報・予報a",
            "event": "20260701115800",
            "body": BODY.format(items="".join(items)),
        }
        (report,) = read(telegram(**whole | parts))
        assert isinstance(report, Report), report
        return report

    return made


def region(code: str) -> AreaClaim:
    return AreaClaim(description=f"鐘海岸{code}", geocodes=(Code(name="津波予報区", value=code),))


def outline(report: Report) -> list[tuple[str, str, bool, list[str]]]:
    """Part, strength, ended, codes of the regions."""
    return [
        (
            hazard.part,
            hazard.official.strength if hazard.official else "",
            "AllClear" in hazard.response_types,
            [area.geocodes[0].value for area in hazard.areas],
        )
        for hazard in report.hazards
    ]


@pytest.mark.parametrize(
    ("code", "event", "strength", "response"),
    [
        ("53", "大津波警報", "protect", "Evacuate"),
        ("52", "大津波警報", "protect", "Evacuate"),
        ("51", "津波警報", "leave", "Evacuate"),
        ("62", "津波注意報", "ready", "Avoid"),
        ("71", "津波予報（若干の海面変動）", "know", "Monitor"),
    ],
)
def test_each_class_asks_what_its_name_asks(
    tsunami: Callable[..., Report], code: str, event: str, strength: str, response: str
) -> None:
    (hazard,) = tsunami(item("901", code)).hazards

    assert hazard.official == Official(kind="tsunami", strength=strength)
    assert hazard.texts[0].event == event
    assert hazard.response_types == (response,)
    assert hazard.areas == (region("901"),)
    assert hazard.part == "津波"


def test_regions_of_one_class_are_one_hazard(tsunami: Callable[..., Report]) -> None:
    report = tsunami(item("901", "53"), item("902", "62"), item("903", "52", "53"))

    assert outline(report) == [
        ("津波", "protect", False, ["901", "903"]),
        ("津波", "ready", False, ["902"]),
    ]


def test_what_is_lifted_ends_the_class_that_held(tsunami: Callable[..., Report]) -> None:
    report = tsunami(item("901", "50", "52"), item("902", "50", "51"), item("903", "60", "62"))

    assert report.message_type is MessageType.UPDATE
    assert outline(report) == [
        ("津波", "know", True, ["901"]),
        ("津波", "know", True, ["902"]),
        ("津波", "know", True, ["903"]),
    ]


def test_slight_change_after_a_warning_is_an_all_clear_and_something_to_know(
    tsunami: Callable[..., Report],
) -> None:
    assert outline(tsunami(item("901", "73", "52"))) == [
        ("津波", "know", False, ["901"]),
        ("津波", "know", True, ["901"]),
    ]


def test_a_warning_that_becomes_an_advisory_has_not_ended(tsunami: Callable[..., Report]) -> None:
    assert outline(tsunami(item("901", "62", "51"))) == [("津波", "ready", False, ["901"])]


@pytest.mark.parametrize(
    ("code", "names"), [("50", {"大津波警報解除", "津波警報解除"}), ("60", {"津波注意報解除"})]
)
def test_a_lifting_that_does_not_say_what_it_lifts_ends_all_that_it_may(
    tsunami: Callable[..., Report], code: str, names: set[str]
) -> None:
    said = item("901", code).replace("<LastKind>", "<!--").replace("</LastKind>", "-->")

    report = tsunami(said.replace("<!--<Name>津波なし</Name><Code>00</Code>-->", ""))

    assert all(ended for _, _, ended, _ in outline(report))
    assert {one.texts[0].event for one in report.hazards} == names


@pytest.mark.parametrize(
    ("name", "strength"),
    [
        ("大津波警報（新）", "protect"),
        ("津波警報（新）", "leave"),
        ("津波注意報（新）", "ready"),
        ("津波の何か", "know"),
    ],
)
def test_an_unknown_code_is_read_by_its_name_and_noted(
    tsunami: Callable[..., Report], name: str, strength: str
) -> None:
    said = item("901", "98").replace("<Name>98<", f"<Name>{name}<")

    report = tsunami(said)

    assert outline(report) == [("津波", strength, False, ["901"])]
    assert report.notes == (f"The tsunami code “98” ({name}) is in no table; its name counts.",)


def test_an_advisory_s_reader_is_not_told_to_flee(tsunami: Callable[..., Report]) -> None:
    major, advisory = tsunami(item("901", "53"), item("902", "62"), headline="避難を").hazards

    assert (major.texts[0].headline, major.texts[0].instruction) == (
        "避難を",
        "ただちに避難してください。\n\n＜大津波警報＞\n高台へ。\n\n警報の地域では離れないでください。",
    )
    assert (advisory.texts[0].headline, advisory.texts[0].instruction) == (
        "",
        "＜津波注意報＞\n海から上がる。",
    )


def test_arrival_height_and_hypocentre_come_along_by_region(
    tsunami: Callable[..., Report],
) -> None:
    (hazard,) = tsunami(item("901", "53")).hazards

    assert {one.name: one.value for one in hazard.parameters if one.name != "jma:comment"} == {
        "jma:origin_time": "2026-07-01T11:58:00+09:00",
        "jma:hypocentre": "鐘沖",
        "jma:position": "136.0000,33.2000",
        "jma:depth_km": "10",
        "jma:magnitude": "Ｍ８を超える巨大地震",
        "jma:arrival:901": "2026-07-01T12:20:00+09:00",
        "jma:height:901": "３ｍ",
    }


def test_without_a_body_the_wider_regions_of_the_headline_are_warned(
    tsunami: Callable[..., Report],
) -> None:
    wide = """<Information type="津波予報領域表現"><Item><Kind><Name>津波警報</Name><Code>51</Code>
    </Kind><Areas codeType="津波予報区"><Area><Name>鐘海岸990</Name><Code>990</Code></Area></Areas>
    </Item></Information>"""

    report = tsunami(body="", information=wide)

    assert outline(report) == [("津波", "leave", False, ["990"])]


def test_all_earthquakes_tsunamis_are_one_stream(tsunami: Callable[..., Report]) -> None:
    first = tsunami(item("901", "51"), event="20260701115800")
    both = tsunami(item("901", "51"), event="20260701115800 20260701121500")

    assert first.stream == both.stream == "tsunami"


def test_a_withdrawal_names_its_stream_and_needs_no_region(
    tsunami: Callable[..., Report],
) -> None:
    report = tsunami(body="", info_type="取消")

    assert (report.message_type, report.stream, report.hazards, report.notes) == (
        MessageType.CANCEL,
        "tsunami",
        (),
        (),
    )


def test_a_telegram_that_names_no_region_says_so(tsunami: Callable[..., Report]) -> None:
    report = tsunami()

    assert (report.hazards, len(report.notes)) == ((), 1)


def test_tsunami_regions_have_a_scheme_of_their_own() -> None:
    assert scheme_of("津波予報区") == "jma-tsunami"


@given(seed=st.integers(min_value=0, max_value=2**32))
def test_no_mangled_telegram_raises_or_loses_its_kind(
    telegram: Make, mangled: Callable[[bytes, int], bytes], seed: int
) -> None:
    items = item("901", "53") + item("902", "73", "51") + item("903", "60", "62")
    raw = telegram(kind="津波警報・注意報・予報a", body=BODY.format(items=items))

    (report,) = read(mangled(raw, seed))

    assert isinstance(report, Report)
    assert {hazard.official.kind for hazard in report.hazards if hazard.official} <= {"tsunami"}


def hazard_of(raw: bytes) -> Hazard:
    (report,) = read(raw)
    assert isinstance(report, Report), report
    (hazard,) = report.hazards
    return hazard


MEASURED = """<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/seismology1/"
xmlns:eb="http://xml.kishou.go.jp/jmaxml1/elementBasis1/"><Tsunami><Observation><Item>
<Area><Name>{place}</Name><Code>{code}</Code></Area><Station><Name>鐘港</Name><Code>90101</Code>
<MaxHeight><DateTime>2026-07-01T12:40:00+09:00</DateTime>
<eb:TsunamiHeight unit="m" condition="上昇中" description="１．３ｍ">1.3</eb:TsunamiHeight></MaxHeight>
</Station></Item></Observation>{forecast}</Tsunami></Body>"""


def test_arrivals_and_measured_waves_are_to_know_and_never_relief(telegram: Make) -> None:
    told = f"<Forecast>{item('901', '53')}</Forecast>"
    body = MEASURED.format(place="鐘海岸901", code="901", forecast=told)

    hazard = hazard_of(telegram(kind="津波情報a", event="1 2", body=body))

    assert hazard.official == Official(kind="tsunami", strength="know")
    assert hazard.areas == (region("901"),)
    assert hazard.parameters == (
        Code(name="jma:class:901", value="大津波警報：発表"),
        Code(name="jma:arrival:901", value="2026-07-01T12:20:00+09:00"),
        Code(name="jma:height:901", value="３ｍ"),
        Code(name="jma:observed:90101", value="１．３ｍ"),
        Code(name="jma:observed_at:90101", value="2026-07-01T12:40:00+09:00"),
    )


def test_a_second_earthquake_does_not_part_the_information_from_the_first(
    telegram: Make,
) -> None:
    streams = set()
    for event in ("20260701115800", "20260701115800 20260701121500"):
        (report,) = read(telegram(kind="津波情報a", event=event))
        assert isinstance(report, Report)
        streams.add(report.stream)

    assert streams == {"tsunami-information/20260701115800"}


def test_gauges_at_sea_alone_warn_nobody_and_say_who_does(telegram: Make) -> None:
    body = MEASURED.format(place="", code="", forecast="")

    (report,) = read(telegram(kind="沖合の津波観測に関する情報", body=body))

    assert isinstance(report, Report)
    assert "津波警報・注意報・予報a" in report.not_public
    assert [hazard.areas for hazard in report.hazards] == [()]


@pytest.mark.parametrize("kind", ["津波情報a", "沖合の津波観測に関する情報"])
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_no_mangled_information_raises(
    telegram: Make, mangled: Callable[[bytes, int], bytes], kind: str, seed: int
) -> None:
    body = MEASURED.format(place="鐘海岸901", code="901", forecast=item("901", "53"))

    (report,) = read(mangled(telegram(kind=kind, body=body), seed))

    assert isinstance(report, Report)
