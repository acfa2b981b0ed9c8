"""Where a phone's endpoint leads: to its push service, to what stands in for it, or nowhere."""

from collections.abc import Mapping, Sequence

import msgspec

from alerts.push.endpoints import PushService, is_path, push_service_of
from alerts.push.refusal import Refusal

_MOST_KNOWN = 256
# "https://" and "http://x": no origin's first slash after the two comes before.
_SCHEME = 8


class Way(msgspec.Struct, frozen=True):
    """The address that is really connected to. `origin`: of it, not always the endpoint's."""

    url: str
    origin: str
    is_loopback: bool


class Reach:
    """Asked before every push: the listed `services`, and origins that stand in for some of them.

    With any stand-in (training), nothing else that is not of this machine is reached.
    """

    def __init__(self, services: Sequence[PushService], stand_ins: Mapping[str, str]) -> None:
        self._services = tuple(services)
        self._stand_ins = dict(stand_ins)
        self._loopback = frozenset(one.origin for one in services if one.is_loopback)
        # The origins of endpoints, as they are written, that lead straight to their service.
        self._straight: dict[str, Way] = {}

    def way_to(self, endpoint: str) -> Way | Refusal:
        end = endpoint.find("/", _SCHEME)
        known = self._straight.get(endpoint[:end])
        if known is not None and is_path(endpoint, end):
            return Way(endpoint, known.origin, known.is_loopback)
        way = self._looked_up(endpoint)
        if isinstance(way, Way) and way.url is endpoint and len(self._straight) < _MOST_KNOWN:
            self._straight[endpoint[:end]] = way
        return way

    def _looked_up(self, endpoint: str) -> Way | Refusal:
        service = push_service_of(endpoint, self._services)
        if isinstance(service, Refusal):
            return service
        if service in self._stand_ins:
            return self._instead(endpoint, self._stand_ins[service])
        is_loopback = service in self._loopback
        if self._stand_ins and not is_loopback:
            return Refusal("nothing stands in here")
        return Way(endpoint, service, is_loopback)

    def _instead(self, endpoint: str, origin: str) -> Way:
        # From the end of the origin as it is written, which may name the port or use capitals.
        path = endpoint.index("/", endpoint.index("//") + 2)
        return Way(origin + endpoint[path:], origin, True)
