"""settings.toml may be a link to a file of one's own, and may hold anything."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from securecoach_tui.config.language import start_language
from securecoach_tui.config.settings import DataPaths, Settings, load, save


def folder(tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")


def linked_settings(
    tmp_path: Path, text: str = "# mine\nrate = 90\n", name: str = "dotfiles.toml"
) -> tuple[DataPaths, Path]:
    """A data folder whose settings.toml is a link to a file elsewhere."""
    paths = folder(tmp_path)
    paths.data.mkdir()
    target = tmp_path / name
    target.write_text(text)
    (paths.data / "settings.toml").symlink_to(target)
    return paths, target


def test_settings_are_read_and_written_through_a_link(tmp_path: Path) -> None:
    paths, target = linked_settings(tmp_path)
    assert load(paths) == (Settings(rate=90), [])
    save(paths, Settings(rate=95))
    assert (paths.data / "settings.toml").is_symlink() and target.read_text() == "# mine\nrate = 95\n"
    assert load(paths)[0].rate == 95


@pytest.mark.parametrize("kind", ["relative", "of a link", "through a linked folder"])
def test_settings_link_of_any_form_is_written_through(kind: str, tmp_path: Path) -> None:
    paths, link = folder(tmp_path), tmp_path / "data" / "settings.toml"
    (tmp_path / "data").mkdir()
    (tmp_path / "dotfiles").mkdir()
    target = tmp_path / "dotfiles" / "coach.toml"
    target.write_text("rate = 90\n")
    if kind == "relative":
        link.symlink_to("../dotfiles/coach.toml")
    elif kind == "of a link":
        (tmp_path / "dotfiles" / "link.toml").symlink_to("coach.toml")
        link.symlink_to(tmp_path / "dotfiles" / "link.toml")
    else:
        (tmp_path / "linked").symlink_to("dotfiles")
        link.symlink_to(tmp_path / "linked" / "coach.toml")
    assert load(paths) == (Settings(rate=90), [])
    save(paths, Settings(rate=95))
    assert link.is_symlink() and target.read_text() == "rate = 95\n" and not target.is_symlink()
    assert start_language(["--data-dir", str(paths.data)], {}) == "en"
    save(paths, Settings(language="es"))
    assert start_language(["--data-dir", str(paths.data)], {}) == "es"


@pytest.mark.parametrize("name", ["notes.txt", ".bashrc"])
def test_settings_link_to_another_kind_of_file_is_refused(tmp_path: Path, name: str) -> None:
    paths, target = linked_settings(tmp_path, name=name)
    found, problems = load(paths)
    assert found == Settings() and "it links to something" in problems[0]
    with pytest.raises(OSError, match="it links to something"):
        save(paths, Settings(rate=95))
    assert target.read_text() == "# mine\nrate = 90\n"


def test_unreadable_file_behind_a_settings_link_stays(tmp_path: Path) -> None:
    paths, target = linked_settings(tmp_path, "not = = toml")
    assert load(paths)[1]
    with pytest.raises(OSError, match="isn't valid TOML"):
        save(paths, Settings(rate=95))
    assert target.read_text() == "not = = toml" and (paths.data / "settings.toml").is_symlink()


def test_settings_link_of_another_user_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths, _target = linked_settings(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    assert load(paths)[0] == Settings()


@pytest.mark.parametrize(
    "value", ["9" * 5000, "1e999", "nan", "-inf", "[" * 3000 + "]" * 3000, "2026-01-01", '"\\u0000"', "{ a = 1 }", "-1"]
)
def test_hostile_value_in_the_settings_raises_nothing(tmp_path: Path, value: str) -> None:
    paths = folder(tmp_path)
    paths.data.mkdir()
    for field in Settings.__struct_fields__:
        (paths.data / "settings.toml").write_text(f"{field} = {value}\n")
        found, _problems = load(paths)
        for name in ("rate", "settle_seconds", "sentence_pause_ms", "day_starts"):
            assert 0 <= getattr(found, name) <= 7200
    save(paths, found)
    assert load(paths) == (found, [])
