"""Spec of `alerts.ports.SubscriptionStore`: who is in the area, and in which order."""

from datetime import timedelta

import numpy as np

from alerts.testing_examples import NOON, here, home, registration, stay

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
SECRET = b"s" * 32
NONCE = b"n" * 32


def register(stores, name="phone", *places, confirmed=True, now=NOON, **changes):
    number = stores.subscriptions.register(registration(name, **changes), SECRET, NONCE, now)
    if confirmed:
        assert stores.subscriptions.confirm(number, NONCE)
    stores.subscriptions.set_places(number, places)
    return number


def numbers(*values):
    return np.array(values, np.int64)


def audience(stores, runs, cutoff=1_000, now=NOON):
    found, ranks = stores.subscriptions.audience(np.array(runs, np.int64), cutoff, now)
    assert (found.dtype, ranks.dtype) == (np.int64, np.uint8)
    return list(zip(found.tolist(), ranks.tolist(), strict=True))


def test_the_audience_are_those_with_a_place_in_the_cells(stores):
    inside = register(stores, "a", home(100))
    edge = register(stores, "b", home(1), home(5, 199))
    register(stores, "c", home(99, 200))
    register(stores, "d")

    assert audience(stores, [[100, 199]]) == [(inside, 2), (edge, 2)]
    assert audience(stores, [[0, 4], [5, 5], [99, 100]]) == [(1, 2), (2, 2), (3, 2)]
    assert audience(stores, np.empty((0, 2), np.int64)) == []


def test_the_audience_is_sorted_by_rank_and_names_nobody_twice(stores):
    at_home = register(stores, "a", home(150))
    old = register(stores, "b", here(150, since=NOON - 4 * HOUR))
    fresh = register(stores, "c", here(150, since=NOON - HOUR), home(150, 151))
    visitor = register(stores, "d", stay(150, until=NOON + HOUR))
    unproven = register(stores, "e", here(150, since=NOON), confirmed=False)
    later = register(stores, "f", home(150, 152))

    assert audience(stores, [[150, 150], [151, 160]]) == [
        (fresh, 0),
        (visitor, 1),
        (at_home, 2),
        (later, 2),
        (old, 3),
        (unproven, 4),
    ]


def test_a_here_is_fresh_for_three_hours_and_over_after_twelve(stores):
    number = register(stores, "a", here(150, since=NOON))

    moments = (0 * HOUR, 3 * HOUR, 3 * HOUR + SECOND, 12 * HOUR - SECOND, 12 * HOUR)
    found = [audience(stores, [[150, 150]], now=NOON + moment) for moment in moments]

    assert found == [[(number, 0)], [(number, 0)], [(number, 3)], [(number, 3)], []]


def test_a_stay_is_over_when_it_ends(stores):
    number = register(stores, "a", stay(150, until=NOON + HOUR))

    found = [audience(stores, [[150, 150]], now=NOON + t) for t in (HOUR - SECOND, HOUR)]

    assert found == [[(number, 1)], []]


def test_phones_beyond_the_cutoff_are_left_to_the_answer_they_get(stores):
    first = register(stores, "a", home(150))
    register(stores, "b", home(150))

    assert audience(stores, [[150, 150]], cutoff=first) == [(first, 2)]


def test_a_tombstone_is_in_no_audience_until_it_is_revived(stores):
    number = register(stores, "a", home(150))

    stores.subscriptions.bury(numbers(number, 99), NOON)
    buried = audience(stores, [[150, 150]])
    stores.subscriptions.revive(number)
    stores.subscriptions.revive(99)

    assert buried == []
    assert audience(stores, [[150, 150]]) == [(number, 2)]
