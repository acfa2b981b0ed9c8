"""No (key, salt) pair comes twice: over a million encryptions, restarts and a restored backup.

What is shown: salts are drawn as the service draws them, 1,000,000 over three lives of the process
and two forked children, all distinct, hence distinct with whatever key. That whole bodies carry
such salts is shown on 20,000 encryptions of one text under four keys, the worst case. That the
kernel repeats itself no sooner than chance (2^64 draws) is its promise, and not shown here.
"""

import subprocess
import sys
from base64 import urlsafe_b64decode

import http_ece
import msgspec
import numpy as np
from cryptography.hazmat.primitives.asymmetric import ec

from alerts.ports import Address, AgreedKey
from alerts.push.envelope import public_bytes
from alerts.push.refusal import Refusal
from alerts.push.vapid import vapid_key
from service.push.agreeing import agree_batch, new_sender_key
from service.push.sealing import new_salt, sealed, sealed_for

PHONE = ec.derive_private_key(4711, ec.SECP256R1())
AUTH = bytes(range(16))

# Prints salts; forks on the way, as a pre-forking server might, where both halves go on drawing.
LIFE = """
import os, sys
from service.push.sealing import new_salt
def draw(count):
    sys.stdout.buffer.write(b"".join(new_salt() for _ in range(count)))
    sys.stdout.buffer.flush()
draw(int(sys.argv[1]))
child = os.fork()
draw(int(sys.argv[1]))
if child:
    os.waitpid(child, 0)
"""


def address(number: int = 1, **changes: object) -> Address:
    start = Address(
        number=number,
        endpoint="https://push.example.org/1",
        service="https://push.example.org",
        language="en",
        key_id="a" * 16,
        public_key=public_bytes(PHONE.public_key()),
        auth=AUTH,
        agreed=None,
    )
    return msgspec.structs.replace(start, **changes)


def salts_of_another_life(count: int) -> bytes:
    done = subprocess.run(
        [sys.executable, "-c", LIFE, str(count)], stdout=subprocess.PIPE, check=True, cwd="."
    )
    return done.stdout


def test_no_salt_comes_twice_in_a_million_over_restarts_and_forks() -> None:
    lives = [salts_of_another_life(100_000), salts_of_another_life(100_000)]
    lives.append(b"".join(new_salt() for _ in range(400_000)))

    drawn = np.frombuffer(b"".join(lives), dtype=np.uint64).reshape(-1, 2)

    assert len(drawn) == 1_000_000
    assert len(np.unique(drawn, axis=0)) == 1_000_000


def test_a_restored_backup_repeats_no_key_and_salt() -> None:
    keys = [key for _, key in agree_batch([address(n) for n in range(4)])]
    backup = msgspec.json.encode(keys)
    before = [sealed(b"the same text", keys[n % 4]) for n in range(10_000)]

    restored = msgspec.json.decode(backup, type=list[AgreedKey])
    after = [sealed(b"the same text", restored[n % 4]) for n in range(10_000)]

    pairs = {(body[21:86], body[:16]) for body in before + after}
    assert restored == keys
    assert len({key for key, _ in pairs}) == 4
    assert len(pairs) == 20_000


def test_a_phone_without_an_agreed_key_gets_one_on_the_spot() -> None:
    first, second = sealed_for(address(), b"go up"), sealed_for(address(), b"go up")

    assert isinstance(first, bytes)
    assert isinstance(second, bytes)
    assert first[21:86] != second[21:86]
    opened = [
        http_ece.decrypt(body, private_key=PHONE, auth_secret=AUTH) for body in (first, second)
    ]
    assert opened == [b"go up", b"go up"]


def test_a_phone_with_an_agreed_key_is_sealed_for_by_it() -> None:
    [(_, key)] = agree_batch([address()])

    body = sealed_for(address(agreed=key), b"go up")

    assert isinstance(body, bytes)
    assert body[21:86] == key.sender_public
    assert http_ece.decrypt(body, private_key=PHONE, auth_secret=AUTH) == b"go up"


def test_a_phone_with_broken_keys_is_refused_and_stops_nobody() -> None:
    broken = address(2, public_key=b"\x04" + bytes(64))

    refused = sealed_for(broken, b"go up")
    agreed = agree_batch([address(1), broken, address(3)])

    assert refused == Refusal("p256dh is not a point on the curve P-256")
    assert [number for number, _ in agreed] == [1, 3]


def test_every_phone_gets_a_sender_key_of_its_own_and_never_the_vapid_key() -> None:
    signing = vapid_key(ec.generate_private_key(ec.SECP256R1()))

    keys = agree_batch([address(n) for n in range(200)])

    publics = {key.sender_public for _, key in keys}
    assert len(publics) == 200
    assert signing.public not in publics


def test_sender_keys_come_from_the_randomness_alone() -> None:
    seeds = [bytes(40), b"\xff" * 40, bytes(39) + b"\x01"]

    keys = [new_sender_key(lambda _size, seed=seed: seed).private_numbers() for seed in seeds]

    order = int.from_bytes(urlsafe_b64decode("_____wAAAAD__________7zm-q2nF56E87nKwvxjJVE="))
    assert keys[0].private_value == 1
    assert keys[2].private_value == 2
    assert all(1 <= key.private_value < order for key in keys)
