"""What the demo shows in the terminal, all of it marked as an exercise, all of it on stderr.

The last line of stdout belongs to the JSON object of `--once`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from service.demo.judge import Finding
from service.demo.phones import LANGUAGES
from service.demo.tally import TIES, Count, Tally

_MARK = "[bold red]EXERCISE 訓練[/]"
_CAPTION = "have it / must have it. near: their cell touches the area, their point does not"


class Stage:
    """Writes to one console; give another one to keep what it says."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)

    def open(self, phones: int, sabotage: str) -> None:
        """The first words: what is going to happen, and that none of it is real."""
        lines = [
            f"{_MARK}  Minatohama City is fictional. No real phone can be reached.",
            f"{phones:,} simulated phones, two push services that check and decrypt everything,",
            "a flood order, an update over a larger area, an all-clear.",
        ]
        if sabotage:
            lines.append(f"[bold]Spoilt on purpose: {sabotage}. The judge must notice.[/]")
        self._console.print(Panel("\n".join(lines), title="hansho demo", border_style="red"))

    def say(self, text: str) -> None:
        self._console.print(f"{_MARK}  {text}")

    @contextmanager
    def bar(self, title: str, total: int) -> Iterator[Callable[[int], None]]:
        """A progress bar; call what it gives with the number done so far."""
        columns = (
            TextColumn(_MARK),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=self._console) as progress:
            task = progress.add_task(title, total=total)
            yield lambda done: progress.update(task, completed=done)

    def show_step(self, title: str, counts: Tally, finding: Finding) -> None:
        """One table of who has it by language and tie, and the judge's figures below."""
        self._console.print(_table(f"{_MARK}  {title}", counts))
        told = finding.counts()
        judged = ("inside", "outside", "sent", "missed", "unwanted", "wrong_language", "duplicates")
        self._console.print("  " + "  ".join(f"{name} {told[name]}" for name in judged))
        if finding.delays:
            times = (("first", "first_s"), ("median", "median_s"), ("last", "last_s"))
            shown = "  ".join(f"{name} {told[key]:.2f} s" for name, key in times)
            self._console.print(f"  from the commit to decryption: {shown}")
        verdict = "[green]as it should be[/]" if finding.is_clean else "[bold red]NOT as it should"
        self._console.print(f"  {verdict}")

    def show_end(self, findings: tuple[Finding, ...], defects: dict[str, int]) -> None:
        """Whether all is well, and each defect that the push services saw."""
        for defect, count in defects.items():
            self._console.print(f"  [bold red]push service:[/] {count} × {defect}")
        if defects or not all(finding.is_clean for finding in findings):
            self.say("[bold red]The run shows faults, see above.[/]")
        elif not findings[0].inside:
            self.say("[bold red]Nobody was in the area, so nothing is shown: use more phones.[/]")
        else:
            self.say("[green]Nobody missed, nobody disturbed, every message readable.[/]")


def _table(title: str, counts: Tally) -> Table:
    table = Table(title=title, title_justify="left", caption=_CAPTION, caption_justify="left")
    table.add_column("language")
    for tie in (*TIES, "all"):
        table.add_column(tie, justify="right")
    rows = [*((name, [name]) for name in LANGUAGES), ("all", list(LANGUAGES))]
    for name, languages in rows:
        cells = [_sum(counts, languages, [tie]) for tie in TIES]
        table.add_row(name, *(_shown(cell) for cell in (*cells, _sum(counts, languages, TIES))))
    return table


def _sum(counts: Tally, languages: list[str], ties: list[str] | tuple[str, ...]) -> Count:
    found = (counts.get((language, tie), Count()) for language in languages for tie in ties)
    return sum(found, Count())


def _shown(count: Count) -> str:
    return f"{count.sent}/{count.inside}" if count != Count() else "·"
