"""Hazards of earthquakes and tsunamis in the telegram's own words."""

from collections.abc import Iterable
from datetime import datetime

from lxml import etree

from alerts.channels.cap_terms import CATEGORY_OF, terms_of
from alerts.model import Kind, Phase, Strength
from alerts.report import AreaClaim, Code, Hazard, Official, Text
from alerts.sources.jma.elements import children, text, texts
from alerts.sources.jma.telegram import Telegram

COMMENT = "jma:comment"
"""A code of the agency's fixed sentences (固定付加文): 0215 is "no tsunami to fear"."""

MOST_NOTES = 20

_ASKS = ("WarningComment", "ForecastComment")
_TELLS = ("VarComment", "FreeFormComment")


def hazard(
    telegram: Telegram,
    kind: Kind,
    strength: Strength,
    *,
    event: str,
    part: str,
    areas: Iterable[AreaClaim] = (),
    parameters: Iterable[Code] = (),
    headline: str | None = None,
    description: str | None = None,
    instruction: str | None = None,
    ended: bool = False,
    expires: datetime | None = None,
) -> Hazard:
    """One hazard; the texts are the telegram's own unless given.

    What `ended` is no more than to know, and `part` is the one that it ends.
    """
    terms = terms_of(kind, strength, Phase.ALL_CLEAR if ended else Phase.LIVE)
    claims = tuple(dict.fromkeys(areas))
    return Hazard(
        texts=(
            Text(
                language="ja",
                event=event,
                headline=telegram.headline if headline is None else headline,
                description=tells(telegram) if description is None else description,
                instruction=asks(telegram) if instruction is None else instruction,
                sender_name=telegram.publisher,
                area_description="、".join(one.description for one in claims if one.description),
            ),
        ),
        areas=claims,
        categories=(CATEGORY_OF[kind],),
        parameters=(*parameters, *comment_codes(telegram)),
        response_types=(terms.response,),
        urgency=terms.urgency,
        severity=terms.severity,
        certainty=terms.certainty,
        effective=telegram.reported,
        expires=None if ended else expires,
        official=Official(kind=kind.value, strength=(Strength.KNOW if ended else strength).value),
        part=part,
    )


def asks(telegram: Telegram) -> str:
    """What the agency asks of people, in its fixed sentences; one paragraph after the other."""
    return _joined(telegram, (f"Comments/{name}/Text" for name in _ASKS))


def tells(telegram: Telegram) -> str:
    """What the agency explains, in fixed sentences and in free ones."""
    names = (f"Comments/{name}" + ("/Text" if name == "VarComment" else "") for name in _TELLS)
    return _joined(telegram, names)


def comment_codes(telegram: Telegram) -> tuple[Code, ...]:
    if telegram.body is None:
        return ()
    said = " ".join(text(one) for one in _coded(telegram.body))
    return tuple(Code(name=COMMENT, value=code) for code in dict.fromkeys(said.split()))


def few(notes: Iterable[str]) -> tuple[str, ...]:
    """Each once, and not more of them than somebody reads, however damaged a telegram is."""
    return tuple(dict.fromkeys(notes))[:MOST_NOTES]


def stream(family: str, telegram: Telegram) -> str:
    """What later telegrams of the same event share: `earthquake/20240101161010`.

    Where a second earthquake joined in, the first one still names it: `EventID` lists both.
    """
    return f"{family}/{next(iter(telegram.event.split()), '')}"


def _coded(body: etree._Element) -> Iterable[etree._Element]:
    for name in (*_ASKS, "VarComment"):
        yield from children(body, f"Comments/{name}/Code")


def _joined(telegram: Telegram, paths: Iterable[str]) -> str:
    if telegram.body is None:
        return ""
    return "\n\n".join(one for path in paths for one in texts(telegram.body, path))
