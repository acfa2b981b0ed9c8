"""`python -m service.bench.crash.sink_child LOG EVERY`: takes pushes, writes them down, answers.

Unless EVERY is 0, each EVERY-th phone's first push is refused with 500, and not written down; its
second is taken, and so on. Prints its origin. Ends when its input does, and so with whoever started
it.
"""

import os
import struct
import sys
from pathlib import Path

from service.demo.http_server import HttpServers, Request, Response

RECORD = struct.Struct("<QQI")
"""Phone, TTL, bytes of the body that follow."""


def main(log: Path, refuse_every: int) -> None:
    refused: set[int] = set()
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def answer(_origin: str, request: Request) -> Response:
        number = int(request.path.rpartition("/")[2])
        if refuse_every and number % refuse_every == 0 and number not in refused:
            refused.add(number)
            return Response(status=500)
        refused.discard(number)
        ttl = int(request.headers["ttl"])
        os.write(out, RECORD.pack(number, ttl, len(request.body)) + request.body)
        return Response(status=201)

    with HttpServers(1, answer) as servers:
        sys.stdout.write(servers.origins[0] + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
