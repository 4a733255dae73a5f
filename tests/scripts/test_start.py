"""The first start on any machine, and every later one: what a person is told, and what is made."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"scripts_{name}", SCRIPTS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


prepare = module("prepare")


class Bench:
    """A machine whose answers the test chooses; it makes the files that a real one would make."""

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
        self, command: list[str], environ: dict[str, str], _line: Callable[[str], None] | None = None
    ) -> tuple[int, list[str]]:
        self.commands.append(command)
        self.environs.append(environ)
        if "venv" not in command:
            return self._pip
        if self._venv[0] == 0:
            python = Path(prepare.python_of(str(self._root)))
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
    prepare.prepare(extra, told.append, str(root), machine)
    return told


def refusal(root: Path, machine: Any) -> str:
    with pytest.raises(prepare.NotReady) as caught:
        prepared(root, machine)
    return str(caught.value)


def test_the_first_start_says_what_it_does_and_the_next_says_nothing(root: Path) -> None:
    told = prepared(root, Bench(root))
    assert told[0] == "Making an environment of its own in .venv."
    assert told[1].startswith("Installing") and told[-1] == "Ready."
    again = Bench(root)
    assert prepared(root, again) == [] and again.commands == []


def test_the_first_start_installs_exactly_what_constraints_names(root: Path) -> None:
    machine = Bench(root)
    prepared(root, machine)
    install = machine.commands[-1]
    assert install[install.index("--constraint") + 1] == str(root / "constraints.txt")
    assert machine.environs[-1]["PIP_BUILD_CONSTRAINT"] == str(root / "constraints.txt")


def test_a_place_prepared_for_tests_also_starts_the_program(root: Path) -> None:
    prepared(root, Bench(root), "dev")
    assert prepare.is_ready("", str(root))
    other = Bench(root)
    assert prepared(root, other) == []


def test_a_place_prepared_for_the_program_is_not_ready_for_tests(root: Path) -> None:
    prepared(root, Bench(root))
    assert not prepare.is_ready("dev", str(root))


def test_changed_constraints_are_installed_at_the_next_start(root: Path) -> None:
    prepared(root, Bench(root))
    (root / "constraints.txt").write_text("click==8.5.2\n")
    machine = Bench(root)
    told = prepared(root, machine)
    assert told[0].startswith("Installing") and not any("venv" in command for command in machine.commands)


def test_a_moved_project_folder_is_prepared_anew(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    prepared(root, Bench(root))
    moved = tmp_path_factory.mktemp("elsewhere") / "project"
    root.rename(moved)
    assert not prepare.is_ready("", str(moved))


def test_a_python_that_the_system_has_replaced_is_noticed(root: Path) -> None:
    prepared(root, Bench(root))
    python = Path(prepare.python_of(str(root)))
    python.unlink()
    (root / "python3.14").touch()
    python.symlink_to(root / "python3.14")
    assert not prepare.is_ready("", str(root))


def test_an_installation_that_stopped_half_way_goes_on_at_the_next_start(root: Path) -> None:
    refusal(root, Bench(root, pip=(1, ["ERROR: something odd"])))
    assert not prepare.is_ready("", str(root))
    assert prepared(root, Bench(root))[-1] == "Ready."


def test_too_old_a_python_is_told_in_one_sentence(root: Path) -> None:
    machine = Bench(root)
    machine.version = (3, 9, 18)
    said = refusal(root, machine)
    assert said == "This is Python 3.9.18, and SecureCoach needs 3.11 or newer: install one and start again."


def test_a_python_without_ensurepip_names_the_package_to_install(root: Path) -> None:
    machine = Bench(root)
    machine.ensurepip = False
    assert "apt install python3.11-venv" in refusal(root, machine)


def test_a_folder_that_cannot_be_written_says_to_copy_it(root: Path) -> None:
    machine = Bench(root)
    machine.writable = False
    said = refusal(root, machine)
    assert str(root) in said and "copy it to one of your own" in said
    assert machine.commands == []


def test_a_file_in_the_way_of_the_environment_is_one_sentence(root: Path) -> None:
    class Refusing(Bench):
        def run(self, *_arguments: Any) -> tuple[int, list[str]]:
            raise PermissionError(13, "Permission denied")

    assert refusal(root, Refusing(root)) == (
        "The environment can't be made here (Permission denied): see to that and start again."
    )


def test_an_environment_that_venv_cannot_make_says_why(root: Path) -> None:
    said = refusal(root, Bench(root, venv=(1, ["Error: no room."])))
    assert "(Error: no room)" in said


OFFLINE = [
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(': Failed to establish'",
    "ERROR: Could not find a version that satisfies the requirement hatchling>=1.27 (from versions: none)",
    "ERROR: No matching distribution found for hatchling>=1.27",
]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (OFFLINE, "the first start needs the network"),
        (OFFLINE[1:], "no package hatchling>=1.27 for this Python"),
        (["ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"], "disk is full"),
        (["ERROR: Wheel is broken", "hint: see above"], "stopped (Wheel is broken)"),
        ([], "no reason given"),
    ],
)
def test_each_way_that_an_installation_fails_is_one_sentence(root: Path, said: list[str], told: str) -> None:
    sentence = refusal(root, Bench(root, pip=(1, said)))
    assert told in sentence
    assert "\n" not in sentence and sentence.endswith(".") and "again" in sentence or "start with" in sentence


def test_a_long_installation_is_told_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    news = prepare._News(told.append)
    news("Collecting click")
    assert told == []
    monkeypatch.setattr(news, "_last", -prepare.NEWS_SECONDS)
    news("Collecting textual")
    assert told == ["Still at it: 2 packages looked at so far."]


@pytest.mark.parametrize("name", ["start", "prepare", "test"])
def test_any_python_3_can_read_the_scripts_that_come_first(name: str) -> None:
    ast.parse((SCRIPTS / f"{name}.py").read_text(), feature_version=(3, 4))


@pytest.mark.parametrize("name", ["start", "prepare", "test"])
def test_the_scripts_that_come_first_need_the_standard_library_only(name: str) -> None:
    tree = ast.parse((SCRIPTS / f"{name}.py").read_text())
    roots = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    roots |= {str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert roots <= {*sys.stdlib_module_names, "prepare"}


def test_the_environment_of_windows_is_looked_for_where_windows_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare.os, "name", "nt")
    monkeypatch.setattr(prepare.os.path, "join", lambda *parts: "\\".join(parts))
    assert prepare.python_of("C:\\coach") == "C:\\coach\\.venv\\Scripts\\python.exe"


def started(*arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """The real scripts/start.py, run by the Python that runs the tests."""
    return subprocess.run(
        [sys.executable, str(SCRIPTS / "start.py"), *arguments],
        capture_output=True,
        timeout=60,
        env={**os.environ, **environ},
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.journeys
def test_arguments_and_exit_codes_pass_through_the_start_script(tmp_path: Path) -> None:
    if not prepare.is_ready():
        pytest.skip("the environment was not made by scripts/start.py or scripts/test.py")
    data = ("--data-dir", str(tmp_path / "data"))
    listed = started("list", "--json", *data)
    assert listed.returncode == 0 and listed.stdout.startswith(b"[") and listed.stderr == b""
    refused = started("practice", "no-such-thing", *data)
    assert refused.returncode == 2 and refused.stderr.count(b"\n") == 1


@pytest.mark.journeys
def test_a_first_start_without_a_network_is_told_in_lines_only(tmp_path: Path) -> None:
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    for name in ("start.py", "prepare.py"):
        (scripts / name).write_bytes((SCRIPTS / name).read_bytes())
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
        [sys.executable, str(scripts / "start.py")],
        capture_output=True,
        timeout=120,
        env={**os.environ, **nowhere},
    )
    assert done.returncode == 1 and done.stdout == b""
    said = done.stderr.decode()
    assert "\r" not in said and "\x1b" not in said and "Traceback" not in said
    assert said.splitlines()[-1] == (
        "The packages can't be reached: the first start needs the network; connect and start again."
    )
