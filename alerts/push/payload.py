"""Message -> the one JSON object that is encrypted and pushed, at most 2,600 bytes of UTF-8.

Firefox on Android is bridged and refuses more than about 2,641. What does not fit is cut in this
order: references in other languages, what other languages are said from (`alerts.retelling`, which
may cost the area half of its precision, never more), precision of the area, extra advice. Never
what, where, do, until: their names are bounded when they are written (`alerts.speaker`), so that
they always fit. The page shows the payload itself, so that it says exactly what the phone got.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, takewhile
from typing import Any

import msgspec

from alerts.levels import level_of
from alerts.model import Action, Message, Revision
from alerts.push.outline import Outline, outlines

MOST_BYTES = 2_600
VERSION = 1
# Members of the top level; `mutable` lets our worker add to the text and falls back to it.
_DECLARATION = b'{"web_push":8030,"mutable":true,'
# Kept free for the address, so that the cut does not depend on where the service stands.
_MOST_BASE_URL = 100
_LONGEST_BASE_URL = "x" * _MOST_BASE_URL
# Of 32 bytes in base64; it stands in no payload.
_PADDING = "="
# How much coarser the area may be for the sake of other languages; up to 100 m they are free.
_COARSER, _PRECISE_M = 2, 100
# Actions that let a phone show a way.
_WAYS = frozenset({Action.LEAVE_FOR_SITE, Action.LEAVE_SHORE})


class _Data(msgspec.Struct):
    rest: str = ""


class _Notification(msgspec.Struct):
    data: _Data


class _Payload(msgspec.Struct):
    notification: _Notification


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """What is left of a message's body, and the outline that goes with it.

    `retells`: whether it can be said in another language by the phone itself; `marks`: whether it
    says where its second language begins.
    """

    lines: tuple[str, ...]
    outline: Outline | None
    retells: bool = False
    marks: bool = True


def payload(
    message: Message,
    revision: Revision,
    *,
    declarative: bool = False,
    base_url: str,
    rest: bytes = b"",
) -> bytes:
    """The plaintext of the push; `declarative` as `declared` makes it.

    `rest`: 32 bytes for whatever else was approved with it (`alerts.desk.submission.rest_of`);
    none where nobody approved it.

    Raises ValueError for a base URL of more than 100 bytes.
    """
    if len(base_url.encode()) > _MOST_BASE_URL:
        raise ValueError(f"the base URL is longer than {_MOST_BASE_URL} bytes: shorten it")
    cut = fitted(message, revision, rest)
    return _encoded(message, revision, cut, base_url, rest, declarative=declarative)


def rest_in(plaintext: bytes) -> bytes:
    """The `rest` that a payload was made with; no bytes where it has none that can be read."""
    try:
        found = msgspec.json.decode(plaintext, type=_Payload).notification.data.rest
        return urlsafe_b64decode(found + _PADDING)
    except (msgspec.DecodeError, ValueError):
        return b""


def declared(plaintext: bytes) -> bytes:
    """The same for Apple's browsers (Declarative Web Push), which show it even without our worker.

    `plaintext`: an object with at least one member, as `payload` makes it.
    """
    return _DECLARATION + plaintext[1:]


def fitted(message: Message, revision: Revision, rest: bytes = b"") -> Cut:
    """The first cut that fits.

    Lines are never cut: a test holds every sentence of ours in every combination to that. Should a
    catalogue outgrow it all the same, the lines of least worth go, because a push without its last
    line is better than none. Raises TooLong if title and first line alone do not fit.
    """

    def fits(cut: Cut) -> bool:
        text = _encoded(message, revision, cut, _LONGEST_BASE_URL, rest, declarative=True)
        return len(text) <= MOST_BYTES

    plain = next(filter(fits, _cuts(message, revision)), None)
    if plain is None:
        said = f"{message.language}/{message.relation.value}"
        raise TooLong(f"{said}: shorten this title and first line")
    return next(filter(fits, _retelling(message, revision, plain)), plain)


def needed_bytes(message: Message, revision: Revision, rest: bytes = b"") -> int:
    """Bytes of the push with everything that is never cut and nothing that may be."""
    cut = Cut(lines=message.lines, outline=None, marks=False)
    return len(_encoded(message, revision, cut, _LONGEST_BASE_URL, rest, declarative=True))


class TooLong(Exception):
    """A title and one line do not fit into a push: a broken promise of whoever wrote them."""


def _cuts(message: Message, revision: Revision) -> Iterator[Cut]:
    shapes = outlines(revision.area)
    everything = (*message.extra, *message.references)
    yield Cut(lines=_body(message, revision, everything), outline=next(iter(shapes), None))
    for shape in chain(shapes, [None]):
        yield Cut(lines=_body(message, revision, message.extra), outline=shape)
    for kept in range(len(message.extra) - 1, -1, -1):
        yield Cut(lines=_body(message, revision, message.extra[:kept]), outline=None)
    yield Cut(lines=message.lines, outline=None, marks=False)
    for kept in range(len(message.lines) - 2, 0, -1):
        yield Cut(lines=(*message.lines[:kept], message.lines[-1]), outline=None)
    yield Cut(lines=message.lines[:1], outline=None)


def _retelling(message: Message, revision: Revision, plain: Cut) -> Iterator[Cut]:
    """The same cut with what other languages are said from, and the coarser ones that it is worth.

    None where there is no room for the area, or for advice, as it is.
    """
    advised = _body(message, revision, message.extra)
    shapes = outlines(revision.area)
    finest = next(iter(shapes), None)
    if not message.retelling or len(plain.lines) < len(advised) or (finest and not plain.outline):
        return
    yield msgspec.structs.replace(plain, retells=True)
    if plain.outline is None:
        yield Cut(lines=advised, outline=None, retells=True)
        return
    finest_m, most_m = plain.outline.slack_m, max(_PRECISE_M, _COARSER * plain.outline.slack_m)
    for shape in takewhile(lambda one: one.slack_m <= most_m, shapes):
        if shape.slack_m >= finest_m:
            yield Cut(lines=advised, outline=shape, retells=True)


def _body(message: Message, revision: Revision, more: tuple[str, ...]) -> tuple[str, ...]:
    """An exercise ends by saying that it is one, whatever else stands in it."""
    if revision.mode.is_exercise:
        return (*message.lines[:-1], *more, message.lines[-1])
    return (*message.lines, *more)


def _encoded(
    message: Message, revision: Revision, cut: Cut, base_url: str, rest: bytes, *, declarative: bool
) -> bytes:
    notification = {
        "title": message.title,
        "body": "\n".join(cut.lines),
        "lang": message.lang,
        "dir": message.direction,
        "tag": message.alert_id,
        "renotify": not message.silent,
        "silent": message.silent,
        "navigate": f"{base_url}/{message.language}/alerts/{message.alert_id}",
        "data": _data(message, revision, cut) | _approved(rest),
    }
    plaintext = msgspec.json.encode({"notification": notification})
    return declared(plaintext) if declarative else plaintext


def _data(message: Message, revision: Revision, cut: Cut) -> dict[str, Any]:
    outline = cut.outline
    return {
        "v": VERSION,
        "id": message.alert_id,
        "rev": message.number,
        "kind": revision.kind.value,
        "strength": revision.strength.value,
        "level": level_of(revision),
        "action": _action(message, revision).value,
        "phase": revision.phase.value,
        "mode": revision.mode.value,
        "relation": message.relation.value,
        "lang": message.language,
        "do": _kept(message, cut, message.do),
        "where": _kept(message, cut, message.where),
        **_second(message, cut),
        "area": outline.text if outline else None,
        "slack_m": outline.slack_m if outline else None,
        "sent": _epoch(revision.sent),
        "until": None if revision.is_order else _epoch(revision.valid_until),
        "review": _epoch(revision.review),
        **({"stopped": True} if revision.stopped else {}),
        **({"say": msgspec.Raw(message.retelling)} if cut.retells else {}),
    }


def _approved(rest: bytes) -> dict[str, str]:
    """43 characters that no cut takes: without them phones could not tell what was approved."""
    return {"rest": urlsafe_b64encode(rest).decode().removesuffix(_PADDING)} if rest else {}


def _action(message: Message, revision: Revision) -> Action:
    """An exercise shows no way, unless it is for walking the way (DOMAIN section 8).

    Its words stay those of the real thing, which is what people learn from it.
    """
    is_shown = revision.walks or not revision.mode.is_exercise
    return message.action if is_shown or message.action not in _WAYS else Action.KNOW


def _kept(message: Message, cut: Cut, line: int | None) -> int | None:
    """Which line of the body it is; None where the cut took it."""
    if line is None or cut.lines[line : line + 1] != message.lines[line : line + 1]:
        return None
    return line


def _second(message: Message, cut: Cut) -> dict[str, int]:
    """Only where all that the other language says is there; a reader of one needs no mark."""
    at = message.second
    if at is None or not cut.marks or cut.lines[: 2 * at] != message.lines[: 2 * at]:
        return {}
    return {"second": at}


def _epoch(when: datetime | None) -> int | None:
    return None if when is None else int(when.timestamp())
