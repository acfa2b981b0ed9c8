"""Sites that take nobody in while an alert sends people to sites: said beside that alert."""

from datetime import datetime

import msgspec

from alerts.model import Phase, Revision, Strength
from geo.changes import CityChanges
from geo.sites import NUMBER_OF, Places, Site, SiteState
from geo.targets import takes_people

_SENDS = frozenset({Strength.LEAVE, Strength.LEAVE_IF_SLOW})


class Out(msgspec.Struct, frozen=True, kw_only=True):
    """A site that takes nobody in, and since when; None where that was not kept."""

    site: Site
    state: SiteState
    since: datetime | None = None


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """Of the sites in the area that are designated for the hazard: how many there are, and those
    that are out. `out` is never empty."""

    sites: int
    out: tuple[Out, ...]

    @property
    def none_left(self) -> bool:
        return len(self.out) == self.sites


def trouble_of(revision: Revision, places: Places, changes: CityChanges) -> Trouble | None:
    """None where the alert sends nobody to a site, or every site in its area takes people in.

    Before a tsunami a full site takes people in (DOMAIN section 3).
    """
    hazard = revision.kind.value
    if revision.phase is not Phase.LIVE or revision.strength not in _SENDS:
        return None
    if hazard not in NUMBER_OF:
        return None
    inside = [
        one
        for one in places.sites
        if one.designated_for(hazard) and revision.area.covers(one.at[0] * 1e-5, one.at[1] * 1e-5)
    ]
    out = tuple(
        _out(one, changes) for one in inside if not takes_people(changes.state_of(one.id), hazard)
    )
    return Trouble(sites=len(inside), out=out) if out else None


def _out(site: Site, changes: CityChanges) -> Out:
    word = changes.words.get(site.id)
    since = None if word is None else word.at
    return Out(site=site, state=changes.state_of(site.id), since=since)
