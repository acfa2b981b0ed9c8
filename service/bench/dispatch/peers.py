"""The peers, each in a process of its own: the same phones, texts and sink as ours had.

They know nothing of areas, ledgers or crashes: somebody hands them a list of phones. What they
sent is held to the sink's log as well. h2load neither seals nor signs; it is the reference of what
requests alone cost.
"""

import os
import resource
import shutil
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import numpy as np
from cryptography.hazmat.primitives.asymmetric import ec

from alerts.push.envelope import public_bytes
from service.bench.dispatch.judging import repeats
from service.bench.measuring import BenchFailed
from service.bench.seeding import Seeded
from service.bench.sink import Sink

CONTACT = "mailto:bench@hansho.example"
TTL_S = 6 * 3600
# RFC 8188: header of 86 bytes, a delimiter, the tag of AES-GCM.
_SEALED_MORE = 86 + 1 + 16
_PATIENCE_S = 300.0
_CHILDREN = Path(__file__).parent
_MODULES = Path(__file__).parents[3] / "pwa" / "node_modules"


class Sending(msgspec.Struct, frozen=True, kw_only=True):
    """Processor and wall seconds for all phones; starting the program is not counted."""

    cpu_s: float
    wall_s: float


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be sent. `payloads` by language, as ours sent them; `topic` as ours."""

    seeded: Seeded
    payloads: dict[str, bytes]
    topic: str


def by_pywebpush(folder: Path, sink: Sink, job: Job, *more: str) -> Sending:
    """As its own documents show it: the VAPID key is handed over as text."""
    module = "service.bench.dispatch.pywebpush_child"
    file = _written(folder, sink, job)
    # Not `session.verify`: requests prefers what the environment says.
    trusting = {**os.environ, "REQUESTS_CA_BUNDLE": str(sink.ca_file), "NO_PROXY": "localhost"}
    return _told([sys.executable, "-P", "-m", module, str(file), *more], trusting)


def by_pywebpush_key_kept(folder: Path, sink: Sink, job: Job) -> Sending:
    """Faster: the VAPID key is read once, and handed over as an object."""
    return by_pywebpush(folder, sink, job, "kept")


def by_web_push(folder: Path, sink: Sink, job: Job) -> Sending:
    if not (_MODULES / "web-push").is_dir():
        raise BenchFailed("npm's web-push is not installed; `make setup` brings it along")
    file = _written(folder, sink, job)
    script = _CHILDREN / "web_push_child.mjs"
    return _told([_program("node", "nodejs"), str(script), str(file), str(_MODULES)])


def by_h2load(folder: Path, sink: Sink, job: Job) -> Sending:
    """A body of random bytes for everybody, as long as a sealed one on average."""
    numbers = job.seeded.inside.tolist()
    lengths = [len(job.payloads[job.seeded.language(number)]) for number in numbers]
    body, addresses = folder / "body", folder / "addresses"
    body.write_bytes(os.urandom(round(float(np.mean(lengths))) + _SEALED_MORE))
    addresses.write_text("".join(f"{sink.endpoint(number)}\n" for number in numbers), "ascii")
    command = [_program("h2load", "nghttp2-client"), "-n", str(len(numbers)), "-c", "1"]
    command += ["-m", "100", "-i", str(addresses), "-d", str(body)]
    for header in _headers(job):
        command += ["-H", header]
    before, start = _of_children(), time.perf_counter()
    _run(command)
    return Sending(cpu_s=_of_children() - before, wall_s=time.perf_counter() - start)


PEERS: dict[str, Callable[[Path, Sink, Job], Sending]] = {
    "pywebpush": by_pywebpush,
    "pywebpush_key_kept": by_pywebpush_key_kept,
    "web_push": by_web_push,
    "h2load": by_h2load,
}


def take_turn(name: str, folder: Path, sink: Sink, job: Job) -> Sending:
    """Runs a peer in `folder`, which must not exist yet. Raises BenchFailed."""
    folder.mkdir(parents=True)
    sending = PEERS[name](folder, sink, job)
    inside = job.seeded.inside
    if again := repeats(sink.taken().numbers, inside, inside):
        raise BenchFailed(f"{name} sent {again} pushes twice; so it cannot be compared")
    return sending


def _written(folder: Path, sink: Sink, job: Job) -> Path:
    """The job as the children read it, under a VAPID key of its own."""
    private = ec.generate_private_key(ec.SECP256R1())
    told = {
        "ca_file": str(sink.ca_file),
        "contact": CONTACT,
        "private_key": _base64(private.private_numbers().private_value.to_bytes(32, "big")),
        "public_key": _base64(public_bytes(private.public_key())),
        "topic": job.topic,
        "ttl": TTL_S,
        "payloads": {language: text.decode() for language, text in job.payloads.items()},
        "phones": [_phone(number, sink, job.seeded) for number in job.seeded.inside.tolist()],
    }
    file = folder / "job.json"
    file.write_bytes(msgspec.json.encode(told))
    return file


def _phone(number: int, sink: Sink, seeded: Seeded) -> dict[str, object]:
    pair = seeded.pair(number)
    keys = {"p256dh": _base64(pair.public_key), "auth": _base64(pair.auth)}
    subscription = {"endpoint": sink.endpoint(number), "keys": keys}
    return {"subscription": subscription, "language": seeded.language(number)}


def _headers(job: Job) -> Sequence[str]:
    """As long as ours; nobody verifies this token."""
    token = _base64(os.urandom(180))
    return (
        f"authorization: vapid t={token}, k={_base64(os.urandom(65))}",
        "content-encoding: aes128gcm",
        "content-type: application/octet-stream",
        f"ttl: {TTL_S}",
        f"topic: {job.topic}",
        "urgency: high",
    )


def _told(command: Sequence[str], environment: dict[str, str] | None = None) -> Sending:
    return msgspec.json.decode(_run(command, environment).splitlines()[-1], type=Sending)


def _run(command: Sequence[str], environment: dict[str, str] | None = None) -> str:
    try:
        done = subprocess.run(  # noqa: S603 (our own command)
            command, capture_output=True, text=True, timeout=_PATIENCE_S, env=environment
        )
    except subprocess.TimeoutExpired:
        raise BenchFailed(f"{command[0]} took more than {_PATIENCE_S:.0f} s") from None
    if done.returncode != 0:
        raise BenchFailed(f"{' '.join(command[:4])} … failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def _program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BenchFailed(f"{name} is not installed: apt-get install {package}")
    return found


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
