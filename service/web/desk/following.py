"""/desk/alerts/…/events: how an alert goes, as server-sent events for those who watch it.

The script of the page falls back to asking (`…/progress`) where these do not come through: a proxy
that gathers answers, a browser that gives up, too many who watch.
"""

from collections.abc import AsyncIterator
from datetime import datetime

import anyio.to_thread
import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import ServerSentEvent, ServerSentEventMessage

from service.desk.roles import Act, may
from service.desk_page.watching import progress_parts
from service.page.markup import join
from service.web.answers import Asked
from service.web.desk.asking import Visitor, cookie_of, scene_of, visitor
from service.web.desk.replying import OWN
from service.web.desk.watching import followed, glanced
from service.wiring import Service

LOOKS_EVERY_S = 1.0
# Below the shortest time for which proxies keep a silent line open, and the page's patience.
BEATS_EVERY_S = 8.0
_RETRY_MS = 5_000
_STREAM = "text/event-stream"


@get("/alerts/{alert_id:str}/events", sync_to_thread=True)
def events(
    alert_id: FromPath[str], request: Asked, service: NamedDependency[Service]
) -> ServerSentEvent:
    """`progress` when something has changed, `beat` when nothing has, `over` when one's session is.

    A page that stands open keeps nobody logged in. Whoever asks for no event stream is told once.
    """
    found = visitor(request, service, touches=False)
    followed(service, alert_id, found)
    token = service.watchers.enter(found.who.number)
    stream = _Stream(service, alert_id, request, found, token)
    return ServerSentEvent(stream.events(), headers=dict(OWN), retry_duration=_RETRY_MS)


class _Stream:
    """One page that watches. Ends with its session, and when its reader goes."""

    def __init__(
        self, service: Service, alert_id: str, request: Asked, found: Visitor, token: int
    ) -> None:
        self._service = service
        self._alert_id = alert_id
        self._request = request
        self._found = found
        self._token = token
        self._is_once = _STREAM not in request.headers.get("accept", "")
        self._seen: object = None

    async def events(self) -> AsyncIterator[ServerSentEventMessage]:
        try:
            silent = BEATS_EVERY_S
            while True:
                told = await anyio.to_thread.run_sync(self._look)
                if told is not None:
                    yield told
                    silent = 0.0
                elif silent >= BEATS_EVERY_S:
                    yield ServerSentEventMessage(event="beat", data="")
                    silent = 0.0
                if self._is_once or (told is not None and told.event == "over"):
                    return
                await anyio.sleep(LOOKS_EVERY_S)
                silent += LOOKS_EVERY_S
        finally:
            self._service.watchers.leave(self._token)

    def _look(self) -> ServerSentEventMessage | None:
        """What to say, if anything has changed. To look is no use of the session."""
        self._service.watchers.seen(self._token, self._found.who.number)
        scene = scene_of(self._request, self._service)
        if not self._may_look(scene.now):
            return ServerSentEventMessage(event="over", data="")
        shown = msgspec.structs.replace(self._found.scene, now=scene.now)
        found = Visitor(who=self._found.who, scene=shown)
        following = glanced(self._service, self._alert_id, found)
        if following == self._seen:
            return None
        self._seen = following
        html = join(*progress_parts(shown, following))
        return ServerSentEventMessage(event="progress", data=html)

    def _may_look(self, now: datetime) -> bool:
        """As at the door: the session, the account and its roles may have ended since."""
        entrance = self._service.entrance
        who = entrance.who(cookie_of(self._request), now, touches=False)
        return who is not None and may(who.staff, Act.VIEW, kind=None, area=None, now=now) is None


ROUTES = (events,)
