"""What phones will show, as wide as a small screen; out of the very bytes that would be pushed."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from alerts.desk.checks import SHOWN_LINES
from alerts.languages import FIRST, described
from alerts.model import Relation
from alerts.ports import Edition
from service.desk_page.scene import Scene
from service.page.markup import Html, element

SHOWN = ("ja", "ja-simple", "en")


def everything(
    scene: Scene,
    editions: Iterable[Edition],
    relation: Relation,
    unchecked: frozenset[str] = frozenset(),
    id: str = "texts",
) -> Html:
    """Every language under its heading; the page's script makes tabs of them (pwa/desk/tongues.js).

    The first holds those that always go out, side by side where there is room. Above them stands
    how many there are, and which are drafts of a machine: nobody opens twenty tabs at night.
    `unchecked`: languages of ours with such sentences. `id`: one on its page.
    """
    found = {one.language: one for one in editions if one.relation is relation}
    ordered = _ordered(scene, found)
    always = tuple(one for one in ordered if one in SHOWN)
    parts = ((always,) if always else ()) + tuple((one,) for one in ordered if one not in SHOWN)
    return element(
        "div",
        element("p", _counted(scene, found, unchecked)),
        *_told_otherwise(scene, _ordered(scene, found), unchecked),
        *(_part(scene, [found[one] for one in part], unchecked) for part in parts),
        id=id,
        class_="tongues",
        data_act="tongues",
        data_label=scene.say("preview.languages"),
    )


def _ordered(scene: Scene, found: Mapping[str, Edition]) -> list[str]:
    """The reader's own first, then those that always go out, then as they are listed."""
    first = [one for one in (scene.language, *SHOWN) if one in found]
    return list(dict.fromkeys((*first, *found)))


def _counted(scene: Scene, found: Mapping[str, Edition], unchecked: frozenset[str]) -> str:
    drafts = [described(one).name for one in _ordered(scene, found) if one in unchecked]
    count = str(len(found))
    if not drafts:
        return scene.say("preview.count.checked", count=count)
    if len(drafts) == len(found):
        return scene.say("preview.count.drafts", count=count)
    names = scene.say("preview.count.between").join(drafts)
    return scene.say("preview.count", count=count, drafts=str(len(drafts)), names=names)


def _told_otherwise(
    scene: Scene, languages: Iterable[str], unchecked: frozenset[str]
) -> list[Html]:
    """Whose readers get easy Japanese and English, because their own sentences are drafts."""
    names = [described(one).name for one in languages if one in unchecked and one not in FIRST]
    if not names:
        return []
    listed = scene.say("preview.count.between").join(names)
    words = scene.say("preview.fallback", count=str(len(names)), names=listed)
    return [element("p", words, class_="note")]


def _part(scene: Scene, editions: Sequence[Edition], unchecked: frozenset[str]) -> Html:
    """`h3`: also the words of its tab."""
    names = [_name(one) for one in editions]
    spaced = [word for name in names for word in (" · ", name)][1:]
    are_drafts = any(one.language in unchecked for one in editions)
    mark = (" ", element("span", scene.say("preview.draft"), class_="draft-mark"))
    heading = element("h3", element("span", *spaced), *(mark if are_drafts else ()))
    if len(editions) == 1:
        return element("section", heading, _phone(scene, editions[0]), class_="tongue-part")
    beside = (element("div", element("h4", _name(one)), _phone(scene, one)) for one in editions)
    return element("section", heading, *beside, class_="tongue-part together")


def _name(edition: Edition) -> Html:
    language = described(edition.language)
    return element("span", language.name, lang=language.lang)


def _phone(scene: Scene, edition: Edition) -> Html:
    """Where a small phone would cut it until it is opened, a line says so."""
    told = msgspec.json.decode(edition.payload)["notification"]
    lines = [element("p", line) for line in str(told["body"]).split("\n")]
    if len(lines) > SHOWN_LINES:
        fold = element("p", scene.say("preview.fold"), class_="fold", lang=scene.language)
        lines.insert(SHOWN_LINES, fold)
    words = element(
        "div",
        element("p", str(told["title"]), class_="title"),
        *lines,
        lang=str(told["lang"]),
        dir=str(told["dir"]),
    )
    return element("div", words, class_="phone")
