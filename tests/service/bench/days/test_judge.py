"""The judge of a whole day notices each fault that a day may have."""

from datetime import timedelta

import pytest

from alerts.model import Kind, Phase, Revision, Strength
from service.bench.days.desk import silent
from service.bench.days.judge import Judge, Push, Spot, Verdict
from tests.factories import NOW, box, revision

HOME, FAR = Spot(path="/home", lon=139.005, lat=35.005), Spot(path="/far", lon=140.0, lat=36.0)
TOWN, NEXT = box(139.0, 35.0), box(140.0 - 0.005, 36.0 - 0.005)
BOTH = 2


def said(number: int = 1, **changes: object) -> Revision:
    known = {"alert_id": "a" * 16, "number": number, "area": TOWN, "expires": None}
    return revision(**(known | changes))


def judged(*steps: Revision | Push) -> Verdict:
    """A look at both phones after the pushes that follow each revision."""
    judge = Judge([HOME, FAR])
    for place, step in enumerate(steps):
        if isinstance(step, Push):
            judge.pushed(step)
        else:
            judge.told(step, NOW + timedelta(hours=place))
        if place + 1 == len(steps) or not isinstance(steps[place + 1], Push):
            judge.look()
    return judge.verdict()


def push(number: int = 1, spot: Spot = HOME, alert_id: str = "a" * 16) -> Push:
    return Push(path=spot.path, alert_id=alert_id, number=number)


RAISED = said(2, strength=Strength.PROTECT)
ENDED = said(2, phase=Phase.ALL_CLEAR)
OTHER = said(alert_id="b" * 16)


@pytest.mark.parametrize(
    ("steps", "verdict"),
    [
        ((said(), push()), Verdict(looks=BOTH)),
        ((said(), push(), RAISED, push(2)), Verdict(looks=2 * BOTH)),
        ((said(), push(), ENDED, push(2)), Verdict(looks=2 * BOTH)),
        ((said(),), Verdict(looks=BOTH, missed=1)),
        ((said(), push(), RAISED), Verdict(looks=2 * BOTH, missed=1)),
        ((said(), push(), ENDED), Verdict(looks=2 * BOTH, missed=1)),
        ((said(), push(), push(spot=FAR)), Verdict(looks=BOTH, elsewhere=1, beyond=1)),
        ((said(), push(), push(2)), Verdict(looks=BOTH, missed=1, elsewhere=1, beyond=1)),
        ((said(), push(), push()), Verdict(looks=BOTH, twice=1, beyond=1)),
        ((said(), push(), said(2), push(2)), Verdict(looks=2 * BOTH, beyond=1)),
        ((said(), push(), OTHER, push(alert_id="b" * 16)), Verdict(looks=2 * BOTH, beyond=1)),
    ],
    ids=[
        "told",
        "raised",
        "ended",
        "not told",
        "not told of more",
        "not told of the end",
        "outside",
        "never said",
        "twice",
        "nothing new",
        "two alerts for one danger",
    ],
)
def test_what_a_day_did_wrong_is_counted(
    steps: tuple[Revision | Push, ...], verdict: Verdict
) -> None:
    assert judged(*steps) == verdict


def test_whoever_was_told_hears_that_the_ground_moved_away() -> None:
    moved = said(2, area=NEXT)

    silent = judged(said(), push(), moved, push(2, FAR))
    told = judged(said(), push(), moved, push(2, FAR), push(2))

    assert (silent.missed, told) == (1, Verdict(looks=2 * BOTH))


def test_another_danger_at_the_same_place_is_a_change() -> None:
    fire = said(alert_id="b" * 16, kind=Kind.FIRE)

    verdict = judged(said(), push(), fire, push(alert_id="b" * 16))

    assert verdict == Verdict(looks=2 * BOTH)


def test_a_second_shock_is_a_change_though_the_first_was_as_strong() -> None:
    first, second = (said(alert_id=one * 16, kind=Kind.EARTHQUAKE) for one in "ab")

    verdict = judged(first, push(), second, push(alert_id="b" * 16))

    assert verdict == Verdict(looks=2 * BOTH)


def test_what_ran_out_is_owed_to_nobody_but_its_end_is() -> None:
    judge = Judge([HOME, FAR])

    judge.told(said(), NOW, ran_out=True)
    judge.look()
    judge.told(ENDED, NOW)
    judge.look()
    missed = judge.verdict()
    judge.pushed(push(2))

    assert (missed.missed, judge.verdict().elsewhere) == (1, 0)


def test_a_warning_that_waits_and_did_not_ring_is_a_fault() -> None:
    judge = Judge([HOME, FAR])

    judge.waited({"a" * 16})
    judge.waited(())

    assert (judge.verdict(), judge.verdict().faults) == (Verdict(unrung=1), 1)


def test_whoever_decides_must_be_rung_and_find_it_in_the_list() -> None:
    waiting = frozenset("abcd")

    missing = silent(waiting, {"warning:a", "warning:b", "alert:d"}, {"a", "c", "d"})

    assert missing == frozenset("bcd")
