"""One CAP alert element → Report, or Unreadable with what is missing and what to do.

Reads CAP 1.2 (ITU-T X.1303 bis), 1.1 and 1.0. Lenient about form, and every departure is a
sentence in `notes`; strict about who speaks, which message it is and whether it is an exercise,
because a guess there would warn people of nothing or hide a warning from them.
"""

from lxml import etree

from alerts.report import MessageType, Report, Scope, Status, Unreadable
from alerts.sources import signature
from alerts.sources.cap_block import NAMESPACES, ORDER, Block, Notes, string_of
from alerts.sources.cap_hazards import hazards
from alerts.sources.cap_values import (
    MAX_NAME,
    choice,
    incidents,
    is_sound_name,
    references,
    time,
)

MAX_INFOS = 500
MAX_AREAS = 20_000
MAX_SHAPES = 5_000
MAX_POINTS = 500_000
MAX_CODES = 100_000
MAX_REFERENCES = 2_000

_IDENTITY = ("identifier", "sender", "sent", "status", "msgType")
_LIMITS = (
    ("info", MAX_INFOS),
    ("area", MAX_AREAS),
    ("polygon circle", MAX_SHAPES),
    ("geocode eventCode parameter", MAX_CODES),
)


def format_of(alert: etree._Element) -> str:
    """`cap-1.2`, `cap-1.1` or `cap-1.0`; "" for an element that is no CAP alert."""
    if not isinstance(alert.tag, str):
        return ""
    name = etree.QName(alert)
    if name.localname != "alert":
        return ""
    return NAMESPACES.get(name.namespace or "", "" if name.namespace else "cap-1.2")


def read_alert(alert: etree._Element, said: tuple[str, ...] = ()) -> Report | Unreadable:
    """Reads an element for which `format_of` is not "". `said` are notes made before."""
    refusal = _over_limit(alert)
    if refusal:
        return Unreadable(reason=refusal, format=format_of(alert))
    notes = Notes(said)
    namespace = etree.QName(alert).namespace or ""
    if not namespace:
        notes.add("The alert names no CAP namespace; it was read as CAP 1.2.")
    if namespace and format_of(alert) != "cap-1.2":
        notes.add(f"The alert is {format_of(alert).replace('cap-', 'CAP ')}, older than CAP 1.2.")
    return _read(alert, namespace, Block(alert, namespace, ORDER["alert"], notes), notes)


def _read(alert: etree._Element, namespace: str, block: Block, notes: Notes) -> Report | Unreadable:
    missing = _missing(block)
    if missing:
        return Unreadable(reason=missing, format=format_of(alert))
    sent = time(block.text("sent"), "sent", notes)
    status = choice(block.text("status"), Status, "status", notes)
    message_type = choice(block.text("msgType"), MessageType, "msgType", notes)
    if sent is None or status is None or message_type is None:
        return Unreadable(reason=_not_understood(block, sent is None), format=format_of(alert))
    return Report(
        format=format_of(alert),
        sender=block.text("sender"),
        identifier=block.text("identifier"),
        sent=sent,
        status=status,
        message_type=message_type,
        scope=_scope(block, notes),
        source=block.text("source"),
        note=block.joined("note"),
        references=references(" ".join(block.texts("references")), notes),
        incidents=incidents(" ".join(block.texts("incidents"))),
        hazards=hazards(block.elements("info"), namespace, notes),
        signature=signature.judge(alert, sent),
        faults=_faults(block),
        notes=notes.all(),
    )


def _missing(block: Block) -> str:
    absent = [name for name in _IDENTITY if not block.text(name)]
    if absent:
        return (
            f"The alert has no {', '.join(absent)}: nobody can tell whose warning it is, which one "
            "or whether it is real. Ask the sender to send it again, complete."
        )
    for name in _IDENTITY:
        if len(set(block.texts(name))) > 1:
            return (
                f"The alert says {name} more than once and differently, so it cannot be trusted. "
                "Ask the sender to send it again."
            )
    if any(len(block.text(name)) > MAX_NAME for name in ("identifier", "sender")):
        return (
            f"The alert's identifier or sender is longer than {MAX_NAME} characters, so that no "
            "update could name it. Ask the sender for a shorter one."
        )
    return ""


def _not_understood(block: Block, time_is_wrong: bool) -> str:
    if time_is_wrong:
        return (
            f"The alert's time of sending cannot be read (“{block.text('sent')[:60]}”). "
            "Ask the sender to send it again."
        )
    return (
        f"The alert's status “{block.text('status')[:60]}” or type “{block.text('msgType')[:60]}” "
        "is none that CAP knows, so it may be an exercise. Ask the sender to send it again."
    )


def _scope(block: Block, notes: Notes) -> Scope:
    """Missing or unknown counts as Private: what nobody called public is not made public."""
    text = block.text("scope")
    scope = choice(text, Scope, "scope", notes)
    if scope is None:
        said = f"is “{text[:60]}”, which CAP does not know" if text else "is missing"
        notes.add(f"The scope {said}; it was taken for Private, so that nothing private goes out.")
        return Scope.PRIVATE
    if len(set(block.texts("scope"))) > 1:
        notes.add("The scope is given more than once; it was taken for Private.")
        return Scope.PRIVATE
    return scope


def _faults(block: Block) -> tuple[str, ...]:
    """What lets the message be shown to staff but not be sent."""
    return tuple(
        f"The {name} “{block.text(name)[:100]}” holds a space, comma, <, & or hidden character, "
        "which CAP forbids: updates and cancellations could not name it. Ask the sender for "
        "another one."
        for name in ("identifier", "sender")
        if not is_sound_name(block, name)
    )


def _over_limit(alert: etree._Element) -> str:
    """Counts before anything is read, so that the cost of an absurd alert is one walk."""
    counts: dict[str, int] = {}
    points = 0
    for element in alert.iter(etree.Element):
        name = etree.QName(element).localname
        counts[name] = counts.get(name, 0) + 1
        if name == "polygon":
            points += string_of(element).count(",")
        elif name == "references" and len(string_of(element).split()) > MAX_REFERENCES:
            return f"The alert refers to more than {MAX_REFERENCES} others. Ask the sender."
    for names, limit in _LIMITS:
        found = sum(counts.get(name, 0) for name in names.split())
        if found > limit:
            return (
                f"The alert holds {found} elements {names.replace(' ', ' or ')}, and at most "
                f"{limit} are read. Ask the sender for a simpler one."
            )
    if points > MAX_POINTS:
        return f"The alert's polygons have {points} points, and at most {MAX_POINTS} are read."
    return ""
