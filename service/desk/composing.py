"""Drafts at the desk: begin, save, place, look at what it would say and to whom."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import msgspec

from alerts.desk import draft as drafts
from alerts.desk.area_source import AreaSource, area_of
from alerts.desk.checks import Surroundings, checks
from alerts.desk.compiling import Stamp
from alerts.desk.draft import Beginning, Begun, Draft, What
from alerts.desk.finding import Finding
from alerts.desk.rendering import Rendered, rendered
from alerts.desk.submission import State
from alerts.desk.taking_over import Taken, draft_of, taken_over
from alerts.desk.template import Template
from alerts.desk.wording_used import Noting, states_of
from alerts.model import Alert, Authority, Kind, Message, Mode, Phase
from alerts.sources.reading import read
from alerts.wording import messages
from geo.area import Area, Refused, union
from service.desk.acting import DeskRefused, Who, allow
from service.desk.means import DeskMeans
from service.desk.ports import MACHINE, Entry
from service.desk.roles import ALLOWED, Act, holds
from service.errors import NotFound

_LOOKED_AT = "a" * 16
HOLDS_ON = timedelta(hours=12)
"""What an update proposes where the time of the revision before it is over."""


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """How it would read in every language, and how it would be taken back and ended.

    `rendered` is None while it cannot be put into words; `refusal` then says why. `states`: of the
    sentences that it says, the worst, by language in which there are sentences.
    """

    messages: tuple[Message, ...] = ()
    rendered: Rendered | None = None
    refusal: str = ""
    states: dict[str, str] = {}


class Composing:
    """Every act checks who may do it, and is in the log. Raises NotAllowed, NotFound, DeskRefused.

    DeskChanged: somebody saved a newer version; read it and decide anew.
    """

    def __init__(self, means: DeskMeans) -> None:
        self._means = means

    def draft(self, draft_id: str, version: int | None = None) -> Draft:
        found = self._means.store.draft(draft_id, version)
        if found is None:
            raise NotFound("there is no such draft; the list shows those that there are")
        return found

    def begin_empty(self, who: Who, what: What, kind: Kind, mode: Mode, now: datetime) -> Draft:
        return self._begin(who, mode, now, lambda begun: drafts.empty(begun, what, kind))

    def begin_from_template(
        self, who: Who, template_hash: bytes, mode: Mode, now: datetime
    ) -> Draft:
        allow(who, Act.COMPOSE, None, None, now)
        template = self._template(template_hash)
        return self._begin(who, mode, now, lambda begun: timed(begun, template, now))

    def begin_from_report(
        self, who: Who, raw: bytes, mode: Mode, now: datetime
    ) -> tuple[Draft, ...]:
        """One for each hazard of the file; each says what was read and what was left out."""
        allow(who, Act.COMPOSE, None, None, now)
        return tuple(self._begin(who, mode, now, one) for one in self.from_bytes(raw, mode))

    def from_bytes(self, raw: bytes, mode: Mode) -> tuple[Callable[[Begun], Draft], ...]:
        """Drafts out of readable warnings. Raises DeskRefused for anything else.

        Only what our own desk wrote becomes an order; an agency's warning becomes a notice.
        """
        core = self._means.core
        desks = core.policy.desks | core.policy.drill_desks
        found = taken_over(
            read(raw),
            core.gazetteer,
            desks,
            is_exercise=self._means.mode_here(mode).is_exercise,
        )
        if isinstance(found, Refused):
            raise DeskRefused(found.reason)

        def maker(taken: Taken) -> Callable[[Begun], Draft]:
            return lambda begun: draft_of(begun, taken, core.gazetteer)

        return tuple(map(maker, found))

    def begin_from_alert(
        self,
        who: Who,
        alert_id: str,
        mode: Mode,
        now: datetime,
        *,
        changes: bool,
        what: What | None = None,
    ) -> Draft:
        """`changes`: the alert's next revision (update, extend, shrink); else the same anew, as
        `what` if that is given."""
        allow(who, Act.COMPOSE, None, None, now)
        alert = self._alert(alert_id)
        if changes:
            self._refuse_change(alert, mode, now)

        def make(begun: Begun) -> Draft:
            made = drafts.from_alert(begun, alert, changes=changes, what=what)
            return held_on(made, now) if changes else made

        return self._begin(who, mode, now, make)

    def begin_lifting(self, who: Who, alert_id: str, now: datetime) -> Draft:
        """An all-clear, in the alert's own mode."""
        alert = self._alert(alert_id)
        if alert.latest.phase is not Phase.LIVE:
            raise DeskRefused(f"this alert is over already ({alert.latest.phase.value})")
        if alert.latest.authority is not Authority.MAYOR:
            raise DeskRefused(
                "the agency ends its own warning; withdraw it if it was shown here in error, or "
                "write a notice of your own"
            )
        mode = alert.latest.mode
        return self._begin(who, mode, now, lambda begun: drafts.lifting(begun, alert))

    def save(self, who: Who, draft: Draft, now: datetime) -> Draft:
        """The next version, with `draft`'s content. Raises RuleBroken for another mode."""
        known = self.draft(draft.id)
        for kind in {known.kind, draft.kind}:
            allow(who, Act.COMPOSE, kind, None, now)
        self.refuse_closed(draft.id)
        saved = msgspec.structs.replace(
            draft,
            version=draft.version + 1,
            author=who.number,
            saved=now,
            beginning=known.beginning,
            begun_from=known.begun_from,
            alert_id=known.alert_id,
            what=known.what,
            remarks=known.remarks,
        )
        self._means.store.save_draft(saved, _entry(who.number, "draft.save", saved, now))
        return saved

    def refuse_closed(self, draft_id: str) -> None:
        """Raises DeskRefused for a draft that was sent or rejected: neither is taken up again."""
        states = {one.state for one in self._means.store.of_draft(draft_id)}
        if State.ISSUED in states:
            raise DeskRefused("this was sent already; change the alert itself, or begin a new one")
        if State.REJECTED in states:
            raise DeskRefused("this draft was rejected for good; begin a new one")

    def place(
        self,
        who: Who,
        draft: Draft,
        source: AreaSource | None,
        now: datetime,
        names: Mapping[str, str] | None = None,
    ) -> Draft:
        """Saves it with this ground, None: with the one it has. Raises DeskRefused for no area.

        `names`: what somebody calls the place, by language; "" takes the area's own name.
        """
        gazetteer = self._means.core.gazetteer
        placed = draft if source is None else drafts.placed(draft, source, gazetteer)
        if isinstance(placed, Refused):
            raise DeskRefused(placed.reason)
        if names is not None:
            placed = drafts.named(placed, names, self.draft(draft.id), gazetteer)
        return self.save(who, placed, now)

    def preview(self, draft: Draft, now: datetime) -> Preview:
        """Stores nothing; the alert's id is a stand-in."""
        core = self._means.core
        stamp = Stamp(
            alert_id=draft.alert_id or _LOOKED_AT,
            identifier="preview",
            sent=now.replace(microsecond=0),
            previous=self._means.previous_key(draft.alert_id),
        )
        made = rendered(draft, stamp, self._means.voice, core, now)
        if isinstance(made, Refused):
            return Preview(refusal=made.reason)
        revision = made.issue.revision
        known = core.alerts.alert(draft.alert_id) if draft.alert_id else None
        previous = None if known is None else known.latest
        noting = Noting(core.phrases)
        said = messages(revision, noting, core.languages, previous=previous)
        states = states_of(noting.said, self._means.states)
        return Preview(messages=said, rendered=made, states=states)

    def checks(
        self, who: Who, draft: Draft, now: datetime, preview: Preview | None = None
    ) -> tuple[Finding, ...]:
        """What is missing or doubtful; `refuse` holds it back from being submitted.

        `preview`: of this draft at this moment, from whoever has made it already.
        """
        ground = area_of(draft.source, self._means.core.gazetteer)
        inside = None
        if isinstance(ground, Area):
            inside = self._means.reaching.about(ground, now).about
        return checks(
            draft,
            Surroundings(
                now=now,
                ground=ground,
                live=self._means.core.alerts.live(now),
                town=self._means.town,
                jurisdiction=_jurisdiction(who, now),
                unchecked=self._means.unchecked,
                messages=(preview or self.preview(draft, now)).messages,
                reported=self._reported(draft),
                inside=inside,
                site_states=self._means.site_states(),
            ),
        )

    def _reported(self, draft: Draft) -> Area | None:
        """The ground of the report that it was made from: that of its first version."""
        if draft.beginning is not Beginning.REPORT:
            return None
        first = self._means.store.draft(draft.id, 1)
        return None if first is None else first.area

    def begin_here(self, mode: Mode, now: datetime, make: Callable[[Begun], Draft]) -> Draft:
        """By the machine itself: a command that in earlier days would have sent at once."""
        draft = make(self._begun(MACHINE, mode, now))
        self._means.store.save_draft(draft, _entry(MACHINE, "draft.begin", draft, now))
        return draft

    def _begin(self, who: Who, mode: Mode, now: datetime, make: Callable[[Begun], Draft]) -> Draft:
        draft = make(self._begun(who.number, mode, now))
        allow(who, Act.COMPOSE, draft.kind, None, now)
        self._means.store.save_draft(draft, _entry(who.number, "draft.begin", draft, now))
        return draft

    def _begun(self, by: int, mode: Mode, now: datetime) -> Begun:
        return Begun(
            id=self._means.core.new_id(),
            author=by,
            mode=self._means.mode_here(mode),
            issuer=self._means.issuer,
            now=now,
        )

    def _template(self, hash: bytes) -> Template:
        found = self._means.store.template(hash)
        if found is None:
            raise NotFound("there is no such template; the list shows those that there are")
        return found

    def _alert(self, alert_id: str) -> Alert:
        found = self._means.core.alerts.alert(alert_id)
        if found is None:
            raise NotFound(f"there is no alert {alert_id}; the list shows those that there are")
        return found

    def _refuse_change(self, alert: Alert, mode: Mode, now: datetime) -> None:
        if not alert.is_live(now):
            raise DeskRefused("this alert is over; begin a new one from it instead")
        if alert.latest.mode is not self._means.mode_here(mode):
            raise DeskRefused("an exercise cannot change a real alert, nor the other way round")
        if self._means.previous_key(alert.id) is None:
            raise DeskRefused(
                "this alert was not sent by the desk; write one of your own about it instead"
            )


def _entry(by: int, act: str, draft: Draft, now: datetime) -> Entry:
    body = {"version": draft.version, "what": draft.what.value, "mode": draft.mode.value}
    return Entry(at=now, actor=by, act=act, subject=f"draft:{draft.id}", body=body)


def timed(begun: Begun, template: Template, now: datetime) -> Draft:
    """The template's draft, with its time counted from now."""
    draft = drafts.from_template(begun, template.draft, template.name)
    ends = now.replace(microsecond=0) + template.lasts
    if draft.order is not None:
        return msgspec.structs.replace(draft, review=ends, expires=None)
    return msgspec.structs.replace(draft, expires=ends, review=None)


def held_on(draft: Draft, now: datetime) -> Draft:
    """A live alert's next revision, of which a time that is over is set ahead once more."""
    later = now.replace(microsecond=0) + HOLDS_ON
    if draft.order is not None and (draft.review is None or draft.review <= now):
        return msgspec.structs.replace(draft, review=later)
    if draft.order is None and draft.expires is not None and draft.expires <= now:
        return msgspec.structs.replace(draft, expires=later)
    return draft


def _jurisdiction(who: Who, now: datetime) -> Area | None:
    """The ground of all grants that let somebody compose; None if one has no bounds."""
    grants = [
        one for one in who.staff.grants if Act.COMPOSE in ALLOWED[one.role] and holds(one, now)
    ]
    areas = [one.area for one in grants if one.area is not None]
    return union(areas) if areas and len(areas) == len(grants) else None
