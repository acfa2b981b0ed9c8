"""Recorded warnings played again: in their order, at their pace, with all their times moved."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alerts.report import Report
from alerts.sources.reading import read
from service.watch.recorded import LONGEST_PAUSE, Recorded, arrivals, moved, recorded
from tests.factories import NOW
from tests.service.watch.publisher import cap

START = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def warning(minute: int, raw: bytes = b"") -> Recorded:
    sent = NOW + minute * MINUTE
    return Recorded(file=f"{minute}.xml", raw=raw or cap(f"w{minute}", sent), sent=sent)


def test_a_warning_tells_when_it_was_sent() -> None:
    assert recorded("1.xml", cap("w1", NOW)) == Recorded(file="1.xml", raw=cap("w1", NOW), sent=NOW)


def test_what_is_no_warning_tells_why() -> None:
    said = recorded("notes.txt", b"<notes/>")

    assert isinstance(said, str)
    assert "holds no warning" in said


def test_they_come_as_long_after_each_other_as_they_did_divided_by_the_speed() -> None:
    found = arrivals([warning(10), warning(0), warning(6), warning(6)], START, 60)

    assert found == {
        NOW: START,
        NOW + 6 * MINUTE: START + timedelta(seconds=6),
        NOW + 10 * MINUTE: START + timedelta(seconds=10),
    }


def test_a_night_without_warnings_is_no_longer_than_a_minute() -> None:
    found = arrivals([warning(0), warning(600), warning(601)], START, 1)

    assert list(found.values()) == [START, START + LONGEST_PAUSE, START + LONGEST_PAUSE + MINUTE]


def test_every_time_in_a_warning_is_moved_with_it() -> None:
    one = warning(6)

    (report,) = read(moved(one, arrivals([warning(0), one], START, 60), 60))

    assert isinstance(report, Report)
    sent = START + timedelta(seconds=6)
    assert (report.sent, report.hazards[0].expires) == (sent, sent + timedelta(minutes=6))


def test_what_refers_to_an_earlier_warning_by_its_time_still_finds_it() -> None:
    first = warning(0)
    then = f"<references>a@b.example,w0,{NOW.isoformat()}</references><info>".encode()
    second = warning(6, cap("w6", NOW + 6 * MINUTE).replace(b"<info>", then))
    arriving = arrivals([first, second], START, 60)

    (later,) = read(moved(second, arriving, 60))

    assert isinstance(later, Report)
    assert [one.sent for one in later.references] == [START]


def test_a_time_keeps_its_own_offset_and_what_is_no_time_stays() -> None:
    raw = b"<a>2026-11-22T14:00:00+09:00</a><b>2026-13-45T99:00:00Z</b><c>20261122</c>"
    one = warning(0, raw)

    said = moved(one, {NOW: START}, 1)

    assert said == (
        b"<a>2027-01-04T18:00:00.000+09:00</a><b>2026-13-45T99:00:00Z</b><c>20261122</c>"
    )


@given(
    st.lists(st.integers(0, 10_000), min_size=1, max_size=20, unique=True),
    st.floats(0.01, 10_000),
)
def test_none_overtakes_another(minutes: list[int], speed: float) -> None:
    found = arrivals([warning(one, b"<x/>") for one in minutes], START, speed)

    assert sorted(found) == list(found)
    assert sorted(found.values()) == list(found.values())
    pauses = zip([*found.values()][1:], found.values(), strict=False)
    assert all(later - earlier <= LONGEST_PAUSE for later, earlier in pauses)
