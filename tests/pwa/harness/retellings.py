"""Alerts × languages as the service words them, for the phone to say the same from `data.say`.

`python -m tests.pwa.harness.retellings` prints one JSON object: `books` (language → the file that
phones have) and `cases`, each a payload in one language, and the title, body and marks of another.
"""

import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from typing import Any

import msgspec

from alerts.languages import LANGUAGES, PSEUDO
from alerts.model import (
    Announcement,
    Authority,
    Holding,
    Kind,
    Message,
    Mode,
    Order,
    Phase,
    Revision,
    Strength,
)
from alerts.own_words import cleaned, trimmed
from alerts.phrases import Phrasebook
from alerts.push.payload import payload
from alerts.report import Text
from alerts.testing_examples import NOON, revision, warning
from alerts.wording import messages
from service.page.two_languages import languages_of_lines, titles
from translations.alert_words import load_alert_words
from translations.catalogues import shipped_catalogues, words_of
from translations.loading import load_phrasebook

ALL = (*LANGUAGES, *PSEUDO)
_LONG = {"": "長い名前の町" * 5, "ja": "区" * 25, "en": 'The "Old" Town by the river and its quays'}
_STILL = tuple(
    Holding(
        kind=kind,
        strength=Strength.LEAVE,
        authority=Authority.AGENCY if order is None else Authority.MAYOR,
        order=order,
        place_names={"ja": "橋場", "en": "Hashiba"},
    )
    for kind, order in ((Kind.TSUNAMI, None), (Kind.FLOOD, Order.EVACUATE), (Kind.SNOW, None))
)
_FULL = Announcement(what="site.full", names={"ja": "兼六小学校", "en": "Kenroku School"})
_CLOSED = Announcement(what="street.closed", names={"": "みなと通り"})


def revisions() -> Iterator[Revision]:
    """Every kind with every strength or order, in turn with modes, phases, names and times."""
    modes, changes = cycle(Mode), cycle(_changes())
    for kind in Kind:
        for strength in Strength:
            more = next(changes)
            yield warning(kind=kind, strength=strength, mode=next(modes), **more)
        for order in Order:
            more = next(changes)
            yield revision(kind=kind, order=order, mode=next(modes), **more)


def _changes() -> tuple[dict[str, Any], ...]:
    """Names, times and phases that sentences differ by."""
    ended = {"number": 2, "lifetime_floor": NOON + timedelta(hours=3)}
    return (
        {},
        {"number": 2, "place_names": {"": "川沿い", "ja": "川沿い", "en": "by the river"}},
        {"onset": NOON + timedelta(hours=2), "names_level": True},
        {"place_names": _LONG, "issuer": "危機管理部局" * 6, "issuer_names": {"en": "City " * 15}},
        {**ended, "phase": Phase.ALL_CLEAR, "still_holds": _STILL, "note": "水は 引きました。"},
        {**ended, "phase": Phase.ALL_CLEAR},
        {**ended, "phase": Phase.WITHDRAWN, "still_holds": _STILL[:1], "withdrawn_here": True},
        {"texts": (Text(language="ja", event="竜巻注意情報", headline="竜巻に注意"),)},
        {"place_names": {}, "time_zone": "Mars/Olympus"},
        {"onset": NOON + timedelta(days=300), "time_zone": "America/St_Johns"},
        {**ended, "phase": Phase.WITHDRAWN, "stopped": True},
        {"announces": (_FULL, _CLOSED)},
    )


def cases() -> Iterator[dict[str, Any]]:
    """One of an alert's pushes that brings ids, and every message of the same relation.

    `wanted`: as the service says it today; `drafts`: as it would once all languages were reviewed.
    """
    shipped = load_phrasebook()
    words = words_of(shipped_catalogues())
    reviewed = Phrasebook.from_catalogues(words, alone=ALL)
    for one in revisions():
        said, later = messages(one, shipped, ALL), messages(one, reviewed, ALL)
        for relation in dict.fromkeys(each.relation for each in said):
            beside = [each for each in said if each.relation is relation]
            drafts = [each for each in later if each.relation is relation and each not in beside]
            if pushed := next(filter(None, (_with_ids(each, one) for each in beside)), None):
                yield {
                    "payload": pushed,
                    "wanted": [_wanted(each, one) for each in beside],
                    "drafts": [_wanted(each, one) for each in drafts],
                }


def _with_ids(message: Message, one: Revision) -> Any:
    pushed = msgspec.json.decode(payload(message, one, base_url="https://a.example"))
    return pushed if "say" in pushed["notification"]["data"] else None


def _wanted(message: Message, one: Revision) -> dict[str, Any]:
    """Uncut; `own` where the service quotes the issuer, which a phone cannot."""
    more = (*message.extra, *message.references)
    is_exercise = one.mode.is_exercise
    last = message.lines[-1:] if is_exercise else ()
    lines = message.lines[:-1] if is_exercise else message.lines
    body = "\n".join((*lines, *more, *last))
    written = {"title": message.title, "body": body, "lang": message.lang}
    parts = written | {"data": {"lang": message.language, "second": message.second}}
    return written | {
        "language": message.language,
        "dir": message.direction,
        "parts": [titles(parts), languages_of_lines(parts)],
        "do": message.do,
        "where": message.where,
        "own": message.language in msgspec.json.decode(message.retelling).get("own", ()),
    }


def names() -> Iterator[dict[str, Any]]:
    """Names of many scripts, cut to many sizes."""
    chance = random.Random(8)
    letters = 'aé 区名ि\u0300。. "\\\u200d\U0001f3fd\U0001f1ef\U0001f1f5ក្រ'
    for _ in range(400):
        one = cleaned("".join(chance.choices(letters, k=chance.randrange(1, 40))))
        bytes_, characters = chance.randrange(3, 100), chance.randrange(1, 61)
        cut = trimmed(one, most_bytes=bytes_, most_characters=characters)
        yield {"text": one, "bytes": bytes_, "characters": characters, "wanted": cut}


def text() -> str:
    """Everything as JSON."""
    told = {"books": dict(load_alert_words()), "cases": list(cases()), "names": list(names())}
    return msgspec.json.encode(told).decode()


if __name__ == "__main__":
    sys.stdout.write(text())
