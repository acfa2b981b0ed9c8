"""Greetings leave at once, self-tests later; a phone that is gone holds nobody up."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

import http_ece
import msgspec
import pytest

from alerts.greeting import greeting
from alerts.model import Mode
from alerts.ports import Push
from service.workers.greeting import FEW_WHILE_SENDING, GREETINGS_PER_HOUR, Greeter
from tests.service.sending.town import AUTH, KEYS, PHONE_KEY, PHRASES, Town, wait_for

AT_ONCE = timedelta(0)
NEVER_HERE = timedelta(hours=1)


class Greetings:
    """A town's phones and greeters that end with the test."""

    def __init__(self) -> None:
        self.town = Town()
        self._started: list[Greeter] = []

    def greeter(
        self, test_after: timedelta, is_sending: Callable[[], bool] = lambda: False
    ) -> Greeter:
        made = Greeter(
            self.town.stores.subscriptions,
            KEYS,
            "mailto:a@b.example",
            self.town.gateway,
            lambda language, errand: greeting(PHRASES, language, Mode.REAL, errand),
            test_after,
            is_sending,
        )
        made.start()
        self._started.append(made)
        return made

    def close(self) -> None:
        for one in self._started:
            one.close()


@pytest.fixture
def greetings() -> Iterator[Greetings]:
    made = Greetings()
    yield made
    made.close()


def notification(push: Push) -> dict[str, object]:
    plain = http_ece.decrypt(
        push.body, private_key=PHONE_KEY, auth_secret=AUTH, version="aes128gcm"
    )
    found: dict[str, object] = msgspec.json.decode(plain)["notification"]
    return found


def test_a_self_test_is_pushed_in_the_reader_s_language_and_says_what_it_is(
    greetings: Greetings,
) -> None:
    number = greetings.town.phone(1, language="ja")

    greetings.greeter(AT_ONCE).test(number)
    wait_for(lambda: len(greetings.town.sent) == 1)

    found = notification(greetings.town.sent[0])
    assert found == {
        "title": PHRASES.say("ja", "test.title"),
        "body": PHRASES.say("ja", "test.body"),
        "lang": "ja",
        "dir": "ltr",
        "tag": "hansho-test",
        "renotify": True,
        "silent": False,
        "data": {"v": 1, "test": True},
    }


def test_a_self_test_is_worthless_later_and_urgent_now(greetings: Greetings) -> None:
    number = greetings.town.phone(1)

    greetings.greeter(AT_ONCE).test(number)
    wait_for(lambda: len(greetings.town.sent) == 1)

    headers = dict(line.split(": ", 1) for line in greetings.town.sent[0].headers)
    told = (headers["TTL"], headers["Topic"], headers["Urgency"])
    assert told == ("600", "hansho-test", "high")


def test_a_greeting_does_not_wait_for_a_test_that_is_still_to_come(greetings: Greetings) -> None:
    first, second = greetings.town.phone(1), greetings.town.phone(2)
    greeter = greetings.greeter(NEVER_HERE)

    greeter.test(first)
    greeter.greet(second, "nonce")
    wait_for(lambda: len(greetings.town.sent) == 1)

    (push,) = greetings.town.sent
    assert push.endpoint.endswith("/2")
    assert notification(push)["data"] == {"v": 1, "nonce": "nonce"}


def test_a_service_that_ends_does_not_wait_for_tests_still_to_come(greetings: Greetings) -> None:
    number = greetings.town.phone(1)
    greeter = greetings.greeter(NEVER_HERE)

    greeter.test(number)
    greeter.close()

    assert greetings.town.sent == []


def test_a_phone_that_is_gone_holds_nobody_up(greetings: Greetings) -> None:
    gone, there = greetings.town.phone(1), greetings.town.phone(2)
    greeter = greetings.greeter(AT_ONCE)

    greetings.town.stores.subscriptions.delete(gone)
    greeter.greet(gone, "one")
    greeter.greet(there, "two")
    wait_for(lambda: len(greetings.town.sent) == 1)

    assert notification(greetings.town.sent[0])["data"] == {"v": 1, "nonce": "two"}


def test_one_endpoint_is_greeted_five_times_an_hour_whoever_registers_it(
    greetings: Greetings,
) -> None:
    for _ in range(GREETINGS_PER_HOUR + 10):
        greetings.town.phone(1)
    other = greetings.town.phone(2)
    greeter = greetings.greeter(NEVER_HERE)

    for number in (*greetings.town.store.phones, other):
        for _ in range(GREETINGS_PER_HOUR + 10):
            greeter.greet(number, "nonce")
    greetings.close()

    sent = Counter(push.endpoint[-2:] for push in greetings.town.sent)
    assert sent == {"/1": GREETINGS_PER_HOUR, "/2": GREETINGS_PER_HOUR}


def test_while_an_alert_goes_out_only_a_few_are_greeted_at_a_time(greetings: Greetings) -> None:
    sent_when_asked: list[int] = []

    def is_sending() -> bool:
        sent_when_asked.append(len(greetings.town.sent))
        return len(sent_when_asked) < 3

    numbers = [greetings.town.phone(index) for index in range(40)]
    greeter = greetings.greeter(NEVER_HERE, is_sending)
    for number in numbers:
        greeter.greet(number, "nonce")
    wait_for(lambda: len(greetings.town.sent) == 40)

    steps = [after - before for before, after in itertools.pairwise(sent_when_asked)]
    assert all(0 < step <= FEW_WHILE_SENDING for step in steps[:2])
