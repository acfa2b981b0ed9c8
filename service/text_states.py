"""How far the words of an alert were checked: for each language its weakest sentence counts."""

from collections.abc import Iterator

from alerts.languages import WRITTEN
from alerts.model import Phase, Relation, Revision
from alerts.wording import plan_of
from translations.catalogues import State, shipped_catalogues

_FROM_WEAKEST = tuple(State)


def text_states(revision: Revision) -> dict[str, str]:
    """Language of ours -> `machine draft`, `reviewed` or `official`."""
    used = frozenset(_used(revision))
    return {
        language: min((entries[id].state for id in used if id in entries), key=_rank).value
        for language, entries in shipped_catalogues().items()
        if language in WRITTEN
    }


def _used(revision: Revision) -> Iterator[str]:
    relation = Relation.NEW if revision.phase is Phase.LIVE else Relation.CHANGED
    plan = plan_of(revision, relation, ())
    yield from (plan.title, *plan.lines, *plan.extra, f"hazard.{revision.kind.value}")
    if revision.mode.is_exercise:
        yield from ("frame.drill", "drill.end")


def _rank(state: State) -> int:
    return _FROM_WEAKEST.index(state)
