"""The desk's addresses as an OpenAPI document, for this test alone: nobody is served one.

Made from the doors: what each takes is what its page sends, with that or any text in every field.
"""

import json
from typing import Any

from tests.service.web.desk_doors import DOORS, Body
from tests.service.web.desk_world import World

_ANSWERS = ("200", "303", "400", "401", "403", "404", "405", "409", "413", "422", "429")
# What the rooms' own links and forms put behind their addresses.
QUERIES = {
    "/desk": "begun reviewed",
    "/desk/policy": "done",
    "/desk/warnings": "done",
    "/desk/words": "done",
    "/desk/words/{language}": "text state domain first done",
    "/desk/words/{language}/{phrase}": "text state domain done",
    "/desk/audit": "before actor act subject",
    "/desk/rings": "renew done sound",
    "/desk/staff/proposal": "staff role",
    "/desk/city/streets": "q at middle go",
    "/desk/city/closing": "s bundle hazard effect reason review",
    "/desk/city/sites": "q hazard now all",
    "/desk/city/saying": "site state reason review",
}
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"


def desk_description(world: World, csrf: str, waiting: str) -> dict[str, Any]:
    """Without doors that end the session: everybody after them would be turned away. `waiting`: the
    id of an agency's warning that waits; its room is about no other."""
    paths: dict[str, Any] = {}
    for name, door in DOORS.items():
        if not door.ends:
            method, path = name.split(" ")
            paths.setdefault(path, {})[method.lower()] = {
                "parameters": [
                    *(
                        _parameter(one, _own(one, path, world, waiting))
                        for one in _placeholders(path)
                    ),
                    *_queries(method, path),
                ],
                "responses": {one: {"description": "as the door says"} for one in _ANSWERS},
                **_body(door.body, csrf),
            }
    return {"openapi": "3.1.0", "info": {"title": "desk", "version": "1"}, "paths": paths}


def _placeholders(path: str) -> list[str]:
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def _own(name: str, path: str, world: World, waiting: str) -> str:
    is_agency_s = name == "alert_id" and path.startswith("/desk/warnings/")
    return waiting if is_agency_s else world.names[name]


def _queries(method: str, path: str) -> list[dict[str, Any]]:
    names = QUERIES.get(path, "").split() if method == "GET" else []
    return [{"name": one, "in": "query", "schema": _ANY_TEXT} for one in names]


def _parameter(name: str, own: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "minLength": 1}
    if own.isdecimal():
        schema = {"type": "integer"}
    known = {"enum": [int(own) if own.isdecimal() else own]}
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": {"anyOf": [known, schema]},
    }


def _body(body: Body, csrf: str) -> dict[str, Any]:
    if body is None:
        return {}
    sent = json.loads(body) if isinstance(body, bytes) else body
    fields = {name: {"anyOf": [{"enum": [value]}, _ANY_TEXT]} for name, value in sent.items()}
    own = {} if isinstance(body, bytes) else {"csrf": {"const": csrf}}
    schema = {"type": "object", "properties": {**fields, **own}, "required": list(own)}
    media_type = _JSON if isinstance(body, bytes) else _FORM
    return {"requestBody": {"required": True, "content": {media_type: {"schema": schema}}}}


_ANY_TEXT = {"type": "string"}
