"""NetworkLimit: counts networks, keeps no address."""

from datetime import UTC, datetime, timedelta

import pytest

from service.errors import TooMany
from service.web.limits import NetworkLimit

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_a_network_may_register_so_many_phones_an_hour() -> None:
    limit = NetworkLimit(per_hour=2)
    limit.check("192.0.2.1", NOON)
    limit.check("192.0.2.200", NOON)

    with pytest.raises(TooMany):
        limit.check("192.0.2.77", NOON)


def test_other_networks_are_not_held_up() -> None:
    limit = NetworkLimit(per_hour=1)
    limit.check("192.0.2.1", NOON)

    limit.check("198.51.100.1", NOON)
    limit.check("2001:db8:1::1", NOON)
    with pytest.raises(TooMany):
        limit.check("2001:db8:1:ffff::9", NOON)


def test_the_count_begins_anew_each_hour() -> None:
    limit = NetworkLimit(per_hour=1)
    limit.check("192.0.2.1", NOON)

    limit.check("192.0.2.1", NOON + timedelta(hours=1))


def test_no_address_is_kept() -> None:
    limit = NetworkLimit(per_hour=5)
    limit.check("192.0.2.1", NOON)

    kept = repr(vars(limit))

    assert "192.0.2" not in kept
    assert repr(bytes([192, 0, 2, 0]))[2:-1] not in kept
