"""Spec of `alerts.ports.SubscriptionStore`: who is in the area, and in which order."""

import numpy as np

from alerts.testing_examples import NOON, here, home, stay
from tests.ports.phones import HOUR, SECOND, audience, numbers, register


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


def foremost(stores, runs, among=None, most=1_000, cutoff=1_000):
    asked = None if among is None else np.array(among, np.int64)
    runs = np.array(runs, np.int64).reshape(-1, 2)
    found, ranks = stores.subscriptions.foremost(runs, cutoff, NOON, asked, most)
    assert (found.dtype, ranks.dtype) == (np.int64, np.uint8)
    return list(zip(found.tolist(), ranks.tolist(), strict=True))


def test_the_foremost_are_confirmed_ones_of_the_audience_with_the_same_ranks(stores):
    at_home = register(stores, "a", home(150), here(1, since=NOON))
    fresh = register(stores, "b", home(199), here(150, since=NOON))
    register(stores, "c", here(150, since=NOON), confirmed=False)
    gone = register(stores, "d", here(150, since=NOON))
    stores.subscriptions.bury(numbers(gone), NOON)
    register(stores, "e", home(200))

    assert foremost(stores, [[100, 149], [150, 199]]) == [(fresh, 0), (at_home, 2)]
    assert foremost(stores, [[100, 149], [150, 199]], cutoff=at_home) == [(at_home, 2)]
    assert foremost(stores, []) == []


def test_of_named_people_the_foremost_are_those_who_are_in_the_area(stores):
    inside = register(stores, "a", home(150))
    outside = register(stores, "b", home(99, 200))
    register(stores, "c", home(150))

    assert foremost(stores, [[100, 199]], among=[inside, outside, 99]) == [(inside, 2)]
    assert foremost(stores, [[100, 199]], among=[]) == []


def test_the_foremost_are_no_more_than_were_looked_at(stores):
    for name in "abcdef":
        register(stores, name, home(150))

    assert len(foremost(stores, [[100, 199]], most=4)) == 4
