"""A report of a stream -> the next revisions of alerts, by what its voices said before.

The way of formats whose messages do not refer to each other (`Report.stream`). The rows of
docs/triage.md are the cases; `alerts.folding` holds what becomes of the alerts.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec

from alerts import revising
from alerts.explaining import AFTERWARDS, EXPLAINS, is_afterwards
from alerts.folding import Ending, Table
from alerts.matching import Grounds
from alerts.model import Kind, Origin, Phase, Revision, Strength
from alerts.outcome import Outcome, Policy, Step, expiry, held_back, mode_of
from alerts.ports import AlertStore
from alerts.report import MessageType, Report
from alerts.triage_streams import Spoken, groundless, prevailing, spoken
from alerts.voices import ONE_EVENT, UNPROVEN, Voice, VoiceKey

_OLDER = "it is older than what this source said last of it"
_SAME = "this very report was taken in before"
_WEAKER = "the same report says something that counts more of the same place"
_TAKEN_BACK = "its source has taken back what it said then"
UNCHANGED = "an unchanged re-issue: nobody is told again"
JOINED = "it says what is already said there: nobody is told twice"
_ENDED_HERE = "it was ended here, and its source says nothing new of it"
CARRIED = "another source still says so: the alert goes on"
_NOBODY = "it ends what is not known here: there is nobody to tell"
_NOTHING_TO_CANCEL = "what it cancels is not known here: there is nobody to tell"
ONLY_CLAIMED = (
    "it would end what a surer source holds, and nobody proves that its sender says so: "
    "ask the sender, and end it at the desk if that is right"
)
_ALONE = "it was said together with what has ended or changed: it goes on by itself"


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that the report says, and the revision that it leads to, if any."""

    step: Step
    revision: Revision | None = None
    origin: Origin | None = None
    alert_id: str = ""


class Hearing(msgspec.Struct, frozen=True, kw_only=True):
    """`voices`: all that changed, to be stored with the revisions.

    `retold`: alerts whose revision says nothing new, and is worth something only if it is pushed.
    """

    heard: tuple[Heard, ...]
    voices: tuple[Voice, ...] = ()
    retold: frozenset[str] = frozenset()


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A step with the alert that it touches; `quiet`: the reason if that does not change."""

    step: Step
    alert_id: str = ""
    key: VoiceKey | None = None
    quiet: str = ""


def hear(
    report: Report,
    grounds: Sequence[Grounds],
    alerts: AlertStore,
    policy: Policy,
    setting: revising.Setting,
    new_id: Callable[[], str],
    feed: str = "",
    *,
    is_proven: bool = True,
) -> Hearing:
    """Takes in a report that passed the gate; `grounds` in the order of its hazards.

    `feed`: by whose name it came, "" for an operator's hand. `is_proven`: see `alerts.release`. One
    that is dated ahead of our clock was said now: else nothing after it would count.
    """
    report = msgspec.structs.replace(report, sent=min(report.sent, setting.now))
    table = Table(alerts, setting, new_id, feed)
    streams = (report.stream, UNPROVEN + report.stream)
    stored = [one for stream in streams for one in alerts.voices_of(report.sender, stream)]
    mode = mode_of(report, policy)
    known = {one.key: one for one in stored if one.says is None or one.says.mode is mode}
    endings: dict[str, Ending] = {}
    explained = EXPLAINS.get(report.stream.partition("/")[0], "")
    warnings = alerts.voices_of(report.sender, explained) if explained else ()
    ear = _Ear(report, table, known, setting, endings, is_proven=is_proven, warnings=warnings)
    held = held_back(report, policy)
    if report.message_type is MessageType.CANCEL:
        said = ear.taken_back(held)
    else:
        everything = spoken(report, grounds, policy)
        chosen, rest = prevailing(everything, known)
        said = [_quiet(one, Outcome.QUARANTINED, held) if held else ear.said(one) for one in chosen]
        said += [_quiet(one, Outcome.DUPLICATE, _WEAKER) for one in rest]
        said += [Said(step=step) for step in groundless(report, grounds, policy)]
    revisions = table.settled(endings, corrects=report.corrects)
    return Hearing(
        heard=tuple(joined(said, revisions, table)),
        voices=table.changed,
        retold=table.retold,
    )


class _Ear:
    """Compares what is said now with what each voice said before."""

    def __init__(
        self,
        report: Report,
        table: Table,
        known: dict[VoiceKey, Voice],
        setting: revising.Setting,
        endings: dict[str, Ending],
        *,
        is_proven: bool,
        warnings: Sequence[Voice],
    ) -> None:
        self._is_proven = is_proven
        self._warnings = warnings
        self._report = report
        self._table = table
        self._known = known
        self._setting = setting
        self._endings = endings
        marks = (known.get(self._mark), *(() if is_proven else [known.get(self._mark.unproven)]))
        taken_back = [one for one in marks if one is not None]
        self._taken_back = max(taken_back, key=lambda one: one.age, default=None)

    @property
    def _mark(self) -> VoiceKey:
        report = self._report
        return VoiceKey(
            sender=report.sender, stream=report.stream, part="", place=report.source or "*"
        )

    def said(self, one: Spoken) -> Said:
        report, now = self._report, self._setting.now
        before = self._known.get(one.key)
        age = (report.sent, report.identifier)
        is_surer = before is not None and self._is_proven and not before.is_proven
        is_retold = before is not None and age == before.age and self._table.is_retold(before)
        is_late = before is not None and age <= self._age_of(before)
        if before is not None and is_late and not (is_retold or is_surer):
            return _quiet(one, Outcome.DUPLICATE, _SAME if age == before.age else _OLDER)
        if before is not None and before.is_proven and not self._is_proven:
            return self._claimed(one, before)
        if self._taken_back is not None and age <= self._taken_back.age:
            return _quiet(one, Outcome.DUPLICATE, _TAKEN_BACK)
        if one.ends:
            return self._ended(one, before)
        if expiry(one.hazard, report.sent) <= now:
            return _quiet(one, Outcome.EXPIRED, _over(one, report))
        if self._is_afterwards(one):
            return _quiet(one, Outcome.DUPLICATE, AFTERWARDS)
        return self._holds(one, before)

    def _age_of(self, before: Voice) -> tuple[datetime, str]:
        """When it was last said: being taken back ages nothing that another type says."""
        is_others = before.phase is Phase.WITHDRAWN and before.source != self._report.source
        if is_others and before.says is not None:
            return before.says.sent, ""
        return before.age

    def _is_afterwards(self, one: Spoken) -> bool:
        return one.meaning.strength is Strength.KNOW and is_afterwards(
            one.key,
            self._report.sent,
            self._warnings,
            self._setting.now,
            is_proven=self._is_proven,
        )

    def _claimed(self, one: Spoken, before: Voice) -> Said:
        """What nobody proves, of something that its sender certainly said: a voice beside it."""
        now = self._setting.now
        beside = msgspec.structs.replace(one, key=one.key.unproven)
        if before.speaks(now) and not one.ends:
            again = msgspec.structs.replace(self._voice(one), alert_id=before.alert_id)
            if self._table.repeats(before, again):
                step = one.step(Outcome.NEW)
                return Said(step=step, alert_id=before.alert_id, key=one.key, quiet=UNCHANGED)
        if one.ends and before.speaks(now) and beside.key not in self._known:
            return _quiet(one, Outcome.QUARANTINED, ONLY_CLAIMED)
        return self.said(beside)

    def taken_back(self, held: str | None) -> list[Said]:
        """取消: ends whatever this source said in this stream until now, and remembers that."""
        report = self._report
        step = Step(outcome=Outcome.CANCEL, phase=Phase.WITHDRAWN)
        if held is not None:
            held_step = msgspec.structs.replace(step, outcome=Outcome.QUARANTINED, reason=held)
            return [Said(step=held_step)]
        if self._taken_back is None or self._taken_back.age < (report.sent, report.identifier):
            mark = self._mark if self._is_proven else self._mark.unproven
            self._table.put(self._silent(mark, Phase.WITHDRAWN))
        named = [
            one
            for one in self._known.values()
            if one.source == report.source and one.phase is Phase.LIVE and one.says is not None
        ]
        mine = [one for one in named if self._is_proven or not one.is_proven]
        if named and not mine:
            step = msgspec.structs.replace(step, outcome=Outcome.QUARANTINED, reason=ONLY_CLAIMED)
            return [Said(step=step)]
        said = [self._withdrawn(one, step) for one in mine if one.sent <= report.sent]
        if said:
            return said
        late = Outcome.DUPLICATE if mine else Outcome.CANCEL
        reason = _OLDER if mine else _NOTHING_TO_CANCEL
        return [Said(step=msgspec.structs.replace(step, outcome=late, reason=reason))]

    def _withdrawn(self, voice: Voice, step: Step) -> Said:
        report = self._report
        part = msgspec.structs.replace(step, part=voice.key.part)
        self._table.end(voice, Phase.WITHDRAWN, report.sent, report.identifier)
        if not self._is_told(voice):
            return Said(step=msgspec.structs.replace(part, outcome=Outcome.DUPLICATE))
        ending = Ending(sent=report.sent, note=revising.note_of(report))
        self._endings.setdefault(voice.alert_id, ending)
        return Said(step=part, alert_id=voice.alert_id, key=voice.key, quiet=CARRIED)

    def _ended(self, one: Spoken, before: Voice | None) -> Said:
        report = self._report
        if before is None or not self._is_told(before):
            self._table.put(self._silent(one.key, Phase.ALL_CLEAR))
            return _quiet(one, Outcome.UPDATE, _NOBODY)
        self._table.end(before, Phase.ALL_CLEAR, report.sent, report.identifier)
        self._endings.setdefault(
            before.alert_id,
            Ending(sent=report.sent, texts=one.hazard.texts, note=revising.note_of(report)),
        )
        step = one.step(Outcome.UPDATE)
        return Said(step=step, alert_id=before.alert_id, key=one.key, quiet=CARRIED)

    def _is_told(self, voice: Voice) -> bool:
        """Whether people were told what it said, and nothing of its end.

        Also when its time is over: expiry is no all-clear (DOMAIN section 7).
        """
        is_open = voice.says is not None and voice.phase is Phase.LIVE
        return is_open and self._table.is_open(voice.alert_id)

    def _holds(self, one: Spoken, before: Voice | None) -> Said:
        voice = self._voice(one)
        step = one.step(Outcome.NEW)
        if (
            before is not None
            and before.speaks(self._setting.now)
            and not _is_another(before, voice)
        ):
            voice = msgspec.structs.replace(voice, alert_id=before.alert_id)
            if self._table.speaks(before.alert_id):
                repeats = not self._report.corrects and self._table.repeats(before, voice)
                (self._table.note if repeats else self._table.put)(voice)
                return Said(step=step, alert_id=voice.alert_id, key=one.key, quiet=UNCHANGED)
            if self._is_hushed(before, voice):
                self._table.put(voice)
                return _quiet(one, Outcome.DUPLICATE, _ENDED_HERE)
        alert_id = self._table.place(voice)
        return Said(step=step, alert_id=alert_id, key=one.key, quiet=JOINED)

    def _is_hushed(self, before: Voice, after: Voice) -> bool:
        """Whether somebody here ended its alert, and it says nothing worse or wider since."""
        alert = self._table.alert(before.alert_id)
        if alert is None or alert.latest.phase is Phase.LIVE:
            return False
        is_worse = after.strength.rank < before.strength.rank
        return not is_worse and after.word.area == before.word.area

    def _voice(self, one: Spoken) -> Voice:
        report = self._report
        says = revising.first_revision("", report, one.step(Outcome.NEW), self._setting)
        return Voice(
            key=one.key,
            source=report.source,
            identifier=report.identifier,
            sent=report.sent,
            expires=expiry(one.hazard, report.sent),
            phase=Phase.LIVE,
            alert_id="",
            says=says,
            is_open=one.hazard.expires is None,
            is_proven=self._is_proven,
        )

    def _silent(self, key: VoiceKey, phase: Phase) -> Voice:
        """That something is over which was never heard here: what is older comes too late."""
        report = self._report
        return Voice(
            key=key,
            source=report.source,
            identifier=report.identifier,
            sent=report.sent,
            expires=report.sent,
            phase=phase,
            alert_id="",
            is_proven=self._is_proven,
        )


def _is_another(before: Voice, after: Voice) -> bool:
    """Whether it is a second attack, which must be heard, and no repetition of the first."""
    return after.word.kind is Kind.ATTACK and after.sent - before.sent > ONE_EVENT


def _quiet(one: Spoken, outcome: Outcome, reason: str) -> Said:
    return Said(step=one.step(outcome, reason))


def _over(one: Spoken, report: Report) -> str:
    named_end = "" if one.hazard.expires else " (24 h after it was sent; it names no expiry)"
    return f"it expired at {expiry(one.hazard, report.sent):%Y-%m-%dT%H:%M:%SZ}{named_end}"


def joined(said: Sequence[Said], revisions: dict[str, Revision], table: Table) -> list[Heard]:
    """Each revision beside the first step that touched its alert; the others have none."""
    left = dict(revisions)
    heard: list[Heard] = []
    for one in said:
        revision = left.pop(one.alert_id, None) if one.alert_id else None
        if revision is not None:
            heard.append(_revised(one.step, revision, table))
        elif one.alert_id:
            reason = one.quiet if one.alert_id not in revisions else JOINED
            quiet = msgspec.structs.replace(
                one.step,
                outcome=Outcome.DUPLICATE,
                reason="; ".join(filter(None, (one.step.reason, reason))),
                alert=table.alert(one.alert_id),
            )
            heard.append(Heard(step=quiet, alert_id=one.alert_id))
        else:
            heard.append(Heard(step=one.step))
    alone = Step(outcome=Outcome.NEW, reason=_ALONE)
    return [*heard, *(_revised(alone, one, table) for one in left.values())]


def _revised(step: Step, revision: Revision, table: Table) -> Heard:
    alert = table.alert(revision.alert_id) if revision.number > 1 else None
    outcome = {
        Phase.LIVE: Outcome.NEW if alert is None else Outcome.UPDATE,
        Phase.ALL_CLEAR: Outcome.UPDATE,
        Phase.WITHDRAWN: Outcome.CANCEL,
    }[revision.phase]
    origin = table.origin(revision.alert_id)
    step = msgspec.structs.replace(
        step, outcome=outcome, alert=alert, phase=revision.phase, part=origin.part
    )
    return Heard(step=step, revision=revision, origin=origin)
