"""What became of a ring that is over, said on the devices that it rang: who decided, and when."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from alerts.desk.submission import State, Submission
from alerts.model import Phase
from service.desk.deciding import REPLACED
from service.desk.means import DeskMeans
from service.desk.ports import StaffStore
from service.desk.reopening import Reopening, Stage
from service.desk.rings import Ring, Said, Why
from service.desk_page.ring_words import RingSaid, RingWords
from service.desk_page.scene import Scene

_ABOUT_SUBMISSIONS = (Why.APPROVE, Why.APPROVE_AGAIN, Why.WITHDRAW, Why.GROWN)


class RingEndings:
    """Any thread. `reopening`: streets and sites that waited under this number."""

    def __init__(
        self,
        words: RingWords,
        means: DeskMeans,
        staff: StaffStore,
        reopening: Callable[[int], Reopening | None],
    ) -> None:
        self._words = words
        self._means = means
        self._staff = staff
        self._reopening = reopening

    def said(self, ring: Ring, language: str, now: datetime) -> RingSaid:
        names = {one.number: one.name for one in self._staff.everyone()}
        scene = msgspec.structs.replace(self._words.scene(language, now), names=names)
        before = self._words.said(ring, scene)
        ending = f"\n{scene.say('ring.exercise')}" if ring.exercise else ""
        return msgspec.structs.replace(
            before,
            title=self._words.over(ring, scene),
            body=f"{self._became(ring, scene)}{ending}",
        )

    def _became(self, ring: Ring, scene: Scene) -> str:
        _, _, id = ring.subject.partition(":")
        if ring.why in _ABOUT_SUBMISSIONS and id.isdecimal():
            found = self._means.store.submission(int(id))
            return _over(scene, "gone") if found is None else self._of_submission(found, scene)
        if ring.why is Why.REOPEN and id.isdecimal():
            return _of_reopening(self._reopening(int(id)), scene)
        if ring.why is Why.REVIEW:
            return _over(scene, "reviewed")
        if ring.why is Why.WARNING:
            return _over(scene, "decided")
        if ring.why is Why.FEED:
            return _over(scene, "answers")
        heard = [one for one in ring.answers if one.said is not Said.CANNOT]
        if heard:
            said = scene.say(f"rings.said.{heard[-1].said.value}")
            name, when = scene.named(heard[-1].staff), scene.clock(heard[-1].at)
            return scene.say("rings.answer", when=when, name=name, said=said)
        return _over(scene, "mended")

    def _of_submission(self, found: Submission, scene: Scene) -> str:
        if found.state is not State.WAITING:
            by = 0 if found.decided_by is None else found.decided_by
            return _over(scene, _decision(found), scene.named(by), found.decided_at)
        if found.asked is not None:
            return _over(scene, "agreed" if found.agreed else "grown")
        alert = self._means.core.alerts.alert(found.alert_id)
        if alert is not None and alert.latest.number >= found.number:
            return _over(scene, "changed")
        return _over(scene, "waits")


def _decision(found: Submission) -> str:
    if found.state is State.ISSUED:
        return "withdrawn" if found.phase is Phase.WITHDRAWN else "approved"
    if found.state is State.RETURNED and found.reason == REPLACED:
        return "replaced"
    if found.state is State.RETURNED and found.decided_by == found.submitted_by:
        return "taken_back"
    return found.state.value


def _of_reopening(found: Reopening | None, scene: Scene) -> str:
    if found is None or found.stage is Stage.WAITING:
        return _over(scene, "gone")
    by = 0 if found.decided_by is None else found.decided_by
    return _over(scene, found.stage.value, scene.named(by), found.decided_at)


def _over(scene: Scene, id: str, name: str = "", when: datetime | None = None) -> str:
    clock = "" if when is None else scene.clock(when)
    return scene.say(f"ring.over.{id}", name=name, when=clock)
