"""What docs/benchmarks.md says of reads: the newest row of each address, beside its goals."""

from collections.abc import Callable, Sequence
from typing import Any

from service.bench.kept_rows import KeptRow

_WORDS = {"alerts": "current alerts, JSON", "page": "one alert's page"}
_LINES: tuple[tuple[str, Callable[[dict[str, Any]], str]], ...] = (
    ("unchanged (304) a second", lambda one: f"{one['items_per_s']:,.0f}"),
    ("lowest and highest", lambda one: _range(one["spread"]["items_per_s"], "{:,.0f}")),
    ("whole answers a second", lambda one: f"{one['whole_per_s']:,.0f}"),
    ("bytes of one, packed", lambda one: f"{one['bytes']:,.0f}"),
    ("while sending: median, ms", lambda one: f"{one['meanwhile']['p50_ms']:.1f}"),
    ("while sending: 99 %, ms", lambda one: f"{one['meanwhile']['p99_ms']:.1f}"),
    ("lowest and highest", lambda one: _range(one["spread"]["p99_ms"], "{:.1f}")),
    ("while sending: slowest, ms", lambda one: f"{one['meanwhile']['worst_ms']:.1f}"),
    ("while sending: not answered", lambda one: str(one["meanwhile"]["failed"])),
)


def section(kept: Sequence[KeptRow]) -> str:
    """Markdown. `kept` as measured, oldest first; of each address the newest counts."""
    newest = {str(one.key["address"]): one for one in kept}
    return "\n\n".join(_part(newest[name]) for name in sorted(newest))


def _part(row: KeptRow) -> str:
    figures: Any = row.result
    name = _WORDS[figures["address"]]
    ratios = figures["ratios"]
    said = (
        f"**{name[0].upper()}{name[1:]}**, {row.measured:%d %B %Y}: {figures['pairs']} pairs, "
        f"{figures['rate']} requests a second while {figures['size']:,} phones are told in "
        f"{figures['ours']['meanwhile']['sending_s']:.1f} s, load {row.load:.1f} on "
        f"{row.processors} processors. Unchanged answers: {ratios['nginx']:.2f} of nginx's rate; "
        f"whole ones: {ratios['nginx_whole']:.2f}."
    )
    lines = [["", "Hansho", "nginx, from files"], ["---", "---:", "---:"]]
    lines += [
        [what, told(figures["ours"]), told(figures["peers"]["nginx"])] for what, told in _LINES
    ]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"{said}\n\n{table}"


def _range(values: Sequence[float], form: str) -> str:
    return " – ".join(form.format(one) for one in values)
