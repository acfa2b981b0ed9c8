"""What the stages of the pipeline work with, and what becomes of what they take in."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from alerts import revising, triage
from alerts.model import Origin, Revision
from alerts.phrases import Phrasebook
from alerts.ports import AlertStore
from alerts.release import DEFAULT, Handling, Release, ReleasePolicy
from alerts.report import Report, Unreadable
from alerts.triage import Outcome, Policy, Step
from geo.places import Gazetteer


class Means(msgspec.Struct, frozen=True, kw_only=True):
    """What the stages work with. `new_id` draws an alert id: 16 random base32 characters.
    `may_go`: what of a feed may go by itself, as the town has decided at this moment. `stored` is
    told of every transaction that issued something, so that it leaves while more is put into words.
    """

    alerts: AlertStore
    gazetteer: Gazetteer
    phrases: Phrasebook
    policy: Policy
    languages: tuple[str, ...]
    base_url: str
    time_zone: str
    new_id: Callable[[], str]
    may_go: Callable[[], ReleasePolicy] = lambda: DEFAULT
    stored: Callable[[], None] = lambda: None


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one step of one message: the line that `hansho check` prints."""

    outcome: Outcome
    reason: str = ""
    item: Report | Unreadable
    step: Step | None = None
    revision: Revision | None = None
    linked: str = ""
    origin: Origin | None = None
    release: Release | None = None

    @property
    def handling(self) -> Handling | None:
        """How its revision goes out; None where there is none, or an operator handed it over."""
        return None if self.release is None else self.release.handling


def origin_of(taken: Taken) -> Origin:
    """Of what became a revision."""
    step, report = taken.step, taken.item
    if taken.origin is not None:
        return taken.origin
    assert step is not None
    assert isinstance(report, Report)
    if step.alert is not None:
        return step.alert.origin
    return Origin(sender=report.sender, source=report.source, part=step.part)


def setting_of(report: Report, means: Means, now: datetime) -> revising.Setting:
    """What the service adds to each revision that this report leads to."""
    mode = triage.mode_of(report, means.policy)
    return revising.Setting(mode=mode, time_zone=means.time_zone, now=now)
