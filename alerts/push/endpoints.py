"""Which endpoints may be pushed to. Endpoints come from clients, so this is a wall, not a parser.

An endpoint is https on port 443, its host equal to a listed name or under it at a label boundary.
Loopback services (training, tests) match exactly in scheme, host and port.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address

import msgspec

from alerts.push.refusal import Refusal

LONGEST_ENDPOINT = 2048

# What URL parsers disagree about is not in this grammar: userinfo, backslash, control characters,
# non-ASCII hosts, percent signs in hosts, fragments. Characters are those of RFC 3986.
_HOST = r"(?:\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)"
_ORIGIN = re.compile(rf"(https?)://({_HOST})(?::([1-9][0-9]{{0,4}}))?")
# Browsers write no dot segments and no escapes of characters that need none: with these, one phone
# could be registered under any number of names.
_OTHER_FORMS = re.compile(
    r"/(?:\.|%2[eE]){1,2}(?:[/?]|\Z)|%(?:2[dDeE]|3[0-9]|[46][1-9a-fA-F]|[57][0-9aA]|5[fF]|7[eE])"
)
_PATH_AND_QUERY = re.compile(r"/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*")
_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_DEFAULT_PORTS = {"https": 443, "http": 80}
_HIGHEST_PORT = 65535
_NAT64 = bytes.fromhex("0064ff9b")


class PushService(msgspec.Struct, frozen=True, kw_only=True):
    """A push service that phones may use: itself and, unless loopback, all names under its host.

    `exact` leaves the names under its host out.
    """

    scheme: str
    host: str
    port: int
    exact: bool = False

    @property
    def is_loopback(self) -> bool:
        return _is_loopback(self.host)

    @property
    def origin(self) -> str:
        """As in a token's `aud`: without the port where it is the scheme's own."""
        port = "" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}"

    def covers(self, other: "PushService") -> bool:
        """Whether an endpoint at the origin `other` belongs to this service."""
        if (self.scheme, self.port) != (other.scheme, other.port):
            return False
        alone = self.exact or self.is_loopback
        return other.host == self.host or (not alone and other.host.endswith("." + self.host))


def push_service(setting: str) -> PushService:
    """Reads a setting such as `https://fcm.googleapis.com` or `http://127.0.0.1:9000`.

    Raises ValueError with what to write instead: outside loopback only https, port 443 and a name
    of at least two labels are taken.
    """
    service = _origin_of(setting)
    if service is None:
        raise ValueError(f"push service {setting!r}: write an origin such as https://push.example")
    if service.is_loopback:
        return service
    if (service.scheme, service.port) != ("https", 443) or not _NAME.fullmatch(service.host):
        raise ValueError(f"push service {setting!r}: https, port 443 and a host name, please")
    return service


# jmt17.google.com (Debian's Chromium) is absent on purpose: name it in the settings to test with.
DEFAULT_SERVICES = tuple(
    PushService(scheme="https", host=host, port=443)
    for host in (
        "fcm.googleapis.com",
        "updates.push.services.mozilla.com",
        "notify.windows.com",
        "push.apple.com",
    )
)


def push_service_of(endpoint: str, services: Sequence[PushService]) -> str | Refusal:
    """The origin that `endpoint` belongs to, such as `https://wns2.notify.windows.com`.

    The origin is the `aud` of tokens and the name of a push service everywhere else.
    """
    if len(endpoint) > LONGEST_ENDPOINT:
        return Refusal(f"the endpoint is longer than {LONGEST_ENDPOINT} characters")
    match = _ORIGIN.match(endpoint)
    if _OTHER_FORMS.search(endpoint):
        return Refusal("the endpoint is not written as a browser writes it")
    if match is None or not _PATH_AND_QUERY.fullmatch(endpoint, match.end()):
        return Refusal("the endpoint is not a plain https address with a path")
    service = _origin_of(match.group())
    if service is None or not any(listed.covers(service) for listed in services):
        return Refusal("the endpoint does not belong to a push service that this server uses")
    return service.origin


def in_one_form(endpoint: str, service: str) -> str:
    """The endpoint of `service`, as `push_service_of` told it, with capitals and port as there."""
    return service + endpoint[endpoint.index("/", len("https://")) :]


def is_path(endpoint: str, start: int) -> bool:
    """Whether all from `start` on is a path and query, as `push_service_of` would take it."""
    return len(endpoint) <= LONGEST_ENDPOINT and bool(_PATH_AND_QUERY.fullmatch(endpoint, start))


def is_public_address(address: str) -> bool:
    """Whether an IP address is one of the open internet, also seen through IPv6 transition forms.

    False for anything else, text that is no address included.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if not ip.is_global or ip.is_multicast:
        return False
    if not isinstance(ip, IPv6Address):
        return True
    return all(is_public_address(str(inner)) for inner in _embedded(ip))


def is_loopback_address(address: str) -> bool:
    """Whether an IP address is of this machine; False for text that is no address."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _embedded(ip: IPv6Address) -> list[IPv4Address]:
    """IPv4 addresses that a gateway may unwrap: mapped, 6to4, NAT64 (RFC 6052)."""
    found = [inner for inner in (ip.ipv4_mapped, ip.sixtofour) if inner is not None]
    if ip.packed.startswith(_NAT64):
        found.append(IPv4Address(ip.packed[-4:]))
    return found


@lru_cache(maxsize=1024)  # few origins, asked about at every push
def _origin_of(text: str) -> PushService | None:
    match = _ORIGIN.fullmatch(text)
    if match is None:
        return None
    scheme, host, port = match.groups()
    number = int(port) if port else _DEFAULT_PORTS[scheme]
    if number > _HIGHEST_PORT:
        return None
    host = host.lower()
    if not (_NAME.fullmatch(host) or _is_loopback(host)):
        return None
    return PushService(scheme=scheme, host=host, port=number)


def _is_loopback(host: str) -> bool:
    if host.startswith("["):
        return ":" in host and is_loopback_address(host.strip("[]"))
    return host == "localhost" or is_loopback_address(host)
