"""The agency's own telegrams about volcanoes and ash, against the rows of docs/sources.md."""

from pathlib import Path

import pytest

from alerts.report import Hazard, Report
from alerts.sources.reading import read
from geo.area import Area, area_from_ring

ONTAKE = ["2042900", "2043200", "2120300", "2122000"]
# File, and for each hazard: strength, part, codes warned.
PUBLIC = [
    ("45_02_01_200522_VFVO50", [("leave", "噴火警報", ["1438200"])]),
    ("67_01_01_140927_VFVO56", [("protect", "噴火", ONTAKE)]),
    ("67_01_02_140927_VFVO56", [("protect", "噴火", ONTAKE)]),
    (
        "66_01_02_210514_VFVO54",
        [
            ("know", "やや多量の降灰/know", ["4620100"]),
            ("know", "少量の降灰/know", ["4620100"]),
            ("ready", "小さな噴石の落下/ready", ["4620100"]),
        ],
    ),
    (
        "66_01_03_210514_VFVO55",
        [
            ("know", "やや多量の降灰/know", ["4620100"]),
            (
                "know",
                "少量の降灰/know",
                ["4321500", "4620100", "4620600", "4621500", "4621600", "4621900", "4622500",
                 "4640400"],
            ),
        ],
    ),
]  # fmt: skip
# File, how many hazards the desk may look at, and how the reason begins.
NEVER = [
    ("66_01_01_210517_VFVO53", 2, "It says where ash would fall"),
    ("44_01_01_151008_VFVO51", 9, "It explains the state of volcanoes"),
    ("44_02_01_200522_VFVO51", 1, "It explains the state of volcanoes"),
    ("43_01_01_200522_VFVO52", 1, "It is an observation of an eruption"),
    ("43_02_01_200522_VFVO52", 1, "It is an observation of an eruption"),
    ("46_01_01_170103_VFSVii", 0, "It speaks to ships"),
    ("42_02_01_071130_VZVO40", 0, "It is a notice to those who receive"),
]


@pytest.fixture(scope="module")
def samples(shared_data: Path) -> Path:
    return shared_data / "jma" / "open" / "samples"


def read_file(path: Path) -> Report:
    (report,) = read(path.read_bytes())
    assert isinstance(report, Report), report
    return report


def said(hazard: Hazard) -> tuple[str, str, list[str]]:
    assert hazard.official is not None
    assert (hazard.official.kind, hazard.official.names_level) == ("volcano", False)
    codes = [code.value for area in hazard.areas for code in area.geocodes]
    return hazard.official.strength, hazard.part, codes


@pytest.mark.parametrize(("name", "expected"), PUBLIC, ids=[row[0] for row in PUBLIC])
def test_every_warning_says_what_its_row_says(
    samples: Path, name: str, expected: list[tuple[str, str, list[str]]]
) -> None:
    report = read_file(samples / f"{name}.xml")

    assert ([said(one) for one in report.hazards], report.not_public) == (expected, "")


@pytest.mark.parametrize(("name", "hazards", "why"), NEVER, ids=[row[0] for row in NEVER])
def test_everything_else_says_why_nobody_hears_of_it(
    samples: Path, name: str, hazards: int, why: str
) -> None:
    report = read_file(samples / f"{name}.xml")

    assert (len(report.hazards), report.not_public.startswith(why)) == (hazards, True)


def test_every_file_about_volcanoes_has_its_row(samples: Path) -> None:
    found = {
        path.stem for kind in ("VFVO*", "VFSV*", "VZVO*") for path in samples.glob(f"*_{kind}")
    }

    assert found == {row[0] for row in PUBLIC} | {row[0] for row in NEVER}


@pytest.mark.parametrize("name", ["66_01_01_210517_VFVO53", "66_01_03_210514_VFVO55"])
def test_all_ground_that_the_agency_drew_is_ground(samples: Path, name: str) -> None:
    report = read_file(samples / f"{name}.xml")

    rings = [ring for one in report.hazards for area in one.areas for ring in area.polygons]
    assert len(rings) >= 7
    assert [ring for ring in rings if not isinstance(area_from_ring(ring), Area)] == []


def test_a_synthetic_end_of_a_volcanic_warning_is_an_all_clear(samples: Path) -> None:
    """Composed by us from the sample of level 5: the agency published no end."""
    level_five = (samples / "45_02_01_200522_VFVO50.xml").read_text("utf-8")
    codes = (("15", "11"), ("01", "05"), ("41", "45"))
    synthetic = level_five
    for warned, quiet in codes:
        synthetic = synthetic.replace(f"<Code>{warned}</Code>", "<Code>now</Code>")
        synthetic = synthetic.replace(f"<Code>{quiet}</Code>", f"<Code>{warned}</Code>")
        synthetic = synthetic.replace("<Code>now</Code>", f"<Code>{quiet}</Code>")

    (report,) = read(synthetic.encode())

    assert isinstance(report, Report)
    assert [(one.part, one.response_types) for one in report.hazards] == [
        ("噴火警報", ("AllClear",))
    ]
