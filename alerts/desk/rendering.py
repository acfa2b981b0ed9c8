"""Draft -> everything that would go out because of it, as bytes; the same again at approval.

Nothing is stored here. Rendering twice with one stamp gives the same bytes, unless
words, ground, alert or settings have changed meanwhile: that is what approval looks for.
"""

from datetime import datetime

import msgspec

from alerts import revising
from alerts.channels.cap_writer import NotWritable
from alerts.desk.compiling import Compiled, Stamp, Voice, cap_of, compiled
from alerts.desk.draft import Draft, What
from alerts.desk.submission import Frozen, rest_of, root_of
from alerts.model import Alert, Holding, Origin, Phase, Revision
from alerts.pipeline import Means, editions_of, issue_of, origin_of, revised
from alerts.ports import Edition, Issue
from alerts.report import ReportKey, Text
from geo.area import Refused


class Rendered(msgspec.Struct, frozen=True, kw_only=True):
    """What would be issued, what is frozen of it, and the CAP bytes ("" where none is written)."""

    issue: Issue
    frozen: Frozen
    cap: bytes
    key: ReportKey | None
    references: tuple[ReportKey, ...]


def rendered(
    draft: Draft,
    stamp: Stamp,
    voice: Voice,
    means: Means,
    now: datetime,
    holding: tuple[Holding, ...] | None = None,
) -> Rendered | Refused:
    """An order, a notice or a lifting. `holding`: what the prepared endings name; None: as it is.

    Refused, with a sentence that says what to do, for whatever could not go out as it stands.
    """
    if draft.what is What.LIFTING:
        return _lifting(draft, stamp, voice, means, now)
    message = compiled(draft, stamp, voice, means.gazetteer)
    if isinstance(message, Refused):
        return message
    made = _revised(draft, stamp, message, means, now)
    if isinstance(made, Refused):
        return made
    origin, revision = made
    known = means.alerts.alert(revision.alert_id)
    alert = _alert_after(origin, revision, known)
    standing = _standing_beside(alert, means, now) if holding is None else holding
    withdrawal = _prepared(alert, Phase.WITHDRAWN, stamp, standing, means, now)
    all_clear = _prepared(alert, Phase.ALL_CLEAR, stamp, standing, means, now)
    area = revision.area
    rest = rest_of(area, root_of(withdrawal), root_of(all_clear))
    issue = issue_of(origin, revision, means, None if known is None else known.latest, rest)
    return Rendered(
        issue=issue,
        frozen=Frozen(
            area=area,
            alert=issue.editions,
            withdrawal=withdrawal,
            all_clear=all_clear,
            holding=standing,
        ),
        cap=message.cap,
        key=message.report.key,
        references=message.report.references,
    )


def withdrawn(
    alert: Alert,
    stamp: Stamp,
    means: Means,
    now: datetime,
    note: str = "",
    *,
    stopped: bool = False,
) -> Rendered | Refused:
    """The withdrawal of one alert, whoever it came from, with what holds at this moment.

    `stopped`: of an exercise, because something real is live; it was no error then.
    """
    return _ended(alert, Phase.WITHDRAWN, stamp, means, now, note=note, stopped=stopped)


def _revised(
    draft: Draft, stamp: Stamp, message: Compiled, means: Means, now: datetime
) -> tuple[Origin, Revision] | Refused:
    fixed = msgspec.structs.replace(means, new_id=lambda: stamp.alert_id)
    taken = revised(message.report, (message.match,), fixed, now)
    revision = taken[0].revision if len(taken) == 1 else None
    if revision is None:
        reasons = "; ".join(one.reason for one in taken if one.reason)
        return Refused(f"It would not be sent: {reasons or 'nothing new is said'}.")
    if revision.mode is not draft.mode:
        return Refused("This service cannot send in this draft's mode; begin a new draft.")
    if revision.alert_id != stamp.alert_id or revision.phase is not Phase.LIVE:
        return Refused("It would change another alert than the one named; begin a new draft.")
    return origin_of(taken[0]), revision


def _lifting(
    draft: Draft, stamp: Stamp, voice: Voice, means: Means, now: datetime
) -> Rendered | Refused:
    alert = means.alerts.alert(draft.alert_id)
    if alert is None:
        return Refused("The alert that is to end is not known here. Choose one that is live.")
    if alert.latest.mode is not draft.mode:
        return Refused("An exercise cannot end a real alert, nor the other way round.")
    cap = b""
    if stamp.previous is not None:
        try:
            cap = cap_of(_about_what_is(draft, alert.latest), stamp, voice, Phase.ALL_CLEAR)
        except NotWritable as error:
            return Refused(str(error))
    texts = tuple(
        Text(language=one.language, event="解除", description=one.text) for one in draft.texts
    )
    made = _ended(alert, Phase.ALL_CLEAR, stamp, means, now, texts=texts)
    return made if isinstance(made, Refused) else msgspec.structs.replace(made, cap=cap)


def _about_what_is(draft: Draft, last: Revision) -> Draft:
    """An all-clear is over what is live, whatever its draft was made from or says of a place."""
    return msgspec.structs.replace(
        draft, kind=last.kind, order=last.order, area=last.area, place_names=last.place_names
    )


def _ended(
    alert: Alert,
    phase: Phase,
    stamp: Stamp,
    means: Means,
    now: datetime,
    *,
    texts: tuple[Text, ...] = (),
    note: str = "",
    stopped: bool = False,
) -> Rendered | Refused:
    if alert.latest.phase is not Phase.LIVE:
        return Refused(f"This alert is over already ({alert.latest.phase.value}).")
    standing = [one.latest for one in means.alerts.live(now)]
    revision = revising.ending(
        alert,
        phase,
        stamp.sent,
        _setting(alert, means, now),
        standing,
        texts=texts,
        note=note,
        by_us=phase is Phase.WITHDRAWN,
        stopped=stopped,
    )
    issue = issue_of(alert.origin, revision, means, alert.latest, rest_of(revision.area))
    frozen = Frozen(area=revision.area, alert=issue.editions, holding=revision.still_holds)
    return Rendered(issue=issue, frozen=frozen, cap=b"", key=None, references=())


def _prepared(
    alert: Alert,
    phase: Phase,
    stamp: Stamp,
    holding: tuple[Holding, ...],
    means: Means,
    now: datetime,
) -> tuple[Edition, ...]:
    revision = _ending_of(alert, phase, stamp.sent, means, now)
    fixed = msgspec.structs.replace(revision, still_holds=holding)
    return editions_of(fixed, means, alert.latest, rest_of(fixed.area))


def _standing_beside(alert: Alert, means: Means, now: datetime) -> tuple[Holding, ...]:
    standing = [one.latest for one in means.alerts.live(now)]
    sent, setting = alert.latest.sent, _setting(alert, means, now)
    return revising.ending(alert, Phase.ALL_CLEAR, sent, setting, standing).still_holds


def _ending_of(alert: Alert, phase: Phase, sent: datetime, means: Means, now: datetime) -> Revision:
    by_us = phase is Phase.WITHDRAWN
    return revising.ending(alert, phase, sent, _setting(alert, means, now), (), by_us=by_us)


def _setting(alert: Alert, means: Means, now: datetime) -> revising.Setting:
    return revising.Setting(mode=alert.latest.mode, time_zone=means.time_zone, now=now)


def _alert_after(origin: Origin, revision: Revision, known: Alert | None) -> Alert:
    """The alert as it would stand once this is issued."""
    first, longest = revision.issued, revision.valid_until
    if known is not None:
        first, longest = known.first_issued, max(known.longest_valid_until, longest)
    return Alert(
        id=revision.alert_id,
        origin=origin,
        latest=revision,
        first_issued=first,
        longest_valid_until=longest,
    )
