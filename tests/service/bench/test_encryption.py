"""The encryption bench measures what it says: every contestant's body is read by the phone."""

import argparse
import json
import os
from base64 import urlsafe_b64encode

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from alerts.push.envelope import agree, public_bytes
from service.bench.encryption import CONTESTANTS, Measured, Phone, report
from service.cli import bench
from service.push.agreeing import new_sender_key


def base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    bench.add_parser(parser.add_subparsers())
    return parser.parse_args(["bench", "encryption", *arguments])


@pytest.mark.parametrize("name", CONTESTANTS)
def test_every_contestant_seals_a_message_that_the_phone_reads(name: str) -> None:
    private, auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
    public = public_bytes(private.public_key())
    keys = {"p256dh": base64url(public), "auth": base64url(auth)}
    phone = Phone(
        public_key=public,
        auth=auth,
        agreed=agree(public, auth, new_sender_key()),
        subscription={"endpoint": "https://push.example.org/1", "keys": keys},
    )

    body = CONTESTANTS[name](b"go up", phone)

    assert http_ece.decrypt(body, private_key=private, auth_secret=auth) == b"go up"


def test_a_ratio_above_1_means_that_ours_is_better() -> None:
    speeds = {"ours": 600.0, "ours_agreeing": 60.0, "pywebpush": 40.0, "http_ece": 50.0}
    measured = Measured(messages=7, pairs=3, plaintext_bytes=100, items_per_cpu_s=speeds)

    assert report(measured) == {
        "bench": "encryption",
        "results": [
            {
                "size": 7,
                "plaintext_bytes": 100,
                "ours": {"items_per_cpu_s": 600, "items_per_cpu_s_with_agreement": 60},
                "peers": {
                    "pywebpush": {"items_per_cpu_s": 40},
                    "http_ece": {"items_per_cpu_s": 50},
                },
                "ratios": {
                    "pywebpush": 15.0,
                    "http_ece": 12.0,
                    "pywebpush_with_agreement": 1.5,
                    "http_ece_with_agreement": 1.2,
                },
            }
        ],
    }


def test_the_command_ends_with_one_json_line(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = parsed("--size", "3", "--pairs", "1")

    code = arguments.run(arguments)

    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (code, last["bench"], last["results"][0]["size"]) == (0, "encryption", 3)


@pytest.mark.parametrize("arguments", [["--size", "0"], ["--pairs", "-1"], ["--bytes", "3994"]])
def test_sizes_out_of_range_are_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        parsed(*arguments)
