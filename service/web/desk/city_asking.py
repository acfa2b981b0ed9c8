"""What every page of streets and sites asks for: the room, what is live, what was looked at."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from alerts.model import Alert, Phase
from geo.changes import Closure
from geo.sites import Site
from service.desk.acting import DeskRefused, allow
from service.desk.city_room import CityRoom
from service.desk.city_trouble import Trouble, trouble_of
from service.desk.roles import ALLOWED, Act, holds
from service.desk_page.city import Standing
from service.desk_page.city_words import Named, named
from service.desk_page.listing import about_revision
from service.desk_page.scene import Scene, from_input
from service.errors import NotFound
from service.web.answers import Asked
from service.web.desk.asking import Form, Visitor
from service.wiring import Service

_SEEN_LENGTH = 16


def room_of(service: Service) -> CityRoom:
    if service.city_room is None:
        raise NotFound("this service has no city; ask the town's IT to build one")
    return service.city_room


def query(request: Asked) -> Form:
    """What stands behind `?` in the address."""
    return Form(bytes(request.scope["query_string"]))


def seen(n: int, what: Any) -> str:
    """A mark of what somebody looked at, on the city's state `n`: nothing else is confirmed."""
    return hashlib.sha256(msgspec.json.encode((n, what), order="sorted")).hexdigest()[:_SEEN_LENGTH]


def review_of(form: Form, scene: Scene) -> datetime | None:
    """Raises DeskRefused for what is no time."""
    try:
        return from_input(form.one("review"), scene.time_zone)
    except ValueError as error:
        raise DeskRefused(f"a choice or a time cannot be read ({error}); mend it") from error


def live(service: Service, now: datetime) -> tuple[Alert, ...]:
    """Alerts that send people on ways: an update of one tells phones that lie in pockets."""
    found = service.alerts.live(now)
    return tuple(
        one for one in found if one.latest.phase is Phase.LIVE and one.latest.strength.is_urgent
    )


def let_through(found: Visitor, *acts: Act) -> None:
    """Before anything is looked at: raises NotAllowed for whoever may do none of it anywhere."""
    if not any(may(found, one) for one in acts):
        allow(found.who, acts[0], None, None, found.now)


def trouble(service: Service, alert: Alert) -> Trouble | None:
    """Sites in the area of this alert that take nobody in; None without a city, too."""
    room = service.city_room
    if room is None or not alert.is_live(datetime.now(UTC)):
        return None
    return trouble_of(alert.latest, room.city.bundle.places, room.city.changes)


def may(found: Visitor, act: Act) -> bool:
    """Whether any grant allows it somewhere; each act still asks for itself."""
    grants = found.who.staff.grants
    return any(act in ALLOWED[one.role] and holds(one, found.now) for one in grants)


def sites_of(room: CityRoom) -> dict[str, Site]:
    return {one.id: one for one in room.city.bundle.places.sites}


def here(found: Visitor, service: Service) -> Standing:
    room, sending = room_of(service), live(service, found.now)
    city = room.city

    def in_words(closure: Closure) -> Named:
        return named(found.scene, city.bundle.graph, city.index, closure)

    return Standing(
        changes=city.changes,
        sites=sites_of(room),
        named=in_words,
        waiting=room.reopening.waiting(),
        live=sending,
        troubles=tuple(
            (about_revision(found.scene, one.latest), hurt)
            for one in sending
            if (hurt := trouble(service, one)) is not None
        ),
        may_streets=may(found, Act.STREET),
        may_sites=may(found, Act.SITE_STATE),
    )


def closed_edges(room: CityRoom, closures: Sequence[Closure]) -> list[int]:
    return [edge for one in closures for edge in room.city.index.edges(one.segments)[0]]
