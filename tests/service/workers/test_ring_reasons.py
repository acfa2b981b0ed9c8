"""What rings, and in which words: as the device of whoever is called decrypts it."""

import msgspec
import pytest

from alerts.desk.submission import State
from alerts.model import Mode
from alerts.ports import Push
from alerts.push.headers import LONGEST_TTL
from alerts.service_state import Alarm
from service.ballast import FULL, LOW
from service.desk.log_state import HeadState
from service.desk.means import Ring as Told
from service.desk.ports import Role
from service.desk.reopening import Reopening
from service.desk.rings import Ring, Why
from service.desk.sealed import GROUND, TEXTS
from service.desk_page.words.ringing import LOOKS
from service.holding import COPY, MOVED, OLDER
from service.trouble import Trouble
from service.watch.feed_state import FeedState
from tests.factories import NOW
from tests.service.desk.rig import HILL, HOURS, person
from tests.service.ring_desk import (
    APPROVERS,
    AUTHOR,
    MINUTE,
    PUSH,
    RingDesk,
    opened,
)


def headers_of(push: Push) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in push.headers)


@pytest.mark.parametrize(
    ("language", "title", "first"),
    [
        ("en", "Your approval is needed: Evacuation order", "It has waited since "),
        ("ja", "承認してください：避難指示", ""),
    ],
)
def test_a_ring_says_in_its_person_s_language_what_waits_and_where(
    language: str, title: str, first: str
):
    desk = RingDesk()
    desk.device(2, language)
    submission = desk.submitted()

    desk.look()

    (push,) = desk.sent
    said = opened(push)
    assert said["title"].startswith(title)
    assert said["body"].startswith(first)
    assert "\n" not in said["body"]
    assert {key: said[key] for key in said if key not in ("title", "body")} == {
        "lang": language,
        "dir": "ltr",
        "tag": f"ring-submission:{submission.id}",
        "renotify": True,
        "silent": False,
        "requireInteraction": True,
        "navigate": f"https://town.example/desk/submissions/{submission.id}",
        "data": {
            "v": 1,
            "navigate": f"https://town.example/desk/submissions/{submission.id}",
            "at": int(NOW.timestamp() * 1000),
        },
    }


def test_a_ring_is_urgent_replaces_itself_and_tells_the_push_service_nothing():
    desk = RingDesk(2)
    desk.submitted()

    desk.look()
    desk.look(3)

    first, second = map(headers_of, desk.sent)
    assert (first["Urgency"], first["TTL"]) == ("high", "900")
    assert first["Topic"] == second["Topic"]
    assert "submission" not in first["Topic"]
    assert first["Authorization"].startswith("vapid t=")
    assert int(first["TTL"]) < LONGEST_TTL.total_seconds()


@pytest.mark.parametrize(
    ("language", "mark", "ending"),
    [("en", "EXERCISE: ", "This is an exercise."), ("ja", "【訓練】", "これは訓練です。")],
)
def test_the_ring_of_an_exercise_says_so_first_and_last(language: str, mark: str, ending: str):
    desk = RingDesk()
    desk.device(2, language)
    desk.submitted(Mode.DRILL)

    desk.look()

    said = opened(desk.sent[0])
    assert said["title"].startswith(mark)
    assert said["body"].endswith(f"\n{ending}")


def test_a_withdrawal_that_is_not_confirmed_calls_an_approver_after_a_minute():
    desk = RingDesk(2, 3, 4)
    alert_id = desk.rig.issued().alert_id
    desk.rig.desk.deciding.begin_withdrawal(APPROVERS[0], alert_id, NOW + 10 * MINUTE)

    desk.look(10.9)
    early = desk.called()
    desk.look(11)

    assert early == []
    assert desk.called() == [2]
    assert opened(desk.sent[0])["title"].startswith("A withdrawal is not confirmed")


def test_an_order_that_is_due_calls_those_who_may_renew_it_until_it_is_renewed():
    desk = RingDesk(1, 2)
    alert_id = desk.rig.issued().alert_id
    desk.look(5 * 60)
    early = desk.called()

    desk.look(6 * 60 + 5)

    assert early == []
    assert desk.called() == [1]
    said = opened(desk.sent[0])
    assert said["title"].startswith("Time to review: Evacuation order")
    assert said["navigate"] == f"https://town.example/desk/alerts/{alert_id}"


def test_a_log_that_does_not_leave_the_machine_calls_admins_after_a_minute_until_it_does():
    desk = RingDesk(2, 5)
    desk.head = HeadState(failing="No space left on device", since=NOW)

    desk.look(0.5)
    desk.look(1)
    desk.look(2)
    (ring,) = desk.store.going_on()
    desk.head = HeadState()
    desk.look(3)

    assert (desk.called(), ring.why) == ([5], Why.EXPORT)
    assert "No space left on device" in opened(desk.sent[0])["body"]
    assert desk.store.going_on() == ()


@pytest.mark.parametrize("said", [COPY, OLDER, MOVED, FULL, LOW])
def test_a_store_on_hold_and_a_full_disk_call_admins_in_their_language_until_it_is_over(
    said: str,
):
    desk = RingDesk()
    desk.device(5, "ja")
    desk.troubles = [Trouble(subject="store:hold", said=said, since=NOW)]

    desk.look()

    (ring,) = desk.store.going_on()
    assert (desk.called(), ring.why) == ([5], Why.STORE)
    assert LOOKS[said] in opened(desk.sent[0])["body"]
    desk.troubles = []
    desk.look()
    assert desk.store.going_on() == ()


@pytest.mark.parametrize(("language", "name"), [("en", "Weather office"), ("ja", "気象台")])
def test_a_silent_source_rings_admins_and_approvers_until_it_answers(language: str, name: str):
    desk = RingDesk()
    desk.device(5, language)
    titles = {"ja": "気象台", "en": "Weather office"}
    silent = FeedState(name="agency", titles=titles, answered=NOW - 6 * MINUTE, is_silent=True)
    other = msgspec.structs.replace(silent, name="other", is_silent=False)
    desk.feeds = [silent, other]

    desk.look()
    (ring,) = desk.store.going_on()
    desk.look(1)
    again = desk.store.going_on()
    desk.feeds = [msgspec.structs.replace(silent, is_silent=False), other]
    desk.look(2)

    assert (ring.why, ring.subject, ring.begun) == (Why.FEED, "feed:agency", NOW - 6 * MINUTE)
    assert ({one.staff for one in ring.calls}, len(again)) == ({2, 3, 4, 5}, 1)
    assert name in opened(desk.sent[0])["body"]
    assert desk.store.going_on() == ()


def test_after_a_start_a_source_has_a_minute_to_answer_before_anybody_is_called():
    desk = RingDesk(5)
    long_ago = NOW - 60 * MINUTE
    desk.feeds = [FeedState(name="agency", answered=long_ago, watched=NOW, is_silent=True)]

    desk.look()
    desk.look(0.5)
    before = desk.called()
    desk.look(1)

    assert (before, desk.called()) == ([], [5])


def test_a_push_service_that_refuses_our_key_calls_admins_while_the_alarm_is_fresh():
    desk = RingDesk(5)
    alarm = Alarm(topic="service_held", service=PUSH, text="It refuses our token; check the key.")
    small = msgspec.structs.replace(alarm, topic="phone_refused")
    desk.alarms = [(NOW, alarm), (NOW, small)]

    desk.look()
    desk.look(16)

    assert desk.called() == [5]
    assert opened(desk.sent[0])["body"].startswith("It refuses our token")
    assert desk.store.going_on() == ()


def test_what_was_returned_calls_its_author_alone_and_says_why():
    desk = RingDesk(1, 2)
    submission = desk.submitted()

    desk.rig.desk.deciding.give_back(
        APPROVERS[0], submission.id, "the river is missing", NOW + MINUTE
    )
    desk.rings.ringer.look(desk.store.going_on()[-1].begun)

    assert desk.called() == [1]
    said = opened(desk.sent[0])
    assert said["title"].startswith("Returned to you: ")
    assert "the river is missing" in said["body"]


def test_anything_else_is_said_in_its_own_words():
    desk = RingDesk(5)

    desk.rings.ringing.tell(Told(why="the log is faulty; look at once", subject="log"))
    desk.rings.ringer.look(desk.going().begun)

    said = opened(desk.sent[0])
    assert (said["title"], said["body"]) == ("Look at the desk", "the log is faulty; look at once")
    assert said["navigate"] == "https://town.example/desk/audit"


@pytest.mark.parametrize("said", [TEXTS, GROUND])
def test_a_fault_that_the_sender_finds_is_said_in_japanese_too(said: str):
    desk = RingDesk()
    desk.device(5, "ja")

    desk.rings.ringing.tell(Told(why=said, subject="log"))
    desk.rings.ringer.look(desk.going().begun)

    assert opened(desk.sent[0])["body"] == LOOKS[said]


@pytest.mark.parametrize("why", list(Why))
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_reason_has_words_in_both_languages(why: Why, language: str):
    desk = RingDesk()
    ring = Ring(why=why, subject="submission:7", exercise=True, about="x", begun=NOW)

    said = desk.rings.words.said(ring, desk.rings.words.scene(language, NOW))

    assert said.title != ""
    assert said.body != ""


def test_a_reopening_calls_those_alone_who_may_decide_on_it():
    desk = RingDesk(2, 3, 4)
    desk.reopens = {2: False, 3: True, 4: False}
    desk.reopenings = [
        Reopening(id=7, mode=Mode.REAL, reason="dry", proposed_by=1, proposed_at=NOW)
    ]

    for minutes in (0, 3, 6):
        desk.look(minutes)

    assert set(desk.called()) == {3}
    assert opened(desk.sent[0])["navigate"] == "https://town.example/desk/city/reopenings/7"


def test_a_template_calls_no_writer_of_it_and_nobody_who_may_not_approve_it():
    desk = RingDesk(2, 3, 4)
    elsewhere = msgspec.structs.replace(APPROVERS[2].staff.grants[0], area=HILL.area)
    desk.put(person(4, Role.APPROVER, grants=(elsewhere,)))
    both = person(2, Role.COMPOSER, Role.APPROVER)
    desk.put(both)
    draft = desk.rig.desk.composing.save(AUTHOR, desk.rig.order(both), NOW)
    desk.rig.desk.templates.save(AUTHOR, draft.id, "river", HOURS, NOW)

    begun = desk.going().begun
    for minutes in (0, 3, 6):
        desk.rings.ringer.look(begun + minutes * MINUTE)

    assert set(desk.called()) == {3}


def test_a_drill_that_waits_calls_nobody_while_a_real_alert_is_live():
    desk = RingDesk(2, 3, 4)
    waiting = desk.submitted(Mode.DRILL)
    desk.look()
    before = desk.called()
    desk.rig.issued()

    for minutes in (3, 6, 9):
        desk.look(minutes)

    assert (before, desk.called()) == ([2], [2])
    assert desk.rig.desk.deciding.submission(waiting.id).state is State.WAITING
