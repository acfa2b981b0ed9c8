"""The audience is range scans on one index, and ranks as `alerts.places` says."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts.model import PlaceClass
from alerts.places import rank
from alerts.ports import Place
from alerts.testing_examples import NOON, home, registration
from service.store.sqlite.audience import BURIED, PENDING, PLACES, numbers_in, parameters

MINUTES = st.integers(-100, 900).map(lambda n: timedelta(minutes=n))


def populate(store, cells):
    for cell in cells:
        number = store.subscriptions.register(registration(str(cell)), b"s", b"n", NOON)
        store.subscriptions.set_places(number, (home(cell),))


def visits(store, runs):
    """(rows returned, place rows visited, steps of SQLite's machine) of the audience's statement."""
    counted = [0, 0]

    def visit(_cell):
        counted[0] += 1
        return 1

    def step():
        counted[1] += 1

    statement = PLACES.replace(
        "BETWEEN runs.first AND runs.last", "BETWEEN runs.first AND runs.last AND visited(p.cell)"
    )
    assert statement != PLACES

    def work(connection):
        connection.create_function("visited", 1, visit)
        values = parameters(np.array(runs, np.int64), 10**6, NOON)
        returned = len(numbers_in(connection.execute(statement, values).fetchone()[0]))
        connection.set_progress_handler(step, 1)
        connection.execute(PLACES, values).fetchall()
        connection.set_progress_handler(None, 0)
        return returned

    return store.database.read(work), *counted


def test_each_run_is_one_search_of_the_index(store):
    plan = store.database.read(
        lambda c: [
            row[3]
            for row in c.execute(
                "EXPLAIN QUERY PLAN " + PLACES, parameters(np.array([[1, 2]]), 1, NOON)
            )
        ]
    )

    assert "SEARCH p USING PRIMARY KEY (cell>? AND cell<?)" in plan
    assert not any(step.startswith(("SCAN p", "SEARCH p USING AUTO")) for step in plan)


def test_of_all_phones_only_the_pending_and_the_buried_are_read(store):
    plans = store.database.read(
        lambda c: [
            [row[3] for row in c.execute("EXPLAIN QUERY PLAN " + one)] for one in (PENDING, BURIED)
        ]
    )

    assert plans == [
        ["SCAN subscriptions USING INDEX subscriptions_pending"],
        ["SEARCH subscriptions USING COVERING INDEX subscriptions_buried (buried>?)"],
    ]


def test_no_more_rows_are_read_than_returned_plus_runs(store):
    populate(store, range(0, 400, 2))
    runs = [[n, n + 4] for n in range(0, 300, 10)]

    returned, visited, _ = visits(store, runs)

    assert returned == 90
    assert visited <= returned + len(runs)


def test_the_work_does_not_grow_with_people_elsewhere(store):
    populate(store, range(1_000, 1_050))
    runs = [[1_000, 1_019], [1_030, 1_034], [5_000, 6_000]]
    alone = visits(store, runs)

    populate(store, [*range(300), *range(9_000, 9_300)])

    returned, visited, steps = visits(store, runs)
    assert (returned, visited) == alone[:2] == (25, 25)
    assert steps - alone[2] <= 2 * len(runs), (
        "each run may see one row more: the one beyond its end"
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    place_class=st.sampled_from(PlaceClass),
    since=MINUTES,
    until=st.none() | MINUTES,
    now=MINUTES,
    pending=st.booleans(),
)
def test_the_statement_ranks_as_the_rule_does(store, place_class, since, until, now, pending):
    ends = None if until is None else NOON + until
    place = Place(place_class=place_class, cells=(5,), since=NOON + since, until=ends)
    number = store.subscriptions.register(registration(), b"s", b"n", NOON)
    store.subscriptions.set_places(number, (place,))
    if not pending:
        store.subscriptions.confirm(number, b"n")

    found, ranks = store.subscriptions.audience(np.array([[5, 5]]), number, NOON + now)

    own = [r for n, r in zip(found.tolist(), ranks.tolist(), strict=True) if n == number]
    expected = rank(place_class, place.since, place.until, NOON + now, pending)
    assert own == ([] if expected is None else [expected])
    store.subscriptions.delete(number)


@pytest.mark.parametrize("count", [0, 1, 2, 9_361, 9_362, 9_363, 9_364, 9_365, 40_000])
def test_a_text_of_numbers_is_read_whole_however_it_is_cut(count):
    numbers = [1_000_000 + number for number in range(count)]

    read = numbers_in(",".join(map(str, numbers)) or None)

    assert read.dtype == np.int64
    assert read.tolist() == numbers
