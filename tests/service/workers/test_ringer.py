"""Who is really called: by pushes that are sealed, signed and decrypted again, minute by minute."""

import logging
import threading
from datetime import timedelta

import msgspec
import pytest

from alerts.ports import Push, StoreUnavailable
from service.desk.means import Ring as Told
from service.desk.rings import CALLS_KEPT, OTHER_KEY, Outcome, Said, Why
from tests.factories import NOW
from tests.service.ring_desk import (
    ADMIN,
    APPROVERS,
    AUTHOR,
    MINUTE,
    RingDesk,
    outcomes,
)


def test_a_submission_calls_its_approvers_one_after_the_other_then_all_and_never_its_author():
    desk = RingDesk(1, 2, 3, 4, 5)
    desk.submitted()

    called = []
    for minutes in (0, 1, 3, 5.9, 6, 9):
        desk.look(minutes)
        called.append(len(desk.called()))

    assert desk.called() == [2, 3, 4, 2, 3, 4]
    assert called == [1, 1, 2, 2, 3, 6]


def test_whoever_has_no_device_is_passed_over_at_once_and_that_is_written(
    caplog: pytest.LogCaptureFixture,
):
    desk = RingDesk(4)
    desk.submitted()

    with caplog.at_level(logging.WARNING):
        desk.look()

    assert desk.called() == [4]
    assert outcomes(desk.going().calls) == [(2, "no_device"), (3, "no_device"), (4, "reached")]
    assert [one.getMessage() for one in caplog.records] == [
        "a ring passed staff 2 over: no device",
        "a ring passed staff 3 over: no device",
    ]


@pytest.mark.parametrize("status", [0, 403, 413, 429, 500, 503])
def test_a_push_that_fails_calls_the_next_at_once(status: int):
    desk = RingDesk(2, 3)
    desk.statuses[2] = status
    desk.submitted()

    desk.look()

    assert desk.called() == [2, 3]
    assert outcomes(desk.going().calls) == [(2, "failed"), (3, "reached")]


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_pushed_to_no_more_until_it_is_set_up_anew(status: int):
    desk = RingDesk(2, 3)
    desk.statuses[2] = status
    desk.submitted()
    desk.look()
    (lost, _) = desk.store.devices()

    desk.look(3)
    desk.look(6)

    assert (lost.lost, desk.called()) == (NOW, [2, 3, 3, 3])
    assert not desk.rings.ringing.works(lost)


def test_of_several_devices_one_that_is_reached_is_enough():
    desk = RingDesk(2, 3)
    desk.device(2, "ja")
    desk.submitted()

    desk.look()

    assert desk.called() == [2, 2]
    assert desk.going().calls[0].detail == "2/2"


def test_a_device_with_a_key_that_is_no_more_is_not_pushed_to():
    desk = RingDesk(3)
    desk.device(2, key_id="lost")
    desk.submitted()

    desk.look()

    assert desk.called() == [3]
    assert desk.going().calls[0].detail == OTHER_KEY


def test_a_page_that_sounds_is_as_good_as_a_device():
    desk = RingDesk(3)
    desk.submitted()
    desk.rings.ringing.listening.note(2, NOW - timedelta(seconds=10))

    desk.look()

    assert desk.called() == []
    assert outcomes(desk.going().calls) == [(2, "reached")]


def test_whoever_says_that_they_cannot_hands_over_at_once():
    desk = RingDesk(2, 3)
    desk.submitted()
    desk.look()

    desk.rings.ringing.answer(APPROVERS[0], 1, Said.CANNOT, NOW + MINUTE)
    desk.look(1)

    assert desk.called() == [2, 3]


def test_whoever_opens_the_submission_has_answered_and_the_author_has_not():
    desk = RingDesk(2, 3)
    submission = desk.submitted()
    desk.look()
    subject = f"submission:{submission.id}"

    for who in (AUTHOR, ADMIN, APPROVERS[0], APPROVERS[0]):
        desk.rings.ringing.opened(who, subject, NOW + MINUTE)
    desk.look(5)

    assert desk.called() == [2]
    assert [(one.staff, one.said) for one in desk.going().answers] == [(2, Said.OPENED)]


def test_a_decision_ends_the_ring():
    desk = RingDesk(2, 3)
    submission = desk.submitted()
    desk.look()

    desk.rig.approve(submission, APPROVERS[1], NOW + MINUTE)
    desk.look(2)
    desk.look(10)

    assert desk.store.going_on() == ()
    assert desk.called() == [2]


def test_when_nobody_answers_the_desk_is_told_until_somebody_does():
    desk = RingDesk(2, 3)
    desk.submitted()
    for minutes in (0, 3, 5):
        desk.look(minutes)
    before = desk.rings.ringing.unheard()

    desk.look(6)
    unheard = desk.rings.ringing.unheard()
    desk.rings.ringing.answer(APPROVERS[0], 1, Said.COMING, NOW + 7 * MINUTE)

    assert before == ()
    assert [one.unheard for one in unheard] == [NOW + 6 * MINUTE]
    assert desk.rings.ringing.unheard() == ()
    assert desk.acts() == ["ring.device"] * 2 + ["ring.begin", "ring.unheard", "ring.answer"]


def test_a_restart_goes_on_where_it_was_and_calls_nobody_twice():
    desk = RingDesk(2, 3)
    desk.submitted()
    desk.look()

    desk.rings = desk.new_rings()
    desk.store.interrupted()
    for minutes in (0.1, 2.9, 3):
        desk.look(minutes)

    assert desk.called() == [2, 3]


def test_a_call_that_a_crash_cut_off_costs_no_time():
    desk = RingDesk(2, 3)
    desk.submitted()
    desk.look()
    cut_off = desk.going().calls[0]
    desk.store.settle([(cut_off.id, Outcome.CALLING, "")])

    desk.store.interrupted()
    desk.look(0.1)

    assert desk.called() == [2, 3]


def test_a_service_that_was_down_goes_on_where_it_would_be():
    desk = RingDesk(2, 3)
    desk.submitted()

    desk.look(20)
    desk.look(23)

    assert desk.called() == [2, 3]


def test_a_test_rings_its_person_once_and_is_over_after_three_minutes():
    desk = RingDesk(2, 3)

    desk.rings.ringing.test(APPROVERS[0], NOW)
    desk.look()
    desk.look(2.9)
    running = len(desk.store.going_on())
    desk.look(3)

    assert (desk.called(), running, desk.store.going_on()) == ([2], 1, ())


def test_a_push_gateway_that_breaks_stops_no_ring(caplog: pytest.LogCaptureFixture):
    desk = RingDesk(2, 3)
    desk.submitted()

    def broken(_push: Push) -> None:
        raise RuntimeError("curl is gone")

    desk._answer = broken  # type: ignore[method-assign, assignment]
    desk.rings = desk.new_rings()
    with caplog.at_level(logging.ERROR):
        desk.look()

    assert [one.outcome for one in desk.going().calls[:2]] == [Outcome.FAILED, Outcome.FAILED]
    assert desk.going().unheard == NOW


def test_no_act_fails_because_a_ring_cannot_be_written(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    desk = RingDesk(2)

    def full(*_: object) -> None:
        raise StoreUnavailable("the disk is full; make room")

    monkeypatch.setattr(desk.store, "begin", full)
    with caplog.at_level(logging.ERROR):
        desk.rings.ringing.tell(Told(why="anything", subject="log"))

    assert len(caplog.records) == 1


def test_rings_of_long_ago_are_forgotten():
    desk = RingDesk(2)
    submission = desk.submitted()
    desk.look()
    desk.rig.approve(submission, APPROVERS[0])
    desk.look(2)

    desk.rings.ringer.look(NOW + CALLS_KEPT + timedelta(hours=2))

    assert [one.why for one in desk.store.recent()] == [Why.REVIEW]


def test_whose_account_was_disabled_is_called_no_more_and_their_devices_go():
    desk = RingDesk(2, 3)
    desk.submitted()
    gone = msgspec.structs.replace(APPROVERS[0].staff, active=False)
    desk.put(msgspec.structs.replace(APPROVERS[0], staff=gone))

    desk.look()

    assert desk.called() == [3]
    assert [one.staff for one in desk.store.devices()] == [3]
    assert desk.acts()[-1] == "ring.device_remove"


def test_the_thread_looks_by_itself_and_ends_with_the_service():
    desk = RingDesk(2)
    desk.submitted()

    desk.rings.ringer.start()
    desk.rings.ringer.close()

    assert desk.called()[:1] == [2]
    assert "ringing" not in {thread.name for thread in threading.enumerate()}
