"""What is told of earthquakes beside the shaking: for the desk to read, but for Nankai's two."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.report import AreaClaim, Code, MessageType, Report
from alerts.sources.reading import read

Make = Callable[..., bytes]

PAGES = (
    "震源に関する情報",
    "顕著な地震の震源要素更新のお知らせ",
    "地震回数に関する情報",
    "地震の活動状況等に関する情報",
    "地震・津波に関するお知らせ",
    "南海トラフ地震関連解説情報",
)
BODY = """<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/seismology1/"
xmlns:eb="http://xml.kishou.go.jp/jmaxml1/elementBasis1/"><Earthquake><Hypocenter><Area>
<Name>鐘湾</Name><eb:Coordinate>+34.8+138.5-20000/</eb:Coordinate>
<eb:Coordinate type="震源位置（度分）">+3447.1+13829.9-23000/</eb:Coordinate></Area></Hypocenter>
</Earthquake><EarthquakeInfo><InfoSerial><Name>鐘</Name><Code>{code}</Code></InfoSerial>
<Text>鐘の下で岩が動きました。</Text></EarthquakeInfo><NextAdvisory>次は明日です。</NextAdvisory>
</Body>"""


@pytest.fixture
def notice(telegram: Make) -> Callable[..., Report]:
    def made(kind: str, code: str = "", **parts: str) -> Report:
        whole = {"kind": kind, "event": "20260701115800", "body": BODY.format(code=code)}
        (report,) = read(telegram(**whole | parts))
        assert isinstance(report, Report), report
        return report

    return made


@pytest.mark.parametrize("kind", PAGES)
def test_notices_have_a_named_reason_and_words_for_the_desk(
    notice: Callable[..., Report], kind: str
) -> None:
    report = notice(kind)

    assert report.not_public.endswith(".")
    assert [(one.areas, one.official.strength) for one in report.hazards if one.official] == [
        ((), "know")
    ]
    assert report.hazards[0].texts[0].description == "鐘の下で岩が動きました。\n\n次は明日です。"


@pytest.mark.parametrize("kind", PAGES)
def test_a_withdrawn_notice_ends_nobody_s_warning(notice: Callable[..., Report], kind: str) -> None:
    report = notice(kind, info_type="取消")

    assert (report.message_type, report.hazards) == (MessageType.CANCEL, ())
    assert report.not_public != ""


def test_the_finer_position_counts(notice: Callable[..., Report]) -> None:
    (hazard,) = notice("顕著な地震の震源要素更新のお知らせ").hazards

    assert Code(name="jma:position", value="138.4983,34.7850") in hazard.parameters


@pytest.mark.parametrize(
    ("code", "strength"),
    [
        ("111", "know"),
        ("112", "know"),
        ("113", "know"),
        ("120", "leave_if_slow"),
        ("130", "ready"),
        ("190", "know"),
    ],
)
def test_nankai_s_news_ring_the_desk_for_they_name_no_place_by_code(
    notice: Callable[..., Report], code: str, strength: str
) -> None:
    report = notice("南海トラフ地震臨時情報", code)

    assert report.not_public == ""
    assert report.stream == "nankai/20260701115800"
    assert [(one.areas, one.official.strength) for one in report.hazards if one.official] == [
        ((AreaClaim(description="南海トラフ地震で被害が想定される地域"),), strength)
    ]


@pytest.mark.parametrize(
    ("title", "strength"),
    [
        ("南海トラフ地震臨時情報（巨大地震警戒）", "leave_if_slow"),
        ("南海トラフ地震臨時情報（巨大地震注意）", "ready"),
        ("南海トラフ地震臨時情報", "know"),
    ],
)
def test_an_unknown_nankai_code_is_read_by_the_title_and_noted(
    notice: Callable[..., Report], title: str, strength: str
) -> None:
    report = notice("南海トラフ地震臨時情報", "999", title=title)

    assert [one.official.strength for one in report.hazards if one.official] == [strength]
    assert len(report.notes) == 1


def test_the_end_of_an_examination_is_no_all_clear(notice: Callable[..., Report]) -> None:
    report = notice("南海トラフ地震臨時情報", "190")

    assert report.hazards[0].response_types == ("Monitor",)


@pytest.mark.parametrize("kind", [*PAGES, "南海トラフ地震臨時情報"])
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_no_mangled_telegram_raises(
    telegram: Make, mangled: Callable[[bytes, int], bytes], kind: str, seed: int
) -> None:
    (report,) = read(mangled(telegram(kind=kind, body=BODY.format(code="120")), seed))

    assert isinstance(report, Report)
