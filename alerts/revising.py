"""Step -> Revision: the next state of an alert, as it will be sent."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from alerts.announcing import read_announcements
from alerts.languages import known
from alerts.meaning import Meaning
from alerts.model import Alert, Authority, Holding, Mode, Phase, Revision
from alerts.report import Code, Hazard, Report, Status, Text
from alerts.triage import Step, expiry

REVIEW_PARAMETER = "hansho:review"
# An exercise for walking the way says so; no other shows one (DOMAIN section 8).
DRILL_PARAMETER = "hansho:drill"
WALK = "walk"
# An order never expires by itself: it has a time at which the desk looks again (DOMAIN 1).
DEFAULT_REVIEW_AFTER = timedelta(hours=12)


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What the service adds to a revision from outside the report."""

    mode: Mode
    time_zone: str
    now: datetime


def first_revision(alert_id: str, report: Report, step: Step, setting: Setting) -> Revision:
    """Revision 1. The step carries a hazard, its meaning and its match."""
    assert step.hazard is not None
    assert step.meaning is not None
    assert step.match is not None
    hazard, said = step.hazard, step.meaning
    return Revision(
        alert_id=alert_id,
        number=1,
        mode=setting.mode,
        phase=Phase.LIVE,
        authority=said.authority,
        kind=said.kind,
        strength=said.strength,
        order=said.order,
        area=step.match.area,
        place_names=step.match.names,
        texts=hazard.texts,
        issuer=_issuer(hazard, report),
        issuer_names=_issuer_names(hazard),
        sent=report.sent,
        issued=setting.now,
        onset=hazard.onset,
        expires=None if said.order is not None else expiry(hazard, report.sent),
        review=review_time(hazard, said, report.sent),
        time_zone=setting.time_zone,
        note=note_of(report),
        names_level=said.names_level,
        walks=Code(name=DRILL_PARAMETER, value=WALK) in hazard.parameters,
        announces=read_announcements(hazard.parameters, said.authority),
    )


def note_of(report: Report) -> str:
    """What the issuer says to people of its message; an exercise's note only names the exercise."""
    return "" if report.status is Status.EXERCISE else report.note


def next_revision(
    alert: Alert, report: Report, step: Step, setting: Setting, standing: Iterable[Revision]
) -> Revision:
    """Revision n + 1: a change, an all-clear or a withdrawal. `standing`: see `ending`."""
    if step.phase is Phase.LIVE:
        changed = first_revision(alert.id, report, step, setting)
        return msgspec.structs.replace(
            changed, number=alert.latest.number + 1, mode=alert.latest.mode
        )
    texts = step.hazard.texts if step.hazard is not None else ()
    return ending(
        alert, step.phase, report.sent, setting, standing, texts=texts, note=note_of(report)
    )


def ending(
    alert: Alert,
    phase: Phase,
    sent: datetime,
    setting: Setting,
    standing: Iterable[Revision],
    *,
    texts: Sequence[Text] = (),
    note: str = "",
    by_us: bool = False,
    stopped: bool = False,
) -> Revision:
    """All-clear or withdrawal of everything the alert last said, for the recorded alone.

    `standing`: the newest revisions of all that is live once this alert has ended.
    """
    last = alert.latest
    return msgspec.structs.replace(
        last,
        number=last.number + 1,
        phase=phase,
        sent=sent,
        issued=setting.now,
        texts=tuple(texts),
        onset=None,
        note=note,
        withdrawn_here=by_us,
        stopped=stopped,
        still_holds=tuple(_holding(one) for one in standing if _still_holds(one, last)),
        lifetime_floor=alert.longest_valid_until,
    )


def is_unchanged(before: Revision, after: Revision) -> bool:
    """Whether a re-issue says nothing new to people: then it is no revision and no push.

    A later expiry is news (phones would drop the alert); a mere later `sent` or `issued` is not.
    """
    same = msgspec.structs.replace(
        after, number=before.number, sent=before.sent, issued=before.issued, note=before.note
    )
    return same == before


def review_time(hazard: Hazard, said: Meaning, sent: datetime) -> datetime | None:
    """When the desk must look again; only orders have one."""
    if said.order is None:
        return None
    for parameter in hazard.parameters:
        if parameter.name == REVIEW_PARAMETER:
            try:
                named = datetime.fromisoformat(parameter.value)
            except ValueError:
                break
            if named.tzinfo is not None:
                return named
            break
    return sent + DEFAULT_REVIEW_AFTER


def _issuer(hazard: Hazard, report: Report) -> str:
    return next((text.sender_name for text in hazard.texts if text.sender_name), report.sender)


def _issuer_names(hazard: Hazard) -> dict[str, str]:
    named = ((known(text.language), text.sender_name) for text in hazard.texts)
    return {language: name for language, name in named if language and name}


def _still_holds(other: Revision, ended: Revision) -> bool:
    """What somebody told of this ending must not forget: whatever is live on the same ground.

    Also what asks for nothing: without it "we know of no other alert" would not be true. Exercises
    are never named beside real alerts, nor the other way round.
    """
    return (
        other.alert_id != ended.alert_id
        and other.mode is ended.mode
        and other.area.intersects(ended.area)
    )


def _holding(revision: Revision) -> Holding:
    return Holding(
        kind=revision.kind,
        strength=revision.strength,
        authority=revision.authority,
        order=revision.order if revision.authority is Authority.MAYOR else None,
        place_names=revision.place_names,
        names_level=revision.names_level,
    )
