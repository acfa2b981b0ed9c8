"""Figures for a monitor, in Prometheus' text form (0.0.4): what runs, what waits, what fails.

Nothing in them tells who somebody is; phones are counted in whole tens, as `/readyz` does.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from service.watch.feed_state import FeedState

TYPE = "text/plain; version=0.0.4; charset=utf-8"

Labels = Mapping[str, str]


class Metric(msgspec.Struct, frozen=True, kw_only=True):
    """One figure with its values by labels. `kind`: `gauge`, or `counter`, which only grows."""

    name: str
    help: str
    values: Sequence[tuple[Labels, float]]
    kind: str = "gauge"


def of_feeds(states: Iterable[FeedState], outcomes: Mapping[tuple[str, str], int]) -> list[Metric]:
    """`outcomes`: how often what came of a warning, by feed and outcome."""
    feeds = list(states)

    def by_feed(name: str, help: str, value_of: Mapping[str, float]) -> Metric:
        values = [({"feed": feed}, value) for feed, value in value_of.items()]
        return Metric(name=name, help=help, values=values)

    return [
        by_feed(
            "hansho_feed_answered_timestamp_seconds",
            "When a source last answered well, and all it lists had been taken in.",
            _times({one.name: one.answered for one in feeds}),
        ),
        by_feed(
            "hansho_feed_newest_timestamp_seconds",
            "When the newest message was sent that came by a source.",
            _times({one.name: one.newest for one in feeds}),
        ),
        by_feed(
            "hansho_feed_failures",
            "Rounds in a row in which a source could not be read to its end.",
            {one.name: one.failures for one in feeds},
        ),
        by_feed(
            "hansho_feed_silent",
            "1 while a source is silent: the desk is rung.",
            {one.name: one.is_silent for one in feeds},
        ),
        Metric(
            name="hansho_feed_warnings_total",
            help="Warnings taken in since the start, by what became of them.",
            values=[({"feed": feed, "outcome": what}, n) for (feed, what), n in outcomes.items()],
            kind="counter",
        ),
    ]


def text_of(metrics: Iterable[Metric]) -> bytes:
    """Metrics without a value are left out."""
    return "".join(_lines(one) for one in metrics if one.values).encode()


def _lines(metric: Metric) -> str:
    head = f"# HELP {metric.name} {metric.help}\n# TYPE {metric.name} {metric.kind}\n"
    return head + "".join(
        f"{metric.name}{_labels(labels)} {_number(value)}\n" for labels, value in metric.values
    )


def _labels(labels: Labels) -> str:
    pairs = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{pairs}}}" if pairs else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _times(moments: Mapping[str, datetime | None]) -> dict[str, float]:
    return {name: at.timestamp() for name, at in moments.items() if at is not None}
