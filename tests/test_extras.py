"""How a part that is left out at first is added."""

import sys
from pathlib import Path

from securecoach_tui.config.extras import command


def test_from_a_folder_of_sources_the_part_is_added_from_that_folder(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    assert command("web", tmp_path) == f"{sys.executable} -m pip install --editable '{tmp_path}[web]'"


def test_where_it_was_installed_the_part_is_added_by_the_programs_name(tmp_path: Path) -> None:
    assert command("web", tmp_path) == f"{sys.executable} -m pip install 'securecoach-tui[web]'"
