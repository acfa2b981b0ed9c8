"""The fictional city's districts as official areas: as a real town imports them."""

from geo.area import Area, area_from_ring
from geo.places import OfficialArea
from service.demo.city import SCHEME, City


def official_areas(city: City) -> list[OfficialArea]:
    """One per district, keyed `minatohama:01` onwards. Raises ValueError for a broken ring."""
    return [
        OfficialArea(
            key=f"{SCHEME}:{district.code}",
            names=district.names,
            area=_area(district.ring, district.code),
        )
        for district in city.districts
    ]


def _area(ring: tuple[tuple[float, float], ...], code: str) -> Area:
    outcome = area_from_ring(ring)
    if not isinstance(outcome, Area):
        raise ValueError(f"district {code} of the demo's city is no area: {outcome.reason}")
    return outcome
