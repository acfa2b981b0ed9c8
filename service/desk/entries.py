"""What the log says of acts on submissions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from alerts.desk.submission import Submission
from service.desk.desk_store import Swept
from service.desk.ports import MACHINE, Entry


def subject_of(submission: Submission) -> str:
    """Before it is stored it has no number, and is known by its alert."""
    return f"submission:{submission.id}" if submission.id else f"alert:{submission.alert_id}"


def sweeping_entry(swept: Swept, at: datetime) -> Entry:
    body = {"drafts": swept.drafts, "texts": swept.texts}
    return Entry(at=at, actor=MACHINE, act="desk.sweep", subject="desk", body=body)


def entry_of(
    actor: int,
    act: str,
    submission: Submission,
    now: datetime,
    reason: str = "",
    proof: Mapping[str, Any] | None = None,
) -> Entry:
    """`proof`: what the approver's passkey signed, so that anybody can verify it later."""
    body: dict[str, Any] = {
        "alert": submission.alert_id,
        "revision": submission.number,
        "mode": submission.mode.value,
        "phase": submission.phase.value,
        "hash": submission.hash.hex(),
        "draft": submission.draft_id,
        "version": submission.version,
    }
    if submission.template is not None:
        body["template"] = submission.template.hex()
    if proof is not None:
        body["proof"] = proof
    if reason:
        body["reason"] = reason
    return Entry(at=now, actor=actor, act=act, subject=subject_of(submission), body=body)
