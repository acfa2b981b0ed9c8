"""Report -> what becomes of it: by reference or by voices, and how each revision goes out.

Nothing is rendered or stored here (docs/triage.md).
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import msgspec

from alerts import folding_reports, hearing, revising, triage
from alerts.feed import Feed
from alerts.folding import Table
from alerts.matching import Match, grounds
from alerts.model import Phase, Revision
from alerts.release import Handling, is_proven
from alerts.releasing import releases
from alerts.report import Report
from alerts.taking import Means, Taken, origin_of, setting_of
from alerts.triage import Outcome, Step
from alerts.voices import Voice
from geo.area import Refused


def by_voices(
    report: Report, means: Means, now: datetime, feed: Feed | None
) -> tuple[tuple[Taken, ...], tuple[Voice, ...]]:
    """Of a report that goes on about what others of its stream said."""
    result = hearing.hear(
        report,
        tuple(grounds(hazard, means.gazetteer) for hazard in report.hazards),
        means.alerts,
        means.policy,
        setting_of(report, means, now),
        means.new_id,
        "" if feed is None else feed.name,
        is_proven=is_proven(report, feed),
    )
    heard = tuple(_taken_of(report, one) for one in result.heard)
    taken = _released(heard, report, means, now, feed)
    return tuple(_unless_in_vain(one, result.retold) for one in taken), result.voices


def by_reference(
    report: Report,
    matches: Sequence[Match | Refused],
    means: Means,
    now: datetime,
    feed: Feed | None,
) -> tuple[tuple[Taken, ...], tuple[Voice, ...]]:
    """Of a report that refers to others, with all that other sources say of the same."""
    sure = is_proven(report, feed)
    steps = triage.triage(report, matches, _known(report, means), means.policy, now)
    if not sure:
        steps = tuple(folding_reports.unless_only_claimed(one, means.alerts) for one in steps)
    setting = setting_of(report, means, now)
    table = Table(means.alerts, setting, means.new_id, "" if feed is None else feed.name)
    numbers, heard = folding_reports.folded(
        report, steps, table, means.policy, setting, is_proven=sure
    )
    alone = [step for number, step in enumerate(steps) if number not in numbers]
    shared = tuple(_taken_of(report, one) for one in heard)
    taken = tuple(_revise_all(report, alone, means, now))
    voices = (_voice_of(report, one, means, setting, is_proven=sure) for one in taken)
    changed = (*table.changed, *(one for one in voices if one is not None))
    return _released((*shared, *taken), report, means, now, feed), changed


def _voice_of(
    report: Report, taken: Taken, means: Means, setting: revising.Setting, *, is_proven: bool
) -> Voice | None:
    step = taken.step
    if step is None or not folding_reports.is_agency(step, report, means.policy):
        return None
    alert_id = taken.linked if taken.revision is None else taken.revision.alert_id
    return folding_reports.voice_after(
        report, step, taken.revision, alert_id, means.alerts, setting, is_proven=is_proven
    )


def _taken_of(report: Report, heard: hearing.Heard) -> Taken:
    step = heard.step
    return Taken(
        outcome=step.outcome,
        reason=step.reason,
        item=report,
        step=step,
        revision=heard.revision,
        linked="" if heard.revision is not None else heard.alert_id,
        origin=heard.origin,
    )


def _unless_in_vain(taken: Taken, retold: Collection[str]) -> Taken:
    """What was only shown before, and would only be shown again, is an unchanged re-issue."""
    revision, handling = taken.revision, taken.handling
    if revision is None or revision.alert_id not in retold:
        return taken
    if handling in (None, Handling.AUTOMATIC):
        return taken
    return msgspec.structs.replace(
        taken,
        outcome=Outcome.DUPLICATE,
        reason=hearing.UNCHANGED,
        revision=None,
        release=None,
        linked=revision.alert_id,
    )


def _released(
    taken: tuple[Taken, ...], report: Report, means: Means, now: datetime, feed: Feed | None
) -> tuple[Taken, ...]:
    """With how each revision goes out. An operator's own hand needs no judging."""
    if feed is None:
        return taken
    made = [(one.revision, origin_of(one).part if one.revision else "") for one in taken]
    judged = releases(made, report, feed, means.may_go(), means.alerts, now)
    replace = msgspec.structs.replace
    return tuple(replace(one, release=how) for one, how in zip(taken, judged, strict=True))


def revised(
    report: Report, matches: Sequence[Match | Refused], means: Means, now: datetime
) -> tuple[Taken, ...]:
    """What taking this report in now would lead to; neither rendered nor stored."""
    steps = triage.triage(report, matches, _known(report, means), means.policy, now)
    return tuple(_revise_all(report, steps, means, now))


def _revise_all(report: Report, steps: Sequence[Step], means: Means, now: datetime) -> list[Taken]:
    """Endings last, for each says what still holds once the whole report has been taken in."""
    ended = {step.alert.id for step in steps if step.acts and step.alert and not _goes_on(step)}
    standing = {one.id: one.latest for one in means.alerts.live(now) if one.id not in ended}
    taken: dict[int, Taken] = {}
    for place, step in sorted(enumerate(steps), key=lambda one: not _goes_on(one[1])):
        one = _revise(report, step, standing.values(), means, now)
        taken[place] = one
        if one.revision is not None and _goes_on(step):
            standing[one.revision.alert_id] = one.revision
    return [taken[place] for place in range(len(steps))]


def _goes_on(step: Step) -> bool:
    return step.phase is Phase.LIVE


def _known(report: Report, means: Means) -> triage.Known:
    return triage.Known(
        is_known=means.alerts.is_known(report.key),
        is_superseded=means.alerts.is_superseded(report.key),
        referenced=folding_reports.seen_by(
            report, means.alerts.alerts_of(report.references), means.alerts
        ),
    )


def _revise(
    report: Report, step: Step, standing: Iterable[Revision], means: Means, now: datetime
) -> Taken:
    taken = Taken(outcome=step.outcome, reason=step.reason, item=report, step=step)
    if not step.acts:
        return taken
    setting = setting_of(report, means, now)
    if step.alert is None:
        revision = revising.first_revision(means.new_id(), report, step, setting)
        return msgspec.structs.replace(taken, revision=revision)
    revision = revising.next_revision(step.alert, report, step, setting, standing)
    if revising.is_unchanged(step.alert.latest, revision):
        reason = "an unchanged re-issue: nobody is told again"
        return msgspec.structs.replace(
            taken, outcome=Outcome.DUPLICATE, reason=reason, linked=step.alert.id
        )
    return msgspec.structs.replace(taken, revision=revision)
