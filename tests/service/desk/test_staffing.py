"""Who is let in: the founders at once, everybody else by admins, power by two of them and a day."""

from datetime import timedelta

import msgspec
import pytest

from service.desk.ports import MACHINE, Change, Entry, Grant, Role, Staff, Taken
from service.desk.roles import Act, may
from service.desk.staffing import Outcome, Staffing, StaffRefused
from tests.factories import box
from tests.service.desk.people import NOW, ORIGIN, People

DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)
ANN, BEN, EVE, FAY = 1, 2, 3, 4


def grant(role: Role, **limits: object) -> Grant:
    return msgspec.structs.replace(Grant(role=role, begins=NOW), **limits)


@pytest.fixture
def people() -> People:
    made = People()
    made.found_all()
    return made


def propose(people: People, role: Role, by: int = ANN) -> Outcome:
    return people.staffing.propose(by, (grant(role),), NOW, name="Gil")


def test_two_admins_and_two_approvers_are_let_in_at_once_and_no_more():
    people = People()
    people.found("Ann", Role.ADMIN)
    people.found("Eve", Role.APPROVER)
    people.found("Ben", Role.ADMIN)
    people.found("Fay", Role.APPROVER)

    for role in Role:
        with pytest.raises(StaffRefused, match="founded with"):
            people.staffing.found("Gil", role, NOW)
    eve = people.store.person(2)
    assert eve is not None
    assert may(eve, Act.APPROVE, kind="flood", area=box(139, 35), now=NOW) is None


def test_nobody_is_founded_once_somebody_of_the_staff_has_acted():
    people = People()
    people.found("Ann", Role.ADMIN)
    people.found("Ben", Role.ADMIN)
    people.enrol(ANN, people.links["Ann"])

    with pytest.raises(StaffRefused, match="begun to work"):
        people.staffing.found("Eve", Role.APPROVER, NOW)


def test_what_the_machine_did_before_does_not_end_the_founding():
    people = People()
    people.log.append(Entry(at=NOW, actor=MACHINE, act="alert.issue", subject="alert:x"))

    assert people.found("Ann", Role.ADMIN).number == ANN


def test_a_founder_whose_name_was_wrong_is_disabled_and_founded_anew():
    people = People()
    people.found("Ann", Role.ADMIN)
    people.found("Bne", Role.ADMIN)
    people.staffing.disable(BEN, MACHINE, NOW)

    assert people.found("Ben", Role.ADMIN).number == 3


def test_nothing_is_proposed_before_there_are_two_admins_to_endorse_it():
    people = People()
    people.found("Ann", Role.ADMIN)

    with pytest.raises(StaffRefused, match="two admins"):
        people.staffing.propose(MACHINE, (grant(Role.VIEWER),), NOW, name="Gil")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.COMPOSER])
def test_one_admin_lets_in_who_cannot_send(people: People, role: Role):
    done = propose(people, role)

    assert done.staff == Staff(number=5, name="Gil", grants=(grant(role),))
    assert done.link is not None
    people.enrol(5, done.link)
    assert people.present(5).staff == done.staff


def test_whoever_decides_what_is_said_needs_two_admins_and_a_day(people: People):
    waiting = propose(people, Role.TRANSLATOR)
    assert waiting.proposal is not None

    done = people.staffing.endorse(waiting.proposal.id, BEN, NOW + SECOND)

    begins = NOW + SECOND + DAY
    translator = grant(Role.TRANSLATOR, begins=begins)
    assert (waiting.staff, waiting.link) == (None, None)
    assert done.staff == Staff(number=5, name="Gil", grants=(translator,))


@pytest.mark.parametrize("role", [Role.APPROVER, Role.ADMIN])
def test_power_needs_two_admins_and_a_day(people: People, role: Role):
    waiting = propose(people, role)
    assert waiting.proposal is not None

    done = people.staffing.endorse(waiting.proposal.id, BEN, NOW + SECOND)

    begins = NOW + SECOND + DAY
    since = begins if role is Role.APPROVER else None
    assert (waiting.staff, waiting.link) == (None, None)
    assert done.staff == Staff(
        number=5, name="Gil", grants=(grant(role, begins=begins),), may_approve_from=since
    )
    act = Act.APPROVE if role is Role.APPROVER else Act.INVITE
    before, after = (
        may(done.staff, act, kind="flood", area=box(139, 35), now=now)
        for now in (begins - SECOND, begins)
    )
    assert (before is None, after is None) == (False, True)


def test_nobody_endorses_twice(people: People):
    waiting = propose(people, Role.APPROVER)
    assert waiting.proposal is not None

    with pytest.raises(StaffRefused, match="another admin"):
        people.staffing.endorse(waiting.proposal.id, ANN, NOW)


@pytest.mark.parametrize("endorser", [EVE, 99])
def test_only_admins_endorse(people: People, endorser: int):
    waiting = propose(people, Role.APPROVER)
    assert waiting.proposal is not None

    with pytest.raises(StaffRefused):
        people.staffing.endorse(waiting.proposal.id, endorser, NOW)


def test_what_the_machine_proposes_needs_as_many_admins_as_are_needed(people: People):
    waiting = propose(people, Role.APPROVER, by=MACHINE)
    assert waiting.proposal is not None

    first = people.staffing.endorse(waiting.proposal.id, ANN, NOW)
    second = people.staffing.endorse(waiting.proposal.id, BEN, NOW)

    assert (first.staff, second.staff is None) == (None, False)


def test_nobody_gives_themselves_a_role(people: People):
    with pytest.raises(StaffRefused, match="their own rights"):
        people.staffing.propose(ANN, (grant(Role.APPROVER),), NOW, staff=ANN)


def test_a_new_admin_endorses_nothing_for_a_day(people: People):
    waiting = propose(people, Role.ADMIN)
    assert waiting.proposal is not None
    gil = people.staffing.endorse(waiting.proposal.id, BEN, NOW).staff
    assert gil is not None
    approver = people.staffing.propose(ANN, (grant(Role.APPROVER),), NOW, name="Hal").proposal
    assert approver is not None

    with pytest.raises(StaffRefused, match="only an admin"):
        people.staffing.endorse(approver.id, gil.number, NOW + DAY - SECOND)
    assert people.staffing.endorse(approver.id, gil.number, NOW + DAY).staff is not None


def test_a_change_of_role_takes_a_day_in_which_the_old_one_goes_on(people: People):
    cookie = people.login(EVE).cookie.value
    waiting = people.staffing.propose(ANN, (grant(Role.COMPOSER),), NOW, staff=EVE)
    assert waiting.proposal is not None

    done = people.staffing.endorse(waiting.proposal.id, BEN, NOW)

    assert done.staff is not None
    assert done.staff.grants == (
        grant(Role.APPROVER, ends=NOW + DAY),
        grant(Role.COMPOSER, begins=NOW + DAY),
    )
    assert people.entrance.who(cookie, NOW) is None  # rights changed: log in anew


def test_an_admin_of_a_district_gives_no_more_than_they_have(people: People):
    district = box(139.0, 35.0, 0.1)
    admin = msgspec.structs.replace(
        people.store.person(ANN), grants=(grant(Role.ADMIN, area=district, ends=NOW + DAY),)
    )
    newest = people.log.newest()
    assert newest is not None
    entry = Entry(at=NOW, actor=BEN, act="staff.test", subject="staff:1")
    people.store.apply(Change(staff=admin), entry, seen=newest.n)

    within = grant(Role.COMPOSER, area=box(139.02, 35.02, 0.05), ends=NOW + DAY)
    wider = [
        msgspec.structs.replace(within, area=None),
        msgspec.structs.replace(within, area=box(139.08, 35.0, 0.1)),
        msgspec.structs.replace(within, ends=None),
    ]

    for one in wider:
        with pytest.raises(StaffRefused, match="your own jurisdiction"):
            people.staffing.propose(ANN, (within, one), NOW, name="Gil")
    assert people.staffing.propose(ANN, (within,), NOW, name="Gil").staff is not None


def test_an_account_is_disabled_at_once_but_never_the_last_admin(people: People):
    people.staffing.disable(ANN, MACHINE, NOW)

    with pytest.raises(StaffRefused, match="last admin"):
        people.staffing.disable(BEN, MACHINE, NOW)
    with pytest.raises(StaffRefused, match="disabled already"):
        people.staffing.disable(ANN, BEN, NOW)


def test_a_disabled_account_comes_back_by_two_admins_without_its_old_roles(people: People):
    people.staffing.disable(EVE, ANN, NOW)
    waiting = people.staffing.propose(ANN, (grant(Role.VIEWER),), NOW, staff=EVE)
    assert waiting.proposal is not None

    back = people.staffing.endorse(waiting.proposal.id, BEN, NOW).staff

    assert back is not None
    assert (back.active, back.grants) == (True, (grant(Role.VIEWER, begins=NOW + DAY),))


def test_an_unused_link_is_renewed_at_once():
    people = People()
    people.found("Ann", Role.ADMIN)
    people.found("Ben", Role.ADMIN)

    renewed = people.staffing.renew(ANN, MACHINE, NOW)

    assert renewed.link not in (None, people.links["Ann"])
    assert renewed.link is not None
    people.enrol(ANN, renewed.link)


def test_a_lost_account_is_opened_anew_by_two_admins_and_approves_a_day_later(people: People):
    waiting = people.staffing.renew(EVE, ANN, NOW)
    assert (waiting.proposal is None, waiting.link) == (False, None)
    assert waiting.proposal is not None

    done = people.staffing.endorse(waiting.proposal.id, BEN, NOW)

    assert done.staff is not None
    assert done.staff.may_approve_from == NOW + DAY
    assert people.store.passkeys(EVE) == ()  # the lost phone opens nothing any more
    assert done.link is not None
    people.enrol(EVE, done.link)


def test_a_proposal_that_was_dropped_is_endorsed_by_nobody(people: People):
    waiting = propose(people, Role.APPROVER)
    assert waiting.proposal is not None
    people.staffing.drop(waiting.proposal.id, BEN, NOW)

    with pytest.raises(StaffRefused, match="no proposal"):
        people.staffing.endorse(waiting.proposal.id, BEN, NOW)


def test_a_name_that_is_there_already_is_refused(people: People):
    with pytest.raises(Taken):
        people.staffing.propose(ANN, (grant(Role.VIEWER),), NOW, name="ｅｖｅ")


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 81, "\u202eann"])
def test_a_name_that_cannot_be_read_is_refused(people: People, name: str):
    with pytest.raises(StaffRefused, match="name"):
        people.staffing.propose(ANN, (grant(Role.VIEWER),), NOW, name=name)


def test_who_acts_at_the_same_time_is_not_refused_for_it(people: People):
    store, entry = people.store, Entry(at=NOW, actor=FAY, act="staff.login", subject="staff:4")
    apply, interruptions = store.apply, iter([True, True, False])

    class Interrupted(Staffing):
        """Somebody else acts between the decision and its storing, twice."""

    def interrupted(change: Change, told: Entry, *, seen: int) -> Staff | None:
        if next(interruptions):
            people.log.append(entry)
        return apply(change, told, seen=seen)

    store.apply = interrupted  # type: ignore[method-assign]

    done = Interrupted(store, people.log, ORIGIN).propose(
        ANN, (grant(Role.VIEWER),), NOW, name="Gil"
    )

    assert done.staff is not None
    assert people.told()[-3:] == [
        (FAY, "staff.login", "staff:4"),
        (FAY, "staff.login", "staff:4"),
        (ANN, "staff.propose", "staff:5"),
    ]
