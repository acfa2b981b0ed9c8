"""PolicyStore: what may go by itself, by two people; and what one approver decides of what waits.

Port, adapter and spec share one name: service/store/sqlite/policy_store.py, tests/ports/
test_policy_store.py; the in-memory twin is in service/desk/testing_policy_store.py. Every write is
one transaction with the `Entry` that tells of it. In the database itself stands: nobody approves
what they proposed, nothing without a passkey's challenge, and what was decided stays decided.
"""

from datetime import datetime
from typing import Protocol

import msgspec

from alerts.ports import Issue
from service.desk.policies import Policy, Stage
from service.desk.ports import Entry


class PolicyApproval(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    approver: int
    nonce: bytes
    at: datetime


class Pushing(msgspec.Struct, frozen=True, kw_only=True):
    """An approver pushes what waits. `content`: the hash that was signed. `issue`: the revision
    after the one that waits."""

    approver: int
    nonce: bytes
    content: bytes
    at: datetime
    issue: Issue


class Declining(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody decides that this revision is not pushed."""

    alert_id: str
    number: int
    by: int
    at: datetime
    why: str


class PolicyStore(Protocol):
    def propose(self, policy: Policy, entry: Entry) -> Policy:
        """Stores it, as waiting or as a draft, and gives it its id. Raises RuleBroken."""
        ...

    def policy(self, id: int) -> Policy | None: ...

    def policies(self, most: int = 100) -> tuple[Policy, ...]:
        """Newest first."""
        ...

    def holds(self) -> Policy | None:
        """What was approved last; None: nothing ever was."""
        ...

    def decide(self, id: int, stage: Stage, by: int, at: datetime, why: str, entry: Entry) -> None:
        """Rejected or dropped. Raises DeskChanged unless it waits or is a draft."""
        ...

    def approve(self, approval: PolicyApproval, entry: Entry) -> None:
        """Uses the challenge up; it holds from now on. Raises Spent, DeskChanged (it waits no more,
        or it would replace what holds no more), RuleBroken."""
        ...

    def push(self, pushing: Pushing, entry: Entry) -> None:
        """Uses the challenge up and issues, or nothing. Raises Spent, DeskChanged (it waits no
        more), RevisionOutOfOrder, RuleBroken."""
        ...

    def decline(self, declining: Declining, entry: Entry) -> None:
        """Raises DeskChanged (it waits no more)."""
        ...
