"""Who acts at the desk, and the one door through which every act has to go."""

from datetime import datetime

import msgspec

from alerts.desk.finding import Finding
from alerts.model import Kind
from geo.area import Area
from geo.errors import HanshoError
from service.desk.ports import Session, Staff
from service.desk.roles import Act, may_in


class DeskRefused(HanshoError):
    """The act cannot be done; the message says why, and what to do next."""


class NotAllowed(DeskRefused):
    """This person may not do this, here, now; the message says who may."""


class Held(DeskRefused):
    """Checks hold the draft back; `findings` are those that must be mended first."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(" ".join(one.sentence for one in findings))
        self.findings = findings


class Changed(DeskRefused):
    """What would be sent is not what was approved; nothing was. `differences` are sentences."""

    def __init__(self, differences: tuple[str, ...]) -> None:
        super().__init__(" ".join(differences))
        self.differences = differences


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """A person of the desk in a session, both as they stand in the store at this moment."""

    staff: Staff
    session: Session

    @property
    def number(self) -> int:
        return self.staff.number


def allow(who: Who, act: Act, kind: Kind | None, area: Area | None, now: datetime) -> None:
    """Raises NotAllowed with the reason."""
    reason = may_in(who.session, who.staff, act, kind=kind, area=area, now=now)
    if reason is not None:
        raise NotAllowed(reason)
