"""The plate of an alert: colour, shape and pictogram, without any text (the title has the words).

pwa/app/components/plate.js draws the same on the phone.
"""

from types import MappingProxyType
from typing import Any

from service.page.markup import Html, element
from service.page.visit import Visit

_DRAWN = frozenset(
    {"flood", "landslide", "storm_surge", "earthquake", "tsunami", "fire", "storm", "volcano"}
)
_LIKE = MappingProxyType({"inland_flood": "flood", "tornado": "storm"})
_TSUNAMI = MappingProxyType(
    {"protect": "protect", "leave": "leave", "leave_if_slow": "leave", "ready": "ready"}
)


def plate(visit: Visit, data: dict[str, Any]) -> Html:
    name = plate_name(data)
    shape = f"level-{name}" if name.isdigit() else name
    drawings = [] if name == "plain" else [picture(visit, shape, "shape")]
    drawings.append(picture(visit, _pictogram(data["kind"]), "kind"))
    return element("p", *drawings, class_=f"plate plate-{name}", aria_hidden="true")


def plate_name(data: dict[str, Any]) -> str:
    """A level's digit, a tsunami's class, or "plain": never a borrowed number, nothing once over.

    Payloads of before levels were stored have none; they are plain.
    """
    if data["phase"] != "live":
        return "plain"
    if level := data.get("level"):
        return str(level)
    if data["kind"] == "tsunami" and data["strength"] in _TSUNAMI:
        return f"tsunami-{_TSUNAMI[data['strength']]}"
    return "plain"


def picture(visit: Visit, name: str, part: str | None = None) -> Html:
    """One drawing of icons/sprite.svg."""
    use = element("use", href=f"{visit.version.url('icons/sprite.svg')}#{name}")
    return element("svg", use, class_=part, aria_hidden="true", focusable="false")


def _pictogram(kind: str) -> str:
    return kind if kind in _DRAWN else _LIKE.get(kind, "other")
