"""One telegram of the agency's samples made into another of the same kind."""

import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import msgspec
from lxml import etree

_JAPAN = timezone(timedelta(hours=9))
_TOWNS = "（市町村等）"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+09:00)")


class Made(StrEnum):
    """How far a telegram is the agency's own."""

    SAMPLE = "sample"  # its times alone were moved
    COMPOSED = "composed"  # its codes, names or kinds as well
    SYNTHETIC = "synthetic"  # of a kind that the samples lack


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """A telegram of a day. `at`: when it is sent, aware."""

    raw: bytes
    at: datetime
    made: Made
    what: str


class Says(msgspec.Struct, frozen=True):
    """What a warning telegram says of one municipality: a `Kind`. `status`: 発表, 継続, 解除."""

    name: str
    code: str
    status: str = "発表"


def moved(raw: bytes, at: datetime) -> bytes:
    """The same telegram sent at another time; every other time in it moves along."""
    root = etree.fromstring(raw)
    sent = _moment(root.findtext("{*}Control/{*}DateTime") or "")
    shift = at - sent

    def along(found: re.Match[str]) -> str:
        later = _moment(found[0]) + shift
        if found[0].endswith("Z"):
            return later.astimezone(UTC).strftime("%FT%TZ")
        return later.astimezone(_JAPAN).strftime("%FT%T+09:00")

    return _TIME.sub(along, raw.decode()).encode()


def saying(raw: bytes, towns: Mapping[str, Says], headline: str) -> bytes:
    """A warning telegram (VPWW55 and its like) that says this of these municipalities alone.

    Raises LookupError for a municipality that the telegram does not name.
    """
    root = etree.fromstring(raw)
    told, body = root.find("{*}Head/{*}Headline"), root.find("{*}Body")
    said = None if told is None else told.find("{*}Text")
    if told is None or said is None or body is None:
        raise LookupError("the sample has no headline or no body; choose another")
    for info in told.findall("{*}Information"):
        told.remove(info)
    said.text = headline
    unsaid = set(towns)
    for warning in body.findall("{*}Warning"):
        if not (warning.get("type") or "").endswith(_TOWNS):
            body.remove(warning)
            continue
        for item in warning.findall("{*}Item"):
            code = item.findtext("{*}Area/{*}Code") or ""
            if code in towns:
                _say(item, towns[code])
                unsaid.discard(code)
            else:
                warning.remove(item)
    if unsaid:
        raise LookupError(f"the sample does not name {', '.join(sorted(unsaid))}; choose others")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _say(item: etree._Element, says: Says) -> None:
    kinds = item.findall("{*}Kind")
    kind = deepcopy(kinds[0])
    for one in kinds:
        item.remove(one)
    for name, words in (("Name", says.name), ("Code", says.code), ("Status", says.status)):
        found = kind.find(f"{{*}}{name}")
        if found is not None:
            found.text = words
    if says.status == "解除":
        last = kind.find("{*}LastKind")
        if last is not None:
            for name, words in (("Name", says.name), ("Code", says.code)):
                found = last.find(f"{{*}}{name}")
                if found is not None:
                    found.text = words
    item.insert(0, kind)


def replaced(raw: bytes, words: Mapping[str, str]) -> bytes:
    """With every one of these words written as another. Raises LookupError for one not there."""
    text = raw.decode()
    for before, after in words.items():
        if before not in text:
            raise LookupError(f"the sample does not say {before}; look at it again")
        text = text.replace(before, after)
    return text.encode()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
