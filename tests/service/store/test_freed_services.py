"""Made-up push services leave no trace once the phones that named them are gone."""

from datetime import timedelta

from alerts.testing_examples import NOON, registration

LATER = NOON + timedelta(hours=25)


def register(store, name, service, *, exists=False):
    phone = registration(name, service=service, service_exists=exists)
    return store.subscriptions.register(phone, b"s", b"n", NOON)


def origins(store):
    return store.database.read(
        lambda c: [row[0] for row in c.execute("SELECT origin FROM services ORDER BY id")]
    )


def test_made_up_services_are_forgotten_with_their_phones_and_their_rows_used_again(store):
    for index in range(5):
        register(store, f"fake {index}", f"https://{index}.made-up.example")
    before = origins(store)

    store.subscriptions.sweep(LATER)
    freed = origins(store)
    for index in range(6):
        register(store, f"other {index}", f"https://{index}.other.example")

    assert before == [f"https://{index}.made-up.example" for index in range(5)]
    assert freed == [f"free:{index}" for index in range(1, 6)]
    assert sorted(origins(store)) == [f"https://{index}.other.example" for index in range(6)]


def test_a_service_stays_that_is_listed_or_that_a_phone_has_shown_to_exist(store):
    register(store, "listed", "https://listed.example", exists=True)
    shown = register(store, "shown", "https://shown.example")
    store.subscriptions.confirm(shown, b"n")
    store.subscriptions.delete(shown)

    store.subscriptions.sweep(LATER)

    assert origins(store) == ["https://listed.example", "https://shown.example"]


def test_a_service_stays_while_a_phone_waits_for_its_nonce(store):
    register(store, "waiting", "https://waiting.example")

    store.subscriptions.sweep(NOON + timedelta(hours=23))

    assert origins(store) == ["https://waiting.example"]


def test_a_row_used_again_is_proven_anew(store):
    register(store, "fake", "https://made-up.example")
    store.subscriptions.sweep(LATER)

    number = register(store, "listed", "https://listed.example", exists=True)

    (address,) = store.subscriptions.without_agreed_key(10)
    assert (address.number, address.service) == (number, "https://listed.example")
    assert store.database.read(lambda c: c.execute("SELECT proven FROM services").fetchall()) == [
        (1,)
    ]
