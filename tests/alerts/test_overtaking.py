"""Something real ends every drill (DOMAIN section 8)."""

import pytest

from alerts.model import Alert, Mode, Origin, Phase, Strength
from alerts.overtaking import is_overtaken, overtaken
from alerts.testing_examples import NOON, revision


def alert(mode: Mode, strength: Strength = Strength.LEAVE, phase: Phase = Phase.LIVE) -> Alert:
    made = revision(mode=mode, strength=strength, phase=phase)
    return Alert(
        id=f"{mode.value}-{strength.value}",
        origin=Origin(sender="a", source="b", part=""),
        latest=made,
        first_issued=NOON,
        longest_valid_until=made.valid_until,
    )


DRILL, TRAINING = alert(Mode.DRILL), alert(Mode.TRAINING)


@pytest.mark.parametrize(
    ("beside", "ends"),
    [
        (alert(Mode.REAL, Strength.PROTECT), True),
        (alert(Mode.REAL, Strength.READY), True),
        (alert(Mode.REAL, Strength.KNOW), False),
        (alert(Mode.REAL, Strength.PROTECT, Phase.WITHDRAWN), False),
        (alert(Mode.DRILL, Strength.PROTECT), False),
        (alert(Mode.TRAINING, Strength.PROTECT), False),
    ],
)
def test_a_real_alert_from_ready_on_ends_drills_and_nothing_else_does(
    beside: Alert, ends: bool
) -> None:
    found = overtaken((DRILL, beside, TRAINING))

    assert (DRILL in found, TRAINING in found) == (ends, False)
    assert is_overtaken((DRILL, beside)) is ends
