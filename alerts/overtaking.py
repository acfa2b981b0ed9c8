"""Something real ends every drill (DOMAIN section 8): which ones, and whether one may begin.

Nothing is pushed about it. A text that says "this is a drill, nothing has happened" must reach
nobody in the middle of what has happened.
"""

from collections.abc import Iterable

from alerts.model import Alert, Mode, Phase, Revision, Strength


def overtakes(revision: Revision) -> bool:
    """Whether drills end because of it: real, live, and of strength ready or more."""
    is_real = revision.mode is Mode.REAL and revision.phase is Phase.LIVE
    return is_real and revision.strength.rank <= Strength.READY.rank


def is_overtaken(live: Iterable[Alert]) -> bool:
    """Whether something is live beside which there is no drill."""
    return any(overtakes(one.latest) for one in live)


def overtaken(live: Iterable[Alert]) -> tuple[Alert, ...]:
    """The drills that are over because of what else is live."""
    alerts = tuple(live)
    if not is_overtaken(alerts):
        return ()
    return tuple(one for one in alerts if one.latest.mode is Mode.DRILL)
