"""How the application meets the network: parser, loop, and what one machine takes at once."""

from typing import Any

import uvicorn

from service.settings import Settings
from service.web.bounded_http import BoundedHttp

# Systemd allows a process 1,024 open files. The store and the push services need some of them.
MOST_CONNECTIONS = 600
_BACKLOG = 2048
_KEPT_ALIVE_S = 15
_STOPPING_S = 5


def config_of(app: Any, settings: Settings) -> uvicorn.Config:
    """For `uvicorn.Server`. A proxy that keeps its connections (nginx: 60 s) asks often enough."""
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http=BoundedHttp,
        # There is nothing here that speaks WebSocket.
        ws="none",
        backlog=_BACKLOG,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=_KEPT_ALIVE_S,
        # No access log: addresses of readers are nobody's business (DESIGN section 2).
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=_STOPPING_S,
        server_header=False,
    )
