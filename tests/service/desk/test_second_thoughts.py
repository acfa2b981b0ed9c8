"""Before and after a decision: clicked twice, submitted anew, taken back, rejected, changed."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from alerts.desk.area_source import CircleRound, Preset
from alerts.desk.draft import FreeText, What
from alerts.desk.submission import State
from alerts.model import Authority, Kind, Mode, Order
from alerts.pipeline import take_item
from alerts.report import AreaClaim, Code
from service.desk.acting import DeskRefused, NotAllowed, Who
from service.desk.composing import HOLDS_ON
from service.desk.ports import Grant, Role
from tests.factories import AGENCY, hazard, report, ring
from tests.service.desk.rig import (
    APPROVER,
    AUTHOR,
    BOTH,
    HILL,
    HOURS,
    LONG_AGO,
    MINUTE,
    Rig,
    person,
    rig,
)

_HALF = CircleRound(lon=139.005, lat=35.005, radius_m=200.0)


@pytest.fixture(params=["memory", "sqlite"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    with rig(request.param, tmp_path) as made:
        yield made


def agency_alert(town: Rig) -> str:
    """A flood warning of an agency, live; its id."""
    policy = msgspec.structs.replace(town.desk.means.core.policy, senders=frozenset({AGENCY}))
    area = AreaClaim(description="Riverside", polygons=(ring(139.0, 35.0),))
    codes = (Code(name="hansho:kind", value="flood"),)
    warning = report(hazards=(hazard(areas=(area,), event_codes=codes),))
    core = msgspec.structs.replace(town.desk.means.core, policy=policy)
    (taken,) = take_item(warning, b"", core, town.now)
    assert taken.revision is not None
    assert taken.revision.authority is Authority.AGENCY
    return taken.revision.alert_id


def test_a_double_click_submits_once(town: Rig) -> None:
    draft = town.order()

    first = town.desk.deciding.submit(AUTHOR, draft.id, draft.version, town.now)
    second = town.desk.deciding.submit(AUTHOR, draft.id, draft.version, town.now)

    assert second == first
    assert town.store.submissions() == (first,)


def test_a_newer_version_replaces_what_waits(town: Rig) -> None:
    first = town.submitted()
    newer = town.desk.composing.save(
        AUTHOR, town.desk.composing.draft(first.draft_id), town.now + MINUTE
    )

    second = town.desk.deciding.submit(AUTHOR, newer.id, newer.version, town.now + MINUTE)

    replaced = town.store.submission(first.id)
    assert replaced is not None
    assert (replaced.state, replaced.reason) == (State.RETURNED, "submitted anew")
    assert [one.id for one in town.store.submissions(State.WAITING)] == [second.id]


def test_who_submitted_it_takes_it_back_and_nobody_else(town: Rig) -> None:
    waiting = town.submitted()

    with pytest.raises(DeskRefused, match="only who submitted"):
        town.desk.deciding.take_back(BOTH, waiting.id, town.now)
    town.desk.deciding.take_back(AUTHOR, waiting.id, town.now)
    with pytest.raises(DeskRefused, match="decided already"):
        town.approve(waiting)

    stored = town.store.submission(waiting.id)
    assert stored is not None
    assert (stored.state, stored.decided_by) == (State.RETURNED, AUTHOR.number)
    assert town.acts()[-1] == "submission.take_back"


def test_a_rejected_draft_is_closed_for_good(town: Rig) -> None:
    waiting = town.submitted()
    draft = town.desk.composing.draft(waiting.draft_id)

    town.desk.deciding.reject(APPROVER, waiting.id, "the river is falling", town.now)

    with pytest.raises(DeskRefused, match="rejected for good"):
        town.desk.composing.save(AUTHOR, draft, town.now)
    with pytest.raises(DeskRefused, match="rejected for good"):
        town.desk.deciding.submit(AUTHOR, draft.id, draft.version, town.now)


def test_what_was_sent_is_not_sent_again_from_the_same_draft(town: Rig) -> None:
    sent = town.issued()
    draft = town.desk.composing.draft(sent.draft_id)

    with pytest.raises(DeskRefused, match="sent already"):
        town.desk.composing.save(AUTHOR, draft, town.now)
    with pytest.raises(DeskRefused, match="sent already"):
        town.desk.deciding.submit(AUTHOR, draft.id, draft.version, town.now)

    assert len(town.alerts.recent(9)) == 1


def test_an_update_keeps_words_and_times_and_sets_ahead_what_is_over(town: Rig) -> None:
    words = (FreeText(language="ja", text="川から離れてください。"),)
    sent = town.issued(texts=words)
    soon, late = town.now + 2 * MINUTE, town.now + 2 * HOURS

    kept, later = (
        town.desk.composing.begin_from_alert(AUTHOR, sent.alert_id, Mode.REAL, when, changes=True)
        for when in (soon, late)
    )

    assert kept.texts == later.texts == words
    assert kept.review == town.now + HOURS
    assert later.review == late + HOLDS_ON


def test_a_smaller_area_says_that_it_is_no_all_clear(town: Rig) -> None:
    sent = town.issued()
    update = town.desk.composing.begin_from_alert(
        AUTHOR, sent.alert_id, Mode.REAL, town.now, changes=True
    )
    half = msgspec.structs.replace(update, area=None, source=None)

    same = {one.id for one in town.desk.composing.checks(AUTHOR, update, town.now)}
    smaller = {
        one.id
        for one in town.desk.composing.checks(
            AUTHOR, town.desk.composing.place(AUTHOR, half, _HALF, town.now), town.now
        )
    }

    assert "area.shrinks" not in same
    assert "area.shrinks" in smaller


def test_beside_an_agencys_warning_the_desk_writes_its_own(town: Rig) -> None:
    alert_id = agency_alert(town)

    with pytest.raises(DeskRefused, match="write one of your own"):
        town.desk.composing.begin_from_alert(AUTHOR, alert_id, Mode.REAL, town.now, changes=True)
    with pytest.raises(DeskRefused, match="agency ends its own"):
        town.desk.composing.begin_lifting(AUTHOR, alert_id, town.now)
    order = town.desk.composing.begin_from_alert(
        AUTHOR, alert_id, Mode.REAL, town.now, changes=False, what=What.ORDER
    )

    assert (order.what, order.kind, order.order) == (What.ORDER, Kind.FLOOD, None)
    assert (order.alert_id, order.begun_from) == ("", alert_id)
    filled = msgspec.structs.replace(order, order=Order.EVACUATE, review=town.now + HOURS)
    saved = town.desk.composing.save(AUTHOR, filled, town.now)
    waiting = town.desk.deciding.submit(AUTHOR, saved.id, saved.version, town.now)
    town.approve(waiting)
    live = {one.latest.authority for one in town.alerts.live(town.now + MINUTE)}
    assert live == {Authority.AGENCY, Authority.MAYOR}
    assert f"<incidents>{alert_id}</incidents>".encode() in waiting.cap


def test_an_all_clear_is_over_the_live_ground_whatever_its_draft_says(town: Rig) -> None:
    alert_id = town.issued().alert_id
    lifting = town.desk.composing.begin_lifting(AUTHOR, alert_id, town.now + HOURS)

    moved = town.desk.composing.place(
        AUTHOR, lifting, Preset(keys=(HILL.key,)), town.now + HOURS, {"ja": "丘"}
    )
    waiting = town.desk.deciding.submit(AUTHOR, moved.id, moved.version, town.now + HOURS)

    cap = waiting.cap.decode()
    assert cap.count("<areaDesc>川辺</areaDesc>") == cap.count("<areaDesc>")
    assert "139.05" not in cap


def test_a_draft_of_before_does_not_take_back_what_others_changed_since(town: Rig) -> None:
    alert_id = town.issued().alert_id
    old, newer = (
        town.desk.composing.begin_from_alert(
            AUTHOR, alert_id, Mode.REAL, town.now + 2 * MINUTE, changes=True
        )
        for _ in range(2)
    )
    raised = msgspec.structs.replace(newer, order=Order.EMERGENCY_SAFETY)
    saved = town.desk.composing.save(AUTHOR, raised, town.now + 2 * MINUTE)
    later = town.now + 3 * MINUTE
    second = town.desk.deciding.submit(AUTHOR, saved.id, saved.version, later)
    town.approve(second, now=later + MINUTE)

    with pytest.raises(DeskRefused, match="changed after this draft was saved"):
        town.desk.deciding.submit(AUTHOR, old.id, old.version, later + 2 * MINUTE)
    read = town.desk.composing.save(AUTHOR, old, later + 2 * MINUTE)

    submitted = town.desk.deciding.submit(AUTHOR, read.id, read.version, later + 2 * MINUTE)
    assert submitted.number == 3


def test_a_live_alert_never_becomes_one_about_another_hazard(town: Rig) -> None:
    alert_id = town.issued().alert_id
    later = town.now + HOURS
    update = town.desk.composing.begin_from_alert(AUTHOR, alert_id, Mode.REAL, later, changes=True)
    other = msgspec.structs.replace(update, kind=Kind.TSUNAMI)
    saved = town.desk.composing.save(AUTHOR, other, later)

    with pytest.raises(DeskRefused, match="about another hazard"):
        town.desk.deciding.submit(AUTHOR, saved.id, saved.version, later)


def test_whoever_may_act_on_the_hill_alone_takes_nothing_from_the_riverside(town: Rig) -> None:
    def of_the_hill(number: int, role: Role) -> Who:
        return person(number, grants=(Grant(role=role, begins=LONG_AGO, area=HILL.area),))

    alert_id = town.issued().alert_id
    later = town.now + HOURS
    update = town.desk.composing.begin_from_alert(AUTHOR, alert_id, Mode.REAL, later, changes=True)
    moved = town.desk.composing.place(AUTHOR, update, Preset(keys=(HILL.key,)), later)

    with pytest.raises(NotAllowed, match="outside your jurisdiction"):
        town.desk.deciding.submit(of_the_hill(5, Role.COMPOSER), moved.id, moved.version, later)
    waiting = town.desk.deciding.submit(AUTHOR, moved.id, moved.version, later)
    with pytest.raises(NotAllowed, match="outside your jurisdiction"):
        town.desk.deciding.ask(of_the_hill(6, Role.APPROVER), waiting.id, later)
