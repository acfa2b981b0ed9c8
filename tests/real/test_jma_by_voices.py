"""Days of the agency's own telegrams, through triage by voices (docs/triage.md).

Composed: samples of one event in the order of their times; where they are exercises, status 訓練
is written as 通常. Every area that they name is a square of its own.
"""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from alerts.model import Revision
from alerts.report import Report
from alerts.sources.reading import read
from geo.places import Gazetteer, OfficialArea
from geo.schemes import key_of, scheme_of
from tests.alerts.heard import Town
from tests.factories import box

LANDSLIDES = tuple(f"17_03_{number:02d}_190529_VXWW50" for number in range(1, 11))
WAVES = (
    "32-39_12_02_250206_VTSE41",
    "32-39_12_03_250206_VTSE51",
    "32-39_12_06_250206_VTSE51",
    "32-39_12_07_250206_VTSE41",
    "32-39_12_10_250206_VTSE51",
    "32-39_12_13_250206_VTSE41",
)
QUAKE = (
    "32-35_06_01_100915_VXSE52",
    "32-35_06_03_100915_VXSE53",
    "32-35_06_02_100915_VXSE52",
    "32-35_06_04_100915_VXSE53",
    "32-35_06_06_100915_VXSE53",
)
LEVEL_FIVE = "45_02_01_200522_VFVO50"
RAIN = "15_16_03_241226_VPWW55"
TORNADO = ("19_10_01_150916_VPHW50", "19_10_02_150916_VPHW51")

Told = Counter[tuple[str, str, bool]]
"""Phase, strength and whether it is the first of its alert → how many."""


@pytest.fixture(scope="module")
def samples(shared_data: Path) -> Path:
    return shared_data / "jma" / "open" / "samples"


def said(samples: Path, name: str) -> str:
    text = (samples / f"{name}.xml").read_text("utf-8")
    return text.replace("<Status>訓練</Status>", "<Status>通常</Status>")


def sent(text: str, time: str) -> str:
    return re.sub(r"<DateTime>[^<]*", f"<DateTime>{time}", text, count=1)


def reports(texts: Sequence[str]) -> list[Report]:
    read_all = [read(text.encode())[0] for text in texts]
    assert all(isinstance(one, Report) for one in read_all)
    return [one for one in read_all if isinstance(one, Report)]


def town_of(day: Sequence[Report]) -> Town:
    """A town whose official areas are all that these reports name."""
    codes = (
        code
        for report in day
        for hazard in report.hazards
        for area in hazard.areas
        for code in area.geocodes
    )
    keys = sorted({key_of(scheme_of(one.name) or "none", one.value) or "" for one in codes})
    town = Town()
    areas = [
        OfficialArea(key=key, names={"en": key}, area=box(130 + place % 90 / 45, 30 + place // 90))
        for place, key in enumerate(keys)
    ]
    town.means = msgspec.structs.replace(town.means, gazetteer=Gazetteer.of(areas))
    return town


def lived(texts: Sequence[str]) -> tuple[Town, list[list[Revision]]]:
    day = reports(texts)
    town = town_of(day)
    return town, [town.hears(report) for report in day]


def told(revisions: Sequence[Revision]) -> Told:
    return Counter((one.phase.value, one.strength.value, one.number == 1) for one in revisions)


def test_ten_landslide_alerts_are_one_beginning_and_one_end_for_each_town(samples: Path) -> None:
    town, heard = lived([said(samples, name) for name in LANDSLIDES])

    everything = [one for revisions in heard for one in revisions]
    begins, ends = ("live", "leave", True), ("all_clear", "leave", False)
    assert told(everything) == {begins: 28, ends: 28}
    assert [len(one) for one in heard] == [1, 1, 20, 5, 1, 1, 5, 13, 8, 1]
    assert max(Counter(one.alert_id for one in everything).values()) == 2
    assert town.store.live(everything[-1].issued) == ()


def test_a_tsunami_is_told_once_and_ends_once_however_often_it_is_repeated(samples: Path) -> None:
    town, heard = lived([said(samples, name) for name in WAVES])

    began, *repeated, ended = heard
    classes = {"protect": 29, "leave": 15, "ready": 22}
    assert told(began) == {("live", one, True): number for one, number in classes.items()}
    assert repeated == [[], [], [], []]
    assert told(ended) == {("all_clear", one, False): number for one, number in classes.items()}
    assert town.store.live(ended[0].issued) == ()


def test_what_was_felt_grows_town_by_town_and_is_taken_back_by_its_own_type(
    samples: Path,
) -> None:
    town, heard = lived([said(samples, name) for name in QUAKE])

    hypocentre, felt, taken_back, more, all_taken_back = heard
    assert (hypocentre, taken_back) == ([], [])
    assert told(felt)["live", "leave", True] == 3
    assert told(more) == {("live", "know", True): 93}
    assert {one.phase.value for one in all_taken_back} == {"withdrawn"}
    assert len(all_taken_back) == len(felt) + len(more)
    assert town.store.live(all_taken_back[0].issued) == ()


def test_a_volcano_that_is_lowered_is_one_alert_that_goes_down(samples: Path) -> None:
    five = said(samples, LEVEL_FIVE)
    lowered = sent(five, "2020-05-22T14:00:00Z")
    for before, after in (("15", "13"), ("01", "02"), ("41", "43")):
        lowered = lowered.replace(f"<Code>{before}</Code>", f"<Code>{after}</Code>")

    _, ((leave,), (down,)) = lived([five, lowered])

    assert (down.alert_id, down.number) == (leave.alert_id, 2)
    assert (leave.strength.value, down.strength.value, down.phase.value) == (
        "leave",
        "ready",
        "live",
    )


def test_rain_that_is_said_again_every_hour_is_told_once(samples: Path) -> None:
    text = said(samples, RAIN)
    hourly = [sent(text, f"2020-06-22T{hour:02d}:00:00Z") for hour in range(14, 24)]
    back = sent(text, "2020-06-22T23:30:00Z").replace(
        "<InfoType>発表</InfoType>", "<InfoType>取消</InfoType>"
    )

    town, (first, *again, withdrawn) = lived([*hourly, back])

    assert told(first) == {
        ("live", "leave", True): 1,
        ("live", "leave_if_slow", True): 1,
        ("live", "ready", True): 8,
    }
    assert again == [[]] * 9
    assert Counter(one.phase.value for one in withdrawn) == {"withdrawn": 10}
    assert town.store.live(withdrawn[0].issued) == ()


def test_a_tornado_that_was_seen_adds_one_alert_to_the_advisory(samples: Path) -> None:
    _, (advisory, seen) = lived([said(samples, name) for name in TORNADO])

    assert told(advisory) == {("live", "ready", True): len(advisory)}
    assert told(seen) == {("live", "protect", True): 1}
