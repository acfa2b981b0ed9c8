"""What docs/benchmarks.md says of a dispatch: the newest row of each size, beside its goals."""

from collections.abc import Callable, Sequence
from typing import Any

from service.bench.kept_rows import KeptRow

Ours = dict[str, Any]

_WORDS = {
    "pywebpush": "pywebpush, `webpush`, key as text",
    "pywebpush_key_kept": "pywebpush, `webpush`, key read once",
    "web_push": "npm's web-push, `sendNotification`",
    "h2load": "h2load: neither seals nor signs",
}
_LINES: tuple[tuple[str, Callable[[Ours], str]], ...] = (
    ("pushes a CPU second, median", lambda ours: f"{ours['items_per_cpu_s']:,}"),
    ("lowest and highest", lambda ours: _range(ours, "items_per_cpu_s", "{:,}")),
    ("issue to first at the sink, s", lambda ours: f"{ours['first_s']:.2f}"),
    ("issue to last at the sink, s", lambda ours: f"{ours['wall_s']:.2f}"),
    ("lowest and highest", lambda ours: _range(ours, "wall_s", "{:.2f}")),
    ("until the ledger has all, s", lambda ours: f"{ours['settled_s']:.2f}"),
    ("withdrawal to last at the sink, s", lambda ours: f"{ours['withdrawal']['wall_s']:.2f}"),
    ("memory of all processes, MiB", lambda ours: f"{_memory(ours):.0f}"),
    ("ledger alone, share of the CPU", lambda ours: f"{100 * ours['ledger']['share']:.1f} %"),
    ("CPU of nginx beside, s", lambda ours: f"{ours['sink_cpu_s']:.1f}"),
    ("pushed twice", lambda ours: str(ours["repeats"] + ours["withdrawal"]["repeats"])),
)


def section(kept: Sequence[KeptRow]) -> str:
    """Markdown. `kept` as measured, oldest first; of each size the newest counts."""
    newest = {int(str(one.key["size"])): one for one in kept}
    rows = [newest[size] for size in sorted(newest)]
    parts = [_circumstances(rows), _ours(rows)]
    parts += [_peers(row) for row in rows if row.result["peers"]]
    return "\n\n".join(parts)


def _circumstances(rows: Sequence[KeptRow]) -> str:
    each = ", ".join(
        f"{_size(row)} phones on {row.measured:%d %B %Y} ({row.result['pairs']} turns, load "
        f"{row.load:.1f} on {row.processors} processors)"
        for row in rows
    )
    return f"Measured: {each}."


def _ours(rows: Sequence[KeptRow]) -> str:
    head = ["", *(_size(row) for row in rows)]
    lines = [[name, *(told(_figures(row)) for row in rows)] for name, told in _LINES]
    return _table(head, lines)


def _peers(row: KeptRow) -> str:
    figures: Any = row.result
    own = figures["ours"]
    lines = [
        ["Hansho, key agreed in quiet time", f"{own['items_per_cpu_s']:,}", "", ""],
        ["Hansho, key agreed at each", f"{own['items_per_cpu_s_with_agreement']:,}", "", ""],
    ]
    for name, peer in figures["peers"].items():
        ratios = [figures["ratios"].get(key) for key in (name, f"{name}_with_agreement")]
        told = [_ratio(one) for one in ratios]
        lines.append([_WORDS.get(name, name), f"{peer['items_per_cpu_s']:,}", *told])
    head = [f"{_size(row)} phones", "pushes a CPU second", "ours is faster by", "like for like"]
    return _table(head, lines)


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *lines))


def _figures(row: KeptRow) -> Ours:
    figures: Any = row.result["ours"]
    return dict(figures)


def _memory(ours: Ours) -> float:
    return max(float(ours["peak_mib"]), float(ours["withdrawal"]["peak_mib"]))


def _range(ours: Ours, name: str, form: str) -> str:
    return " – ".join(form.format(one) for one in ours["spread"][name])


def _ratio(ratio: float | None) -> str:
    if ratio is None:
        return ""
    return f"{ratio:.1f}" if ratio >= 1 else f"{ratio:.3f}"


def _size(row: KeptRow) -> str:
    return f"{int(str(row.key['size'])):,}"
