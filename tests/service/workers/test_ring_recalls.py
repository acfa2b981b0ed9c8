"""Whoever was rung hears without a sound that it is over; and nobody else does."""

from collections.abc import Callable

import msgspec
import pytest

from alerts.desk.submission import Submission
from alerts.model import Mode
from service.desk.means import Ring as Told
from service.desk.ports import Entry, Role
from service.desk.reopening import Reopening, Stage
from service.desk.rings import GONE, Recall, Ring, Rung, Said, Why
from tests.factories import NOW
from tests.service.desk.rig import person
from tests.service.ring_desk import APPROVERS, AUTHOR, MINUTE, RingDesk, opened

Decision = Callable[[RingDesk, Submission], object]
ABOUT = "Evacuation order"
ENTRY = Entry(at=NOW, actor=0, act="ring.test", subject="")
replace = msgspec.structs.replace


def approve(desk: RingDesk, submission: Submission) -> object:
    return desk.rig.approve(submission, APPROVERS[2], NOW + 4 * MINUTE)


def give_back(desk: RingDesk, submission: Submission) -> object:
    at = NOW + 4 * MINUTE
    return desk.rig.desk.deciding.give_back(APPROVERS[2], submission.id, "no river", at)


def reject(desk: RingDesk, submission: Submission) -> object:
    return desk.rig.desk.deciding.reject(APPROVERS[2], submission.id, "no", NOW + 4 * MINUTE)


def take_back(desk: RingDesk, submission: Submission) -> object:
    return desk.rig.desk.deciding.take_back(AUTHOR, submission.id, NOW + 4 * MINUTE)


@pytest.mark.parametrize(
    ("decide", "said"),
    [
        (approve, "P4 approved it at "),
        (give_back, "P4 returned it to its author at "),
        (reject, "P4 rejected it at "),
        (take_back, "P1 took it back at "),
    ],
)
def test_whoever_was_rung_hears_what_became_of_it_once_and_whoever_was_not_does_not(
    decide: Decision, said: str
):
    desk = RingDesk(2, 3, 4)
    desk.device(3, "ja")
    submission = desk.submitted()
    desk.look()
    desk.look(3)

    decide(desk, submission)
    for minutes in (4, 5, 30):
        desk.look(minutes)

    assert desk.called()[:3] == [2, 3, 3]
    assert [staff for staff, _, _ in desk.recalled()] == [2, 3, 3]
    (_, title, body), _, (_, japanese, _) = desk.recalled()
    assert title.startswith(f"Nothing to do now: {ABOUT}")
    assert japanese.startswith("対応は不要です：避難指示")
    assert body.startswith(said)


def test_a_recall_takes_the_place_of_its_ring_without_a_sound_and_waits_for_a_phone_that_is_off():
    desk = RingDesk(2)
    submission = desk.submitted()
    desk.look()

    reject(desk, submission)
    desk.look(4)

    ring, recall = desk.sent
    said, before = opened(recall), opened(ring)
    headers = dict(line.split(": ", 1) for line in recall.headers)
    first = dict(line.split(": ", 1) for line in ring.headers)
    assert {key: said[key] for key in ("tag", "navigate", "renotify", "silent")} == {
        "tag": before["tag"],
        "navigate": before["navigate"],
        "renotify": False,
        "silent": True,
    }
    assert not said["requireInteraction"]
    assert said["data"]["at"] > before["data"]["at"]
    assert (headers["Urgency"], headers["TTL"]) == ("normal", "86400")
    assert headers["Topic"] == first["Topic"]


def test_a_recall_is_stored_with_its_ring_and_calls_nobody():
    desk = RingDesk(2)
    submission = desk.submitted()
    desk.look()

    reject(desk, submission)
    desk.look(4)

    ring = desk.store.ring(1)
    assert ring is not None
    assert ring.rung == (
        Rung(device=1, staff=2, recall=Recall.TAKEN, at=NOW + 4 * MINUTE, tries=1),
    )
    assert [one.staff for one in ring.calls] == [2]


def test_a_submission_that_nobody_decided_is_over_on_their_devices_too():
    desk = RingDesk(2)
    desk.submitted()
    desk.look()

    desk.rig.desk.deciding.expire(NOW + 400 * MINUTE)
    desk.look(400)

    assert [(staff, body[:18]) for staff, _, body in desk.recalled()] == [(2, "Nobody decided by ")]


def test_the_end_of_an_exercise_s_ring_says_so_first_and_last():
    desk = RingDesk(2)
    submission = desk.submitted(Mode.DRILL)
    desk.look()

    reject(desk, submission)
    desk.look(4)

    ((_, title, body),) = desk.recalled()
    assert title.startswith("EXERCISE: Nothing to do now: ")
    assert body.endswith("\nThis is an exercise.")


@pytest.mark.parametrize(("status", "told"), [(503, [2]), (0, [2]), (403, []), (410, [])])
def test_a_device_that_certainly_shows_nothing_hears_of_no_end(status: int, told: list[int]):
    desk = RingDesk(2)
    desk.statuses[2] = status
    submission = desk.submitted()
    desk.look()

    desk.statuses.clear()
    take_back(desk, submission)
    desk.look(4)

    assert [staff for staff, _, _ in desk.recalled()] == told


def test_a_recall_that_fails_twice_is_sent_again_until_it_is_taken_also_after_a_restart(
    caplog: pytest.LogCaptureFixture,
):
    desk = RingDesk(2)
    submission = desk.submitted()
    desk.look()
    desk.statuses[2] = 503
    take_back(desk, submission)

    desk.look(4)
    desk.look(4.4)
    desk.look(4.5)
    desk.rings = desk.new_rings()
    desk.store.interrupted()
    desk.statuses[2] = 201
    desk.look(5.4)
    tried_early = len(desk.recalled())
    for minutes in (5.5, 6, 60):
        desk.look(minutes)

    ring = desk.store.ring(1)
    assert ring is not None
    assert tried_early == 2
    assert [staff for staff, _, _ in desk.recalled()] == [2, 2, 2]
    assert ring.rung == (
        Rung(device=1, staff=2, recall=Recall.TAKEN, at=NOW + 5.5 * MINUTE, tries=3),
    )
    logged = [one.getMessage() for one in caplog.records if "is over" in one.getMessage()]
    assert [one.partition(" (")[2] for one in logged] == [
        f"try 1: 503); again at {NOW + 4.5 * MINUTE:%H:%M:%S} UTC",
        f"try 2: 503); again at {NOW + 5.5 * MINUTE:%H:%M:%S} UTC",
    ]


@pytest.mark.parametrize("status", [400, 403, 404, 410])
def test_a_recall_that_no_other_try_can_bring_is_not_sent_again(status: int):
    desk = RingDesk(2)
    submission = desk.submitted()
    desk.look()
    desk.statuses[2] = status

    take_back(desk, submission)
    for minutes in (4, 5, 60):
        desk.look(minutes)

    (one,) = desk.store.recent(1)[0].rung
    assert (one.recall, one.detail, one.tries) == (Recall.FAILED, str(status), 1)
    assert len(desk.recalled()) == 1


def test_a_recall_that_waits_for_its_next_try_ends_when_the_device_is_rung_anew():
    desk = RingDesk(2)
    desk.submitted()
    desk.look()
    desk.statuses[2] = 503
    desk.rig.desk.deciding.expire(NOW + 400 * MINUTE)
    desk.look(400)
    again = Ring(why=Why.APPROVE_AGAIN, subject="submission:1", exercise=False, begun=NOW)

    begun = desk.store.begin(again, ENTRY)
    assert begun is not None
    desk.store.call(begun.id, [], [Rung(device=1, staff=2)])
    desk.statuses.clear()
    for minutes in (401, 410):
        desk.rings.ringer._recalling.look(NOW + minutes * MINUTE)

    ring = desk.store.ring(1)
    assert ring is not None
    assert [one.recall for one in ring.rung] == [Recall.KEPT]
    assert len(desk.recalled()) == 1


def test_a_device_that_was_taken_away_meanwhile_is_told_nothing():
    desk = RingDesk(2, 3)
    submission = desk.submitted()
    desk.look()
    desk.look(3)
    desk.statuses[2] = 503
    desk.store.remove_device(2, 3, ENTRY)

    take_back(desk, submission)
    for minutes in (4, 4.2):
        desk.look(minutes)

    ring = desk.store.ring(1)
    assert ring is not None
    assert [(one.device, one.recall, one.detail) for one in ring.rung] == [
        (1, Recall.OWED, "503"),
        (2, Recall.FAILED, GONE),
    ]
    assert len(desk.recalled()) == 1


def test_a_restart_recalls_what_was_decided_while_the_service_was_down():
    desk = RingDesk(2)
    submission = desk.submitted()
    desk.look()
    take_back(desk, submission)

    desk.rings = desk.new_rings()
    desk.store.interrupted()
    desk.look(4)

    assert [staff for staff, _, _ in desk.recalled()] == [2]


def test_what_rings_anew_on_the_same_device_is_not_silenced_by_the_end_of_the_first():
    desk = RingDesk(2)
    submission = desk.submitted()
    desk.look()

    desk.store.end(1, NOW + MINUTE)
    desk.look(1)

    assert desk.called() == [2, 2]
    assert desk.recalled() == []
    reject(desk, submission)
    desk.look(4)
    assert len(desk.recalled()) == 1


def test_news_for_several_is_over_for_the_rest_once_one_of_them_has_looked():
    desk = RingDesk(3, 5)
    other = person(3, Role.ADMIN)
    desk.put(other)
    desk.rings.ringing.tell(Told(why=Why.LOG, subject="log"))
    begun = desk.going().begun
    for minutes in (0, 3):
        desk.rings.ringer.look(begun + minutes * MINUTE)

    desk.rings.ringing.answer(other, 1, Said.COMING, begun + 4 * MINUTE)
    desk.rings.ringer.look(begun + 4 * MINUTE)

    ((staff, title, body),) = desk.recalled()
    assert (staff, title) == (5, "Nothing to do now: The desk's log is not as it was written")
    assert body.endswith("P3: is coming")


def test_news_for_one_person_stays_on_their_devices():
    desk = RingDesk(1)
    desk.device(1, "ja")
    submission = desk.submitted()
    give_back(desk, submission)
    returned = next(one for one in desk.store.going_on() if one.why is Why.RETURNED)
    desk.rings.ringer.look(returned.begun)

    desk.rings.ringing.answer(AUTHOR, returned.id, Said.OPENED, returned.begun + MINUTE)
    desk.rings.ringer.look(returned.begun + 2 * MINUTE)

    assert desk.called() == [1, 1]
    assert desk.recalled() == []
    assert {one.recall for one in desk.store.recent(1)[0].rung} == {Recall.KEPT}


def test_a_street_that_was_opened_again_is_over_too():
    desk = RingDesk(2)
    waiting = Reopening(id=7, mode=Mode.REAL, reason="dry", proposed_by=1, proposed_at=NOW)
    desk.reopenings = [waiting]
    desk.look()

    desk.reopenings = []
    decided = replace(waiting, stage=Stage.DONE, decided_by=4, decided_at=NOW + MINUTE)
    desk.decided = [decided]
    desk.look(2)

    ((staff, title, body),) = desk.recalled()
    assert (staff, title) == (2, "Nothing to do now: streets and sites to open again, no. 7")
    assert body.startswith("P4 approved it at ")


@pytest.mark.parametrize("why", list(Why))
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_end_of_every_reason_has_words_in_both_languages(why: Why, language: str):
    desk = RingDesk()
    ring = Ring(why=why, subject="submission:7", exercise=True, begun=NOW)

    said = desk.rings.endings.said(ring, language, NOW)

    assert (said.title != "", said.body != "") == (True, True)
