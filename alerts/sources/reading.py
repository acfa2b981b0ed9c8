"""Where reading begins: bytes of a source → its messages, each a Report or an Unreadable."""

from alerts.report import Report, Unreadable
from alerts.sources.cap import format_of, read_alert
from alerts.sources.envelopes import open_envelope
from alerts.sources.jma.reading import read_telegram
from alerts.sources.jma.telegram import is_telegram
from alerts.sources.markup import Refusal, parse


def read(raw: bytes) -> tuple[Report | Unreadable, ...]:
    """All messages in `raw`, in order; at least one item, and never an exception.

    Reads CAP 1.0 to 1.2, alone or inside Atom, RSS, EDXL-DE or other XML, and JMA's telegrams.
    Whatever is no warning comes back as Unreadable with a reason that says what to do next.
    """
    markup = parse(raw)
    if isinstance(markup, Refusal):
        return (Unreadable(reason=markup.reason),)
    if format_of(markup.root):
        return (read_alert(markup.root, markup.notes),)
    if is_telegram(markup.root):
        return (read_telegram(markup.root, markup.notes),)
    return tuple(
        part
        if isinstance(part, Unreadable)
        else read_alert(part.alert, (*markup.notes, *part.notes))
        for part in open_envelope(markup.root)
    )
