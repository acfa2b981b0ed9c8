"""A small city with sites of several kinds, for the tests of this folder."""

from datetime import UTC, datetime

from geo.bundle import Bundle, Head, Source, write_bundle
from geo.changes import CityChanges, Word, with_sites
from geo.ground import bare_ground
from geo.sites import Places, Shelter, Site, SiteState, mask_of
from geo.street_building import build_graph
from geo.testing import MemoryCityStore
from service.city import City, built_city

AT = (13_999_000, 3_450_000)
_GRAPH = build_graph([AT[0], AT[0] + 50], [AT[1]] * 2, [(0, 1)], [3], [0], [0], [{}]).graph
SITES = (
    Site(
        id="E1",
        name={"ja": "本町小学校", "en": "Honmachi School"},
        at=AT,
        node=0,
        hazards=mask_of("flood", "earthquake"),
        remark="体育館 <2階>",
        address="湊浜市本町1",
    ),
    Site(id="E2", name={"ja": "高台公園"}, at=AT, node=0, hazards=mask_of("tsunami")),
)
_SHELTER = Shelter(id="S1", name={"ja": "福祉会館"}, at=AT, restricted_to="要介護者")
_HEAD = Head(
    id="test",
    name={"ja": "湊浜市"},
    made=0,
    bbox5=(*AT, *AT),
    kx=_GRAPH.kx,
    sources=(Source("streets", "© OpenStreetMap contributors", "ODbL 1.0"),),
)


def city(changes: CityChanges | None = None) -> City:
    """The city, with whatever was said of its sites."""
    store = MemoryCityStore()
    if changes is not None:
        store.change(changes)
    bundle = Bundle(
        head=_HEAD,
        graph=_GRAPH,
        ground=bare_ground(len(_GRAPH.edges)),
        places=Places(SITES, (_SHELTER,)),
    )
    return City(built_city(write_bundle(bundle)), store)


CITY = city()
FULL = city(
    with_sites(CityChanges(), {"E1": SiteState.FULL}, Word(at=datetime(2026, 11, 22, tzinfo=UTC)))
)
