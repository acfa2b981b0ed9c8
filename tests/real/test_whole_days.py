"""Days composed from the agency's samples, end to end: what a phone in each municipality gets.

Counted by hand from the sequences in `service.bench.days`; watched feeds, real pushes, on the
loopback. The judge looks at every phone after every telegram.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.bench.days.carrying import Way
from service.bench.days.judge import Verdict
from service.bench.days.playing import Played, begins, play
from service.bench.days.sequences import DAYS

WAKKANAI, SARUFUTSU, HAMATONBETSU = "jma:0121400", "jma:0151100", "jma:0151200"
HAKONE, KISO = "jma:1438200", "jma:2043200"
NIIMI = "jma:3320900"


def played(name: str, shared_data: Path, folder: Path, way: Way) -> Played:
    samples = shared_data / "jma" / "open" / "samples"
    day = DAYS[name](samples, begins(datetime.now(UTC)))
    return play(day, shared_data, folder, 1, way)


def faultless(day: Played) -> Verdict:
    """At every phone after every telegram, which two feeds bring."""
    return Verdict(looks=2 * day.telegrams * day.phones)


def test_a_day_of_heavy_rain_up_to_level_5_and_back(shared_data: Path, tmp_path: Path) -> None:
    """Rain 2, 3, 5, 3, 2, lifted (4 came too late), slopes 2, 3, 4, 3, lifted; one explanation."""
    day = played("rain", shared_data, tmp_path, Way.FEED)

    assert day.in_place[WAKKANAI] == 6 + 5 + 1
    # Rain 2, 3, 4, 3, 2, lifted; slopes 2, lifted.
    assert day.in_place[SARUFUTSU] == 6 + 2 + 1
    assert day.in_place[HAMATONBETSU] == 2 + 2 + 1
    assert day.handled == {"automatic": day.revisions}
    assert (day.verdict, day.ran_out) == (faultless(day), 0)


def test_an_eruption_and_a_warning_that_is_raised_lowered_and_lifted(
    shared_data: Path, tmp_path: Path
) -> None:
    day = played("volcano", shared_data, tmp_path, Way.FEED)

    # Hakone: level 4, 5, 3, lifted; the same telegram again is nothing. Kiso: the eruption.
    assert (day.in_place[HAKONE], day.in_place[KISO]) == (4, 1)
    assert day.verdict == faultless(day)


@pytest.mark.parametrize(("name", "more"), [("earthquake", {}), ("landslide", {NIIMI: 4})])
def test_what_is_warned_of_and_over_is_told_in_two_pushes(
    name: str, more: dict[str, int], shared_data: Path, tmp_path: Path
) -> None:
    """Three telegrams of one shock, taken back by the last; slopes that were warned of by the
    hour until the rain ended, in Niimi in two spells."""
    day = played(name, shared_data, tmp_path, Way.FEED)

    assert day.in_place == dict.fromkeys(day.in_place, 2) | more
    assert day.verdict == faultless(day)


def test_until_a_town_decides_the_tsunami_goes_by_itself_and_what_is_only_to_know_is_shown(
    shared_data: Path, tmp_path: Path
) -> None:
    day = played("tsunami", shared_data, tmp_path, Way.TABLE)

    # Three coasts are warned and told the end of it, and what comes after that opens nothing there;
    # seven are told that the sea will move a little.
    assert day.handled == {"automatic": 3 + 3, "show": 7}
    assert sorted(day.in_place.values()) == [0] * 7 + [2] * 3
    assert day.verdict == faultless(day)


def test_until_a_town_decides_the_desk_rings_for_every_warning_that_waits(
    shared_data: Path, tmp_path: Path
) -> None:
    day = played("volcano", shared_data, tmp_path, Way.TABLE)

    assert day.handled["approval"] > 0
    assert day.verdict == faultless(day)
