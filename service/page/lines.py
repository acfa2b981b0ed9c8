"""An alert's lines by what they say: the marks of its payload (docs/formats.md, `do` and `where`).

pwa/app/components/alert.js says the same on the phone.
"""

from typing import Any

from alerts.languages import described
from service.page.markup import Html, element, join
from service.page.two_languages import first_of, languages_of_lines, titles


def headline(data: dict[str, Any]) -> int:
    """Which line says most: the headline action, else the first (endings, older payloads)."""
    marked: int | None = data.get("do")
    return 0 if marked is None else marked


def leading(notification: dict[str, Any]) -> list[Html]:
    """What stands on Now of an alert's lines: what to do, where, and the first, in their order."""
    data = notification["data"]
    said = {headline(data), data.get("where")}
    return [
        one
        for at, one in enumerate(lines(notification))
        if at == 0 or first_of(notification, at) in said
    ]


def marked_title(notification: dict[str, Any]) -> Html:
    """In one language or in two, each marked as what it is."""
    said = titles(notification)
    if len(said) == 1:
        return join(notification["title"])
    return join(*(_marked("span", text, lang, notification) for lang, text in said))


def lines(notification: dict[str, Any]) -> list[Html]:
    """Every line of the body; looks and place on the screen depend on its part, words do not."""
    data = notification["data"]
    said = zip(notification["body"].split("\n"), languages_of_lines(notification), strict=True)
    return [
        _marked("p", text, lang, notification, _part(data, first_of(notification, at)))
        for at, (text, lang) in enumerate(said)
    ]


def _marked(
    name: str, text: str, lang: str, notification: dict[str, Any], class_: str | None = None
) -> Html:
    """With its language, where that is another than all around it is in."""
    if lang == notification["lang"]:
        return element(name, text, class_=class_)
    return element(name, text, class_=class_, lang=lang, dir=described(lang).direction)


def _part(data: dict[str, Any], at: int) -> str | None:
    """An action is set large, a first sentence stands out, a place comes after both."""
    if at == data.get("do"):
        return "do"
    if at == data.get("where"):
        return "where"
    return "first" if at == headline(data) else None
