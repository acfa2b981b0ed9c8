"""The desk's addresses as an OpenAPI document, for this test alone: nobody is served one.

Made from the doors: what each takes is what its page sends, with any text in every field.
"""

import json
from typing import Any

from tests.service.web.desk_doors import DOORS, Body
from tests.service.web.desk_world import World

_ANSWERS = ("200", "303", "400", "401", "403", "404", "405", "409", "413", "422", "429")
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"


def desk_description(world: World, csrf: str) -> dict[str, Any]:
    """Without doors that end the session: everybody after them would be turned away."""
    paths: dict[str, Any] = {}
    for name, door in DOORS.items():
        if not door.ends:
            method, path = name.split(" ")
            paths.setdefault(path, {})[method.lower()] = {
                "parameters": [_parameter(one, world) for one in _placeholders(path)],
                "responses": {one: {"description": "as the door says"} for one in _ANSWERS},
                **_body(door.body, csrf),
            }
    return {"openapi": "3.1.0", "info": {"title": "desk", "version": "1"}, "paths": paths}


def _placeholders(path: str) -> list[str]:
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def _parameter(name: str, world: World) -> dict[str, Any]:
    own = world.names[name]
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
    fields = dict.fromkeys(json.loads(body) if isinstance(body, bytes) else body, _ANY_TEXT)
    own = {} if isinstance(body, bytes) else {"csrf": {"const": csrf}}
    schema = {"type": "object", "properties": {**fields, **own}, "required": list(own)}
    media_type = _JSON if isinstance(body, bytes) else _FORM
    return {"requestBody": {"required": True, "content": {media_type: {"schema": schema}}}}


_ANY_TEXT = {"type": "string"}
