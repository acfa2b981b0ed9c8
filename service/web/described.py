"""What the public API says of itself: an OpenAPI 3.1 document, made from the handlers once.

It holds what programs may rely on: phones' calls, what anybody may read, the feeds. Pages are for
people, and the desk's addresses belong to its own pages: neither stands in it.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

import msgspec
from litestar import Litestar, Response, route
from litestar.di import Provide
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme

from service.web.answers import READ, Asked, answer

JSON = "application/json"
PROBLEM = "application/problem+json"
DEVICE = [{"device": list[str]()}]
"""For a call that takes the phone's own secret."""

_MEANING = {
    400: "It cannot be read, or breaks a rule; `detail` says which and what to do.",
    401: "The phone's own secret is missing or wrong.",
    404: "Not here, or not any more.",
    405: "This address takes other methods; `Allow` names them.",
    413: "More than is read.",
    429: "Too many from this phone or network; `Retry-After` says for how long.",
    503: "The store cannot be read or written now; `detail` says what to do.",
}
Responses = dict[int, ResponseSpec]


class FieldProblem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with one field of what was sent."""

    field: str
    reason: str


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """RFC 9457. `detail` is a sentence for people: what to do next."""

    type: str
    status: int
    title: str
    detail: str
    errors: list[FieldProblem] | None = None


def refusing(*statuses: int) -> Responses:
    """Problems that a call may be answered with."""
    return {one: _spec(Problem, PROBLEM, _MEANING[one]) for one in statuses}


def answering(type: Any, *statuses: int, media_type: str = JSON) -> Responses:
    """200 with this body, or problems. Every reader may also hear that nothing changed (304)."""
    unchanged = _spec(None, media_type, "As it was when the reader last asked (`If-None-Match`).")
    found = _spec(type, media_type, "As it stands now.")
    return {200: found, 304: unchanged, **refusing(*statuses)}


def described_by(
    handlers: Sequence[Any], dependencies: Mapping[str, Provide], bodies: Sequence[type]
) -> Any:
    """`GET /api/v1/openapi.json`: a handler for what `handlers` take and give."""

    @cache
    def document() -> bytes:
        return _document(handlers, dependencies, bodies)

    @route("/api/v1/openapi.json", http_method=READ, sync_to_thread=True)
    def openapi(request: Asked) -> Response[bytes]:
        return answer(request, document(), "application/vnd.oai.openapi+json")

    return openapi


def _document(
    handlers: Sequence[Any], dependencies: Mapping[str, Provide], bodies: Sequence[type]
) -> bytes:
    """An application of its own serves nobody, and is asked for its description.

    `bodies` are described by msgspec, which reads them: it knows their bounds, and that unknown
    fields are refused.
    """
    config = OpenAPIConfig(
        title="Hansho",
        version=version("hansho"),
        description="Registering phones, reading alerts, and feeds. No address can issue.",
        components=Components(
            security_schemes={
                "device": SecurityScheme(
                    type="http",
                    scheme="bearer",
                    description="The secret that registering returned, once.",
                )
            }
        ),
        use_handler_docstrings=True,
        render_plugins=[JsonRenderPlugin()],
    )
    described = Litestar(
        route_handlers=list(handlers), dependencies=dict(dependencies), openapi_config=config
    )
    told = described.openapi_schema.to_schema()
    told["components"]["schemas"] |= _precisely(bodies)
    return msgspec.json.encode(told)


def _precisely(bodies: Sequence[type]) -> dict[str, Any]:
    template = "#/components/schemas/{name}"
    return msgspec.json.schema_components(bodies, ref_template=template)[1]


def _spec(type: Any, media_type: str, meaning: str) -> ResponseSpec:
    return ResponseSpec(
        data_container=type, media_type=media_type, description=meaning, generate_examples=False
    )
