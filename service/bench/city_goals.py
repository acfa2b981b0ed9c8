"""What finding a way may cost a weak phone in a city's core, and how that is measured."""

from collections.abc import Mapping
from types import MappingProxyType

from service.bench.page.budgets import Budget

_THREAD = (
    "in the pathfinder's own thread, which CDP cannot slow: from question to answer without "
    "slow-down, times 6; at random corners, for each hazard that the city has sites for"
)

GOALS: Mapping[str, Budget] = MappingProxyType(
    {
        "first_map": Budget(
            goal=1.5,
            unit="s",
            what="city decoded and the first map drawn",
            method="decode in a fresh thread without slow-down, times 6, and the page at 6x CPU "
            "slow-down (CDP) from that answer to the frame with all tiles in sight, put off by "
            "what its first questions, in a fresh thread and times 6, would have held it up longer",
        ),
        "decode": Budget(
            goal=1.5,
            unit="s",
            what="of it: city decoded",
            method="in a fresh thread, from its bytes to its answer without slow-down, times 6",
        ),
        "way": Budget(
            goal=20, unit="ms", what="a way, its field being known", method=f"{_THREAD}; the way"
        ),
        "reroute": Budget(
            goal=300,
            unit="ms",
            what="another way after a street of it was closed",
            method=f"{_THREAD}; changes, new field, what the map draws of it, and the way",
        ),
    }
)
