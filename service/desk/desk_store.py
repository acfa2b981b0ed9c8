"""DeskStore: drafts, templates, and what waits for a second person. One transaction for each act.

Port, adapter and spec share one name: service/store/sqlite/desk_store.py, tests/ports/
test_desk_store.py; the in-memory twin is in service/desk/testing_desk_store.py. Every write takes
the `Entry` that tells of it: both are stored, or neither. What no code may get around stands in
the database itself: nobody approves what they wrote or submitted; without a second person goes out
only what was approved beforehand; what was frozen never changes; a draft keeps its mode.
"""

from datetime import datetime
from typing import Protocol

import msgspec

from alerts.desk.draft import Draft
from alerts.desk.submission import Frozen, State, Submission
from alerts.desk.template import Template
from alerts.ports import Issue
from alerts.report import ReportKey
from geo.errors import HanshoError
from service.desk.ports import Entry


class RuleBroken(HanshoError):
    """The database refused: a rule of the desk that no code may get around. Nothing was stored."""


class Issuing(msgspec.Struct, frozen=True, kw_only=True):
    """An approval with everything that goes out because of it.

    `approver` and `nonce` are None where a pre-approved template goes out by one person alone.
    """

    submission: int
    approver: int | None
    nonce: bytes | None
    at: datetime
    issues: tuple[Issue, ...]
    key: ReportKey | None
    references: tuple[ReportKey, ...] = ()


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody else says afterwards of what one person sent alone."""

    staff: int
    at: datetime
    was_right: bool
    note: str


REVIEWERS = 2
"""So many people review what went out by one person."""


class Swept(msgspec.Struct, frozen=True, kw_only=True):
    """How many drafts were deleted, and of how many submissions the texts."""

    drafts: int
    texts: int


class DeskStore(Protocol):
    """Writes raise `service.desk.ports.DeskChanged` when somebody else acted meanwhile."""

    def save_draft(self, draft: Draft, entry: Entry) -> None:
        """Stores a version. Raises DeskChanged unless it is the next one, RuleBroken for another
        mode than the draft began with."""
        ...

    def draft(self, draft_id: str, version: int | None = None) -> Draft | None:
        """That version, else the newest."""
        ...

    def drafts(self, most: int = 100) -> tuple[Draft, ...]:
        """The newest version of each, last saved first."""
        ...

    def save_template(self, template: Template, entry: Entry) -> None:
        """Stores one that nobody has approved yet; the same again changes nothing."""
        ...

    def approve_template(
        self, hash: bytes, approver: int, nonce: bytes, now: datetime, entry: Entry
    ) -> None:
        """Uses the challenge up. Raises Spent; RuleBroken if the approver made it; LookupError."""
        ...

    def template(self, hash: bytes) -> Template | None: ...

    def templates(self) -> tuple[Template, ...]:
        """By name, then by when they were made."""
        ...

    def retire_template(self, hash: bytes, entry: Entry) -> None:
        """By the entry's actor: it is not sent any more, for good.

        Raises LookupError; RuleBroken if it was retired already.
        """
        ...

    def look_at_template(self, hash: bytes, entry: Entry) -> None:
        """The entry's actor says that it still holds. Raises RuleBroken unless it is approved."""
        ...

    def submit(self, submission: Submission, frozen: Frozen, entry: Entry) -> Submission:
        """Stores what was frozen and gives it its id. Raises RuleBroken for another mode than the
        draft's, and for a draft that was rejected."""
        ...

    def submission(self, id: int) -> Submission | None: ...

    def frozen(self, id: int) -> Frozen | None:
        """None also where it was swept."""
        ...

    def submissions(self, state: State | None = None, most: int = 100) -> tuple[Submission, ...]:
        """Newest first."""
        ...

    def of_draft(self, draft_id: str) -> tuple[Submission, ...]:
        """All that any version of a draft became, newest first."""
        ...

    def issued_for(self, alert_id: str) -> tuple[Submission, ...]:
        """What the desk has sent of this alert, newest first."""
        ...

    def decide(
        self, id: int, state: State, by: int, at: datetime, reason: str, entry: Entry
    ) -> None:
        """Returned, rejected or expired. Raises DeskChanged unless it waits."""
        ...

    def ask(self, id: int, audience: int, entry: Entry) -> None:
        """The audience has grown: both must agree once more. Raises DeskChanged unless it waits."""
        ...

    def agree(self, id: int, entry: Entry) -> None:
        """The submitter agrees to the larger audience. Raises DeskChanged if nothing was asked."""
        ...

    def unreviewed(self, most: int = 100) -> tuple[Submission, ...]:
        """What one person sent and fewer than `REVIEWERS` have reviewed, oldest first."""
        ...

    def reviews(self, id: int) -> tuple[Review, ...]:
        """Oldest first."""
        ...

    def review(self, id: int, review: Review, entry: Entry) -> None:
        """Raises RuleBroken: by who sent it, a second time, or of what two people sent."""
        ...

    def issue(self, issuing: Issuing, entry: Entry) -> None:
        """Consumes the nonce, issues, marks as issued and logs: in ONE transaction.

        Raises Spent, DeskChanged (it waits no more), RevisionOutOfOrder, RuleBroken. Whatever it
        raises, nothing was stored and the challenge is unused.
        """
        ...

    def sweep(self, before: datetime, at: datetime) -> Swept:
        """Deletes drafts that nobody has saved since, and the frozen texts of what was decided
        earlier, with an entry that says how many. Of a decision all else stays, its hash above all.

        Kept: what waits, what belongs to an alert that lives or ended later, and what went out by
        one person until it is reviewed.
        """
        ...
