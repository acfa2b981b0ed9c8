"""The words of pushes that are no alert: a phone's first one, and the self-test it asked for."""

import msgspec

from alerts.languages import described
from alerts.model import Mode
from alerts.phrases import Phrasebook


class Greeting(msgspec.Struct, frozen=True, kw_only=True):
    """`lang` is what the text is written in, for `Notification.lang`."""

    title: str
    body: str
    lang: str
    direction: str


def greeting(phrases: Phrasebook, language: str, mode: Mode, errand: str = "greeting") -> Greeting:
    """In the reader's language, or visibly in easy Japanese and English where we lack it.

    `errand`: `greeting` (this phone was reached) or `test` (as it was asked for).
    """
    written_in = phrases.read_in(language)
    title = phrases.say(written_in[0], f"{errand}.title")
    lines = [phrases.say(each, f"{errand}.body") for each in written_in]
    if len(written_in) > 1:
        lines.insert(0, phrases.no_text_note(language))
    if mode.is_exercise:
        title = phrases.say(written_in[0], "frame.drill", title=title)
        lines += [phrases.say(each, "drill.end") for each in written_in]
    row = described(written_in[0])
    body = "\n".join(line for line in lines if line)
    return Greeting(title=title, body=body, lang=row.lang, direction=row.direction)
