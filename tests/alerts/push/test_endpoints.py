"""The wall between what clients send and where this server connects."""

import pytest

from alerts.push.endpoints import (
    DEFAULT_SERVICES,
    PushService,
    in_one_form,
    push_service,
    push_service_of,
)
from alerts.push.refusal import Refusal

SERVICES = (*DEFAULT_SERVICES, push_service("http://127.0.0.1:9000"))
FCM = "https://fcm.googleapis.com"


@pytest.mark.parametrize(
    ("endpoint", "origin"),
    [
        (f"{FCM}/fcm/send/abc:APA91b-_x", FCM),
        (f"{FCM}/wp/abc", FCM),
        (f"{FCM}:443/wp/abc", FCM),
        (f"{FCM}/", FCM),
        ("https://FCM.googleapis.com/wp/abc", FCM),
        (
            "https://updates.push.services.mozilla.com/wpush/v2/gAAAA%3D",
            "https://updates.push.services.mozilla.com",
        ),
        (
            "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAB%2bx",
            "https://wns2-par02p.notify.windows.com",
        ),
        ("https://web.push.apple.com/QGx'(a)*", "https://web.push.apple.com"),
        ("http://127.0.0.1:9000/push/1", "http://127.0.0.1:9000"),
    ],
)
def test_endpoints_of_listed_services_lead_to_their_origin(endpoint: str, origin: str) -> None:
    assert push_service_of(endpoint, SERVICES) == origin


@pytest.mark.parametrize(
    "endpoint",
    [
        # another scheme, port or host
        "http://fcm.googleapis.com/wp/abc",
        "HTTPS://fcm.googleapis.com/wp/abc",
        "ftp://fcm.googleapis.com/wp/abc",
        "file:///etc/passwd",
        "//fcm.googleapis.com/wp/abc",
        "fcm.googleapis.com/wp/abc",
        "https:/fcm.googleapis.com/wp/abc",
        "https:///fcm.googleapis.com/wp/abc",
        "https://fcm.googleapis.com:8443/wp/abc",
        "https://fcm.googleapis.com:80/wp/abc",
        "https://fcm.googleapis.com:0443/wp/abc",
        "https://fcm.googleapis.com:/wp/abc",
        "https://fcm.googleapis.com:65979/wp/abc",
        "https://fcm.googleapis.com:443443443/wp/abc",
        "https://jmt17.google.com/fcm/send/abc",
        # not at a label boundary
        "https://evilfcm.googleapis.com/wp/abc",
        "https://fcm.googleapis.com.evil.example/wp/abc",
        "https://googleapis.com/wp/abc",
        "https://fcm.googleapis.comx/wp/abc",
        "https://notify-windows.com/w/",
        "https://.push.apple.com/x",
        "https://-.push.apple.com/x",
        "https://a..push.apple.com/x",
        "https://fcm.googleapis.com./wp/abc",
        # userinfo, and what passes for it
        "https://user@fcm.googleapis.com/wp/abc",
        "https://user:pass@fcm.googleapis.com/wp/abc",
        "https://fcm.googleapis.com@evil.example/wp/abc",
        "https://fcm.googleapis.com:443@evil.example/wp/abc",
        "https://evil.example#@fcm.googleapis.com/wp/abc",
        "https://evil.example\\@fcm.googleapis.com/wp/abc",
        "https://evil.example?@fcm.googleapis.com/wp/abc",
        # what parsers take differently
        "https://fcm.googleapis.com\\.evil.example/wp/abc",
        "https://fcm.googleapis.com\\@evil.example/wp/abc",
        "https:\\\\fcm.googleapis.com/wp/abc",
        "https://fcm.goog\tleapis.com/wp/abc",
        "\thttps://fcm.googleapis.com/wp/abc",
        " https://fcm.googleapis.com/wp/abc",
        "https://fcm.googleapis.com/wp/abc\n",
        "https://fcm.googleapis.com/wp/abc\r\nTTL: 0",
        "https://fcm.googleapis.com/wp/a bc",
        "https://fcm.googleapis.com/wp/\x00abc",
        "https://fcm.googleapis.com/wp\\abc",
        "https://fcm.googleapis.com/wp/abc#fragment",
        "https://fcm.googleapis.com/wp/{a,b}",
        "https://fcm.googleapis.com/wp/[1-9]",
        "https://fcm.googleapis.com?x",
        "https://fcm.googleapis.com",
        "https://fcm%2egoogleapis.com/wp/abc",
        "https://fcm.googleapis.com%00.evil.example/wp/abc",
        # look-alikes
        "https://fcm.googleap\u0456s.com/wp/abc",
        "https://fcm\u3002googleapis.com/wp/abc",
        "https://\uff46cm.googleapis.com/wp/abc",
        "https://fcm.googleapis.com/wp/\u00e9",
        "https://xn--fcm-.googleapis.com/wp/abc",
        "https://xn--fcm-9na.googleapis.com/wp/abc",
        # one phone under many names
        "https://fcm.googleapis.com/./wp/abc",
        "https://fcm.googleapis.com/x/../wp/abc",
        "https://fcm.googleapis.com/x/%2e%2E/wp/abc",
        "https://fcm.googleapis.com/wp/abc/.",
        "https://fcm.googleapis.com/wp/%61bc",
        "https://fcm.googleapis.com/wp/a%2dbc",
        "https://fcm.googleapis.com/wp/a%7Ebc",
        # addresses
        "https://[2607:f8b0:4004:c07::5f]/wp/abc",
        "https://[fe80::1%25eth0]/wp/abc",
        "https://127.0.0.1/wp/abc",
        "https://127.0.0.1:9000/push/1",
        "http://127.0.0.1/push/1",
        "http://127.0.0.1:9001/push/1",
        "http://127.0.0.2:9000/push/1",
        "http://x.127.0.0.1:9000/push/1",
        "http://localhost:9000/push/1",
        "http://[::1]:9000/push/1",
        "http://[::ffff:127.0.0.1]:9000/push/1",
        "http://2130706433:9000/push/1",
        "http://0x7f.1:9000/push/1",
        "http://0177.0.0.1:9000/push/1",
        "http://127.1:9000/push/1",
        "https://169.254.169.254/latest/meta-data/",
        "https://142.250.1.1/wp/abc",
        # size
        f"{FCM}/{'a' * 2048}",
        "",
    ],
)
def test_everything_else_is_refused(endpoint: str) -> None:
    verdict = push_service_of(endpoint, SERVICES)

    assert isinstance(verdict, Refusal)
    assert verdict.reason


@pytest.mark.parametrize(
    ("endpoint", "form"),
    [
        ("https://FCM.googleapis.COM:443/wp/Abc", f"{FCM}/wp/Abc"),
        (f"{FCM}/wp/Abc?x=/y", f"{FCM}/wp/Abc?x=/y"),
        ("http://127.0.0.1:9000/push/1", "http://127.0.0.1:9000/push/1"),
    ],
)
def test_capitals_and_ports_make_no_other_phone(endpoint: str, form: str) -> None:
    service = push_service_of(endpoint, SERVICES)

    assert isinstance(service, str)
    assert in_one_form(endpoint, service) == form


def test_dots_in_a_name_are_no_other_way_to_write_it() -> None:
    assert push_service_of(f"{FCM}/wp/a.b..c/.d/e.", SERVICES) == FCM


def test_a_refusal_does_not_repeat_the_endpoint() -> None:
    verdict = push_service_of("https://evil.example/secret-capability", SERVICES)

    assert verdict == Refusal(
        "the endpoint does not belong to a push service that this server uses"
    )


def test_nothing_is_allowed_without_a_list() -> None:
    assert isinstance(push_service_of(f"{FCM}/wp/abc", ()), Refusal)


def test_chromiums_debian_service_is_allowed_once_it_is_named() -> None:
    named = [push_service("https://jmt17.google.com")]

    origin = push_service_of("https://jmt17.google.com/fcm/send/abc", named)

    assert origin == "https://jmt17.google.com"


@pytest.mark.parametrize(
    ("setting", "service", "loopback"),
    [
        (FCM, PushService(scheme="https", host="fcm.googleapis.com", port=443), False),
        ("http://127.0.0.1:9000", PushService(scheme="http", host="127.0.0.1", port=9000), True),
        ("https://127.0.0.1:9443", PushService(scheme="https", host="127.0.0.1", port=9443), True),
        ("http://localhost:81", PushService(scheme="http", host="localhost", port=81), True),
        ("http://[::1]:9000", PushService(scheme="http", host="[::1]", port=9000), True),
    ],
)
def test_settings_name_a_service_by_its_origin(
    setting: str, service: PushService, loopback: bool
) -> None:
    read = push_service(setting)

    assert (read, read.is_loopback, read.origin) == (service, loopback, setting)


@pytest.mark.parametrize(
    "setting",
    [
        "fcm.googleapis.com",
        "https://fcm.googleapis.com/",
        "https://fcm.googleapis.com/path",
        "http://fcm.googleapis.com",
        "https://fcm.googleapis.com:8443",
        "https://com",
        "https://10.0.0.1",
        "https://[2001:db8::1]",
        "https://*.push.apple.com",
        "https://user@push.apple.com",
        "",
    ],
)
def test_settings_that_would_open_the_wall_are_refused(setting: str) -> None:
    with pytest.raises(ValueError, match="push service"):
        push_service(setting)
