"""ReopeningStore: what is given back waits for a second person, whatever code asks for it."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from alerts.model import Mode
from geo.changes import CityChanges, Effect, Word, reopened, with_closure, with_sites
from geo.ports import ChangesOutOfOrder, CityStore
from geo.sites import SiteState
from geo.testing import MemoryCityStore
from service.desk.approval_challenge import approval_challenge
from service.desk.desk_store import RuleBroken
from service.desk.ports import AuditLog, Change, DeskChanged, Entry, Spent, Staff, StaffStore
from service.desk.reopening import Reopening, SiteAgain, Stage, sealed
from service.desk.reopening_store import CarryingOut, ReopeningStore
from service.desk.testing import MemoryAuditLog, MemoryStaffStore
from service.desk.testing_reopening_store import MemoryReopeningStore
from service.store.sqlite.store import open_store

NOW = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)
AUTHOR, OTHER = 1, 2
CLOSED = with_closure(
    CityChanges(),
    ((13_999_000, 3_450_000, 13_999_050, 3_450_020),),
    label="under water",
    hazard=None,
    effect=Effect.CLOSED,
    now=NOW,
    by=AUTHOR,
)
PROPOSED = sealed(
    Reopening(
        mode=Mode.REAL,
        streets=CLOSED.closures,
        sites=(
            SiteAgain(
                site="E1", name={"ja": "学校"}, before=SiteState.CLOSED, after=SiteState.OPEN
            ),
        ),
        reason="dry",
        review=NOW + timedelta(hours=3),
        proposed_by=AUTHOR,
        proposed_at=NOW,
    )
)
ENTRY = Entry(at=NOW, actor=AUTHOR, act="test", subject="test")


class Stores(msgspec.Struct, kw_only=True):
    city: CityStore
    staff: StaffStore
    audit: AuditLog
    reopenings: ReopeningStore

    def acts(self) -> list[str]:
        return [row.act for row in self.audit.rows() if row.act != "staff.add"]

    def carrying(self, id: int, approver: int) -> CarryingOut:
        """With a fresh challenge of this approver."""
        stored = self.reopenings.reopening(id) or PROPOSED
        nonce = bytes([id, approver]) * 16
        self.staff.put_challenge(approval_challenge(stored.hash, approver, nonce, NOW))
        to = reopened(self.city.changes(), (1,), {}, Word(at=NOW))
        return CarryingOut(id=id, approver=approver, nonce=nonce, at=NOW, to=to)


@pytest.fixture(params=["memory", "sqlite"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stores]:
    """Two people, one street closed."""
    if request.param == "memory":
        log, city = MemoryAuditLog(), MemoryCityStore()
        staff = MemoryStaffStore(log)
        reopenings = MemoryReopeningStore(city, staff, log)
        yield _peopled(Stores(city=city, staff=staff, audit=log, reopenings=reopenings))
        return
    file = open_store(tmp_path / "hansho.db")
    made = Stores(city=file.city, staff=file.staff, audit=file.audit, reopenings=file.reopenings)
    yield _peopled(made)
    file.close()


def _peopled(stores: Stores) -> Stores:
    for name in ("Cho", "Eve"):
        newest = stores.audit.newest()
        entry = Entry(at=NOW, actor=0, act="staff.add", subject="")
        change = Change(staff=Staff(number=0, name=name))
        stores.staff.apply(change, entry, seen=newest.n if newest else 0)
    stores.reopenings.change(CLOSED, ENTRY)
    return stores


def test_a_change_is_stored_with_its_entry_or_not_at_all(town: Stores) -> None:
    full, word = {"E1": SiteState.FULL}, Word(at=NOW)
    skipping = with_sites(with_sites(CLOSED, full, word), {"E2": SiteState.FULL}, word)

    with pytest.raises(ChangesOutOfOrder):
        town.reopenings.change(skipping, ENTRY)

    assert (town.city.changes(), town.acts()) == (CLOSED, ["test"])


def test_what_is_proposed_comes_back_and_waits_and_changes_nothing(town: Stores) -> None:
    first, second = (town.reopenings.propose(PROPOSED, ENTRY) for _ in range(2))

    assert (first.id, second.id, first.stage) == (1, 2, Stage.WAITING)
    assert town.reopenings.reopening(1) == first == msgspec.structs.replace(PROPOSED, id=1)
    assert town.reopenings.reopenings(Stage.WAITING) == (second, first)
    assert town.reopenings.reopenings(most=1) == (second,)
    assert town.reopenings.reopening(3) is None
    assert town.city.changes() == CLOSED


def test_another_person_carries_it_out_and_it_is_one_act(town: Stores) -> None:
    town.reopenings.propose(PROPOSED, ENTRY)
    carrying = town.carrying(1, OTHER)

    town.reopenings.carry_out(carrying, ENTRY)

    done = town.reopenings.reopening(1)
    assert done is not None
    assert (done.stage, done.decided_by, done.decided_at) == (Stage.DONE, OTHER, NOW)
    assert (town.city.changes(), town.acts()) == (carrying.to, ["test"] * 3)


@pytest.mark.parametrize("approver", [AUTHOR, 0])
def test_nobody_carries_out_what_they_proposed_and_neither_does_the_machine(
    town: Stores, approver: int
) -> None:
    town.reopenings.propose(PROPOSED, ENTRY)
    carrying = town.carrying(1, approver or OTHER)
    carrying = msgspec.structs.replace(carrying, approver=approver)

    with pytest.raises((RuleBroken, Spent)):
        town.reopenings.carry_out(carrying, ENTRY)

    waiting = town.reopenings.reopening(1)
    assert waiting is not None
    assert (waiting.stage, town.city.changes(), town.acts()) == (
        Stage.WAITING,
        CLOSED,
        ["test"] * 2,
    )


def test_a_challenge_over_anything_else_gives_nothing_back(town: Stores) -> None:
    town.reopenings.propose(PROPOSED, ENTRY)
    town.reopenings.propose(sealed(msgspec.structs.replace(PROPOSED, reason="no")), ENTRY)
    of_the_other = msgspec.structs.replace(town.carrying(2, OTHER), id=1)

    with pytest.raises(Spent):
        town.reopenings.carry_out(of_the_other, ENTRY)

    assert town.city.changes() == CLOSED


def test_a_city_that_changed_meanwhile_leaves_the_challenge_unused(town: Stores) -> None:
    town.reopenings.propose(PROPOSED, ENTRY)
    carrying = town.carrying(1, OTHER)
    town.reopenings.change(with_sites(CLOSED, {"E9": SiteState.FULL}, Word(at=NOW)), ENTRY)

    with pytest.raises(ChangesOutOfOrder):
        town.reopenings.carry_out(carrying, ENTRY)

    again = reopened(town.city.changes(), (1,), {}, Word(at=NOW))
    town.reopenings.carry_out(msgspec.structs.replace(carrying, to=again), ENTRY)
    assert town.city.changes() == again


@pytest.mark.parametrize("stage", [Stage.REJECTED, Stage.DROPPED, Stage.EXPIRED])
def test_a_decision_is_final(town: Stores, stage: Stage) -> None:
    town.reopenings.propose(PROPOSED, ENTRY)
    town.reopenings.decide(1, stage, OTHER, NOW, "wet", ENTRY)
    carrying = town.carrying(1, OTHER)

    for act in (
        lambda: town.reopenings.decide(1, Stage.REJECTED, OTHER, NOW, "", ENTRY),
        lambda: town.reopenings.carry_out(carrying, ENTRY),
        lambda: town.reopenings.decide(7, Stage.REJECTED, OTHER, NOW, "", ENTRY),
    ):
        with pytest.raises(DeskChanged):
            act()

    decided = town.reopenings.reopening(1)
    assert decided is not None
    assert (decided.stage, decided.why, town.city.changes()) == (stage, "wet", CLOSED)


def test_nothing_is_marked_as_done_without_a_passkey(town: Stores) -> None:
    town.reopenings.propose(PROPOSED, ENTRY)

    with pytest.raises(RuleBroken):
        town.reopenings.decide(1, Stage.DONE, OTHER, NOW, "", ENTRY)


def test_the_machine_proposes_nothing(town: Stores) -> None:
    with pytest.raises(RuleBroken):
        town.reopenings.propose(msgspec.structs.replace(PROPOSED, proposed_by=0), ENTRY)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE desk_reopenings SET body = x'00'",
        "UPDATE desk_reopenings SET hash = zeroblob(32)",
        "UPDATE desk_reopenings SET proposed_by = 2",
        "UPDATE desk_reopenings SET stage = 'done'",
        "UPDATE desk_reopenings SET stage = 'done', decided_by = 1, nonce = zeroblob(32), n = 1",
        "DELETE FROM desk_reopenings",
        "INSERT OR REPLACE INTO desk_reopenings (id, hash, proposed_by, body, stage) "
        "VALUES (1, zeroblob(32), 2, x'00', 'waiting')",
        "INSERT INTO desk_reopenings (hash, proposed_by, body, stage, decided_by, nonce, n) "
        "VALUES (zeroblob(32), 2, x'00', 'done', 1, zeroblob(32), 1)",
    ],
)
def test_the_table_itself_refuses_what_the_desk_forbids(tmp_path: Path, statement: str) -> None:
    store = open_store(tmp_path / "hansho.db")
    store.reopenings.change(CLOSED, ENTRY)
    store.reopenings.propose(PROPOSED, ENTRY)

    with pytest.raises(sqlite3.IntegrityError):
        store.database.write(lambda connection: connection.execute(statement))

    assert store.reopenings.reopening(1) == msgspec.structs.replace(PROPOSED, id=1)
    store.close()
