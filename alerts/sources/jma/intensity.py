"""震度, Japan's scale of shaking, and what each of its ten steps asks of people.

From 6 lower on houses and slopes give way: whoever is in a dangerous place leaves it. 5 lower and
upper: whoever needs time leaves, others get ready, and at the sea nobody waits for a warning
(DOMAIN section 10). Below that there is only to know.
"""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec
from lxml import etree

from alerts.model import Strength
from alerts.sources.jma.elements import text

UNREPORTED = "震度５弱以上未入電"
"""Thought to be 5 lower or more, but no gauge has answered: read as 5 lower, never as calm."""


class Step(msgspec.Struct, frozen=True):
    """`code` as telegrams write it (`5-`); `rank` grows with the shaking."""

    code: str
    name: str
    rank: int
    strength: Strength


_NAMES = (
    ("1", "震度１", Strength.KNOW),
    ("2", "震度２", Strength.KNOW),
    ("3", "震度３", Strength.KNOW),
    ("4", "震度４", Strength.KNOW),
    (UNREPORTED, UNREPORTED, Strength.LEAVE_IF_SLOW),
    ("5-", "震度５弱", Strength.LEAVE_IF_SLOW),
    ("5+", "震度５強", Strength.LEAVE_IF_SLOW),
    ("6-", "震度６弱", Strength.LEAVE),
    ("6+", "震度６強", Strength.LEAVE),
    ("7", "震度７", Strength.LEAVE),
)
STEPS: Mapping[str, Step] = MappingProxyType(
    {code: Step(code, name, rank, asks) for rank, (code, name, asks) in enumerate(_NAMES)}
)
"""By `MaxInt`, and by `Condition` where gauges are silent."""

_BY_NAME = MappingProxyType({step.name: step for step in STEPS.values()})


def named(name: str) -> Step | None:
    """The step that a headline names: `震度５弱`."""
    return _BY_NAME.get(name)


def of_place(place: etree._Element) -> Step | None:
    """The strongest that a prefecture, area or city was told; None where no step is said."""
    said = (text(place, "MaxInt"), text(place, "Condition"))
    steps = [STEPS[one] for one in said if one in STEPS]
    return max(steps, key=lambda step: step.rank, default=None)
