"""Templates, and break-glass: what two people approved beforehand, one may send by themself."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from alerts.desk.checks import refusals
from alerts.desk.compiling import ground_of
from alerts.desk.draft import Begun, Draft, What
from alerts.desk.submission import Submission
from alerts.desk.template import Template
from alerts.model import Kind, Mode
from geo.area import Area, Refused
from service.desk.acting import DeskRefused, Held, Who, allow
from service.desk.approving import Asked
from service.desk.composing import Composing, Preview, timed
from service.desk.deciding import Deciding, Issued
from service.desk.desk_store import DeskStore, Review
from service.desk.entries import entry_of
from service.desk.freezing import Freezing
from service.desk.means import DeskMeans, Ring
from service.desk.ports import MACHINE, Entry
from service.desk.rings import Why
from service.desk.roles import Act
from service.errors import NotFound


class Templates:
    """Raises NotAllowed, NotFound, DeskRefused, Spent, PasskeyRefused, RuleBroken."""

    def __init__(
        self, means: DeskMeans, composing: Composing, freezing: Freezing, deciding: Deciding
    ) -> None:
        self._means = means
        self._composing = composing
        self._freezing = freezing
        self._deciding = deciding

    def save(self, who: Who, draft_id: str, name: str, lasts: timedelta, now: datetime) -> Template:
        """Keeps the newest version of a draft. It must say where, and nothing of one alert."""
        draft = self._composing.draft(draft_id)
        allow(who, Act.SUBMIT, draft.kind, draft.area, now)
        if draft.what is What.LIFTING or draft.alert_id:
            raise DeskRefused("a template begins something new; make it from a draft that does")
        if not name.strip() or lasts <= timedelta(0):
            raise DeskRefused("a template needs a name and how long it lasts; give both")
        template = Template(
            name=name.strip(), draft=draft, lasts=lasts, made_by=who.number, made_at=now
        )
        self._refuse_unsound(who, template, now)
        known = self._means.store.template(template.hash)
        if known is not None and known.retired_at is not None:
            raise DeskRefused("this very template was retired; give the new one another name")
        self._means.store.save_template(
            template, _entry(who.number, "template.save", template, now)
        )
        self._ring(Why.TEMPLATE, template)
        return template

    def template(self, hash: bytes) -> Template:
        return self._template(hash)

    def preview(self, template: Template, now: datetime) -> Preview:
        """How it would read if it were sent at this moment; its refusal says why it would not."""
        return self._composing.preview(self._begun(template, 0, template.draft.mode, now), now)

    def lost_ground(self, template: Template) -> str:
        """Why its ground is none any more, "" if it still is: much cheaper than `preview`, which
        finds everything else as well."""
        ground = ground_of(template.draft, self._means.core.gazetteer)
        return ground.reason if isinstance(ground, Refused) else ""

    def retire(self, who: Who, hash: bytes, now: datetime) -> None:
        """By its maker, or by somebody who may approve on its ground. For good."""
        template = self._template(hash)
        if who.number == template.made_by:
            allow(who, Act.SUBMIT, *_about(template), now)
        else:
            allow(who, Act.APPROVE, *_about(template), now)
        entry = _entry(who.number, "template.retire", template, now)
        self._means.store.retire_template(hash, entry)

    def look_at(self, who: Who, hash: bytes, now: datetime) -> None:
        """Somebody who may approve it has read it through, and says that it still holds."""
        allow(who, Act.APPROVE, *_about(self._template(hash)), now)
        template = self._approved(hash)
        if self.preview(template, now).rendered is None:
            raise DeskRefused("it could not be sent as it stands; retire it and make a new one")
        entry = _entry(who.number, "template.look_at", template, now)
        self._means.store.look_at_template(hash, entry)

    def owed(self) -> tuple[Submission, ...]:
        """What one person sent and two others have still to review."""
        return self._means.store.unreviewed()

    def review(
        self, who: Who, submission_id: int, was_right: bool, note: str, now: datetime
    ) -> None:
        """Afterwards, by two people other than who sent it. Raises RuleBroken."""
        submission = self._deciding.submission(submission_id)
        frozen = self._means.store.frozen(submission_id)
        if frozen is None:
            raise NotFound("nothing of this number was sent by one person; the list shows what was")
        kind = self._composing.draft(submission.draft_id, submission.version).kind
        allow(who, Act.REVIEW, kind, frozen.area, now)
        if not note.strip():
            raise DeskRefused("write what you found, for whoever reads the log later")
        act = "submission.review_right" if was_right else "submission.review_wrong"
        entry = entry_of(who.number, act, submission, now, reason=note.strip())
        review = Review(staff=who.number, at=now, was_right=was_right, note=note.strip())
        self._means.store.review(submission_id, review, entry)

    def ask(self, who: Who, hash: bytes, now: datetime) -> Asked:
        """What the approver of a template signs: its hash, as that of a submission."""
        template = self._template(hash)
        allow(who, Act.APPROVE, *_about(template), now)
        self._refuse_own(who, template)
        return self._means.signing.ask(hash, who.number, now)

    def approve(self, who: Who, hash: bytes, nonce: bytes, answer: str, now: datetime) -> Template:
        template = self._template(hash)
        allow(who, Act.APPROVE, *_about(template), now)
        self._refuse_own(who, template)
        proof = self._means.signing.verify(nonce, hash, who.number, answer, now)
        entry = _entry(who.number, "template.approve", template, now, proof)
        self._means.store.approve_template(hash, who.number, nonce, now, entry)
        return self._template(hash)

    def writers(self, template: Template) -> frozenset[int]:
        return writers_of(template, self._means.store)

    def break_glass(self, who: Who, hash: bytes, mode: Mode, now: datetime) -> Submission:
        """One person, one approved template: freezes it; then `Deciding.ask` and `approve`."""
        allow(who, Act.BREAK_GLASS, *_about(self._template(hash)), now)
        template = self._approved(hash)
        return self._freeze(template, who.number, mode, now)

    def break_glass_here(self, name: str, mode: Mode, now: datetime) -> Issued:
        """From the machine itself (`hansho issue --break-glass`): sends at once.

        `name`: a template's name, or the beginning of its hash (at least 8 hex digits).
        """
        template = self._named(name)
        submission = self._freeze(template, MACHINE, mode, now)
        frozen = self._means.store.frozen(submission.id)
        assert frozen is not None
        draft = self._composing.draft(submission.draft_id, submission.version)
        made = self._freezing.again(submission, frozen, draft, now)
        if isinstance(made, Refused):
            raise DeskRefused(made.reason)
        return self._deciding.issue(submission, made, None, None, now)

    def _freeze(self, template: Template, by: int, mode: Mode, now: datetime) -> Submission:
        draft = self._begun(template, by, mode, now)
        entry = Entry(
            at=now,
            actor=by,
            act="draft.begin",
            subject=f"draft:{draft.id}",
            body={"template": template.hash.hex(), "mode": draft.mode.value},
        )
        self._means.store.save_draft(draft, entry)
        return self._freezing.freeze(draft, by, now, template.hash)

    def _begun(self, template: Template, by: int, mode: Mode, now: datetime) -> Draft:
        begun = Begun(
            id=self._means.core.new_id(),
            author=by,
            mode=self._means.mode_here(mode),
            issuer=self._means.issuer,
            now=now,
        )
        return timed(begun, template, now)

    def _refuse_unsound(self, who: Who, template: Template, now: datetime) -> None:
        """What could not be sent today is no use at night either."""
        reason = self.lost_ground(template)
        if reason:
            raise DeskRefused(reason)
        draft = self._begun(template, who.number, template.draft.mode, now)
        held = refusals(self._composing.checks(who, draft, now))
        if held:
            raise Held(held)

    def _refuse_own(self, who: Who, template: Template) -> None:
        if template.retired_at is not None:
            raise DeskRefused("this template was retired; choose another, or write a draft")
        if who.number in self.writers(template):
            raise DeskRefused("you made this template; another person has to approve it")

    def _ring(self, why: Why, template: Template) -> None:
        self._means.ring(Ring(why=why, subject=f"template:{template.hash.hex()}"))

    def _template(self, hash: bytes) -> Template:
        found = self._means.store.template(hash)
        if found is None:
            raise NotFound("there is no such template; the list shows those that there are")
        return found

    def _approved(self, hash: bytes) -> Template:
        template = self._template(hash)
        if template.approved_by is None:
            raise DeskRefused("nobody else has approved this template yet; ask an approver")
        if template.retired_at is not None:
            raise DeskRefused("this template was retired; choose another, or write a draft")
        return template

    def _named(self, name: str) -> Template:
        approved = [one for one in self._means.store.templates() if one.is_ready]
        short = len(name) >= _SHORTEST_HASH
        found = [
            one
            for one in approved
            if one.name == name or (short and one.hash.hex().startswith(name))
        ]
        if len(found) != 1:
            known = ", ".join(f"{one.name} ({one.hash.hex()[:12]})" for one in approved) or "none"
            raise NotFound(f"{name}: name exactly one approved template; there are: {known}")
        return found[0]


_SHORTEST_HASH = 8


def writers_of(template: Template, store: DeskStore) -> frozenset[int]:
    """Who kept it, and whoever wrote any version of the draft that it was made from."""
    draft, versions = template.draft, range(1, template.draft.version + 1)
    drafts = (store.draft(draft.id, one) for one in versions)
    authors = {one.author for one in drafts if one is not None}
    return frozenset({template.made_by, draft.author, *authors})


def _about(template: Template) -> tuple[Kind, Area | None]:
    return template.draft.kind, template.draft.area


def _entry(
    actor: int,
    act: str,
    template: Template,
    now: datetime,
    proof: Mapping[str, Any] | None = None,
) -> Entry:
    return Entry(
        at=now,
        actor=actor,
        act=act,
        subject=f"template:{template.hash.hex()}",
        body={"name": template.name, **({"proof": proof} if proof else {})},
    )
