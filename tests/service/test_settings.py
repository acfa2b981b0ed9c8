"""Settings: read once, refused with what to write instead."""

from pathlib import Path

import pytest

from service.settings import Settings, SettingsRefused, load_settings


def written(folder: Path, text: str) -> Path:
    file = folder / "hansho.toml"
    file.write_text(text, "utf-8")
    return file


def test_without_a_file_the_service_trains(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HANSHO_SETTINGS", raising=False)

    assert load_settings(None) == Settings()
    assert Settings().mode == "training"


def test_a_file_may_be_named_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANSHO_SETTINGS", str(written(tmp_path, 'mode = "real"\nport = 9')))

    settings = load_settings(None)

    assert (settings.mode, settings.port) == ("real", 9)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("prot = 80", "prot"),
        ("port = 'eighty'", "port"),
        ("mode = 'drill'", "mode"),
        ("mode = ", "hansho.toml"),
        ("time_zone = 'Tokyo'", "time_zone"),
        ("contact = 'nobody'", "contact"),
        ("contact = 'mailto: <a@b.example>'", "contact"),
        ("port = 99999", "port"),
        ("mode = 'real'\npush_services = ['http://push.example']", "push_services"),
        ("mode = 'real'\npush_services = ['https://127.0.0.1:9000']", "push_services"),
        ("mode = 'training'\npush_services = ['https://fcm.googleapis.com']", "push_services"),
    ],
)
def test_a_setting_that_cannot_hold_is_refused_by_name(
    tmp_path: Path, text: str, named: str
) -> None:
    with pytest.raises(SettingsRefused, match=named):
        load_settings(written(tmp_path, text))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match=r"nowhere\.toml"):
        load_settings(tmp_path / "nowhere.toml")


def test_paths_are_read_as_paths(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, 'data_dir = "/var/lib/hansho"\ngazetteer = ["a"]'))

    assert settings.store_path == Path("/var/lib/hansho/hansho.sqlite")
    assert settings.gazetteer == (Path("a"),)


def test_an_authority_of_ones_own_is_for_training_alone(tmp_path: Path) -> None:
    authority = tmp_path / "authority.pem"
    authority.write_text("")
    line = f'push_ca_file = "{authority}"\n'

    settings = load_settings(written(tmp_path, line))

    assert settings.push_ca_file == authority
    with pytest.raises(SettingsRefused, match="push_ca_file: for training mode only"):
        load_settings(written(tmp_path, f'mode = "real"\n{line}'))


def test_an_authority_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match="name a PEM file"):
        load_settings(written(tmp_path, f'push_ca_file = "{tmp_path / "none.pem"}"\n'))
