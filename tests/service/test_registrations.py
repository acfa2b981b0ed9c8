"""Phones come, prove themselves, move and go."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from alerts.model import Mode, PlaceClass
from alerts.pipeline import Means, record_waves, take_item
from alerts.ports import Place, Result
from alerts.push.endpoints import push_service
from alerts.push.envelope import public_bytes
from alerts.testing import MemoryAlertStore, MemoryLedger, MemoryStore, MemorySubscriptionStore
from alerts.triage import Policy
from geo.cells import cell_at
from geo.places import Gazetteer
from service.errors import NotAuthorised, RegistrationRefused, TooMany
from service.registrations import (
    MOST_CELLS,
    MOST_PLACES,
    Registered,
    Registrations,
    check_places,
)
from service.stores import Stores
from tests.factories import NOW, hazard, report
from translations.loading import load_phrasebook

PUBLIC_KEY = public_bytes(ec.derive_private_key(7, ec.SECP256R1()).public_key())
INSIDE = cell_at(139.005, 35.005)
OUTSIDE = cell_at(138.0, 35.0)


class Town:
    """Registrations over the in-memory twins; `greeted` holds the nonces that were pushed."""

    def __init__(self) -> None:
        store = MemoryStore()
        self.stores = Stores(
            alerts=MemoryAlertStore(store),
            subscriptions=MemorySubscriptionStore(store),
            ledger=MemoryLedger(store),
        )
        self.greeted: dict[int, str] = {}
        self.tested: list[int] = []
        self.registrations = Registrations(
            self.stores,
            (push_service("https://push.example.org"),),
            frozenset({"key-1"}),
            self.greeted.__setitem__,
            self.tested.append,
        )

    def warn(self) -> str:
        means = Means(
            alerts=self.stores.alerts,
            gazetteer=Gazetteer.of([]),
            phrases=load_phrasebook(),
            policy=Policy(mode=Mode.REAL),
            languages=("en", "ja"),
            base_url="https://town.example",
            time_zone="Asia/Tokyo",
            new_id=lambda: "a" * 16,
        )
        (taken,) = take_item(report(hazards=(hazard(),)), b"", means, NOW)
        assert taken.revision is not None
        return taken.revision.alert_id

    def register(
        self, cell: int = OUTSIDE, endpoint: str = "https://push.example.org/1", key: str = "key-1"
    ) -> Registered:
        return self.registrations.register(
            endpoint, PUBLIC_KEY, b"a" * 16, key, "en-GB", [home(cell)], NOW
        )


def home(*cells: int) -> Place:
    return Place(place_class=PlaceClass.HOME, cells=cells, since=NOW, until=None)


def test_a_new_phone_is_pending_until_it_returns_the_nonce_that_was_pushed() -> None:
    town = Town()
    made = town.register()
    before = town.stores.subscriptions.subscriber(made.number)

    town.registrations.confirm(made.number, made.secret, town.greeted[made.number], NOW)

    after = town.stores.subscriptions.subscriber(made.number)
    assert before is not None
    assert after is not None
    assert (before.confirmed, after.confirmed) == (False, True)
    assert after.language == "en"


def test_a_wrong_nonce_proves_nothing() -> None:
    town = Town()
    made = town.register()

    with pytest.raises(NotAuthorised):
        town.registrations.confirm(made.number, made.secret, "guess", NOW)


def test_an_endpoint_authorises_nothing_only_the_device_secret_does() -> None:
    town = Town()
    victim = town.register()
    attacker = town.register()

    for attempt in (
        lambda: town.registrations.delete(victim.number, attacker.secret),
        lambda: town.registrations.move(victim.number, attacker.secret, [home(1)], NOW),
        lambda: town.registrations.open(victim.number, attacker.secret, NOW),
        lambda: town.registrations.speak(victim.number, attacker.secret, "ja", NOW),
    ):
        with pytest.raises(NotAuthorised):
            attempt()


def test_whoever_registers_while_an_alert_is_live_gets_it_at_once_and_is_recorded() -> None:
    town = Town()
    alert_id = town.warn()

    made = town.register(INSIDE)

    assert len(made.alerts) == 1
    assert alert_id.encode() in made.alerts[0]
    assert town.stores.ledger.recorded(alert_id).tolist() == [made.number]
    assert town.stores.ledger.counts(alert_id, 1)[Result.TOLD] == 1


def test_whoever_moves_into_the_area_gets_the_alert_at_once() -> None:
    town = Town()
    alert_id = town.warn()
    made = town.register(OUTSIDE)

    told = town.registrations.move(made.number, made.secret, [home(INSIDE)], NOW)

    assert made.alerts == ()
    assert len(told) == 1
    assert town.stores.ledger.recorded(alert_id).tolist() == [made.number]


def test_a_phone_elsewhere_gets_nothing() -> None:
    town = Town()
    alert_id = town.warn()

    made = town.register(OUTSIDE)

    assert made.alerts == ()
    assert town.stores.ledger.recorded(alert_id).tolist() == []


def test_an_ended_stay_and_an_old_position_tie_nobody_to_their_cells() -> None:
    town = Town()
    alert_id = town.warn()
    made = town.register(OUTSIDE)
    ended = Place(
        place_class=PlaceClass.STAY, cells=(INSIDE,), since=NOW, until=NOW - timedelta(seconds=1)
    )
    old = Place(
        place_class=PlaceClass.HERE,
        cells=(INSIDE,),
        since=NOW - timedelta(hours=12),
        until=None,
    )

    told = town.registrations.move(made.number, made.secret, [ended, old], NOW)

    assert told == ()
    assert town.stores.ledger.recorded(alert_id).tolist() == []


def test_a_deleted_phone_is_gone() -> None:
    town = Town()
    made = town.register()

    town.registrations.delete(made.number, made.secret)

    assert town.stores.subscriptions.subscriber(made.number) is None
    with pytest.raises(NotAuthorised):
        town.registrations.open(made.number, made.secret, NOW)


@pytest.mark.parametrize(
    ("endpoint", "key", "named"),
    [
        ("http://push.example.org/1", "key-1", "push service"),
        ("https://other.example.org/1", "key-1", "push service"),
        ("https://push.example.org/1", "key-9", "key_id"),
    ],
)
def test_a_registration_that_breaks_a_rule_is_refused_by_name(
    endpoint: str, key: str, named: str
) -> None:
    with pytest.raises(RegistrationRefused, match=named):
        Town().register(endpoint=endpoint, key=key)


def test_a_public_key_that_is_not_on_the_curve_is_refused() -> None:
    town = Town()

    with pytest.raises(RegistrationRefused, match="keys"):
        town.registrations.register(
            "https://push.example.org/1", b"\4" + b"\1" * 64, b"a" * 16, "key-1", "en", [], NOW
        )


@pytest.mark.parametrize(
    "places",
    [
        [home(1)] * (MOST_PLACES + 1),
        [home()],
        [home(*range(MOST_CELLS + 1))],
        [home(-1)],
        [home(86_400 * 131_072)],
        [Place(place_class=PlaceClass.STAY, cells=(1,), since=NOW, until=None)],
        [
            Place(
                place_class=PlaceClass.STAY,
                cells=(1,),
                since=NOW,
                until=NOW + timedelta(days=91),
            )
        ],
    ],
)
def test_places_that_break_a_limit_are_refused(places: list[Place]) -> None:
    with pytest.raises(RegistrationRefused):
        check_places(places, NOW)


def test_a_position_from_the_future_counts_as_now() -> None:
    ahead = Place(
        place_class=PlaceClass.HERE, cells=(1,), since=NOW + timedelta(days=1), until=None
    )

    (kept,) = check_places([ahead], NOW)

    assert kept.since == NOW


def test_a_phone_may_ask_for_five_tests_an_hour() -> None:
    town = Town()
    made = town.register()

    for _ in range(5):
        town.registrations.test(made.number, made.secret, NOW)
    with pytest.raises(TooMany):
        town.registrations.test(made.number, made.secret, NOW + timedelta(minutes=59))
    town.registrations.test(made.number, made.secret, NOW + timedelta(minutes=60))

    assert town.tested == [made.number] * 6


def test_only_whoever_has_the_secret_can_use_a_phones_allowance_up() -> None:
    town = Town()
    made = town.register()
    for _ in range(1_000):
        with pytest.raises(NotAuthorised):
            town.registrations.open(made.number, b"guess", NOW)

    subscriber, _ = town.registrations.open(made.number, made.secret, NOW)

    assert subscriber.number == made.number


def test_a_test_needs_the_device_secret() -> None:
    town = Town()
    made = town.register()

    with pytest.raises(NotAuthorised):
        town.registrations.test(made.number, b"guess", NOW)

    assert town.tested == []


def test_capitals_in_a_name_register_no_second_phone() -> None:
    town = Town()
    first = town.register()
    second = town.register(endpoint="https://PUSH.example.org:443/1")
    for made in (first, second):
        town.registrations.confirm(made.number, made.secret, town.greeted[made.number], NOW)

    assert town.stores.subscriptions.subscriber(first.number) is None


def test_registering_says_nothing_about_who_else_has_the_endpoint() -> None:
    town = Town()
    known = town.register()
    town.registrations.confirm(known.number, known.secret, town.greeted[known.number], NOW)

    again, elsewhere = town.register(), town.register(endpoint="https://push.example.org/other")

    assert (again.alerts, len(again.secret)) == (elsewhere.alerts, len(elsewhere.secret))
    assert town.greeted.keys() == {known.number, again.number, elsewhere.number}


def test_a_name_under_a_listed_one_is_doubted_until_a_phone_there_is_confirmed() -> None:
    town = Town()
    town.register(INSIDE, "https://made-up.push.example.org/1")

    alert_id = town.warn()
    (revision,) = town.stores.ledger.open_revisions()
    list(
        record_waves(
            revision, town.stores.alerts, town.stores.subscriptions, town.stores.ledger, NOW
        )
    )

    assert set(town.stores.ledger.counts(alert_id, 1).values()) == {0}
