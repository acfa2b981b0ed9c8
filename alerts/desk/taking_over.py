"""Somebody else's warning -> what a draft takes of it, and what it does not. Pure.

An order is taken only from what a desk of the town wrote; an agency's warning becomes a notice, and
its words, level and times stay the agency's (DOMAIN section 1). Several hazards of a file are
several drafts: one message speaks of one hazard. Whatever is left out is a remark, for somebody
who believes that all was taken would send the rest nowhere.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from alerts.desk.draft import (
    Beginning,
    Begun,
    Draft,
    FreeText,
    Remark,
    What,
    as_drawn,
    empty,
    placed,
)
from alerts.languages import FIRST, known
from alerts.matching import Match, match
from alerts.meaning import Meaning, meaning
from alerts.report import Hazard, MessageType, Report, Scope, Status, Unreadable, Verdict
from geo.area import Area, Refused, union
from geo.places import Gazetteer

MOST_DRAFTS = 10
_MOST_SAID = 200
_WARNS = (MessageType.ALERT, MessageType.UPDATE)


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """One draft's worth of a report: hazards of one kind and order, and their ground together."""

    report: Report
    said: Meaning
    ground: Area | Refused
    texts: tuple[FreeText, ...]
    remarks: tuple[Remark, ...]


def taken_over(
    items: Sequence[Report | Unreadable],
    gazetteer: Gazetteer,
    desks: frozenset[str],
    *,
    is_exercise: bool,
) -> tuple[Taken, ...] | Refused:
    """Refused, whole, where the file is for nobody, ends something, or is an exercise and the
    draft is not. `desks`: senders that speak for the town."""
    reports = [one for one in items if isinstance(one, Report) and one.hazards]
    if not reports:
        reason = next((one.reason for one in items if isinstance(one, Unreadable)), "")
        return Refused(f"There is no readable warning in this file: {reason or 'it is empty.'}")
    for report in reports:
        refused = _refusal(report, is_exercise=is_exercise)
        if refused is not None:
            return refused
    unread = [one.reason for one in items if isinstance(one, Unreadable)]
    found = [
        taken
        for report in reports
        for taken in _of_report(report, gazetteer, report.sender in desks, unread)
    ]
    if len(found) > MOST_DRAFTS:
        return Refused(
            f"The file holds {len(found)} warnings, more than the {MOST_DRAFTS} of one file. "
            "Take over one warning at a time."
        )
    return tuple(found)


def draft_of(begun: Begun, taken: Taken, gazetteer: Gazetteer) -> Draft:
    """Over the report's ground. Only what a desk of the town wrote is an order.

    An order is never derived from an agency's warning (DOMAIN section 1): that becomes a notice,
    and what it asks of people is for the desk to say. Where the report has no ground, the draft
    has none either, and says so until somebody draws it.
    """
    said, report = taken.said, taken.report
    draft = empty(begun, What.NOTICE if said.order is None else What.ORDER, said.kind)
    begun_from = msgspec.structs.replace(
        draft,
        beginning=Beginning.REPORT,
        begun_from=f"{report.sender},{report.identifier}",
        order=said.order,
        texts=taken.texts,
        remarks=taken.remarks,
    )
    if isinstance(taken.ground, Refused):
        return begun_from
    found = placed(begun_from, as_drawn(taken.ground), gazetteer)
    return begun_from if isinstance(found, Refused) else found


def _refusal(report: Report, *, is_exercise: bool) -> Refused | None:
    if report.message_type not in _WARNS:
        return Refused(
            f"The file ends or answers a warning ({report.message_type.value}). Open the alert "
            "that it is about and end that one."
        )
    if report.scope is not Scope.PUBLIC:
        return Refused(
            f"The file is not for the public ({report.scope.value}). Write a draft of your own."
        )
    if report.status is not Status.ACTUAL and not is_exercise:
        return Refused(
            f"The file is no real warning ({report.status.value}). Begin a drill from it instead."
        )
    return None


def _of_report(
    report: Report, gazetteer: Gazetteer, is_ours: bool, unread: Sequence[str]
) -> Iterator[Taken]:
    said = [(meaning(one, from_desk=is_ours), one) for one in report.hazards]
    kinds = list(dict.fromkeys((one.kind, one.order) for one, _ in said))
    for kind, order in kinds:
        group = [(one, hazard) for one, hazard in said if (one.kind, one.order) == (kind, order)]
        hazards = [hazard for _, hazard in group]
        found = [match(one, gazetteer) for one in hazards]
        yield Taken(
            report=report,
            said=group[0][0],
            ground=_together(found),
            texts=_own_words(hazards) if is_ours else (),
            remarks=(
                *_origin(report, is_ours=is_ours),
                *_ground(found),
                *_left_out(report, hazards, is_ours=is_ours, others=len(kinds) - 1),
                *(Remark(id="report.unread", slots={"reason": one[:_MOST_SAID]}) for one in unread),
            ),
        )


def _origin(report: Report, *, is_ours: bool) -> Iterator[Remark]:
    slots = {"sender": report.sender, "identifier": report.identifier}
    yield Remark(id="report.from", slots=slots)
    yield Remark(id="report.ours" if is_ours else "report.agency")
    if report.signature.verdict is Verdict.BROKEN:
        yield Remark(id="report.signature")


def _ground(found: Iterable[Match | Refused]) -> Iterator[Remark]:
    matches = list(found)
    areas = sum(one.areas for one in matches if isinstance(one, Match))
    if any(isinstance(one, Refused) for one in matches):
        reasons = "; ".join(one.reason for one in matches if isinstance(one, Refused))
        yield Remark(id="report.no_ground", slots={"reason": reasons[:_MOST_SAID]})
    else:
        yield Remark(id="report.ground", slots={"count": str(areas)})
    for one in matches:
        if isinstance(one, Match) and one.unmatched:
            missing = "; ".join(one.unmatched)[:_MOST_SAID]
            yield Remark(id="report.unmatched", slots={"missing": missing})


def _left_out(
    report: Report, hazards: Sequence[Hazard], *, is_ours: bool, others: int
) -> Iterator[Remark]:
    languages = sorted({text.language for one in hazards for text in one.texts} - {"und"})
    if languages and not is_ours:
        yield Remark(id="report.words", slots={"languages": ", ".join(languages)})
    if any(one.onset or one.expires for one in hazards):
        yield Remark(id="report.times")
    if others:
        yield Remark(id="report.others", slots={"count": str(others)})
    if report.references:
        yield Remark(id="report.refers", slots={"count": str(len(report.references))})
    if report.notes or report.faults:
        count = str(len(report.notes) + len(report.faults))
        yield Remark(id="report.departs", slots={"count": count})


def _own_words(hazards: Iterable[Hazard]) -> tuple[FreeText, ...]:
    """What a desk of the town wrote in languages that desks write in; the first of each."""
    written: dict[str, str] = {}
    for text in (text for one in hazards for text in one.texts):
        language = known(text.language)
        if language in FIRST and text.description.strip():
            written.setdefault(language, text.description.strip())
    return tuple(FreeText(language=one, text=words) for one, words in written.items())


def _together(found: Iterable[Match | Refused]) -> Area | Refused:
    """All of the grounds, or the reason why one of them is none."""
    areas: list[Area] = []
    for one in found:
        if isinstance(one, Refused):
            return one
        areas.append(one.area)
    return union(areas)
