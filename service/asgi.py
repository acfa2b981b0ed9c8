"""The web application: routes, limits and error answers around one `Service`."""

from datetime import UTC, datetime

from litestar import Litestar
from litestar.di import Provide

from service.outlet import Outlet
from service.page.site import Site
from service.registrations import Registrations
from service.web import assets, city, feeds, health, pages, places, public
from service.web.described import described_by
from service.web.desk.replying import of_the_desk
from service.web.desk.routes import desk_routes
from service.web.errors import EXCEPTION_HANDLERS
from service.web.front import Front
from service.web.limits import NetworkLimit
from service.web.methods import name_every_method
from service.web.pages import as_pages
from service.web.shelf import Shelf
from service.web.subscriptions import BODIES, SubscriptionController
from service.wiring import Service

# Registrations are the largest bodies; one place has at most 10 cells.
_MOST_BODY_BYTES = 16 * 1024

API = (
    SubscriptionController,
    public.push_key,
    public.alerts,
    public.alert,
    places.places,
    city.city,
    city.bundle,
    feeds.cap,
    feeds.atom,
    feeds.geojson,
    health.healthz,
    health.readyz,
)
"""What programs may rely on: described at /api/v1/openapi.json. Everything else is for people."""


def front(service: Service) -> Front:
    """What is served: before the application, the shelf of what is the same for everybody."""
    return Front(application(service), lambda: service.public_state, Shelf())


def application(service: Service) -> Litestar:
    """The ASGI application. The caller starts and closes the service."""
    limit = NetworkLimit(service.settings.registrations_per_hour)
    site = Site(
        service.settings,
        service.alerts,
        service.city,
        datetime.now(UTC),
        gazetteer=service.gazetteer,
        feeds=service.feeds.states,
        phrases=service.means.phrases,
        drafts=lambda: service.words.now.drafts,
    )

    def give_service() -> Service:
        return service

    def give_registrations() -> Registrations:
        return service.registrations

    def give_site() -> Site:
        return site

    def give_limit() -> NetworkLimit:
        return limit

    def give_outlet() -> Outlet:
        return service.outlet

    dependencies = {
        "service": Provide(give_service, sync_to_thread=False),
        "registrations": Provide(give_registrations, sync_to_thread=False),
        "site": Provide(give_site, sync_to_thread=False),
        "outlet": Provide(give_outlet, sync_to_thread=False),
        "limit": Provide(give_limit, sync_to_thread=False),
    }
    return Litestar(
        route_handlers=[
            *API,
            described_by(API, dependencies, BODIES),
            assets.app_file,
            assets.app_list,
            assets.worker,
            assets.web_manifest,
            pages.entrance,
            pages.now_page,
            pages.alert_page,
            pages.way_page,
            pages.situation_page,
            pages.embedded_page,
            pages.named_page,
            *([pages.gallery_page] if service.settings.mode == "training" else []),
            public.status_page,
            public.status_style,
            desk_routes(service),
        ],
        dependencies=dependencies,
        exception_handlers=of_the_desk(as_pages(EXCEPTION_HANDLERS, site), service),
        before_send=[name_every_method],
        request_max_body_size=_MOST_BODY_BYTES,
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
