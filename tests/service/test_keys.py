"""VAPID keys on disk: made once, read strictly, never lost in silence."""

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from py_vapid import Vapid02

from alerts.push.endpoints import DEFAULT_SERVICES, push_service
from service.cli import main
from service.keys import KeysRefused, check_keys, check_reach, create_key, desk_keys, load_keys


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "keys"


def modes(folder: Path) -> set[str]:
    return {oct(stat.S_IMODE(file.stat().st_mode)) for file in folder.iterdir()}


def pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def test_a_new_key_is_private_current_and_named_after_its_id(folder: Path) -> None:
    file = create_key(folder, "real")

    ring = load_keys(folder, "real")

    assert file == folder / f"vapid-{ring.current.key_id}.pem"
    assert ring.ids == {ring.current.key_id}
    assert modes(folder) == {"0o600"}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert sorted(p.name for p in folder.iterdir()) == [file.name, "vapid.current"]


def test_py_vapid_reads_our_key_file(folder: Path) -> None:
    file = create_key(folder, "real")

    theirs = Vapid02.from_file(str(file)).private_key.private_numbers()

    assert theirs == load_keys(folder, "real").current.private.private_numbers()


def test_a_key_that_exists_is_never_written_over(folder: Path) -> None:
    file = create_key(folder, "real")
    before = {path: path.read_bytes() for path in folder.iterdir()}

    with pytest.raises(KeysRefused, match="holds a real VAPID key already; nothing was written"):
        create_key(folder, "real")

    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert file in before


def test_rotation_adds_a_key_and_keeps_the_older_one_for_older_phones(folder: Path) -> None:
    create_key(folder, "real")
    older = load_keys(folder, "real").current

    create_key(folder, "real", rotating=True)

    ring = load_keys(folder, "real")
    assert ring.current.key_id != older.key_id
    assert ring.ids == {older.key_id, ring.current.key_id}
    found = ring.find(older.key_id)
    assert found is not None
    assert found.public == older.public
    assert ring.find("unknown") is None


def test_training_keys_are_kept_apart_from_real_ones(folder: Path) -> None:
    create_key(folder, "training")

    training = load_keys(folder, "training").ids
    with pytest.raises(KeysRefused, match="no real VAPID key"):
        load_keys(folder, "real")
    create_key(folder, "real")

    assert load_keys(folder, "training").ids == training
    assert load_keys(folder, "real").ids.isdisjoint(training)


def test_a_training_key_reaches_loopback_services_only(folder: Path) -> None:
    create_key(folder, "training")
    create_key(folder, "real")
    loopback = (push_service("http://127.0.0.1:9000"),)

    check_reach(load_keys(folder, "training"), loopback)
    check_reach(load_keys(folder, "real"), DEFAULT_SERVICES)

    with pytest.raises(KeysRefused, match="loopback services only, not https://fcm"):
        check_reach(load_keys(folder, "training"), DEFAULT_SERVICES)


def test_a_missing_key_refuses_with_the_way_out(folder: Path) -> None:
    with pytest.raises(KeysRefused, match="from its offline copy; else run: hansho keys init"):
        load_keys(folder, "real")


def test_a_start_without_a_key_that_phones_depend_on_is_refused(folder: Path) -> None:
    create_key(folder, "real")
    ring = load_keys(folder, "real")

    check_keys(ring, frozenset())
    check_keys(ring, frozenset({ring.current.key_id}))

    with pytest.raises(
        KeysRefused, match=r"not here: lost-lost-lost-0.*vapid-lost-lost-lost-0\.pem"
    ):
        check_keys(ring, frozenset({ring.current.key_id, "lost-lost-lost-0"}))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666, 0o601])
def test_a_key_that_others_may_touch_is_refused(folder: Path, mode: int) -> None:
    file = create_key(folder, "real")
    file.chmod(mode)

    with pytest.raises(KeysRefused, match=f"chmod 600 {file}"):
        load_keys(folder, "real")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is damaged"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "is damaged"),
        (pem(ec.generate_private_key(ec.SECP384R1())), "is not a P-256 key"),
        (pem(ec.generate_private_key(ec.SECP256R1())), "name the file after what it holds"),
    ],
)
def test_a_key_file_that_is_not_what_it_says_is_refused(
    folder: Path, content: bytes, message: str
) -> None:
    create_key(folder, "real").write_bytes(content)

    with pytest.raises(KeysRefused, match=message):
        load_keys(folder, "real")


def test_two_keys_without_a_word_which_is_current_are_refused(folder: Path) -> None:
    create_key(folder, "real")
    create_key(folder, "real", rotating=True)
    (folder / "vapid.current").unlink()

    with pytest.raises(KeysRefused, match="Write the id"):
        load_keys(folder, "real")


def test_one_key_restored_from_its_copy_needs_nothing_else(folder: Path) -> None:
    file = create_key(folder, "real")
    (folder / "vapid.current").unlink()

    assert load_keys(folder, "real").current.key_id == file.stem.removeprefix("vapid-")


def test_the_desk_s_own_key_is_made_on_first_need_and_stays(folder: Path) -> None:
    first = desk_keys(folder)

    again = desk_keys(folder)

    [file] = folder.glob("*.pem")
    assert file.name == f"desk-{first.current.key_id}.pem"
    assert file.stat().st_mode & 0o777 == 0o600
    assert again.current.key_id == first.current.key_id


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    file = tmp_path / "hansho.toml"
    file.write_text(f'mode = "real"\ndata_dir = "{tmp_path / "data"}"\n')
    return file


def test_init_says_that_an_offline_copy_is_owed(
    settings: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["keys", "init", "--settings", str(settings)])

    [file] = folder.glob("vapid-*.pem")
    [desk] = folder.glob("desk-*.pem")
    said = capsys.readouterr().out
    assert code == 0
    assert said.startswith(f"wrote {file}\nAn offline copy is owed:")
    assert f"with {desk.name} beside it" in said


def test_init_beside_a_key_fails_and_says_what_to_do(
    settings: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = create_key(folder, "real")

    code = main(["keys", "init", "--settings", str(settings)])

    assert code == 2
    assert "hansho keys rotate" in capsys.readouterr().err
    assert list(folder.glob("*.pem")) == [file]


def test_list_marks_the_current_key(
    settings: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    create_key(folder, "real")
    older = load_keys(folder, "real").current.key_id
    main(["keys", "rotate", "--settings", str(settings)])
    newer = load_keys(folder, "real").current.key_id
    capsys.readouterr()

    main(["keys", "list", "--settings", str(settings)])

    lines = capsys.readouterr().out.splitlines()
    assert sorted(lines) == sorted([f"{older}  older", f"{newer}  current"])
