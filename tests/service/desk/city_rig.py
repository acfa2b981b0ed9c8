"""The desk's room of streets and sites in memory, over nine crossings with three sites."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
import numpy as np

from alerts.model import Mode
from geo.area import Area
from geo.bundle import Bundle, Head, write_bundle
from geo.changes import Closure
from geo.closing import segments
from geo.sites import SiteState
from geo.testing import MemoryCityStore
from service.city import City, built_city
from service.desk.acting import Who
from service.desk.city_changes import CityMeans, Closing, Saying
from service.desk.city_room import CityRoom
from service.desk.means import Ring
from service.desk.ports import Change, Entry, Role, Staff
from service.desk.reopening import Reopening
from service.desk.testing import MemoryAuditLog, MemoryStaffStore
from service.desk.testing_reopening_store import MemoryReopeningStore
from tests.factories import NOW, box
from tests.geo.crossroads import LAT, LON, bare, block, crossroads, places
from tests.service.desk.rig import HandSigning, person, sign

GRAPH, NODES = crossroads()
HOUR = timedelta(hours=1)
SITES = (0, 2, 8)


def bundle_bytes() -> bytes:
    head = Head(
        id="crossroads",
        name={"ja": "訓練市", "en": "Drill City"},
        made=1_795_000_000,
        bbox5=(LON, LAT, LON + 244, LAT + 200),
        kx=GRAPH.kx,
        fictional=True,
    )
    made = Bundle(head=head, graph=GRAPH, ground=bare(GRAPH), places=places(GRAPH, NODES, *SITES))
    return write_bundle(made)


def grounded(who: Who, area: Area | None) -> Who:
    """The same person with a jurisdiction."""
    grants = tuple(msgspec.structs.replace(one, area=area) for one in who.staff.grants)
    return msgspec.structs.replace(who, staff=msgspec.structs.replace(who.staff, grants=grants))


AUTHOR = person(1, Role.COMPOSER)
APPROVER = person(2, Role.APPROVER)
BOTH = person(3, Role.COMPOSER, Role.APPROVER)
HERE = box(LON * 1e-5 - 0.001, LAT * 1e-5 - 0.001, 0.01)
ELSEWHERE = box(140.0, 36.0, 0.01)


class CityRig:
    def __init__(self) -> None:
        self.audit = MemoryAuditLog()
        self.store = MemoryCityStore()
        self.staff = MemoryStaffStore(self.audit)
        for number in range(1, 6):
            newest = self.audit.newest()
            self.staff.apply(
                Change(staff=Staff(number=0, name=f"P{number}")),
                Entry(at=NOW, actor=0, act="staff.add", subject=""),
                seen=newest.n if newest else 0,
            )
        self.rings: list[Ring] = []
        self.city = City(built_city(bundle_bytes()), self.store)
        self.waiting = MemoryReopeningStore(self.store, self.staff, self.audit)
        means = CityMeans(
            city=self.city, store=self.waiting, ring=self.rings.append, mode=Mode.REAL
        )
        self.room = CityRoom(means, HandSigning(self.staff), self.audit)

    @property
    def n(self) -> int:
        return self.city.changes.n

    def closing(self, u: int = 0, v: int = 1, **changes: Any) -> Closing:
        edges = np.array(block(GRAPH, NODES, u, v))
        made = Closing(segments=tuple(segments(GRAPH, edges)), reason="under water")
        return msgspec.structs.replace(made, **changes)

    def close(self, who: Who = AUTHOR, **changes: Any) -> Closure:
        return self.room.changing.close(who, self.closing(**changes), NOW, self.n)

    def say(self, states: Mapping[str, SiteState], who: Who = AUTHOR) -> Any:
        saying = Saying(states=states, reason="as we saw")
        return self.room.changing.say(who, saying, NOW, self.n)

    def reopen(self, *numbers: int, who: Who = AUTHOR) -> Reopening:
        return self.room.reopening.reopen(who, numbers, "dry again", NOW)

    def approve(self, id: int, who: Who = APPROVER, now: datetime = NOW) -> None:
        asked = self.room.reopening.ask(who, id, now)
        self.room.reopening.approve(who, id, asked.nonce, sign(who, asked), now)

    def acts(self) -> list[str]:
        return [row.act for row in self.audit.rows() if row.act != "staff.add"]

    def told(self) -> dict[str, Any]:
        """What a phone gets."""
        return {key: self.city.told()[key] for key in ("n", "closed", "sites")}
