"""Who may do what: every permission, against every role, jurisdiction, hazard and period."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import NamedTuple

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.model import Kind
from geo.area import Area, area_from_ring, union
from service.desk.ports import Grant, Role, Session, Staff
from service.desk.roles import Act, may, may_in

NOW = datetime(2026, 11, 22, 18, 2, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(hours=1), NOW - timedelta(hours=1)

# Written out once more, apart from the rule: a right that slips in has to be written here too.
EXPECTED = {
    Role.VIEWER: "view",
    Role.TRANSLATOR: "view translate review_words",
    Role.COMPOSER: "view compose submit site_state street review propose_policy",
    Role.APPROVER: "view audit approve withdraw all_clear break_glass review propose_policy policy",
    Role.ADMIN: "view audit invite propose_policy",
}


def square(west: float, south: float, side: float) -> Area:
    east, north = west + side, south + side
    area = area_from_ring([(west, south), (east, south), (east, north), (west, north)])
    assert isinstance(area, Area)
    return area


DISTRICT = square(139.0, 35.0, 1.0)
PLACES = {
    "inside": square(139.2, 35.2, 0.2),
    "all of it": DISTRICT,
    "across the edge": square(139.9, 35.2, 0.2),
    "outside": square(141.0, 35.0, 0.5),
    "larger": square(138.0, 34.0, 3.0),
}
IN_DISTRICT = {"inside", "all of it"}


class Period(NamedTuple):
    begins: datetime
    ends: datetime | None
    holds: bool


PERIODS = {
    "for good": Period(EARLIER, None, True),
    "running": Period(EARLIER, LATER, True),
    "from this moment": Period(NOW, LATER, True),
    "not yet": Period(LATER, None, False),
    "over": Period(EARLIER, NOW, False),
}
KINDS = {"every hazard": None, "flood": frozenset({Kind.FLOOD})}
GROUNDS = ("whole town", "district")
ACTS_AND_ROLES = list(product(Act, Role))


def one(role: Role, ground: str, kinds: str, period: str) -> Staff:
    grant = Grant(
        role=role,
        area=None if ground == "whole town" else DISTRICT,
        kinds=KINDS[kinds],
        begins=PERIODS[period].begins,
        ends=PERIODS[period].ends,
    )
    return Staff(number=1, name="A", grants=(grant,), may_approve_from=EARLIER)


@pytest.mark.parametrize(("act", "role"), ACTS_AND_ROLES)
def test_a_grant_allows_what_its_role_ground_hazards_and_period_all_allow(act: Act, role: Role):
    cases = list(product(GROUNDS, KINDS, PERIODS, PLACES, (Kind.FLOOD, Kind.TSUNAMI)))

    allowed = {
        (ground, kinds, period, place, kind)
        for ground, kinds, period, place, kind in cases
        if may(one(role, ground, kinds, period), act, kind=kind, area=PLACES[place], now=NOW)
        is None
    }

    assert len(cases) == 200
    assert allowed == {
        (ground, kinds, period, place, kind)
        for ground, kinds, period, place, kind in cases
        if act in EXPECTED[role].split()
        and (ground == "whole town" or place in IN_DISTRICT)
        and (kinds == "every hazard" or kind is Kind.FLOOD)
        and PERIODS[period].holds
    }


@pytest.mark.parametrize("act", Act)
def test_nobody_without_a_grant_may_do_anything(act: Act):
    nobody = Staff(number=1, name="A", may_approve_from=EARLIER)

    assert may(nobody, act, kind=Kind.FLOOD, area=DISTRICT, now=NOW) is not None


@pytest.mark.parametrize(("act", "role"), ACTS_AND_ROLES)
def test_a_disabled_account_may_do_nothing(act: Act, role: Role):
    disabled = msgspec.structs.replace(
        one(role, "whole town", "every hazard", "for good"), active=False
    )

    reason = may(disabled, act, kind=Kind.FLOOD, area=DISTRICT, now=NOW)

    assert reason == "This account is disabled. Ask an admin."


@pytest.mark.parametrize("act", [Act.APPROVE, Act.WITHDRAW, Act.ALL_CLEAR, Act.BREAK_GLASS])
@pytest.mark.parametrize(("since", "allowed"), [(None, False), (LATER, False), (NOW, True)])
def test_an_approver_waits_until_they_were_let_in(act: Act, since: datetime, allowed: bool):
    approver = msgspec.structs.replace(
        one(Role.APPROVER, "whole town", "every hazard", "for good"), may_approve_from=since
    )

    reason = may(approver, act, kind=Kind.FLOOD, area=DISTRICT, now=NOW)

    assert (reason is None) is allowed


@pytest.mark.parametrize("act", [Act.SUBMIT, Act.APPROVE, Act.WITHDRAW, Act.BREAK_GLASS])
@pytest.mark.parametrize(("kind", "area"), [(None, DISTRICT), (Kind.FLOOD, None)])
def test_nothing_goes_out_while_it_is_not_said_what_and_where(act: Act, kind: Kind, area: Area):
    begins = EARLIER
    both = (Grant(role=Role.COMPOSER, begins=begins), Grant(role=Role.APPROVER, begins=begins))
    staff = Staff(number=1, name="A", grants=both, may_approve_from=EARLIER)

    assert may(staff, act, kind=kind, area=area, now=NOW) is not None


def test_composing_may_begin_with_an_empty_map():
    composer = one(Role.COMPOSER, "district", "flood", "for good")

    assert may(composer, Act.COMPOSE, kind=None, area=None, now=NOW) is None


def test_two_districts_granted_apart_do_not_add_up_to_both():
    east = square(140.0, 35.0, 1.0)
    begins = EARLIER
    apart = tuple(Grant(role=Role.COMPOSER, area=one, begins=begins) for one in (DISTRICT, east))
    together = (Grant(role=Role.COMPOSER, area=union([DISTRICT, east]), begins=begins),)
    over_both = square(139.9, 35.2, 0.2)

    reasons = [
        may(
            Staff(number=1, name="A", grants=grants),
            Act.SUBMIT,
            kind=Kind.FLOOD,
            area=over_both,
            now=NOW,
        )
        for grants in (apart, together)
    ]

    assert [reason is None for reason in reasons] == [False, True]


@pytest.mark.parametrize("act", Act)
def test_who_came_in_with_a_one_time_password_may_not_send_or_give_rights(act: Act):
    every = tuple(Grant(role=role, begins=EARLIER) for role in Role)
    staff = Staff(number=1, name="A", grants=every, may_approve_from=EARLIER)

    def reason(strength: str, of: int = 1) -> str | None:
        session = msgspec.convert(
            {
                "id_hash": b"",
                "staff": of,
                "begun": NOW,
                "used": NOW,
                "strength": strength,
            },
            Session,
        )
        return may_in(session, staff, act, kind=Kind.FLOOD, area=DISTRICT, now=NOW)

    harmless = {
        *("view", "translate", "compose", "submit", "audit", "review", "site_state", "street"),
        "propose_policy",
    }
    assert (reason("totp") is None) is (act in harmless)
    assert reason("passkey") is None
    assert reason("passkey", of=2) is not None


@pytest.mark.parametrize(("minutes", "allowed"), [(9, True), (10, False)])
def test_people_are_let_in_within_ten_minutes_of_a_login(minutes: int, allowed: bool):
    admin = one(Role.ADMIN, "whole town", "every hazard", "for good")
    begun = NOW - timedelta(minutes=minutes)
    session = Session(id_hash=b"", staff=1, begun=begun, used=NOW, strength="passkey")

    reason = may_in(session, admin, Act.INVITE, kind=None, area=None, now=NOW)

    assert (reason is None) is allowed


@given(
    grants=st.lists(
        st.builds(
            Grant,
            role=st.sampled_from(Role),
            area=st.sampled_from([None, *PLACES.values()]),
            kinds=st.sampled_from(list(KINDS.values())),
            begins=st.sampled_from([EARLIER, NOW, LATER]),
            ends=st.sampled_from([None, NOW, LATER]),
        ),
        max_size=4,
    ),
    act=st.sampled_from(Act),
    kind=st.sampled_from([Kind.FLOOD, Kind.TSUNAMI]),
    area=st.sampled_from(list(PLACES.values())),
)
def test_more_grants_allow_what_one_of_them_allows_and_nothing_else(
    grants: list[Grant], act: Act, kind: Kind, area: Area
):
    def allowed(*held: Grant) -> bool:
        staff = Staff(number=1, name="A", grants=held, may_approve_from=EARLIER)
        return may(staff, act, kind=kind, area=area, now=NOW) is None

    assert allowed(*grants) is any(allowed(grant) for grant in grants)
