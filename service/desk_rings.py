"""The desk's rings out of their parts: what wants to ring, whom, in which words, with which key."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from alerts.desk.submission import State
from alerts.model import Mode
from alerts.overtaking import is_overtaken
from alerts.ports import PushGateway
from alerts.push.endpoints import PushService
from alerts.service_state import Alarm
from service.desk import ring_wants
from service.desk.log_state import HeadState
from service.desk.means import DeskMeans
from service.desk.ports import StaffStore
from service.desk.reopening import Reopening
from service.desk.ring_people import Reopens, RingPeople
from service.desk.ring_store import RingStore
from service.desk.ringing import Listening, Ringing
from service.desk.rings import Ring
from service.desk_page.ring_endings import RingEndings
from service.desk_page.ring_words import RingSaid, RingWords
from service.keys import KeyRing
from service.push.ring_push import RingNotice
from service.settings import Settings
from service.trouble import Trouble
from service.watch.feed_state import FeedState
from service.workers.ringing import Ringer

_HOLDS = timedelta(minutes=15)
"""An alarm about a push service is renewed each ten minutes while it holds."""
_GRAVE = frozenset({"service_held", "too_many_gone", "store"})
_MOST_WAITING = 10_000
_NEWEST_HELD = 20


class DeskRings:
    """`head`, `alarms`, `troubles`, `feeds`, `reopenings`: how the log, the push services, the
    store, the watch and the city stand; `reopens`: who may decide on one of the last; `reopening`:
    how it stands."""

    def __init__(
        self,
        settings: Settings,
        means: DeskMeans,
        stores: tuple[RingStore, StaffStore],
        services: Sequence[PushService],
        keys: KeyRing,
        new_gateway: Callable[[], PushGateway],
        head: Callable[[datetime], HeadState],
        alarms: Callable[[], Iterable[tuple[datetime, Alarm]]],
        reopenings: Callable[[], Iterable[Reopening]],
        troubles: Callable[[], Iterable[Trouble]],
        feeds: Callable[[datetime], Iterable[FeedState]],
        reopens: Reopens,
        reopening: Callable[[int], Reopening | None],
    ) -> None:
        store, staff = stores
        people = RingPeople(means, staff, store, reopens)
        listening = Listening()
        self.key = keys.current
        self.words = RingWords(means, settings.town)
        self.endings = RingEndings(self.words, means, staff, reopening)
        self._base_url = settings.base_url
        self._means = means
        self._head, self._alarms, self._reopenings = head, alarms, reopenings
        self._troubles, self._feeds = troubles, feeds
        self.ringer = Ringer(
            store,
            people,
            self._wants,
            self._notice,
            self._ending,
            listening,
            keys,
            settings.contact,
            new_gateway,
        )
        self.ringing = Ringing(
            store,
            people,
            means.store,
            services,
            self.key.key_id,
            means.core.policy.mode,
            listening,
            self.ringer.wake,
        )

    def _wants(self, now: datetime) -> tuple[Ring, ...]:
        alerts = self._means.core.alerts
        live = alerts.live(now)
        waiting = [
            one
            for one in self._means.store.submissions(State.WAITING, _MOST_WAITING)
            if one.mode is not Mode.DRILL or not is_overtaken(live)
        ]
        mode = self._means.core.policy.mode
        held = [
            (at, alarm.service, alarm.text)
            for at, alarm in self._alarms()
            if alarm.topic in _GRAVE and now - at < _HOLDS
        ]
        return (
            *ring_wants.of_submissions(
                waiting, {one.alert_id: alerts.alert(one.alert_id) for one in waiting}
            ),
            *ring_wants.of_reopenings(self._reopenings()),
            *ring_wants.of_warnings(alerts.waiting(now)),
            *ring_wants.of_unmatched(alerts.held(_NEWEST_HELD).newest, now, mode),
            *ring_wants.of_orders(live, now),
            *ring_wants.of_push_services(held, mode),
            *ring_wants.of_export(self._head(now), mode),
            *ring_wants.of_store(self._troubles(), mode),
            *ring_wants.of_feeds(self._feeds(now), now, mode),
        )

    def _notice(self, ring: Ring, language: str, now: datetime) -> RingNotice:
        said = self.words.said(ring, self.words.scene(language, now))
        return self._noticed(ring, said, language, now)

    def _ending(self, ring: Ring, language: str, now: datetime) -> RingNotice:
        said = self.endings.said(ring, language, now)
        return msgspec.structs.replace(self._noticed(ring, said, language, now), quiet=True)

    def _noticed(self, ring: Ring, said: RingSaid, language: str, now: datetime) -> RingNotice:
        return RingNotice(
            title=said.title,
            body=said.body,
            lang=language,
            tag=f"ring-{ring.subject}",
            navigate=f"{self._base_url}{said.href}",
            at=now,
        )
