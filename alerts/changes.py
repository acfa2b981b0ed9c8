"""What a revision changed, in the words that `…changed.…` phrases have."""

from alerts.model import Phase, Revision


def changes(previous: Revision | None, revision: Revision) -> tuple[str, ...]:
    """Some of stronger, weaker, area, until; empty if other words changed or nothing is known."""
    if previous is None or Phase.LIVE is not previous.phase or Phase.LIVE is not revision.phase:
        return ()
    before, after = previous.strength.rank, revision.strength.rank
    tests = {
        "stronger": after < before,
        "weaker": after > before,
        "area": previous.area != revision.area,
        "until": (previous.onset, previous.expires) != (revision.onset, revision.expires),
    }
    return tuple(name for name, is_so in tests.items() if is_so)
