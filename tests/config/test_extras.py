"""How a part that is left out at first is added."""

import sys
from pathlib import Path

from securecoach_tui.config.extras import command


def test_extra_is_installed_from_the_source_folder(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    assert command("web", tmp_path) == f"{sys.executable} -m pip install --editable '{tmp_path}[web]'"


def test_extra_is_installed_by_the_package_name(tmp_path: Path) -> None:
    assert command("web", tmp_path) == f"{sys.executable} -m pip install 'securecoach-tui[web]'"
