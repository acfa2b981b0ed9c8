"""Desk: everything that people of the desk can do, in four rooms. Pages and commands call these.

    compose → checks, preview, reach → submit → another person: ask, approve → sent
                                              → update, withdraw, lift

| room | acts |
|---|---|
| `composing` | begin_empty, begin_from_{template,report,alert}, begin_lifting, save, place |
| | preview, checks |
| `reaching` | warm, reach |
| `deciding` | submit, ask, approve, agree, give_back, reject, begin_withdrawal, expire |
| `templates` | save, ask, approve, break_glass, break_glass_here |

Every act takes `now`, checks who may do it, and is in the log. What is refused is an exception of
`service.desk.acting` whose message says what to do next.
"""

from datetime import datetime

import msgspec

from alerts.model import Alert, Phase
from service.desk.composing import Composing
from service.desk.deciding import Deciding
from service.desk.freezing import Freezing
from service.desk.means import DeskMeans
from service.desk.reach import Reaching
from service.desk.templates import Templates


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """An order whose review time has come: somebody has to look whether it still holds."""

    alert_id: str
    number: int
    review: datetime


class Desk:
    """One for the service. Any thread."""

    def __init__(self, means: DeskMeans) -> None:
        freezing = Freezing(means)
        self.means = means
        self.composing = Composing(means)
        self.deciding = Deciding(means, self.composing, freezing)
        self.templates = Templates(means, self.composing, freezing, self.deciding)
        self.freezing = freezing

    @property
    def reaching(self) -> Reaching:
        return self.means.reaching

    def due(self, now: datetime) -> tuple[Due, ...]:
        """Orders to be reviewed now, the longest overdue first. They go on holding meanwhile."""
        return due_among(self.means.core.alerts.live(now), now)


def due_among(alerts: tuple[Alert, ...], now: datetime) -> tuple[Due, ...]:
    found = [
        Due(alert_id=one.id, number=one.latest.number, review=one.latest.review)
        for one in alerts
        if one.latest.phase is Phase.LIVE and one.latest.review and one.latest.review <= now
    ]
    return tuple(sorted(found, key=lambda one: one.review))
