"""/desk/words over HTTP: what a page shows, what is refused beside the field, and what is said."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import lxml.html
import pytest

from service.desk.ports import Role
from tests.service.web.desk_world import Person, World, desk_world
from tests.service.web.keyed import keyed

CLOCK = "/desk/words/fr/order.clock"
MENDED = "Ordre de {issuer} du {time}."


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with desk_world(tmp_path_factory.mktemp("words")) as made:
        yield made


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with desk_world(tmp_path) as made:
        yield made


def shown(world: World, path: str, language: str = "en", person: Person | None = None) -> str:
    who = person or world.author
    headers = {**who.cookie, "Accept-Language": language, "Accept": "text/html"}
    answer = world.client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.text


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", " ".join(lxml.html.fromstring(page).itertext()))


def sent(world: World, path: str, language: str = "en", **fields: str) -> httpx.Response:
    """A form of the author's, whose answer is a page."""
    headers = {**world.author.cookie, "Accept-Language": language, "Accept": "text/html"}
    body = {**fields, "csrf": world.author.csrf}
    answer: httpx.Response = world.client.post(path, headers=headers, data=body)
    return answer


def look(world: World, words: str, language: str = "en") -> str:
    return text_of(sent(world, CLOCK, language, act="look", words=words).text)


def classed(page: lxml.html.HtmlElement, name: str) -> list[lxml.html.HtmlElement]:
    return list(page.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]"))


def save(world: World, words: str, path: str = CLOCK) -> str:
    answer = world.ask("POST", path, world.author, {"act": "save", "words": words})
    assert answer.status_code == 303
    return answer.headers["location"]


def test_the_first_page_counts_what_each_language_still_needs(opened: World) -> None:
    page = text_of(shown(opened, "/desk/words"))

    assert re.search(r"Français Alerts · machine draft: \d+", page)
    assert re.search(r"English Alerts · machine draft: \d+ · waiting for review: 1", page)


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("text=order.clock", "order.clock", "order.clock"),
        ("text=MESSAGE+D%E2%80%99ORDRE+DE", "order.clock", "order.clock"),
        ("domain=app&text=now.quiet", "now.quiet", "now.quiet.places"),
    ],
)
def test_a_list_is_narrowed_by_words_names_and_kind(
    opened: World, query: str, first: str, last: str
) -> None:
    page = lxml.html.fromstring(shown(opened, f"/desk/words/fr?{query}"))

    found = [one.text_content() for one in page.xpath("//ol//h2/a")]
    assert (found[0], found[-1]) == (first, last)


@pytest.mark.parametrize("text", ["危ない場所から逃げて", "危(あぶ)ない 場所(ばしょ)から"])
def test_easy_japanese_is_found_as_one_types_it_and_as_it_is_written(
    opened: World, text: str
) -> None:
    page = lxml.html.fromstring(shown(opened, f"/desk/words/ja-simple?text={quote(text)}"))

    assert "order.fixed.evacuate" in [one.text_content() for one in page.xpath("//ol//h2/a")]


def test_what_waits_is_found_by_its_state(opened: World) -> None:
    page = lxml.html.fromstring(shown(opened, "/desk/words/en?state=waiting"))

    assert [one.text_content() for one in page.xpath("//ol//h2/a")] == ["order.do.protect"]


def test_a_long_list_goes_on_over_pages_and_each_phrase_is_on_one(opened: World) -> None:
    found, path = [], "/desk/words/fr?domain=alerts"
    while path:
        page = lxml.html.fromstring(shown(opened, path))
        found += [one.text_content() for one in page.xpath("//ol//h2/a")]
        path = next(iter(page.xpath("//a[@rel='next']/@href")), "")

    assert len(found) == len(set(found)) > 150


def test_a_phrase_stands_beside_its_sources_with_slots_and_terms_marked(opened: World) -> None:
    page = lxml.html.fromstring(shown(opened, "/desk/words/fr/order.what.evacuate"))

    chips = [one.text_content() for one in classed(classed(page, "beside")[0], "chip")]
    assert set(chips) == {"{term}", "{hazard}"}
    assert len(chips) == 8
    marks = [one.text_content() for one in classed(page, "beside")[0].xpath(".//mark")]
    assert "evacuation order" in [one.lower() for one in marks]
    assert "Official terms in it" in page.text_content()
    assert "Cabinet Office, 避難情報に関するガイドライン" in page.text_content()
    assert classed(page, "beside")[0].xpath(".//p/@lang") == ["ja", "en", "ja", "fr"]


def test_arabic_is_written_and_shown_from_right_to_left(opened: World) -> None:
    page = lxml.html.fromstring(shown(opened, "/desk/words/ar/order.clock"))

    parts = [*classed(page, "phone")[0], *classed(page, "typed"), *page.xpath("//textarea")[:1]]
    assert [(one.get("lang"), one.get("dir")) for one in parts] == [("ar", "rtl")] * 3


def test_looking_says_what_is_wrong_and_saves_nothing(opened: World) -> None:
    before = opened.log_length()

    page = look(opened, "Ordre de {issuer} !")

    assert "Must be mended: Put {time} back: the program writes there." in page
    assert "Must be mended: has an exclamation mark; say it calmly" in page
    assert "11 of 40 characters" in page
    assert opened.acts_since(before) == []


def test_the_linter_speaks_japanese_to_those_who_do(opened: World) -> None:
    page = look(opened, "x", "ja")

    assert "{issuer}を戻してください。プログラムがそこに書きます。" in page


def test_a_refused_save_keeps_what_was_typed(opened: World) -> None:
    answer = sent(opened, CLOCK, act="save", words="Ordre de {issuer}.", note="shorter")

    page = lxml.html.fromstring(answer.text)
    assert answer.status_code == 422
    assert page.xpath("//textarea[@name='words']")[0].text == "Ordre de {issuer}."
    assert page.xpath("//input[@name='note']/@value")[0] == "shorter"
    alerts = [one.text_content() for one in page.xpath("//*[@role='alert']")]
    assert any(one.startswith("these words cannot go out") for one in alerts)


def test_the_longest_push_with_it_is_counted(opened: World) -> None:
    page = look(opened, MENDED)

    assert re.search(r"Longest push with it: \d,\d{3} of 2,600 bytes", page)
    assert "Nothing stands against these words." in page


def test_words_of_pages_are_told_to_wait_for_a_new_version(world: World) -> None:
    path = "/desk/words/fr/now.retry"
    save(world, "Essayer encore", path)
    number = world.service.words.now.corrections[-1].id
    uma = keyed(world, "Uma", Role.TRANSLATOR).person
    seen = world.service.words.now.words("fr", "now.retry")

    answer = world.ask("POST", f"/desk/words/corrections/{number}/review", uma, {"seen": seen})

    assert answer.headers["location"] == f"{path}?done=reviewed.app"


def test_saved_words_wait_are_reviewed_by_another_and_said(world: World) -> None:
    location = save(world, MENDED)
    uma = keyed(world, "Uma", Role.TRANSLATOR).person
    page = lxml.html.fromstring(shown(world, CLOCK, person=uma))
    (form,) = page.xpath("//form[@id='review']")
    fields = dict(form.fields)

    own = world.ask("POST", form.action, world.author, fields)
    answer = world.ask("POST", form.action, uma, fields)

    assert location == f"{CLOCK}?done=saved"
    assert own.status_code == 409
    assert answer.headers["location"] == f"{CLOCK}?done=reviewed"
    assert world.service.words.now.words("fr", "order.clock") == MENDED
    assert "reviewed by Uma" in text_of(shown(world, "/desk/words/fr?text=order.clock"))
    assert MENDED in text_of(shown(world, "/desk/audit"))


def test_what_changed_can_be_heard_as_well_as_seen(world: World) -> None:
    save(world, MENDED)

    page = shown(world, CLOCK)

    (waiting,) = lxml.html.fromstring(page).xpath(
        "//section[@aria-labelledby='words-waiting']/p[1]"
    )
    assert "[taken away: , ]" in text_of(lxml.html.tostring(waiting, encoding="unicode"))
    assert "[added: " in waiting.text_content()


def test_words_from_before_a_change_of_their_source_are_shown_as_changed(world: World) -> None:
    uma = keyed(world, "Uma", Role.TRANSLATOR).person
    for path, words in ((CLOCK, MENDED), ("/desk/words/en/order.clock", "By {issuer}, {time}.")):
        save(world, words, path)
        (_, language, id) = path.removeprefix("/desk/").split("/")
        one = world.service.word_room.waiting(language, id)
        assert one is not None
        seen = world.service.words.now.words(language, id)
        world.ask("POST", f"/desk/words/corrections/{one.id}/review", uma, {"seen": seen})

    listed = text_of(shown(world, "/desk/words/fr?state=changed"))

    assert "order.clock" in listed
    assert "changed since review by Uma" in listed


def test_a_role_for_one_language_has_no_form_in_another(world: World) -> None:
    german = keyed(world, "Uwe", Role.TRANSLATOR, languages=frozenset({"de"})).person

    pages = [
        lxml.html.fromstring(shown(world, f"/desk/words/{one}/order.clock", person=german))
        for one in ("fr", "de")
    ]
    refused = world.ask("POST", CLOCK, german, {"act": "save", "words": MENDED})

    assert [len(page.xpath("//*[@id='words-form' or @id='words-confirm']")) for page in pages] == [
        0,
        2,
    ]
    assert refused.status_code == 403
    assert "not for this language" in refused.text


def test_an_admin_gives_a_translator_some_languages_alone(world: World) -> None:
    path = "/desk/staff/proposals"
    admin = keyed(world, "Gin", Role.ADMIN).person
    given = {"name": "Tia", "role": "translator", "translator-where": "town"}
    given |= {"translator-what": "all", "translator-tongues": "some"}

    none = world.ask("POST", path, admin, given)
    some = world.ask("POST", path, admin, {**given, "translator-language": "fr"})

    waiting = [one for one in world.service.staff.proposals() if one.name == "Tia"]
    assert (none.status_code, some.status_code) == (422, 200)
    assert [one.grants[0].languages for one in waiting] == [frozenset({"fr"})]


@pytest.mark.parametrize("path", ["/desk/words/xx", "/desk/words/fr/nothing", f"{CLOCK}x"])
def test_what_is_no_language_or_phrase_is_not_here(opened: World, path: str) -> None:
    answer = opened.client.get(path, headers={**opened.author.cookie, "Accept": "text/html"})

    assert answer.status_code == 404


def test_the_page_of_how_things_stand_says_reviewed_words_too(world: World) -> None:
    path, words = "/desk/words/en/order.title.evacuate", "{hazard}: all leave now {term}"
    save(world, words, path)
    uma = keyed(world, "Uma", Role.TRANSLATOR).person
    number = world.service.words.now.corrections[-1].id
    seen = world.service.words.now.words("en", "order.title.evacuate")

    before = world.client.get("/en/situation").text
    world.ask("POST", f"/desk/words/corrections/{number}/review", uma, {"seen": seen})
    after = world.client.get("/en/situation").text

    assert ("all leave now" in before, "all leave now" in after) == (False, True)
