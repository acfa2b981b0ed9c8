"""What happens next to an alert that is watched, and to whom: by itself, and by what people do."""

from collections.abc import Iterator

from alerts.model import Authority, Phase, Revision
from service.desk.following import Following
from service.desk_page.scene import Scene
from service.page.markup import Html, element


def following_next(scene: Scene, found: Following, *, is_overtaken: bool) -> Html:
    """`is_overtaken`: a drill that something real ended."""
    said = _said(scene, found, is_overtaken)
    return element("div", *(element("p", one) for one in said), class_="next", id="watch-next")


def _said(scene: Scene, found: Following, is_overtaken: bool) -> Iterator[str]:
    latest = found.alert.latest
    if is_overtaken:
        yield scene.say("watch.next.overtaken")
        return
    if latest.phase is not Phase.LIVE:
        sending = found.newest.queued is not None
        yield scene.say("watch.next.ending" if sending else "watch.next.over")
        return
    if not found.alert.is_live(scene.now):
        yield scene.say("watch.next.expired")
        return
    if found.newest.queued is not None or not found.newest.all_recorded:
        yield scene.say("watch.next.queued")
    yield scene.say("watch.next.newcomers")
    yield _until(scene, latest)


def _until(scene: Scene, latest: Revision) -> str:
    """What ends it, if nobody does anything."""
    if latest.review is not None:
        is_due = latest.review <= scene.now
        id = "watch.next.due" if is_due else "watch.next.review"
        return scene.say(id, when=scene.clock(latest.review))
    id = "watch.next.until" if latest.authority is Authority.MAYOR else "watch.next.agency"
    return scene.say(id, when=scene.clock(latest.valid_until))
