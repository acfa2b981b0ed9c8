"""Spec of `alerts.ports.SubscriptionStore`."""

from datetime import timedelta

import pytest

from alerts.model import PlaceClass
from alerts.ports import Address, Place, Subscriber, UnknownSubscription
from alerts.testing_examples import NOON, agreed_key, here, home, registration, stay
from tests.ports.phones import HOUR, NONCE, SECOND, SECRET, audience, numbers, register


def address(number, name="phone", agreed=None, **changes):
    phone = registration(name, **changes)
    return Address(
        number=number,
        endpoint=phone.endpoint,
        service=phone.service,
        language=phone.language,
        key_id=phone.key_id,
        public_key=phone.public_key,
        auth=phone.auth,
        agreed=agreed,
    )


def waiting(stores, limit=100):
    return [one.number for one in stores.subscriptions.without_agreed_key(limit)]


# --- coming and proving --------------------------------------------------------------------------


def test_a_new_phone_is_pending_and_has_no_places(stores):
    number = stores.subscriptions.register(registration(language="ko"), SECRET, NONCE, NOON)

    assert stores.subscriptions.subscriber(number) == Subscriber(
        number=number, language="ko", confirmed=False, places=()
    )


def test_numbers_are_never_given_again(stores):
    first = register(stores, "a")
    second = register(stores, "b")
    stores.subscriptions.delete(second)

    third = register(stores, "c")

    assert first < second < third
    assert stores.subscriptions.highest_number() == third


def test_the_highest_number_counts_deleted_phones(stores):
    before = stores.subscriptions.highest_number()
    number = register(stores)

    stores.subscriptions.delete(number)

    assert (before, stores.subscriptions.highest_number()) == (0, number)


def test_only_the_pushed_nonce_confirms(stores):
    number = register(stores, confirmed=False)

    wrong = stores.subscriptions.confirm(number, b"x" * 32)
    pending = stores.subscriptions.subscriber(number).confirmed
    right = stores.subscriptions.confirm(number, NONCE)

    assert (wrong, pending, right) == (False, False, True)
    assert stores.subscriptions.subscriber(number).confirmed
    assert not stores.subscriptions.confirm(number + 1, NONCE)


def test_a_confirmation_whose_answer_was_lost_may_be_repeated(stores):
    number = register(stores)

    assert stores.subscriptions.confirm(number, NONCE)


def test_only_the_device_secret_authenticates(stores):
    number = register(stores)

    assert stores.subscriptions.authenticate(number, SECRET)
    assert not stores.subscriptions.authenticate(number, b"x" * 32)
    assert not stores.subscriptions.authenticate(number + 1, SECRET)
    assert not stores.subscriptions.authenticate(10**30, SECRET)


def test_whoever_registers_a_known_endpoint_displaces_nobody(stores):
    owner = register(stores, "phone", home(150))

    stranger = stores.subscriptions.register(registration("phone"), b"x" * 32, b"y" * 32, NOON)

    assert stranger != owner
    assert stores.subscriptions.authenticate(owner, SECRET)
    assert not stores.subscriptions.authenticate(owner, b"x" * 32)
    assert stores.subscriptions.subscriber(owner) == Subscriber(
        number=owner, language="ja", confirmed=True, places=(home(150),)
    )


def test_a_confirmed_phone_replaces_older_numbers_of_its_endpoint_only(stores):
    old = register(stores, "phone", home(150))
    other = register(stores, "other")
    new = register(stores, "phone", confirmed=False)
    newest = register(stores, "phone", confirmed=False)

    stores.subscriptions.confirm(new, NONCE)

    assert stores.subscriptions.subscriber(old) is None
    assert stores.subscriptions.subscriber(other) is not None
    assert stores.subscriptions.subscriber(newest) is not None
    assert audience(stores, [[100, 199]]) == []


# --- places --------------------------------------------------------------------------------------


def test_places_come_back_as_they_were_set_their_cells_sorted(stores):
    number = register(stores)
    places = (
        home(3, 1, 2, 1),
        Place(place_class=PlaceClass.STAY, cells=(1,), since=NOON - HOUR, until=NOON + 9 * HOUR),
        here(2**41, since=NOON - timedelta(microseconds=1)),
    )

    stores.subscriptions.set_places(number, places)

    assert stores.subscriptions.subscriber(number).places == (home(1, 2, 3), *places[1:])


def test_setting_places_replaces_all_of_them(stores):
    number = register(stores, "phone", home(100), home(150))

    stores.subscriptions.set_places(number, (home(300),))

    assert stores.subscriptions.subscriber(number).places == (home(300),)
    assert audience(stores, [[100, 199]]) == []


def test_a_language_can_be_changed(stores):
    number = register(stores)

    stores.subscriptions.set_language(number, "zh-Hant")

    assert stores.subscriptions.subscriber(number).language == "zh-Hant"
    assert stores.subscriptions.addresses(numbers(number)) == (address(number, language="zh-Hant"),)


def test_an_unknown_phone_is_told_so(stores):
    with pytest.raises(UnknownSubscription):
        stores.subscriptions.set_places(7, (home(1),))
    with pytest.raises(UnknownSubscription):
        stores.subscriptions.set_language(7, "ja")

    assert stores.subscriptions.subscriber(7) is None


def test_a_deleted_phone_is_gone_from_everywhere(stores):
    number = register(stores, "phone", home(150))
    stores.subscriptions.store_agreed_keys([(number, agreed_key())])

    stores.subscriptions.delete(number)

    assert stores.subscriptions.subscriber(number) is None
    assert not stores.subscriptions.authenticate(number, SECRET)
    assert stores.subscriptions.addresses(numbers(number)) == ()
    assert audience(stores, [[100, 199]]) == []
    assert waiting(stores) == []
    assert stores.subscriptions.counts()["total"] == 0
    stores.subscriptions.delete(number)


# --- addresses and keys --------------------------------------------------------------------------


def test_addresses_come_in_the_order_asked_without_the_deleted_and_the_buried(stores):
    a, b, c, d = (register(stores, name) for name in "abcd")
    stores.subscriptions.delete(b)
    stores.subscriptions.bury(numbers(c), NOON)

    found = stores.subscriptions.addresses(numbers(d, c, b, a, 99))

    assert found == (address(d, "d"), address(a, "a"))


@pytest.mark.parametrize("length", [10, 61, 62, 63, 126, 127, 700, 5_000])
def test_endpoints_of_any_length_come_back_whole(stores, length):
    endpoint = "https://push.example.net/".ljust(length, "é")

    number = register(stores, endpoint=endpoint)

    assert stores.subscriptions.addresses(numbers(number))[0].endpoint == endpoint


def test_a_phone_after_a_deleted_one_has_nothing_of_it(stores):
    gone = register(stores, "a")
    stores.subscriptions.store_agreed_keys([(gone, agreed_key("a"))])
    stores.subscriptions.delete(gone)

    number = register(stores, "b")

    assert stores.subscriptions.addresses(numbers(number)) == (address(number, "b"),)
    assert waiting(stores) == [number]


def test_phones_wait_for_a_key_never_keyed_ones_first(stores):
    a, b, c, d = (register(stores, name, confirmed=name != "d") for name in "abcd")
    stores.subscriptions.store_agreed_keys([(a, agreed_key("a")), (c, agreed_key("c"))])

    stores.subscriptions.mark_keys_used(numbers(a, b))

    assert waiting(stores) == [b, d, a]
    assert waiting(stores, limit=2) == [b, d]
    assert stores.subscriptions.without_agreed_key(3)[2] == address(a, "a", agreed_key("a"))


def test_a_used_key_stays_good_until_a_fresh_one_is_stored(stores):
    number = register(stores)
    stores.subscriptions.store_agreed_keys([(number, agreed_key("old"))])
    stores.subscriptions.mark_keys_used(numbers(number))
    stores.subscriptions.mark_keys_used(numbers(number))
    used = stores.subscriptions.addresses(numbers(number))

    stores.subscriptions.store_agreed_keys([(number, agreed_key("new")), (99, agreed_key("x"))])

    assert used == (address(number, agreed=agreed_key("old")),)
    assert stores.subscriptions.addresses(numbers(number)) == (
        address(number, agreed=agreed_key("new")),
    )
    assert waiting(stores) == []


def test_a_tombstone_waits_for_no_key(stores):
    number = register(stores)

    stores.subscriptions.bury(numbers(number), NOON)

    assert waiting(stores) == []


# --- going ---------------------------------------------------------------------------------------


def test_pending_phones_are_dropped_after_a_day(stores):
    pending = register(stores, "a", home(150), confirmed=False)
    proven = register(stores, "b")

    kept = stores.subscriptions.sweep(NOON + 24 * HOUR)
    dropped = stores.subscriptions.sweep(NOON + 24 * HOUR + SECOND)

    assert (kept, dropped) == (0, 1)
    assert stores.subscriptions.subscriber(pending) is None
    assert stores.subscriptions.subscriber(proven) is not None


def test_tombstones_are_erased_after_seven_days_counted_from_the_first_time(stores):
    number = register(stores)
    stores.subscriptions.bury(numbers(number), NOON)
    stores.subscriptions.bury(numbers(number), NOON + HOUR)

    kept = stores.subscriptions.sweep(NOON + timedelta(days=7))
    erased = stores.subscriptions.sweep(NOON + timedelta(days=7) + SECOND)

    assert (kept, erased) == (0, 1)
    assert stores.subscriptions.subscriber(number) is None


def test_ended_stays_and_heres_are_deleted_and_other_places_kept(stores):
    number = register(
        stores,
        "a",
        stay(1, 2, until=NOON + 12 * HOUR),
        home(3),
        here(4, 5, since=NOON),
        stay(6, until=NOON + 13 * HOUR),
    )

    before = stores.subscriptions.sweep(NOON + 12 * HOUR - SECOND)
    after = stores.subscriptions.sweep(NOON + 12 * HOUR)

    assert (before, after) == (0, 2)
    assert stores.subscriptions.subscriber(number).places == (
        home(3),
        stay(6, until=NOON + 13 * HOUR),
    )


def test_a_phone_that_had_nothing_here_but_a_stay_does_not_outlive_its_trip(stores):
    visitor = register(stores, "a", stay(1, until=NOON + HOUR))
    returning = register(stores, "b", stay(1, until=NOON + HOUR), stay(2, until=NOON + 9 * HOUR))
    wanderer = register(stores, "c", here(1, since=NOON))

    stores.subscriptions.sweep(NOON + HOUR)
    stores.subscriptions.sweep(NOON + 13 * HOUR)

    left = [stores.subscriptions.subscriber(n) for n in (visitor, returning, wanderer)]
    assert [one is None for one in left] == [True, True, False]


# --- for people ----------------------------------------------------------------------------------


def test_key_ids_are_those_that_phones_depend_on(stores):
    register(stores, "a", key_id="old")
    gone = register(stores, "b", key_id="older")
    register(stores, "c", key_id="new")

    stores.subscriptions.delete(gone)

    assert stores.subscriptions.key_ids() == frozenset({"old", "new"})


def test_counts_tell_residents_from_visitors_and_leave_tombstones_out(stores):
    register(stores, "a", home(1))
    register(stores, "b", stay(1, until=NOON + HOUR), language="ko")
    register(stores, "c", home(1), stay(2, until=NOON + HOUR), confirmed=False)
    register(stores, "d", here(1, since=NOON), stay(1, until=NOON + HOUR), language="ko")
    buried = register(stores, "e", home(1))
    register(stores, "f")
    stores.subscriptions.bury(numbers(buried), NOON)

    assert stores.subscriptions.counts() == {
        "total": 5,
        "pending": 1,
        "residents": 3,
        "visitors": 2,
        "language:ja": 3,
        "language:ko": 2,
    }


def test_an_empty_store_counts_nobody(stores):
    assert stores.subscriptions.counts() == {
        "total": 0,
        "pending": 0,
        "residents": 0,
        "visitors": 0,
    }
