"""The way of the data, in order. Read this file first; it holds no rule.

    report ──► alert ──► audience ──► message ──► delivery
    source     triage    geo          wording     dispatch

`take` carries bytes of a source as far as the ledger: the report is read (`sources`), matched to
the ground (`matching`), judged by reference or by voices and made the next revision of an alert
(`judging`), put into words for every language (`wording`), and issued in one transaction.
`record_waves` turns an issued revision into recipients. What is owed to them is then delivered by
`service.sending`.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec
import numpy as np

from alerts import audience, revising, triage
from alerts.feed import Feed
from alerts.judging import by_reference, by_voices, revised
from alerts.matching import match
from alerts.model import Alert, Origin, Phase, Revision
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
from alerts.release import Handling
from alerts.renewing import is_due, renewed
from alerts.report import Hazard, Report, ReportKey, Unreadable
from alerts.sources.geojson_mapping import Mapping
from alerts.sources.reading import read
from alerts.strongest_first import Instalment, instalments
from alerts.taking import Means, Taken, origin_of
from alerts.triage import Outcome
from alerts.voices import cells_of
from alerts.wording import messages

__all__ = [
    "Means",
    "Taken",
    "editions_of",
    "end",
    "issue_of",
    "origin_of",
    "record_waves",
    "renew",
    "revised",
    "take",
    "take_item",
]

_TRIES = 5


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
    is_stream = bool(item.stream) and triage.gate(item, means.policy) is None
    issue = _issue_stream if is_stream else _issue_report
    early: list[Taken] = []
    for _ in range(_TRIES):
        try:
            taken = (*early, *issue(item, means, now, feed, early))
        except RevisionOutOfOrder:
            continue
        _set_aside_held(raw, taken, means, now)
        return taken
    raise RevisionOutOfOrder(f"{item.identifier}: {_TRIES} other revisions came first; try again")


def _issue_report(
    report: Report, means: Means, now: datetime, feed: Feed | None, _early: list[Taken]
) -> tuple[Taken, ...]:
    matches = tuple(match(hazard, means.gazetteer) for hazard in report.hazards)
    taken, voices = by_reference(report, matches, means, now, feed)
    issues = [_issue(one, means) for one in taken if one.revision is not None]
    linked = [one.linked for one in taken if one.linked]
    steps = [one.step for one in taken if one.step is not None]
    if issues or linked or any(triage.is_heard(step, report) for step in steps):
        means.alerts.issue(issues, report.key, triage.own_references(report), linked, voices)
        means.stored()
    return taken


def _issue_stream(
    report: Report, means: Means, now: datetime, feed: Feed | None, early: list[Taken]
) -> tuple[Taken, ...]:
    """`early` gets what was stored before something came between: it is not taken in again."""
    taken, voices = by_voices(report, means, now, feed)
    stream = report.sender, report.stream
    before = {one.key: one for one in means.alerts.voices_of(*stream)}
    *first, last = instalments(taken, voices, stream, before, now)
    stored: list[Taken] = []
    try:
        for one in first:
            _store(one, None, means)
            stored += one.taken
        if stored or last.taken or last.voices:
            _store(last, report.key, means)
    except RevisionOutOfOrder:
        early += stored
        raise
    return taken


def _store(what: Instalment, key: ReportKey | None, means: Means) -> None:
    means.alerts.issue([_issue(one, means) for one in what.taken], key, (), voices=what.voices)
    means.stored()


def _issue(taken: Taken, means: Means) -> Issue:
    assert taken.revision is not None
    assert taken.step is not None
    known, release = taken.step.alert, taken.release
    made = issue_of(origin_of(taken), taken.revision, means, known.latest if known else None)
    untold = release is not None and release.handling is not Handling.AUTOMATIC
    return msgspec.structs.replace(made, untold=untold, release=release)


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
    phrases = means.phrases.at_this_moment()
    return tuple(
        Edition(
            language=message.language,
            relation=message.relation,
            payload=payload(message, revision, base_url=means.base_url, rest=rest),
        )
        for message in messages(revision, phrases, means.languages, previous=previous)
    )


def _set_aside_held(raw: bytes, taken: Sequence[Taken], means: Means, now: datetime) -> None:
    """Each reason once: a telegram gives one and the same for hundreds of places."""
    for reason in dict.fromkeys(filter(None, map(_why_held, taken))):
        means.alerts.set_aside(raw, reason, now)


def _why_held(taken: Taken) -> str:
    if taken.outcome in (Outcome.NOT_PUBLIC, Outcome.QUARANTINED, Outcome.UNMATCHED):
        return f"{taken.outcome.value}: {taken.reason}"
    left_out = "" if taken.revision is None else _left_out(taken)
    return f"{Outcome.UNMATCHED.value}: {left_out}" if left_out else ""


def _left_out(taken: Taken) -> str:
    """Where people are not warned, though others are: that rings like a warning for nobody."""
    found = taken.step.match if taken.step is not None else None
    return "; ".join(found.unmatched) if found is not None else ""


def renew(means: Means, now: datetime) -> tuple[Revision, ...]:
    """Renews, without a sound, whatever would lapse though its source has spoken since.

    The rest goes on if something else came first: that was news.
    """
    due = (one for one in means.alerts.live(now) if is_due(one, now))
    return tuple(one for alert in due if (one := _renew(alert, means, now)) is not None)


def _renew(alert: Alert, means: Means, now: datetime) -> Revision | None:
    revision = renewed(alert, means.alerts.voices(alert.id), now)
    if revision is None:
        return None
    release = means.alerts.release(alert.id)
    untold = release is not None and release.handling is not Handling.AUTOMATIC
    made = issue_of(alert.origin, revision, means, alert.latest)
    # Of what was pushed no release is kept: it is no news, and takes none of its feed's rate.
    kept = msgspec.structs.replace(made, untold=untold, release=release if untold else None)
    try:
        means.alerts.issue([kept], None, ())
    except RevisionOutOfOrder:
        return None
    means.stored()
    return revision


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
