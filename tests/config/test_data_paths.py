"""The usual folders on Linux are those that platformdirs names."""

import os
import subprocess
import sys
from pathlib import Path

import click
import platformdirs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from securecoach_tui.config import data_paths

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is asked")

WAYS = st.none() | st.sampled_from(
    ["", "relative", "~/files", "/srv/my files", "/", "//two", "/a/../b", "/ümlaut", " /x"]
)
ROOT = Path(__file__).parents[2]
KINDS = {"data": "XDG_DATA_HOME", "state": "XDG_STATE_HOME", "cache": "XDG_CACHE_HOME"}


def platform_folder(kind: str) -> Path | None:
    """The folder by platformdirs; None if it names none."""
    try:
        return Path(getattr(platformdirs, f"user_{kind}_dir")("securecoach", appauthor=False))
    except RuntimeError:
        return None


def takes_relative_folders() -> bool:
    """Return whether this version of platformdirs takes a relative folder, which the XDG specification forbids."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(KINDS["data"], "relative")
        found = platform_folder("data")
    return found is not None and not found.is_absolute()


@pytest.mark.skipif(takes_relative_folders(), reason="an older platformdirs takes relative folders")
@pytest.mark.parametrize("kind", KINDS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(home=WAYS, named=WAYS)
def test_linux_folders_are_those_of_platformdirs(
    kind: str, home: str | None, named: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        for variable, value in (("HOME", home), (KINDS[kind], named)):
            if value is None:
                patch.delenv(variable, raising=False)
            else:
                patch.setenv(variable, value)
        places = data_paths.places(environ={})
        wanted, found = platform_folder(kind), getattr(places, kind)
        assert found.is_absolute()
        assert wanted is None or found == wanted


def test_a_short_command_does_not_load_platformdirs() -> None:
    code = "import sys; from securecoach_tui.config.data_paths import places; places(); print('platformdirs' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_help_loads_no_paths(tmp_path: Path) -> None:
    code = """
import atexit, sys; sys.argv = ["securecoach", "--help"]
atexit.register(lambda: sys.stdout.write("LOADED" if "pathlib" in sys.modules else "not loaded"))
from securecoach_tui.__main__ import main
main()
"""
    modules = os.pathsep.join(map(str, (ROOT, Path(click.__file__).parents[1])))
    environ = {**os.environ, "HOME": str(tmp_path), "LANG": "en_GB.UTF-8", "PYTHONPATH": modules}
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, env=environ)
    assert done.stdout.endswith("not loaded")
