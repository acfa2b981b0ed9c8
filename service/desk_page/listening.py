"""What every page has for rings: who calls, two answers, and whether this page would sound.

Without script nothing of it is seen: rings then come by push alone, and stand in /desk/rings.
"""

from service.desk_page import controls
from service.desk_page.scene import Scene
from service.page.markup import Html, element

_STATES = ("on", "off", "blocked", "deaf")


def listening(scene: Scene) -> Html:
    """For somebody who is in; pwa/desk/listening.js fills it. It stands after the page's heading:
    a call is heard at once, and takes nobody's place."""
    if not scene.name:
        return Html("")
    return element(
        "section",
        element("div", id="ringing-now", aria_live="assertive"),
        element("template", _call(scene), id="ring-call"),
        class_="ringing",
        aria_label=scene.say("rings"),
        data_act="listen",
        data_title=scene.say("ring.title"),
        hidden=True,
    )


def sounding(scene: Scene) -> Html:
    """Stands in the bar, so that the page's own words begin as high as they can on a phone."""
    said = [
        element("span", scene.say(f"sound.state.{one}"), data_sound_state=one, hidden=True)
        for one in _STATES
    ]
    toggle = [
        element("button", scene.say(f"sound.{one}"), type="button", data_sound=one, hidden=True)
        for one in ("on", "off")
    ]
    return element("p", *toggle, element("span", *said, role="status"), class_="sound", hidden=True)


def _call(scene: Scene) -> Html:
    """One that calls this person; the script fills in what and where."""
    return element(
        "section",
        element("p", scene.say("ring.here"), class_="calls"),
        element("h2"),
        element("p", class_="said"),
        element("p", element("a", scene.say("ring.open"), class_="button go", href="/desk/rings")),
        answers(scene, ""),
    )


def answers(scene: Scene, id: str) -> Html:
    """`id`: the ring's; "" where the script fills it in."""
    buttons = [
        controls.button(scene.say(f"ring.{one}"), class_=class_, name="said", value=one)
        for one, class_ in (("coming", "go"), ("cannot", "button"))
    ]
    return controls.post(scene, f"/desk/rings/{id}/answer" if id else "/desk/rings", *buttons)
