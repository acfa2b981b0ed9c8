"""`python -m service.bench.dispatch.pywebpush_child JOB [kept]`: as users of pywebpush send.

One call of `webpush` for each phone, over one session that keeps its connection; each call agrees
a key, seals and signs a token. The VAPID key is handed over as a string, which is read at each
call; with `kept` as an object that was read once. JOB is what `peers.py` writes; whom to trust
stands in the variable REQUESTS_CA_BUNDLE. Prints {"cpu_s", "wall_s"} as JSON.
"""

import json
import sys
import time
from pathlib import Path

import requests
from py_vapid import Vapid
from pywebpush import webpush


def main(job: dict[str, object], *, is_kept: bool) -> dict[str, float]:
    session = requests.Session()
    text = str(job["private_key"])
    key = Vapid.from_string(private_key=text) if is_kept else text
    headers = {"Topic": str(job["topic"]), "Urgency": "high"}
    phones, payloads = job["phones"], job["payloads"]
    assert isinstance(phones, list)
    assert isinstance(payloads, dict)
    cpu, wall = time.process_time(), time.perf_counter()
    for phone in phones:
        webpush(
            subscription_info=phone["subscription"],
            data=payloads[phone["language"]],
            vapid_private_key=key,
            vapid_claims={"sub": str(job["contact"])},
            ttl=int(str(job["ttl"])),
            headers=headers,
            requests_session=session,
        )
    return {"cpu_s": time.process_time() - cpu, "wall_s": time.perf_counter() - wall}


if __name__ == "__main__":
    told = main(json.loads(Path(sys.argv[1]).read_text("utf-8")), is_kept="kept" in sys.argv[2:])
    sys.stdout.write(json.dumps(told) + "\n")
