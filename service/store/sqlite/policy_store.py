"""SqlitePolicyStore: `service.desk.policy_store`, over the tables desk_policies and releases."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from service.desk.desk_store import RuleBroken
from service.desk.policies import Policy, Stage
from service.desk.policy_store import Declining, PolicyApproval, Pushing
from service.desk.ports import DeskChanged, Entry
from service.store.sqlite import challenges
from service.store.sqlite.alert_store import write_issues
from service.store.sqlite.audit_log import append_entry
from service.store.sqlite.database import Database
from service.store.sqlite.encoding import micros, moment_or_none

T = TypeVar("T")
_DECIDED = "somebody else has decided on this already; read what became of it"
_COLUMNS = "SELECT id, body, stage, decided_by, decided_at, why FROM desk_policies "
_HOLDS = "WHERE approved_as = (SELECT max(approved_as) FROM desk_policies)"
# Of the newest revision alone: what came after it has its own.
_WAITING = """
    revision = (SELECT r.id FROM alerts a JOIN revisions r ON r.alert = a.id AND r.number = a.latest
                WHERE a.alert_id = ? AND a.latest = ?)
    AND handling = 'approval' AND pushed IS NULL
"""


class SqlitePolicyStore:
    """Any thread, one process at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def propose(self, policy: Policy, entry: Entry) -> Policy:
        values = (
            policy.hash,
            policy.proposed_by,
            msgspec.msgpack.encode(policy),
            policy.stage.value,
        )

        def work(connection: sqlite3.Connection) -> int:
            added = connection.execute(
                "INSERT INTO desk_policies (hash, proposed_by, body, stage) VALUES (?, ?, ?, ?)",
                values,
            ).lastrowid
            assert added is not None
            return added

        return msgspec.structs.replace(policy, id=self._act(work, entry))

    def policy(self, id: int) -> Policy | None:
        found = self._found("WHERE id = ?", (id,))
        return found[0] if found else None

    def policies(self, most: int = 100) -> tuple[Policy, ...]:
        return self._found("ORDER BY id DESC LIMIT ?", (most,))

    def holds(self) -> Policy | None:
        found = self._found(_HOLDS, ())
        return found[0] if found else None

    def decide(self, id: int, stage: Stage, by: int, at: datetime, why: str, entry: Entry) -> None:
        values = (stage.value, by, micros(at), why, id)

        def work(connection: sqlite3.Connection) -> None:
            changed = connection.execute(
                "UPDATE desk_policies SET stage = ?, decided_by = ?, decided_at = ?, why = ? "
                "WHERE id = ? AND stage IN ('draft', 'waiting')",
                values,
            )
            if not changed.rowcount:
                raise DeskChanged(_DECIDED)

        self._act(work, entry)

    def approve(self, approval: PolicyApproval, entry: Entry) -> None:
        def work(connection: sqlite3.Connection) -> None:
            row = connection.execute(
                f"{_COLUMNS} WHERE id = ? AND stage = 'waiting'", (approval.id,)
            ).fetchone()
            if row is None:
                raise DeskChanged(_DECIDED)
            wanted, held = _policy(row), connection.execute(_COLUMNS + _HOLDS).fetchone()
            if wanted.replaces != (b"" if held is None else _policy(held).hash):
                raise DeskChanged(_DECIDED)
            approver, at = approval.approver, approval.at
            challenges.consume(connection, approval.nonce, approver, wanted.hash, at)
            connection.execute(
                "UPDATE desk_policies SET stage = 'approved', decided_by = ?, decided_at = ?, "
                "nonce = ?, approved_as = "
                "(SELECT coalesce(max(approved_as), 0) + 1 FROM desk_policies) WHERE id = ?",
                (approver, micros(at), approval.nonce, approval.id),
            )

        self._act(work, entry)

    def push(self, pushing: Pushing, entry: Entry) -> None:
        revision = pushing.issue.revision
        values = (pushing.approver, micros(pushing.at), pushing.nonce)

        def work(connection: sqlite3.Connection) -> None:
            changed = connection.execute(
                f"UPDATE releases SET pushed = 1, decided_by = ?, decided_at = ?, nonce = ? "  # noqa: S608
                f"WHERE {_WAITING}",
                (*values, revision.alert_id, revision.number - 1),
            )
            if not changed.rowcount:
                raise DeskChanged(_DECIDED)
            nonce, at = pushing.nonce, pushing.at
            challenges.consume(connection, nonce, pushing.approver, pushing.content, at)
            write_issues(connection, [pushing.issue], None, ())

        self._act(work, entry)

    def decline(self, declining: Declining, entry: Entry) -> None:
        values = (declining.by, micros(declining.at), declining.why)

        def work(connection: sqlite3.Connection) -> None:
            changed = connection.execute(
                "UPDATE releases SET pushed = 0, decided_by = ?, decided_at = ?, why = ? "  # noqa: S608
                f"WHERE {_WAITING}",
                (*values, declining.alert_id, declining.number),
            )
            if not changed.rowcount:
                raise DeskChanged(_DECIDED)

        self._act(work, entry)

    def _act(self, work: Callable[[sqlite3.Connection], T], entry: Entry) -> T:
        """One act and its entry in the log, in one transaction."""

        def both(connection: sqlite3.Connection) -> T:
            try:
                done = work(connection)
            except sqlite3.IntegrityError as error:
                raise RuleBroken(f"the desk's rules forbid this: {error}") from error
            append_entry(connection, entry)
            return done

        return self._database.write(both)

    def _found(self, condition: str, values: Sequence[Any]) -> tuple[Policy, ...]:
        rows = self._database.read(
            lambda connection: connection.execute(_COLUMNS + condition, values).fetchall()
        )
        return tuple(map(_policy, rows))


def _policy(row: tuple[Any, ...]) -> Policy:
    id, body, stage, decided_by, decided_at, why = row
    return msgspec.structs.replace(
        msgspec.msgpack.decode(body, type=Policy),
        id=id,
        stage=Stage(stage),
        decided_by=decided_by,
        decided_at=moment_or_none(decided_at),
        why=why,
    )
