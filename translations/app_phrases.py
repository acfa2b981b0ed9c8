"""The sentences of the page (domain `app`): everything it says that is no warning.

Like `alerts.phrases`: stable ids, whole sentences, named slots; their words are in
translations/app. The server says them in pages without JavaScript; the phone gets them as
`/app/<hash>/words/{language}.json`, so that both say the same and neither has words of its own.
"""

from types import MappingProxyType

from alerts.model import Kind
from alerts.phrases import Phrase

# Characters without slots: what stands in a button or a heading at 320 px, and what is a sentence.
_SHORT = 48
_LONG = 170
# Several sentences, below an alert that is open.
_FULL = 270

NO_PAGE = Phrase(
    id="note.no_page",
    slots=(),
    limit=110,
    appears="on top of every page in a language without catalogue: the page is in easy Japanese",
    languages=(),
)


def _screen(appears: str, *, short: str = "", long: str = "") -> tuple[Phrase, ...]:
    """Phrases of one screen; an entry is `id` or `id{slot,slot}`."""
    shorts = [_phrase(entry, _SHORT, appears) for entry in short.split()]
    return (*shorts, *(_phrase(entry, _LONG, appears) for entry in long.split()))


def _phrase(entry: str, limit: int, appears: str) -> Phrase:
    id, _, slots = entry.rstrip("}").partition("{")
    names = tuple(sorted(slots.split(","))) if slots else ()
    return Phrase(id=id, slots=names, limit=limit, appears=appears)


_IN_FULL = tuple(
    _phrase(
        f"more.{kind.value}",
        _FULL,
        "below an alert, folded: what helps at this hazard, in full; several short sentences, true "
        "for everybody and at every strength",
    )
    for kind in Kind
)
_SCREENS = (
    *_screen(
        "in the frame of every page; short",
        short="""
        version.show shell.skip shell.language shell.menu shell.beside nav.now nav.history
        nav.settings nav.about manifest.name{town} manifest.short
        """,
        long="""
        shell.exercise shell.not_alone version.new
        """,
    ),
    *_screen(
        "below the page's name in the results of a search engine",
        long="""
        summary.now summary.history summary.start summary.settings
        """,
    ),
    *_screen(
        "the first page",
        short="""
        now.places.and{first,last} now.checked.ago{time,age} now.retry now.live.one
        now.live.many{count} now.elsewhere now.open now.set_up
        """,
        long="""
        now.quiet now.quiet.places{places} now.checked{time} now.no_feed
        now.silent{feed,time,age} now.unheard{feed} now.stale{time} now.stale.never now.stale.do
        now.offline now.offline.known{time} now.sea now.drill_stopped
        """,
    ),
    *_screen(
        "a link from the first page to the page of how things stand in the town",
        short="""
        now.situation
        """,
    ),
    *_screen(
        "how things stand in the town, a page that the server alone makes: headings, tables, maps",
        short="""
        situation.live.title situation.map.title situation.table.area situation.table.what
        situation.none situation.strength.protect situation.strength.leave
        situation.strength.leave_if_slow situation.strength.ready situation.strength.know
        situation.day.title situation.quakes.title situation.rivers.title
        situation.tsunami.title situation.feeds.title situation.feed.answered
        situation.feed.newest situation.feed.never
        situation.feed.fresh situation.feed.waiting situation.feed.silent situation.whole
        situation.take.title
        """,
        long="""
        situation.title{town} situation.summary situation.map.summary{count,live}
        situation.day.summary{count} situation.day.none situation.quakes.none
        situation.rivers.none situation.tsunami.none situation.said{issuer}
        situation.unplaced{time} situation.more{count}
        """,
    ),
    *_screen(
        "how long ago, after a clock time",
        short="""
        age.now age.minutes{count} age.hours{count} age.days{count} distance.m{count}
        distance.km{count}
        """,
    ),
    *_screen(
        "beside an alert; what only page and phone know",
        short="""
        alert.more alert.sent{time,age} alert.card alert.read_aloud alert.read_stop
        alert.draft{language} alert.full alert.back help.title help.119 help.110 help.171
        """,
        long="""
        alert.expired{time} alert.over alert.withdrawn alert.stopped alert.offline{time}
        alert.no_map alert.unchecked alert.not_turned alert.own_words
        """,
    ),
    *_screen(
        "what a position allows to say (DOMAIN section 5); never 'inside'",
        short="""
        place.home place.work place.stay place.here
        """,
        long="""
        where.in where.place.in{place} where.place.edge{place}
        where.place.away{place,distance}
        """,
    ),
    *_screen(
        "first line of a notification, said by the phone (DOMAIN section 5); never 'inside'",
        long="""
        where.home.in where.home.edge where.work.in where.work.edge where.stay.in
        where.stay.edge where.was_in{time}
        """,
    ),
    *_screen(
        "a notification's line after the place's, said by the phone; with names at most 90",
        short="""
        where.home.way{site,distance,count} where.work.way{site,distance,count}
        where.stay.way{site,distance,count} where.place.way{place,site,distance,count}
        where.way.unsure where.way.open{time}
        """,
        long="""
        where.home.out{distance,count} where.work.out{distance,count}
        where.stay.out{distance,count} where.place.out{place,distance,count}
        """,
    ),
    *_screen(
        "beside an alert: what only the phone knows that its reader should do",
        long="""
        own.slow.level{level} own.slow own.stay_in{place} own.go_up{place}
        own.zone_unknown{place} own.water own.solid_floor
        """,
    ),
    *_screen(
        "the settings: what people tell their phone of themselves and of their places",
        short="""
        facts.title facts.stairs facts.pace{pace,count} facts.place{place} facts.floor
        facts.floor.ground facts.floor.up{count} facts.floor.top{count} facts.building
        facts.building.wooden facts.building.solid facts.unknown
        """,
        long="""
        facts.needs facts.note facts.place.note
        """,
    ),
    *_screen(
        "the page of past alerts",
        short="""
        history.title state.live state.all_clear state.withdrawn state.stopped state.expired{time}
        """,
        long="""
        history.none
        """,
    ),
    *_screen(
        "the first minute: setting up warnings on this phone",
        short="""
        start.title start.place.title start.place.search start.place.list
        start.place.position start.place.position.wait start.place.chosen{place}
        start.who.title start.who.home start.who.work start.who.visitor start.until
        start.turn_on start.not_now start.next start.back start.places.enough start.done
        start.test.send start.test.seen start.test.yes start.test.no
        """,
        long="""
        start.needs_script start.place.none start.place.unlisted start.place.position.failed
        start.place.position.denied start.place.kept start.until.forgotten start.ask
        start.wait start.on start.test.coming start.test.limit start.test.proven
        start.test.failed start.silent
        """,
    ),
    *_screen(
        "why this phone cannot be warned now, and what to do; one is shown",
        short="""
        capability.copy
        """,
        long="""
        capability.granted capability.in_app capability.install_first capability.ios_old
        capability.denied capability.dismissed capability.hangs capability.refused
        capability.storage_refused capability.private_window capability.no_push
        capability.insecure capability.offline capability.server capability.limit
        capability.ask capability.no_worker capability.pending capability.on
        capability.server_refused capability.full capability.taken_back capability.copied
        capability.not_copied
        """,
    ),
    *_screen(
        "the page of settings and of what the server knows",
        short="""
        settings.title settings.warnings settings.places settings.place.add settings.ruby
        settings.place.remove{place} settings.place.until{place,time} theme.title theme.auto
        theme.light theme.dark
        """,
        long="""
        settings.needs_script settings.on settings.off settings.places.none
        settings.place.most settings.on.nowhere settings.saved settings.failed
        settings.offline.yes settings.offline.no
        """,
    ),
    *_screen(
        "what the server knows of this phone, in words",
        short="""
        privacy.title privacy.show privacy.delete privacy.delete.yes privacy.delete.no
        """,
        long="""
        privacy.nothing privacy.language{language} privacy.squares.one
        privacy.squares{count} privacy.place.home{since,squares}
        privacy.place.stay{until,squares} privacy.place.here{since,squares}
        privacy.place.none privacy.proven privacy.unproven privacy.told
        privacy.number{number} privacy.address privacy.not privacy.phone privacy.delete.sure
        privacy.deleted privacy.delete.failed
        """,
    ),
    *_screen(
        "the page to show to somebody nearby; the first of two lines is read by them",
        short="""
        card.title card.shelter card.alert card.theirs
        """,
        long="""
        card.intro card.both card.no_words card.japanese card.hear card.see card.walk card.hurt
        """,
    ),
    *_screen(
        "the page about this service",
        short="""
        about.title about.not.title about.sources.title about.words.title
        about.offline.title about.status
        """,
        long="""
        about.what{town} about.not.quiet about.not.fast about.sources about.words.draft
        about.offline
        """,
    ),
    *_screen(
        "the list of places to go to, for browsers without JavaScript",
        short="""
        sites.title sites.count{hazard,count} sites.shelters.title sites.state.open
        sites.state.full sites.state.closed sites.state.unknown sites.hazard.flood
        sites.hazard.landslide sites.hazard.storm_surge sites.hazard.earthquake
        sites.hazard.tsunami sites.hazard.fire sites.hazard.inland_flood sites.hazard.volcano
        """,
        long="""
        sites.lead sites.app sites.none{hazard} sites.no_city sites.no_way sites.shelters.lead
        """,
    ),
    *_screen(
        "the way to safety and the map; of way.go and way.turn one is shown at a time, large",
        short="""
        way.go.n way.go.n.along{street} way.go.ne way.go.ne.along{street} way.go.e
        way.go.e.along{street} way.go.se way.go.se.along{street} way.go.s way.go.s.along{street}
        way.go.sw way.go.sw.along{street} way.go.w way.go.w.along{street} way.go.nw
        way.go.nw.along{street} way.turn.left way.turn.left.into{street} way.turn.right
        way.turn.right.into{street} way.turn.half_left way.turn.half_left.into{street}
        way.turn.half_right way.turn.half_right.into{street} way.turn.back
        way.turn.back.into{street} way.title way.show way.loading way.after{distance} way.steps
        way.arrive{site} way.arrive.out way.stairs way.bridge way.minutes{count} way.pace
        way.pace.slow way.pace.usual way.pace.brisk way.needs way.floor{count} way.remark{text}
        way.not_confirmed way.open way.states{time} way.nearer_outside way.night way.zone
        way.arrived way.arrived.title way.again way.back way.use_position way.tapped
        way.screen.not_leaving way.screen.no_hazard way.screen.no_hazard.do
        way.screen.no_map way.screen.no_position way.screen.poor_position
        way.screen.poor_position.do way.screen.outside_coverage way.screen.off_streets
        way.screen.no_site way.screen.at_site{site} way.screen.at_site.do way.screen.out_of_zone
        way.screen.no_way_known way.part.indoors way.part.outdoors map.title map.of{city} map.hazard
        map.zoom_in map.zoom_out map.pan map.pan.n map.pan.s map.pan.e map.pan.w map.me map.whole
        map.controls map.cluster{count} map.list map.list.none map.straight{distance} map.minutes
        map.sources{names} map.fictional
        """,
        long="""
        way.old_states{time} way.old_states.never way.water way.high way.suggested{date}
        way.arrived.do way.screen.not_leaving.do way.screen.no_map.do way.screen.no_position.do
        way.screen.outside_coverage.do way.screen.off_streets.do way.screen.no_site.do
        way.screen.out_of_zone.do way.screen.no_way_known.do way.locked way.else.up way.else.slope
        way.else.open way.else.volcano map.other map.summary{city,count}
        """,
    ),
    *_screen(
        "in the menu and in the settings, about the map",
        short="""
        settings.city.none nav.map
        """,
        long="""
        settings.city{city,date,size}
        """,
    ),
    *_screen(
        "a page that could not be shown",
        short="""
        error.page.title error.alert.title error.language.title error.server.title
        """,
        long="""
        error.missing.do
        """,
    ),
)

APP_PHRASES = MappingProxyType({phrase.id: phrase for phrase in (*_SCREENS, *_IN_FULL, NO_PAGE)})
