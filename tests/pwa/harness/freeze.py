"""Freezes the present worker at a release: `python -m tests.pwa.harness.freeze`.

Writes `pwa/workers-frozen/<edition>.js` and says its name. One that was released is never changed:
raise "Edition" in pwa/worker/warning.js first.
"""

import re
import sys

from pwa.serving import FOLDER, WORKER, worker_script


def main() -> int:
    worker = worker_script(WORKER)
    found = re.search(rb"^ \* Edition (\d+)\.", worker, re.MULTILINE)
    if found is None:
        sys.stderr.write('pwa/worker/warning.js does not say " * Edition <number>."\n')
        return 1
    path = FOLDER / "workers-frozen" / f"{int(found[1]):03}.js"
    if path.is_file() and path.read_bytes() != worker:
        sys.stderr.write(f"{path.name} is released already: raise the edition\n")
        return 1
    path.write_bytes(worker)
    sys.stdout.write(f"{path.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
