"""The list of rings says who was told that one is over, and whose device did not hear of it."""

from datetime import UTC, datetime, timedelta

from alerts.model import Mode
from service.desk.rings import Recall, Ring, Rung, Why
from service.desk_page.ring_words import RingSaid
from service.desk_page.ringing import Listed, Shown, ringing
from service.desk_page.scene import Scene

NOW = datetime(2026, 11, 22, 18, 2, tzinfo=UTC)
SCENE = Scene(
    language="en",
    now=NOW,
    time_zone="Asia/Tokyo",
    mode=Mode.REAL,
    names={2: "Eve", 3: "Fay"},
)


def page(*rung: Rung) -> str:
    ring = Ring(
        why=Why.APPROVE,
        subject="submission:3",
        exercise=False,
        begun=NOW,
        ended=NOW + timedelta(minutes=1),
        rung=rung,
    )
    listed = Listed(ring=ring, said=RingSaid(id=1, title="Approve", body="", href=""))
    shown = Shown(devices=(), works=frozenset(), mine=(), last=(listed,), deaf=(), key="")
    return ringing(SCENE, shown).decode()


def test_it_names_those_who_were_told_and_those_who_were_not_reached():
    one = {"at": NOW, "recall": Recall.TAKEN}

    found = page(
        Rung(device=1, staff=2, **one),
        Rung(device=2, staff=2, at=NOW, recall=Recall.FAILED, detail="503"),
        Rung(device=3, staff=3, at=NOW, recall=Recall.FAILED, detail="gone"),
    )

    assert (
        "03:02 · told that it is over, without a sound: Eve (1/2), "
        "Fay: not reached (the device is gone: set it up anew)"
    ) in found


def test_it_says_nothing_of_devices_that_keep_what_they_show():
    found = page(Rung(device=1, staff=2, recall=Recall.KEPT), Rung(device=2, staff=2))

    assert "told that it is over" not in found
