"""The list of districts: by kind, as plain checkboxes; a script narrows it and ticks what is left.

A town has up to thousands of them, so the rows are made once for each language and kept.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby

import msgspec

from geo.gazetteer_file import Entry
from geo.places import Gazetteer
from service.desk_page.scene import Scene
from service.desk_page.words import LANGUAGES
from service.page.markup import Html, element, join

# A kind of few districts stands open; of many one has to be opened, or searched.
_FEW = 60
_REMEMBERED = 8


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """`keys` are ticked, and every district of `kinds`."""

    keys: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


class _Row(msgspec.Struct, frozen=True):
    key: str
    plain: Html
    ticked: Html


class _Kind(msgspec.Struct, frozen=True):
    scheme: str
    rows: tuple[_Row, ...]


def expanded(gazetteer: Gazetteer, chosen: Chosen) -> tuple[str, ...]:
    """The keys that are meant, each once, in the gazetteer's order; unknown ones last, as named."""
    known = [one.key for one in gazetteer.listed()]
    wanted = [key for key in known if key in chosen.keys or _scheme(key) in chosen.kinds]
    return (*wanted, *sorted(chosen.keys - set(known)))


def districts(scene: Scene, gazetteer: Gazetteer, chosen: Chosen, town: str | None = None) -> Html:
    """`town`: the key of the one district that is the whole town; it stands first."""
    kinds = _kinds(gazetteer, scene.language)
    whole = [row for kind in kinds for row in kind.rows if row.key == town]
    is_single = len(kinds) == 1
    lists = [_list(scene, kind, chosen, town, is_single=is_single) for kind in kinds]
    return element(
        "fieldset",
        element("legend", scene.say("draft.where.districts")),
        _search(scene),
        *(_whole(scene, row, chosen) for row in whole),
        *lists,
        class_="districts",
        data_act="districts",
    )


def _search(scene: Scene) -> Html:
    """Shown by the script that it needs."""
    words = "draft.districts.shown"
    return element(
        "div",
        element("label", scene.say("draft.districts.search"), for_="f-narrow"),
        element("input", id="f-narrow", type="search", autocomplete="off"),
        element("button", scene.say("draft.districts.tick"), type="button", class_="tick"),
        element("button", scene.say("draft.districts.untick"), type="button", class_="untick"),
        element("p", "", role="status", class_="note", data_words=LANGUAGES[scene.language][words]),
        class_="narrow",
        hidden=True,
    )


def _whole(scene: Scene, row: _Row, chosen: Chosen) -> Html:
    is_ticked = row.key in chosen.keys
    return element(
        "div",
        element("p", scene.say("draft.districts.town"), class_="note"),
        row.ticked if is_ticked else row.plain,
        class_="ticks",
    )


def _list(scene: Scene, kind: _Kind, chosen: Chosen, town: str | None, *, is_single: bool) -> Html:
    rows = [row for row in kind.rows if row.key != town]
    ticked = [row.key in chosen.keys for row in rows]
    count = str(len(rows))
    shown = [row.ticked if tick else row.plain for row, tick in zip(rows, ticked, strict=True)]
    all_of = element(
        "label",
        element(
            "input",
            type="checkbox",
            name="kind-of-district",
            value=kind.scheme,
            checked=kind.scheme in chosen.kinds,
        ),
        element("span", scene.say("draft.districts.all", count=count)),
        class_="all",
    )
    return element(
        "details",
        element("summary", f"{_called(scene, kind.scheme)} ({count})"),
        all_of,
        element("div", join(*shown), class_="ticks many"),
        open=is_single or len(rows) <= _FEW or any(ticked),
        data_kind=kind.scheme,
    )


def _called(scene: Scene, scheme: str) -> str:
    id = f"draft.scheme.{scheme}"
    known = LANGUAGES[scene.language].get(id)
    return scene.say("draft.scheme.other", scheme=scheme) if known is None else known


@lru_cache(maxsize=_REMEMBERED)
def _kinds(gazetteer: Gazetteer, language: str) -> tuple[_Kind, ...]:
    listed = sorted(gazetteer.listed(), key=lambda one: _scheme(one.key))
    return tuple(
        _Kind(scheme, tuple(_rows(entries, language)))
        for scheme, entries in groupby(listed, lambda one: _scheme(one.key))
    )


def _rows(entries: Iterable[Entry], language: str) -> Iterable[_Row]:
    for one in entries:
        name = named(one.names, language) or one.key
        searched = " ".join(dict.fromkeys([*one.names.values(), one.key])).lower()
        yield _Row(
            one.key, _row(one.key, name, searched), _row(one.key, name, searched, is_ticked=True)
        )


def named(names: Mapping[str, str], language: str) -> str:
    return names.get(language) or names.get("ja") or next(iter(names.values()), "")


def _row(key: str, name: str, searched: str, *, is_ticked: bool = False) -> Html:
    box = element("input", type="checkbox", name="district", value=key, checked=is_ticked)
    return element("label", box, element("span", name), data_search=searched)


def _scheme(key: str) -> str:
    return key.partition(":")[0]
