"""Where files are stored, and the settings."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tomllib
from pathlib import Path
from typing import Literal, get_args, get_origin

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from securecoach_tui.config import durable_file
from securecoach_tui.config.language import start_language
from securecoach_tui.config.settings import FILE, DataPaths, Settings, load, places, save
from securecoach_tui.store.errors import why


@pytest.fixture
def where(tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")


def test_finding_the_data_paths_creates_no_folder(tmp_path: Path) -> None:
    found = places(str(tmp_path / "mine"), {})
    assert found.data == tmp_path / "mine"
    assert not found.data.exists()


def test_data_dir_option_overrides_the_environment(tmp_path: Path) -> None:
    environ = {"SECURECOACH_DATA_DIR": str(tmp_path / "env")}
    assert places(str(tmp_path / "option"), environ).data == tmp_path / "option"
    assert places(None, environ).data == tmp_path / "env"


def test_data_folders_have_separate_state_and_cache(tmp_path: Path) -> None:
    one, two = places(str(tmp_path / "one"), {}), places(str(tmp_path / "two"), {})
    assert one.state != two.state and one.cache != two.cache
    for found in (one, two):
        assert not found.state.is_relative_to(found.data)
        assert not found.cache.is_relative_to(found.data)


def test_state_folder_is_set_by_the_environment(tmp_path: Path) -> None:
    assert places(None, {"SECURECOACH_STATE_DIR": str(tmp_path / "s")}).state == tmp_path / "s"


def test_settings_without_a_file_are_the_defaults(where: DataPaths) -> None:
    assert load(where) == (Settings(), [])


def test_settings_name_a_bad_value_and_read_the_rest(where: DataPaths) -> None:
    where.data.mkdir()
    (where.data / "settings.toml").write_text('rate = "fast"\nvoice = true\nquestions = "some"\nfuture = 1\n')
    found, told = load(where)
    assert found == Settings(voice=True)
    assert len(told) == 2 and '"rate"' in told[0] and "125" in told[0] and '"questions"' in told[1]


@pytest.mark.parametrize("data", [b"\xff\xfe\xd8", b"\xff", b"= 3", b"[" * 5000])
def test_settings_that_are_not_toml_are_kept_in_another_file(where: DataPaths, data: bytes) -> None:
    where.data.mkdir()
    (where.data / "settings.toml").write_bytes(data)
    found, told = load(where)
    assert found == Settings() and len(told) == 1
    save(where, Settings(voice=True))
    assert load(where) == (Settings(voice=True), [])
    assert (where.data / "settings-unreadable.toml").read_bytes() == data


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_settings_in_any_unicode_encoding_are_read_and_kept(where: DataPaths, encoding: str) -> None:
    where.data.mkdir()
    path = where.data / "settings.toml"
    path.write_bytes('# für mich\r\nrate = 140\r\nlanguage = "es"\r\n'.encode(encoding))
    assert load(where) == (Settings(rate=140, language="es"), [])
    assert start_language(["--data-dir", str(where.data)], {}) == "es"
    save(where, Settings(rate=120, language="es"))
    assert load(where)[0].rate == 120 and "für mich" in path.read_text("utf-8")
    assert not (where.data / "settings-unreadable.toml").exists()


def test_settings_set_aside_replace_no_earlier_ones(where: DataPaths) -> None:
    where.data.mkdir(parents=True)
    for data in (b"= one", b"= two"):
        (where.data / FILE).write_bytes(data)
        save(where, Settings(voice=True))
    found = [(where.data / name).read_bytes() for name in ("settings-unreadable.toml", "settings-unreadable-2.toml")]
    assert found == [b"= one", b"= two"]


@pytest.mark.parametrize("data", [b"= not toml", b"voice = true  # mine\n"])
def test_settings_on_a_full_disk_stay_as_they_were(
    data: bytes, where: DataPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    where.data.mkdir(parents=True)
    (where.data / FILE).write_bytes(data)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(durable_file, "flush", full)
    with pytest.raises(OSError, match="No space"):
        save(where, Settings(rate=200))
    assert {path.name: path.read_bytes() for path in where.data.iterdir()} == {FILE: data}


def test_file_in_place_of_the_data_folder_is_no_file_of_settings(where: DataPaths) -> None:
    where.data.parent.mkdir(parents=True, exist_ok=True)
    where.data.write_text("a file stands where the folder would be")
    with pytest.raises(OSError) as error:
        save(where, Settings(rate=200))
    assert why(error.value) == "there is a file where the folder would be"


@pytest.mark.skipif(sys.platform == "win32", reason="folders can't be flushed there")
def test_settings_that_were_saved_survive_a_power_cut(where: DataPaths, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[Path] = []
    flush = os.fsync

    def note(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            flushed.extend(
                path
                for path in (where.data, *where.data.parents)
                if os.path.samestat(path.stat(), os.fstat(descriptor))
            )
            assert (where.data / FILE).exists() or where.data not in flushed, "the name has to be there first"
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    save(where, Settings(voice=True))
    assert {where.data, where.data.parent} <= set(flushed)


def test_saving_settings_keeps_comments_order_and_unknown_keys(where: DataPaths) -> None:
    where.data.mkdir()
    path = where.data / "settings.toml"
    path.write_text('# mine\nvoice = false\nfuture = 7\n\n[later]\nrate = "x"\n')
    save(where, Settings(voice=True, rate=140))
    text = path.read_text()
    assert text.startswith("# mine\nvoice = true\n")
    assert tomllib.loads(text)["future"] == 7 and tomllib.loads(text)["later"] == {"rate": "x"}
    assert load(where) == (Settings(voice=True, rate=140), [])


def test_saving_settings_keeps_comments_beside_changed_values(where: DataPaths) -> None:
    where.data.mkdir()
    path = where.data / "settings.toml"
    path.write_text('rate = 140 # for me\n\n# quiet\nvoice = true\nhidden_indicators = [\n  "a", # first\n  "b",\n]\n')
    save(where, Settings(rate=120, voice=True, hidden_indicators=["a", "b"]))
    expected = 'rate = 120 # for me\n\n# quiet\nvoice = true\nhidden_indicators = [\n  "a", # first\n  "b",\n]\n'
    assert path.read_text() == expected
    save(where, Settings(hidden_indicators=["c"]))
    assert load(where) == (Settings(hidden_indicators=["c"]), [])


def test_settings_that_cannot_be_edited_are_written_anew(where: DataPaths) -> None:
    where.data.mkdir()
    (where.data / "settings.toml").write_text("[rate]\nx = 1\n")
    save(where, Settings(rate=120))
    assert load(where) == (Settings(rate=120), [])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_settings_file_is_readable_by_its_owner_only(where: DataPaths) -> None:
    save(where, Settings())
    assert stat.S_IMODE((where.data / "settings.toml").stat().st_mode) == 0o600
    assert stat.S_IMODE(where.data.stat().st_mode) == 0o700


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        Settings,
        voice_id=st.text(),
        theme=st.text(),
        safe_short_until=st.none() | st.text(min_size=1),
        hidden_indicators=st.lists(st.text()),
        settle_seconds=st.floats(0, 600),
        rate=st.integers(50, 400),
        first_run_seen=st.booleans(),
    )
)
def test_settings_are_read_back_as_saved(tmp_path: Path, wanted: Settings) -> None:
    where = DataPaths(tmp_path, tmp_path, tmp_path)
    save(where, wanted)
    found, told = load(where)
    assert not told
    clean = msgspec.json.encode({"v": wanted.voice_id}) if wanted.voice_id.isascii() else None
    if clean is not None:
        assert found.voice_id == wanted.voice_id
    assert found.rate == wanted.rate and found.settle_seconds == wanted.settle_seconds
    save(where, found)
    assert load(where) == (found, [])


def test_options_of_a_setting_are_all_the_values_it_takes() -> None:
    from securecoach_tui.config.setting_options import BY_NAME

    for field in msgspec.structs.fields(Settings):
        if get_origin(field.type) is Literal and field.name in BY_NAME:
            assert tuple(value for value, _label in BY_NAME[field.name].options) == get_args(field.type), field.name


def test_every_setting_is_in_the_table_or_named_elsewhere() -> None:
    from securecoach_tui.config.setting_options import BY_NAME, ELSEWHERE

    fields = set(Settings.__struct_fields__)
    assert not set(BY_NAME) & set(ELSEWHERE)
    assert set(BY_NAME) | set(ELSEWHERE) == fields
