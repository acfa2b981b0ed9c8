"""A reopening waits while one of its sites leaves the city: nobody approves it, and it can be closed."""

import pytest

from alerts.model import Mode
from geo.sites import SiteState
from service.desk.acting import DeskRefused, NotAllowed
from service.desk.ports import Entry, Role
from service.desk.reopening import Reopening, SiteAgain, Stage, sealed
from tests.factories import NOW
from tests.service.desk.city_rig import APPROVER, AUTHOR, CityRig
from tests.service.desk.rig import person

WRITER = person(4, Role.COMPOSER)


def test_what_names_a_site_that_left_the_city_can_be_rejected() -> None:
    town = CityRig()
    gone = SiteAgain(site="gone", name={}, before=SiteState.CLOSED, after=SiteState.OPEN)
    made = sealed(
        Reopening(
            mode=Mode.REAL,
            sites=(gone,),
            reason="dry again",
            proposed_by=AUTHOR.number,
            proposed_at=NOW,
        )
    )
    entry = Entry(at=NOW, actor=AUTHOR.number, act="reopening.propose", subject="reopening:1")
    waiting = town.waiting.propose(made, entry)
    reopening = town.room.reopening

    may = [reopening.may_reject(who, waiting, NOW) for who in (APPROVER, AUTHOR, WRITER)]
    with pytest.raises(DeskRefused, match="not in the city any more"):
        town.approve(waiting.id)
    with pytest.raises(NotAllowed, match="an approver"):
        reopening.reject(WRITER, waiting.id, "no", NOW)
    reopening.reject(APPROVER, waiting.id, "the school was torn down", NOW)

    assert may == [True, False, False]
    assert reopening.reopening(waiting.id).stage is Stage.REJECTED
