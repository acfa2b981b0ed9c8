"""What a bench says beside its figures, on stderr: progress, the machine's load, why it failed."""

import argparse
import os
import sys
from collections.abc import Callable

NOT_MEASURED = 2


def teller(arguments: argparse.Namespace) -> Callable[[str], None]:
    """Takes what is being done now; says nothing where `--json` asks for silence."""
    return _silent if arguments.json else _aloud


def tell_load() -> None:
    load, processors = os.getloadavg()[0], os.cpu_count()
    print(f"load {load:.1f} on {processors} processors; times want a quiet one", file=sys.stderr)


def not_measured(bench: str, reason: str) -> int:
    """The command's exit code, once the reason is told."""
    print(f"hansho bench {bench}: {reason}", file=sys.stderr)
    return NOT_MEASURED


def _aloud(what: str) -> None:
    print(f"{what} …", file=sys.stderr)


def _silent(_: str) -> None:
    pass
