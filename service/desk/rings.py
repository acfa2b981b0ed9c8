"""Rings: what somebody at the desk must hear, whom it called, and who answered. Values only.

A *ring* goes on until what it is about is decided or over. A *call* is one try to reach one person
by everything that is known to reach them; its *outcome* is what their push services and open pages
made of it. An *answer* is what a person said to the ring, by a button or by opening what it is
about. Who is called when is in `service.desk.ring_rules`. Times are aware UTC.
"""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from alerts.model import Kind
from geo.area import Area


class Why(StrEnum):
    """What a ring is about. Those marked † are found in the store at every look, and so survive
    whatever happens to the process; the others are told when they happen."""

    APPROVE = "approve"  # † a submission waits for an approver
    APPROVE_AGAIN = "approve_again"  # † its author agreed to many more people
    WITHDRAW = "withdraw"  # † somebody began a withdrawal and has not confirmed it
    GROWN = "grown"  # † many more people are there: its author has to agree
    RETURNED = "returned"
    REJECTED = "rejected"
    EXPIRED = "expired"
    CHANGED = "changed"  # what would be sent is not what was approved; nothing was
    BREAK_GLASS = "break_glass"  # one person sent a template: others look at it
    REOPEN = "reopen"  # † a street or a site waits to be opened again
    REVIEW = "review"  # † an order's time of review has come
    EXPORT = "export"  # † the log's head does not leave the machine
    PUSH = "push"  # † a push service does not take our pushes
    STORE = "store"  # † it is on hold, or its disk is full
    FEED = "feed"  # † a source of warnings is silent
    WARNING = "warning"  # † an agency's warning waits for one approver
    UNMATCHED = "unmatched"  # † a warning came whose ground is not known: nobody is warned
    POLICY = "policy"  # another person is to approve what may go by itself
    TEMPLATE = "template"  # waits for another person's approval
    GIVEN_BACK = "given_back"  # a street or a site, by a command, by one person
    LOG = "log"  # the desk's log is not as it was written
    LOOK = "look"  # anything else, in a sentence of its own
    TEST = "test"


class Outcome(StrEnum):
    """Of one call. Written as `CALLING` before anything is sent."""

    CALLING = "calling"
    REACHED = "reached"  # a push service took it, or a page of theirs is open and listens
    FAILED = "failed"
    NO_DEVICE = "no_device"


PAGE, INTERRUPTED, GONE, OTHER_KEY = NOTES = ("page", "interrupted", "gone", "other key")
"""What stands in a call's detail: an open page listens; a crash cut it off; its push service calls
the device gone; it subscribed with a key that is no longer here. `2/3`: two of three devices."""


class Said(StrEnum):
    COMING = "coming"
    CANNOT = "cannot"
    OPENED = "opened"


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """`turn`: 1 while people are called one after the other, 2 and more when all are at once.
    `detail`: for the list of rings: `NOTES`, `2/3`, or what a push service answered."""

    id: int = 0
    staff: int
    turn: int
    at: datetime
    outcome: Outcome = Outcome.CALLING
    detail: str = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    staff: int
    at: datetime
    said: Said


class Concern(msgspec.Struct, frozen=True, kw_only=True):
    """A hazard and the ground where it is about it: whoever acts on a ring may act on each."""

    kind: Kind
    ground: Area


class Recall(StrEnum):
    """Of the notice that a ring left on a device: once the ring is over, a quiet one that says so
    takes its place, and is tried again until a push service took it. Written as `SENDING` before
    it is sent."""

    OWED = "owed"
    SENDING = "sending"
    TAKEN = "taken"
    FAILED = "failed"  # for good
    KEPT = "kept"  # it stands: nothing is over, or a later ring took its place


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    """A device that was pushed to, as far as its push service did not refuse. `tries`: of its
    recall, `at`: the last one, `detail`: why that failed, `due`: not again before."""

    device: int
    staff: int
    recall: Recall = Recall.OWED
    at: datetime | None = None
    detail: str = ""
    tries: int = 0
    due: datetime | None = None


class Ring(msgspec.Struct, frozen=True, kw_only=True):
    """`subject`: `submission:3`, `alert:…`, `audit`, `push:https://…`. `staff`: whom alone it is
    for; None: whoever may do something about it. `about`: what an act said with it, such as the
    reason of a return. `unheard`: since when everybody was called and nobody answered.
    `concerns`: what it is about, where the subject alone does not say it; `widened`: since when all
    approvers are called, because nobody may act on each of these.
    """

    id: int = 0
    why: Why
    subject: str
    staff: int | None = None
    exercise: bool
    about: str = ""
    begun: datetime
    ended: datetime | None = None
    unheard: datetime | None = None
    concerns: tuple[Concern, ...] = ()
    widened: datetime | None = None
    calls: tuple[Call, ...] = ()
    answers: tuple[Answer, ...] = ()
    rung: tuple[Rung, ...] = ()

    @property
    def key(self) -> tuple[Why, str, int | None]:
        """At most one ring of a key goes on at a time."""
        return self.why, self.subject, self.staff

    def answer_of(self, staff: int) -> Answer | None:
        """Their last one."""
        return next((one for one in reversed(self.answers) if one.staff == staff), None)

    def is_for(self, staff: int) -> bool:
        """Whether this person was called and has not answered since."""
        if self.ended is not None:
            return False
        called = [one.at for one in self.calls if one.staff == staff]
        answer = self.answer_of(staff)
        return bool(called) and (answer is None or answer.at < called[-1])


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """A browser of a person of the desk, subscribed to rings with the desk's own key.

    `lost`: since when its push service calls it gone; it is called no more until it is set up anew.
    """

    id: int = 0
    staff: int
    label: str
    language: str
    endpoint: str
    service: str
    public_key: bytes
    auth: bytes
    key_id: str
    added: datetime
    lost: datetime | None = None


CALLS_KEPT = timedelta(days=90)
"""For so long after a ring has ended it is kept with its calls; the log keeps ring and answer."""
