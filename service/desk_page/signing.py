"""The one button of a page that a passkey confirms: last, large, and saying what it does."""

from alerts.model import Mode
from service.desk_page.scene import Scene
from service.page.markup import Html, element


def signed(scene: Scene, path: str, words: str, mode: Mode | None = None) -> Html:
    """`path`: where `/ask` gives what is signed and `/approve` takes the answer.

    The script lets it be pressed: before it is there, a tap would do nothing and say nothing.
    """
    button = element(
        "button",
        f"{scene.mark(mode)}{words}",
        type="button",
        class_="go send",
        data_act="sign",
        data_path=path,
        disabled=True,
    )
    told = element("p", id="told", class_="refused", role="alert", hidden=True)
    return element(
        "div",
        element("p", scene.say("submission.passkey"), class_="note"),
        element("noscript", element("p", scene.say("login.needs_script"))),
        told,
        button,
        class_="approve",
    )
