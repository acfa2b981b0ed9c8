"""The budgets (DESIGN section 9): what is measured, how, and how much it may be.

A figure is what is held against the goal: of times the median over all turns (their worst is told
beside it), of the push's way its 95th percentile, of bytes and counts the worst page.
"""

import math
import statistics
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

SLOW_DOWN = 6
LINE_BITS_PER_S = 50_000
LINE_LATENCY_MS = 400


class Budget(msgspec.Struct, frozen=True, kw_only=True):
    """`goal` in `unit` (s, ms, bytes, requests, levels) is the most that is well."""

    goal: float
    unit: str
    what: str
    method: str


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """`n` values, what counts of them, and the worst."""

    n: int
    figure: float
    worst: float


BUDGETS: Mapping[str, Budget] = MappingProxyType(
    {
        "alert_cold": Budget(
            goal=4,
            unit="s",
            what="alert readable on a first visit over 50 kbit/s",
            method="CDP Network.emulateNetworkConditions (50 kbit/s, 400 ms), empty cache; from "
            "navigation to the first frame painted with the whole alert; 0.8 s added for the two "
            "round trips of TCP and TLS 1.3, which the loopback has not",
        ),
        "alert_warm": Budget(
            goal=1,
            unit="s",
            what="alert readable again through the worker",
            method="page at 6x CPU slow-down (CDP), network not slowed; the worker, which the "
            "slow-down does not reach, counts six times",
        ),
        "alert_offline": Budget(
            goal=1,
            unit="s",
            what="alert readable again without network",
            method="as above, with the server stopped",
        ),
        "pushed_offline": Budget(
            goal=1,
            unit="s",
            what="alert that was only pushed, readable without network",
            method="as above; the page was never opened, so the app draws it from the payload",
        ),
        "inp": Budget(
            goal=200,
            unit="ms",
            what="INP: the slowest answer to a tap or key",
            method="page at 6x CPU slow-down (CDP); PerformanceObserver event timing over a series "
            "of taps and keys: languages, menu, alert and back, search for a place",
        ),
        "push_shown": Budget(
            goal=300,
            unit="ms",
            what="push event to shown notification, P95",
            method="CDP ServiceWorker.deliverPushMessage; from the push event to the end of "
            "showNotification, measured without slow-down, times 6 (Chromium slows pages only)",
        ),
        "html_css": Budget(
            goal=14 * 1024,
            unit="bytes",
            what="HTML and styles of a page, packed",
            method="GET with Accept-Encoding br; bodies of Now and the alert, in four languages",
        ),
        "first_screen": Budget(
            goal=60 * 1024,
            unit="bytes",
            what="everything for the first screen",
            method="CDP Network.loadingFinished until the network is idle, headers included",
        ),
        "requests": Budget(
            goal=15,
            unit="requests",
            what="requests for the first screen",
            method="CDP Network.requestWillBeSent until the network is idle",
        ),
        "depth": Budget(
            goal=1,
            unit="levels",
            what="scripts and styles known only through others",
            method="initiators of CDP Network.requestWillBeSent; 1: the page itself names them all",
        ),
        "worker_core": Budget(
            goal=60 * 1024,
            unit="bytes",
            what="what the worker takes at install, packed",
            method="GET with Accept-Encoding br of every core entry, with one language's words",
        ),
    }
)


def of_times(values: Sequence[float]) -> Measured:
    """Raises StatisticsError where nothing was measured."""
    return Measured(n=len(values), figure=statistics.median(values), worst=max(values))


def of_counts(values: Sequence[float]) -> Measured:
    return Measured(n=len(values), figure=max(values), worst=max(values))


def of_percentile(values: Sequence[float], percent: int) -> Measured:
    """The smallest value that `percent` of all are not above (nearest rank)."""
    rank = math.ceil(len(values) * percent / 100)
    return Measured(n=len(values), figure=sorted(values)[rank - 1], worst=max(values))


def is_met(name: str, measured: Measured, budgets: Mapping[str, Budget] = BUDGETS) -> bool:
    return measured.figure <= budgets[name].goal


def report(measured: Mapping[str, Measured]) -> dict[str, object]:
    """The last line of `hansho bench page` (DESIGN section 12); nobody else has these budgets."""
    return {"bench": "page", "results": results(measured)}


def results(
    measured: Mapping[str, Measured], budgets: Mapping[str, Budget] = BUDGETS
) -> list[dict[str, object]]:
    return [_result(name, one, budgets) for name, one in measured.items()]


def _result(name: str, measured: Measured, budgets: Mapping[str, Budget]) -> dict[str, object]:
    budget = budgets[name]
    figure, worst = (_rounded(value) for value in (measured.figure, measured.worst))
    return {
        "size": measured.n,
        "budget": name,
        "unit": budget.unit,
        "goal": budget.goal,
        "method": budget.method,
        "ours": {"figure": figure, "worst": worst, "met": is_met(name, measured, budgets)},
        "peers": {},
        "ratios": {},
    }


def table(measured: Mapping[str, Measured], budgets: Mapping[str, Budget] = BUDGETS) -> str:
    """Goal, figure and whether it is met, a line for each."""
    lines = [f"{'goal':>8} {'measured':>9} {'worst':>8}  {'':8} {'':8} n"]
    for name, one in measured.items():
        budget = budgets[name]
        goal, figure, worst = map(_rounded, (budget.goal, one.figure, one.worst))
        numbers = f"{goal:>8} {figure:>9} {worst:>8}  {budget.unit:8}"
        verdict = "met" if is_met(name, one, budgets) else "MISSED"
        lines.append(f"{numbers} {verdict:6} {one.n:>3}  {budget.what}")
    return "\n".join(lines)


def _rounded(value: float) -> float:
    return round(value, 2) if value < 100 else round(value)
