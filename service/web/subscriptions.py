"""`/api/v1/subscriptions`: phones register, prove themselves, move, ask what we know, and go."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from alerts.model import PlaceClass
from alerts.ports import Place, Subscriber
from service.errors import NotAuthorised, RegistrationRefused
from service.registrations import MOST_CELLS, MOST_PLACES, Registrations
from service.web.described import DEVICE, refusing
from service.web.limits import NetworkLimit
from service.web.numbers import Number

_ENDPOINT_LIMIT = 1024
_LATEST_TIME = 253_402_300_799  # 9999-12-31T23:59:59Z: what datetime can hold


class PlaceBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One place: cells, and when a *here* was seen or a *stay* ends (epoch seconds)."""

    place_class: PlaceClass = msgspec.field(name="class")
    cells: Annotated[list[int], msgspec.Meta(min_length=1, max_length=MOST_CELLS)]
    since: Annotated[float, msgspec.Meta(ge=0, le=_LATEST_TIME)] | None = None
    until: Annotated[float, msgspec.Meta(ge=0, le=_LATEST_TIME)] | None = None


PlaceBodies = Annotated[list[PlaceBody], msgspec.Meta(max_length=MOST_PLACES)]
Short = Annotated[str, msgspec.Meta(max_length=128)]


class KeysBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`PushSubscription.toJSON().keys`: base64url."""

    p256dh: Short
    auth: Short


class SubscriptionBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    endpoint: Annotated[str, msgspec.Meta(max_length=_ENDPOINT_LIMIT)]
    keys: KeysBody
    key_id: Short
    language: Annotated[str, msgspec.Meta(max_length=35)]
    places: PlaceBodies


class PlacesBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    places: PlaceBodies


class LanguageBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    language: Annotated[str, msgspec.Meta(max_length=35)]


class NonceBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    nonce: Short


class SubscriptionAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """`secret` is shown once; `alerts` are payloads exactly as they would be pushed."""

    id: int
    secret: str
    alerts: list[msgspec.Raw]


class AlertsAnswer(msgspec.Struct, frozen=True, kw_only=True):
    alerts: list[msgspec.Raw]


class KnownAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """All that the server knows of this phone, beside the endpoint and its keys."""

    id: int
    language: str
    confirmed: bool
    places: list[PlaceBody]
    alerts: list[msgspec.Raw]


BODIES = (SubscriptionBody, PlacesBody, LanguageBody, NonceBody)
_REFUSED = refusing(400, 401, 404, 413, 429, 503)


class SubscriptionController(Controller):
    path = "/api/v1/subscriptions"

    @post("/", sync_to_thread=True, responses=refusing(400, 413, 429, 503))
    def register(
        self,
        request: Request[Any, Any, Any],
        data: JSONBody[SubscriptionBody],
        registrations: NamedDependency[Registrations],
        limit: NamedDependency[NetworkLimit],
    ) -> SubscriptionAnswer:
        now = datetime.now(UTC)
        limit.check(request.client.host if request.client else "", now)
        made = registrations.register(
            data.endpoint,
            _bytes(data.keys.p256dh, "keys.p256dh"),
            _bytes(data.keys.auth, "keys.auth"),
            data.key_id,
            data.language,
            _places(data.places, now),
            now,
        )
        secret = urlsafe_b64encode(made.secret).rstrip(b"=").decode()
        return SubscriptionAnswer(id=made.number, secret=secret, alerts=_raw(made.alerts))

    @post(
        "/{number:int}/confirmation",
        sync_to_thread=True,
        status_code=200,
        security=DEVICE,
        responses=_REFUSED,
    )
    def confirm(
        self,
        number: Number,
        request: Request[Any, Any, Any],
        data: JSONBody[NonceBody],
        registrations: NamedDependency[Registrations],
    ) -> AlertsAnswer:
        now = datetime.now(UTC)
        alerts = registrations.confirm(number, _secret(request), data.nonce, now)
        return AlertsAnswer(alerts=_raw(alerts))

    @put("/{number:int}/places", sync_to_thread=True, security=DEVICE, responses=_REFUSED)
    def move(
        self,
        number: Number,
        request: Request[Any, Any, Any],
        data: JSONBody[PlacesBody],
        registrations: NamedDependency[Registrations],
    ) -> AlertsAnswer:
        now = datetime.now(UTC)
        places = _places(data.places, now)
        return AlertsAnswer(alerts=_raw(registrations.move(number, _secret(request), places, now)))

    @put(
        "/{number:int}/language",
        sync_to_thread=True,
        status_code=204,
        security=DEVICE,
        responses=_REFUSED,
    )
    def speak(
        self,
        number: Number,
        request: Request[Any, Any, Any],
        data: JSONBody[LanguageBody],
        registrations: NamedDependency[Registrations],
    ) -> None:
        registrations.speak(number, _secret(request), data.language, datetime.now(UTC))

    @post(
        "/{number:int}/test",
        sync_to_thread=True,
        status_code=202,
        security=DEVICE,
        responses=_REFUSED,
    )
    def test(
        self,
        number: Number,
        request: Request[Any, Any, Any],
        registrations: NamedDependency[Registrations],
    ) -> None:
        """The self-test is pushed after the time to lock the phone."""
        registrations.test(number, _secret(request), datetime.now(UTC))

    @get("/{number:int}", sync_to_thread=True, security=DEVICE, responses=_REFUSED)
    def open(
        self,
        number: Number,
        request: Request[Any, Any, Any],
        registrations: NamedDependency[Registrations],
    ) -> KnownAnswer:
        subscriber, alerts = registrations.open(number, _secret(request), datetime.now(UTC))
        return _known(subscriber, alerts)

    @delete("/{number:int}", sync_to_thread=True, security=DEVICE, responses=_REFUSED)
    def forget(
        self,
        number: Number,
        request: Request[Any, Any, Any],
        registrations: NamedDependency[Registrations],
    ) -> None:
        registrations.delete(number, _secret(request))


def _known(subscriber: Subscriber, alerts: tuple[bytes, ...]) -> KnownAnswer:
    return KnownAnswer(
        id=subscriber.number,
        language=subscriber.language,
        confirmed=subscriber.confirmed,
        places=[_body(place) for place in subscriber.places],
        alerts=_raw(alerts),
    )


def _body(place: Place) -> PlaceBody:
    return PlaceBody(
        place_class=place.place_class,
        cells=list(place.cells),
        since=place.since.timestamp(),
        until=place.until.timestamp() if place.until is not None else None,
    )


def _places(bodies: list[PlaceBody], now: datetime) -> list[Place]:
    return [
        Place(
            place_class=body.place_class,
            cells=tuple(dict.fromkeys(body.cells)),
            since=_time(body.since) or now,
            until=_time(body.until),
        )
        for body in bodies
    ]


def _time(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _raw(alerts: tuple[bytes, ...]) -> list[msgspec.Raw]:
    return [msgspec.Raw(alert) for alert in alerts]


def _secret(request: Request[Any, Any, Any]) -> bytes:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise NotAuthorised("send the device secret: Authorization: Bearer …")
    try:
        return _bytes(value, "secret")
    except RegistrationRefused as error:
        raise NotAuthorised("the device secret is not base64url") from error


def _bytes(text: str, field: str) -> bytes:
    try:
        return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except ValueError as error:
        raise RegistrationRefused(f"{field}: not base64url") from error
