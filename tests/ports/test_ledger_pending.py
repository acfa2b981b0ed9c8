"""Spec of `alerts.ports.Ledger.record`: what is owed to phones that nobody has confirmed."""

import pytest

from alerts.audience import RANK_LEFT, RANK_LEFT_PENDING
from alerts.testing_examples import ALERT_ID, NOON, issue, registration, wave
from tests.ports.phones import NONCE, SECRET, numbers, owed, register

MINE = registration("mine")
STRANGE_KEYS = {"endpoint": MINE.endpoint}


def recorded(stores, *phones, rank=4):
    stores.alerts.issue([issue()], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(*phones, rank=rank, last=True))
    return [(chunk.rank, chunk.numbers.tolist()) for chunk in owed(stores)]


def test_a_pending_phone_is_owed_an_alert(stores):
    new = register(stores, "new", confirmed=False)

    assert recorded(stores, new) == [(4, [new])]


def test_nobody_else_is_owed_anything_at_an_endpoint_that_a_phone_has_confirmed(stores):
    before = register(stores, "other", confirmed=False, **STRANGE_KEYS)
    mine = register(stores, "mine", confirmed=False)
    after = register(stores, "another", confirmed=False, **STRANGE_KEYS)
    stores.subscriptions.confirm(mine, NONCE)

    assert recorded(stores, mine, before, after) == [(4, [mine])]


def test_until_it_is_confirmed_an_endpoint_is_of_who_registered_it_first(stores):
    mine = register(stores, "mine", confirmed=False)
    strangers = [register(stores, f"s{n}", confirmed=False, **STRANGE_KEYS) for n in range(3)]

    assert recorded(stores, *strangers, mine) == [(4, [mine])]


def test_a_tombstone_keeps_no_new_phone_from_its_endpoint(stores):
    gone = register(stores, "mine")
    stores.subscriptions.bury(numbers(gone), NOON)
    new = register(stores, "mine", confirmed=False)

    assert recorded(stores, new) == [(4, [new])]


@pytest.mark.parametrize("is_proven", [False, True])
def test_at_a_name_that_may_be_made_up_nothing_is_owed_before_one_phone_is_confirmed(
    stores, is_proven
):
    there = {"service": "https://made-up.push.example.net", "service_exists": False}
    first = register(stores, "first", confirmed=is_proven, **there)
    second = register(stores, "second", confirmed=False, **there)
    elsewhere = register(stores, "third", confirmed=False)

    owing = recorded(stores, first, second, elsewhere)

    assert [people for _, people in owing] == [[first, second], [elsewhere]][not is_proven :]


def test_of_those_out_of_the_area_pending_ones_come_last(stores):
    fake = register(stores, "fake", confirmed=False)
    old = register(stores, "old")
    newer = register(stores, "newer")

    assert recorded(stores, fake, old, newer, rank=RANK_LEFT) == [
        (RANK_LEFT, [old, newer]),
        (RANK_LEFT_PENDING, [fake]),
    ]


def test_strangers_cannot_move_delete_or_confirm_what_is_not_theirs(stores):
    mine = register(stores, "mine")

    assert not stores.subscriptions.authenticate(mine, b"x" * 32)
    assert not stores.subscriptions.confirm(mine, b"x" * 32)
    assert stores.subscriptions.authenticate(mine, SECRET)
