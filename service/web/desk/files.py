"""/desk/files/…: the desk's one style sheet and its modules, apart from what phones load."""

from functools import cache

from litestar import Response, route
from litestar.params import FromPath

from pwa.serving import desk_files
from service.errors import NotFound
from service.web.answers import READ, Asked, answer_file

_files = cache(desk_files)


@route("/files/{name:str}", http_method=READ, sync_to_thread=False)
def desk_file(name: FromPath[str], request: Asked) -> Response[bytes]:
    found = _files().get(name)
    if found is None:
        raise NotFound("the desk has no such file; load its page again")
    return answer_file(request, found, cache="no-cache")


ROUTES = (desk_file,)
