"""/desk/words: the translators' workbench, one phrase at a time."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody

from alerts.languages import LANGUAGES
from service.desk.acting import DeskRefused, NotAllowed
from service.desk.roles import Act, speaks
from service.desk.word_corrections import Correction, Stage
from service.desk.word_judging import Judged, composed, judged
from service.desk.word_progress import (
    Row,
    Sought,
    affected,
    beside,
    counted,
    rows,
    wanted,
)
from service.desk.word_samples import in_japanese, sample
from service.desk_page.word_list import MOST, STATES, Found, Progress, address, languages, phrases
from service.desk_page.word_page import Bench, one_phrase
from service.desk_page.word_preview import Typed, preview
from service.errors import NotFound
from service.web.answers import Asked
from service.web.desk.asking import Form, Visitor, acting, visitor
from service.web.desk.replying import goes_to, page
from service.web.numbers import Number
from service.wiring import Service
from translations.catalogues import words_of
from translations.domains import ALERTS, DOMAINS
from translations.glossary import read_glossary

_DONE = frozenset({"saved", "reviewed", "returned", "dropped", "confirmed", "reviewed.app"})
_MOST_TEXT = 100
# More than can be saved, so that what is refused as too long is not looked through for hours.
_MOST_TYPED = 4_000
_UNREADABLE = 422


@get("/words", sync_to_thread=True)
def languages_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    found = visitor(request, service)
    said = service.words.now
    progress = [
        Progress(
            language=one,
            counts=counted(rows(said, one)),
            goes_out=said.book.read_in(one) == (one,),
            is_mine=speaks(found.who.staff, one, found.now),
        )
        for one in LANGUAGES
    ]
    return page(languages(found.scene, progress))


@get("/words/{language:str}", sync_to_thread=True)
def phrases_page(
    language: FromPath[str], request: Asked, service: NamedDependency[Service]
) -> Response[bytes]:
    found, sought = visitor(request, service), _sought(request)
    fitting = wanted(rows(service.words.now, _known(language)), sought)
    first = _first(request, len(fitting))
    shown = Found(
        language=language,
        sought=sought,
        rows=fitting[first : first + MOST],
        first=first,
        count=len(fitting),
    )
    return page(phrases(found.scene, shown, _done(request, found)))


@get("/words/{language:str}/{phrase:str}", sync_to_thread=True)
def phrase_page(
    language: FromPath[str],
    phrase: FromPath[str],
    request: Asked,
    service: NamedDependency[Service],
) -> Response[bytes]:
    found = visitor(request, service)
    row = _row(service, language, phrase)
    typed = row.waiting.words if row.waiting else row.words
    note = row.waiting.note if row.waiting else ""
    bench = _bench(found, service, language, row, _sought(request), typed, note)
    return page(one_phrase(found.scene, bench, _done(request, found)))


@post("/words/{language:str}/{phrase:str}", status_code=200, sync_to_thread=True)
def write(
    language: FromPath[str],
    phrase: FromPath[str],
    request: Asked,
    body: RawBody,
    service: NamedDependency[Service],
) -> Response[bytes]:
    """`look` shows what would become of the words, and saves nothing; `save` has them wait."""
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    row, sought = _row(service, language, phrase), _sought(request)
    words, note = form.one("words")[:_MOST_TYPED], form.one("note")
    if form.one("act") != "save":
        bench = _bench(found, service, language, row, sought, composed(words), note)
        return page(one_phrase(found.scene, bench))
    try:
        note = form.reason("note")
        service.word_room.write(found.who, language, phrase, words, note, found.now)
    except NotAllowed:
        raise
    except DeskRefused as error:
        bench = _bench(found, service, language, row, sought, composed(words), note)
        why = found.scene.refusal(str(error))
        return page(one_phrase(found.scene, bench, error=why), _UNREADABLE)
    return goes_to(_with_done(address(language, phrase, sought), "saved"))


@post("/words/{language:str}/{phrase:str}/confirmation", status_code=303, sync_to_thread=True)
def confirm(
    language: FromPath[str],
    phrase: FromPath[str],
    request: Asked,
    body: RawBody,
    service: NamedDependency[Service],
) -> Response[bytes]:
    """What is said already is right as it stands."""
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    _row(service, language, phrase)
    service.word_room.confirm(found.who, language, phrase, form.one("words"), found.now)
    return goes_to(_with_done(address(language, phrase, _sought(request)), "confirmed"))


@post("/words/corrections/{number:int}/review", status_code=303, sync_to_thread=True)
def review(
    number: Number, request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    return _decided(
        request,
        service.word_room.review(found.who, number, form.one("seen"), found.now),
        "reviewed",
    )


@post("/words/corrections/{number:int}/return", status_code=303, sync_to_thread=True)
def give_back(
    number: Number, request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    return _decided(
        request,
        service.word_room.give_back(found.who, number, form.reason("why"), found.now),
        "returned",
    )


@post("/words/corrections/{number:int}/drop", status_code=303, sync_to_thread=True)
def drop(
    number: Number, request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    found = acting(request, service, Form(body).one("csrf"))
    return _decided(request, service.word_room.drop(found.who, number, found.now), "dropped")


def _decided(request: Asked, found: Correction, done: str) -> Response[bytes]:
    if done == "reviewed" and found.phrase not in ALERTS.phrases:
        done = "reviewed.app"
    return goes_to(_with_done(address(found.language, found.phrase, _sought(request)), done))


def _bench(
    found: Visitor,
    service: Service,
    language: str,
    row: Row,
    sought: Sought,
    typed: str,
    note: str,
) -> Bench:
    room, said, id = service.word_room, service.words.now, row.phrase.id
    history = room.history(language, id)
    verdict = judged(said, language, id, typed)
    before, after = beside(rows(said, language), wanted(rows(said, language), sought), id)
    return Bench(
        language=language,
        row=row,
        sought=sought,
        typed=typed,
        note=note,
        judged=verdict,
        shown=preview(found.scene, _typed(service, language, row, typed, verdict)),
        beside={
            one: words
            for one in ("ja", "en", "ja-simple")
            if one != language and (words := said.words(one, id))
        },
        terms=read_glossary(),
        reviewed=next((one.words for one in history if one.stage is Stage.REVIEWED), ""),
        history=history,
        before=before,
        after=after,
        may_write=not room.hindrance(found.who, Act.TRANSLATE, language, found.now),
        hinders=_hinders(found, service, language, row),
        unfit=(language, id) in said.unfit,
        affects=affected(said, language, id),
    )


def _hinders(found: Visitor, service: Service, language: str, row: Row) -> str:
    room = service.word_room
    hinders = room.hindrance(found.who, Act.REVIEW_WORDS, language, found.now)
    if (
        not hinders
        and row.waiting is None
        and room.author(language, row.phrase.id) == found.who.number
    ):
        hinders = "you wrote this; another speaker has to review it"
    return found.scene.refusal(hinders)


def _typed(service: Service, language: str, row: Row, words: str, verdict: Judged) -> Typed:
    spoken = words_of(service.words.now.catalogues[ALERTS.name])
    return Typed(
        language=language,
        words=words,
        judged=verdict,
        sample=sample(row.phrase.id, language, words, spoken),
        ja=in_japanese(service.words.now.words("ja", row.phrase.id), spoken),
    )


def _row(service: Service, language: str, phrase: str) -> Row:
    """Raises NotFound for what this language does not say."""
    for one in rows(service.words.now, _known(language)):
        if one.phrase.id == phrase:
            return one
    raise NotFound("this language has no such phrase; the list shows all that it has")


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise NotFound("this is no language of ours; the list shows those that there are")
    return language


def _sought(request: Asked) -> Sought:
    asked = request.query_params
    state, domain = asked.get("state", ""), asked.get("domain", "")
    return Sought(
        text=asked.get("text", "")[:_MOST_TEXT],
        state=state if state in STATES else "",
        domain=domain if domain in {one.name for one in DOMAINS} else "",
    )


def _first(request: Asked, count: int) -> int:
    """Where the page of the list begins; the beginning for what is no such number."""
    asked = request.query_params.get("first", "")
    first = int(asked) if asked.isdecimal() and asked.isascii() and len(asked) < 6 else 0
    return first if first < count else 0


def _with_done(path: str, done: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}done={done}"


def _done(request: Asked, found: Visitor) -> str:
    done = request.query_params.get("done")
    return found.scene.say(f"words.done.{done}") if done in _DONE else ""


ROUTES = (languages_page, phrases_page, phrase_page, write, confirm, review, give_back, drop)
