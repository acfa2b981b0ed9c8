"""The one button of a page that a passkey confirms: last, large, and saying what it does."""

from alerts.model import Mode
from service.desk_page.controls import scripted
from service.desk_page.scene import Scene
from service.page.markup import Html, element


def signed(scene: Scene, path: str, words: str, mode: Mode | None = None, tick: str = "") -> Html:
    """`path`: where `/ask` gives what is signed and `/approve` takes the answer.

    `tick`: what has to be ticked first; "" for nothing.
    """
    button = scripted(
        f"{scene.mark(mode)}{words}", class_="go send", data_act="sign", data_path=path
    )
    told = element("p", id="told", class_="refused", role="alert", hidden=True)
    box = element("input", type="checkbox", name="knows")
    return element(
        "div",
        element("label", box, element("span", tick), class_="knows") if tick else Html(""),
        element("p", scene.say("submission.passkey"), class_="note"),
        element("noscript", element("p", scene.say("login.needs_script"))),
        told,
        button,
        class_="approve",
    )
