"""The words of the first push to a phone: it was reached, and what it will be told."""

import msgspec

from alerts.languages import described, fallback
from alerts.model import Mode
from alerts.phrases import Phrasebook


class Greeting(msgspec.Struct, frozen=True, kw_only=True):
    """`lang` is what the text is written in, for `Notification.lang`."""

    title: str
    body: str
    lang: str
    direction: str


def greeting(phrases: Phrasebook, language: str, mode: Mode) -> Greeting:
    """In the reader's language, or visibly in easy Japanese and English where we lack it."""
    written_in = fallback(language)
    title = phrases.say(written_in[0], "greeting.title")
    lines = [phrases.say(each, "greeting.body") for each in written_in]
    if len(written_in) > 1:
        lines.insert(0, phrases.no_text_note(language))
    if mode.is_exercise:
        title = phrases.say(written_in[0], "frame.drill", title=title)
        lines += [phrases.say(each, "drill.end") for each in written_in]
    row = described(written_in[0])
    body = "\n".join(line for line in lines if line)
    return Greeting(title=title, body=body, lang=row.lang, direction=row.direction)
