"""StaffStore: accounts, ways in, sessions and challenges; each act with its entry, or neither."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from alerts.model import Kind
from service.desk.ports import (
    AuditLog,
    Challenge,
    Change,
    DeskChanged,
    Entry,
    Grant,
    Invitation,
    Passkey,
    Proposal,
    Role,
    Session,
    Spent,
    Staff,
    StaffStore,
    Taken,
)
from service.desk.testing import MemoryAuditLog, MemoryStaffStore
from service.store.sqlite.store import open_store
from tests.factories import box

NOW = datetime(2026, 11, 22, 18, 2, tzinfo=UTC)
SOON, DAY = timedelta(minutes=10), timedelta(hours=24)
TOKEN, OTHER_TOKEN, NONCE, CONTENT = b"t" * 32, b"u" * 32, b"n" * 32, b"c" * 32
GRANT = Grant(
    role=Role.APPROVER,
    area=box(139.0, 35.0),
    kinds=frozenset({Kind.FLOOD, Kind.TSUNAMI}),
    begins=NOW,
    ends=NOW + DAY,
)
ANN = Staff(number=0, name="Ann", grants=(GRANT,), may_approve_from=NOW)
ENTRY = Entry(at=NOW, actor=0, act="staff.test", subject="staff:1")

replace = msgspec.structs.replace


class Desk(NamedTuple):
    staff: StaffStore
    log: AuditLog

    def seen(self) -> int:
        newest = self.log.newest()
        return 0 if newest is None else newest.n

    def apply(self, **change: Any) -> Staff | None:
        return self.staff.apply(Change(**change), ENTRY, seen=self.seen())

    def add(self, name: str) -> Staff:
        staff = self.apply(staff=replace(ANN, name=name))
        assert staff is not None
        return staff


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    if request.param == "memory":
        log = MemoryAuditLog()
        yield Desk(MemoryStaffStore(log), log)
        return
    store = open_store(tmp_path / "hansho.db")
    yield Desk(store.staff, store.audit)
    store.close()


@pytest.fixture
def ann(desk: Desk) -> Staff:
    return desk.add("Ann")


def passkey(staff: int, credential_id: bytes = b"id") -> Passkey:
    return Passkey(
        credential_id=credential_id,
        staff=staff,
        public_key=b"key",
        sign_count=0,
        label="phone",
        backed_up=False,
        added=NOW,
    )


def session(staff: int, id_hash: bytes = b"s") -> Session:
    return Session(id_hash=id_hash, staff=staff, begun=NOW, used=NOW, strength="passkey")


def invitation(staff: int, token_hash: bytes = TOKEN) -> Invitation:
    return Invitation(token_hash=token_hash, staff=staff, expires=NOW + DAY)


def refused(desk: Desk, error: type[Exception], call: Callable[[], object]) -> None:
    """The call raises `error`, and the log says nothing of it."""
    before = desk.seen()
    with pytest.raises(error):
        call()
    assert desk.seen() == before


def test_somebody_new_gets_the_next_number_and_is_kept_word_for_word(desk: Desk):
    one, other = desk.add("Ann"), desk.add("Ben")

    assert (one, other) == (replace(ANN, number=1), replace(ANN, number=2, name="Ben"))
    assert desk.staff.everyone() == (one, other)
    assert (desk.staff.person(2), desk.staff.person(3)) == (other, None)


def test_the_entry_of_somebody_new_tells_the_number_they_were_given(desk: Desk, ann: Staff):
    entry = replace(ENTRY, subject="")

    desk.staff.apply(Change(staff=replace(ANN, name="Ben")), entry, seen=desk.seen())

    newest = desk.log.newest()
    assert newest is not None
    assert newest.subject == "staff:2"


def test_an_account_is_changed_under_its_number(desk: Desk, ann: Staff):
    changed = replace(ann, grants=(), active=False, may_approve_from=None)

    assert desk.apply(staff=changed) == changed
    assert desk.staff.everyone() == (changed,)


def test_what_was_decided_before_somebody_else_acted_is_refused(desk: Desk, ann: Staff):
    seen = desk.seen()
    desk.add("Ben")

    refused(
        desk,
        DeskChanged,
        lambda: desk.staff.apply(Change(staff=replace(ann, name="Eve")), ENTRY, seen=seen),
    )
    assert desk.staff.person(1) == ann


@pytest.mark.parametrize("name", ["ann", "ＡＮＮ", "  Ann "])
def test_nobody_takes_the_name_of_somebody_who_is_there(desk: Desk, ann: Staff, name: str):
    refused(desk, Taken, lambda: desk.add(name))


def test_the_name_of_a_disabled_account_is_free_and_then_it_cannot_come_back(
    desk: Desk, ann: Staff
):
    desk.apply(staff=replace(ann, active=False))
    desk.add("Ann")

    refused(desk, Taken, lambda: desk.apply(staff=ann))


def test_an_invitation_of_somebody_new_is_theirs(desk: Desk):
    desk.apply(staff=ANN, invitation=invitation(0))

    assert desk.staff.invitation(TOKEN) == invitation(1)
    assert desk.staff.open_invitation(1) == invitation(1)


def test_a_new_invitation_ends_the_earlier_one(desk: Desk, ann: Staff):
    desk.apply(invitation=invitation(1))

    desk.apply(invitation=invitation(1, OTHER_TOKEN))

    assert desk.staff.invitation(TOKEN) is None
    assert desk.staff.open_invitation(1) == invitation(1, OTHER_TOKEN)


def test_an_invitation_is_accepted_once(desk: Desk, ann: Staff):
    desk.apply(invitation=invitation(1))

    desk.staff.accept(TOKEN, passkey(1), (b"1", b"2"), ENTRY)

    assert (desk.staff.invitation(TOKEN), desk.staff.open_invitation(1)) == (None, None)
    assert desk.staff.passkeys(1) == (passkey(1),)
    assert desk.staff.recovery_left(1) == 2
    refused(desk, Spent, lambda: desk.staff.accept(TOKEN, passkey(1, b"x"), (), ENTRY))


def test_an_invitation_is_for_nobody_else(desk: Desk, ann: Staff):
    desk.add("Ben")
    desk.apply(invitation=invitation(1))

    refused(desk, Spent, lambda: desk.staff.accept(TOKEN, passkey(2), (), ENTRY))


def test_a_passkey_that_is_known_uses_up_no_invitation(desk: Desk, ann: Staff):
    desk.add("Ben")
    desk.staff.add_passkey(passkey(2), ENTRY)
    desk.apply(invitation=invitation(1))

    refused(desk, Taken, lambda: desk.staff.accept(TOKEN, passkey(1), (), ENTRY))
    assert desk.staff.invitation(TOKEN) == invitation(1)


def test_several_passkeys_are_kept_in_order_and_taken_away_one_by_one(desk: Desk, ann: Staff):
    for credential_id in (b"z", b"a", b"m"):
        desk.staff.add_passkey(passkey(1, credential_id), ENTRY)

    desk.staff.remove_passkey(b"a", ENTRY)

    assert desk.staff.passkeys(1) == (passkey(1, b"z"), passkey(1, b"m"))
    assert (desk.staff.passkey(b"m"), desk.staff.passkey(b"a")) == (passkey(1, b"m"), None)
    refused(desk, Taken, lambda: desk.staff.add_passkey(passkey(1, b"z"), ENTRY))


def test_the_use_of_a_passkey_is_noted(desk: Desk, ann: Staff):
    desk.staff.add_passkey(passkey(1), ENTRY)

    desk.staff.note_use(b"id", 7, NOW + SOON)

    assert desk.staff.passkey(b"id") == replace(passkey(1), sign_count=7, used=NOW + SOON)


def test_a_recovery_code_is_used_once_for_a_passkey_and_ends_sessions(desk: Desk, ann: Staff):
    desk.staff.set_recovery(1, (b"1", b"2"), ENTRY)
    desk.staff.begin_session(session(1), ENTRY)

    desk.staff.recover(b"1", passkey(1), NOW + DAY, ENTRY)

    assert desk.staff.person(1) == replace(ann, may_approve_from=NOW + DAY)
    assert (desk.staff.passkeys(1), desk.staff.recovery_left(1)) == ((passkey(1),), 1)
    assert desk.staff.session(b"s") is None
    refused(desk, Spent, lambda: desk.staff.recover(b"1", passkey(1, b"x"), NOW, ENTRY))
    refused(desk, Taken, lambda: desk.staff.recover(b"2", passkey(1), NOW, ENTRY))
    assert desk.staff.recovery_left(1) == 1


@pytest.mark.parametrize("before", [None, NOW + 2 * DAY])
def test_recovery_never_lets_anybody_approve_earlier(desk: Desk, before: datetime | None):
    person = desk.apply(staff=replace(ANN, may_approve_from=before))
    desk.staff.set_recovery(1, (b"1",), ENTRY)

    desk.staff.recover(b"1", passkey(1), NOW + DAY, ENTRY)

    assert desk.staff.person(1) == person


def test_new_recovery_codes_end_the_earlier_ones(desk: Desk, ann: Staff):
    desk.staff.set_recovery(1, (b"1", b"2"), ENTRY)

    desk.staff.set_recovery(1, (b"3",), ENTRY)

    assert desk.staff.recovery_left(1) == 1
    refused(desk, Spent, lambda: desk.staff.recover(b"1", passkey(1), NOW, ENTRY))


def test_a_step_of_a_one_time_password_is_used_once_and_never_backwards(desk: Desk, ann: Staff):
    desk.staff.set_totp(1, b"secret", ENTRY)

    used = [desk.staff.use_totp_step(1, step) for step in (5, 5, 4, 6)]

    assert used == [True, False, False, True]
    assert desk.staff.totp(1) == b"secret"


def test_a_one_time_password_that_was_taken_away_lets_nobody_in(desk: Desk, ann: Staff):
    desk.staff.set_totp(1, b"secret", ENTRY)

    desk.staff.set_totp(1, None, ENTRY)

    assert (desk.staff.totp(1), desk.staff.use_totp_step(1, 9)) == (None, False)


def test_a_session_is_kept_used_and_replaced_by_the_next(desk: Desk, ann: Staff):
    desk.staff.begin_session(session(1), ENTRY)
    desk.staff.touch(b"s", NOW + SOON)
    used = desk.staff.session(b"s")

    desk.staff.begin_session(session(1, b"next"), ENTRY, replacing=b"s")

    assert used == replace(session(1), used=NOW + SOON)
    assert (desk.staff.session(b"s"), desk.staff.session(b"next")) == (None, session(1, b"next"))


def test_sessions_that_are_long_over_are_forgotten(desk: Desk, ann: Staff):
    long_ago, lately = NOW - timedelta(hours=12), NOW - timedelta(hours=11)
    for id_hash, begun in ((b"old", long_ago), (b"recent", lately)):
        desk.staff.begin_session(replace(session(1, id_hash), begun=begun, used=NOW), ENTRY)

    desk.staff.begin_session(session(1), ENTRY)

    kept = [desk.staff.session(one) is not None for one in (b"old", b"recent", b"s")]
    assert kept == [False, True, True]


def test_sessions_end_one_by_one_or_all_of_one_person(desk: Desk, ann: Staff):
    desk.add("Ben")
    for staff, id_hash in ((1, b"a"), (1, b"b"), (1, b"c"), (2, b"d")):
        desk.staff.begin_session(session(staff, id_hash), ENTRY)

    desk.staff.end_session(b"a", ENTRY)
    after_one = [desk.staff.session(one) is not None for one in (b"a", b"b", b"c", b"d")]
    desk.staff.end_sessions(1, ENTRY)
    after_all = [desk.staff.session(one) is not None for one in (b"a", b"b", b"c", b"d")]

    assert after_one == [False, True, True, True]
    assert after_all == [False, False, False, True]


def test_a_change_ends_sessions_and_passkeys_if_it_says_so(desk: Desk, ann: Staff):
    desk.staff.add_passkey(passkey(1), ENTRY)
    desk.staff.set_recovery(1, (b"1",), ENTRY)
    desk.staff.set_totp(1, b"secret", ENTRY)
    desk.staff.begin_session(session(1), ENTRY)

    desk.apply(staff=ann)
    kept = (desk.staff.session(b"s"), desk.staff.passkeys(1))
    desk.apply(staff=ann, ends_sessions=True, ends_passkeys=True)

    assert kept == (session(1), (passkey(1),))
    assert (desk.staff.session(b"s"), desk.staff.passkeys(1)) == (None, ())
    assert (desk.staff.recovery_left(1), desk.staff.totp(1)) == (0, None)


def test_proposals_wait_until_they_are_decided(desk: Desk, ann: Staff):
    later, first = (
        Proposal(id=n, staff=None, name=n, grants=(GRANT,), proposed_by=1, proposed_at=at)
        for n, at in (("a", NOW + SOON), ("b", NOW))
    )
    desk.apply(proposal=later)
    desk.apply(proposal=first)
    waiting = desk.staff.proposals()

    desk.apply(proposal=replace(first, endorsed_by=(1, 2), state="done"))

    assert waiting == (first, later)
    assert desk.staff.proposals() == (later,)


def asked(approver: int = 1) -> Challenge:
    return Challenge(nonce=NONCE, approver=approver, content=CONTENT, expires=NOW + SOON)


def test_a_challenge_is_consumed_once(desk: Desk, ann: Staff):
    desk.staff.put_challenge(asked())
    known = desk.staff.challenge(NONCE)

    consumed = desk.staff.consume(NONCE, 1, CONTENT, NOW)

    assert (known, consumed, desk.staff.challenge(NONCE)) == (asked(), asked(), None)
    refused(desk, Spent, lambda: desk.staff.consume(NONCE, 1, CONTENT, NOW))


@pytest.mark.parametrize(
    ("nonce", "approver", "content", "after"),
    [
        (b"x" * 32, 1, CONTENT, timedelta(0)),
        (NONCE, 2, CONTENT, timedelta(0)),
        (NONCE, 1, b"d" * 32, timedelta(0)),
        (NONCE, 1, CONTENT, SOON),
    ],
    ids=["unknown", "another approver", "another content", "too late"],
)
def test_a_challenge_is_for_one_person_one_content_and_ten_minutes(
    desk: Desk, ann: Staff, nonce: bytes, approver: int, content: bytes, after: timedelta
):
    desk.add("Ben")
    desk.staff.put_challenge(asked())

    refused(desk, Spent, lambda: desk.staff.consume(nonce, approver, content, NOW + after))

    assert desk.staff.consume(NONCE, 1, CONTENT, NOW) == asked()


def test_every_act_on_an_account_writes_one_entry(desk: Desk, ann: Staff):
    acts: list[Callable[[], object]] = [
        lambda: desk.apply(invitation=invitation(1)),
        lambda: desk.staff.accept(TOKEN, passkey(1), (b"1",), ENTRY),
        lambda: desk.staff.add_passkey(passkey(1, b"two"), ENTRY),
        lambda: desk.staff.remove_passkey(b"two", ENTRY),
        lambda: desk.staff.recover(b"1", passkey(1, b"new"), NOW, ENTRY),
        lambda: desk.staff.set_recovery(1, (), ENTRY),
        lambda: desk.staff.set_totp(1, b"secret", ENTRY),
        lambda: desk.staff.begin_session(session(1), ENTRY),
        lambda: desk.staff.end_session(b"s", ENTRY),
        lambda: desk.staff.end_sessions(1, ENTRY),
    ]
    before = desk.seen()

    written = []
    for act in acts:
        act()
        written.append(desk.seen() - before)

    assert written == list(range(1, len(acts) + 1))
