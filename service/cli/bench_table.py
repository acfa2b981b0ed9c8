"""`hansho bench table`: writes what was measured into docs/benchmarks.md."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import HanshoError

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_DOCUMENT = Path("docs/benchmarks.md")
_STATE = Path("var/bench")  # as service.bench.kept_rows.FOLDER


def add_parser(benches: "Subparsers") -> None:
    table = benches.add_parser(
        "table",
        help="write what was measured into docs/benchmarks.md",
        description="Writes the figures of the benches that keep their rows between the markers "
        "of a document. What stands outside the markers stays as it is. Prints one JSON object.",
    )
    table.add_argument("--document", type=Path, default=_DOCUMENT, metavar="FILE")
    table.add_argument(
        "--state", type=Path, default=_STATE, metavar="DIR", help=f"kept rows ({_STATE})"
    )
    table.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from service.bench.table import write_sections

    try:
        written = write_sections(arguments.document, arguments.state)
    except (HanshoError, OSError) as error:
        print(f"hansho bench table: {error}", file=sys.stderr)
        return 2
    print(json.dumps({"file": str(arguments.document), "sections": written}))
    return 0
