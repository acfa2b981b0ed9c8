"""The project's own files, as the tests of this folder look at them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGES = ("alerts", "geo", "pwa", "service", "translations")
# The clone may belong to another user, as in a container; that is no reason not to list it.
_LIST = ("git", "-c", "safe.directory=*", "ls-files", "-z")


@cache
def files_in_git() -> tuple[str, ...]:
    """Paths from the repository's root: tracked files, and new ones that are not ignored."""
    listed = subprocess.run(
        [*_LIST, "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    names = sorted(set(filter(None, listed.split("\0"))))
    return tuple(name for name in names if (REPOSITORY / name).is_file())


def python_files(*folders: str) -> tuple[str, ...]:
    """Python files in these top-level folders (all, if none are named)."""
    return tuple(
        name
        for name in files_in_git()
        if name.endswith(".py") and (not folders or name.split("/", 1)[0] in folders)
    )


def text_of(name: str) -> str:
    return (REPOSITORY / name).read_text("utf-8")


def tree_of(name: str) -> ast.Module:
    return ast.parse(text_of(name), filename=name)
