"""A pinned feed is asked only of whoever holds the key that the town pinned."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from service.demo.certificate import CERTIFICATE, loopback_tls
from tests.factories import NOW
from tests.service.watch.publisher import publishing
from tests.service.watch.world import World

OTHER = f"sha256//{b64encode(bytes(32)).decode()}"


@pytest.fixture
def secured(tmp_path: Path) -> Iterator[World]:
    with publishing(loopback_tls(tmp_path)) as publisher:
        world = World(publisher)
        publisher.publish("flood")
        yield world
        world.close()


def pin_of(folder: Path) -> str:
    certificate = x509.load_pem_x509_certificate((folder / CERTIFICATE).read_bytes())
    spki = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return f"sha256//{b64encode(sha256(spki).digest()).decode()}"


@pytest.mark.parametrize("more", ["", f";{OTHER}"], ids=["one key", "two keys"])
def test_whoever_holds_the_pinned_key_is_heard(secured: World, tmp_path: Path, more: str) -> None:
    watch = secured.begin(ca_file=tmp_path / CERTIFICATE, pin=f"{pin_of(tmp_path)}{more}")

    asked = secured.ask(watch)

    assert asked == ["/feed.xml", "/flood.xml"]
    assert len(secured.alerts.live(NOW)) == 1


def test_nobody_else_is_even_asked(secured: World, tmp_path: Path) -> None:
    watch = secured.begin(ca_file=tmp_path / CERTIFICATE, pin=OTHER)

    asked = secured.ask(watch)

    assert asked == []
    assert watch.state(NOW).error.startswith(
        "it could not be asked: SSL: public key does not match"
    )


def test_a_pin_does_not_make_up_for_a_certificate_that_nobody_trusts(
    secured: World, tmp_path: Path
) -> None:
    watch = secured.begin(pin=pin_of(tmp_path))

    assert secured.ask(watch) == []
    assert watch.state(NOW).failures == 1
