"""Schemathesis over a description and the application in this process: what did not hold.

Every phase of its engine (each bound and each wrong type of every field, then made-up data, then
calls in the order of their links) and all of its checks, unless a run says which one and why not.
"""

import os
from typing import Any

import schemathesis
from litestar import Litestar
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

# `make fuzz` sets more of them, and another seed each time.
_FEW = 6
EXAMPLES = int(os.environ.get("HANSHO_FUZZ_EXAMPLES", str(_FEW)))
IS_LONG = EXAMPLES > _FEW
SEED = int(os.environ.get("HANSHO_FUZZ_SEED", "1"))


def faults(
    description: dict[str, Any], app: Litestar, **config: Any
) -> tuple[int, dict[tuple[str, str], str]]:
    """How many calls were made; and by operation and kind of fault the first of its kind."""
    made = {
        "seed": SEED,
        "workers": 1,
        "continue-on-failure": True,
        "suppress-health-check": ["all"],
        "generation": {"max-examples": EXAMPLES, "database": "none"},
        **config,
    }
    schema = schemathesis.openapi.from_dict(description, config=SchemathesisConfig.from_dict(made))
    schema.app = app
    calls, found = 0, dict[tuple[str, str], str]()
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            calls += len(event.recorder.cases)
            found |= _told(event.recorder)
        elif isinstance(event, (events.NonFatalError, events.FatalError)):
            found["the run itself", type(event).__name__] = str(event)
    return calls, found


def _told(recorder: Any) -> dict[tuple[str, str], str]:
    found = {}
    for case, checks in recorder.checks.items():
        for check in checks:
            if (told := check.failure_info) is not None:
                operation = recorder.cases[case].value.operation.label
                kind = type(told.failure).__name__
                found[operation, kind] = f"{told.failure.message}\n{told.code_sample}"
    return found
