"""Volcanoes: who leaves, who keeps off the mountain, what is over, and what nobody is told."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.report import AreaClaim, Code, Hazard, MessageType, Official, Report
from alerts.sources.reading import read

Make = Callable[..., bytes]
Item = tuple[str, str, str, str, str]
"""Code, name, condition, code before, code of the place."""

TOWNS = "気象・地震・火山情報／市町村等"


def block(kind: str, code_type: str, *items: Item) -> str:
    written = "".join(
        f"<Item><Kind><Name>{name}</Name><Code>{code}</Code><Condition>{condition}</Condition>"
        f"</Kind><LastKind><Name>前</Name><Code>{last}</Code></LastKind>"
        f'<Areas codeType="{code_type}"><Area><Name>所{place}</Name><Code>{place}</Code></Area>'
        "</Areas></Item>"
        for code, name, condition, last, place in items
    )
    return f'<VolcanoInfo type="{kind}">{written}</VolcanoInfo>'


def body(*blocks: str, said: str = "") -> str:
    inner = "".join(blocks)
    return f'<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/volcanology1/">{inner}{said}</Body>'


def level(code: str, last: str = "11") -> str:
    return block("噴火警報・予報（対象火山）", "火山名", (code, "段階", "", last, "399"))


def measures(*items: Item) -> str:
    return block("噴火警報・予報（対象市町村の防災対応等）", TOWNS, *items)


@pytest.fixture(scope="module")
def volcano(telegram: Make) -> Make:
    def made(*blocks: str, **parts: str) -> bytes:
        said = (
            "<VolcanoInfoContent><VolcanoActivity>噴煙が上がっています。</VolcanoActivity>"
            "<VolcanoPrevention>離れてください。</VolcanoPrevention></VolcanoInfoContent>"
        )
        whole = {"kind": "噴火警報・予報", "event": "399", "body": body(*blocks, said=said)}
        return telegram(**whole | parts)

    return made


def hazards_of(raw: bytes) -> tuple[Hazard, ...]:
    (report,) = read(raw)
    assert isinstance(report, Report), report
    return report.hazards


def strengths(raw: bytes) -> list[str]:
    return [one.official.strength for one in hazards_of(raw) if one.official]


def test_each_town_is_asked_what_its_own_code_asks(volcano: Make) -> None:
    raw = volcano(
        level("15"),
        measures(
            ("41", "噴火警報：避難等", "発表", "45", "9910100"),
            ("43", "火口周辺警報：入山規制等", "発表", "45", "9920200"),
            ("41", "噴火警報：避難等", "発表", "45", "9930300"),
        ),
    )

    leaving, keeping_off = hazards_of(raw)

    assert leaving.official == Official(kind="volcano", strength="leave", names_level=False)
    assert [one.geocodes for one in leaving.areas] == [
        (Code(name=TOWNS, value="9910100"),),
        (Code(name=TOWNS, value="9930300"),),
    ]
    assert (leaving.part, keeping_off.part) == ("噴火警報", "噴火警報")
    text = leaving.texts[0]
    assert (text.event, text.description, text.instruction) == (
        "所399 噴火警報：避難等",
        "噴煙が上がっています。",
        "離れてください。",
    )


@pytest.mark.parametrize(
    ("of_volcano", "code", "strength"),
    [
        ("15", "41", "leave"),
        ("14", "41", "leave_if_slow"),
        ("", "41", "leave"),
        ("13", "41", "leave"),
        ("25", "46", "leave"),
        ("24", "47", "leave"),
        ("15", "42", "ready"),
        ("13", "43", "ready"),
        ("12", "49", "know"),
        ("15", "48", "know"),
        ("36", "44", "know"),
        ("11", "45", "know"),
    ],
)
def test_the_volcanos_level_decides_where_two_levels_share_a_code(
    volcano: Make, of_volcano: str, code: str, strength: str
) -> None:
    raw = volcano(level(of_volcano), measures((code, "名", "発表", "45", "9910100")))

    assert strengths(raw) == [strength]


@pytest.mark.parametrize(
    ("name", "strength"),
    [
        ("レベル５（避難）", "leave"),
        ("レベル４（新）", "leave_if_slow"),
        ("レベル３（新）", "ready"),
        ("新しい特別警報", "protect"),
        ("新しい何か", "know"),
    ],
)
def test_an_unknown_code_is_read_by_its_name_on_the_volcanos_own_scale(
    volcano: Make, name: str, strength: str
) -> None:
    assert strengths(volcano(measures(("88", name, "発表", "", "9910100")))) == [strength]


def test_what_ends_is_an_all_clear_of_the_part_that_the_town_had(volcano: Make) -> None:
    raw = volcano(
        level("11", last="14"),
        measures(
            ("45", "活火山であることに留意", "解除", "41", "9910100"),
            ("45", "活火山であることに留意", "解除", "49", "9920200"),
        ),
    )

    (report,) = read(raw)

    assert isinstance(report, Report)
    assert report.message_type is MessageType.UPDATE
    assert [(one.part, one.response_types) for one in report.hazards] == [
        ("噴火警報", ("AllClear",)),
    ]


def test_what_is_only_lowered_is_no_all_clear(volcano: Make) -> None:
    raw = volcano(level("13", last="15"), measures(("43", "火口周辺警報", "切替", "41", "9910100")))

    (hazard,) = hazards_of(raw)

    assert (hazard.part, hazard.response_types) == ("噴火警報", ("Prepare",))


def test_a_volcano_that_was_quiet_and_stays_so_ends_nothing(volcano: Make) -> None:
    raw = volcano(level("11"), measures(("45", "留意", "継続", "45", "9910100")))

    (hazard,) = hazards_of(raw)

    assert hazard.response_types == ("Monitor",)


def test_without_towns_the_volcano_itself_is_named(volcano: Make) -> None:
    (hazard,) = hazards_of(volcano(level("36")))

    assert hazard.areas == (
        AreaClaim(description="所399", geocodes=(Code(name="火山名", value="399"),)),
    )


def test_an_eruption_tells_everyone_around_to_protect_themselves(volcano: Make) -> None:
    item = ("52", "噴火", "", "", "9910100")

    (report,) = read(
        volcano(
            block("噴火速報", "火山名", ("52", "噴火", "", "", "399")),
            block("噴火速報（対象市町村等）", TOWNS, item),
            kind="噴火速報",
            event="20260701120000_399",
        )
    )

    assert isinstance(report, Report)
    (hazard,) = report.hazards
    assert (report.stream, hazard.part) == ("eruption/20260701120000_399", "噴火")
    assert hazard.official == Official(kind="volcano", strength="protect")
    assert [one.geocodes[0].value for one in hazard.areas] == ["9910100"]


@pytest.mark.parametrize(
    "kind",
    [
        "火山の状況に関する解説情報",
        "噴火に関する火山観測報",
        "推定噴煙流向報",
        "火山現象に関する海上警報・海上予報",
        "火山に関するお知らせ",
    ],
)
def test_what_is_not_for_the_public_says_why(volcano: Make, kind: str) -> None:
    (report,) = read(volcano(level("13"), kind=kind))

    assert isinstance(report, Report)
    assert report.not_public.endswith(".")


@given(seed=st.integers(min_value=0, max_value=2**32))
def test_no_mangled_telegram_raises_or_becomes_another_hazard(
    volcano: Make, mangled: Callable[[bytes, int], bytes], seed: int
) -> None:
    raw = volcano(level("15"), measures(("41", "避難等", "発表", "45", "9910100")))

    (report,) = read(mangled(raw, seed))

    assert isinstance(report, Report)
    assert {one.official.kind for one in report.hazards if one.official} <= {"volcano"}
