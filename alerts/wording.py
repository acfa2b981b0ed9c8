"""Revision x language -> Message: whole sentences, true for every recipient without a position.

Which sentences: `alerts.order_words` (a mayor speaks) or `alerts.warning_words` (an agency warns),
never both. This module adds what belongs to every message: what still holds, drills, the issuer's
own words, the visible fallback for languages that have no catalogue yet.
"""

from collections.abc import Sequence

from alerts import order_words, warning_words
from alerts.action import server_action
from alerts.announcing import announced_to
from alerts.changes import changes
from alerts.languages import described, known
from alerts.meaning import STRENGTH_OF_ORDER
from alerts.model import Action, Authority, Holding, Message, Mode, Phase, Relation, Revision
from alerts.own_words import own
from alerts.phrases import Phrasebook
from alerts.plan import Plan
from alerts.report import Text
from alerts.retelling import retelling
from alerts.speaker import Speaker, room_for

TITLE_CHARACTERS = 50
_TITLE_BYTES = 150
_HEADLINE_BYTES = 240
_OWN_EXTRA_BYTES = 260


def messages(
    revision: Revision,
    phrases: Phrasebook,
    languages: Sequence[str],
    *,
    previous: Revision | None = None,
) -> tuple[Message, ...]:
    """Every message that can be owed: language x relation, in that order.

    `previous` is the revision before; with it an update says what changed, and a raised strength is
    audible. Raises KeyError for a language that is not ours.
    """
    changed = changes(previous, revision)
    read_in = set(map(phrases.read_in, languages))
    speakers = {written: _speakers(revision, phrases, written) for written in read_in}
    plans = {one: plan_of(revision, one, changed) for one in relations(revision)}
    holdings = [(one, _title_of(one)) for one in sorted(revision.still_holds, key=_danger)]
    retold = {one: retelling(revision, plan, one, phrases, holdings) for one, plan in plans.items()}
    return tuple(
        _message(
            revision,
            speakers[phrases.read_in(language)],
            phrases.no_text_note(language),
            language,
            relation,
            plan,
            changed,
            retold[relation],
        )
        for language in languages
        for relation, plan in plans.items()
    )


def relations(revision: Revision) -> tuple[Relation, ...]:
    """How readers can stand to it: endings go to the recorded alone, revision 1 to new ones."""
    if revision.phase is not Phase.LIVE:
        return (Relation.CHANGED,)
    return (Relation.NEW,) if revision.number == 1 else tuple(Relation)


def action_of(revision: Revision, relation: Relation) -> Action:
    """What is right for everyone of this relation; an order asks what its level asks."""
    if relation is Relation.LEFT and revision.phase is Phase.LIVE:
        return Action.KNOW
    strength = STRENGTH_OF_ORDER[revision.order] if revision.order else revision.strength
    return server_action(revision.kind, strength, revision.phase, revision.authority)


def is_silent(revision: Revision, relation: Relation, changed: Sequence[str]) -> bool:
    """Audible: raised, newly included, all-clear, withdrawal (DOMAIN section 7). Drills never."""
    if revision.mode.is_exercise:
        return True
    if revision.phase is not Phase.LIVE or relation is Relation.NEW:
        return False
    return relation is Relation.LEFT or "stronger" not in changed


def plan_of(revision: Revision, relation: Relation, changed: Sequence[str]) -> Plan:
    """The sentences, from one voice alone."""
    action = action_of(revision, relation)
    if revision.order is not None:
        return order_words.plan(revision, revision.order, relation, action, changed)
    return warning_words.plan(revision, relation, action, changed)


def _speakers(
    revision: Revision, phrases: Phrasebook, written_in: Sequence[str]
) -> tuple[Speaker, ...]:
    room = room_for(written_in, is_exercise=revision.mode.is_exercise)
    return tuple(Speaker(phrases, revision, each, room) for each in written_in)


def _message(
    revision: Revision,
    speakers: Sequence[Speaker],
    no_text_note: str,
    language: str,
    relation: Relation,
    plan: Plan,
    changed: Sequence[str],
    retold: bytes,
) -> Message:
    has_catalogue = len(speakers) == 1
    quoted = own_text(revision, language)
    lead = _lead(quoted) if _may_lead(revision, relation) else ""
    row = described(language if has_catalogue or lead else speakers[0].language)
    in_two = not has_catalogue and not lead
    title = _title(speakers, plan, revision, relation, _short(quoted) if lead else "")
    lead = "" if lead == title else lead
    return Message(
        alert_id=revision.alert_id,
        number=revision.number,
        language=language,
        relation=relation,
        lang=row.lang,
        direction=row.direction,
        title=title,
        lines=_lines(
            speakers,
            plan,
            revision,
            lead=lead,
            note="" if has_catalogue else no_text_note,
        ),
        extra=_extra(speakers, plan, revision, relation, quoted),
        references=_references(speakers[0], plan),
        silent=is_silent(revision, relation, changed),
        action=action_of(revision, relation),
        do=_stands(plan, "do", lead),
        where=_stands(plan, "where", lead),
        second=len(_said(speakers[0], plan, revision)) if in_two else None,
        retelling=retold,
    )


# --- the issuer's own words ---------------------------------------------------------------------


def own_text(revision: Revision, language: str) -> Text | None:
    """The source's text in exactly this language of ours; easy Japanese is not Japanese."""
    return next((text for text in revision.texts if known(text.language) == language), None)


def _may_lead(revision: Revision, relation: Relation) -> bool:
    """An agency's own words stand first while it warns. The desk speaks in checked sentences.

    What the desk adds in free words stands behind them, and is marked as such.
    """
    is_live = revision.phase is Phase.LIVE and relation is not Relation.LEFT
    return revision.authority is Authority.AGENCY and is_live


def _lead(quoted: Text | None) -> str:
    if quoted is None:
        return ""
    return own(quoted.headline or quoted.event, most_bytes=_HEADLINE_BYTES)


def _short(quoted: Text | None) -> str:
    """A headline that fits a title, else the event's name."""
    if quoted is None:
        return ""
    headline = own(quoted.headline, most_bytes=10_000)
    fits = 0 < len(headline) <= TITLE_CHARACTERS
    chosen = headline if fits else quoted.event or headline
    return own(chosen, most_bytes=_TITLE_BYTES, most_characters=TITLE_CHARACTERS)


# --- titles -------------------------------------------------------------------------------------


def _title(
    speakers: Sequence[Speaker], plan: Plan, revision: Revision, relation: Relation, short: str
) -> str:
    if not short:
        said = [_framed(s, s.say(plan.title), revision, relation) for s in speakers]
        return " / ".join(said)
    title = _marked_changed(speakers[-1], short, revision, relation)
    for speaker in reversed(speakers):
        title = _marked_drill(speaker, title, revision)
    return title


def _framed(speaker: Speaker, title: str, revision: Revision, relation: Relation) -> str:
    return _marked_drill(speaker, _marked_changed(speaker, title, revision, relation), revision)


def _marked_changed(speaker: Speaker, title: str, revision: Revision, relation: Relation) -> str:
    is_update = revision.phase is Phase.LIVE and relation is Relation.CHANGED
    return speaker.frame("frame.changed", title) if is_update else title


def _marked_drill(speaker: Speaker, title: str, revision: Revision) -> str:
    return speaker.frame("frame.drill", title) if revision.mode.is_exercise else title


def _references(speaker: Speaker, plan: Plan) -> tuple[str, ...]:
    """The Japanese title, to show to somebody, where the message itself has no Japanese."""
    if speaker.language.startswith("ja"):
        return ()
    return (speaker.frame("reference.ja", speaker.in_japanese(plan.title)),)


# --- bodies -------------------------------------------------------------------------------------


def _lines(
    speakers: Sequence[Speaker], plan: Plan, revision: Revision, *, lead: str, note: str
) -> tuple[str, ...]:
    """Everything that is never cut. A drill's last line says that it was one."""
    lines: list[str] = [lead] if lead else []
    for speaker in speakers:
        lines += _said(speaker, plan, revision)
    if note:
        lines.append(note)
    if revision.mode.is_exercise:
        lines.append(" ".join(speaker.say("drill.end") for speaker in speakers))
    return tuple(lines)


def _said(speaker: Speaker, plan: Plan, revision: Revision) -> list[str]:
    return _with_holdings(speaker, [speaker.say(id) for id in plan.lines], revision)


def _stands(plan: Plan, part: str, lead: str) -> int | None:
    """Which of a live message's lines it is; an ending, which says what still holds, has none."""
    found = plan.line_of(part)
    return None if found is None else found + bool(lead)


def _with_holdings(speaker: Speaker, said: list[str], revision: Revision) -> list[str]:
    """An all-clear begins with what still holds; a withdrawal says it after what was wrong."""
    holds = [
        speaker.holds(one, speaker.named(_title_of(one), one))
        for one in sorted(revision.still_holds, key=_danger)[: speaker.room.holdings]
    ]
    if len(revision.still_holds) > speaker.room.holdings:
        holds.append(speaker.say("holds.more"))
    if revision.phase is Phase.ALL_CLEAR:
        # A drill does not speak of real alerts: of those it must not say that there is none either.
        none = [] if revision.mode is Mode.DRILL else [speaker.say("holds.none")]
        return [*(holds or none), *said]
    return [*said[:1], *holds, *said[1:]] if revision.phase is Phase.WITHDRAWN else said


def _danger(holding: Holding) -> tuple[bool, int]:
    """Orders stand first, then the stronger."""
    return holding.order is None, holding.strength.rank


def _title_of(holding: Holding) -> str:
    if holding.order is not None:
        return f"order.title.{holding.order.value}"
    action = server_action(holding.kind, holding.strength, Phase.LIVE, holding.authority)
    return f"warning.title.{warning_words.scale(holding, action)}"


def _extra(
    speakers: Sequence[Speaker],
    plan: Plan,
    revision: Revision,
    relation: Relation,
    quoted: Text | None,
) -> tuple[str, ...]:
    """What may be cut, best first: sites and streets, the issuer's own advice, then ours."""
    told = announced_to(revision, relation)
    extra = [speaker.announced(one) for speaker in speakers for one in told]
    extra += _quotations(speakers[-1], revision, relation, quoted)
    if revision.phase is not Phase.LIVE and revision.note.strip():
        extra.append(speakers[-1].say(f"{plan.voice}.note"))
    for speaker in speakers:
        extra += [speaker.say(id) for id in plan.extra]
    return tuple(line for line in extra if line)


def _quotations(
    speaker: Speaker, revision: Revision, relation: Relation, quoted: Text | None
) -> tuple[str, ...]:
    if quoted is None or relation is Relation.LEFT:
        return ()
    leads = _may_lead(revision, relation)
    texts = (quoted.instruction, quoted.description, "" if leads else quoted.headline)
    said = [own(text, most_bytes=_OWN_EXTRA_BYTES) for text in texts]
    if revision.authority is Authority.MAYOR:
        return tuple(speaker.frame("quoted.desk", text) for text in said if text)
    return tuple(said)
