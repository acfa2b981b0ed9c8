"""Rings over HTTP: devices of one's own, what an open page asks, answers, and who is led where."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from litestar.testing import TestClient

from alerts.push.envelope import public_bytes
from service.desk.ports import Role
from service.desk.rings import Outcome, Said, Why
from service.wiring import Service
from tests.service.ring_desk import AUTH, DEVICE_KEY
from tests.service.web.test_desk_pages import Person, approver, author, reader, town

__all__ = ["approver", "author", "reader", "town"]

PUSH = "http://127.0.0.1:9/one"


def b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def wish(**changes: Any) -> dict[str, Any]:
    keys = {"p256dh": b64(public_bytes(DEVICE_KEY.public_key())), "auth": b64(AUTH)}
    return {"endpoint": PUSH, "keys": keys, "label": "Phone", "language": "en", **changes}


def hears(person: Person, sound: str = "on") -> Any:
    answer = person.get(f"/desk/rings/mine?sound={sound}")
    assert answer.status_code == 200
    return answer.json()


def opens(person: Person, path: str) -> None:
    """As the page's script tells."""
    assert person.ask("/desk/rings/opened", {"path": path}).status_code == 200


def rung(town: Service) -> None:
    """Whoever is due has been called, by the service's own thread or by this."""
    town.rings.ringer.look(datetime.now(UTC))


def test_a_device_is_set_up_listed_and_taken_away_and_the_log_says_so(
    town: Service, approver: Person
) -> None:
    made = approver.ask("/desk/rings/devices", wish())
    shown = approver.get("/desk/rings").text
    (device,) = town.rings.ringing.store.devices()

    gone = approver.send("/desk/rings/removal", device=str(device.id))

    assert (made.status_code, made.json()) == (200, {"next": "/desk/rings?done=added"})
    assert (device.staff, device.label, device.language) == (approver.number, "Phone", "en")
    assert device.key_id == town.rings.key.key_id != town.key.key_id
    assert "<h3>Phone</h3>" in shown
    assert gone.headers["location"] == "/desk/rings?done=removed"
    assert town.rings.ringing.store.devices() == ()
    acts = [row.act for row in town.audit.rows() if row.act.startswith("ring.")]
    assert acts == ["ring.device", "ring.device_remove"]


@pytest.mark.parametrize(
    "changes",
    [
        {"endpoint": "http://169.254.169.254/latest"},
        {"endpoint": "http://127.0.0.1:22/one"},
        {"endpoint": "https://fcm.googleapis.com/one"},
        {"endpoint": "http://127.0.0.1:9@evil.example/one"},
        {"keys": {"p256dh": b64(b"\x04" + b"\x01" * 64), "auth": b64(AUTH)}},
        {"keys": {"p256dh": "é", "auth": ""}},
    ],
)
def test_no_other_address_and_no_bad_key_becomes_a_device(
    town: Service, approver: Person, changes: dict[str, Any]
) -> None:
    answer = approver.ask("/desk/rings/devices", wish(**changes))

    assert answer.status_code == 409
    assert town.rings.ringing.store.devices() == ()


def test_nobody_has_more_devices_than_they_could_look_after(
    town: Service, approver: Person
) -> None:
    for number in range(8):
        approver.ask("/desk/rings/devices", wish(endpoint=f"http://127.0.0.1:9/{number}"))

    ninth = approver.ask("/desk/rings/devices", wish(endpoint="http://127.0.0.1:9/nine"))
    again = approver.ask("/desk/rings/devices", wish(endpoint="http://127.0.0.1:9/1"))

    assert (ninth.status_code, again.status_code) == (409, 200)
    assert len(town.rings.ringing.store.devices()) == 8


def test_nobody_takes_away_somebody_else_s_device(
    town: Service, approver: Person, author: Person
) -> None:
    approver.ask("/desk/rings/devices", wish())
    (device,) = town.rings.ringing.store.devices()

    refused = author.send("/desk/rings/removal", device=str(device.id))

    assert refused.status_code == 409
    assert town.rings.ringing.store.devices() == (device,)


def test_an_open_page_hears_who_calls_and_what_to_do(
    town: Service, author: Person, approver: Person
) -> None:
    before = hears(approver)
    hears(approver)
    path = author.submitted()
    rung(town)

    heard = hears(approver)

    (ring,) = town.rings.ringing.store.going_on()
    assert before == []
    assert [(one["id"], one["href"]) for one in heard] == [(ring.id, path)]
    assert heard[0]["title"].startswith("EXERCISE: Your approval is needed: Evacuation order")
    assert heard[0]["body"].endswith("\nThis is an exercise.")
    assert hears(author) == []
    assert ring.calls[0].outcome is Outcome.REACHED


def test_a_page_without_sound_is_open_and_reaches_nobody(
    town: Service, author: Person, approver: Person
) -> None:
    author.submitted()
    hears(approver, sound="off")

    rung(town)

    (ring,) = town.rings.ringing.store.going_on()
    assert {one.outcome for one in ring.calls} == {Outcome.NO_DEVICE}


def test_a_page_that_listens_keeps_nobody_logged_in(
    town: Service, reader: TestClient[Any], approver: Person
) -> None:
    before = town.staff.sessions()

    hears(approver)

    assert town.staff.sessions() == before
    assert reader.get("/desk/rings/mine").status_code == 401


def test_who_comes_is_led_to_it_and_who_cannot_stays(
    town: Service, reader: TestClient[Any], author: Person, approver: Person
) -> None:
    other = Person(town, reader, "Fay", Role.APPROVER)
    for one in (approver, other):
        hears(one)
    path = author.submitted()
    rung(town)
    (ring,) = town.rings.ringing.store.going_on()
    first, second = sorted((approver, other), key=lambda one: one.number)

    cannot = first.send(f"/desk/rings/{ring.id}/answer", said="cannot")
    rung(town)
    coming = second.send(f"/desk/rings/{ring.id}/answer", said="coming")

    assert cannot.headers["location"] == "/desk/rings?done=cannot"
    assert coming.headers["location"] == path
    answers = town.rings.ringing.store.going_on()[0].answers
    assert [(one.staff, one.said) for one in answers] == [
        (first.number, Said.CANNOT),
        (second.number, Said.COMING),
    ]
    assert hears(second) == []


def test_who_may_not_decide_cannot_silence_a_ring(
    town: Service, author: Person, approver: Person
) -> None:
    hears(approver)
    path = author.submitted()
    rung(town)
    (ring,) = town.rings.ringing.store.going_on()

    refused = author.send(f"/desk/rings/{ring.id}/answer", said="coming")
    opens(author, path)

    assert refused.status_code == 409
    assert town.rings.ringing.store.going_on()[0].answers == ()


def test_opening_what_it_is_about_answers_a_ring_once(
    town: Service, author: Person, approver: Person
) -> None:
    hears(approver)
    path = author.submitted()
    rung(town)

    for _ in range(3):
        opens(approver, path)

    (ring,) = town.rings.ringing.store.going_on()
    assert [(one.staff, one.said) for one in ring.answers] == [(approver.number, Said.OPENED)]


def test_a_test_rings_oneself(town: Service, author: Person, approver: Person) -> None:
    hears(approver)

    answer = approver.send("/desk/rings/test")
    rung(town)

    assert answer.headers["location"] == "/desk/rings?done=tested"
    assert [one["title"] for one in hears(approver)] == ["EXERCISE: Test ring"]
    assert hears(author) == []


def test_every_page_says_when_nobody_answers(
    town: Service, author: Person, approver: Person
) -> None:
    author.submitted()
    rung(town)

    shown = [author.get("/desk").text, approver.get("/desk/rings").text]

    assert ["Nobody can be reached: EXERCISE: Your approval" in one for one in shown] == [
        True,
        True,
    ]


def test_the_page_says_whom_it_passes_over_and_what_was_answered(
    town: Service, author: Person, approver: Person
) -> None:
    path = author.submitted()
    rung(town)
    opens(approver, path)

    shown = author.get("/desk/rings").text

    assert "Approvers without a device: Eve. They are passed over." in shown
    assert "Eve: has no device; passed over" in shown
    assert "Eve: opened it" in shown


def test_whoever_may_decide_and_has_it_open_reads_it_instead_of_the_alarm(
    town: Service, author: Person, approver: Person
) -> None:
    path = author.submitted()
    rung(town)

    shown = [one.get(path).text for one in (approver, author)]

    assert ["Nobody can be reached:" in one for one in shown] == [False, True]


def test_readyz_counts_the_rings_that_nobody_answers(
    town: Service, reader: TestClient[Any], author: Person, approver: Person
) -> None:
    before = reader.get("/readyz").json()["rings_unheard"]
    path = author.submitted()
    rung(town)
    during = reader.get("/readyz").json()["rings_unheard"]

    opens(approver, path)

    assert (before, during, reader.get("/readyz").json()["rings_unheard"]) == (0, 1, 0)


def test_three_minutes_later_the_next_is_called_and_a_decision_ends_it(
    town: Service, reader: TestClient[Any], author: Person, approver: Person
) -> None:
    other = Person(town, reader, "Fay", Role.APPROVER)
    for one in (approver, other):
        hears(one)
    path = author.submitted()
    rung(town)
    later = datetime.now(UTC) + timedelta(minutes=3)
    for one in (approver, other):
        town.rings.ringing.listening.note(one.number, later)

    town.rings.ringer.look(later)
    called = [one.staff for one in town.rings.ringing.store.going_on()[0].calls]
    approver.send(f"{path}/return", reason="the river is missing")
    town.rings.ringer.look(later)

    assert sorted(called) == [approver.number, other.number]
    assert [one.why for one in town.rings.ringing.store.going_on()] == [Why.RETURNED]


def test_the_reason_that_somebody_wrote_is_never_marked_as_lacking_its_japanese(
    town: Service, author: Person, approver: Person
) -> None:
    path = author.submitted()
    approver.send(f"{path}/return", reason="The river is missing")
    (ring,) = [one for one in town.rings.ringing.store.going_on() if one.why is Why.RETURNED]
    words = town.rings.words

    said = words.said(ring, words.scene("ja", datetime.now(UTC)))

    assert said.body.splitlines()[0] == (
        "理由：The river is missing。直して、もう一度提出してください。"
    )


def test_the_worker_lies_under_the_desk_and_keeps_nothing(reader: TestClient[Any]) -> None:
    answer = reader.get("/desk/ring-worker.js")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    assert [one in answer.text for one in ('"fetch"', "caches", "importScripts")] == [False] * 3


def test_what_a_browser_sends_that_is_no_subscription_is_refused(approver: Person) -> None:
    for body in ({}, {"endpoint": PUSH}, {**wish(), "staff": 1}):
        assert approver.ask("/desk/rings/devices", json.loads(json.dumps(body))).status_code == 409
