"""What phones will show, as wide as a small screen; out of the very bytes that would be pushed."""

from collections.abc import Iterable

import msgspec

from alerts.desk.checks import SHOWN_LINES
from alerts.languages import described
from alerts.model import Relation
from alerts.ports import Edition
from service.desk_page.scene import Scene
from service.page.markup import Html, element, join

SHOWN = ("ja", "ja-simple", "en")


def phones(scene: Scene, editions: Iterable[Edition], relation: Relation) -> Html:
    """The three languages that always go out, side by side; one under another on a phone."""
    found = {one.language: one for one in editions if one.relation is relation}
    return element(
        "div", *(_phone(scene, found[one]) for one in SHOWN if one in found), class_="phones"
    )


def everything(scene: Scene, editions: tuple[Edition, ...], relation: Relation) -> Html:
    """The three, and every other language folded away below them."""
    rest = [one for one in editions if one.relation is relation and one.language not in SHOWN]
    others = element(
        "details",
        element("summary", scene.say("preview.others")),
        element("div", *(_phone(scene, one) for one in rest), class_="phones"),
    )
    return join(phones(scene, editions, relation), others if rest else "")


def _phone(scene: Scene, edition: Edition) -> Html:
    """Where a small phone would cut it until it is opened, a line says so."""
    told = msgspec.json.decode(edition.payload)["notification"]
    lines = [element("p", line) for line in str(told["body"]).split("\n")]
    if len(lines) > SHOWN_LINES:
        fold = element("p", scene.say("preview.fold"), class_="fold", lang=scene.language)
        lines.insert(SHOWN_LINES, fold)
    words = element(
        "div",
        element("h3", str(told["title"])),
        *lines,
        lang=str(told["lang"]),
        dir=str(told["dir"]),
    )
    label = element("p", described(edition.language).name, class_="tongue")
    return element("div", label, words, class_="phone")
