"""What has changed between what one person submitted and what another is about to send.

Bytes are compared, not meanings: one letter of one language is a difference. Each difference is a
sentence for the approver; with any of them nothing is sent (DESIGN section 11).
"""

from collections.abc import Iterator

from alerts.desk.submission import Frozen, Submission, approval_hash, root_of
from alerts.model import Relation
from alerts.ports import Edition, Issue

GROWTH = 2
"""Above this factor both people are asked once more (DOMAIN section 6)."""
# Below ten people the count is not shown, and no factor of it means anything.
_FEW = 10


def differences(
    submission: Submission, approved: Frozen, issue: Issue, today: Frozen
) -> tuple[str, ...]:
    """Empty if exactly what was approved would be sent."""
    return tuple(_differences(submission, approved, issue, today))


def has_grown(before: int, now: int) -> bool:
    return now > GROWTH * max(before, _FEW)


def _differences(
    submission: Submission, approved: Frozen, issue: Issue, today: Frozen
) -> Iterator[str]:
    revision = issue.revision
    if revision.number != submission.number or revision.alert_id != submission.alert_id:
        yield (
            f"The alert has changed meanwhile: this would be its revision {revision.number}, and "
            f"revision {submission.number} was submitted. Read the newest one and submit anew."
        )
    if revision.mode is not submission.mode or revision.phase is not submission.phase:
        yield "Mode or phase is another than submitted. Begin a new draft."
    if today.area != approved.area:
        yield "The area is not the one that was submitted. Look at it and submit anew."
    yield from _texts("alert", approved.alert, today.alert)
    yield from _texts("prepared withdrawal", approved.withdrawal, today.withdrawal)
    yield from _texts("prepared all-clear", approved.all_clear, today.all_clear)
    if not _is_sealed(submission, approved):
        yield "What is stored is not what was submitted. Do not send it; tell the town's IT."


def _texts(what: str, before: tuple[Edition, ...], after: tuple[Edition, ...]) -> Iterator[str]:
    old, new = _by_reader(before), _by_reader(after)
    changed = sorted(one for one in old.keys() | new.keys() if old.get(one) != new.get(one))
    if changed:
        said = ", ".join(f"{language} ({relation.value})" for language, relation in changed)
        yield f"The text of the {what} is another than submitted: {said}. Submit anew."


def _by_reader(editions: tuple[Edition, ...]) -> dict[tuple[str, Relation], bytes]:
    return {(one.language, one.relation): one.payload for one in editions}


def _is_sealed(submission: Submission, approved: Frozen) -> bool:
    """Whether the stored bytes still give the roots and the hash that were signed."""
    roots = tuple(map(root_of, (approved.alert, approved.withdrawal, approved.all_clear)))
    named = (submission.root, submission.withdrawal_root, submission.all_clear_root)
    return roots == named and approval_hash(submission, approved.area) == submission.hash
