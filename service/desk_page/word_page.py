"""/desk/words/{language}/{id}: one phrase, its sources beside it, and what can be done about it."""

from collections.abc import Mapping, Sequence

import msgspec

from alerts.languages import LANGUAGES
from service.desk.word_corrections import Correction, Stage
from service.desk.word_judging import Judged
from service.desk.word_progress import OPEN, Row, Sought, Standing
from service.desk_page import controls
from service.desk_page.page import document, facts, section
from service.desk_page.scene import Scene
from service.desk_page.word_list import PATH, address, own, query, standing_line
from service.desk_page.word_marks import difference, marked, standing_in
from service.page.markup import Html, element, join
from translations.glossary import Term
from translations.term_sources import term_source

_OURS = "ours"


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """One phrase as one person sees it.

    `typed`: what stands in the field; `judged` and `shown` of it, as preview. `beside`: language ->
    the phrase in the three that every translator may read. `reviewed`: the words of the last
    review, "" for none. `before`, `after`: ids of the neighbours in the list. `hinders`: why this
    person cannot review what waits, or what stands there; "" if they can. `unfit`: what was
    reviewed cannot be said any more. `affects`: languages whose reviewed words are from this
    phrase, and would have to be read again.
    """

    language: str
    row: Row
    sought: Sought
    typed: str
    note: str
    judged: Judged
    shown: Html
    beside: Mapping[str, str]
    terms: tuple[Term, ...]
    reviewed: str
    history: tuple[Correction, ...]
    before: str
    after: str
    may_write: bool
    hinders: str
    unfit: bool
    affects: int


def one_phrase(scene: Scene, bench: Bench, done: str = "", error: str = "") -> bytes:
    name = LANGUAGES[bench.language].name
    return document(
        scene,
        scene.say("words.phrase", language=name, id=bench.row.phrase.id),
        _ways(scene, bench),
        element("p", standing_line(scene, bench.row), class_="next"),
        element("p", scene.say("words.unfit"), class_="refused") if bench.unfit else Html(""),
        _waiting(scene, bench),
        _sources(scene, bench),
        _write(scene, bench) if bench.may_write else Html(""),
        bench.shown,
        _as_it_stands(scene, bench),
        _history(scene, bench),
        done=done,
        error=error,
    )


def _ways(scene: Scene, bench: Bench) -> Html:
    """Keys of the browser's own kind (`accesskey`): no single letter that speech could press."""
    links = []
    for id, to, key in (
        ("words.previous", bench.before, "p"),
        ("words.next", bench.after, "n"),
    ):
        if to:
            href = address(bench.language, to, bench.sought)
            links.append(element("a", scene.say(id), href=href, accesskey=key, class_="button"))
    back = f"{PATH}/{bench.language}{query(bench.sought)}"
    links.append(element("a", scene.say("words.list"), href=back, class_="button"))
    return element("nav", *links, aria_label=scene.say("words.ways"), class_="ways")


def _waiting(scene: Scene, bench: Bench) -> Html:
    found = bench.row.waiting
    if found is None:
        return Html("")
    before = bench.row.words
    parts = [
        element("p", difference(scene, before, found.words), **own(bench.language)),
        element("p", scene.say("words.note", note=found.note)) if found.note else Html(""),
        element("p", scene.say("words.affects", count=str(bench.affects)), class_="note")
        if bench.affects
        else Html(""),
    ]
    return section(
        scene.say("words.waiting"), *parts, *_decide(scene, bench, found), id="words-waiting"
    )


def _decide(scene: Scene, bench: Bench, found: Correction) -> tuple[Html, ...]:
    path = f"{PATH}/corrections/{found.id}"
    seen = element("input", type="hidden", name="seen", value=bench.row.words)
    if found.written_by == scene.number:
        drop = controls.button(scene.say("words.drop"), class_="plain")
        return (
            element("p", scene.say("words.waiting.mine"), class_="note"),
            controls.post(scene, f"{path}/drop{query(bench.sought)}", drop),
        )
    if bench.hinders:
        return (element("p", bench.hinders, class_="note"),)
    return (
        element("p", scene.say("words.review.next"), class_="note"),
        controls.post(
            scene,
            f"{path}/review{query(bench.sought)}",
            seen,
            controls.button(scene.say("words.review")),
            id="review",
        ),
        element(
            "details",
            element("summary", scene.say("words.return")),
            controls.post(
                scene,
                f"{path}/return{query(bench.sought)}",
                controls.area("why", scene.say("words.return.why")),
                controls.button(scene.say("words.return.do"), class_="plain"),
            ),
        ),
    )


def _sources(scene: Scene, bench: Bench) -> Html:
    """Side by side where there is room: what it is written from, and what is said now."""
    row = bench.row
    parts = [_beside(one, words, bench.terms) for one, words in bench.beside.items()]
    name = LANGUAGES[bench.language].name
    said = row.words or scene.say("words.state.missing")
    now = element("h3", scene.say("words.now", language=name))
    stands = element(
        "p", marked(said, (), bench.language), **(own(bench.language) if row.words else {})
    )
    return section(
        scene.say("words.sources"),
        element("div", *parts, element("div", now, stands), class_="beside"),
        _terms(scene, bench),
        facts(_facts(scene, row)),
        id="words-sources",
    )


def _beside(language: str, words: str, terms: Sequence[Term]) -> Html:
    heading = element("h3", LANGUAGES[language].name, lang=LANGUAGES[language].lang)
    known = terms if language in ("ja", "en") else ()
    return element("div", heading, element("p", marked(words, known, language), **own(language)))


def _facts(scene: Scene, row: Row) -> list[tuple[str, str]]:
    slots = " ".join(f"{{{one}}}" for one in row.phrase.slots)
    said = [
        (scene.say("words.appears"), element("span", row.phrase.appears, lang="en")),
        (scene.say("words.limit"), str(row.phrase.limit)),
        (scene.say("words.slots"), slots or scene.say("words.slots.none")),
    ]
    source = term_source(row.phrase.id)
    listed = element("span", source, lang="en")
    return [*said, (scene.say("words.from"), listed)] if source != _OURS else said


def _terms(scene: Scene, bench: Bench) -> Html:
    found = dict.fromkeys(
        one
        for language in ("ja", "en")
        for one in standing_in(bench.beside.get(language, ""), bench.terms, language)
    )
    if not found:
        return Html("")
    lines = [
        element(
            "li",
            element("span", one.ja, lang="ja"),
            " · ",
            element("span", one.en, lang="en"),
            ": ",
            element("span", one.source or scene.say("words.term.ours"), class_="note"),
        )
        for one in found
    ]
    return element("div", element("h3", scene.say("words.terms")), element("ul", *lines))


def _write(scene: Scene, bench: Bench) -> Html:
    row = LANGUAGES[bench.language]
    words = element(
        "textarea",
        bench.typed,
        id="f-words",
        name="words",
        rows=4,
        lang=row.lang,
        dir=row.direction,
        spellcheck="true",
        aria_describedby="words-rule",
        aria_invalid="true" if bench.judged.refusals else None,
        data_slots=" ".join(bench.row.phrase.slots),
    )
    label = element("label", scene.say("words.field", language=row.name), for_="f-words")
    slots = " ".join(f"{{{one}}}" for one in bench.row.phrase.slots)
    said = scene.say("words.rule", slots=slots) if slots else scene.say("words.rule.none")
    rule = element("p", said, id="words-rule", class_="note")
    saves = scene.say("words.save")
    form = controls.post(
        scene,
        address(bench.language, bench.row.phrase.id, bench.sought),
        element("div", label, rule, words, class_="field"),
        element("p", scene.say("words.keys"), class_="note"),
        controls.field("note", scene.say("words.note.field"), bench.note, maxlength="500"),
        element(
            "div",
            controls.button(
                scene.say("words.look"), class_="button", name="act", value="look", accesskey="l"
            ),
            controls.button(saves, name="act", value="save", accesskey="s"),
            class_="buttons",
        ),
        id="words-form",
    )
    form_act = element("div", form, data_act="phrases", data_insert=scene.say("words.insert"))
    return section(scene.say("words.write"), form_act, id="words-write")


def _as_it_stands(scene: Scene, bench: Bench) -> Html:
    """Reviewing what the program came with, or what another speaker wrote before a change."""
    if bench.row.waiting or bench.row.standing not in OPEN - {Standing.MISSING} or bench.hinders:
        return Html("")
    path = f"{PATH}/{bench.language}/{bench.row.phrase.id}/confirmation{query(bench.sought)}"
    form = controls.post(
        scene,
        path,
        element("input", type="hidden", name="words", value=bench.row.words),
        controls.button(scene.say("words.confirm")),
    )
    following = element("p", scene.say("words.confirm.next"), class_="note")
    words = element("p", marked(bench.row.words, (), bench.language), **own(bench.language))
    return section(scene.say("words.as_it_stands"), words, following, form, id="words-confirm")


def _history(scene: Scene, bench: Bench) -> Html:
    parts = []
    if bench.reviewed and bench.reviewed != bench.typed:
        changed = difference(scene, bench.reviewed, bench.typed)
        parts.append(
            join(
                element("h3", scene.say("words.since_review")),
                element("p", changed, **own(bench.language)),
            )
        )
    lines = [_line(scene, bench, one) for one in bench.history]
    if lines:
        parts.append(element("ol", *lines, class_="items"))
    none = element("p", scene.say("words.history.none"), class_="note")
    return section(scene.say("words.history"), *(parts or [none]), id="words-history")


def _line(scene: Scene, bench: Bench, one: Correction) -> Html:
    written = "machine" if not one.written_by else "by"
    said = scene.say(
        f"words.history.{written}",
        name=scene.named(one.written_by),
        when=scene.clock(one.written_at),
    )
    ended = ""
    if one.stage is not Stage.WAITING and one.decided_by is not None and one.decided_at is not None:
        ended = scene.say(
            f"words.stage.{one.stage}",
            name=scene.named(one.decided_by),
            when=scene.clock(one.decided_at),
            why=one.why,
        )
    return element(
        "li",
        element("p", marked(one.words, (), bench.language), **own(bench.language)),
        element("p", f"{said} {ended or scene.say('words.stage.waiting')}", class_="note"),
    )
