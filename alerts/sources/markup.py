"""Hostile bytes → an XML tree, at a bounded cost, or a sentence that says why not.

Nothing is fetched and nothing is expanded: a document type declaration is refused before the XML
parser sees it, so that no entity can be declared at all (XML 1.0 section 2.8). The text is decoded
here and not by libxml2, so that the check for it cannot be dodged by an unusual encoding.
"""

import re
from itertools import islice

import msgspec
from lxml import etree

MAX_BYTES = 16 * 2**20
"""The largest real CAP file is 882 kB; a feed of hundreds of warnings stays under 1 MB."""
MAX_TAGS = 500_000
"""Counts `<` (and separately `=`) before parsing: each becomes a node of ≥ 100 bytes in memory."""
MAX_STRAY_RUN = 2
"""Bytes in a row that are not UTF-8, still taken for Windows-1252 letters. Shift_JIS has more."""
MAX_STRAY_RUNS = 10_000

_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-1": "cp1252",  # as browsers read it (WHATWG Encoding); true Latin-1 is a subset
    "latin1": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-15": "iso8859-15",
    "shift_jis": "cp932",
    "windows-31j": "cp932",
    "euc-jp": "euc_jp",
}
_DECLARATION = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_STRAY = re.compile("[\udc80-\udcff]+")
_SPACE = re.compile(r"\s*")
_NODE_END = (("<?", "?>"), ("<!--", "-->"))


class Markup(msgspec.Struct, frozen=True, kw_only=True):
    """A parsed document. `notes` say what was read over to get it."""

    root: etree._Element
    notes: tuple[str, ...] = ()


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Why these bytes are no XML document that we read, as a sentence that says what to do."""

    reason: str


def parse(raw: bytes) -> Markup | Refusal:
    """Parses any bytes. Never raises, never resolves an entity, never opens a file or a socket."""
    if len(raw) > MAX_BYTES:
        return Refusal(
            reason=f"The file is {len(raw) / 2**20:.0f} MB; more than {MAX_BYTES // 2**20} MB is "
            "not read. Ask the sender for the warning without its attachments."
        )
    decoded = _decode(raw)
    if isinstance(decoded, Refusal):
        return decoded
    text, notes = decoded
    refusal = _refusal(text)
    if refusal is not None:
        return refusal
    try:
        root = etree.fromstring(text.encode("utf-8"), _parser())
    except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
        return Refusal(
            reason=f"The XML cannot be read ({_brief(error)}): the file is cut off or damaged. "
            "Fetch it again or ask the sender."
        )
    return Markup(root=root, notes=notes)


def _parser() -> etree.XMLParser:
    # A parser of its own for each document: lxml parsers carry state and are not shared.
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        strip_cdata=True,
    )


def _decode(raw: bytes) -> tuple[str, tuple[str, ...]] | Refusal:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[:2] in (b"<\0", b"\0<"):
        name = "utf-16-le" if raw[:2] in (b"\xff\xfe", b"<\0") else "utf-16-be"
        return _decode_as(raw, name)
    declared = _DECLARATION.match(raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:400])
    label = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    if label.startswith("utf-16"):
        text = _decode_as(raw, "utf-8")
        note = "The file says that it is UTF-16 but is UTF-8; it was read as UTF-8."
        return text if isinstance(text, Refusal) else (text[0], (*text[1], note))
    encoding = _ENCODINGS.get(label)
    if encoding is None:
        return Refusal(
            reason=f"The file is in the encoding “{label}”, which is not read here. "
            "Ask the sender for UTF-8."
        )
    return _decode_as(raw, encoding)


def _decode_as(raw: bytes, encoding: str) -> tuple[str, tuple[str, ...]] | Refusal:
    try:
        return raw.decode(encoding).removeprefix("\ufeff"), ()
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _decode_stray(raw)
        return Refusal(
            reason=f"Byte {error.start + 1} of the file is not valid in its encoding "
            f"({encoding}). Fetch it again or ask the sender for UTF-8."
        )


def _decode_stray(raw: bytes) -> tuple[str, tuple[str, ...]] | Refusal:
    """UTF-8 with single letters of Windows-1252 in it, as senders with two systems produce.

    Bytes that are UTF-8 stay UTF-8. Longer runs of stray bytes are another script altogether:
    guessing it would put a warning in wrong words before people, so the file is refused.
    """
    text = raw.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    runs = [match.group() for match in islice(_STRAY.finditer(text), MAX_STRAY_RUNS + 1)]
    letters = {run: _windows_1252(run) for run in set(runs) if len(run) <= MAX_STRAY_RUN}
    if len(runs) > MAX_STRAY_RUNS or any(letters.get(run) is None for run in runs):
        return Refusal(
            reason="The file says that it is UTF-8 but holds text in another encoding that cannot "
            "be told for certain. Ask the sender for UTF-8."
        )
    note = (
        f"The file says that it is UTF-8, but is not at {len(runs)} place(s); these were read as "
        "Windows-1252 letters. Check names and accents."
    )
    return _STRAY.sub(lambda match: letters[match.group()] or "", text), (note,)


def _windows_1252(run: str) -> str | None:
    try:
        letters = run.encode("ascii", "surrogateescape").decode("cp1252")
    except UnicodeDecodeError:
        return None
    return letters if all(ord(letter) >= 0xA0 for letter in letters) else None


def _refusal(text: str) -> Refusal | None:
    if not text.strip():
        return Refusal(reason="The file is empty. Fetch it again.")
    if "\0" in text:
        return Refusal(reason="The file holds NUL characters and is no XML. Fetch it again.")
    if text.count("<") > MAX_TAGS or text.count("=") > MAX_TAGS:
        return Refusal(
            reason=f"The file holds more than {MAX_TAGS} tags or attributes, far beyond any real "
            "warning. It is not read."
        )
    if _has_doctype(text):
        return Refusal(
            reason="The file declares a document type (DTD), which a warning never needs and "
            "attacks use. It is not read; ask the sender for a file without it."
        )
    return None


def _has_doctype(text: str) -> bool:
    """Whether a DOCTYPE stands before the root element, the only place where XML allows one."""
    position = 0
    while True:
        space = _SPACE.match(text, position)
        position = space.end() if space else position
        for start, end in _NODE_END:
            if text.startswith(start, position):
                found = text.find(end, position + len(start))
                if found < 0:
                    return False
                position = found + len(end)
                break
        else:
            return text[position : position + 9].upper() == "<!DOCTYPE"


def _brief(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__
