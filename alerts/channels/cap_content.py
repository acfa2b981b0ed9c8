"""Approved -> CapAlert: what was pushed, as one CAP message for whoever reads feeds.

A mayor's alert speaks under the town's own desk. An agency's warning is passed on under a name of
its own (`relay`) with the agency in `source` and `senderName`: nobody here speaks as the agency,
and no reader who trusts the desk takes a warning for an order.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from alerts.channels.approved import Approved, Said
from alerts.channels.cap_alert import CapAlert
from alerts.languages import known
from alerts.model import Authority, Origin, Phase, Revision
from alerts.report import ReportKey, Text

_BASE = {"ja-simple": "ja"}


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """Who puts the feeds out. `relay` is the CAP sender of warnings that are passed on."""

    relay: str


def identifier_of(alert_id: str, number: int) -> str:
    return f"{alert_id}.{number}"


def sender_of(origin: Origin, revision: Revision, voice: Voice) -> str:
    return origin.sender if revision.authority is Authority.MAYOR else voice.relay


def cap_alert(
    approved: Approved,
    origin: Origin,
    voice: Voice,
    earlier: Sequence[tuple[int, datetime]],
    text_states: Mapping[str, str],
) -> CapAlert:
    """`earlier`: numbers of revisions before this one, each with the time at which it was sent.

    `text_states`: language of ours -> the weakest state of the sentences used in it.
    """
    revision = approved.revision
    sender = sender_of(origin, revision, voice)
    is_live = revision.phase is Phase.LIVE
    return CapAlert(
        sender=sender,
        identifier=identifier_of(revision.alert_id, revision.number),
        sent=revision.sent,
        mode=revision.mode,
        phase=revision.phase,
        kind=revision.kind,
        strength=revision.strength,
        order=revision.order,
        area=revision.area,
        texts=tuple(_text(revision, approved.said(one)) for one in approved.languages()),
        references=tuple(
            ReportKey(sender=sender, identifier=identifier_of(revision.alert_id, number), sent=sent)
            for number, sent in earlier
        ),
        onset=revision.onset,
        expires=revision.expires if is_live else None,
        review=revision.review if is_live else None,
        note=_note(approved),
        source="" if sender == origin.sender else origin.sender,
        incident=revision.alert_id,
        walks=revision.walks,
        announces=revision.announces,
        time_zone=revision.time_zone,
        text_states={**text_states},
    )


def _note(approved: Approved) -> str:
    """CAP asks for the exercise's name in an exercise's note (1.2, 3.2.1).

    A withdrawal always says that it is one, in the words of its own first line if nobody gave
    others: a bare `Cancel` reads like "danger over".
    """
    revision = approved.revision
    if revision.mode.is_exercise:
        return f"Exercise {revision.alert_id}"
    if revision.note.strip() or revision.phase is not Phase.WITHDRAWN:
        return revision.note
    return approved.said(approved.languages()[0]).lines[0]


def _text(revision: Revision, said: Said) -> Text:
    """Every line of the push stands here once: what to do as instruction, the rest described."""
    rest = (line for place, line in enumerate(said.lines) if place != said.do)
    return Text(
        language=said.language,
        event=_event(revision, said),
        headline=said.title,
        description="\n".join(rest),
        instruction="" if said.do is None else said.lines[said.do],
        web=said.web,
        sender_name=revision.issuer_names.get(_base(said.language), revision.issuer),
        area_description=_place(revision, said),
    )


def _event(revision: Revision, said: Said) -> str:
    """The issuer's own name for it where it gave one: readers know a class by its name."""
    own = (text.event for text in revision.texts if known(text.language) == said.language)
    return next((event for event in own if event), said.title)


def _place(revision: Revision, said: Said) -> str:
    names = revision.place_names
    wanted = (said.language, _base(said.language), "", "ja", "en", *sorted(names))
    found = next((names[key] for key in wanted if names.get(key, "").strip()), "")
    return found or (said.lines[said.where] if said.where is not None else said.title)


def _base(language: str) -> str:
    return _BASE.get(language, language)
