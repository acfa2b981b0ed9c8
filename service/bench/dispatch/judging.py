"""Whether everybody got it and nobody else: what came to the sink against what the ledger says.

Both are held to whom the area holds. A figure of a run in which they differ is worth nothing.
"""

import numpy as np

from alerts.ports import Numbers
from service.bench.measuring import BenchFailed

_SHOWN = 5


def repeats(arrived: Numbers, accepted: Numbers, wanted: Numbers) -> int:
    """How many of the pushes that `arrived` were not a phone's first.

    `arrived`: one number for each push that the sink took; `accepted`: whom the ledger holds for
    accepted; `wanted`: whom the alert is for. Raises BenchFailed unless all three are the same
    people.
    """
    came = np.unique(arrived)
    _hold("the sink", came, "the ledger", accepted)
    _hold("the ledger", accepted, "the area", wanted)
    return len(arrived) - len(came)


def _hold(one: str, ours: Numbers, other: str, theirs: Numbers) -> None:
    missing, extra = np.setdiff1d(theirs, ours), np.setdiff1d(ours, theirs)
    if len(missing) or len(extra):
        raise BenchFailed(
            f"{one} does not have {len(missing)} that {other} has {_some(missing)}, and has "
            f"{len(extra)} that {other} has not {_some(extra)}: look for the fault before the speed"
        )


def _some(numbers: Numbers) -> str:
    shown = ", ".join(str(number) for number in numbers[:_SHOWN].tolist())
    return f"({shown}{', …' if len(numbers) > _SHOWN else ''})"
