"""Visits, stored payloads and the reading of pages, for the tests of this folder."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
from lxml import html
from lxml.html import HtmlElement

from alerts.languages import FIRST
from alerts.meaning import STRENGTH_OF_ORDER
from alerts.model import Authority, Kind, Mode, Order, Phase, Relation, Revision, Strength
from alerts.push.payload import payload
from alerts.wording import messages
from pwa.serving import STYLES, version_of
from service.page.visit import Told, Visit
from tests.factories import NOW, box, revision
from translations.loading import load_page_words, load_phrasebook, page_words

PHRASES = load_phrasebook()
WORDS = load_page_words()
BASE_URL = "https://town.example"
VERSION = version_of(
    {
        "app/main.js": b'import "../lib/preact.js";\n',
        "lib/preact.js": b"export const html = 1;\n",
        STYLES: b":root{}",
        "icons/icon-192.png": b"png",
        "worker.js": b"self;\n",
    }
)


def visit(language: str = "en", **changes: object) -> Visit:
    start = Visit(
        language=language,
        words=WORDS[language],
        version=VERSION,
        mode="real",
        town="Riverside & <Bay>",
        now=NOW,
        time_zone="Asia/Tokyo",
        base_url=BASE_URL,
    )
    return msgspec.structs.replace(start, **changes)


def unwritten_visit(language: str) -> Visit:
    """As if this language, not one of the first three, had no catalogue yet."""
    said = {one: words.sentences for one, words in WORDS.items()}
    return visit(language, words=page_words(language, said, FIRST))


def told(language: str, *, expired: bool = False, **changes: object) -> Told:
    """An alert as it is stored and read; `changes` are of its revision."""
    return read(revision(**changes), language, expired=expired)


def read(found: Revision, language: str, *, expired: bool = False) -> Told:
    wanted = Relation.NEW if found.phase is Phase.LIVE else Relation.CHANGED
    (message,) = (one for one in messages(found, PHRASES, [language]) if one.relation is wanted)
    return Told(payload=payload(message, found, base_url=BASE_URL), expired=expired)


def many_revisions(count: int) -> Iterator[Revision]:
    """Warnings and orders of every kind, strength, phase and mode, one after another."""
    orders: list[Order | None] = [None, *Order]
    combined = zip(
        itertools.cycle(Kind),
        itertools.cycle(Strength),
        itertools.cycle([*Phase, Phase.LIVE]),
        itertools.cycle(orders),
        itertools.cycle([Mode.REAL, Mode.REAL, Mode.DRILL]),
        range(count),
        strict=False,
    )
    for kind, strength, phase, order, mode, number in combined:
        yield revision(
            kind=kind,
            strength=STRENGTH_OF_ORDER[order] if order else strength,
            order=order,
            authority=Authority.MAYOR if order else Authority.AGENCY,
            phase=phase,
            mode=mode,
            number=1 if phase is Phase.LIVE else 2,
            expires=None if order else NOW + timedelta(hours=number + 1),
            area=box(139.0 + number / 100, 35.0),
        )


def parsed(page: bytes) -> HtmlElement:
    return html.document_fromstring(page.decode())


def main_text(page: bytes) -> str:
    """Title and lines, as a reader's eye and a screen reader take them."""
    (article,) = parsed(page).findall(".//main/article")
    parts = [one for one in article if one.get("aria-hidden") != "true"]
    return "\n".join(one.text_content() for one in parts)


def payload_text(one: Told) -> str:
    return f"{one.notification['title']}\n{one.notification['body']}"


LATER = datetime(2026, 11, 25, tzinfo=UTC)
