"""The way of the data, in order. Read this file first; it holds no rule.

    report ──► alert ──► audience ──► message ──► delivery
    source     triage    geo          wording     dispatch

`take` carries bytes of a source as far as the ledger: the report is read (`sources`), matched to
the ground (`matching`), judged (`triage`), made the next revision of an alert (`revising`), put
into words for every language (`wording`), and issued in one transaction. `record_waves` turns an
issued revision into recipients. What is owed to them is then delivered by
`service.sending`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

import msgspec
import numpy as np

from alerts import audience, folding_reports, hearing, revising, triage
from alerts.feed import Feed
from alerts.folding import Table
from alerts.matching import Match, grounds, match
from alerts.model import Alert, Origin, Phase, Revision
from alerts.phrases import Phrasebook
from alerts.ports import (
    AlertStore,
    Edition,
    Issue,
    Ledger,
    OpenRevision,
    RevisionOutOfOrder,
    Runs,
    SubscriptionStore,
    Wave,
)
from alerts.push.payload import payload
from alerts.release import DEFAULT, Handling, Release, ReleasePolicy
from alerts.releasing import releases
from alerts.report import Hazard, Report, Unreadable
from alerts.sources.geojson_mapping import Mapping
from alerts.sources.reading import read
from alerts.triage import Outcome, Policy, Step
from alerts.voices import Voice, cells_of
from alerts.wording import messages
from geo.area import Refused
from geo.places import Gazetteer

_TRIES = 5


class Means(msgspec.Struct, frozen=True, kw_only=True):
    """What the stages work with. `new_id` draws an alert id: 16 random base32 characters.
    `may_go`: what of a feed may go by itself, as the town has decided at this moment.
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


def take(
    raw: bytes,
    means: Means,
    now: datetime,
    *,
    feed: Feed | None = None,
    mapping: Mapping | None = None,
) -> tuple[Taken, ...]:
    """Takes in everything that these bytes hold. Bad items are set aside; the others go on.

    `feed`: by which they came of themselves; None: an operator handed them over. `mapping`: what
    the properties of that feed's own GeoJSON mean.
    """
    return tuple(
        one
        for item in read(raw, arrived=now, mapping=mapping)
        for one in take_item(item, raw, means, now, feed)
    )


def take_item(
    item: Report | Unreadable, raw: bytes, means: Means, now: datetime, feed: Feed | None = None
) -> tuple[Taken, ...]:
    if isinstance(item, Unreadable):
        if not item.is_empty:
            means.alerts.set_aside(raw, item.reason, now)
        return (Taken(outcome=Outcome.ERROR, reason=item.reason, item=item),)
    by_voices = bool(item.stream) and triage.gate(item, means.policy) is None
    for _ in range(_TRIES):
        try:
            if by_voices:
                taken = _issue_stream(item, means, now, feed)
            else:
                matches = tuple(match(hazard, means.gazetteer) for hazard in item.hazards)
                taken = _issue_report(item, matches, means, now, feed)
        except RevisionOutOfOrder:
            continue
        _set_aside_held(raw, taken, means, now)
        return taken
    raise RevisionOutOfOrder(f"{item.identifier}: {_TRIES} other revisions came first; try again")


def _issue_report(
    report: Report,
    matches: Sequence[Match | Refused],
    means: Means,
    now: datetime,
    feed: Feed | None,
) -> tuple[Taken, ...]:
    taken, voices = _revised_by_reference(report, matches, means, now)
    taken = _released(taken, report, means, now, feed)
    issues = [_issue(one, means) for one in taken if one.revision is not None]
    linked = [one.linked for one in taken if one.linked]
    steps = [one.step for one in taken if one.step is not None]
    if issues or linked or any(triage.is_heard(step, report) for step in steps):
        means.alerts.issue(issues, report.key, triage.own_references(report), linked, voices)
    return taken


def _revised_by_reference(
    report: Report, matches: Sequence[Match | Refused], means: Means, now: datetime
) -> tuple[tuple[Taken, ...], tuple[Voice, ...]]:
    """As `revised`, with all that other sources say of the same."""
    steps = triage.triage(report, matches, _known(report, means), means.policy, now)
    setting = _setting(report, means, now)
    table = Table(means.alerts, setting, means.new_id)
    numbers, heard = folding_reports.folded(report, steps, table, means.policy, setting)
    alone = [step for number, step in enumerate(steps) if number not in numbers]
    shared = tuple(_taken_of(report, one) for one in heard)
    taken = tuple(_revise_all(report, alone, means, now))
    voices = (_voice_of(report, one, means, setting) for one in taken)
    return (*shared, *taken), (*table.changed, *(one for one in voices if one is not None))


def _voice_of(
    report: Report, taken: Taken, means: Means, setting: revising.Setting
) -> Voice | None:
    step = taken.step
    if step is None or not folding_reports.is_agency(step, report, means.policy):
        return None
    alert_id = taken.linked if taken.revision is None else taken.revision.alert_id
    return folding_reports.voice_after(
        report, step, taken.revision, alert_id, means.alerts, setting
    )


def _setting(report: Report, means: Means, now: datetime) -> revising.Setting:
    mode = triage.mode_of(report, means.policy)
    return revising.Setting(mode=mode, time_zone=means.time_zone, now=now)


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


def _issue_stream(
    report: Report,
    means: Means,
    now: datetime,
    feed: Feed | None,
) -> tuple[Taken, ...]:
    """Of a report that goes on about what others of its stream said: by voices."""
    result = hearing.hear(
        report,
        tuple(grounds(hazard, means.gazetteer) for hazard in report.hazards),
        means.alerts,
        means.policy,
        _setting(report, means, now),
        means.new_id,
    )
    taken = tuple(_taken_of(report, one) for one in result.heard)
    taken = _released(taken, report, means, now, feed)
    issues = [_issue(one, means) for one in taken if one.revision is not None]
    if issues or result.voices:
        means.alerts.issue(issues, report.key, (), voices=result.voices)
    return taken


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
    setting = _setting(report, means, now)
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


def _issue(taken: Taken, means: Means) -> Issue:
    assert taken.revision is not None
    assert taken.step is not None
    known, release = taken.step.alert, taken.release
    made = issue_of(origin_of(taken), taken.revision, means, known.latest if known else None)
    untold = release is not None and release.handling is not Handling.AUTOMATIC
    return msgspec.structs.replace(made, untold=untold, release=release)


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


def issue_of(
    origin: Origin, revision: Revision, means: Means, previous: Revision | None, rest: bytes = b""
) -> Issue:
    """The revision with its cells and with every text in every language: what will be sent.

    `previous` is the alert's revision before, so that the texts can say what changed. `rest` as
    `payload` takes it: what goes through the desk has it.
    """
    editions = editions_of(revision, means, previous, rest)
    return Issue(origin=origin, revision=revision, runs=cells_of(revision.area), editions=editions)


def editions_of(
    revision: Revision, means: Means, previous: Revision | None, rest: bytes = b""
) -> tuple[Edition, ...]:
    """The texts alone; all as in `issue_of`."""
    return tuple(
        Edition(
            language=message.language,
            relation=message.relation,
            payload=payload(message, revision, base_url=means.base_url, rest=rest),
        )
        for message in messages(revision, means.phrases, means.languages, previous=previous)
    )


def _set_aside_held(raw: bytes, taken: Sequence[Taken], means: Means, now: datetime) -> None:
    held = (Outcome.NOT_PUBLIC, Outcome.QUARANTINED, Outcome.UNMATCHED)
    for one in taken:
        if one.outcome in held:
            means.alerts.set_aside(raw, f"{one.outcome.value}: {one.reason}", now)


def end(alert: Alert, phase: Phase, report: Report | None, means: Means, now: datetime) -> Revision:
    """An operator's all-clear (with its text) or withdrawal of one alert. Issues and returns it.

    Raises `RevisionOutOfOrder` when the alert changed meanwhile: read it again and decide anew.
    """
    setting = revising.Setting(mode=alert.latest.mode, time_zone=means.time_zone, now=now)
    hazards: tuple[Hazard, ...] = report.hazards if report is not None else ()
    texts = tuple(text for hazard in hazards for text in hazard.texts)
    revision = revising.ending(
        alert,
        phase,
        report.sent if report is not None else now,
        setting,
        [one.latest for one in means.alerts.live(now)],
        texts=texts,
        note=revising.note_of(report) if report is not None else "",
        by_us=phase is Phase.WITHDRAWN,
    )
    key = report.key if report is not None else None
    references = triage.own_references(report) if report is not None else ()
    means.alerts.issue([issue_of(alert.origin, revision, means, alert.latest)], key, references)
    return revision


def record_waves(
    open_revision: OpenRevision,
    alerts: AlertStore,
    subscriptions: SubscriptionStore,
    ledger: Ledger,
    now: datetime,
) -> Iterator[Wave]:
    """Records the recipients of an issued revision wave by wave; yields each once it is durable."""
    alert_id, number = open_revision.alert_id, open_revision.number
    alert = alerts.alert(alert_id)
    if alert is None or alert.latest.number != number:
        return
    runs, phase = alerts.runs(alert_id), alert.latest.phase
    if (first := _head(open_revision, phase, runs, subscriptions, ledger, now)) is not None:
        ledger.record(alert_id, number, first)
        yield first
    inside, ranks = subscriptions.audience(runs, open_revision.cutoff, now)
    recorded = ledger.recorded(alert_id, before=number)
    holders = ledger.holders(alert_id, number - 1) if number > 1 else recorded
    people = audience.audience(phase, inside, ranks, recorded, holders)
    for wave in audience.waves(people):
        ledger.record(alert_id, number, wave)
        yield wave


def _head(
    open_revision: OpenRevision,
    phase: Phase,
    runs: Runs,
    subscriptions: SubscriptionStore,
    ledger: Ledger,
    now: datetime,
) -> Wave | None:
    """Of whoever was told first before, else of whoever is found first: never a look at everybody.

    None after a crash: the first push has left long since.
    """
    if open_revision.cursor is not None:
        return None
    among, held, before = None, np.empty(0, np.int64), open_revision.number - 1
    if before:
        among, held = ledger.first_told(open_revision.alert_id, before)
    few = subscriptions.foremost(runs, open_revision.cutoff, now, among, audience.HEAD_LOOKED_AT)
    return audience.head(phase, *few, held)
