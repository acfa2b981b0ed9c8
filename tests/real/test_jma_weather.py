"""Weather telegrams of JMA against docs/sources.md: the agency's samples, type by type.

What a type becomes is written here by hand, from titles, headlines and code tables; which
municipality has which code is read once more from the bytes, by other software.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest

from alerts.report import Report
from alerts.sources.jma import weather
from alerts.sources.jma.weather_codes import meant
from alerts.sources.reading import read
from geo.schemes import scheme_of

TOWNS = "気象・地震・火山情報／市町村等"
DISTRICTS = "気象情報／府県予報区・細分区域等"
REGIONS = "全国・地方予報区等"
NO_WARNING, ENDED = "発表警報・注意報はなし", "AllClear"


class Row(msgspec.Struct, frozen=True):
    """What all files of a type say together.

    `hazards`: "kind strength" of all that holds; `ended`: the parts that end; `levels`: whether
    the agency names one of the five levels; `areas`: code types; `reason`: a word of not_public.
    """

    hazards: str
    areas: tuple[str, ...] = (TOWNS,)
    ended: str = ""
    levels: bool = False
    reason: str = ""
    stream: str = "warnings/"


_OLD_RAIN = "flood leave_if_slow, flood ready"
_OLD_ENDED = "大雨 暴風 洪水 雷"
TABLE = {
    "VPWW50": Row(
        f"{_OLD_RAIN}, other know, snow know, storm know, storm ready, storm_surge ready",
        ended=_OLD_ENDED,
    ),
    "VPWW53": Row(
        f"flood protect, {_OLD_RAIN}, storm know, storm protect, storm ready, "
        "storm_surge protect, storm_surge ready",
        ended=_OLD_ENDED,
    ),
    "VPWW54": Row(
        f"flood know, flood protect, {_OLD_RAIN}, other know, snow know, snow protect, "
        "snow ready, storm know, storm protect, storm ready, storm_surge leave, "
        "storm_surge protect",
    ),
    "VPWW55": Row("flood leave, flood leave_if_slow, flood ready", levels=True),
    "VPWW56": Row("landslide leave, landslide leave_if_slow, landslide ready", levels=True),
    "VPWW57": Row("storm_surge leave, storm_surge leave_if_slow", levels=True),
    "VPWW58": Row("storm know, storm ready"),
    "VPWW59": Row("storm know, storm ready"),
    "VPWW60": Row("snow know, snow ready"),
    "VPWW61": Row("flood know, other know, snow know, storm know"),
    "VPNO50": Row("flood protect", reason="announces", stream="special-warnings/"),
    "VXWW50": Row("landslide leave", ended="土砂災害", stream="landslide/"),
    "VPOA50": Row("flood ready", areas=(DISTRICTS,), stream="record-rain/"),
    "VPHW50": Row("tornado ready", stream="tornado/"),
    "VPHW51": Row("tornado protect, tornado ready", areas=(DISTRICTS, TOWNS), stream="tornado/"),
    "VPBS50": Row("flood ready, snow ready", areas=(DISTRICTS,), stream="bulletin/"),
    "VPZJ51": Row("flood know", areas=(REGIONS,), reason="whole regions", stream="explanation/"),
    "VPCJ51": Row("snow know", areas=(REGIONS,), reason="whole regions", stream="explanation/"),
    "VPFJ51": Row("storm know", areas=(DISTRICTS,), stream="explanation/"),
    "VMCJ53": Row("other know", areas=(REGIONS,), reason="whole regions", stream="explanation/"),
    "VMCJ54": Row("other know", areas=(REGIONS,), reason="whole regions", stream="explanation/"),
    "VMCJ55": Row("other know", areas=(DISTRICTS,), stream="explanation/"),
    **dict.fromkeys(
        ("VPZJ50", "VPCJ50", "VPFJ50", "VMCJ50", "VMCJ51", "VMCJ52"),
        Row("other know", areas=(), reason="no area by code", stream="explanation/"),
    ),
    **dict.fromkeys(
        ("VPTI50", "VPTI51"),
        Row("storm know", areas=(), reason="no area by code", stream="explanation/"),
    ),
    **dict.fromkeys(
        ("VPTW40", "VPTW41", "VPTW50", "VPTW60"),
        Row("storm know", areas=(), reason="is no warning to people", stream="typhoon/"),
    ),
    "VPWP50": Row("", areas=(), reason="hour by hour", stream="table/"),
    "VPAW51": Row("", areas=(), reason="a week and more ahead", stream="table/"),
    "VPCI50": Row("", areas=(), reason="course of a season", stream="table/"),
}


@pytest.fixture(scope="module")
def collection(shared_data: Path) -> Path:
    return shared_data / "jma" / "open"


@pytest.fixture(scope="module")
def files(collection: Path) -> dict[str, list[Path]]:
    """The files of each type that is ours."""
    found: dict[str, list[Path]] = {}
    with (collection / "TABLE.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            if row["title"] in weather.KINDS:
                found.setdefault(row["type"], []).append(collection / row["file"])
    return found


def report_of(path: Path) -> Report:
    (report,) = read(path.read_bytes())
    assert isinstance(report, Report), (path.name, report)
    return report


def test_every_type_of_the_collection_is_in_the_table(files: dict[str, list[Path]]) -> None:
    assert set(files) == set(TABLE)


@pytest.mark.parametrize("kind", TABLE)
def test_the_files_of_a_type_say_what_its_row_says(files: dict[str, list[Path]], kind: str) -> None:
    row = TABLE[kind]

    reports = [report_of(path) for path in files[kind]]

    hazards = [one for report in reports for one in report.hazards]
    holding = [one for one in hazards if ENDED not in one.response_types]
    assert {
        f"{one.official.kind} {one.official.strength}" for one in holding if one.official
    } == set(row.hazards.split(", ") if row.hazards else ())
    assert {one.part for one in hazards if one not in holding} == set(row.ended.split())
    assert {code.name for one in hazards for area in one.areas for code in area.geocodes} == set(
        row.areas
    )
    assert all(scheme_of(name) for name in row.areas)
    assert all(one.official is not None for one in hazards)
    if kind != "VXWW50":  # Its titles name the level since May 2026 only; see below.
        assert {one.official.names_level for one in holding if one.official} <= {row.levels}
    assert all(report.stream.startswith(row.stream) for report in reports)
    for report in reports:
        assert (row.reason in report.not_public) if row.reason else report.not_public == ""
        assert report.notes == ()


@pytest.mark.parametrize("kind", [one for one, row in TABLE.items() if not row.reason])
def test_every_file_that_is_for_the_public_names_areas_by_code(
    files: dict[str, list[Path]], kind: str
) -> None:
    for path in files[kind]:
        report = report_of(path)

        assert report.hazards, path.name
        for hazard in report.hazards:
            assert hazard.areas, (path.name, hazard.part)
            assert all(area.geocodes for area in hazard.areas), (path.name, hazard.part)


def _told(path: Path) -> Iterator[tuple[str, str, bool]]:
    """Municipality, part and whether it ended, of every `Kind` in the list of municipalities."""
    for warning in ElementTree.parse(path).getroot().iterfind(".//{*}Body/{*}Warning"):
        if not warning.get("type", "").endswith("（市町村等）"):
            continue
        for item in warning.iterfind("{*}Item"):
            town = item.findtext("{*}Area/{*}Code", "")
            for one in item.iterfind("{*}Kind"):
                status = one.findtext("{*}Status")
                if status != NO_WARNING:
                    said = meant(one.findtext("{*}Code", ""), one.findtext("{*}Name", ""))
                    yield town, said.part, status == "解除"


@pytest.mark.parametrize("kind", [one for one in TABLE if one.startswith("VPWW")])
def test_each_municipality_has_just_the_warnings_that_its_lines_say(
    files: dict[str, list[Path]], kind: str
) -> None:
    for path in files[kind]:
        expected = set(_told(path))

        found = {
            (code.value, one.part, ENDED in one.response_types)
            for one in report_of(path).hazards
            for area in one.areas
            for code in area.geocodes
        }

        assert found == expected, path.name
        assert expected, path.name


def test_landslide_alerts_name_their_level_since_may_2026(files: dict[str, list[Path]]) -> None:
    named = {
        path.name.split("_")[1]: {
            one.texts[0].event
            for one in report_of(path).hazards
            if one.official is not None and one.official.names_level
        }
        for path in files["VXWW50"]
        if not path.name.startswith("17_04_03")
    }

    assert named == {"01": set(), "03": set(), "04": {"レベル４土砂災害危険警報"}}


def test_a_rainy_night_goes_from_alert_to_lifting_municipality_by_municipality(
    files: dict[str, list[Path]],
) -> None:
    night = [path for path in files["VXWW50"] if path.name.startswith("17_03_")]

    counts = [
        [(one.response_types[0], len(one.areas)) for one in report_of(path).hazards]
        for path in sorted(night)
    ]

    assert counts == [
        [("Evacuate", 1)],
        [(ENDED, 1)],
        [("Evacuate", 20)],
        [("Evacuate", 25)],
        [("Evacuate", 26)],
        [("Evacuate", 27)],
        [("Evacuate", 22), (ENDED, 5)],
        [("Evacuate", 9), (ENDED, 13)],
        [("Evacuate", 1), (ENDED, 8)],
        [(ENDED, 1)],
    ]


def test_level_five_written_from_the_samples_of_level_four_asks_to_protect_oneself(
    files: dict[str, list[Path]],
) -> None:
    # Synthetic: the agency's samples of the new form end at level 4.
    made = {
        "VPWW55": ("レベル４大雨危険警報", "43", "レベル５大雨特別警報", "33"),
        "VPWW56": ("レベル４土砂災害危険警報", "49", "レベル５土砂災害特別警報", "39"),
        "VPWW57": ("レベル４高潮危険警報", "48", "レベル５高潮特別警報", "38"),
    }
    for kind, (name, code, higher, its_code) in made.items():
        raw = files[kind][0].read_text(encoding="utf-8")
        raw = raw.replace(name, higher).replace(f"<Code>{code}</Code>", f"<Code>{its_code}</Code>")

        (report,) = read(raw.encode())

        assert isinstance(report, Report)
        strongest = report.hazards[0]
        assert strongest.official is not None
        assert (strongest.official.strength, strongest.official.names_level) == ("protect", True)
        assert strongest.texts[0].event == higher
        assert report.notes == ()


def test_where_a_tornado_was_seen_is_told_apart(files: dict[str, list[Path]]) -> None:
    seen = {
        path.name[:8]: [area.description for area in report_of(path).hazards[0].areas]
        for path in files["VPHW51"]
        if report_of(path).hazards[0].response_types == ("Shelter",)
    }

    assert seen == {"19_07_01": ["南部", "北部"], "19_10_02": ["南部"], "19_10_04": ["南部"]}


def test_a_typhoon_s_circles_lie_where_the_agency_says(files: dict[str, list[Path]]) -> None:
    (path,) = [one for one in files["VPTW60"] if one.name.startswith("10_04_02")]

    (typhoon,) = report_of(path).hazards

    now = typhoon.areas[0]
    assert now.description == "実況：強風域"
    assert [(one.lon, one.lat, one.radius_km) for one in now.circles] == [(140.4, 15.5, 170.0)]
    assert len(typhoon.areas) == 7
