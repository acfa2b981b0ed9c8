"""Names and titles on the situation page: each in the reader's language where there is one.

What an agency wrote stands as it wrote it, marked with the language that it is in.
"""

from collections.abc import Mapping

from alerts.languages import LANGUAGES, described, known
from alerts.model import Authority, Phase, Relation, Revision
from alerts.own_words import own
from alerts.phrases import Phrasebook
from alerts.report import Text
from alerts.speaker import Speaker
from alerts.wording import plan_of
from service.page.markup import Html, element, join
from service.page.visit import Visit

_MOST_NAME_BYTES = 240
_MOST_QUOTED_BYTES = 900
# Languages of ours whose readers know the names of another.
_NAMES_OF = {"ja-simple": "ja", "en-XA": "en", "ar-XB": "en"}


class Titles:
    """Says an alert's title as pushes say it: where the reader's language has sentences that nobody
    checked yet, in easy Japanese and English, each marked as such (DOMAIN section 11)."""

    def __init__(self, phrases: Phrasebook) -> None:
        self._phrases = phrases

    def of(self, visit: Visit, revision: Revision) -> Html:
        relation = Relation.NEW if revision.phase is Phase.LIVE else Relation.CHANGED
        id = plan_of(revision, relation, ()).title
        read = self._phrases.read_in(visit.language)
        if read == (visit.words.spoken,):
            return join(self._said(revision, id, visit.words.spoken))
        first, *others = (
            element("bdi", self._said(revision, id, one), lang=described(one).lang) for one in read
        )
        return join(first, *(join(" / ", one) for one in others))

    def _said(self, revision: Revision, id: str, language: str) -> str:
        speaker = Speaker(self._phrases, revision, language)
        title = speaker.say(id)
        return speaker.frame("frame.drill", title) if revision.mode.is_exercise else title


def place(visit: Visit, names: Mapping[str, str]) -> Html:
    """A place's name in the reader's language; beside it the Japanese one, as on signs."""
    own_language = _NAMES_OF.get(visit.language, visit.language)
    wanted = (own_language, visit.words.lang, "", "en", "ja", *sorted(names))
    found = next((one for one in wanted if names.get(one, "").strip()), "")
    name = own(names.get(found, ""), most_bytes=_MOST_NAME_BYTES)
    shown = element("bdi", name, lang=_tag(found))
    sign = own(names.get("ja", ""), most_bytes=_MOST_NAME_BYTES)
    if not sign or sign == name or own_language == "ja":
        return shown
    return element("span", shown, " ", element("bdi", sign, lang="ja"))


def issuer(visit: Visit, revision: Revision) -> str:
    names = revision.issuer_names
    own_language = _NAMES_OF.get(visit.language, visit.language)
    return own(names.get(own_language) or revision.issuer, most_bytes=_MOST_NAME_BYTES)


def quoted(visit: Visit, revision: Revision, beside: str = "") -> Html:
    """The source's own words: of several languages the reader's, else the first.

    None where they stand `beside` already; a mayor speaks in our sentences alone.
    """
    if revision.authority is not Authority.AGENCY:
        return Html("")
    text = _text_for(visit, revision)
    said = "" if text is None else own(text.headline or text.event, most_bytes=_MOST_QUOTED_BYTES)
    if text is None or not said or said in beside:
        return Html("")
    tag = known(text.language)
    row = described(tag) if tag else None
    return element(
        "blockquote",
        said,
        lang=row.lang if row else text.language or None,
        dir=row.direction if row else "auto",
    )


def _text_for(visit: Visit, revision: Revision) -> Text | None:
    wanted = (visit.language, visit.words.lang, "ja", "en")
    by_language = {known(one.language): one for one in reversed(revision.texts)}
    first = revision.texts[0] if revision.texts else None
    return next((by_language[one] for one in wanted if one in by_language), first)


def _tag(language: str) -> str | None:
    """What HTML calls a language of ours; None for a name as its source wrote it."""
    return LANGUAGES[language].lang if language in LANGUAGES else None
