"""An alert's lines by what they say: the marks of its payload (docs/formats.md, `do` and `where`).

pwa/app/components/alert.js says the same on the phone.
"""

from typing import Any

from service.page.markup import Html, element


def headline(data: dict[str, Any]) -> int:
    """Which line says most: the headline action, else the first (endings, older payloads)."""
    marked: int | None = data.get("do")
    return 0 if marked is None else marked


def leading(notification: dict[str, Any]) -> list[Html]:
    """What stands on Now of an alert's lines: what to do, where, and the first, in their order."""
    data = notification["data"]
    wanted = {0, headline(data), data.get("where")}
    return [one for at, one in enumerate(lines(notification)) if at in wanted]


def lines(notification: dict[str, Any]) -> list[Html]:
    """Every line of the body; looks and place on the screen depend on its part, words do not."""
    data = notification["data"]
    said = notification["body"].split("\n")
    return [element("p", text, class_=_part(data, at)) for at, text in enumerate(said)]


def _part(data: dict[str, Any], at: int) -> str | None:
    """An action is set large, a first sentence stands out, a place comes after both."""
    if at == data.get("do"):
        return "do"
    if at == data.get("where"):
        return "where"
    return "first" if at == headline(data) else None
