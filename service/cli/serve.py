"""`hansho serve`: the one process that writes."""

import argparse
import os
import signal
from typing import TYPE_CHECKING, Any

from service.cli import add_settings
from service.settings import load_settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "serve", help="run the service", description="Runs the service until it is told to stop."
    )
    add_settings(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    import uvicorn

    from service.asgi import front
    from service.web.metrics import serving_metrics
    from service.web.serving import config_of
    from service.wiring import Service

    settings = load_settings(arguments.settings)
    # Endpoints and keys are in what this process writes: nobody else on the machine may read them.
    os.umask(0o077)
    with Service(settings) as service, serving_metrics(service):
        server = uvicorn.Server(config_of(front(service), settings))
        _stop_politely(server)
        server.run()
    return 0


def _stop_politely(server: Any) -> None:
    def stop(*_: object) -> None:
        server.should_exit = True

    signal.signal(signal.SIGTERM, stop)
