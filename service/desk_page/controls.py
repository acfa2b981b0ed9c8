"""Labelled controls of forms. Every form that changes something carries the session's token."""

from collections.abc import Iterable

from service.desk_page.scene import Scene
from service.page.markup import Html, element

Choice = tuple[str, str]
"""A value and its words."""


def post(scene: Scene, action: str, *children: str, id: str | None = None) -> Html:
    token = element("input", type="hidden", name="csrf", value=scene.csrf)
    return element("form", token, *children, method="post", action=action, id=id)


def button(words: str, *, class_: str = "go", **attributes: str | bool | None) -> Html:
    return element("button", words, type="submit", class_=class_, **attributes)


def scripted(words: str, *, class_: str = "go", **attributes: str | bool | None) -> Html:
    """A button that only a script of the page serves: `data-act` is on it or around it.

    It cannot be pressed before that script is there (pwa/desk/desk.js): a tap would do nothing and
    say nothing, or send the form's fields to nowhere.
    """
    given: dict[str, str | bool | None] = {"type": "button", **attributes}
    return element("button", words, class_=class_, data_scripted=True, disabled=True, **given)


def scripted_form(act: str, *children: str, **attributes: str | None) -> Html:
    """One that its script alone sends, never the browser: what is typed gets into no address."""
    return element("form", *children, method="dialog", data_act=act, **attributes)


def field(
    name: str, label: str, value: str = "", *, type: str = "text", id: str = "", **more: str
) -> Html:
    """`id`: where a page has several of one name."""
    id = id or f"f-{name}"
    control = element("input", id=id, name=name, type=type, value=value, **more)
    return element("div", element("label", label, for_=id), control, class_="field")


def area(name: str, label: str, value: str = "", *, lang: str | None = None) -> Html:
    id = f"f-{name}"
    control = element("textarea", value, id=id, name=name, rows=3, lang=lang)
    return element("div", element("label", label, for_=id), control, class_="field")


def choice(name: str, label: str, options: Iterable[Choice], chosen: str = "") -> Html:
    id = f"f-{name}"
    shown = [
        element("option", words, value=value, selected=value == chosen) for value, words in options
    ]
    control = element("select", *shown, id=id, name=name)
    return element("div", element("label", label, for_=id), control, class_="field")


def radios(name: str, legend: str, options: Iterable[Choice], chosen: str) -> Html:
    return _ticks("radio", name, legend, options, {chosen}, "ticks")


def checkboxes(name: str, legend: str, options: Iterable[Choice], chosen: frozenset[str]) -> Html:
    return _ticks("checkbox", name, legend, options, chosen, "ticks many")


def _ticks(
    type: str,
    name: str,
    legend: str,
    options: Iterable[Choice],
    chosen: Iterable[str],
    class_: str,
) -> Html:
    ticked = set(chosen)
    lines = [
        element(
            "label",
            element("input", type=type, name=name, value=value, checked=value in ticked),
            element("span", words),
        )
        for value, words in options
    ]
    return element("fieldset", element("legend", legend), element("div", *lines, class_=class_))
