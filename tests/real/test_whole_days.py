"""Days composed from the agency's samples, end to end: what a phone in each municipality gets.

Counted by hand from the sequences in `service.bench.days`; real pushes, on the loopback.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.bench.days.playing import Played, begins, play
from service.bench.days.sequences import DAYS

WAKKANAI, SARUFUTSU, HAMATONBETSU = "jma:0121400", "jma:0151100", "jma:0151200"


def played(name: str, shared_data: Path, folder: Path) -> Played:
    samples = shared_data / "jma" / "open" / "samples"
    return play(DAYS[name](samples, begins(datetime.now(UTC))), shared_data, folder, 1)


def test_a_day_of_heavy_rain_up_to_level_5_and_back(shared_data: Path, tmp_path: Path) -> None:
    """Rain 2, 3, 5, 3, 2, lifted (4 came too late), slopes 2, 3, 4, 3, lifted; one explanation."""
    day = played("rain", shared_data, tmp_path)

    assert day.in_place[WAKKANAI] == 6 + 5 + 1
    # Rain 2, 3, 4, 3, 2, lifted; slopes 2, lifted.
    assert day.in_place[SARUFUTSU] == 6 + 2 + 1
    assert day.in_place[HAMATONBETSU] == 2 + 2 + 1
    assert (day.wrong, day.telegrams) == (0, 23)


@pytest.mark.parametrize("name", sorted(set(DAYS) - {"rain", "everything"}))
def test_no_phone_is_told_of_one_change_twice(name: str, shared_data: Path, tmp_path: Path) -> None:
    day = played(name, shared_data, tmp_path)

    assert day.wrong == 0
    assert day.pushes > 0


def test_an_eruption_and_a_warning_that_is_raised_lowered_and_lifted(
    shared_data: Path, tmp_path: Path
) -> None:
    day = played("volcano", shared_data, tmp_path)

    # Hakone: level 4, 5, 3, lifted; the same telegram again is nothing. Kiso: the eruption.
    assert day.in_place["jma:1438200"] == 4
    assert day.in_place["jma:2043200"] == 1
