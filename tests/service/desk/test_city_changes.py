"""Taking away holds at once; giving back waits for another person's passkey."""

from datetime import timedelta

import msgspec
import pytest

from alerts.model import Kind
from geo.changes import ChangeRefused, Effect
from geo.sites import HAZARDS, SiteState
from service.desk.acting import Changed, DeskRefused, NotAllowed, Who
from service.desk.city_changes import Closing, Saying
from service.desk.city_ground import ground_of_site, ground_of_streets, kinds_of_site
from service.desk.city_room import is_due
from service.desk.ports import MACHINE, DeskChanged, Role, Spent
from service.desk.reopening import Stage, gives_back, sealed
from service.desk.rings import Concern
from service.errors import NotFound
from tests.factories import NOW
from tests.service.desk.city_rig import (
    APPROVER,
    AUTHOR,
    BOTH,
    ELSEWHERE,
    HERE,
    HOUR,
    CityRig,
    grounded,
)
from tests.service.desk.rig import person, sign

OPEN, FULL, CLOSED, UNKNOWN = SiteState.OPEN, SiteState.FULL, SiteState.CLOSED, SiteState.UNKNOWN


@pytest.fixture
def town() -> CityRig:
    return CityRig()


@pytest.mark.parametrize(
    ("before", "gives"),
    [
        (CLOSED, {FULL, UNKNOWN, OPEN}),
        (FULL, {UNKNOWN, OPEN}),
        (UNKNOWN, {OPEN}),
        (OPEN, set()),
    ],
)
def test_what_lets_more_people_in_than_before_gives_back(
    before: SiteState, gives: set[SiteState]
) -> None:
    assert {after for after in SiteState if gives_back(before, after)} == gives


def test_a_street_is_closed_by_one_person_and_phones_hear_of_it(town: CityRig) -> None:
    closure = town.close(review=NOW + HOUR)

    assert (closure.number, closure.label, closure.by, closure.review) == (
        1,
        "under water",
        AUTHOR.number,
        NOW + HOUR,
    )
    assert len(town.told()["closed"]) == 2
    assert town.acts() == ["city.close"]


def test_a_site_is_full_at_once_and_open_only_when_somebody_else_agrees(town: CityRig) -> None:
    full = town.say({"S0": FULL})
    opened = town.say({"S0": OPEN, "S2": CLOSED})

    held = town.told()["sites"]
    town.approve(opened.waits.id)

    assert (full.now, full.waits, opened.now) == (1, None, 1)
    assert held == {"S0": "full", "S2": "closed"}
    assert town.told()["sites"] == {"S0": "open", "S2": "closed"}
    assert town.city.changes.words["S0"].by == APPROVER.number
    assert town.acts() == [
        "city.site",
        "city.site",
        "reopening.propose",
        "reopening.approve",
    ]


def test_a_closed_site_of_which_nobody_knows_any_more_is_given_back_too(town: CityRig) -> None:
    """Ways lead to a site that nobody has spoken of, and none to a closed one."""
    town.say({"S0": CLOSED})

    said = town.say({"S0": UNKNOWN})

    assert (said.now, town.told()["sites"]) == (0, {"S0": "closed"})


def test_a_street_is_open_again_when_another_person_approves(town: CityRig) -> None:
    closure = town.close()
    waiting = town.reopen(closure.number)
    before = town.told()["closed"]

    town.approve(waiting.id)

    done = town.room.reopening.reopening(waiting.id)
    assert (len(before), town.told()["closed"]) == (2, [])
    assert (done.stage, done.decided_by) == (Stage.DONE, APPROVER.number)
    assert town.acts() == ["city.close", "reopening.propose", "reopening.approve"]


def test_nobody_gives_back_what_they_proposed(town: CityRig) -> None:
    waiting = town.reopen(town.close(BOTH).number, who=BOTH)

    with pytest.raises(DeskRefused, match="another person"):
        town.approve(waiting.id, BOTH)

    assert town.room.reopening.hindrance(BOTH, waiting, NOW) != ""
    assert len(town.told()["closed"]) == 2


def test_a_signature_is_good_for_one_change_alone(town: CityRig) -> None:
    one, other = (town.reopen(town.close(u=u, v=u + 1).number) for u in (0, 3))
    asked = town.room.reopening.ask(APPROVER, one.id, NOW)

    with pytest.raises(Spent):
        town.room.reopening.approve(APPROVER, other.id, asked.nonce, sign(APPROVER, asked), NOW)

    assert len(town.told()["closed"]) == 4


def test_the_same_proposed_twice_waits_once(town: CityRig) -> None:
    number = town.close().number

    assert town.reopen(number) == town.reopen(number)
    assert len(town.room.reopening.waiting()) == 1


@pytest.mark.parametrize(
    "change", [{"reason": "x"}, {"proposed_by": 9}, {"review": NOW}, {"streets": ()}]
)
def test_the_hash_covers_all_that_is_read(town: CityRig, change: dict[str, object]) -> None:
    waiting = town.reopen(town.close().number)

    assert sealed(waiting) == waiting
    assert sealed(msgspec.structs.replace(waiting, **change)).hash != waiting.hash


def test_what_changed_since_it_was_proposed_is_refused_aloud(town: CityRig) -> None:
    said = town.say({"S0": OPEN})
    town.say({"S0": CLOSED})

    with pytest.raises(Changed, match="closed meanwhile"):
        town.approve(said.waits.id)

    assert town.told()["sites"] == {"S0": "closed"}
    assert town.acts()[-1] == "reopening.refused"
    assert (town.rings[-1].why, "closed meanwhile" in town.rings[-1].said) == ("changed", True)


def test_a_closure_that_a_command_lifted_meanwhile_gives_nothing_else_back(town: CityRig) -> None:
    closure = town.close()
    waiting = town.reopen(closure.number)
    town.room.changing.reopen_here(closure.number, NOW)
    town.close(u=3, v=4)

    with pytest.raises(Changed, match="lifted already"):
        town.approve(waiting.id)

    assert len(town.told()["closed"]) == 2


def test_what_a_command_gives_back_rings_the_desk_and_is_in_the_log(town: CityRig) -> None:
    town.room.changing.close_here(town.closing(), NOW)
    town.room.changing.say_here(Saying(states={"S0": OPEN}, reason=""), NOW)
    town.room.changing.reopen_here(1, NOW)

    assert town.acts() == ["city.close", "city.site", "city.reopen"]
    assert {row.actor for row in town.audit.rows()} == {MACHINE}
    sites, street = town.rings
    assert [one.ground for one in street.concerns] == [
        ground_of_streets(town.closing().segments)
    ] * (len(HAZARDS))
    assert {one.kind for one in street.concerns} == {Kind(one) for one in HAZARDS}
    (site,) = [one for one in town.city.bundle.places.sites if one.id == "S0"]
    assert sites.concerns == tuple(
        Concern(kind=kind, ground=ground_of_site(site)) for kind in kinds_of_site(site)
    )


@pytest.mark.parametrize("act", ["close", "say", "reopen"])
@pytest.mark.parametrize(
    "who",
    [grounded(AUTHOR, ELSEWHERE), APPROVER, person(4, Role.VIEWER), person(5, Role.ADMIN)],
    ids=["elsewhere", "approver", "viewer", "admin"],
)
def test_only_who_may_at_this_place_says_what_it_is_like(town: CityRig, who: Who, act: str) -> None:
    number = town.close().number
    before = (town.acts(), town.told())
    acts = {
        "close": lambda: town.close(who, u=3, v=4),
        "say": lambda: town.say({"S0": FULL}, who),
        "reopen": lambda: town.reopen(number, who=who),
    }

    with pytest.raises(NotAllowed):
        acts[act]()

    assert (town.acts(), town.told()) == before


def limited(who: Who, *kinds: Kind) -> Who:
    """The same person for these hazards alone."""
    grants = tuple(msgspec.structs.replace(one, kinds=frozenset(kinds)) for one in who.staff.grants)
    return msgspec.structs.replace(who, staff=msgspec.structs.replace(who.staff, grants=grants))


def test_who_speaks_for_one_hazard_closes_streets_for_that_one_alone(town: CityRig) -> None:
    of_flood = limited(AUTHOR, Kind.FLOOD)

    with pytest.raises(NotAllowed, match="not for this hazard"):
        town.close(of_flood)
    with pytest.raises(NotAllowed, match="not for this hazard"):
        town.close(of_flood, hazard="tsunami")
    held = town.close(of_flood, hazard="flood")
    for_all = town.close(AUTHOR)

    assert (held.number, held.hazard) == (1, "flood")
    assert town.reopen(held.number, who=of_flood).streets == (held,)
    with pytest.raises(NotAllowed, match="not for this hazard"):
        town.reopen(for_all.number, who=of_flood)


def test_who_speaks_for_one_hazard_of_a_site_says_what_it_is_like(town: CityRig) -> None:
    (site,) = town.room.changing.sites({"S0": FULL})
    own = next(one for one in Kind if one in HAZARDS and site.designated_for(one))

    with pytest.raises(NotAllowed, match="not for this hazard"):
        town.say({"S0": FULL}, who=limited(AUTHOR, Kind.SNOW))
    said = town.say({"S0": FULL}, who=limited(AUTHOR, own))

    assert said.now == 1


def test_a_street_along_the_jurisdiction_is_within_it(town: CityRig) -> None:
    assert town.close(grounded(AUTHOR, HERE)).number == 1


def test_an_approver_of_elsewhere_or_of_one_hazard_gives_nothing_back(town: CityRig) -> None:
    waiting = town.reopen(town.close().number)
    (grant,) = APPROVER.staff.grants
    of_fire = msgspec.structs.replace(grant, kinds=frozenset({"fire"}))
    limited = person(2, Role.APPROVER, grants=(of_fire,))

    for who in (grounded(APPROVER, ELSEWHERE), limited, AUTHOR, person(4, Role.VIEWER)):
        with pytest.raises(DeskRefused):
            town.approve(waiting.id, who)

    assert len(town.told()["closed"]) == 2


def test_only_who_may_give_back_exactly_this_is_to_be_called_about_it(town: CityRig) -> None:
    waiting = town.reopen(town.close().number)
    (grant,) = APPROVER.staff.grants
    of_fire = msgspec.structs.replace(grant, kinds=frozenset({Kind.FIRE}))
    both = msgspec.structs.replace(BOTH.staff, number=AUTHOR.number)
    people = {
        "approver": APPROVER.staff,
        "of here": grounded(APPROVER, HERE).staff,
        "of elsewhere": grounded(APPROVER, ELSEWHERE).staff,
        "of fire": person(2, Role.APPROVER, grants=(of_fire,)).staff,
        "author": both,
        "viewer": person(4, Role.VIEWER).staff,
        "disabled": person(2, Role.APPROVER, active=False).staff,
    }

    called = [
        name
        for name, staff in people.items()
        if town.room.reopening.may_decide(staff, waiting.id, NOW)
    ]

    assert called == ["approver", "of here"]
    assert town.room.reopening.may_decide(APPROVER.staff, 99, NOW) is None


def test_a_city_that_changed_since_it_was_looked_at_is_looked_at_again(town: CityRig) -> None:
    town.close()
    saying = Saying(states={"S0": FULL}, reason="x")

    with pytest.raises(DeskChanged):
        town.room.changing.close(AUTHOR, town.closing(u=3, v=4), NOW, seen=0)
    with pytest.raises(DeskChanged):
        town.room.changing.say(AUTHOR, saying, NOW, seen=0)

    assert town.n == 1


def test_a_refusal_says_what_to_do(town: CityRig) -> None:
    refused = [
        lambda: town.close(reason=" "),
        lambda: town.close(reason="x" * 501),
        lambda: town.close(review=NOW),
        lambda: town.close(segments=()),
        lambda: town.say({"S0": UNKNOWN}),
        lambda: town.say({}),
        lambda: town.say({"nowhere": FULL}),
        lambda: town.reopen(7),
        lambda: town.reopen(),
        lambda: town.room.reopening.reopening(7),
    ]

    for act in refused:
        with pytest.raises((DeskRefused, NotFound)):
            act()
    with pytest.raises(ChangeRefused):
        town.close(effect=Effect.ZONE)

    assert (town.n, town.acts()) == (0, [])


def test_what_is_rejected_or_taken_back_is_not_carried_out(town: CityRig) -> None:
    one, other = (town.reopen(town.close(u=u, v=u + 1).number) for u in (0, 3))

    with pytest.raises(DeskRefused):
        town.room.reopening.drop(BOTH, one.id, NOW)
    with pytest.raises(DeskRefused):
        town.room.reopening.reject(APPROVER, other.id, " ", NOW)
    town.room.reopening.drop(AUTHOR, one.id, NOW)
    town.room.reopening.reject(APPROVER, other.id, "still wet", NOW)

    for id in (one.id, other.id):
        with pytest.raises(DeskRefused, match="decided already"):
            town.approve(id)
    (told,) = [one for one in town.rings if one.why == "rejected"]
    assert (told.staff, told.said) == (AUTHOR.number, "still wet")
    assert town.acts()[-2:] == ["reopening.drop", "reopening.reject"]


def test_what_waits_too_long_is_not_carried_out(town: CityRig) -> None:
    waiting = town.reopen(town.close().number)
    late = NOW + timedelta(hours=6, minutes=1)

    with pytest.raises(DeskRefused, match="too long"):
        town.approve(waiting.id, now=late)

    assert (town.room.reopening.expire(NOW), town.room.reopening.expire(late)) == (0, 1)
    assert town.room.reopening.reopening(waiting.id).stage is Stage.EXPIRED


def test_a_time_to_look_again_opens_nothing_by_itself(town: CityRig) -> None:
    town.close(review=NOW + HOUR)
    saying = Saying(states={"S0": FULL}, reason="x", review=NOW + HOUR)
    town.room.changing.say(AUTHOR, saying, NOW, town.n)
    changes = town.city.changes

    said = (*changes.closures, changes.words["S0"])
    assert [is_due(one, NOW) for one in said] == [False, False]
    assert [is_due(one, NOW + HOUR) for one in said] == [True, True]
    assert len(town.told()["closed"]) == 2


def test_what_it_does_is_known_before_it_is_done(town: CityRig) -> None:
    after = town.room.changing.closed(town.closing(), NOW)

    found = {one.hazard: one for one in town.room.changing.shifts(after)}

    assert set(found) == {"flood", "earthquake"}
    assert (found["flood"].lost, found["flood"].on_it) == (1, 1)
    assert town.n == 0


def test_what_giving_back_does_is_known_to_who_approves(town: CityRig) -> None:
    waiting = town.reopen(town.close().number)

    before = {one.hazard: one.gained for one in town.room.reopening.shifts(waiting, NOW)}
    town.approve(waiting.id)

    assert before == {"flood": 1, "earthquake": 1}
    assert town.room.reopening.shifts(waiting, NOW) == ()


def test_an_empty_closing_is_no_closing() -> None:
    with pytest.raises(ChangeRefused):
        CityRig().room.changing.closed(Closing(segments=(), reason="x"), NOW)
