"""Reports that refer to each other (CAP), as voices among those of other sources.

What such a report says is judged by reference first (`alerts.triage`); here it joins what is live
already, or leaves it. An alert that has no other voice goes its own way, as it always did.
"""

from collections.abc import Sequence

import msgspec

from alerts import revising
from alerts.folding import Ending, Table
from alerts.hearing import CARRIED, JOINED, ONLY_CLAIMED, UNCHANGED, Heard, Said, joined
from alerts.model import Alert, Authority, Phase, Revision
from alerts.outcome import Outcome, Policy, Step, expiry
from alerts.ports import AlertStore
from alerts.report import Report, ReportKey
from alerts.voices import Voice, VoiceKey

# One family for all: a second message of the same sender is another warning, unless it refers.
_FAMILY = "report"


def seen_by(report: Report, alerts: Sequence[Alert], store: AlertStore) -> tuple[Alert, ...]:
    """These alerts as this report's sender knows them: by what it said itself, and when."""
    return tuple(_seen_by(report, alert, store) for alert in alerts)


def _seen_by(report: Report, alert: Alert, store: AlertStore) -> Alert:
    voices = store.voices(alert.id)
    mine = _mine(report, voices)
    if mine is None or len(voices) == 1:
        return alert
    origin = msgspec.structs.replace(
        alert.origin, sender=mine.key.sender, source=mine.source, part=mine.key.part
    )
    phase = mine.phase if alert.latest.phase is Phase.LIVE else alert.latest.phase
    latest = msgspec.structs.replace(alert.latest, sent=mine.sent, phase=phase)
    return msgspec.structs.replace(alert, origin=origin, latest=latest)


def _mine(report: Report, voices: Sequence[Voice]) -> Voice | None:
    """What the same sender said in what this report refers to; else the only thing it said."""
    own = [
        one
        for one in voices
        if (one.key.sender, one.source, one.key.family) == (report.sender, report.source, _FAMILY)
    ]
    named = [one for one in own if _key_of(one) in report.references]
    return named[0] if named else own[0] if len(own) == 1 else None


def _key_of(voice: Voice) -> ReportKey:
    return ReportKey(sender=voice.key.sender, identifier=voice.identifier, sent=voice.sent)


def unless_only_claimed(step: Step, store: AlertStore) -> Step:
    """For a report that nobody proves: it ends nothing that a surer source or the desk holds."""
    if step.alert is None or not step.acts or step.phase is Phase.LIVE:
        return step
    if not any(one.is_proven for one in store.voices(step.alert.id)):
        return step
    return msgspec.structs.replace(step, outcome=Outcome.QUARANTINED, reason=ONLY_CLAIMED)


def is_agency(step: Step, report: Report, policy: Policy) -> bool:
    """Whether it is an agency's word that people hear of: orders are never folded."""
    if policy.is_desk(report.sender) or not step.acts:
        return False
    if step.meaning is not None:
        return step.meaning.authority is Authority.AGENCY
    return step.alert is not None and step.alert.latest.authority is Authority.AGENCY


def folded(
    report: Report,
    steps: Sequence[Step],
    table: Table,
    policy: Policy,
    setting: revising.Setting,
    *,
    is_proven: bool,
) -> tuple[tuple[int, ...], tuple[Heard, ...]]:
    """Which steps (by place) concern what others say too, and what comes of them."""
    endings: dict[str, Ending] = {}
    said: dict[int, Said] = {}
    for number, step in enumerate(steps):
        if is_agency(step, report, policy):
            found = _shared(report, step, table, setting, endings, is_proven=is_proven)
            if found is not None:
                said[number] = found
    revisions = table.settled(endings, corrects=False) if said else {}
    return tuple(said), tuple(joined(tuple(said.values()), revisions, table))


def _shared(
    report: Report,
    step: Step,
    table: Table,
    setting: revising.Setting,
    endings: dict[str, Ending],
    *,
    is_proven: bool,
) -> Said | None:
    if step.alert is None:
        voice = _voice(report, step, setting, is_proven=is_proven)
        alert_id = table.joined(voice)
        if alert_id is None:
            return None
        table.put(msgspec.structs.replace(voice, alert_id=alert_id))
        return Said(step=step, alert_id=alert_id, key=voice.key, quiet=JOINED)
    alert_id = step.alert.id
    voices = table.speaking(alert_id)
    mine = _mine(report, voices)
    if mine is None or len(voices) == 1:
        return None
    if step.phase is Phase.LIVE:
        table.put(_voice(report, step, setting, mine, is_proven=is_proven))
        return Said(step=step, alert_id=alert_id, key=mine.key, quiet=UNCHANGED)
    table.end(mine, step.phase, report.sent, report.identifier)
    texts = step.hazard.texts if step.hazard is not None else ()
    endings[alert_id] = Ending(sent=report.sent, texts=texts, note=revising.note_of(report))
    return Said(step=step, alert_id=alert_id, key=mine.key, quiet=CARRIED)


def voice_after(
    report: Report,
    step: Step,
    revision: Revision | None,
    alert_id: str,
    store: AlertStore,
    setting: revising.Setting,
    *,
    is_proven: bool,
) -> Voice | None:
    """The voice of a step that went its own way; None if nobody could join it anyway."""
    before = _mine(report, store.voices(alert_id)) if step.alert is not None else None
    if revision is not None and revision.phase is not Phase.LIVE:
        if before is None:
            return None
        return msgspec.structs.replace(
            before, phase=revision.phase, sent=report.sent, identifier=report.identifier
        )
    voice = _voice(report, step, setting, before, is_proven=is_proven)
    return msgspec.structs.replace(voice, alert_id=alert_id)


def _voice(
    report: Report,
    step: Step,
    setting: revising.Setting,
    before: Voice | None = None,
    *,
    is_proven: bool,
) -> Voice:
    assert step.hazard is not None
    key = VoiceKey(
        sender=report.sender,
        stream=f"{_FAMILY}/{report.identifier}",
        part=step.part,
        place="",
    )
    return Voice(
        key=key if before is None else before.key,
        source=report.source,
        identifier=report.identifier,
        sent=report.sent,
        expires=expiry(step.hazard, report.sent),
        phase=Phase.LIVE,
        alert_id="" if before is None else before.alert_id,
        says=revising.first_revision("", report, step, setting),
        is_open=step.hazard.expires is None,
        is_proven=is_proven,
    )
