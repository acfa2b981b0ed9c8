"""StaffStore: devices that are named, lost or the last, and who is in."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from service.desk.ports import Spent, Staff
from service.desk.testing import MemoryAuditLog, MemoryStaffStore
from service.store.sqlite.store import open_store
from tests.ports.test_staff_store import ENTRY, NOW, Desk, passkey, session

replace = msgspec.structs.replace


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    if request.param == "memory":
        log = MemoryAuditLog()
        yield Desk(MemoryStaffStore(log), log)
        return
    store = open_store(tmp_path / "hansho.db")
    yield Desk(store.staff, store.audit)
    store.close()


@pytest.fixture
def ann(desk: Desk) -> Staff:
    return desk.add("Ann")


def test_a_passkey_is_given_another_name(desk: Desk, ann: Staff):
    desk.staff.add_passkey(passkey(1), ENTRY)
    before = desk.seen()

    desk.staff.name_passkey(b"id", "phone at home", ENTRY)

    assert desk.staff.passkeys(1) == (replace(passkey(1), label="phone at home"),)
    assert desk.seen() == before + 1


def test_the_last_passkey_of_a_person_is_never_removed(desk: Desk, ann: Staff):
    desk.add("Ben")
    for staff, credential_id in ((1, b"a"), (2, b"b")):
        desk.staff.add_passkey(passkey(staff, credential_id), ENTRY)
    before = desk.seen()

    for credential_id in (b"a", b"unknown"):
        with pytest.raises(Spent):
            desk.staff.remove_passkey(credential_id, ENTRY)

    assert desk.staff.passkeys(1) == (passkey(1, b"a"),)
    assert desk.seen() == before


def test_lost_devices_end_and_the_recovery_codes_stay(desk: Desk, ann: Staff):
    desk.staff.add_passkey(passkey(1), ENTRY)
    desk.staff.set_recovery(1, (b"1", b"2"), ENTRY)
    desk.staff.set_totp(1, b"secret", ENTRY)
    desk.staff.begin_session(session(1), ENTRY)

    desk.apply(staff=ann, ends_sessions=True, ends_devices=True)

    assert (desk.staff.passkeys(1), desk.staff.totp(1), desk.staff.sessions()) == ((), None, ())
    assert desk.staff.recovery_left(1) == 2


def test_whoever_is_in_is_told_the_latest_login_first(desk: Desk, ann: Staff):
    later = replace(session(1, b"later"), begun=NOW + timedelta(minutes=1))
    for one in (session(1), later):
        desk.staff.begin_session(one, ENTRY)

    assert desk.staff.sessions() == (later, session(1))
