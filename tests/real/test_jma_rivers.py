"""The agency's own telegrams about rivers, against the rows of docs/sources.md."""

from pathlib import Path

import pytest

from alerts.report import Hazard, MessageType, Official, Report
from alerts.sources.reading import read

DUMMY = ["0000000"]
"""The agency's made-up towns all have this code, so that they are one."""
# File, official meaning, event, codes warned, stream.
ROWS = [
    (
        "16_02_01_220728_VXKOii",
        Official(kind="flood", strength="leave_if_slow"),
        "○○川上流氾濫警戒情報",
        DUMMY,
        "river/123456789012",
    ),
    (
        "16_02_02_220728_VXKOii",
        Official(kind="flood", strength="leave_if_slow"),
        "六角川氾濫警戒情報",
        ["4120600", "4120900", "4142300", "4142400", "4142500"],
        "river/890904000100",
    ),
    (
        "16_03_01_220728_VXKOii",
        Official(kind="flood", strength="leave_if_slow"),
        "○○川上流氾濫警戒情報",
        DUMMY,
        "river/123456789012",
    ),
    (
        "16_04_01_220728_VXKOii",
        Official(kind="flood", strength="protect"),
        "○○川上流氾濫発生情報（氾濫水の予報）",
        DUMMY,
        "river/123456789012",
    ),
    (
        "91_01_01_241031_VXSUii",
        Official(kind="flood", strength="ready", names_level=True),
        "善川レベル２氾濫注意報",
        ["0442101", "0442102", "0442400"],
        "river/8201813100",
    ),
]


@pytest.fixture(scope="module")
def samples(shared_data: Path) -> Path:
    return shared_data / "jma" / "open" / "samples"


def read_file(path: Path) -> Report:
    (report,) = read(path.read_bytes())
    assert isinstance(report, Report), report
    return report


def codes(hazard: Hazard) -> list[str]:
    return [code.value for area in hazard.areas for code in area.geocodes]


@pytest.mark.parametrize(
    ("name", "official", "event", "warned", "stream"), ROWS, ids=[row[0] for row in ROWS]
)
def test_every_telegram_says_what_its_row_says(
    samples: Path, name: str, official: Official, event: str, warned: list[str], stream: str
) -> None:
    report = read_file(samples / f"{name}.xml")

    (hazard,) = report.hazards
    assert (hazard.official, hazard.texts[0].event) == (official, event)
    assert (codes(hazard), report.stream, report.not_public) == (warned, stream, "")


def test_every_file_about_rivers_has_its_row(samples: Path) -> None:
    found = {path.stem for kind in ("VXKOii", "VXSUii") for path in samples.glob(f"*_{kind}.xml")}

    assert found == {row[0] for row in ROWS}


@pytest.mark.parametrize(
    ("name", "code", "strength"),
    [
        ("レベル５氾濫特別警報", "51", "protect"),
        ("レベル４氾濫危険警報", "40", "leave"),
        ("レベル３氾濫警報", "30", "leave_if_slow"),
    ],
)
def test_synthetic_telegrams_of_the_levels_that_the_samples_lack(
    samples: Path, name: str, code: str, strength: str
) -> None:
    """Composed by us from the level 2 sample: the agency published none of these levels."""
    level_two = (samples / "91_01_01_241031_VXSUii.xml").read_text("utf-8")
    synthetic = level_two.replace("レベル２氾濫注意報", name).replace(
        "<Code>21</Code>", f"<Code>{code}</Code>"
    )

    (report,) = read(synthetic.encode())

    assert isinstance(report, Report)
    (hazard,) = report.hazards
    assert hazard.official == Official(kind="flood", strength=strength, names_level=True)
    assert hazard.texts[0].event == f"善川{name}"


def test_a_synthetic_end_is_an_all_clear(samples: Path) -> None:
    """Composed by us from the level 2 sample."""
    level_two = (samples / "91_01_01_241031_VXSUii.xml").read_text("utf-8")
    synthetic = level_two.replace("レベル２氾濫注意報", "レベル２氾濫注意報解除").replace(
        "<Code>21</Code>", "<Code>10</Code>"
    )

    (report,) = read(synthetic.encode())

    assert isinstance(report, Report)
    assert report.message_type is MessageType.UPDATE
    assert [(one.part, one.response_types) for one in report.hazards] == [("氾濫", ("AllClear",))]
