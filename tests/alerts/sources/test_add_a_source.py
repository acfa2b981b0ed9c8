"""docs/howto/add-a-source.md, followed word by word: its file, its line, its message."""

import re
from pathlib import Path
from types import ModuleType

import pytest

from alerts.meaning import meaning
from alerts.model import Kind, Strength
from alerts.report import MessageType, Report, Unreadable
from alerts.sources import reading
from alerts.sources.reading import SOURCES, read
from geo.area import Area, area_from_ring

REPOSITORY = Path(__file__).parents[3]
HOWTO = (REPOSITORY / "docs" / "howto" / "add-a-source.md").read_text("utf-8")
(LINE,) = re.findall(r"```\n(.*?)```", HOWTO, re.DOTALL)[:1]
FILE, ENTRY = re.findall(r"```(?:python|text)\n(.*?)```", HOWTO, re.DOTALL)
TABLE = re.compile(r"(SOURCES: tuple\[Source, \.\.\.\] = \(\n)")


@pytest.fixture
def bells() -> ModuleType:
    """The new module, and reading.py as it stands with its import and its line."""
    new = ModuleType("bells")
    exec(compile(FILE, "bells.py", "exec"), new.__dict__)
    source = Path(reading.__file__).read_text("utf-8")
    changed, count = TABLE.subn(lambda found: found.group(1) + ENTRY, source)
    assert count == 1
    entry = ModuleType("reading_with_bells")
    entry.__dict__["bells"] = new.__dict__["bells"]
    exec(compile(changed, "reading.py", "exec"), entry.__dict__)
    return entry


def test_the_line_of_the_page_is_read_by_the_file_of_the_page(bells: ModuleType) -> None:
    (report,) = bells.read(LINE.encode())

    assert isinstance(report, Report)
    (hazard,) = report.hazards
    said = meaning(hazard, from_desk=False)
    assert (report.sender, said.kind, said.strength) == (
        "watch.kane.example",
        Kind.FIRE,
        Strength.LEAVE,
    )
    assert isinstance(area_from_ring(hazard.areas[0].polygons[0]), Area)


def test_its_ending_is_an_update_with_an_all_clear(bells: ModuleType) -> None:
    (report,) = bells.read(LINE.replace("fast", "once").encode())

    assert isinstance(report, Report)
    assert (report.message_type, report.hazards[0].response_types) == (
        MessageType.UPDATE,
        ("AllClear",),
    )


def test_what_it_cannot_read_says_what_to_do(bells: ModuleType) -> None:
    (part,) = bells.read(LINE.replace("fast", "thrice").encode())

    assert isinstance(part, Unreadable)
    assert part.reason.endswith("Ask the watchman.")


def test_the_others_are_read_as_before(bells: ModuleType, alert: str) -> None:
    assert bells.read(alert.encode()) == read(alert.encode())
    assert len(bells.SOURCES) == len(SOURCES) + 1
