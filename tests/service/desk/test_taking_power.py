"""Power is taken at once and by one admin; never so far that the desk cannot go on."""

from datetime import timedelta

import msgspec
import pytest

from service.desk.accounts import cannot_lose, cannot_take
from service.desk.ports import MACHINE, Entry, Grant, Passkey, Role, Spent, Staff
from service.desk.staffing import StaffRefused
from service.desk.totp import SECRET_BYTES
from tests.authenticator import Authenticator
from tests.factories import box
from tests.service.desk.people import NETWORK, NOW, ORIGIN, People

DAY = timedelta(hours=24)
ENTRY = Entry(at=NOW, actor=2, act="staff.test", subject="staff:2")
ANN, BEN, EVE, FAY = 1, 2, 3, 4
replace = msgspec.structs.replace


@pytest.fixture
def people() -> People:
    made = People()
    made.found_all()
    return made


def grant(role: Role, **changes: object) -> Grant:
    return replace(Grant(role=role, begins=NOW), **changes)


def add_admin(people: People) -> int:
    """A third admin, who has the role a day later."""
    waiting = people.staffing.propose(ANN, (grant(Role.ADMIN),), NOW, name="Gil").proposal
    assert waiting is not None
    made = people.staffing.endorse(waiting.id, BEN, NOW).staff
    assert made is not None
    return made.number


def test_one_of_two_admins_is_not_disabled_at_the_desk(people: People):
    with pytest.raises(StaffRefused, match="2 of the role admin"):
        people.staffing.disable(BEN, ANN, NOW)


def test_one_of_three_admins_is_disabled_at_once_once_the_third_has_the_role(people: People):
    add_admin(people)
    with pytest.raises(StaffRefused, match="2 of the role admin"):
        people.staffing.disable(BEN, ANN, NOW)

    done = people.staffing.disable(BEN, ANN, NOW + DAY).staff

    assert done is not None
    assert not done.active


def test_the_machine_s_operator_may_stop_one_of_two_admins_but_not_the_last(people: People):
    people.staffing.disable(BEN, MACHINE, NOW)

    with pytest.raises(StaffRefused, match="last admin"):
        people.staffing.disable(ANN, MACHINE, NOW)


def test_the_last_approver_is_not_disabled_at_the_desk(people: People):
    people.staffing.disable(EVE, ANN, NOW)

    with pytest.raises(StaffRefused, match="1 of the role approver"):
        people.staffing.disable(FAY, ANN, NOW)


def test_nobody_is_demoted_below_what_the_desk_needs(people: People):
    with pytest.raises(StaffRefused, match="2 of the role admin"):
        people.staffing.propose(ANN, (grant(Role.VIEWER),), NOW, staff=BEN)
    with pytest.raises(StaffRefused, match="2 of the role admin"):
        people.staffing.propose(ANN, (grant(Role.ADMIN, ends=NOW + 9 * DAY),), NOW, staff=BEN)

    assert people.store.proposals() == ()


def test_two_demotions_that_wait_do_not_add_up_to_one_too_many(people: People):
    first, second = (
        people.staffing.propose(ANN, (grant(Role.VIEWER),), NOW, staff=one).proposal
        for one in (EVE, FAY)
    )
    assert first is not None
    assert second is not None
    people.staffing.endorse(first.id, BEN, NOW)

    with pytest.raises(StaffRefused, match="1 of the role approver"):
        people.staffing.endorse(second.id, BEN, NOW)


def test_whoever_has_a_role_for_a_while_or_a_part_is_not_counted_on():
    whole = Staff(number=1, name="A", grants=(grant(Role.APPROVER),))
    limits = ({"area": box(139.0, 35.0)}, {"ends": NOW + DAY}, {"kinds": frozenset()})
    others = [
        Staff(number=2 + at, name=f"{at}", grants=(grant(Role.APPROVER, **limit),))
        for at, limit in enumerate(limits)
    ]

    assert cannot_lose(whole, None, [whole, *others], NOW) is not None
    assert [cannot_lose(one, None, [one], NOW) for one in others] == [None, None, None]


def test_an_admin_of_a_part_takes_no_power_elsewhere():
    part, elsewhere = box(139.0, 35.0), box(140.0, 35.0)
    admin = Staff(number=1, name="A", grants=(grant(Role.ADMIN, area=part),))
    people = [
        Staff(number=2, name="B", grants=(grant(Role.COMPOSER, area=area),))
        for area in (part, elsewhere, None)
    ]

    taken = [cannot_take(admin, one, NOW) is None for one in people]

    assert taken == [True, False, False]


def test_a_lost_device_ends_at_once_and_a_recovery_code_brings_its_person_back(people: People):
    people.store.set_totp(BEN, bytes(SECRET_BYTES), ENTRY)
    who = people.present(BEN)

    people.staffing.lost(BEN, ANN, NOW)

    assert (people.store.passkeys(BEN), people.store.totp(BEN)) == ((), None)
    assert people.store.session(who.session.id_hash) is None
    with pytest.raises(Exception, match="no active account has this passkey"):
        people.login(BEN)
    assert recovered(people, BEN).label == "new phone"
    assert people.told()[-2:] == [(ANN, "staff.lost", "staff:2"), (BEN, "staff.recover", "staff:2")]


def test_devices_of_one_of_two_admins_without_codes_are_not_ended_at_the_desk(people: People):
    people.store.set_recovery(BEN, (), ENTRY)

    with pytest.raises(StaffRefused, match="2 of the role admin"):
        people.staffing.lost(BEN, ANN, NOW)

    assert len(people.store.passkeys(BEN)) == 1


def test_a_code_that_was_used_brings_nobody_back_twice(people: People):
    people.staffing.lost(BEN, ANN, NOW)
    recovered(people, BEN)

    with pytest.raises(Spent):
        recovered(people, BEN)


def recovered(people: People, number: int) -> Passkey:
    """With their first code."""
    key, person = Authenticator(ORIGIN), people.store.person(number)
    assert person is not None
    answer = key.create(people.entrance.recovery(person.name, NOW))
    code = people.codes[number][0]
    people.entrance.recover(person.name, code, answer, "new phone", NETWORK, NOW)
    return people.store.passkeys(number)[-1]
