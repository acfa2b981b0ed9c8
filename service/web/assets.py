"""The app's files: `/app/<hash>/…` never changes; worker and manifests are asked for anew."""

from datetime import UTC, datetime

from litestar import Response, route
from litestar.di import NamedDependency
from litestar.params import FromPath

from service.errors import NotFound
from service.page.offline import offline_list
from service.page.site import Site
from service.web.answers import FOR_EVER, LIVE, READ, Asked, answer, answer_file


@route("/app/{hash:str}/{path:path}", http_method=READ, sync_to_thread=False)
def app_file(
    hash: FromPath[str], path: FromPath[str], request: Asked, site: NamedDependency[Site]
) -> Response[bytes]:
    """One file of one version."""
    version = site.versions.find(hash)
    file = None if version is None else version.files.get(path.lstrip("/"))
    if file is None:
        raise NotFound("this version of the page is not kept any more; load the page again")
    return answer_file(request, file, cache=FOR_EVER)


@route("/app/manifest.json", http_method=READ, sync_to_thread=False)
def app_list(request: Asked, site: NamedDependency[Site]) -> Response[bytes]:
    """What the worker keeps of the version that is served now."""
    return answer_file(request, offline_list(site.versions.served), cache=LIVE)


@route("/worker.js", http_method=READ, sync_to_thread=False)
def worker(request: Asked, site: NamedDependency[Site]) -> Response[bytes]:
    """The service worker of the version that is served; browsers ask for it anew."""
    file = site.worker()
    if file is None:
        raise NotFound("this service has no worker; pages work without it")
    headers = {"Service-Worker-Allowed": "/"}
    return answer_file(request, file, cache=LIVE, headers=headers)


@route("/{language:str}/manifest.webmanifest", http_method=READ, sync_to_thread=True)
def web_manifest(
    language: FromPath[str], request: Asked, site: NamedDependency[Site]
) -> Response[bytes]:
    if not site.knows(language):
        raise NotFound("there is no such language; /api/v1/alerts?language=en is in English")
    body = site.manifest(language, datetime.now(UTC))
    return answer(request, body, "application/manifest+json")
