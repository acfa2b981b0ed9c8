"""How an alert goes, in numbers that pages may say: what the watch page is made from."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from alerts.desk.submission import Submission
from alerts.model import Alert, Phase
from alerts.ports import Ledger, Result
from alerts.service_state import SendingNow
from service.desk.counts import FEW, Count, Rounding

_REACHED = (Result.ACCEPTED, Result.TOLD)
_FAILED = (Result.REFUSED, Result.GONE, Result.EXPIRED)
_NEEDLESS = (Result.SUPERSEDED, Result.DELETED)
_CURVE = 20


class Times(msgspec.Struct, frozen=True, kw_only=True):
    """When push services accepted: the first, the middle one and the last until now, in whole
    seconds. `curve`: pairs of a share of that time and the share accepted by then, 0 to 1.
    """

    first: datetime
    median: datetime
    last: datetime
    curve: tuple[tuple[float, float], ...] = ()


class Going(msgspec.Struct, frozen=True, kw_only=True):
    """One revision. `accepted` by push services, and `told` in an answer to a phone that asked;
    `failed`: refused, gone or run out; `needless`: overtaken by a newer revision, or deleted.

    `queued` None: none is. `all_recorded`: nobody is still to be counted. `done`: percent, in tens.
    Of fewer than ten neither share nor times are said.
    """

    number: int
    phase: Phase
    issued: datetime | None
    total: Count
    accepted: Count
    told: Count
    failed: Count
    needless: Count
    queued: Count | None
    done: int
    all_recorded: bool
    times: Times | None


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """Who sent a revision, and who approved it; 0 for none."""

    number: int
    phase: Phase
    at: datetime
    by: int
    approved_by: int
    by_template: bool


class Following(msgspec.Struct, frozen=True, kw_only=True):
    """All of an alert; `revisions` and `deeds` newest first. `by_language`: of the newest revision,
    only languages with ten that accepted. `services`: those that have been sent to."""

    alert: Alert
    revisions: tuple[Going, ...]
    deeds: tuple[Deed, ...]
    by_language: dict[str, Count]
    services: tuple[SendingNow, ...]

    @property
    def newest(self) -> Going:
        return self.revisions[0]


def following(
    alert: Alert,
    ledger: Ledger,
    submissions: Sequence[Submission],
    services: Iterable[SendingNow],
    rounding: Rounding,
) -> Following:
    """`submissions`: what the desk has sent of it."""
    by_number = {one.number: one for one in submissions}
    numbers = range(alert.latest.number, 0, -1)
    return Following(
        alert=alert,
        revisions=tuple(_going(alert, one, ledger, by_number, rounding) for one in numbers),
        deeds=tuple(_deed(one) for one in sorted(submissions, key=lambda one: -one.number)),
        by_language=_by_language(alert, ledger, rounding),
        services=tuple(services),
    )


def _going(
    alert: Alert,
    number: int,
    ledger: Ledger,
    submissions: dict[int, Submission],
    rounding: Rounding,
) -> Going:
    counts = ledger.counts(alert.id, number)
    is_newest = number == alert.latest.number
    sent = submissions.get(number)

    def shown(name: str, results: Iterable[Result]) -> Count:
        return rounding.shown(sum(counts.get(one, 0) for one in results), alert.id, number, name)

    owed = counts.get(Result.OWED, 0)
    total, accepted = shown("total", Result), shown("accepted", (Result.ACCEPTED,))
    return Going(
        number=number,
        phase=alert.latest.phase if is_newest else (sent.phase if sent else Phase.LIVE),
        issued=alert.latest.issued if is_newest else (sent.decided_at if sent else None),
        total=total,
        accepted=accepted,
        told=shown("told", (Result.TOLD,)),
        failed=shown("failed", _FAILED),
        needless=shown("needless", _NEEDLESS),
        queued=shown("queued", (Result.OWED,)) if owed else None,
        done=_done(owed, sum(counts.values())),
        all_recorded=not (is_newest and _is_recording(alert, ledger)),
        times=None if accepted.few else times_of(ledger.accepted_at(alert.id, number)),
    )


def _done(owed: int, total: int) -> int:
    if not owed:
        return 100
    return 0 if total < FEW else 10 * (10 * (total - owed) // total)


def _is_recording(alert: Alert, ledger: Ledger) -> bool:
    found = ledger.open_revisions()
    return any(one.alert_id == alert.id and not one.all_recorded for one in found)


def times_of(seconds: Sequence[tuple[datetime, int]]) -> Times | None:
    """None while nothing was accepted. The middle one of an even number is the later half's."""
    if not seconds:
        return None
    total = sum(count for _, count in seconds)
    first, last = seconds[0][0], seconds[-1][0]
    taken, median = 0, last
    for at, count in seconds:
        taken += count
        if 2 * taken >= total:
            median = at
            break
    return Times(first=first, median=median, last=last, curve=_curve(seconds, total))


def _curve(seconds: Sequence[tuple[datetime, int]], total: int) -> tuple[tuple[float, float], ...]:
    """In twentieths of the time and of the number: fine enough to be looked at, and no finer."""
    first, last = seconds[0][0], seconds[-1][0]
    whole = max((last - first).total_seconds(), 1.0)
    found: dict[float, float] = {}
    taken = 0
    for at, count in seconds:
        taken += count
        share = round(_CURVE * (at - first).total_seconds() / whole) / _CURVE
        found[share] = round(_CURVE * taken / total) / _CURVE
    return tuple(sorted(found.items()))


def _deed(submission: Submission) -> Deed:
    return Deed(
        number=submission.number,
        phase=submission.phase,
        at=submission.decided_at or submission.at,
        by=submission.submitted_by,
        approved_by=submission.decided_by or 0,
        by_template=submission.template is not None,
    )


def _by_language(alert: Alert, ledger: Ledger, rounding: Rounding) -> dict[str, Count]:
    """A language that fewer than ten read is not named: that there is one would say who."""
    number = alert.latest.number
    together: Counter[str] = Counter()
    for (language, _rank), count in ledger.counts_by(alert.id, number).items():
        together[language] += count
    shown = {
        language: rounding.shown(count, alert.id, number, "language", language)
        for language, count in together.items()
    }
    return {language: count for language, count in sorted(shown.items()) if not count.few}
