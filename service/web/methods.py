"""`Allow` on the answer to OPTIONS, for addresses with several methods.

Litestar answers OPTIONS itself, and names only the methods of the handler that was added last.
"""

from litestar.datastructures import MutableScopeHeaders
from litestar.routes import HTTPRoute
from litestar.types import Message, Scope


async def name_every_method(message: Message, scope: Scope) -> None:
    """Called with every message before it leaves; touches those answers alone."""
    if scope.get("method") != "OPTIONS" or message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    if "allow" in headers:
        routes = [one for one in scope["litestar_app"].routes if isinstance(one, HTTPRoute)]
        here = [one.methods for one in routes if one.path_format == scope["path_template"]]
        headers["allow"] = ", ".join(sorted(set().union(*here)))
