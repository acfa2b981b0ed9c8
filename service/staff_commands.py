"""What can be asked about the staff over the control socket: by the machine, never by a person."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
import shapely

from alerts.languages import LANGUAGES
from alerts.model import Kind
from geo.area import Area, area_from_geometry
from geo.refused import Refused
from service.desk.accounts import needed
from service.desk.policy_room import PolicyRoom
from service.desk.ports import MACHINE, Grant, Proposal, Role, Staff, StaffStore
from service.desk.staffing import Outcome, Staffing, StaffRefused, told_grant
from service.policy_file import read_policy, written


class StaffCommands:
    """One command in, one JSON object out. Raises StaffRefused, Taken."""

    def __init__(self, staffing: Staffing, store: StaffStore, policies: PolicyRoom) -> None:
        self._policies = policies
        self._staffing = staffing
        self._store = store
        self._steps = {
            "invite": self._invite,
            "change": self._change,
            "renew": self._renew,
            "drop": self._drop,
            "disable": self._disable,
            "lost": self._lost,
            "list": self._list,
            "policy_export": self._policy_export,
            "policy_import": self._policy_import,
        }

    def handle(self, command: Mapping[str, Any]) -> Mapping[str, Any]:
        step = self._steps.get(str(command.get("step")))
        if step is None:
            raise StaffRefused(f"of the staff one can {', '.join(self._steps)}")
        return step(command, datetime.now(UTC))

    def _invite(self, command: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        name, grants = str(command["name"]), _grants(command, now)
        if _founds(grants) and self._staffing.cannot_found(grants[0].role) is None:
            return _told(self._staffing.found(name, grants[0].role, now))
        return _told(self._staffing.propose(MACHINE, grants, now, name=name))

    def _change(self, command: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        staff, grants = int(command["staff"]), _grants(command, now)
        return _told(self._staffing.propose(MACHINE, grants, now, staff=staff))

    def _renew(self, command: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        return _told(self._staffing.renew(int(command["staff"]), MACHINE, now))

    def _drop(self, command: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        return _told(self._staffing.drop(str(command["proposal"]), MACHINE, now))

    def _disable(self, command: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        return _told(self._staffing.disable(int(command["staff"]), MACHINE, now))

    def _lost(self, command: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        return _told(self._staffing.lost(int(command["staff"]), MACHINE, now))

    def _list(self, _command: Mapping[str, Any], _now: datetime) -> dict[str, Any]:
        people = [
            {**_person(one), "passkeys": len(self._store.passkeys(one.number))}
            for one in self._store.everyone()
        ]
        return {"staff": people, "waiting": [_waiting(one) for one in self._store.proposals()]}

    def _policy_export(self, _command: Mapping[str, Any], _now: datetime) -> dict[str, Any]:
        return {"policy": written(self._policies.holds())}

    def _policy_import(self, command: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        """A draft: a person at the desk proposes it, another one approves it."""
        made = self._policies.bring(read_policy(str(command.get("policy", ""))), now)
        return {"proposal": made.id, "hash": made.hash.hex(), "next": "/desk/policy"}


def _founds(grants: tuple[Grant, ...]) -> bool:
    """Founders have one role, for the whole town, every hazard, for good."""
    one = grants[0]
    whole = one.area is None and one.kinds is None and one.ends is None
    return len(grants) == 1 and whole and one.role in (Role.ADMIN, Role.APPROVER)


def _grants(command: Mapping[str, Any], now: datetime) -> tuple[Grant, ...]:
    kinds = [Kind(one) for one in command.get("kinds") or ()]
    ends = command.get("until")
    area = _area(command.get("area"))
    roles = dict.fromkeys(map(Role, command.get("roles") or ()))
    if not roles:
        raise StaffRefused("name at least one role")
    return tuple(
        Grant(
            role=role,
            area=area,
            kinds=frozenset(kinds) or None,
            begins=now,
            languages=_languages(role, command),
            ends=None if ends is None else datetime.fromisoformat(ends),
        )
        for role in roles
    )


def _languages(role: Role, command: Mapping[str, Any]) -> frozenset[str] | None:
    """Of a translator alone; None: every language. Raises StaffRefused."""
    given = frozenset(map(str, command.get("languages") or ()))
    if unknown := given - LANGUAGES.keys():
        raise StaffRefused(f"these are no languages of ours: {', '.join(sorted(unknown))}")
    return given or None if role is Role.TRANSLATOR else None


def _area(geometry: Any) -> Area | None:
    if geometry is None:
        return None
    try:
        shape = shapely.from_geojson(msgspec.json.encode(geometry))
    except shapely.GEOSException as error:
        raise StaffRefused(f"the area is no GeoJSON geometry: {error}") from error
    area = area_from_geometry(shape)
    if isinstance(area, Refused):
        raise StaffRefused(area.reason)
    return area


def _told(outcome: Outcome) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if outcome.staff is not None:
        told["staff"] = _person(outcome.staff)
    if outcome.proposal is not None:
        told["proposal"] = _waiting(outcome.proposal)
    if outcome.link is not None:
        told["link"] = outcome.link
    return told


def _person(staff: Staff) -> dict[str, Any]:
    allowed = staff.may_approve_from
    return {
        "number": staff.number,
        "name": staff.name,
        "active": staff.active,
        "grants": [told_grant(one) for one in staff.grants],
        "may_approve_from": None if allowed is None else allowed.isoformat(),
    }


def _waiting(proposal: Proposal) -> dict[str, Any]:
    return {
        "id": proposal.id,
        "name": proposal.name,
        "roles": [one.role.value for one in proposal.grants],
        "state": proposal.state,
        "endorsed": len(proposal.endorsed_by),
        "needed": needed(proposal),
    }
