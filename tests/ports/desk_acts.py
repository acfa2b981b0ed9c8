"""What the specs of DeskStore do to a store, past the desk that would check it."""

from datetime import timedelta

from alerts.desk.template import Template
from service.desk.desk_store import Issuing
from service.desk.ports import Entry
from tests.factories import NOW
from tests.service.desk.rig import AUTHOR, Rig

ENTRY = Entry(at=NOW, actor=AUTHOR.number, act="test", subject="test")


def issuing(town: Rig, submission: int, approver: int | None, nonce: bytes | None) -> Issuing:
    stored = town.store.submission(submission)
    frozen = town.store.frozen(submission)
    assert stored is not None
    assert frozen is not None
    draft = town.desk.composing.draft(stored.draft_id, stored.version)
    made = town.desk.freezing.again(stored, frozen, draft, NOW)
    return Issuing(
        submission=submission,
        approver=approver,
        nonce=nonce,
        at=NOW,
        issues=(made.issue,),
        key=made.key,
    )


def challenge(town: Rig, submission: int, approver: int) -> bytes:
    stored = town.store.submission(submission)
    assert stored is not None
    asked = town.desk.means.signing.ask(stored.hash, approver, NOW)
    return asked.nonce


def template(town: Rig) -> Template:
    draft = town.order()
    made = Template(
        name="river", draft=draft, lasts=timedelta(hours=6), made_by=AUTHOR.number, made_at=NOW
    )
    town.store.save_template(made, ENTRY)
    return made


def approve(town: Rig, made: Template, approver: int) -> None:
    asked = town.desk.means.signing.ask(made.hash, approver, NOW)
    town.store.approve_template(made.hash, approver, asked.nonce, NOW, ENTRY)
