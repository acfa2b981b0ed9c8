"""Sessions: only ids that we made, for as long as somebody is there, and pages of their own."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from service.desk.sessions import (
    Cookie,
    csrf_fits,
    csrf_of,
    ended_cookie,
    id_hash_of,
    is_alive,
    new_session,
    owes_touch,
)

NOW = datetime(2026, 11, 22, 18, 2, tzinfo=UTC)
SECRET = bytes(range(32))


def test_the_cookie_is_bound_to_this_host_and_no_script_or_other_site_sees_it():
    begun = new_session(3, "passkey", SECRET, NOW)

    assert begun.cookie.header() == (
        f"__Host-desk={SECRET.hex()}; Max-Age=43200; Path=/; Secure; HttpOnly; SameSite=Strict"
    )
    assert ended_cookie() == Cookie(name="__Host-desk", value="", max_age=0)


def test_the_store_is_given_a_hash_from_which_the_cookie_does_not_follow():
    begun = new_session(3, "passkey", SECRET, NOW)

    assert SECRET not in msgspec.msgpack.encode(begun.session)
    assert id_hash_of(begun.cookie.value) == begun.session.id_hash


@pytest.mark.parametrize(
    "cookie", ["", "attacker-chosen", "00", SECRET.hex().upper(), SECRET.hex() + "00", "é" * 64]
)
def test_what_is_no_id_of_ours_is_looked_up_nowhere(cookie: str):
    assert (id_hash_of(cookie), csrf_of(cookie), csrf_fits(cookie, "")) == (None, None, False)


def test_a_short_secret_is_refused():
    with pytest.raises(ValueError, match="32 random bytes"):
        new_session(3, "passkey", b"short", NOW)


@pytest.mark.parametrize(
    ("idle", "age", "alive"),
    [
        (timedelta(0), timedelta(0), True),
        (timedelta(minutes=30) - timedelta(seconds=1), timedelta(hours=1), True),
        (timedelta(minutes=30), timedelta(hours=1), False),
        (timedelta(0), timedelta(hours=12) - timedelta(seconds=1), True),
        (timedelta(0), timedelta(hours=12), False),
    ],
)
def test_a_session_ends_30_minutes_after_its_use_and_12_hours_after_login(
    idle: timedelta, age: timedelta, alive: bool
):
    session = new_session(3, "passkey", SECRET, NOW - age).session

    assert is_alive(msgspec.structs.replace(session, used=NOW - idle), NOW) is alive


def test_its_use_is_noted_once_a_minute():
    session = new_session(3, "passkey", SECRET, NOW).session

    assert not owes_touch(session, NOW + timedelta(seconds=59))
    assert owes_touch(session, NOW + timedelta(minutes=1))


def test_a_change_needs_the_token_of_this_very_session():
    mine, other = (new_session(3, "passkey", bytes([n]) * 32, NOW) for n in (1, 2))

    assert csrf_fits(mine.cookie.value, mine.csrf)
    assert not csrf_fits(mine.cookie.value, other.csrf)
    assert not csrf_fits(mine.cookie.value, mine.cookie.value)
    assert not csrf_fits(mine.cookie.value, "ö")
    assert mine.csrf != mine.cookie.value
