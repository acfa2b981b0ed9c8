"""Every message says who says it, what the danger is, where, when, and what to do."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product

import msgspec
import pytest

from alerts.meaning import STRENGTH_OF_ORDER
from alerts.model import Authority, Kind, Order, Phase, Relation, Revision, Strength
from alerts.phrases import PHRASES
from alerts.plan import Plan
from alerts.report import Text
from alerts.wording import plan_of, relations

Revise = Callable[..., Revision]
CHANGES = ("stronger", "weaker", "area", "until")
CARE = ("left.care", "withdrawn.care", "stopped.care")


@pytest.fixture(scope="module")
def plans(order: Revise) -> tuple[tuple[Revision, Relation, Plan], ...]:
    return tuple(_plans(order))


def _plans(order: Revise) -> Iterator[tuple[Revision, Relation, Plan]]:
    for revision in _revisions(order):
        for relation in relations(revision):
            yield revision, relation, plan_of(revision, relation, CHANGES)


def _revisions(order: Revise) -> Iterator[Revision]:
    plain = order(number=2)
    said = [*((Authority.MAYOR, one) for one in Order), (Authority.AGENCY, None)]
    for kind, strength, phase, (authority, given) in product(Kind, Strength, Phase, said):
        revision = msgspec.structs.replace(
            plain, kind=kind, strength=strength, phase=phase, authority=authority, order=given
        )
        named = msgspec.structs.replace(revision, expires=plain.sent + timedelta(hours=1))
        if given is None or STRENGTH_OF_ORDER[given] is strength:
            yield revision
            yield msgspec.structs.replace(named, withdrawn_here=phase is Phase.WITHDRAWN)


def slots(plan: Plan) -> set[str]:
    return {slot for id in (plan.title, *plan.lines) for slot in PHRASES[id].slots}


def test_every_message_says_who_says_it_and_when(
    plans: tuple[tuple[Revision, Relation, Plan], ...],
):
    assert len(plans) > 500
    assert [plan for *_, plan in plans if not {"issuer", "time"} <= slots(plan)] == []


def test_every_message_says_what_the_danger_is(
    plans: tuple[tuple[Revision, Relation, Plan], ...],
):
    assert [plan for *_, plan in plans if not {"hazard", "term"} & slots(plan)] == []


def test_every_message_says_where(plans: tuple[tuple[Revision, Relation, Plan], ...]):
    assert [plan for *_, plan in plans if "place" not in slots(plan)] == []


def test_every_live_message_says_what_to_do_and_until_when(
    plans: tuple[tuple[Revision, Relation, Plan], ...],
):
    for revision, relation, plan in plans:
        if revision.phase is Phase.LIVE and relation is not Relation.LEFT:
            parts = {id.split(".")[1] for id in plan.lines}
            assert {"do", "until", "where"} <= parts, plan


def test_what_is_no_all_clear_says_that_it_is_none(
    plans: tuple[tuple[Revision, Relation, Plan], ...],
):
    for revision, relation, plan in plans:
        if revision.phase is Phase.WITHDRAWN or relation is Relation.LEFT:
            assert any(line.endswith(CARE) for line in plan.lines), plan


def test_one_voice_speaks_in_each_message(
    plans: tuple[tuple[Revision, Relation, Plan], ...],
):
    for revision, _, plan in plans:
        voices = {id.split(".")[0] for id in (plan.title, *plan.lines, *plan.extra)}
        assert voices == {"order" if revision.order else "warning"}, plan


def test_what_was_announced_takes_one_line_and_leaves_all_others(warning: Revise):
    unnamed = warning(kind=Kind.TORNADO, names_level=False)
    texts = (Text(language="ja", event="竜巻注意情報"),)

    plain = plan_of(unnamed, Relation.NEW, ())
    named = plan_of(msgspec.structs.replace(unnamed, texts=texts), Relation.NEW, ())

    assert len(named.lines) == len(plain.lines)
    assert set(named.lines) - set(plain.lines) == {"warning.what.named.tornado"}
