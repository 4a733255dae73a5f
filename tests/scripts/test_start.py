"""scripts/start.py and scripts/dev/environment.py: what they create, and what they print."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"


def module(name: str) -> ModuleType:
    """Import a script of scripts/dev by its path, as start.py does."""
    spec = importlib.util.spec_from_file_location(f"scripts_{name}", SCRIPTS / "dev" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


environment = module("environment")


class FakeMachine:
    """A machine whose answers the test sets; it creates the files that a real one would."""

    def __init__(
        self, root: Path, *, pip: tuple[int, list[str]] = (0, []), venv: tuple[int, list[str]] = (0, [])
    ) -> None:
        self.version = (3, 11, 9)
        self.ensurepip = self.writable = True
        self.commands: list[list[str]] = []
        self.environs: list[dict[str, str]] = []
        self._root, self._pip, self._venv = root, pip, venv

    def has_ensurepip(self) -> bool:
        return self.ensurepip

    def can_write(self, _folder: str) -> bool:
        return self.writable

    def run(
        self,
        command: list[str],
        environ: dict[str, str],
        _folder: str,
        _line: Callable[[str], None] | None = None,
    ) -> tuple[int, list[str]]:
        self.commands.append(command)
        self.environs.append(environ)
        if "venv" not in command:
            return self._pip
        if self._venv[0] == 0:
            python = Path(environment.python_of(str(self._root)))
            python.parent.mkdir(parents=True)
            python.touch()
        return self._venv


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "constraints.txt").write_text("click==8.5.1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    return tmp_path


def prepared(root: Path, machine: Any, extra: str = "") -> list[str]:
    told: list[str] = []
    environment.prepare(extra, told.append, str(root), machine)
    return told


def refusal(root: Path, machine: Any) -> str:
    with pytest.raises(environment.NotReady) as caught:
        prepared(root, machine)
    return str(caught.value)


def test_only_the_first_start_prints_anything(root: Path) -> None:
    told = prepared(root, FakeMachine(root))
    assert told[0] == "Creating an environment in .venv."
    assert told[1].startswith("Installing") and told[-1] == "Ready."
    again = FakeMachine(root)
    assert prepared(root, again) == [] and again.commands == []


def test_first_start_installs_with_constraints(root: Path) -> None:
    machine = FakeMachine(root)
    prepared(root, machine)
    install = machine.commands[-1]
    assert install[install.index("--constraint") + 1] == "constraints.txt"
    assert machine.environs[-1]["PIP_BUILD_CONSTRAINT"] == (root / "constraints.txt").as_uri()


def test_environment_for_tests_starts_the_program(root: Path) -> None:
    prepared(root, FakeMachine(root), "dev")
    assert environment.is_ready("", str(root))
    other = FakeMachine(root)
    assert prepared(root, other) == []


def test_environment_for_the_program_lacks_the_tests(root: Path) -> None:
    prepared(root, FakeMachine(root))
    assert not environment.is_ready("dev", str(root))


def test_changed_constraints_are_installed(root: Path) -> None:
    prepared(root, FakeMachine(root))
    (root / "constraints.txt").write_text("click==8.5.2\n")
    machine = FakeMachine(root)
    told = prepared(root, machine)
    assert told[0].startswith("Installing") and not any("venv" in command for command in machine.commands)


def test_moved_project_folder_is_prepared_again(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    prepared(root, FakeMachine(root))
    moved = tmp_path_factory.mktemp("elsewhere") / "project"
    root.rename(moved)
    assert not environment.is_ready("", str(moved))


def test_replaced_system_python_is_noticed(root: Path) -> None:
    prepared(root, FakeMachine(root))
    python = Path(environment.python_of(str(root)))
    python.unlink()
    (root / "python3.14").touch()
    python.symlink_to(root / "python3.14")
    assert not environment.is_ready("", str(root))


def test_interrupted_installation_continues(root: Path) -> None:
    refusal(root, FakeMachine(root, pip=(1, ["ERROR: something odd"])))
    assert not environment.is_ready("", str(root))
    assert prepared(root, FakeMachine(root))[-1] == "Ready."


def test_old_python_is_refused_in_one_sentence(root: Path) -> None:
    machine = FakeMachine(root)
    machine.version = (3, 9, 18)
    said = refusal(root, machine)
    assert (
        said == "This is Python 3.9.18, and SecureCoach needs 3.11 or newer. Install a newer Python, then start again."
    )


def test_missing_ensurepip_names_the_package(root: Path) -> None:
    machine = FakeMachine(root)
    machine.ensurepip = False
    assert "apt install python3.11-venv" in refusal(root, machine)


def test_read_only_project_folder_says_to_copy_it(root: Path) -> None:
    machine = FakeMachine(root)
    machine.writable = False
    said = refusal(root, machine)
    assert str(root) in said and "Copy it to a folder of your own" in said
    assert machine.commands == []


def test_os_error_is_told_in_one_sentence(root: Path) -> None:
    class Refusing(FakeMachine):
        def run(self, *_arguments: Any) -> tuple[int, list[str]]:
            raise PermissionError(13, "Permission denied")

    assert refusal(root, Refusing(root)) == (
        "The environment can't be created here (Permission denied). Fix that, then start again."
    )


def test_failing_venv_says_why(root: Path) -> None:
    said = refusal(root, FakeMachine(root, venv=(1, ["Error: no room."])))
    assert "(Error: no room)" in said


OFFLINE = [
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(': Failed to establish'",
    "ERROR: Could not find a version that satisfies the requirement hatchling>=1.27 (from versions: none)",
    "ERROR: No matching distribution found for hatchling>=1.27",
]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (OFFLINE, "The first start needs the internet"),
        (OFFLINE[1:], "no package hatchling>=1.27 for this Python"),
        (["ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"], "disk is full"),
        (["ERROR: Wheel is broken", "hint: see above"], "stopped (Wheel is broken)"),
        ([], "no reason given"),
    ],
)
def test_each_pip_failure_is_one_sentence(root: Path, said: list[str], told: str) -> None:
    sentence = refusal(root, FakeMachine(root, pip=(1, said)))
    assert told in sentence
    assert "\n" not in sentence and sentence.endswith(".") and re.search("again|another version", sentence)


def test_long_installation_prints_a_line_at_times(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    news = environment._News(told.append)
    news("Collecting click")
    assert told == []
    monkeypatch.setattr(news, "_last", -environment.NEWS_SECONDS)
    news("Collecting textual")
    assert told == ["Still working: 2 packages checked so far."]


@pytest.mark.parametrize("name", ["start.py", "dev/environment.py", "test.py"])
def test_any_python_3_parses_the_first_scripts(name: str) -> None:
    ast.parse((SCRIPTS / name).read_text(), feature_version=(3, 4))


@pytest.mark.parametrize("name", ["start.py", "dev/environment.py", "test.py"])
def test_first_scripts_import_only_the_stdlib(name: str) -> None:
    tree = ast.parse((SCRIPTS / name).read_text())
    roots = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    roots |= {str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert roots <= {*sys.stdlib_module_names, "environment"}


def test_windows_environment_has_its_own_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.os, "name", "nt")
    monkeypatch.setattr(environment.os.path, "join", lambda *parts: "\\".join(parts))
    assert environment.python_of("C:\\coach") == "C:\\coach\\.venv\\Scripts\\python.exe"


def started(*arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """Run the real scripts/start.py with the Python that runs the tests."""
    return subprocess.run(
        [sys.executable, str(SCRIPTS / "start.py"), *arguments],
        capture_output=True,
        timeout=60,
        env={**os.environ, **environ},
        stdin=subprocess.DEVNULL,
    )


def copied(project: Path) -> Path:
    """Copy what a start needs into a project folder and return the path of its start.py."""
    for name in ("start.py", "dev/environment.py"):
        path = project / "scripts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((SCRIPTS / name).read_bytes())
    return project / "scripts" / "start.py"


@pytest.mark.journeys
def test_start_passes_arguments_and_exit_codes(tmp_path: Path) -> None:
    if not environment.is_ready():
        pytest.skip("the environment was not made by scripts/start.py or scripts/test.py")
    data = ("--data-dir", str(tmp_path / "data"))
    listed = started("list", "--json", *data)
    assert listed.returncode == 0 and listed.stdout.startswith(b"[") and listed.stderr == b""
    refused = started("practice", "no-such-thing", *data)
    assert refused.returncode == 2 and refused.stderr.count(b"\n") == 1


@pytest.mark.journeys
def test_first_start_offline_prints_whole_lines(tmp_path: Path) -> None:
    start = copied(tmp_path)
    (tmp_path / "constraints.txt").write_text("")
    # No build tool to fetch from an index: what can't be reached is a dependency, with nobody listening there.
    (tmp_path / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
    )
    nowhere = {
        "TERM": "xterm-256color",  # no kind of terminal gets a bar
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_RETRIES": "1",
        "PIP_FIND_LINKS": "",
        "PIP_EXTRA_INDEX_URL": "",
    }
    done = subprocess.run(
        [sys.executable, str(start)],
        capture_output=True,
        timeout=300,
        env={**os.environ, **nowhere},
    )
    assert done.returncode == 1 and done.stdout == b""
    said = done.stderr.decode()
    assert "\r" not in said and "\x1b" not in said and "Traceback" not in said
    assert said.splitlines()[-1] == (
        "The packages can't be downloaded. The first start needs the internet. Connect, then start again."
    )


HOSTILE = "import pathlib\npathlib.Path('imported').touch()\nraise SystemExit('this module must never run')\n"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A current folder with modules named as those that pip, venv and the program import."""
    folder = tmp_path / "hostile"
    folder.mkdir()
    for name in ("click", "random", "pip", "venv", "subprocess", "textual", "securecoach_tui", "environment"):
        (folder / f"{name}.py").write_text(HOSTILE)
    return folder


@pytest.mark.journeys
@pytest.mark.parametrize("python_path", [None, ".", f"{ROOT}:"], ids=["no PYTHONPATH", "a dot", "a stray colon"])
def test_start_never_imports_from_the_current_folder(hostile: Path, python_path: str | None) -> None:
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if python_path is not None:
        environ["PYTHONPATH"] = python_path
    project = hostile.parent / "project"
    start = copied(project)
    ready(project, environ)
    done = subprocess.run(
        [sys.executable, str(start), "--version"], capture_output=True, text=True, timeout=60, cwd=hostile, env=environ
    )
    assert done.returncode == 0 and done.stdout.startswith("securecoach"), done.stderr
    assert not (hostile / "imported").exists()


def ready(project: Path, environ: dict[str, str]) -> None:
    """Give a project folder an environment that is ready, with the packages of the one that runs the tests."""
    (project / "constraints.txt").write_text("")
    (project / "pyproject.toml").write_text("[project]\n")
    command = [sys.executable, "-P", "-m", "venv", "--without-pip", str(project / ".venv")]
    subprocess.run(command, check=True, timeout=60, env=environ)
    (site,) = (project / ".venv").glob("lib/python*/site-packages")
    packages = Path(distribution("click").locate_file(""))
    (site / "lent.pth").write_text(f"{ROOT}\n{packages}\n")
    environment._write_stamp("", str(project))


@pytest.mark.journeys
@pytest.mark.parametrize("name", [pytest.param("with a space", marks=pytest.mark.long), "50% [off] #1"])
def test_environment_is_made_in_any_path(hostile: Path, name: str) -> None:
    project = hostile.parent / name
    start = copied(project)
    (project / "constraints.txt").write_text("hatchling\n")
    # Nothing is fetched: the build backend is this file, and it writes an empty wheel.
    (project / "backend.py").write_text(BACKEND)
    (project / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        '[project]\nname = "empty"\nversion = "1"\n'
    )
    environ = {**os.environ, "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
    done = subprocess.run(
        [sys.executable, str(start), "--version"], capture_output=True, text=True, timeout=300, cwd=hostile, env=environ
    )
    assert "Ready." in done.stderr.splitlines(), done.stderr
    assert not (hostile / "imported").exists()


BACKEND = """
import zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "empty-1-py3-none-any.whl"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        wheel.writestr("empty-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: empty\\nVersion: 1\\n")
        wheel.writestr("empty-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("empty-1.dist-info/RECORD", "")
    return name
"""
