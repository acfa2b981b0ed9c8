"""What becomes of typed words: what stands against them, and how they are read on a phone."""

import msgspec

from alerts.languages import LANGUAGES
from service.desk.word_judging import Judged
from service.desk.word_samples import Sample
from service.desk_page.page import section
from service.desk_page.scene import Scene
from service.desk_page.word_list import own
from service.desk_page.word_marks import chips
from service.page.markup import Html, element

ID = "words-shown"


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """Words of one phrase, which need not be saved. `ja`: the phrase in Japanese, for the card."""

    language: str
    words: str
    judged: Judged
    sample: Sample
    ja: str


def preview(scene: Scene, typed: Typed) -> Html:
    """Replaced as a whole while somebody types (pwa/desk/phrases.js)."""
    return section(
        scene.say("words.shown"),
        element("p", chips(typed.words), **own(typed.language), class_="typed"),
        _meters(scene, typed.judged),
        _findings(scene, typed.judged),
        _screens(scene, typed),
        id=ID,
    )


def _meters(scene: Scene, judged: Judged) -> Html:
    count, limit = str(judged.characters), str(judged.limit)
    lines = [
        _meter(
            scene.say("words.characters", count=count, limit=limit), judged.characters, judged.limit
        )
    ]
    if judged.bytes:
        said = scene.say("words.bytes", count=f"{judged.bytes:,}", limit=f"{judged.most_bytes:,}")
        lines.append(_meter(said, judged.bytes, judged.most_bytes))
    return element("div", *lines, class_="meters")


def _meter(said: str, value: int, most: int) -> Html:
    bar = element("meter", min=0, max=most, high=most * 9 // 10, value=value, aria_hidden="true")
    return element("p", element("span", said), bar, class_="over" if value > most else None)


def _findings(scene: Scene, judged: Judged) -> Html:
    refused = [
        element(
            "li",
            element("strong", scene.say("words.refuses")),
            " ",
            scene.refusal(one),
            class_="refuse",
        )
        for one in judged.refusals
    ]
    found = [
        element("li", element("strong", scene.say("words.look_at")), " ", scene.refusal(one))
        for one in judged.findings
    ]
    fine = element("p", scene.say("words.fine"), class_="note")
    listed = element("ul", *refused, *found, class_="checks") if refused or found else fine
    return element("div", listed, role="status", id="words-findings")


def _screens(scene: Scene, typed: Typed) -> Html:
    if not typed.words:
        return element("div", class_="screens")
    parts = []
    if typed.sample.title:
        parts.append(_part(scene, "notice", _phone(typed.sample)))
        parts.append(_part(scene, "page", _page(typed.sample)))
    else:
        parts.append(_part(scene, "page", _alone(typed.sample)))
    if typed.ja:
        parts.append(_part(scene, "card", _card(typed)))
    return element("div", *parts, class_="screens")


def _part(scene: Scene, id: str, shown: Html) -> Html:
    return element("div", element("h3", scene.say(f"words.as.{id}")), shown)


def _phone(sample: Sample) -> Html:
    lines = [_line("p", one, at, sample) for at, one in enumerate(sample.lines, 1)]
    title = _line("p", sample.title, 0, sample, "title")
    words = element("div", title, *lines, lang=sample.lang, dir=sample.direction)
    return element("div", words, class_="phone")


def _page(sample: Sample) -> Html:
    lines = [_line("p", one, at, sample) for at, one in enumerate(sample.lines, 1)]
    title = _line("p", sample.title, 0, sample, "headline")
    return element("div", title, *lines, lang=sample.lang, dir=sample.direction, class_="screen")


def _alone(sample: Sample) -> Html:
    words = element("p", sample.alone)
    return element("div", words, lang=sample.lang, dir=sample.direction, class_="screen")


def _line(name: str, words: str, at: int, sample: Sample, class_: str = "") -> Html:
    """What says the phrase is marked."""
    is_it = at in sample.at
    said = element("mark", words) if is_it else words
    return element(name, said, class_=class_ or None)


def _card(typed: Typed) -> Html:
    """Held out to somebody: large, the reader's words above and Japanese below."""
    own_words = element("p", typed.sample.alone, **own(typed.language))
    japanese = element("p", typed.ja, lang="ja", dir="ltr", class_="shown-to")
    same = LANGUAGES[typed.language].lang == "ja"
    return element("div", own_words, *(() if same else (japanese,)), class_="screen held-out")
