"""Weather warnings per municipality (VPWW50–61) and the notice of a special warning (VPNO50)."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

import msgspec
from lxml import etree

from alerts.sources.jma.body import Reader, Reading
from alerts.sources.jma.elements import child, text, texts
from alerts.sources.jma.telegram import InfoType, Telegram
from alerts.sources.jma.weather_areas import Line, finest, prefecture
from alerts.sources.jma.weather_codes import Meant, meant
from alerts.sources.jma.weather_hazards import Said, grouped, told

_LIFTED = "解除"
_NOTHING = "発表警報・注意報はなし"
_LIFTED_WHAT = (
    "A warning is lifted without saying which one; nothing was ended by it. Look at the telegram."
)
# The agency changed over in the last days of May 2026, and sends both until 2028 at least. In the
# days between, a warning that comes twice is better than one that does not come.
_ONLY_THE_NEW_FORM = datetime(2026, 5, 31, 15, tzinfo=UTC)
_OLD_FORM = (
    "Since June 2026 people hear of warnings by the telegrams that name levels "
    "(VPWW55 to VPWW61). This older form of the same warnings counts landslides as rain and has "
    "its own classes; it is for systems that read no other."
)
_NOTICE = (
    "It announces that there are special warnings, or none any more; the warning telegram of the "
    "same minute says which, and where each holds and ends, and is what people hear of."
)


def warnings_of(family: str = "") -> Reader:
    """A reader of one type. `family` is the last part of the stream; VPWW53 and VPWW54, which say
    the same thing twice, have none."""

    def read(telegram: Telegram) -> Reading:
        stream = "/".join(("warnings", prefecture(telegram), family)).rstrip("/")
        if telegram.info_type is InfoType.CANCELLED:
            return Reading(stream=stream)
        said, notes = said_in(finest(telegram))
        return Reading(
            hazards=grouped(telegram, said, description=_comments(telegram)),
            stream=stream,
            notes=notes,
        )

    return read


def old_form(family: str = "") -> Reader:
    """A reader of a form without levels, which is heard as long as there was no other."""
    read_it = warnings_of(family)

    def read(telegram: Telegram) -> Reading:
        reading = read_it(telegram)
        if telegram.reported < _ONLY_THE_NEW_FORM:
            return reading
        return msgspec.structs.replace(reading, not_public=_OLD_FORM)

    return read


def read_notice(telegram: Telegram) -> Reading:
    """VPNO50: lists of special warnings beside the headline, and an empty body."""
    return Reading(
        hazards=grouped(telegram, said_in(finest(telegram))[0]),
        stream=f"special-warnings/{prefecture(telegram)}",
        not_public=_NOTICE,
    )


def said_in(lines: tuple[Line, ...]) -> tuple[list[Said], tuple[str, ...]]:
    """What holds and what ended, and notes on what could not be told.

    Where a phenomenon still holds in an area, in whatever strength, no part of it has ended there:
    a weaker warning is a change (DOMAIN section 7).
    """
    said, notes = told(lines, _told)
    still = {(one.meant.phenomenon, one.area) for one in said if not one.ended}
    kept = [one for one in said if not one.ended or (one.meant.phenomenon, one.area) not in still]
    nameless = any(_lifts_nothing(kind) for line in lines for kind in line.kinds)
    return kept, (*notes, *((_LIFTED_WHAT,) if nameless else ()))


def _told(kind: etree._Element) -> Iterator[tuple[Meant, bool]]:
    if _is_lifted(kind):
        lifted = _lifted(kind)
        if lifted is not None:
            yield lifted, True
    elif text(kind, "Name") or text(kind, "Code"):
        yield _meant(kind), False


def _lifts_nothing(kind: etree._Element) -> bool:
    return _is_lifted(kind) and text(kind, "Status") != _NOTHING and _lifted(kind) is None


def _is_lifted(kind: etree._Element) -> bool:
    status = text(kind, "Status")
    return status in (_LIFTED, _NOTHING) or text(kind, "Name") == _LIFTED


def _lifted(kind: etree._Element) -> Meant | None:
    """What was in force before: `LastKind` in the new form; the old one names what it lifts."""
    last = child(kind, "LastKind")
    for one in (last, kind):
        if one is not None and text(one, "Name") not in ("", _LIFTED):
            return _meant(one)
    return None


def _meant(kind: etree._Element) -> Meant:
    return meant(text(kind, "Code"), text(kind, "Name"))


def _comments(telegram: Telegram) -> str:
    return "" if telegram.body is None else "\n".join(texts(telegram.body, "Comment/Text"))


# The last one is written both ways: in the samples, and in the agency's list of telegrams.
_NEW_FORM = ("大雨", "土砂", "高潮", "暴風", "波浪", "大雪", "その他注意報", "その他の注意報")

KINDS: Mapping[str, Reader] = MappingProxyType(
    {
        # Without special warnings: where there is one it says the plain warning, and would look
        # like a step down in the stream of those that know better.
        "気象警報・注意報": old_form("VPWW50"),
        "気象特別警報・警報・注意報": old_form(),
        "気象警報・注意報（Ｈ２７）": old_form(),
        **{
            f"気象警報・注意報（Ｒ０６）（{one}）": warnings_of(one.replace("その他の", "その他"))
            for one in _NEW_FORM
        },
        "気象特別警報報知": read_notice,
    }
)
