"""Every address of the desk, under /desk."""

from litestar import Router

from service.web.desk import deciding, drafting, entering, files, listing, staff, watching
from service.web.desk.replying import refusals
from service.wiring import Service


def desk_routes(service: Service) -> Router:
    return Router(
        path="/desk",
        route_handlers=[
            listing.list_page,
            listing.begin,
            drafting.draft_page,
            drafting.save,
            drafting.submit,
            deciding.submission_page,
            deciding.give_back,
            deciding.agree,
            deciding.ask,
            deciding.approve,
            watching.watch_page,
            watching.withdraw,
            watching.all_clear,
            watching.update,
            staff.people,
            staff.endorse,
            entering.login_page,
            entering.login_options,
            entering.login,
            entering.login_code,
            entering.enrol_page,
            entering.enrol_options,
            entering.enrol,
            entering.logout,
            entering.language,
            files.desk_file,
        ],
        exception_handlers=refusals(service),
    )
