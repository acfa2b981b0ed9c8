"""docs/benchmarks.md, as far as a command writes it: sections between two markers, from kept rows.

What stands between the markers is written anew; what stands around them is people's.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from service.bench.crash import section as crash
from service.bench.dispatch import section as dispatch
from service.bench.kept_rows import FOLDER, KeptRow, KeptRows
from service.bench.measuring import BenchFailed
from service.bench.reads import section as reads

Section = Callable[[Sequence[KeptRow]], str]

SECTIONS: Mapping[str, Section] = {
    "crash": crash.section,
    "dispatch": dispatch.section,
    "reads": reads.section,
}
"""By the bench's name, what makes Markdown of its rows."""


def write_sections(
    document: Path, folder: Path = FOLDER, sections: Mapping[str, Section] = SECTIONS
) -> list[str]:
    """Writes the section of every bench that has rows in `folder`; returns their names.

    Raises BenchFailed if the document has no place for one of them.
    """
    text, written = document.read_text("utf-8"), []
    for bench, section in sections.items():
        if kept := KeptRows(bench, folder=folder).all():
            text = _with_section(text, bench, section(kept), document)
            written.append(bench)
    document.write_text(text, "utf-8")
    return written


def markers(bench: str) -> tuple[str, str]:
    """The lines before and after what is written."""
    return f"<!-- {bench}: written by `hansho bench table` -->", f"<!-- {bench}: end -->"


def _with_section(text: str, bench: str, section: str, document: Path) -> str:
    first, last = markers(bench)
    before, found, rest = text.partition(first)
    _, ended, after = rest.partition(last)
    if not (found and ended):
        raise BenchFailed(
            f"{document} has no place for {bench}: write the lines {first} and {last} where its "
            "figures belong"
        )
    return f"{before}{first}\n\n{section}\n\n{last}{after}"
