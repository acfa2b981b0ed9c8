"""What two people decide is what is sent; whatever differs is not sent, and somebody hears of it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from alerts.desk.draft import What
from alerts.desk.submission import State, Submission, root_of
from alerts.model import Kind, Mode, Order, Phase, Relation
from alerts.phrases import Phrasebook
from geo.places import Gazetteer
from service.desk.acting import Changed, DeskRefused, NotAllowed
from service.desk.deciding import WAITS_FOR, AskedAgain, Issued
from service.desk.ports import DeskChanged, Role, Spent
from service.desk.rings import Why
from tests.factories import NOW, box
from tests.service.desk.rig import (
    APPROVER,
    AUTHOR,
    BOTH,
    HILL,
    MINUTE,
    RIVERSIDE,
    SECOND,
    Rig,
    person,
    rig,
    sign,
)


@pytest.fixture(params=["memory", "sqlite"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    with rig(request.param, tmp_path) as made:
        yield made


def test_what_is_issued_is_byte_for_byte_what_was_submitted(town: Rig) -> None:
    submission = town.submitted()
    frozen = town.store.frozen(submission.id)
    assert frozen is not None

    done = town.approve(submission)

    assert done == Issued(alert_id=submission.alert_id, number=1)
    assert town.alerts.editions(submission.alert_id, 1) == frozen.alert
    assert root_of(town.alerts.editions(submission.alert_id, 1)) == submission.root
    decided = town.store.submission(submission.id)
    assert decided is not None
    assert (decided.state, decided.decided_by) == (State.ISSUED, APPROVER.number)


def test_every_step_is_in_the_log(town: Rig) -> None:
    town.issued()

    assert town.acts() == ["draft.begin", "draft.save", "submission.submit", "submission.issue"]


def test_nobody_approves_what_they_submitted(town: Rig) -> None:
    submission = town.submitted(BOTH)

    with pytest.raises(DeskRefused, match="another person"):
        town.approve(submission, BOTH)

    assert town.alerts.recent(1) == ()


def test_nobody_approves_a_draft_that_they_wrote_and_another_submitted(town: Rig) -> None:
    draft = town.order(BOTH)
    touched = town.desk.composing.save(AUTHOR, draft, NOW)
    submission = town.desk.deciding.submit(AUTHOR, touched.id, touched.version, NOW)

    with pytest.raises(DeskRefused, match="another person"):
        town.approve(submission, BOTH)


def test_a_composer_cannot_approve_and_a_one_time_password_neither(town: Rig) -> None:
    submission = town.submitted()
    session = msgspec.structs.replace(APPROVER.session, strength="totp")
    with_a_code = msgspec.structs.replace(APPROVER, session=session)

    for who in (person(7, Role.COMPOSER), person(8, Role.ADMIN), with_a_code):
        with pytest.raises(NotAllowed):
            town.desk.deciding.ask(who, submission.id, NOW)


def test_an_answer_signed_by_another_person_sends_nothing(town: Rig) -> None:
    submission = town.submitted()
    asked = town.desk.deciding.ask(APPROVER, submission.id, NOW)

    with pytest.raises(Spent):
        town.desk.deciding.approve(APPROVER, submission.id, asked.nonce, sign(SECOND, asked), NOW)

    assert town.alerts.recent(1) == ()


def test_an_approval_is_good_for_ten_minutes(town: Rig) -> None:
    submission = town.submitted()
    asked = town.desk.deciding.ask(APPROVER, submission.id, NOW)
    late = NOW + timedelta(minutes=11)

    with pytest.raises(Spent):
        town.desk.deciding.approve(
            APPROVER, submission.id, asked.nonce, sign(APPROVER, asked), late
        )


def test_an_answer_for_one_submission_is_no_answer_for_another(town: Rig) -> None:
    first, second = town.submitted(), town.submitted(order=Order.EMERGENCY_SAFETY)
    asked = town.desk.deciding.ask(APPROVER, first.id, NOW)

    with pytest.raises(Spent):
        town.desk.deciding.approve(APPROVER, second.id, asked.nonce, sign(APPROVER, asked), NOW)

    assert town.alerts.recent(1) == ()


def test_one_letter_of_one_language_changed_after_submission_refuses(town: Rig) -> None:
    submission = town.submitted()
    later = town.with_core(phrases=_one_letter_changed(town.desk.means.core.phrases))

    with pytest.raises(Changed, match="en") as refused:
        later.approve(submission)

    assert town.alerts.recent(1) == ()
    assert town.acts()[-1] == "submission.refused"
    assert len(refused.value.differences) == 3, "the alert and both prepared endings"
    assert any(one.why is Why.CHANGED for one in town.rings)


def _one_letter_changed(book: Phrasebook) -> Phrasebook:
    sentences = {language: dict(book._sentences[language]) for language in book._sentences}
    sentences["en"]["order.clock"] = sentences["en"]["order.clock"].replace(".", "!")
    return Phrasebook(sentences)


def test_an_area_that_means_other_ground_meanwhile_refuses(town: Rig) -> None:
    submission = town.submitted()
    moved = msgspec.structs.replace(RIVERSIDE, area=box(139.02, 35.0))
    later = town.with_core(gazetteer=Gazetteer.of([moved, HILL]))

    with pytest.raises(Changed, match="other ground"):
        later.approve(submission)

    assert town.alerts.recent(1) == ()


def test_an_area_that_is_gone_meanwhile_refuses(town: Rig) -> None:
    submission = town.submitted()
    later = town.with_core(gazetteer=Gazetteer.of([HILL]))

    with pytest.raises(Changed, match="no such area"):
        later.approve(submission)


def test_a_newer_version_of_the_draft_refuses_the_old_submission(town: Rig) -> None:
    submission = town.submitted()
    draft = town.desk.composing.draft(submission.draft_id)
    town.desk.composing.save(AUTHOR, draft, NOW)

    with pytest.raises(Changed, match="newer version"):
        town.approve(submission)


def test_a_newer_revision_of_the_alert_refuses_the_old_submission(town: Rig) -> None:
    first = town.issued()
    stale = _update(town, first.alert_id, Order.ELDERLY_AND_OTHERS)
    fresh = _update(town, first.alert_id)
    town.approve(fresh)

    with pytest.raises(Changed, match="revision"):
        town.approve(stale, now=NOW + 3 * MINUTE)

    alert = town.alerts.alert(first.alert_id)
    assert alert is not None
    assert alert.latest.number == 2


def _update(town: Rig, alert_id: str, order: Order = Order.EMERGENCY_SAFETY) -> Submission:
    later = NOW + MINUTE
    draft = town.desk.composing.begin_from_alert(AUTHOR, alert_id, Mode.REAL, later, changes=True)
    stronger = msgspec.structs.replace(draft, order=order, review=NOW + timedelta(hours=9))
    saved = town.desk.composing.save(AUTHOR, stronger, later)
    return town.desk.deciding.submit(AUTHOR, saved.id, saved.version, later)


def test_an_update_is_the_next_revision_of_the_same_alert(town: Rig) -> None:
    first = town.issued()

    done = town.approve(_update(town, first.alert_id), now=NOW + 2 * MINUTE)

    assert done == Issued(alert_id=first.alert_id, number=2)
    told = {one.relation for one in town.alerts.editions(first.alert_id, 2)}
    assert told == set(Relation)


def test_two_approvers_at_once_and_a_double_click_issue_exactly_once(town: Rig) -> None:
    submission = town.submitted()
    clicks = []
    for who in (APPROVER, SECOND, APPROVER, SECOND):
        asked = town.desk.deciding.ask(who, submission.id, NOW)
        clicks += [(who, asked)] * 2

    def click(one: tuple) -> object:
        who, asked = one
        try:
            return town.desk.deciding.approve(
                who, submission.id, asked.nonce, sign(who, asked), NOW + MINUTE
            )
        except (DeskRefused, DeskChanged, Spent) as refusal:
            return refusal

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(click, clicks))

    assert sum(isinstance(one, Issued) for one in answers) == 1
    assert town.acts().count("submission.issue") == 1
    assert [one.latest.number for one in town.alerts.recent(10)] == [1]


def test_a_submission_that_is_clicked_four_times_at_once_is_one(town: Rig) -> None:
    draft = town.order()

    with ThreadPoolExecutor(4) as pool:
        made = list(
            pool.map(
                lambda _: town.desk.deciding.submit(AUTHOR, draft.id, draft.version, NOW), range(4)
            )
        )

    assert {one.id for one in made} == {one.id for one in town.store.submissions()}
    assert town.acts().count("submission.submit") == 1


def test_a_larger_audience_asks_both_once_more_and_then_sends(town: Rig) -> None:
    town.phones(12)
    submission = town.submitted()
    town.phones(30, first=100)

    asked = town.approve(submission)
    before_agreement = town.approve(submission)
    with pytest.raises(DeskRefused, match="only who submitted"):
        town.desk.deciding.agree(BOTH, submission.id, NOW)
    town.desk.deciding.agree(AUTHOR, submission.id, NOW)
    done = town.approve(submission)

    assert asked == before_agreement == AskedAgain(before=12, now=42)
    assert isinstance(done, Issued)


def test_twice_the_audience_asks_nobody(town: Rig) -> None:
    town.phones(12)
    submission = town.submitted()
    town.phones(12, first=100)

    assert isinstance(town.approve(submission), Issued)


def test_returned_and_rejected_ones_are_not_sent_and_need_a_reason(town: Rig) -> None:
    returned, rejected = town.submitted(), town.submitted(kind=Kind.LANDSLIDE)

    with pytest.raises(DeskRefused, match="reason"):
        town.desk.deciding.reject(APPROVER, rejected.id, " ", NOW)
    town.desk.deciding.give_back(APPROVER, returned.id, "the school is missing", NOW)
    town.desk.deciding.reject(APPROVER, rejected.id, "not now", NOW)

    for submission in (returned, rejected):
        with pytest.raises(DeskRefused, match="decided already"):
            town.approve(submission)
    assert {one.state for one in town.store.submissions()} == {State.RETURNED, State.REJECTED}


def test_what_waits_for_too_long_is_closed_and_somebody_hears_of_it(town: Rig) -> None:
    submission = town.submitted()

    closed = town.desk.deciding.expire(NOW + WAITS_FOR + MINUTE)

    found = town.store.submission(submission.id)
    assert found is not None
    assert (closed, found.state) == (1, State.EXPIRED)
    assert town.rings[-1].why is Why.EXPIRED


def test_what_waited_for_too_long_is_not_approved_even_before_it_is_closed(town: Rig) -> None:
    submission = town.submitted()

    with pytest.raises(DeskRefused, match="submit it anew"):
        town.approve(submission, now=NOW + WAITS_FOR + MINUTE)


def test_one_approver_withdraws_what_was_sent_in_error(town: Rig) -> None:
    sent = town.issued()
    later = NOW + 2 * MINUTE

    shown = town.desk.deciding.begin_withdrawal(APPROVER, sent.alert_id, later)
    done = town.approve(shown, APPROVER, later)

    assert done == Issued(alert_id=sent.alert_id, number=2)
    alert = town.alerts.alert(sent.alert_id)
    assert alert is not None
    assert (alert.latest.phase, alert.latest.withdrawn_here) == (Phase.WITHDRAWN, True)


def test_a_composer_cannot_withdraw(town: Rig) -> None:
    sent = town.issued()

    with pytest.raises(NotAllowed):
        town.desk.deciding.begin_withdrawal(AUTHOR, sent.alert_id, NOW)


def test_an_all_clear_takes_two_people(town: Rig) -> None:
    sent = town.issued()
    later = NOW + 2 * MINUTE
    lifting = town.desk.composing.begin_lifting(BOTH, sent.alert_id, later)
    submission = town.desk.deciding.submit(BOTH, lifting.id, lifting.version, later)

    with pytest.raises(DeskRefused, match="another person"):
        town.approve(submission, BOTH, later)
    town.approve(submission, APPROVER, later)

    alert = town.alerts.alert(sent.alert_id)
    assert alert is not None
    assert alert.latest.phase is Phase.ALL_CLEAR


def test_an_all_clear_is_asked_anew_if_what_still_holds_has_changed(town: Rig) -> None:
    sent, other = town.issued(), town.submitted(kind=Kind.LANDSLIDE)
    later = NOW + 2 * MINUTE
    lifting = town.desk.composing.begin_lifting(AUTHOR, sent.alert_id, later)
    stale = town.desk.deciding.submit(AUTHOR, lifting.id, lifting.version, later)
    town.approve(other)

    with pytest.raises(Changed):
        town.approve(stale, now=later)
    fresh = town.desk.deciding.submit(AUTHOR, lifting.id, lifting.version, later)
    town.approve(fresh, now=later)

    alert = town.alerts.alert(sent.alert_id)
    assert alert is not None
    assert [one.kind for one in alert.latest.still_holds] == [Kind.LANDSLIDE]


def test_a_drill_is_sent_as_a_drill_and_cannot_end_what_is_real(town: Rig) -> None:
    drill = town.issued(mode=Mode.DRILL)

    alert = town.alerts.alert(drill.alert_id)
    assert alert is not None
    assert alert.latest.mode is Mode.DRILL
    lifting = town.desk.composing.begin_lifting(AUTHOR, drill.alert_id, NOW)
    assert (lifting.what, lifting.mode) == (What.LIFTING, Mode.DRILL)


def test_an_order_rings_when_its_review_time_has_come_and_goes_on_holding(town: Rig) -> None:
    sent = town.issued()

    before = town.desk.due(NOW + timedelta(hours=5))
    after = town.desk.due(NOW + timedelta(hours=7))

    assert before == ()
    assert [one.alert_id for one in after] == [sent.alert_id]
    assert len(town.alerts.live(NOW + timedelta(hours=7))) == 1
