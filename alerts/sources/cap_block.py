"""One CAP element's children by name, in any order and prefix, and the notes made on the way."""

import re
from collections.abc import Sequence

from lxml import etree

MAX_TEXT = 50_000
"""Characters of one text. A push holds 2,600 bytes; the longest real text here is under 10,000."""
MAX_NOTES = 100

NAMESPACES = {
    "urn:oasis:names:tc:emergency:cap:1.2": "cap-1.2",
    "urn:oasis:names:tc:emergency:cap:1.1": "cap-1.1",
    "http://www.incident.com/cap/1.0": "cap-1.0",
}
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"

ORDER = {
    "alert": [
        "identifier",
        "sender",
        "sent",
        "status",
        "msgType",
        "password",
        "source",
        "scope",
        "restriction",
        "addresses",
        "code",
        "note",
        "references",
        "incidents",
        "info",
    ],
    "info": [
        "language",
        "category",
        "event",
        "responseType",
        "urgency",
        "severity",
        "certainty",
        "audience",
        "eventCode",
        "effective",
        "onset",
        "expires",
        "senderName",
        "headline",
        "description",
        "instruction",
        "web",
        "contact",
        "parameter",
        "resource",
        "area",
    ],
    "area": ["areaDesc", "polygon", "circle", "geocode", "altitude", "ceiling"],
    "code": ["valueName", "value"],
}
"""The children of each element in the order of the schemas (the same in CAP 1.1 and 1.2)."""

# Bidirectional embeddings, overrides and isolates can make a text read as its opposite; C0 and C1
# controls, the byte-order mark and Unicode's non-characters have no place in a sentence.
_UNSAFE = re.compile(
    "[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ufffe\uffff]"
)
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
_string_value = etree.XPath("string()")


class Notes:
    """What was read over, each sentence once, in the order met. Lives while one alert is read."""

    def __init__(self, sentences: tuple[str, ...] = ()) -> None:
        self._sentences = dict.fromkeys(sentences)

    def add(self, sentence: str) -> None:
        if len(self._sentences) < MAX_NOTES:
            self._sentences[sentence] = None
        elif sentence not in self._sentences:
            self._sentences["More was read over than is listed here."] = None

    def all(self) -> tuple[str, ...]:
        return tuple(self._sentences)


class Block:
    """The children of one CAP element by local name; what is foreign is passed over and noted."""

    def __init__(
        self, element: etree._Element, namespace: str, order: Sequence[str], notes: Notes
    ) -> None:
        self._children: dict[str, list[etree._Element]] = {}
        self._notes = notes
        last = 0
        for child in element.iterchildren(etree.Element):
            name = _local_name(child, namespace, notes)
            if name is None:
                continue
            if name not in order:
                notes.add(f"The element “{name[:80]}” is not part of CAP here; it was passed over.")
                continue
            if order.index(name) < last:
                notes.add(
                    "Elements stand in another order than CAP's; they were read all the same."
                )
            last = order.index(name)
            self._children.setdefault(name, []).append(child)

    def elements(self, name: str) -> list[etree._Element]:
        return self._children.get(name, [])

    def has(self, name: str) -> bool:
        return name in self._children

    def texts(self, name: str) -> tuple[str, ...]:
        """Every value of a repeatable element, cleaned; empty ones are left out."""
        values = (clean(string_of(child), self._notes) for child in self.elements(name))
        return tuple(value for value in values if value)

    def text(self, name: str) -> str:
        """The value of an element that stands once; "" if absent. Of several the first counts."""
        values = self.texts(name)
        if len(values) > 1:
            self._notes.add(f"There are {len(values)} elements “{name}”; the first one was read.")
        return values[0] if values else ""

    def joined(self, name: str) -> str:
        """The sentences of an element that should stand once; AlertSwiss writes one for each."""
        values = self.texts(name)
        if len(values) > 1:
            self._notes.add(f"There are {len(values)} elements “{name}”; they were joined.")
        return "\n".join(values)


def _local_name(child: etree._Element, namespace: str, notes: Notes) -> str | None:
    """None for an element of another namespace: a foreign `status` must never count as CAP's."""
    name = etree.QName(child)
    own = name.namespace or ""
    if own == namespace:
        return name.localname
    if own == "" or own in NAMESPACES:
        notes.add("Some elements are in another CAP namespace than the alert; they were read.")
        return name.localname
    if child.tag != SIGNATURE:
        notes.add(f"The element “{name.localname[:80]}” is foreign to CAP; it was passed over.")
    return None


def string_of(element: etree._Element) -> str:
    """All text inside, comments and processing instructions left out (XPath string-value)."""
    # Nearly every element holds text alone, and a telegram has thousands.
    return str(_string_value(element)) if len(element) else element.text or ""


def clean(text: str, notes: Notes) -> str:
    """A text that is safe to show: markup stays text, direction overrides and controls go."""
    # What Python calls printable holds no break and nothing unsafe: categories C and Z.
    whole = text if text.isprintable() else _BREAKS.sub("\n", text)
    safe = whole if whole.isprintable() else _UNSAFE.sub("", whole)
    if len(safe) < len(whole):
        notes.add("Control characters or direction overrides were taken out of a text.")
    safe = safe.strip()
    if len(safe) > MAX_TEXT:
        notes.add(f"A text was longer than {MAX_TEXT} characters and was cut there.")
        return safe[:MAX_TEXT]
    return safe
