"""`hansho bench table`: writes what was measured into docs/benchmarks.md."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import HanshoError
from service.cli.bench_stderr import not_measured
from service.cli.kept_bench import add_state

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_DOCUMENT = Path("docs/benchmarks.md")


def add_parser(benches: "Subparsers") -> None:
    table = benches.add_parser(
        "table",
        help="write what was measured into docs/benchmarks.md",
        description="Writes the figures of the benches that keep their rows between the markers "
        "of a document. What stands outside the markers stays as it is. Prints one JSON object.",
    )
    table.add_argument("--document", type=Path, default=_DOCUMENT, metavar="FILE")
    add_state(table)
    table.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from service.bench.table import write_sections

    try:
        written = write_sections(arguments.document, arguments.state)
    except (HanshoError, OSError) as error:
        return not_measured("table", str(error))
    print(json.dumps({"file": str(arguments.document), "sections": written}))
    return 0
