"""When somebody will be logged out, said before it happens; and what they typed, kept meanwhile."""

from service.desk_page.scene import Scene
from service.page.markup import Html, element


def leaving(scene: Scene) -> Html:
    """At the end of every page. The page's script shows the hidden parts when their time comes."""
    stay = scene.stay
    if stay is None:
        return Html("")
    idle, ends = scene.clock(min(stay.idle_ends, stay.ends)), scene.clock(stay.ends)
    return element(
        "div",
        element("p", scene.say("leaving.when", idle=idle, ends=ends), class_="note"),
        _soon(scene),
        _gone(scene),
        _kept(scene),
        data_act="stay",
        data_number=scene.number,
        data_soon=scene.say("leaving.soon"),
        id="leaving",
    )


def _soon(scene: Scene) -> Html:
    button = element("button", scene.say("leaving.stay"), type="button", class_="go")
    return element("p", element("span"), " ", button, id="leaving-soon", role="alert", hidden=True)


def _gone(scene: Scene) -> Html:
    again = element("a", scene.say("leaving.again"), href="/desk/login", class_="button")
    said = scene.say("leaving.gone")
    return element("p", said, " ", again, id="leaving-gone", role="alert", hidden=True)


def _kept(scene: Scene) -> Html:
    """Shown above a draft of which something was typed in this window and not saved."""
    back = element("button", scene.say("kept.back"), type="button", class_="go", id="kept-back")
    drop = element("button", scene.say("kept.drop"), type="button", id="kept-drop")
    said = element("span", scene.say("kept.said"))
    return element("p", said, " ", back, " ", drop, id="kept", role="status", hidden=True)
