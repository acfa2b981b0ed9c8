"""Which sites may be walked to now, and with which cost a way to each begins, in decimetres."""

from collections.abc import Iterator

from geo.live import Live
from geo.sites import Places, Site, SiteState

UNCONFIRMED_DM = 5_000
# Where water or slopes may reach a site, one that the town has confirmed open is worth 500 m more.
PREFERS_CONFIRMED = frozenset({"flood", "landslide", "storm_surge", "inland_flood"})


def start_costs(places: Places, hazard: str, live: Live) -> dict[int, int]:
    """The least start cost by access node, over the sites that take people in this hazard."""
    starts: dict[int, int] = {}
    for node, start, _ in _targets(places, hazard, live):
        starts[node] = min(start, starts.get(node, start))
    return starts


def site_at(places: Places, hazard: str, live: Live, node: int) -> Site | None:
    """The site that a way to this node leads to: the least start cost, the first on ties."""
    here = [(start, site) for at, start, site in _targets(places, hazard, live) if at == node]
    return min(here, key=lambda one: one[0])[1] if here else None


def sites_at(places: Places, hazard: str, live: Live) -> dict[int, Site]:
    """`site_at` of every node that a way may lead to."""
    least: dict[int, tuple[int, Site]] = {}
    for node, start, site in _targets(places, hazard, live):
        if node not in least or start < least[node][0]:
            least[node] = (start, site)
    return {node: site for node, (_, site) in least.items()}


def takes_people(state: SiteState, hazard: str) -> bool:
    """Closed ones never, full ones only before a tsunami: no floor is too crowded for that."""
    return state is not SiteState.CLOSED and (state is not SiteState.FULL or hazard == "tsunami")


def _targets(places: Places, hazard: str, live: Live) -> Iterator[tuple[int, int, Site]]:
    for site in places.sites:
        state = live.state_of(site.id)
        if site.node is None or not site.designated_for(hazard) or not takes_people(state, hazard):
            continue
        yield site.node, _start(site, hazard, state), site


def _start(site: Site, hazard: str, state: SiteState) -> int:
    shared = 0 if hazard == "tsunami" else site.spread.get(hazard, 0)
    unsure = hazard in PREFERS_CONFIRMED and state is not SiteState.OPEN
    return site.off_dm + shared + (UNCONFIRMED_DM if unsure else 0)
