"""What was sealed before payloads carried `rest`: it is refused aloud, and nothing of it is sent."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from alerts.desk.submission import Frozen, Submission, root_of
from alerts.ports import Edition
from service.desk.sealed import GROUND, TEXTS
from service.store.sqlite.desk_encoding import packed
from tests.journeys.test_lost_on_the_way import Town, refused
from tests.service.sending.town import wait_for


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path)
    yield made
    made.close()


def test_what_waits_since_the_first_form_of_the_hash_is_not_approved(town: Town) -> None:
    submission = town.desk.submitted()

    _in_first_form(town, submission)

    refused(town, town.desk, submission, "What is stored is not what was submitted")


def test_what_was_approved_in_the_first_form_of_the_hash_is_not_sent(town: Town) -> None:
    submission = town.desk.submitted()
    town.desk.approve(submission, now=town.desk.now)
    old = _in_first_form(town, submission)
    for one in old.alert:
        values = (one.payload, one.language, one.relation.value)
        town.write("UPDATE editions SET payload = ? WHERE language = ? AND relation = ?", *values)

    town.go()

    wait_for(lambda: GROUND in town.rang())
    editions = town.store.alerts.editions(submission.alert_id, 1)
    assert set(editions) == set(old.alert)
    assert town.seal.broken_texts(submission.alert_id, 1, editions) == TEXTS
    assert town.sent == []


def _in_first_form(town: Town, submission: Submission) -> Frozen:
    """Stores it as it was sealed when the hash was over the area and all three roots."""
    now = town.store.desk.frozen(submission.id)
    assert now is not None
    old = msgspec.structs.replace(
        now,
        alert=_without_rest(now.alert),
        withdrawal=_without_rest(now.withdrawal),
        all_clear=_without_rest(now.all_clear),
    )
    roots = [root_of(one) for one in (old.alert, old.withdrawal, old.all_clear)]
    named = (submission.mode.value, submission.phase.value, submission.alert_id, "1")
    ground = hashlib.sha256(old.area.to_wkb()).hexdigest()
    lines = ("hansho-approval-1", *named, ground, *(one.hex() for one in roots))
    hash = hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).digest()
    body = msgspec.structs.replace(
        submission, root=roots[0], withdrawal_root=roots[1], all_clear_root=roots[2], hash=hash
    )
    columns = "hash = ?, body = ?, frozen = ?"
    values = (hash, packed(body), packed(old), submission.id)
    town.write(f"UPDATE desk_submissions SET {columns} WHERE id = ?", *values)
    return old


def _without_rest(editions: tuple[Edition, ...]) -> tuple[Edition, ...]:
    return tuple(
        msgspec.structs.replace(one, payload=re.sub(rb',"rest":"[\w-]{43}"', b"", one.payload))
        for one in editions
    )
