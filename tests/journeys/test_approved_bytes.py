"""What two people approved can be told from the phones alone: their bytes give the approved hash."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import http_ece
import pytest

from alerts.ports import Push
from service.desk.deciding import Issued
from service.desk.testing import MemoryAuditLog, MemoryStaffStore
from service.desk.testing_desk_store import MemoryDeskStore
from tests.approved_hash import approved_hash
from tests.service.desk.rig import APPROVER, Rig, rig_over
from tests.service.sending.town import AUTH, PHONE_KEY, Town, wait_for

LANGUAGES = ("ja", "en", "vi")


@pytest.fixture
def town() -> Iterator[Town]:
    made = Town()
    for index, language in enumerate(LANGUAGES):
        made.phone(index, language=language)
    made.dispatcher.start()
    yield made
    made.dispatcher.close()


@pytest.fixture
def desk(town: Town) -> Rig:
    log = MemoryAuditLog()
    staff = MemoryStaffStore(log)
    store = MemoryDeskStore(town.stores.alerts, staff, log)
    made = rig_over(
        town.stores.alerts, town.stores.subscriptions, store, staff, log, wake=town.dispatcher.wake
    )
    made.now = datetime.now(UTC)
    return made


def decrypted(push: Push) -> bytes:
    return http_ece.decrypt(push.body, private_key=PHONE_KEY, auth_secret=AUTH, version="aes128gcm")


def arrived(town: Town, count: int) -> list[bytes]:
    wait_for(lambda: len(town.sent) >= count and not town.is_owing())
    return [decrypted(push) for push in town.sent[-count:]]


def test_phones_hold_byte_for_byte_what_was_approved(town: Town, desk: Rig) -> None:
    submission = desk.submitted()

    done = desk.approve(submission)

    assert done == Issued(alert_id=submission.alert_id, number=1)
    assert approved_hash(arrived(town, len(LANGUAGES))) == submission.hash.hex()
    told = json.loads(desk.audit.rows()[-1].body)
    assert told["hash"] == submission.hash.hex()
    assert told["proof"]["assertion"].startswith(f"{APPROVER.number} signs ")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_byte_of_one_language_makes_another_hash(town: Town, desk: Rig, place: int) -> None:
    submission = desk.submitted()
    desk.approve(submission)
    payloads = arrived(town, len(LANGUAGES))

    payloads[place] = payloads[place].replace(b"\\n", b" ", 1)

    assert approved_hash(payloads) != submission.hash.hex()


def test_a_withdrawal_reaches_the_same_phones_with_the_bytes_that_were_confirmed(
    town: Town, desk: Rig
) -> None:
    sent = desk.submitted()
    desk.approve(sent)
    arrived(town, len(LANGUAGES))

    shown = desk.desk.deciding.begin_withdrawal(APPROVER, sent.alert_id, datetime.now(UTC))
    desk.approve(shown, APPROVER)

    wait_for(lambda: len(town.sent) == 2 * len(LANGUAGES))
    assert approved_hash(arrived(town, len(LANGUAGES))) == shown.hash.hex()
