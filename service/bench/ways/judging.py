"""Judges ways that somebody else found, given as coordinates, and counts what is wrong with them.

Each way is laid on the judge's own net and walked piece by piece. Where the map has two nodes on
one spot (a bridge above a street), every reading of the coordinates is tried and the best counts.
"""

from collections.abc import Iterable, Iterator, Mapping
from random import Random

import msgspec

from service.bench.ways.net import Spot
from service.bench.ways.optimum import Cost, Situation, Solved, cost_of, solve, start_cost
from service.bench.ways.town import JudgedTown

LEAVING = ("leave_for_site", "leave_shore")
FAULTS = (
    "through_closed", "not_designated_or_closed", "not_optimal", "back_into_zone",
    "shown_without_leaving", "no_such_street",
)  # fmt: skip


class Claim(msgspec.Struct, frozen=True):
    """What is told to somebody at `start`. Spots are (lon5, lat5), units of 10⁻⁵°.

    `way`: spots from the start to the end, or None where no way is shown. `cost`: decimetres inside
    the zone and after it. `site`: id, or None where the way ends out of the zone. `action`: what
    this person is told to do.
    """

    start: Spot
    action: str
    way: tuple[Spot, ...] | None = None
    cost: Cost | None = None
    site: str | None = None


class Finding(msgspec.Struct):
    """`starts` judged, `routed` among them; `not_tested`: no way was ever shown for this hazard."""

    starts: int = 0
    routed: int = 0
    faults: dict[str, int] = msgspec.field(default_factory=lambda: dict.fromkeys(FAULTS, 0))

    @property
    def wrong(self) -> int:
        return sum(self.faults.values())


class _Walked(msgspec.Struct, frozen=True, order=True):
    """What a way costs and breaks as far as it was walked; ordered from good to bad."""

    closed: int
    back: int
    inside: int
    after: int


def random_starts(town: JudgedTown, hazard: str, count: int, seed: int) -> list[Spot]:
    """Nodes of the raw streets, the same for the same seed; drawn with repetition."""
    chance = Random(f"{seed} {hazard}")  # noqa: S311 (a judge must repeat)
    return [town.net.spots[chance.randrange(len(town.net.spots))] for _ in range(count)]


def judge_hazard(
    town: JudgedTown, hazard: str, claims: Iterable[Claim], situation: Situation
) -> Finding:
    solved = solve(town, hazard, situation)
    finding = Finding()
    for claim in claims:
        finding.starts += 1
        finding.routed += claim.way is not None
        for fault in set(_faults(town, solved, claim, situation)):
            finding.faults[fault] += 1
    return finding


def report(findings: Mapping[str, Finding]) -> dict[str, object]:
    """The sum of all faults; by hazard starts, routed, each fault, and whether it was tested."""
    by_hazard = {
        hazard: {
            "starts": one.starts, "routed": one.routed, "tested": one.routed > 0, **one.faults,
        }
        for hazard, one in findings.items()
    }  # fmt: skip
    return {"wrong": sum(one.wrong for one in findings.values()), "hazards": by_hazard}


def _faults(town: JudgedTown, solved: Solved, claim: Claim, situation: Situation) -> Iterator[str]:
    starts = town.at.get(claim.start, [])
    if not starts:
        yield "no_such_street"
        return
    if claim.way is None:
        if claim.action in LEAVING and all(solved.costs[node] is not None for node in starts):
            yield "not_optimal"
        return
    if claim.action not in LEAVING:
        yield "shown_without_leaving"
    if not claim.way or claim.way[0] != claim.start:
        yield "no_such_street"
        return
    readings = [list(_ended(town, solved, claim, situation, start)) for start in starts]
    yield from min(
        (faults for each in readings for faults in each), key=len, default=["no_such_street"]
    )


def _ended(
    town: JudgedTown, solved: Solved, claim: Claim, situation: Situation, start: int
) -> Iterator[list[str]]:
    """The faults of each reading that begins at this node."""
    assert claim.way is not None
    best = solved.costs[start]
    for end, walked in _walks(town, solved, claim.way, start).items():
        faults = ["through_closed"] * (walked.closed > 0) + ["back_into_zone"] * (walked.back > 0)
        extra = _extra_at_end(town, solved, claim, situation, end)
        if extra is None:
            faults.append("not_designated_or_closed")
        cost = (walked.inside, walked.after + (extra or 0))
        if extra is not None and not cost == claim.cost == best:
            faults.append("not_optimal")
        yield faults


def _walks(
    town: JudgedTown, solved: Solved, way: tuple[Spot, ...], start: int
) -> dict[int, _Walked]:
    """Each node at which the way may end, with the best of all walks that lead there."""
    here = {start: _Walked(0, 0, 0, 0)}
    for spot in way[1:]:
        there: dict[int, _Walked] = {}
        for node, walked in here.items():
            for other, number in town.net.beside[node]:
                if town.net.spots[other] == spot:
                    on = _stepped(town, solved, node, number, walked)
                    there[other] = min(on, there.get(other, on))
        here = there
    return here


def _stepped(town: JudgedTown, solved: Solved, node: int, number: int, walked: _Walked) -> _Walked:
    step = cost_of(solved.hazard, town.net.pieces[number], node, number in solved.costly)
    is_inside = solved.inside[node]
    return _Walked(
        closed=walked.closed + (number in solved.closed),
        back=walked.back + (not is_inside and number in solved.zone),
        inside=walked.inside + (step if is_inside else 0),
        after=walked.after + (0 if is_inside else step),
    )


def _extra_at_end(
    town: JudgedTown, solved: Solved, claim: Claim, situation: Situation, end: int
) -> int | None:
    """Decimetres that the end itself adds; None where nobody may be sent."""
    if claim.site is None:
        return 0 if end in solved.saved else None
    costs = [
        start_cost(door, solved.hazard, situation)
        for door in town.doors
        if door.site.id == claim.site and door.node == end
    ]
    return min((cost for cost in costs if cost is not None), default=None)
