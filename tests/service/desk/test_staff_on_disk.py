"""The whole way of the staff over a store on disk: founded, enrolled, in, and still so tomorrow."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service.desk.audit_findings import examined
from service.desk.entrance import Entrance
from service.desk.ports import Grant, Role, Spent
from service.desk.staffing import Staffing, StaffRefused
from service.store.sqlite.store import SqliteStore, open_store
from tests.authenticator import Authenticator
from tests.service.desk.people import ORIGIN, SITE

NOW = datetime(2026, 11, 22, 18, 2, tzinfo=UTC)
DAY = timedelta(hours=24)


def enrol(store: SqliteStore, link: str | None, now: datetime = NOW) -> Authenticator:
    assert link is not None
    entrance, key, token = Entrance(store.staff, SITE), Authenticator(ORIGIN), link.split("#")[1]
    entrance.enrol(token, key.create(entrance.enrolment(token, now)), "phone", now)
    return key


def test_staff_sessions_and_log_outlive_the_process(tmp_path: Path):
    store = open_store(tmp_path / "hansho.db")
    staffing = Staffing(store.staff, store.audit, ORIGIN)
    ann, ben = (staffing.found(name, Role.ADMIN, NOW) for name in ("Ann", "Ben"))
    keys = [enrol(store, one.link) for one in (ann, ben)]
    with pytest.raises(StaffRefused, match="begun to work"):
        staffing.found("Eve", Role.APPROVER, NOW)
    entrance = Entrance(store.staff, SITE)
    begun = entrance.login(keys[0].get(entrance.login_options(NOW)), "", NOW)
    grant = Grant(role=Role.APPROVER, begins=NOW)
    waiting = staffing.propose(1, (grant,), NOW, name="Eve").proposal
    assert waiting is not None
    store.close()

    store = open_store(tmp_path / "hansho.db")
    staffing = Staffing(store.staff, store.audit, ORIGIN)
    entrance = Entrance(store.staff, SITE)
    who = entrance.who(begun.cookie.value, NOW)
    eve = staffing.endorse(waiting.id, 2, NOW)
    enrol(store, eve.link)

    assert who is not None
    assert (who.staff, who.session) == (ann.staff, begun.session)
    assert eve.staff is not None
    assert eve.staff.may_approve_from == NOW + DAY
    assert [row.act for row in store.audit.rows()] == [
        *["staff.found"] * 2,
        *["staff.enrol"] * 2,
        "staff.login",
        "staff.propose",
        "staff.endorse",
        "staff.enrol",
    ]
    assert examined(store.audit.rows(), (), {}).faults == ()
    store.close()


def test_a_login_that_was_under_way_at_a_restart_begins_again(tmp_path: Path):
    store = open_store(tmp_path / "hansho.db")
    staffing = Staffing(store.staff, store.audit, ORIGIN)
    ann, _ben = (staffing.found(name, Role.ADMIN, NOW) for name in ("Ann", "Ben"))
    key = enrol(store, ann.link)
    before, after = Entrance(store.staff, SITE), Entrance(store.staff, SITE)

    with pytest.raises(Spent):
        after.login(key.get(before.login_options(NOW)), "", NOW)

    assert after.login(key.get(after.login_options(NOW)), "", NOW).session.staff == 1
    store.close()
