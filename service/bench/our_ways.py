"""What this service tells people, as plain values for the judge: ways out of a city bundle.

The judge's package imports nothing of ours, and this module nothing of its solver.
"""

from collections.abc import Iterable, Iterator, Sequence
from random import Random

import msgspec

from alerts.action import WAYS, Conditions, action
from alerts.model import Authority, Kind, Phase, Strength
from geo.bundle import Bundle
from geo.field import AT_SITE, INSIDE, Field, field_in
from geo.live import Live
from geo.sites import SiteState
from geo.targets import site_at
from geo.way import way
from service.bench.ways.judging import Claim

Spot = tuple[int, int]
_PHASES = (Phase.LIVE,) * 18 + (Phase.ALL_CLEAR, Phase.WITHDRAWN)
_STRENGTHS = (Strength.LEAVE,) * 8 + tuple(Strength)


class Told(msgspec.Struct, frozen=True):
    """What the town has said, in the judge's words: states by site id; closed pieces by ends."""

    states: dict[str, str] = {}
    closed: tuple[tuple[Spot, Spot], ...] = ()


class OurCity:
    """A city's bundle, and what the town has said since."""

    def __init__(self, bundle: Bundle, told: Told) -> None:
        self._bundle = bundle
        graph = self._bundle.graph
        self._spots = list(zip(graph.lon5.tolist(), graph.lat5.tolist(), strict=True))
        self._node_at = {spot: node for node, spot in reversed(list(enumerate(self._spots)))}
        self._live = Live(
            closed=tuple(self._edges(told.closed)),
            sites={ident: SiteState(state) for ident, state in told.states.items()},
        )

    @property
    def spread(self) -> dict[str, dict[str, int]]:
        """Decimetres added for capacity, by site id and hazard."""
        return {site.id: dict(site.spread) for site in self._bundle.places.sites if site.spread}

    def field(self, hazard: str) -> Field:
        bundle = self._bundle
        return field_in(bundle.graph, bundle.ground, bundle.places, hazard, self._live)

    def claims(
        self, hazard: str, starts: Iterable[Spot], seed: int, field: Field | None = None
    ) -> Iterator[Claim]:
        """One for each start. What is said to do varies, and with it whether a way is shown.

        `field`: another one than the city's own, to show that the judge notices.
        """
        field = field or self.field(hazard)
        chance = Random(f"{seed} {hazard}")  # noqa: S311 (a bench must repeat)
        for start in starts:
            yield self._claim(hazard, field, start, chance)

    def _claim(self, hazard: str, field: Field, start: Spot, chance: Random) -> Claim:
        chosen = action(
            Kind(hazard),
            chance.choice(_STRENGTHS),
            chance.choice(_PHASES),
            chance.choice(tuple(Authority)),
            conditions=Conditions(
                night=chance.random() < 0.3, water_reported=chance.random() < 0.05
            ),
        )
        node = self._node_at.get(start)
        found = way(self._bundle.graph, field, node) if node is not None else None
        if node is None or found is None or chosen not in WAYS:
            return Claim(start=start, action=str(chosen))
        end = found.nodes[-1]
        site = site_at(self._bundle.places, hazard, self._live, end)
        return Claim(
            start=start,
            action=str(chosen),
            way=tuple(self._spots[at] for at in found.nodes),
            cost=divmod(int(field.cost[node]), INSIDE),
            site=site.id if field.step[end] == AT_SITE and site is not None else None,
        )

    def _edges(self, closed: Sequence[tuple[Spot, Spot]]) -> Iterator[int]:
        wanted = {frozenset(ends) for ends in closed}
        for number, (u, v) in enumerate(self._bundle.graph.edges.tolist()):
            if frozenset((self._spots[u], self._spots[v])) in wanted:
                yield number
