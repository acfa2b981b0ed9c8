"""The dispatcher over the in-memory twins: what is owed is delivered, whatever services do."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from alerts.model import Phase
from alerts.pipeline import end
from alerts.ports import Push, Result
from alerts.push.envelope import agree, public_bytes
from alerts.report import MessageType
from alerts.testing_gateway import Reply
from tests.factories import hazard
from tests.service.sending.town import (
    AUTH,
    PHONE_KEY,
    Town,
    following,
    opened,
    wait_for,
    warning,
)


def test_everyone_owed_gets_the_alert_once_with_topic_ttl_and_urgency(
    running: Callable[[Town], Town],
) -> None:
    town = Town()
    for index in range(30):
        town.phone(index, service="one" if index % 2 else "two")
    running(town)

    alert_id = town.say(warning())
    wait_for(lambda: town.results(alert_id) == {Result.ACCEPTED: 30})

    assert Counter(push.endpoint for push in town.sent).most_common(1)[0][1] == 1
    for push in town.sent:
        headers = dict(line.split(": ", 1) for line in push.headers)
        assert headers["Topic"] == alert_id
        assert 0 < int(headers["TTL"]) <= 6 * 3600
        assert headers["Content-Encoding"] == "aes128gcm"
        assert opened(push)["id"] == alert_id


def test_a_phone_without_text_in_its_language_still_gets_one(
    running: Callable[[Town], Town],
) -> None:
    town = Town()
    town.phone(1, language="uk")
    running(town)

    alert_id = town.say(warning())
    wait_for(lambda: town.results(alert_id) == {Result.ACCEPTED: 1})

    assert opened(town.sent[0])["lang"] == "en"


def test_a_gone_phone_is_tombstoned_and_not_pushed_to_again(
    running: Callable[[Town], Town],
) -> None:
    town = Town(lambda push: Reply(status=410 if push.endpoint.endswith("/1") else 201))
    gone, there = town.phone(1), town.phone(2)
    running(town)

    alert_id = town.say(warning())
    wait_for(lambda: sum(town.results(alert_id).values()) == 2 and not town.is_owing())

    assert town.results(alert_id) == {Result.GONE: 1, Result.ACCEPTED: 1}
    numbers = town.stores.ledger.recorded(alert_id)
    assert [one.number for one in town.stores.subscriptions.addresses(numbers)] == [there]
    assert gone not in [one.number for one in town.stores.subscriptions.addresses(numbers)]


def test_an_update_is_heard_by_those_whom_the_alert_did_not_reach(
    running: Callable[[Town], Town],
) -> None:
    town = Town(lambda push: Reply(status=503, retry_after="1") if len(town.sent) == 1 else Reply())
    town.phone(1)
    running(town)
    first = warning()
    alert_id = town.say(first)
    wait_for(lambda: len(town.sent) == 1)

    town.say(following(first))
    wait_for(lambda: town.results(alert_id, 2) == {Result.ACCEPTED: 1})

    told = opened(town.sent[-1])
    assert (told["rev"], told["relation"]) == (2, "new")


def test_whoever_comes_back_into_the_area_hears_it_as_newly_included(
    running: Callable[[Town], Town],
) -> None:
    town = Town()
    town.phone(1)
    running(town)
    reports = [warning()]
    reports.append(following(reports[0], west=141.0))
    reports.append(following(reports[1]))

    for number, what in enumerate(reports, start=1):
        alert_id = town.say(what)
        wait_for(lambda a=alert_id, n=number: town.results(a, n) == {Result.ACCEPTED: 1})  # type: ignore[misc]

    assert [opened(push)["relation"] for push in town.sent] == ["new", "left", "new"]


def test_a_dead_service_does_not_hold_the_others(running: Callable[[Town], Town]) -> None:
    town = Town(lambda push: Reply(status=503 if "one." in push.endpoint else 201))
    for index in range(10):
        town.phone(index, service="one" if index < 5 else "two")
    running(town)

    alert_id = town.say(warning())
    wait_for(lambda: town.results(alert_id).get(Result.ACCEPTED) == 5)

    assert town.results(alert_id) == {Result.ACCEPTED: 5, Result.OWED: 5}


def test_a_push_called_too_large_is_sent_once_more_in_its_short_form(
    running: Callable[[Town], Town],
) -> None:
    town = Town(lambda push: Reply(status=413 if opened(push)["area"] else 201))
    town.phone(1)
    running(town)

    alert_id = town.say(warning())
    wait_for(lambda: town.results(alert_id) == {Result.ACCEPTED: 1})

    first, second = town.sent
    assert len(second.body) < len(first.body)


def test_a_retry_carries_the_same_words_newly_encrypted(
    running: Callable[[Town], Town],
) -> None:
    seen: list[bytes] = []

    def fail_once(push: Push) -> Reply:
        seen.append(push.body)
        return Reply(status=500 if len(seen) == 1 else 201)

    town = Town(fail_once)
    town.phone(1)
    running(town)

    alert_id = town.say(warning())
    wait_for(lambda: town.results(alert_id) == {Result.ACCEPTED: 1})

    first, second = town.sent
    assert first.body != second.body
    assert opened(first) == opened(second)


def test_a_newer_revision_supersedes_what_was_not_sent_yet(
    running: Callable[[Town], Town],
) -> None:
    town = Town()
    town.phone(1)
    first = warning()
    alert_id = town.say(first)
    later = hazard(expires=datetime.now(UTC) + timedelta(hours=9))
    update = warning(
        identifier="r-2",
        message_type=MessageType.UPDATE,
        references=(first.key,),
        hazards=(later,),
    )
    town.say(update)

    running(town)
    wait_for(lambda: town.results(alert_id, 2) == {Result.ACCEPTED: 1})

    assert [opened(push)["rev"] for push in town.sent] == [2]


def test_a_new_process_goes_on_where_the_old_one_stopped(
    running: Callable[[Town], Town],
) -> None:
    town = Town(lambda push: Reply(status=503 if "one." in push.endpoint else 201))
    for index in range(4):
        town.phone(index, service="one" if index < 2 else "two")
    town.dispatcher.start()
    alert_id = town.say(warning())
    wait_for(lambda: town.results(alert_id).get(Result.ACCEPTED) == 2)
    town.dispatcher.close()

    town.rule = lambda _: Reply()
    town.dispatcher = town.new_dispatcher()
    running(town)
    wait_for(lambda: town.results(alert_id) == {Result.ACCEPTED: 4})

    accepted = Counter(push.endpoint for push in town.sent if "two." in push.endpoint)
    assert set(accepted.values()) == {1}


def test_a_withdrawal_goes_to_everyone_recorded_and_to_nobody_else(
    running: Callable[[Town], Town],
) -> None:
    town = Town()
    town.phone(1)
    running(town)
    alert_id = town.say(warning())
    wait_for(lambda: town.results(alert_id) == {Result.ACCEPTED: 1})
    town.phone(2)
    alert = town.stores.alerts.alert(alert_id)
    assert alert is not None

    end(alert, Phase.WITHDRAWN, None, town.means(), datetime.now(UTC))
    town.dispatcher.wake()
    wait_for(lambda: town.results(alert_id, 2) == {Result.ACCEPTED: 1})

    assert [push.endpoint for push in town.sent] == ["https://one.example.org/1"] * 2
    assert opened(town.sent[-1])["phase"] == "withdrawn"


def test_a_held_service_rings_once_and_not_for_every_phone(
    running: Callable[[Town], Town], caplog: pytest.LogCaptureFixture
) -> None:
    town = Town(lambda _: Reply(status=403))
    town.phones(6)
    running(town)

    town.say(warning())
    wait_for(lambda: len(town.dispatcher.alarms()) == 1)

    (_, alarm) = town.dispatcher.alarms()[0]
    assert alarm.topic == "service_held"
    assert "example.org/" not in caplog.text


def test_keys_that_were_used_are_due_for_fresh_ones_once_all_is_quiet(
    running: Callable[[Town], Town],
) -> None:
    town = Town()
    phones = town.stores.subscriptions
    numbers = town.phones(3)
    key = agree(
        public_bytes(PHONE_KEY.public_key()), AUTH, ec.derive_private_key(3, ec.SECP256R1())
    )
    phones.store_agreed_keys([(number, key) for number in numbers])
    running(town)

    alert_id = town.say(warning())
    wait_for(lambda: len(phones.without_agreed_key(9)) == 3)

    assert town.results(alert_id) == {Result.ACCEPTED: 3}
    assert {one.number for one in phones.without_agreed_key(9)} == set(numbers)
    assert {push.body[21:86] for push in town.sent} == {key.sender_public}
