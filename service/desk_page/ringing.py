"""/desk/rings: this device, one's own devices, a test, who is called now, and the last rings."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from service.desk.rings import NOTES, Answer, Call, Device, Outcome, Recall, Ring, Rung
from service.desk_page import controls
from service.desk_page.listening import answers
from service.desk_page.page import document, section
from service.desk_page.ring_words import RingSaid
from service.desk_page.scene import Scene
from service.page.markup import Html, element

_TRIED = (Recall.SENDING, Recall.TAKEN, Recall.FAILED)


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A ring, and what it says to whoever looks."""

    ring: Ring
    said: RingSaid


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of the page. `works`: ids of devices that are called. `deaf`: names of approvers
    without any. `key`: what browsers subscribe with (base64url)."""

    devices: tuple[Device, ...]
    works: frozenset[int]
    mine: tuple[Listed, ...]
    last: tuple[Listed, ...]
    deaf: tuple[str, ...]
    key: str


def ringing(scene: Scene, shown: Shown, done: str = "") -> bytes:
    return document(
        scene,
        scene.say("rings.title"),
        element("p", scene.say("rings.next"), class_="next"),
        # With script they stand above every page (listening.py).
        element("noscript", _mine(scene, shown.mine)),
        _this_device(scene, shown.key),
        _devices(scene, shown),
        _log(scene, shown),
        done=scene.say(f"rings.done.{done}") if done else "",
    )


def _mine(scene: Scene, mine: tuple[Listed, ...]) -> Html:
    lines = [
        element(
            "li",
            element("h3", one.said.title),
            element("p", one.said.body),
            element(
                "p", element("a", scene.say("ring.open"), href=one.said.href, class_="button go")
            ),
            answers(scene, str(one.ring.id)),
        )
        for one in mine
    ]
    none = element("p", scene.say("rings.now.none"), class_="note")
    body = element("ul", *lines, class_="items") if lines else none
    return section(scene.say("rings.now"), body, id="rings-now")


def _this_device(scene: Scene, key: str) -> Html:
    """Filled by pwa/desk/ringing.js; what it cannot do is said in words of this page."""
    said = [
        element("p", scene.say(f"rings.this.{one}"), data_device=one, hidden=True)
        for one in ("is", "is_not", "denied", "unable", "hangs")
    ]
    told = element("p", class_="refused", role="alert", id="rings-told", hidden=True)
    form = controls.scripted_form(
        "ringThisDevice",
        controls.field("label", scene.say("rings.this.label"), required="", maxlength="60"),
        element("p", scene.say("rings.this.next"), class_="note"),
        controls.scripted(scene.say("rings.this.on"), type="submit"),
        data_key=key,
        data_language=scene.language,
    )
    return section(scene.say("rings.this"), *said, told, form, id="rings-this")


def _devices(scene: Scene, shown: Shown) -> Html:
    lines = [_device(scene, one, one.id in shown.works) for one in shown.devices]
    none = element("p", scene.say("rings.mine.none"), class_="note")
    test = controls.post(
        scene,
        "/desk/rings/test",
        element("p", scene.say("rings.test.next"), class_="note"),
        controls.button(f"{scene.mark()}{scene.say('rings.test')}", class_="button"),
    )
    body = element("ul", *lines, class_="items") if lines else none
    return section(scene.say("rings.mine"), body, test, id="rings-mine")


def _device(scene: Scene, one: Device, works: bool) -> Html:
    since = scene.say("rings.mine.since", when=scene.clock(one.added))
    state = since if works else scene.say("rings.mine.lost")
    token = element("input", type="hidden", name="device", value=str(one.id))
    words = scene.say("rings.remove", label=one.label)
    return element(
        "li",
        element("h3", one.label),
        element("p", state),
        controls.post(scene, "/desk/rings/removal", token, controls.button(words, class_="button")),
        data_endpoint=one.endpoint,
    )


def _log(scene: Scene, shown: Shown) -> Html:
    deaf = element("p", scene.say("rings.deaf", names=", ".join(shown.deaf)), class_="refused")
    none = element("p", scene.say("rings.log.none"), class_="note")
    lines = [_rung(scene, one) for one in shown.last]
    body = element("ul", *lines, class_="items") if lines else none
    # pwa/desk/ringing.js puts it anew while it is looked at: nothing in it can be focused.
    live = element("div", *([deaf] if shown.deaf else []), body, id="rings-live")
    return section(scene.say("rings.log"), live, id="rings-log")


def _rung(scene: Scene, one: Listed) -> Html:
    ring = one.ring
    state = scene.say("rings.going")
    if ring.ended is not None:
        state = scene.say("rings.over", when=scene.clock(ring.ended))
    happened = {
        **{(call.at, 0, n): _called(scene, call) for n, call in enumerate(ring.calls)},
        **{(said.at, 1, n): _answered(scene, said) for n, said in enumerate(ring.answers)},
        **({} if ring.widened is None else {(ring.widened, -1, 0): _widened(scene, ring.widened)}),
        **{(at, 2, 0): _recalled(scene, ring.rung, at) for at in _recalls(ring.rung)},
    }
    return element(
        "li",
        element("h3", one.said.title),
        element("p", f"{scene.clock(ring.begun)} · {state}", class_="note"),
        element("ol", *_in_order(happened)),
    )


def _in_order(happened: Mapping[tuple[datetime, int, int], str]) -> list[Html]:
    return [element("li", happened[key]) for key in sorted(happened)]


def _called(scene: Scene, call: Call) -> str:
    outcome = scene.say(f"rings.outcome.{call.outcome.value}", **_detail(scene, call))
    return scene.say(
        "rings.call", when=scene.clock(call.at), name=scene.named(call.staff), outcome=outcome
    )


def _detail(scene: Scene, call: Call) -> dict[str, str]:
    """What the ringer noted in its own short words, and what push services answered."""
    if call.outcome not in (Outcome.REACHED, Outcome.FAILED):
        return {}
    return {"detail": _noted(scene, call.detail)}


def _noted(scene: Scene, detail: str) -> str:
    for known in NOTES:
        detail = detail.replace(known, scene.say(f"rings.note.{known}"))
    return detail


def _widened(scene: Scene, when: datetime) -> str:
    return scene.say("rings.widened", when=scene.clock(when))


def _recalls(rung: Iterable[Rung]) -> set[datetime]:
    return {one.at for one in rung if one.at is not None and one.recall in _TRIED}


def _recalled(scene: Scene, rung: Iterable[Rung], at: datetime) -> str:
    """Whose devices were told that it is over, at this moment."""
    told = [one for one in rung if one.at == at and one.recall in _TRIED]
    people = (
        _told(scene, [one for one in told if one.staff == staff])
        for staff in dict.fromkeys(one.staff for one in told)
    )
    return scene.say("rings.recalls", when=scene.clock(at), detail=", ".join(people))


def _told(scene: Scene, own: Sequence[Rung]) -> str:
    name = scene.named(own[0].staff)
    took = sum(one.recall is Recall.TAKEN for one in own)
    if took or not own[0].detail:
        return scene.say("rings.recall", name=name, count=f"{took}/{len(own)}")
    return scene.say("rings.recall.failed", name=name, detail=_noted(scene, own[0].detail))


def _answered(scene: Scene, one: Answer) -> str:
    said = scene.say(f"rings.said.{one.said.value}")
    return scene.say(
        "rings.answer", when=scene.clock(one.at), name=scene.named(one.staff), said=said
    )
