"""The service in this process at a `localhost` address, as passkeys want it, with two districts."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import uvicorn

from geo.places import OfficialArea, write_gazetteer
from service.asgi import front
from service.demo.settings_file import free_port
from service.settings import Settings
from service.web.serving import config_of
from service.wiring import Service
from tests.factories import DESK, box

RIVERSIDE = "jis:99201"
UPTOWN = "jis:99202"
_PATIENCE_S = 30.0


@contextmanager
def desk_town(folder: Path, **changes: Any) -> Iterator[Service]:
    """A training space that answers at its `base_url`. `changes` are other settings."""
    gazetteer = folder / "areas.msgpack"
    write_gazetteer(gazetteer, _DISTRICTS)
    port = free_port()
    settings = msgspec.structs.replace(
        Settings(
            data_dir=folder,
            port=port,
            base_url=f"http://localhost:{port}",
            push_services=("http://127.0.0.1:9",),
            drill_desks=(DESK,),
            gazetteer=(gazetteer,),
            town={"ja": "訓練市", "en": "Drill City"},
        ),
        **changes,
    )
    with Service(settings) as service, _served(service):
        yield service


@contextmanager
def _served(service: Service) -> Iterator[None]:
    server = uvicorn.Server(config_of(front(service), service.settings))
    thread = threading.Thread(target=server.run, name="desk-town")
    thread.start()
    try:
        deadline = time.monotonic() + _PATIENCE_S
        while not server.started:
            assert thread.is_alive()
            assert time.monotonic() < deadline, "the town did not start"
            time.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        thread.join(_PATIENCE_S)


_DISTRICTS = (
    OfficialArea(
        key=RIVERSIDE,
        names={"ja": "川辺", "ja-simple": "川辺", "en": "Riverside"},
        area=box(139.0, 35.0),
    ),
    OfficialArea(
        key=UPTOWN,
        names={"ja": "山手", "ja-simple": "山手", "en": "Uptown"},
        area=box(139.02, 35.0),
    ),
)
