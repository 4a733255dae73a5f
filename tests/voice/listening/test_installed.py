"""Whether answers by voice can be heard on this machine, and the sentence if they can't."""

from __future__ import annotations

from pathlib import Path

import pytest

from securecoach_tui import i18n
from securecoach_tui.config import extras
from securecoach_tui.voice.listening import installed


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the extra brings."""
    monkeypatch.setattr(installed, "_inside", lambda package, place: tmp_path / package / place)
    monkeypatch.setattr(extras, "installed", lambda: ["listen"])
    for path in (installed.speech_model(), *(installed.word_models() / name for name in installed.FILES)):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def test_nothing_is_said_where_all_is_there(packages: Path) -> None:
    assert installed.available("linux", "x86_64") == ""


@pytest.mark.parametrize(("system", "machine"), [("linux", "aarch64"), ("darwin", "x86_64"), ("win32", "ARM64")])
def test_machine_without_packages_is_told(system: str, machine: str, packages: Path) -> None:
    assert "can't be used on this computer" in installed.available(system, machine)


def test_missing_extra_names_the_command(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "installed", lambda: ["natural"])
    words = installed.available("linux", "x86_64")
    assert words.startswith("Answering by voice isn't installed.") and "[listen]" in words


def test_package_without_its_models_is_told(packages: Path) -> None:
    (installed.word_models() / "encoder_model.ort").unlink()
    assert "Files for answering by voice are missing" in installed.available("linux", "x86_64")


def test_another_language_is_told(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "language", lambda: "es")
    assert "only understood in English" in installed.available("linux", "x86_64")


def test_a_package_that_is_not_there_has_no_files() -> None:
    assert not installed._inside("no_such_package", "data").exists()
