"""Ground or words that change between the draft and the last phone, in a real store on disk.

At every layer it is refused, stands in the log, and rings; and no phone hears a word of it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from alerts.desk.draft import Draft
from alerts.desk.submission import State, Submission
from alerts.ports import Push, PushGateway
from alerts.push.endpoints import push_service
from alerts.push.envelope import public_bytes
from alerts.testing import MemoryPushGateway
from alerts.testing_examples import home, registration
from alerts.testing_gateway import Reply
from geo.cells import runs_of
from geo.places import Gazetteer
from service.desk.acting import Changed, DeskRefused
from service.desk.deciding import Issued
from service.desk.desk_store import RuleBroken
from service.desk.ports import Role
from service.desk.sealed import GROUND, TEXTS, ApprovedSeal
from service.sending.dispatcher import Dispatcher
from service.sending.testing import in_thread
from service.store.sqlite.desk_encoding import packed
from service.store.sqlite.store import SqliteStore, open_store
from service.stores import Stores
from tests.factories import box
from tests.service.desk.rig import APPROVER, AUTHOR, HILL, RIVERSIDE, Rig, person, rig_over
from tests.service.sending.town import AUTH, KEYS, PHONE_KEY, VAPID, opened, wait_for

SERVICE = "https://one.example.org"
LANGUAGES = ("ja", "en", "vi")


class Town:
    """A desk over one file, phones in Riverside and on the Hill, and a dispatcher that `go` starts.

    `write`: what another program would do to the file, rules and all.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / "hansho.sqlite"
        self.store: SqliteStore = open_store(self.file)
        store = self.store
        self.desk: Rig = rig_over(
            store.alerts, store.subscriptions, store.desk, store.staff, store.audit
        )
        self.desk.now = datetime.now(UTC)
        self.sent: list[Push] = []
        stores = Stores(alerts=store.alerts, subscriptions=store.subscriptions, ledger=store.ledger)
        self.seal = ApprovedSeal(store.desk, store.alerts, store.audit, self.desk.rings.append)
        self._dispatcher = Dispatcher(
            stores, KEYS, "mailto:a@b.example", in_thread(self._gateway), self.seal
        )
        self._runs = False
        for number, language in enumerate(LANGUAGES):
            self._phone(number, language, RIVERSIDE.area)
        self._phone(len(LANGUAGES), "en", HILL.area)

    def go(self) -> None:
        self._runs = True
        self._dispatcher.start()

    def close(self) -> None:
        if self._runs:
            self._dispatcher.close()
        self.store.close()

    def write(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self.file, timeout=10)) as connection, connection:
            for name in ("desk_drafts_stay", "desk_submissions_stay"):
                connection.execute(f"DROP TRIGGER IF EXISTS {name}")
            assert connection.execute(statement, values).rowcount > 0

    def rang(self) -> str:
        return " | ".join(one.why for one in self.desk.rings)

    def logged(self) -> str:
        return self.desk.acts()[-1]

    def _gateway(self) -> PushGateway:
        return MemoryPushGateway([push_service(SERVICE)], self._answer)

    def _answer(self, push: Push) -> Reply:
        self.sent.append(push)
        return Reply()

    def _phone(self, index: int, language: str, area: object) -> None:
        phone = registration(
            f"{index}",
            endpoint=f"{SERVICE}/{index}",
            service=SERVICE,
            public_key=public_bytes(PHONE_KEY.public_key()),
            auth=AUTH,
            language=language,
            key_id=VAPID.key_id,
        )
        phones = self.store.subscriptions
        number = phones.register(phone, b"s" * 32, b"n" * 32, self.desk.now)
        phones.set_places(number, [home(int(runs_of(area)[0, 0]))])
        phones.confirm(number, b"n" * 32)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path)
    yield made
    made.close()


def refused(town: Town, rig: Rig, submission: Submission, why: str) -> None:
    """Approving it fails for this reason; in the log, rung, still to be decided, nobody told."""
    with pytest.raises(Changed, match=why):
        rig.approve(submission, now=town.desk.now)
    town.go()
    found = town.store.desk.submission(submission.id)
    assert found is not None
    assert (town.logged(), found.state) == ("submission.refused", State.WAITING)
    assert "changed" in town.rang().split(" | ")
    assert town.store.alerts.recent(1) == ()
    assert town.sent == []


# --- the draft and its source -------------------------------------------------------------------


def test_a_draft_without_ground_is_not_even_submitted(town: Town) -> None:
    draft = town.desk.order()
    bare = msgspec.structs.replace(draft, area=None, source=None)
    saved = town.desk.desk.composing.save(AUTHOR, bare, town.desk.now)

    with pytest.raises(DeskRefused):
        town.desk.desk.deciding.submit(AUTHOR, saved.id, saved.version, town.desk.now)

    assert town.store.desk.submissions() == ()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"area": None}, "area"),
        ({"area": HILL.area}, "other ground"),
        ({"area": box(139.0, 35.0, 0.001)}, "other ground"),
    ],
)
def test_ground_that_left_the_stored_draft_refuses(
    town: Town, changes: dict[str, object], why: str
) -> None:
    submission = town.desk.submitted()
    town.write(
        "UPDATE desk_drafts SET body = ? WHERE draft = ? AND version = ?",
        packed(msgspec.structs.replace(_draft_of(town, submission), **changes)),
        submission.draft_id,
        submission.version,
    )

    refused(town, town.desk, submission, why)


def _draft_of(town: Town, submission: Submission) -> Draft:
    draft = town.store.desk.draft(submission.draft_id, submission.version)
    assert draft is not None
    return draft


# --- the gazetteer ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ([HILL], "no such area"),
        ([msgspec.structs.replace(RIVERSIDE, area=HILL.area), HILL], "other ground"),
        ([msgspec.structs.replace(RIVERSIDE, area=box(139.0, 35.0, 0.009)), HILL], "other ground"),
    ],
)
def test_a_district_that_is_gone_moved_or_smaller_refuses(
    town: Town, known: list, why: str
) -> None:
    submission = town.desk.submitted()

    refused(town, town.desk.with_core(gazetteer=Gazetteer.of(known)), submission, why)


# --- the frozen bytes ---------------------------------------------------------------------------


def test_what_was_frozen_cannot_be_changed_by_sql(town: Town) -> None:
    submission = town.desk.submitted()

    with (
        closing(sqlite3.connect(town.file, timeout=10)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="never changed"),
    ):
        connection.execute(
            "UPDATE desk_submissions SET frozen = ? WHERE id = ?", (b"{}", submission.id)
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_letter_of_one_language_in_the_frozen_bytes_refuses(town: Town, language: str) -> None:
    submission = town.desk.submitted()
    frozen = town.store.desk.frozen(submission.id)
    assert frozen is not None
    editions = tuple(
        msgspec.structs.replace(one, payload=_one_letter_changed(one.payload))
        if one.language == language
        else one
        for one in frozen.alert
    )
    spoilt = packed(msgspec.structs.replace(frozen, alert=editions))
    town.write("UPDATE desk_submissions SET frozen = ? WHERE id = ?", spoilt, submission.id)

    refused(town, town.desk, submission, language)


def test_ground_that_left_the_frozen_bytes_refuses(town: Town) -> None:
    submission = town.desk.submitted()
    frozen = town.store.desk.frozen(submission.id)
    assert frozen is not None
    spoilt = packed(msgspec.structs.replace(frozen, area=HILL.area))
    town.write("UPDATE desk_submissions SET frozen = ? WHERE id = ?", spoilt, submission.id)

    refused(town, town.desk, submission, "area")


def _one_letter_changed(payload: bytes) -> bytes:
    at = payload.index(b'"title":"') + len(b'"title":"')
    letter = payload[at:].decode()[0].encode()
    return payload[:at] + (b"X" if letter != b"X" else b"Y") + payload[at + len(letter) :]


# --- after the approval, before the phones -------------------------------------------------------


def test_what_nobody_touched_reaches_every_phone_inside(town: Town) -> None:
    submission = town.desk.submitted()

    done = town.desk.approve(submission, now=town.desk.now)
    town.go()

    wait_for(lambda: len(town.sent) == len(LANGUAGES))
    assert done == Issued(alert_id=submission.alert_id, number=1)
    assert {opened(one)["lang"] for one in town.sent} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_letter_of_one_language_changed_after_approval_is_not_sent(
    town: Town, language: str
) -> None:
    submission = town.desk.submitted()
    town.desk.approve(submission, now=town.desk.now)
    (payload,) = (
        one.payload
        for one in town.store.alerts.editions(submission.alert_id, 1)
        if one.language == language
    )
    town.write(
        "UPDATE editions SET payload = ? WHERE language = ?",
        _one_letter_changed(payload),
        language,
    )

    town.go()

    wait_for(lambda: TEXTS in town.rang())
    assert town.logged() == "submission.held"
    assert town.sent == []
    assert town.store.ledger.open_revisions() != ()


def test_cells_that_are_not_those_of_the_approved_ground_are_not_sent_to(town: Town) -> None:
    submission = town.desk.submitted()
    town.desk.approve(submission, now=town.desk.now)
    town.write("UPDATE revisions SET runs = ?", runs_of(HILL.area).astype("<i8").tobytes())

    town.go()

    wait_for(lambda: GROUND in town.rang())
    assert town.logged() == "submission.held"
    assert town.sent == []


# --- one person in two roles ----------------------------------------------------------------------


def test_an_author_cannot_be_made_the_approver_by_sql(town: Town) -> None:
    submission = town.desk.submitted()

    with closing(sqlite3.connect(town.file, timeout=10)) as connection:
        for number in (AUTHOR.number, 0):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(
                    "UPDATE desk_submissions SET state = 'issued', decided_by = ?, nonce = ?",
                    (number, b"n" * 32),
                )

    assert town.store.desk.submission(submission.id) == submission


def test_an_author_who_was_made_an_approver_since_still_cannot_approve(town: Town) -> None:
    submission = town.desk.submitted()
    promoted = person(AUTHOR.number, Role.APPROVER)

    with pytest.raises(DeskRefused, match="another person"):
        town.desk.approve(submission, promoted, town.desk.now)

    assert town.store.alerts.recent(1) == ()


def test_even_the_code_that_issues_cannot_get_around_the_constraint(town: Town) -> None:
    submission = town.desk.submitted()
    deciding, store = town.desk.desk.deciding, town.desk.desk.means.store
    frozen = store.frozen(submission.id)
    assert frozen is not None
    made = town.desk.desk.freezing.again(
        submission, frozen, _draft_of(town, submission), town.desk.now
    )
    asked = town.desk.desk.means.signing.ask(submission.hash, AUTHOR.number, town.desk.now)

    with pytest.raises(RuleBroken):
        deciding.issue(submission, made, AUTHOR.number, asked.nonce, town.desk.now)

    assert town.store.alerts.recent(1) == ()
    assert APPROVER.number != AUTHOR.number
