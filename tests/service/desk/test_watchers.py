"""How many pages are told at once how an alert goes."""

import pytest

from service.desk.watchers import MOST, MOST_EACH, Watchers
from service.errors import TooMany


def test_one_person_with_many_pages_is_refused_alone() -> None:
    watchers = Watchers(lambda: 0.0)
    tokens = [watchers.enter(1) for _ in range(MOST_EACH)]

    with pytest.raises(TooMany):
        watchers.enter(1)
    watchers.enter(2)
    watchers.leave(tokens[0])
    watchers.enter(1)


def test_all_together_are_limited() -> None:
    watchers = Watchers(lambda: 0.0)
    for person in range(MOST):
        watchers.enter(person)

    with pytest.raises(TooMany):
        watchers.enter(MOST)


def test_a_page_that_was_never_looked_through_makes_room_after_a_minute() -> None:
    clock = [0.0]
    watchers = Watchers(lambda: clock[0])
    kept, *_others = [watchers.enter(1) for _ in range(MOST_EACH)]
    clock[0] = 59.0
    watchers.seen(kept, 1)

    clock[0] = 61.0
    for _ in range(MOST_EACH - 1):
        watchers.enter(1)
    with pytest.raises(TooMany):
        watchers.enter(1)
