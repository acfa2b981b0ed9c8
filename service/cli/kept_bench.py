"""What the benches that keep their rows have in common: three options, and where they run."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.bench.kept_rows import FOLDER, KeptRows


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    parser.add_argument("--fresh", action="store_true", help="measure also what was measured")
    add_state(parser)


def add_state(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--state", type=Path, default=FOLDER, metavar="DIR", help=f"where rows are kept ({FOLDER})"
    )


def kept_rows(bench: str, arguments: argparse.Namespace) -> KeptRows:
    """Raises BenchFailed for a damaged file."""
    return KeptRows(bench, folder=arguments.state, fresh=arguments.fresh)


@contextmanager
def run_folder(arguments: argparse.Namespace) -> Iterator[Path]:
    """A folder for what one run writes, gone with it.

    Beside the rows, for `/tmp` may be memory, where a ledger costs nothing.
    """
    state: Path = arguments.state.absolute()
    state.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=state) as folder:
        yield Path(folder)
