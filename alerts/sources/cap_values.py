"""Values of CAP elements: times, enumerations, codes, references; read leniently, and said so."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from lxml import etree

from alerts.report import Code, ReportKey
from alerts.sources.cap_block import ORDER, Block, Notes, clean, string_of

MAX_NAME = 500
"""Characters of an identifier or a sender; longer ones are no names."""
MAX_INCIDENTS = 1_000

_TIME = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?"
    r"\s?(Z|z|[+-][0-9]{2}:?[0-9]{2})?"
)
_FORBIDDEN = re.compile(r"[\s,<&\x00-\x1f\x7f]")
_INCIDENT = re.compile(r'"([^"]{1,500})"|(\S{1,500})')
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,6}")
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]*):")

Choice = TypeVar("Choice", bound=StrEnum)


def is_sound_name(block: Block, name: str) -> bool:
    """Whether `references` could name this `identifier` or `sender` (CAP 1.2 section 3.2.1).

    Judged as written: a name that only cleaning makes equal to another one is not that one.
    """
    written = string_of(block.elements(name)[0]).strip()
    return written == block.text(name) and _FORBIDDEN.search(written) is None


def time(text: str, name: str, notes: Notes) -> datetime | None:
    """A CAP time (`2026-08-01T09:00:00+09:00`) as aware UTC; None if it is not one.

    Fractions of a second are cut off. A missing offset is taken for UTC, and said.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    if match.group(6) is None:
        notes.add(f"The time in “{name}” has no seconds; it was read as the full minute.")
    return _utc(match, name, notes)


def _utc(match: re.Match[str], name: str, notes: Notes) -> datetime | None:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    # 24:00:00 is the end of the day (XML Schema 1.0 part 2, 3.2.7).
    ends_the_day = (hour, minute, second) == (24, 0, 0)
    try:
        zone = _offset(match.group(7), name, notes)
        moment = datetime(
            year, month, day, 0 if ends_the_day else hour, minute, second, tzinfo=zone
        )
        return (moment + timedelta(days=ends_the_day)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _offset(text: str | None, name: str, notes: Notes) -> timezone:
    """Raises ValueError for an offset of a day or more, or of more than 59 minutes."""
    if text is None:
        notes.add(f"The time in “{name}” has no offset from UTC; it was taken for UTC. Check it.")
        return UTC
    if text in "Zz":
        notes.add("Times are written with “Z”, which CAP does not allow; they were read as UTC.")
        return UTC
    if int(text[-2:]) > 59:
        raise ValueError(text)
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))


def optional_time(block: Block, name: str, notes: Notes) -> datetime | None:
    text = block.text(name)
    if not text:
        return None
    value = time(text, name, notes)
    if value is None:
        notes.add(f"The time in “{name}” cannot be read (“{text[:60]}”); the warning has none.")
    return value


def choice(text: str, kind: type[Choice], name: str, notes: Notes) -> Choice | None:
    """The enumeration's member with this value, in whatever case; None if there is none."""
    for member in kind:
        if member.value == text:
            return member
        if member.value.lower() == text.lower():
            notes.add(f"“{name}” is written “{text}” instead of “{member.value}”.")
            return member
    return None


def language(block: Block, notes: Notes) -> str:
    """The BCP 47 tag as written; en-US if there is none (CAP 1.2), `und` if it is no tag."""
    text = block.text("language")
    tag = text.replace("_", "-") or "en-US"
    if _LANGUAGE.fullmatch(tag) is None:
        notes.add(f"“{text[:60]}” is no language tag; the language of this text is not known.")
        return "und"
    if "_" in text:
        notes.add(f"The language is written “{text[:40]}” instead of “{tag[:40]}”.")
    return tag


def web(block: Block, notes: Notes) -> str:
    """A web address. Anything but http and https may run code where it is shown, and goes."""
    text = block.text("web")
    scheme = _SCHEME.match(text)
    if scheme and scheme.group(1).lower() not in ("http", "https"):
        notes.add(f"The link “{text[:60]}” is no web address; it was passed over.")
        return ""
    return text


def level(block: Block, name: str, allowed: frozenset[str], notes: Notes) -> str:
    """`urgency`, `severity` or `certainty`; whatever is no value of CAP's becomes Unknown."""
    text = block.text(name)
    if text in allowed:
        return text
    # "Very Likely" is CAP 1.0's; 1.1 folded it into "Likely" (CAP 1.2 section 3.2.2).
    meant = "likely" if text.lower() == "very likely" else text.lower()
    for value in allowed:
        if value.lower() == meant:
            notes.add(f"“{name}” is written “{text}” instead of “{value}”.")
            return value
    said = f"says “{text[:60]}”, which CAP does not know" if text else "is missing"
    notes.add(f"“{name}” {said}; it was read as Unknown.")
    return "Unknown"


def codes(block: Block, name: str, namespace: str, notes: Notes) -> tuple[Code, ...]:
    """`eventCode`, `parameter` or `geocode`: raw pairs of valueName and value."""
    found = (_code(element, name, namespace, notes) for element in block.elements(name))
    return tuple(code for code in found if code is not None)


def _code(element: etree._Element, kind: str, namespace: str, notes: Notes) -> Code | None:
    pair = Block(element, namespace, ORDER["code"], notes)
    name, value = pair.text("valueName"), pair.text("value")
    if not pair.has("valueName") and not pair.has("value"):
        name, _, value = clean(string_of(element), notes).partition("=")  # CAP 1.0
    if not name or not value:
        notes.add(f"The {kind} “{(name or value)[:60]}” is not complete; it was passed over.")
        return None
    return Code(name=name, value=value)


def references(text: str, notes: Notes) -> tuple[ReportKey, ...]:
    """`sender,identifier,sent` triples, split by white space; what is not one is noted."""
    return tuple(_references(text, notes))


def _references(text: str, notes: Notes) -> Iterator[ReportKey]:
    for item in text.split():
        parts = item.split(",")
        sent = time(parts[2], "references", notes) if len(parts) == 3 else None
        if sent is None or not parts[0] or not parts[1]:
            notes.add(f"A reference to an earlier warning cannot be read (“{item[:100]}”).")
            continue
        yield ReportKey(sender=parts[0], identifier=parts[1], sent=sent)


def incidents(text: str) -> tuple[str, ...]:
    """Names of incidents (at most 1,000), split by white space; those with spaces are quoted."""
    found = islice(_INCIDENT.finditer(text), MAX_INCIDENTS)
    return tuple(match.group(1) or match.group(2) for match in found)
