"""/desk/words: how far each language is, and the phrases of one of them."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import msgspec

from alerts.languages import LANGUAGES
from service.desk.word_progress import Row, Sought, Standing
from service.desk_page import controls
from service.desk_page.page import document, section
from service.desk_page.scene import Scene
from service.desk_page.word_marks import chips
from service.page.markup import Html, element
from translations.domains import DOMAINS

PATH = "/desk/words"
MOST = 40
STATES = ("open", "waiting", *Standing)
"""What the list can be narrowed to."""


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """Of one language: domain -> standing or `waiting` -> how many. `goes_out`: whether its alerts
    are read in it. `is_mine`: whether the reader may write in it."""

    language: str
    counts: Mapping[str, Mapping[str, int]]
    goes_out: bool
    is_mine: bool


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """`rows`: one page of them, `first` the number of its first, from 0; `count`: of all."""

    language: str
    sought: Sought
    rows: Sequence[Row]
    first: int
    count: int


def languages(scene: Scene, progress: Sequence[Progress]) -> bytes:
    mine = [one for one in progress if one.is_mine]
    others = [one for one in progress if not one.is_mine]
    return document(
        scene,
        scene.say("words.title"),
        element("p", scene.say("words.intro"), class_="next"),
        _languages(scene, "words.mine", mine) if mine else Html(""),
        _languages(scene, "words.others" if mine else "words.all", others) if others else Html(""),
    )


def phrases(scene: Scene, found: Found, done: str = "") -> bytes:
    name = LANGUAGES[found.language].name
    return document(
        scene,
        scene.say("words.of", language=name),
        element("p", element("a", scene.say("words.back"), href=PATH)),
        _find(scene, found),
        element("p", scene.say("words.count", count=str(found.count)), role="status"),
        element("ol", *(_item(scene, found, one) for one in found.rows), class_="items phrases"),
        _pages(scene, found),
        done=done,
    )


def address(language: str, id: str, sought: Sought) -> str:
    """Of a phrase's page, in the list that somebody works through."""
    return f"{PATH}/{language}/{id}{query(sought)}"


def own(language: str) -> dict[str, str]:
    """Attributes of words in one of our languages."""
    row = LANGUAGES[language]
    return {"lang": row.lang, "dir": row.direction}


def _languages(scene: Scene, id: str, progress: Sequence[Progress]) -> Html:
    items = [_progress(scene, one) for one in progress]
    name = id.replace(".", "-")
    return section(scene.say(id), element("ul", *items, class_="items"), id=name)


def _progress(scene: Scene, one: Progress) -> Html:
    name = LANGUAGES[one.language].name
    narrowed = Sought(state="open" if one.is_mine else "")
    href = f"{PATH}/{one.language}{query(narrowed)}"
    link = element("a", element("span", name, **own(one.language)), href=href)
    lines = [_counts(scene, name, domain.name, one.counts[domain.name]) for domain in DOMAINS]
    id = "words.goes_out" if one.goes_out else "words.stays"
    return element("li", element("h3", link), *lines, element("p", scene.say(id), class_="note"))


def _counts(scene: Scene, name: str, domain: str, counts: Mapping[str, int]) -> Html:
    whole = sum(counts.get(one, 0) for one in Standing)
    checked = counts.get(Standing.REVIEWED, 0) + counts.get(Standing.OFFICIAL, 0)
    said = [
        f"{scene.say(f'words.state.{one}')}: {counts[one]}"
        for one in (*Standing, "waiting")
        if counts.get(one)
    ]
    title = scene.say(f"words.domain.{domain}")
    bar = element("progress", max=whole, value=checked, aria_label=f"{name}, {title}")
    return element(
        "div",
        element("p", f"{title} · {scene.say('words.and').join(said)}"),
        bar,
        class_="far",
    )


def _find(scene: Scene, found: Found) -> Html:
    sought, everything = found.sought, ("", scene.say("words.any"))
    states = [everything, *((one, scene.say(f"words.state.{one}")) for one in STATES)]
    domains = [everything, *((d.name, scene.say(f"words.domain.{d.name}")) for d in DOMAINS)]
    return element(
        "form",
        controls.field("text", scene.say("words.search"), sought.text, type="search"),
        controls.choice("state", scene.say("words.state"), states, sought.state),
        controls.choice("domain", scene.say("words.domain"), domains, sought.domain),
        controls.button(scene.say("words.search.do"), class_="button"),
        method="get",
        action=f"{PATH}/{found.language}",
        role="search",
        class_="find",
    )


def _item(scene: Scene, found: Found, row: Row) -> Html:
    id = row.phrase.id
    ja, en = row.sources
    source, lang = (ja, "ja") if (scene.language == "ja" and ja) or not en else (en, "en")
    words = row.waiting.words if row.waiting else row.words
    link = element("a", id, href=address(found.language, id, found.sought))
    return element(
        "li",
        element("h2", link),
        element("p", chips(source), lang=lang, class_="note") if source else Html(""),
        element("p", chips(words), **own(found.language)) if words else Html(""),
        element("p", standing_line(scene, row), class_="note"),
    )


def standing_line(scene: Scene, row: Row) -> str:
    said = scene.say(f"words.state.{row.standing}")
    if row.standing in (Standing.REVIEWED, Standing.OFFICIAL, Standing.CHANGED):
        said = scene.say(f"words.state.{row.standing}.by", said=_of(row.said_of_state))
    if row.waiting is None:
        return said
    name = scene.named(row.waiting.written_by)
    waits = scene.say("words.waits", name=name, when=scene.clock(row.waiting.written_at))
    return f"{said}{scene.say('words.and')}{waits}"


def _of(said_of_state: str) -> str:
    """`NAME, DATE` or the source of an official term."""
    for beginning in ("changed since review by ", "reviewed by ", "official "):
        if said_of_state.startswith(beginning):
            return said_of_state.removeprefix(beginning).strip("()")
    return said_of_state


def _pages(scene: Scene, found: Found) -> Html:
    ways = []
    if found.first:
        ways.append((scene.say("words.page.previous"), max(found.first - MOST, 0), "prev"))
    if found.first + MOST < found.count:
        ways.append((scene.say("words.page.next"), found.first + MOST, "next"))
    links = [
        element(
            "a",
            words,
            href=f"{PATH}/{found.language}{query(found.sought, first)}",
            rel=rel,
            class_="button",
        )
        for words, first, rel in ways
    ]
    return element("nav", *links, aria_label=scene.say("words.pages")) if links else Html("")


def query(sought: Sought, first: int = 0) -> str:
    """What is asked for, as the end of an address."""
    given = {"text": sought.text, "state": sought.state, "domain": sought.domain}
    if first:
        given["first"] = str(first)
    kept = urlencode({key: value for key, value in given.items() if value})
    return f"?{kept}" if kept else ""
