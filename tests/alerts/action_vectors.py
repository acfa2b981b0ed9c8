"""Every case of the action table, shared with the page: `python -m tests.alerts.action_vectors > FILE`.

FILE is `tests/alerts/action-vectors.json`. `actions` and `cautions` hold one letter per case (its
place in `action_letters`, in `caution_letters`): all kinds × strengths × phases × authorities ×
facts × conditions, the last running fastest. A test fails when it is out of date.
"""

import json
import sys
from itertools import product
from string import ascii_letters
from typing import Any

import msgspec

from alerts.action import CALM, NO_FACTS, Building, Conditions, PlaceFacts, action, cautions
from alerts.model import Action, Authority, Kind, Phase, Strength

_ALLOWING = PlaceFacts(
    in_zone=True,
    depth_m=2.0,
    floor_m=5.6,
    hours=12.0,
    in_collapse_zone=False,
    in_landslide_zone=False,
    in_tsunami_zone=False,
)
_AGAINST: tuple[dict[str, Any], ...] = (
    {"in_zone": None},
    {"in_zone": False},
    {"depth_m": None},
    {"depth_m": 5.6},
    {"floor_m": None},
    {"hours": None},
    {"hours": 72.0},
    {"hours": 72.5},
    {"in_collapse_zone": None},
    {"in_collapse_zone": True},
    {"in_landslide_zone": None},
    {"in_landslide_zone": True},
    {"in_tsunami_zone": None},
    {"in_tsunami_zone": True},
    {"needs_time": True},
    {"building": Building.SOLID, "walk_s": 1200.0},
    {"building": Building.WOODEN, "walk_s": 1200.0},
)
FACTS = (
    NO_FACTS,
    PlaceFacts(needs_time=True),
    _ALLOWING,
    *(msgspec.structs.replace(_ALLOWING, **one) for one in _AGAINST),
)
CONDITIONS = (
    CALM,
    Conditions(night=True),
    Conditions(water_reported=True),
    Conditions(arrival_s=1200.0),
    Conditions(arrival_s=1199.0),
)


def text() -> str:
    """The whole file."""
    caution_sets: list[list[str]] = []
    actions, beside = [], []
    for kind, strength, phase, authority, facts, conditions in product(
        Kind, Strength, Phase, Authority, FACTS, CONDITIONS
    ):
        chosen = action(kind, strength, phase, authority, facts, conditions)
        said = [caution.value for caution in cautions(kind, chosen, facts, conditions)]
        if said not in caution_sets:
            caution_sets.append(said)
        actions.append(ascii_letters[tuple(Action).index(chosen)])
        beside.append(ascii_letters[caution_sets.index(said)])
    told = {
        "kinds": list(Kind),
        "strengths": list(Strength),
        "phases": list(Phase),
        "authorities": list(Authority),
        "facts": [msgspec.to_builtins(one) for one in FACTS],
        "conditions": [msgspec.to_builtins(one) for one in CONDITIONS],
        "action_letters": dict(zip(ascii_letters, Action, strict=False)),
        "caution_letters": dict(zip(ascii_letters, caution_sets, strict=False)),
        "actions": "".join(actions),
        "cautions": "".join(beside),
    }
    return json.dumps(told, indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
