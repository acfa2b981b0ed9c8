"""One alert in twenty languages: ours beside the standard library's gettext, in one run.

Ours plans the sentences, writes places, times and terms into them, cuts what others wrote, and
makes the JSON of every push, for whoever is new, told before or no longer inside. gettext looks up
the same sentences and `str.format` fills the same slots with values that were made beforehand: it
is what the words alone cost. Processor time of this process; medians over turns whose order
alternates.
"""

import gc
import io
import statistics
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from gettext import GNUTranslations

import msgspec
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from alerts.languages import LANGUAGES
from alerts.model import Authority, Kind, Message, Mode, Order, Phase, Relation, Revision, Strength
from alerts.phrases import PHRASES, Phrasebook
from alerts.push.payload import payload
from alerts.wording import messages, plan_of, relations
from geo.area import Area, area_from_circle
from translations.catalogues import shipped_catalogues, words_of

GOAL_MS = 20.0
_SENT = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)
_AT_LEAST_MS = 1e-6


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """Median processor milliseconds for one alert in all `languages`, by contestant."""

    languages: int
    turns: int
    ms: dict[str, float]


def measure(turns: int) -> Measured:
    """Every contestant `turns` times, after once that does not count."""
    words = _words()
    whole = tuple(one for one in LANGUAGES if one in words)
    contestants = {
        "ours": _ours(words, whole, with_pushes=True),
        "ours_words": _ours(words, whole, with_pushes=False),
        "gettext": _by_gettext(words, whole),
    }
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for say in contestants.values():
        say()
    for turn in range(turns):
        for name in list(contestants) if turn % 2 == 0 else list(reversed(contestants)):
            taken[name].append(_cpu_ms(contestants[name]))
    return Measured(
        languages=len(whole),
        turns=turns,
        ms={name: statistics.median(each) for name, each in taken.items()},
    )


def report(measured: Measured) -> dict[str, object]:
    """The last line of `hansho bench` (DESIGN section 12); a ratio above 1: ours is faster."""
    ms = {name: round(spent, 3) for name, spent in measured.ms.items()}
    result = {
        "size": measured.languages,
        "ours": {"cpu_ms": ms["ours"], "cpu_ms_words_alone": ms["ours_words"], "goal_ms": GOAL_MS},
        "peers": {"gettext": {"cpu_ms": ms["gettext"]}},
        "ratios": {
            "gettext": round(measured.ms["gettext"] / measured.ms["ours_words"], 2),
        },
    }
    return {"bench": "words", "results": [result]}


def said() -> tuple[Message, ...]:
    """What ours says: language x relation."""
    words = _words()
    return messages(
        _update(), Phrasebook(words, alone=tuple(words)), tuple(words), previous=_first()
    )


def _words() -> Mapping[str, Mapping[str, str]]:
    """Every catalogue, drafts too: as if all were reviewed, which is the most work."""
    return words_of(shipped_catalogues())


def _ours(
    words: Mapping[str, Mapping[str, str]], languages: tuple[str, ...], *, with_pushes: bool
) -> Callable[[], object]:
    book, revision, before = Phrasebook(words, alone=languages), _update(), _first()

    def say() -> object:
        found = messages(revision, book, languages, previous=before)
        if not with_pushes:
            return found
        return [payload(one, revision, base_url="https://example.org") for one in found]

    return say


def _by_gettext(
    words: Mapping[str, Mapping[str, str]], languages: tuple[str, ...]
) -> Callable[[], object]:
    books = [_compiled(words[language]) for language in languages]
    ids = [id for relation in relations(_update()) for id in _ids(relation)]
    slots = {slot: "湊浜市" for id in ids for slot in PHRASES[id].slots}

    def say() -> object:
        return [book.gettext(id).format(**slots) for book in books for id in ids]

    return say


def _ids(relation: Relation) -> tuple[str, ...]:
    plan = plan_of(_update(), relation, ("area",))
    return (plan.title, *plan.lines, *plan.extra)


def _compiled(words: Mapping[str, str]) -> GNUTranslations:
    catalogue, file = Catalog(charset="utf-8"), io.BytesIO()
    for id, sentence in words.items():
        catalogue.add(id, sentence)
    write_mo(file, catalogue)
    file.seek(0)
    return GNUTranslations(file)


def _cpu_ms(say: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    say()
    return max(1000 * (time.process_time() - start), _AT_LEAST_MS)


def _update() -> Revision:
    """An order to evacuate whose area grew: words for whoever is new, told before, or outside."""
    return msgspec.structs.replace(_first(), number=2, area=_circle(1.2))


def _first() -> Revision:
    return Revision(
        alert_id="abcdefgh23456789",
        number=1,
        mode=Mode.REAL,
        phase=Phase.LIVE,
        authority=Authority.MAYOR,
        kind=Kind.FLOOD,
        strength=Strength.LEAVE,
        order=Order.EVACUATE,
        area=_circle(0.8),
        place_names={"ja": "湊浜市本町", "en": "Honmachi, Minatohama"},
        texts=(),
        issuer="湊浜市",
        sent=_SENT,
        issued=_SENT,
        onset=None,
        expires=None,
        review=_SENT + timedelta(hours=6),
        time_zone="Asia/Tokyo",
    )


def _circle(radius_km: float) -> Area:
    area = area_from_circle(136.65, 36.56, radius_km)
    if not isinstance(area, Area):
        raise TypeError("a circle of a kilometre must be an area: look at geo.area")
    return area
