"""When a day's telegrams are asked for: at :20 of each minute, and what comes late later."""

from datetime import UTC, datetime, timedelta

from service.bench.days.carrying import polls
from service.bench.days.composing import Made, Sent
from service.bench.days.sequences import Day

MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)


def sent(seconds: float) -> Sent:
    at = MIDNIGHT + timedelta(seconds=seconds)
    return Sent(raw=b"", at=at, made=Made.SAMPLE, what=f"{seconds}")


def asked(*moments: float) -> dict[float, list[str]]:
    """Seconds after midnight, and the telegrams that are found then."""
    found = polls(Day(name="day", sent=tuple(map(sent, moments))))
    return {(one.at - MIDNIGHT).total_seconds(): [each.what for each in one.sent] for one in found}


def test_a_telegram_waits_for_the_next_20th_second_and_half_the_spread() -> None:
    assert asked(0, 21, 30, 3600) == {21.5: ["0", "21"], 81.5: ["30"], 3621.5: ["3600"]}


def test_what_comes_late_is_found_after_what_overtook_it() -> None:
    assert asked(0, 60, 30, 200) == {21.5: ["0"], 81.5: ["60"], 141.5: ["30"], 201.5: ["200"]}
