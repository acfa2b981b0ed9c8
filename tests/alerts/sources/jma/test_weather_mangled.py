"""No weather reader raises, however its telegram is mangled."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from alerts.report import Report
from alerts.sources.jma import weather
from alerts.sources.reading import read

_BODY = """<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/meteorology1/"
 xmlns:jmx_eb="http://xml.kishou.go.jp/jmaxml1/elementBasis1/">
<TargetArea><Name>鐘県</Name><Code>990000</Code></TargetArea>
<Warning type="土砂災害警戒情報（市町村等）"><Item><Kind><Name>レベル４大雨危険警報</Name><Code>43</Code>
<Status>発表</Status><LastKind><Name>レベル３大雨警報</Name><Code>03</Code></LastKind></Kind>
<Kind><Name>強風注意報</Name><Code>15</Code><Status>解除</Status></Kind>
<Area><Name>鐘市</Name><Code>9920100</Code></Area></Item></Warning>
<MeteorologicalInfos type="台風情報"><MeteorologicalInfo><DateTime type="実況">今</DateTime><Item>
<Kind><Property><CenterPart><Location>沖</Location></CenterPart></Property></Kind>
<Area><jmx_eb:Circle type="強風域"><jmx_eb:BasePoint type="中心位置（度）">+25.5+130.4/</jmx_eb:BasePoint>
<jmx_eb:Axes><jmx_eb:Axis><jmx_eb:Radius unit="km">170</jmx_eb:Radius></jmx_eb:Axis></jmx_eb:Axes>
</jmx_eb:Circle></Area></Item></MeteorologicalInfo></MeteorologicalInfos>
<Comment><Text>鐘が鳴ります。</Text></Comment></Body>"""
_INFORMATION = """<Information type="{}"><Item><Kind><Name>情報タグ</Name><Code>1</Code>
<Condition>線状降水帯発生 大雨</Condition></Kind><Areas codeType="気象情報／府県予報区・細分区域等">
<Area><Name>北部</Name><Code>990010</Code></Area></Areas></Item></Information>"""
_INFORMATIONS = _INFORMATION.format("情報タグ") + _INFORMATION.format("（目撃情報あり）")


@given(kind=st.sampled_from(sorted(weather.KINDS)), seed=st.integers(0, 2**32))
def test_a_mangled_telegram_is_still_answered_and_names_no_part_twice(
    telegram: Callable[..., bytes],
    mangled: Callable[[bytes, int], bytes],
    kind: str,
    seed: int,
) -> None:
    raw = telegram(kind=kind, body=_BODY, information=_INFORMATIONS, event="K1")

    (report,) = read(mangled(raw, seed))

    assert isinstance(report, Report)
    assert "".join(report.stream.split()) == report.stream != ""
    said = [
        (one.part, one.official, one.texts[0].event, "AllClear" in one.response_types)
        for one in report.hazards
    ]
    assert len(said) == len(set(said))
